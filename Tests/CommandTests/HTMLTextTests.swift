import Testing

@testable import p2c

@Suite struct `HTML text` {
    @Test(arguments: [
        ("a < b & c > \"d\" 'e'", "a &lt; b &amp; c &gt; &quot;d&quot; &#39;e&#39;"),
        ("</script><img onerror=x>", "&lt;/script&gt;&lt;img onerror=x&gt;"),
        ("tab\tline\r\nend", "tab\\tline\\r\\nend"),
        ("\u{0}\u{1B}\u{7F}\u{85}", "\\u{0}\\u{1b}\\u{7f}\\u{85}"),
        ("a\u{202E}b\u{FFFF}\u{FEFF}", "a\\u{202e}b\\u{ffff}\\u{feff}"), ("Żółw 🐢 日本", "Żółw 🐢 日本"),
    ])
    func `is escaped wherever it is put in`(text: String, markup: String) {
        let html: HTML = "<p title=\"\(text)\">\(text)</p>"
        #expect(html.markup == "<p title=\"\(markup)\">\(markup)</p>")
        let outer: HTML = "<div>\(html)</div>"
        #expect(outer.markup == "<div>\(html.markup)</div>")
    }

    @Test(arguments: [
        (0, 0, "0\u{202F}%"), (0, 7, "0\u{202F}%"), (7, 7, "100\u{202F}%"),
        (1, 1000, "under 1\u{202F}%"), (999, 1000, "over 99\u{202F}%"), (1, 200, "1\u{202F}%"),
        (2, 3, "67\u{202F}%"), (989, 1000, "99\u{202F}%"),
    ])
    func `says 0 per cent only for none and 100 only for all`(part: Int, whole: Int, text: String) {
        #expect(percent(part, of: whole) == text)
    }

    @Test(arguments: [
        ("Customers V2", "Customers-V2"), ("../../etc/passwd", "-.-..-etc-passwd"),
        ("a.b_c", "a.b-c"),
        ("日本", "--"), (".hidden", "-hidden"),
    ])
    func `names of entities become names of files`(entity: String, name: String) {
        #expect(fileSafe(entity) == name)
    }
}
