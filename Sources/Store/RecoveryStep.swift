/// What to do at start about a run that a crash may have interrupted, or about a claim that lies in
/// the claim folder.
///
/// | Stage | Claim there | Claim gone |
/// |---|---|---|
/// | claimed | run again | abandon: the crash came before the package left the inbox |
/// | prepared | publish | publish |
/// | published | put away | close |
/// | closed, abandoned | release | nothing |
/// | not in the ledger | release | nothing |
///
/// Each step leads to a stage further down, so recovery that is interrupted is done again. A claim
/// that no run answers for goes back to the inbox, where the digest of its content tells whether it
/// has been delivered.
package enum RecoveryStep: Sendable, Equatable {
    /// Discard the work folders and run the claim from its beginning. What the package put into the
    /// store went with its transaction.
    case runAgain
    /// Publish what the ledger lists, then put the claim away. Publishing twice does no harm.
    case publish
    /// Archive the claim or, for an unreadable package, quarantine it, then close.
    case putAway
    /// Close the run: only the ledger is behind.
    case close
    /// Note in the ledger that the run never began.
    case abandon
    /// Put the claim back into the inbox.
    case release
    case nothing

    /// The step for a run at that stage; nil for a run that the ledger does not know.
    package static func next(stage: RunStage?, claimExists: Bool) -> RecoveryStep {
        switch stage {
        case .claimed: claimExists ? .runAgain : .abandon
        case .prepared: .publish
        case .published: claimExists ? .putAway : .close
        case .closed, .abandoned, nil: claimExists ? .release : .nothing
        }
    }
}
