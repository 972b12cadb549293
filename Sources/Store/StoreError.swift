import Records

/// The store cannot do its work: what failed, where, and what to do about it.
package struct StoreError: Error, Sendable, CustomStringConvertible {
    /// The cause, under the code that people search for.
    package enum Code: Sendable, CaseIterable {
        case cannotOpen, locked, diskFull, corrupt, laterVersion, keyChanged, unusableName, failed

        /// The entry of the catalogue.
        package var issueCode: IssueCode {
            switch self {
            case .cannotOpen: .storeNotOpened
            case .locked: .storeLocked
            case .diskFull: .storeDiskFull
            case .corrupt: .storeCorrupt
            case .laterVersion: .storeOfLaterVersion
            case .keyChanged: .storeKeyChanged
            case .unusableName: .storeUnusableName
            case .failed: .storeFailed
            }
        }
    }

    package let code: Code
    /// What failed, as a sentence without final period.
    package let what: String
    /// The store's file.
    package let place: String
    /// What to do about it.
    package let remedy: String

    /// Without a remedy of its own it has the one of its code.
    package init(_ code: Code, _ what: String, place: String, remedy: String? = nil) {
        self.code = code
        self.what = what
        self.place = place
        self.remedy = remedy ?? code.issueCode.remedy
    }

    /// The whole sentence for people.
    package var description: String { "\(place): \(what). \(remedy). [\(code.issueCode.id)]" }
}
