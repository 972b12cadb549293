/// The name of an entry, decoded and found safe.
struct ZipEntryName {
    var text: String
    var hadBackslashes: Bool

    /// Why a name is refused.
    struct Refusal: Error {
        var reason: String
    }

    /// Decodes the bytes of a central directory and refuses names that lead out of the archive.
    init(bytes: [UInt8]) throws(Refusal) {
        if let control = bytes.first(where: { $0 < 0x20 || $0 == 0x7F }) {
            let code = String(control, radix: 16, uppercase: true)
            throw Refusal(reason: "it holds the control character 0x\(code)")
        }
        let decoded = Self.decode(bytes)
        hadBackslashes = decoded.utf8.contains(UInt8(ascii: "\\"))
        text = hadBackslashes ? String(decoded.map { $0 == "\\" ? "/" : $0 }) : decoded
        try Self.checkPath(text)
    }

    /// UTF-8 where it is valid, whatever the flag says; else the code page of the first zip tools.
    private static func decode(_ bytes: [UInt8]) -> String {
        String(validating: bytes, as: UTF8.self)
            ?? String(
                bytes.map { $0 < 0x80 ? Character(Unicode.Scalar($0)) : upper[Int($0) - 0x80] })
    }

    /// The upper half of code page 437.
    private static let upper = Array(
        "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧"
            + "╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{A0}")

    private static func checkPath(_ text: String) throws(Refusal) {
        guard !text.isEmpty else { throw Refusal(reason: "it is empty") }
        guard text.first != "/" else { throw Refusal(reason: "it is absolute") }
        if text.utf8.dropFirst().first == UInt8(ascii: ":") {
            throw Refusal(reason: "it begins with a drive letter")
        }
        for component in text.split(separator: "/", omittingEmptySubsequences: true) {
            // Windows drops dots and spaces at the end, so that ".. " and "..." may climb too.
            let dots = component.filter { $0 == "." }.count
            if dots >= 2, component.allSatisfy({ $0 == "." || $0 == " " }) {
                throw Refusal(reason: "it climbs out of its folder")
            }
        }
    }
}
