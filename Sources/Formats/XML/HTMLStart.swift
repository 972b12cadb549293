import Records

/// What looks like the beginning of an HTML page, in place of a data file: web sites answer with a
/// page to sign in, or with an error, where a download fails.
enum HTMLStart {
    /// True where the text begins with the document type or the root element of HTML, maybe behind
    /// an XML declaration.
    static func begins(_ text: ArraySlice<UInt8>) -> Bool {
        var start = text.drop { isSkipped($0) }
        if start.starts(with: "<?xml".utf8), let end = start.firstIndex(of: UInt8(ascii: ">")) {
            start = start[(end + 1)...].drop { isSkipped($0) }
        }
        let word = String(decoding: start.prefix(15), as: UTF8.self).foldedName
        return word.hasPrefix("<!doctype html") || word.hasPrefix("<html>")
            || word.hasPrefix("<html ")
    }

    /// Blanks and the mark of UTF-8.
    private static func isSkipped(_ byte: UInt8) -> Bool {
        byte <= 0x20 || [0xEF, 0xBB, 0xBF].contains(byte)
    }

    static let kind = "an HTML page, such as a web site shows to sign in or for an error"
    static let remedy = "Download the file again, signed in, and look into it before you drop it"
}
