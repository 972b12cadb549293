import Glibc
import Records

/// What one look at a package that is a folder saw: enough to notice any change in it.
struct PackageFolderSight {
    /// Of all files together.
    private(set) var size = 0
    /// The latest time of change of a file or folder, in nanoseconds since 1970.
    private(set) var modified = 0
    private(set) var inode: UInt64 = 0
    /// Made from the name, size, time and inode of each file and folder.
    private(set) var content: UInt64 = 0xCBF2_9CE4_8422_2325
    /// The first file or folder in it that this user may not read.
    private(set) var refused: String?
    private var count = 0

    private static let mostFiles = 100_000
    private static let deepest = 16

    /// Nil for a folder that will not be taken: with links, pipes or devices in it, with names that
    /// are no text, with too many files or too deep.
    init?(_ path: String) {
        guard add(path, name: "", depth: 0) else { return nil }
    }

    /// Whether a folder with these names in it is a package: a control file is among them.
    static func isPackage(_ names: [String]) -> Bool {
        names.contains { name in
            let folded = name.foldedName
            return ["manifest.xml", "packageheader.xml", "data.xml", "model.json"].contains(folded)
                || folded.hasSuffix(".manifest.cdm.json")
        }
    }

    private mutating func add(_ path: String, name: String, depth: Int) -> Bool {
        var status = stat()
        guard count <= Self.mostFiles, depth <= Self.deepest, lstat(path, &status) == 0 else {
            return false
        }
        count += 1
        let time = Int(status.st_mtim.tv_sec) * 1_000_000_000 + Int(status.st_mtim.tv_nsec)
        modified = max(modified, time)
        if name.isEmpty { inode = UInt64(status.st_ino) }
        for byte in name.utf8 { mix(UInt64(byte)) }
        mix(UInt64(status.st_size))
        mix(UInt64(bitPattern: Int64(time)))
        mix(UInt64(status.st_ino))
        if access(path, R_OK) != 0 && errno == EACCES {
            refused = refused ?? name
            return true
        }
        switch status.st_mode & S_IFMT {
        case S_IFREG:
            size += Int(status.st_size)
            return true
        case S_IFDIR:
            guard let names = try? Paths.names(in: path) else { return false }
            return names.allSatisfy { inner in
                add("\(path)/\(inner)", name: "\(name)/\(inner)", depth: depth + 1)
            }
        default: return false
        }
    }

    /// FNV-1a, by numbers instead of bytes.
    private mutating func mix(_ number: UInt64) {
        content = (content ^ number) &* 0x100_0000_01B3
        content ^= content >> 29
    }
}
