import Records

/// The store cannot do its work: what failed, where, and what to do about it.
package struct StoreError: Error, Sendable, CustomStringConvertible {
    /// The cause, under the code that people search for.
    package enum Code: String, Sendable, CaseIterable {
        case cannotOpen = "P2C-STORE-001"
        case locked = "P2C-STORE-002"
        case diskFull = "P2C-STORE-003"
        case corrupt = "P2C-STORE-004"
        case laterVersion = "P2C-STORE-005"
        case keyChanged = "P2C-STORE-006"
        case unusableName = "P2C-STORE-007"
        case failed = "P2C-STORE-008"
    }

    package let code: Code
    /// What failed, as a sentence without final period.
    package let what: String
    /// The store's file.
    package let place: String

    package init(_ code: Code, _ what: String, place: String) {
        self.code = code
        self.what = what
        self.place = place
    }

    /// What to do about it.
    package var remedy: String {
        switch code {
        case .cannotOpen:
            "Check that the folder exists and that this user may read and write in it"
        case .locked:
            "Another p2c runs in this workspace: wait until it has ended, or end it"
        case .diskFull:
            "Make room on the disk, then run p2c again; nothing of the package was kept"
        case .corrupt:
            "Restore the file from a backup, or move it away to start with an empty store"
        case .laterVersion:
            "Use the p2c that wrote it, or a later one"
        case .keyChanged:
            "Give the entity the same integration key in all templates, or move the store's file "
                + "away to start with an empty store"
        case .unusableName:
            "Change the name in the template"
        case .failed:
            "Check the disk and the system's log; the store itself keeps its last complete state"
        }
    }

    /// The whole sentence for people.
    package var description: String { "\(place): \(what). \(remedy). [\(code.rawValue)]" }
}
