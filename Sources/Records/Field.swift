/// What kind of values a field holds, and so which texts are right and which of them is canonical.
package enum FieldType: Sendable, Equatable {
    /// Any text.
    case string
    /// A whole number between the bounds, canonical without sign `+` and leading zeros.
    case integer
    /// An exact decimal number, canonical without needless zeros: `.500` becomes `0.5`.
    case decimal
    /// One of two texts. The canonical ones are given here: `Yes`/`No` in F&O, `true`/`false` elsewhere.
    case boolean(whenTrue: String, whenFalse: String)
    /// A day, canonical `2026-11-23`.
    case date
    /// A moment in UTC, canonical `2026-11-23T01:02:03Z`, with as many decimals as it needs.
    case dateTime
    /// A time of day, canonical `01:02:03`, with as many decimals as it needs.
    case time
    /// A year of four digits.
    case year
    /// A month of a year, canonical `2026-11`.
    case yearMonth
    /// Canonical in lower case without braces.
    case guid
    /// A value of `Field.options`, canonical as the option's value.
    case option
}

/// What a text must be over and above a text.
package enum TextFormat: String, Sendable, Equatable {
    /// An absolute URI: a scheme, a colon and something behind it.
    case uri
    /// One address: something, an @ and a domain.
    case email
    /// Bytes in base64.
    case binary
}

/// How the numbers of a field are written where it is not with digits and a point.
package struct NumberStyle: Sendable, Equatable {
    /// Stands before the decimals.
    package var decimalCharacter = UInt8(ascii: ".")
    /// Stands between groups of three digits, in India also of two; nil where there is none.
    package var groupCharacter: UInt8?
    /// Nothing stands before and behind the number; where something may, as in `12 €`, it is left
    /// out.
    package var isBare = true

    package init() {}
}

/// One value that an option field may take.
package struct FieldOption: Sendable, Equatable {
    /// What the system stores: `647390000` in Sales, `Organization` in F&O and CDS.
    package var value: String
    /// What people see; accepted on reading too.
    package var label: String?
    /// The number that the system keeps behind a symbol; accepted on reading too.
    package var number: String?

    package init(value: String, label: String? = nil, number: String? = nil) {
        self.value = value
        self.label = label
        self.number = number
    }
}

/// One field of an entity, and what a value of it must be like.
package struct Field: Sendable, Equatable {
    package var name: String
    /// What people see, where it is known.
    package var title: String?
    package var type: FieldType
    /// A blank value breaks the schema.
    package var isRequired = false
    /// The system gives it itself and takes no value for it.
    package var isReadOnly = false
    /// The most UTF-16 code units that the system stores, the unit of both systems' databases; nil
    /// where no source proves one.
    package var maxLength: Int?
    /// The fewest UTF-16 code units of a text that is not blank.
    package var minLength: Int?
    /// What the whole text must match, as it is written in the file: a regular expression of XML
    /// Schema, https://www.w3.org/TR/xmlschema-2/#regexs.
    package var pattern: String?
    package var textFormat: TextFormat?
    /// The most digits behind the decimal point.
    package var scale: Int?
    /// The most digits in all.
    package var precision: Int?
    /// The smallest and largest value, as its canonical text.
    package var minimum: String?
    package var maximum: String?
    /// The values between which it must be, as their canonical texts.
    package var exclusiveMinimum: String?
    package var exclusiveMaximum: String?
    /// The values that are allowed, as their canonical texts; empty for all. An option field has
    /// `options` in its place.
    package var allowed: [String] = []
    package var options: [FieldOption] = []
    /// Texts that mean the same as no text.
    package var missingValues: [String] = []
    package var numberStyle: NumberStyle?
    /// How dates and times are written where it is in one form of their own: `%d.%m.%Y`.
    package var momentPattern: MomentPattern?
    /// Dates are F&O's: `1900-01-01` means none, and `2154-12-31` is the last one.
    package var isOfFinOps = false
    /// Says something about a person; messages and reports show its values masked.
    package var isPersonal = false
    /// The field beside it that says in which currency the amount is; nil for what is no amount.
    package var currency: String?
    /// The table and the key field that the value points to.
    package var lookup: Lookup?
    /// Where name, type and rules are known from, in words; nil where nobody said.
    package var source: String?
    /// The type of the field in a Configuration Migration `data_schema.xml`.
    package var migrationType: String?

    package struct Lookup: Sendable, Equatable {
        /// The tables that it may point to; several for a polymorphic one.
        package var targets: [String]

        package init(targets: [String]) { self.targets = targets }
    }

    package init(name: String, type: FieldType) {
        self.name = name
        self.type = type
    }
}
