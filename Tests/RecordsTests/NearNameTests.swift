import Records
import Testing

@Suite struct `A misspelt name` {
    private let names = ["accounts", "contacts", "Contacts to Customer", "quotes"]

    @Test(arguments: [
        ("acounts", ["accounts"]), ("ACCOUNT", ["accounts"]), ("contcats", ["contacts"]),
        ("Contacts to C", ["Contacts to Customer"]), ("qoutes", ["quotes"]), ("zebra", []),
        ("q", []),
    ])
    func `is near what it was meant to be`(word: String, near: [String]) {
        #expect(NearNames.of(word, among: names) == near)
    }

    @Test func `is hinted at in a sentence, or not at all`() {
        #expect(NearNames.hint(for: "qoutes", among: names) == " The nearest is \"quotes\".")
        #expect(NearNames.hint(for: "zebra", among: names) == "")
    }
}
