/// What is known of a column's values after the last record. Of a personal field no value is in it.
package struct ColumnSummary: Equatable, Sendable {
    /// A number of different values.
    package struct Distinct: Equatable, Sendable {
        package var count: Int
        /// False for an estimate, whose standard error is 0.81 %.
        package var isExact: Bool
    }

    /// A value and how often it is there; at least as often, where counts are not exact.
    package struct FrequentValue: Equatable, Sendable {
        package var text: String
        package var count: Int
    }

    /// A part of the range of the values and how many lie in it.
    package struct Bar: Equatable, Sendable {
        package var label: String
        package var count: Int
    }

    /// What the bars are about.
    package enum Spread: Equatable, Sendable {
        case none
        case lengths
        case digits
        case years
        case hours
    }

    package var name: String
    /// What people call the field, where a schema says so.
    package var title: String?
    /// The type by the schema: "whole number"; nil for columns that it does not know.
    package var type: String?
    package var isPersonal = false
    /// The most UTF-16 code units that the schema allows.
    package var maxLength: Int?

    /// Records with a value; blanks are none.
    package var filled = 0
    /// Records without one. Together with `filled` these are all records that could be read.
    package var empty = 0
    /// Of `filled`, values that are wrong for the type. Extremes and spread are without them.
    package var misfits = 0
    package var distinct = Distinct(count: 0, isExact: true)
    /// By value for numbers, by time for dates, by bytes for texts; nil for codes and where there is
    /// none.
    package var smallest: String?
    package var largest: String?
    /// In UTF-16 code units, of texts.
    package var lengths: ClosedRange<Int>?
    package var frequent: [FrequentValue] = []
    /// False where the counts of `frequent` are lower bounds.
    package var areCountsExact = true
    package var spread = Spread.none
    package var bars: [Bar] = []

    package init(name: String) { self.name = name }

    package var records: Int { filled + empty }
}
