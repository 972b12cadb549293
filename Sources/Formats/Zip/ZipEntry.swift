/// One file in a zip archive, as the archive's central directory describes it.
package struct ZipEntry: Sendable, Equatable {
    /// How the bytes lie in the archive.
    package enum Method: Sendable, Equatable {
        case stored
        case deflated
    }

    /// The name with `/` between folders.
    package var name: String
    package var method: Method
    /// The bytes that the entry takes in the archive.
    package var packedBytes: Int
    /// The bytes that it claims to unpack to. Reading fails when it turns out otherwise.
    package var unpackedBytes: Int
    package var checksum: UInt32
    /// Where its packed bytes begin in the archive.
    package var offset: Int

    /// The name behind the last `/`.
    package var baseName: String {
        name.lastIndex(of: "/").map { String(name[name.index(after: $0)...]) } ?? name
    }

    /// The folder with its `/`, or an empty text for the root.
    package var folder: String { String(name.dropLast(baseName.count)) }
}
