import COpenSSL
import Glibc

/// The SHA-256 of a file or folder, and how many bytes it has.
package struct FileDigest: Sendable, Equatable {
    package var hexadecimal: String
    package var byteCount: Int
}

/// Reads the file once, 1 MiB at a time.
package func sha256(ofFile path: String) throws(FoldersError) -> FileDigest {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .system("cannot be read", path: path) }
    defer { close(descriptor) }
    var digest = SHA256()
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    var total = 0
    while true {
        let count = read(descriptor, &buffer, buffer.count)
        guard count >= 0 else { throw .system("cannot be read", path: path) }
        if count == 0 { break }
        digest.update(buffer[..<count])
        total += count
    }
    return FileDigest(hexadecimal: digest.finish(), byteCount: total)
}

/// The SHA-256 of a file, or of a folder: over one line for each file in it, sorted by name, with the
/// name below the folder, the size and the SHA-256 of the content. Empty folders leave no trace.
package func sha256(of path: String) throws(FoldersError) -> FileDigest {
    guard Paths.leadsToFolder(path) else { return try sha256(ofFile: path) }
    var digest = SHA256()
    var total = 0
    for file in try Paths.files(in: path).sorted() {
        let content = try sha256(ofFile: "\(path)/\(file)")
        // A name may hold anything but this byte, so that no two folders make the same lines.
        digest.update(Array("\(file)\0\(content.byteCount) \(content.hexadecimal)\n".utf8))
        total += content.byteCount
    }
    return FileDigest(hexadecimal: digest.finish(), byteCount: total)
}

/// SHA-256 over bytes that come piece by piece.
package struct SHA256: ~Copyable {
    private let state = EVP_MD_CTX_new()

    package init() {
        precondition(
            EVP_DigestInit_ex(state, EVP_sha256(), nil) == 1, "SHA-256 is always there")
    }

    deinit { EVP_MD_CTX_free(state) }

    package mutating func update(_ bytes: some Collection<UInt8>) {
        let done = bytes.withContiguousStorageIfAvailable {
            EVP_DigestUpdate(state, $0.baseAddress, $0.count)
        }
        if done == nil { update(Array(bytes)) }
    }

    /// The digest in lower-case hexadecimal. Nothing may be added behind it.
    package mutating func finish() -> String {
        var bytes = [UInt8](repeating: 0, count: 32)
        EVP_DigestFinal_ex(state, &bytes, nil)
        return bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}

/// The size of a file in bytes, or of all files in a folder together.
package func fileSize(of path: String) throws(FoldersError) -> Int {
    if Paths.leadsToFolder(path) {
        var total = 0
        for file in try Paths.files(in: path) { total += try fileSize(of: "\(path)/\(file)") }
        return total
    }
    var status = stat()
    guard stat(path, &status) == 0 else { throw .system("cannot be read", path: path) }
    return Int(status.st_size)
}
