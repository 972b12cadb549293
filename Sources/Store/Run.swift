import Records

/// How far a run has come. What is true on disk at each stage, and what follows from it after a
/// crash, is the table of `RecoveryStep`.
package enum RunStage: String, Sendable, CaseIterable {
    /// The package is, or is about to be, in the claim folder.
    case claimed
    /// Everything to publish lies complete in hidden work folders; its records are in the store.
    case prepared
    /// Everything to publish is published; the claim is to be put away.
    case published
    /// All done.
    case closed
    /// It never began: the package stayed in the inbox.
    case abandoned
}

/// How a run ended.
package enum RunOutcome: String, Sendable, CaseIterable {
    case completed
    /// Delivered, and records were quarantined.
    case warning
    /// Nothing was delivered.
    case error
    /// The same content has been delivered by another run.
    case duplicate
    /// The package as a whole could not be read.
    case unreadable
}

/// What is known of a run at its end, before the claim is put away.
package struct RunResult: Sendable, Equatable {
    package var outcome: RunOutcome
    package var counts = RecordCounts()
    /// The names of the templates that took part.
    package var templates: [String] = []
    /// The run that delivered the same content.
    package var duplicateOf: RunID?
    /// The whole report as JSON.
    package var report: String?

    package init(outcome: RunOutcome) { self.outcome = outcome }
}

/// One run as the ledger has it. Its report is read apart, because it may be long.
package struct Run: Sendable, Equatable {
    package var id: RunID
    /// The package's name in the inbox.
    package var source: String
    package var legalEntity: String?
    package var sha256: String?
    package var byteCount: Int?
    /// The digest of templates, schemas and settings under which it ran.
    package var configuration: String
    /// UTC, as the caller gave it.
    package var started: String
    package var finished: String?
    package var stage: RunStage
    package var outcome: RunOutcome?
    package var templates: [String]
    package var duplicateOf: RunID?
    package var counts: RecordCounts
    /// The run that held the records which this one takes up; nil for a file of the inbox.
    package var resumes: RunID?
}

/// One folder or file that a run moves to where people find it.
package struct Publication: Sendable, Equatable {
    /// Both paths are relative to the workspace.
    package var from: String
    package var to: String
    /// The SHA-256 of the files inside, as text.
    package var digests: String

    package init(from: String, to: String, digests: String) {
        self.from = from
        self.to = to
        self.digests = digests
    }
}
