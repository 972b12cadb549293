import COpenSSL

/// The GUID that a name always has in a namespace, version 5 of RFC 9562, in lower case without
/// braces: a record delivered twice keeps its id without anybody remembering it.
package func versionFiveGUID(namespace: [UInt8], name: String) -> String {
    precondition(namespace.count == 16, "A namespace is a GUID of 16 bytes.")
    let input = namespace + Array(name.utf8)
    var digest = [UInt8](repeating: 0, count: 20)
    let status = EVP_Digest(input, input.count, &digest, nil, EVP_sha1(), nil)
    precondition(status == 1, "SHA-1 is always there.")
    digest[6] = digest[6] & 0x0F | 0x50
    digest[8] = digest[8] & 0x3F | 0x80
    var text = ""
    for (index, byte) in digest.prefix(16).enumerated() {
        if [4, 6, 8, 10].contains(index) { text += "-" }
        text += (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
    return text
}
