/// What p2c does about a code of the Data Integrator's validation for which it has no issue.
package struct IntegratorRemark: Sendable {
    /// `DIPV1010`.
    package let code: String
    /// What the Data Integrator means by it.
    package let meaning: String
    package let text: String

    /// In the order of the codes.
    package static let all: [IntegratorRemark] = [
        IntegratorRemark(
            code: "DIPV1000", meaning: "connection validation failed", text: withoutTenant),
        IntegratorRemark(
            code: "DIPV1002", meaning: "companies of the two sides do not match",
            text: "The companies are those of organizations in p2c.json, where each row is a legal "
                + "entity with its CDS organization and its business unit. A file of another company "
                + "is set aside with what is wrong."),
        IntegratorRemark(
            code: "DIPV1005", meaning: "an environment is missing", text: withoutTenant),
        IntegratorRemark(
            code: "DIPV1007", meaning: "an environment is missing", text: withoutTenant),
        IntegratorRemark(
            code: "DIPV1010", meaning: "a mandatory destination field is not mapped",
            text:
                "p2c template check lists these fields of each leg as \"required and not filled\". "
                + "It is no error: Microsoft's own templates leave some of them blank. In a run, "
                + "P2C-VAL-001 tells of the records that lack a required value."),
        IntegratorRemark(
            code: "DIPV1011", meaning: "a read-only destination field is mapped",
            text: "p2c template check tells it, with the line of the row, where the schema says "
                + "p2c:readOnly. It is no error: the destination leaves such a value out."),
        IntegratorRemark(
            code: "DIPV1019", meaning: "a problem with versionnumber", text: withoutTenant),
        IntegratorRemark(
            code: "DIPV1023", meaning: "a source field is mapped twice",
            text: "p2c allows it: one field may fill several, as the account number fills both "
                + "customer account and party number."),
    ]

    private static let withoutTenant =
        "p2c works with files and has no connection to a tenant, so this cannot happen here."

    /// The remark on a code, whatever its case.
    package static func named(_ name: String) -> IntegratorRemark? {
        all.first { $0.code.isSameName(as: name) }
    }
}
