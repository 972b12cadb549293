import Records
import Testing

@testable import Schemas

private func field(_ type: FieldType, _ set: (inout Field) -> Void = { _ in }) -> Field {
    var field = Field(name: "x", type: type)
    set(&field)
    return field
}

private func text(_ length: Int?) -> Field { field(.string) { $0.maxLength = length } }

private func number(_ scale: Int?, _ minimum: String? = nil) -> Field {
    field(.decimal) { ($0.scale, $0.minimum) = (scale, minimum) }
}

private func options(_ values: String...) -> Field {
    field(.option) { $0.options = values.map { FieldOption(value: $0) } }
}

@Suite struct `A field that was checked` {
    @Test(arguments: [
        (text(50), text(100), true), (text(100), text(50), false), (text(nil), text(50), false),
        (text(nil), text(nil), true), (text(50), number(nil), false),
        (number(2), number(6), true), (number(6), number(2), false),
        (number(nil), number(2), false),
        (number(2, "0"), number(2), true), (number(2), number(2, "0"), false),
        (number(2, "0"), number(2, "0"), true), (field(.integer), number(0), true),
        (number(0), field(.integer), false), (options("1"), options("1", "2"), true),
        (options("1", "2"), options("1"), false), (options("Item"), text(nil), true),
        (
            field(.boolean(whenTrue: "Yes", whenFalse: "No")),
            field(.boolean(whenTrue: "true", whenFalse: "false")), false
        ),
        (text(5), field(.string) { $0.isRequired = true }, false),
        (field(.string) { $0.isRequired = true }, field(.string) { $0.isRequired = true }, true),
        (field(.string) { $0.lookup = .init(targets: ["uom"]) }, text(nil), false),
    ])
    func `spares another only the check that follows from its own`(
        checked: Field, other: Field, expected: Bool
    ) {
        #expect(checked.implies(other) == expected)
    }
}
