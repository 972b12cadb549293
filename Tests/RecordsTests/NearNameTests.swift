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

    @Test(arguments: [
        ("accounts_final", ["accounts"]), ("Copy of Accounts (2)", ["accounts"]),
        ("2025-quotes", ["quotes"]), ("quotes and contacts", ["contacts", "quotes"]),
        ("old contacts to customer", ["Contacts to Customer", "contacts"]), ("myaccounts", []),
        ("accountsfinal", []), ("quotes", ["quotes"]), ("", []),
    ])
    func `is not one that stands whole among other words`(text: String, found: [String]) {
        #expect(NearNames.within(text, among: names + [""]) == found)
    }

    @Test func `is hinted at in a sentence, or not at all`() {
        #expect(NearNames.hint(for: "qoutes", among: names) == " The nearest is \"quotes\".")
        #expect(NearNames.hint(for: "zebra", among: names) == "")
    }
}
