import FoundationEssentials
import Records
import Testing

@testable import Mapping

/// The project's root, from this file's place in it.
private let root = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    .dropLast(3).joined(separator: "/")

private let reference = root + "/../shared/reference/p2c/templates.json"

private func shipped(_ name: String) throws -> Template {
    let file = "\(root)/templates/\(name)/template.json"
    let text = try Data(contentsOf: URL(filePath: file))
    return try Template(json5: Array(text), file: file)
}

@Suite struct `Shipped templates` {
    @Test func `accounts have the tasks, legs, keys and rows of Microsoft's`() throws {
        let template = try shipped("accounts-sales-to-finops")
        #expect(template.name == "Accounts (Sales to Fin and Ops)")
        #expect(template.tasks.map(\.name) == ["Accounts - Account - Customers"])
        let legs = template.tasks[0].legs
        #expect(legs.map(\.source.displayName) == ["Sales Accounts", "CDS Account"])
        #expect(
            legs.map(\.destination.displayName) == ["CDS Account", "Fin and Ops Customers V2"])
        #expect(legs.map { $0.sourceFilter?.text } == ["accountnumber ne null", nil])
        #expect(
            legs.map(\.integrationKey)
                == [["AccountId", "Organization_OrganizationId"], ["CustomerAccount"]])
        #expect(legs.map(\.fieldMappings.count) == [36, 28])
        #expect(legs.flatMap(\.fieldMappings).filter { !$0.isEnabled }.isEmpty)
    }

    @Test func `products have the tasks, legs, keys and rows of Microsoft's`() throws {
        let template = try shipped("products-finops-to-sales")
        #expect(template.name == "Products (Fin and Ops to Sales)")
        #expect(template.tasks.map(\.name) == ["Products"])
        let legs = template.tasks[0].legs
        #expect(
            legs.map(\.source.displayName)
                == ["Fin and Ops Sellable released products", "CDS Product"])
        #expect(legs.map(\.destination.displayName) == ["CDS Product", "Sales Products"])
        #expect(legs.map { $0.sourceFilter?.text } == [nil, nil])
        #expect(
            legs.map(\.integrationKey)
                == [["ProductId", "Organization_OrganizationId"], ["productnumber"]])
        #expect(legs.map(\.fieldMappings.count) == [11, 12])
    }

    @Test(
        .enabled(if: FileManager.default.fileExists(atPath: reference)),
        arguments: solutionTemplates)
    func `equal the reference row by row`(name: String) throws {
        let text = try Data(contentsOf: URL(filePath: reference))
        let all = try JSONDecoder().decode(ReferenceFile.self, from: text)
        let template = try shipped(name)
        let expected = try #require(all.templates.first { $0.name == template.name })
        #expect(template.tasks.map(\.name) == expected.tasks.map(\.name))
        #expect(template.tasks.map(\.order) == expected.tasks.map(\.order))
        #expect(template.tasks.map(\.legs.count) == expected.tasks.map(\.legs.count))
        let pairs = zip(template.tasks.flatMap(\.legs), expected.tasks.flatMap(\.legs))
        for (leg, expected) in pairs {
            #expect(leg.source == expected.source.entity)
            #expect(leg.destination == expected.destination.entity)
            // The organization is part of every key in CDS, whether the reference says so or not.
            let key = leg.integrationKey.map { $0.lowercased() }
            let added = key.filter { !expected.key.contains($0) }
            #expect(key.filter { expected.key.contains($0) } == expected.key)
            #expect(added.allSatisfy { $0.hasSuffix("organization_organizationid") })
            #expect(leg.fieldMappings.map(Row.init) == expected.fieldMappings.map(Row.init))
        }
    }

    @Test(.enabled(if: FileManager.default.fileExists(atPath: reference)))
    func `are all templates of the reference with all 719 rows`() throws {
        let text = try Data(contentsOf: URL(filePath: reference))
        let all = try JSONDecoder().decode(ReferenceFile.self, from: text)
        let templates = try solutionTemplates.map(shipped)
        #expect(templates.map(\.name).sorted() == all.templates.map(\.name).sorted())
        let rows = templates.flatMap(\.tasks).flatMap(\.legs).flatMap(\.fieldMappings)
        #expect(rows.count == 719)
        #expect(rows.allSatisfy { $0.provenance != nil })
    }

    @Test func `an account goes all the way`() throws {
        let legs = try shipped("accounts-sales-to-finops").tasks[0].legs
        let source = batch([
            ("accountnumber", ["A-1"]), ("name", ["Adatum"]), ("donotemail", ["true"]),
            ("address1_line1", ["Main St 1"]), ("address1_country", [" "]),
            ("address2_country", ["DEU"]), ("statecode", ["0"]),
            ("transactioncurrencyid.isocurrencycode", ["USD"]),
        ])
        let account = try Mapped(legs[0], source, organization: "CONTOSO")
        #expect(values("AccountId", of: account.batch) == ["A-1"])
        #expect(values("IsEmailContactAllowed", of: account.batch) == ["false"])
        #expect(values("Status", of: account.batch) == ["Active"])
        #expect(values("Organization_OrganizationId", of: account.batch) == ["CONTOSO"])
        #expect(values("EmailPrimary", of: account.batch) == nil)
        let customer = try Mapped(legs[1], account.batch)
        let expected: [(String, String?)] = [
            ("CustomerAccount", "A-1"), ("PartyNumber", "A-1"), ("OrganizationName", "Adatum"),
            ("PartyType", "Organization"), ("AddressStreet", "Main St 1"),
            ("AddressCountryRegionISOCode", "USA"),
            ("DeliveryAddressCountryRegionISOCode", "DEU"), ("SalesCurrencyCode", "USD"),
            ("AddressLocationRoles", "Business"), ("CustomerGroupId", "10"), ("SiteId", "1"),
            ("WarehouseId", "13"), ("LanguageId", "en-us"), ("IsExternallyMaintained", "Yes"),
        ]
        #expect(customer.batch.columns.map(\.name) == expected.map(\.0))
        for (name, value) in expected { #expect(values(name, of: customer.batch) == [value]) }
    }

    @Test func `a product in a unit without an entry stops`() throws {
        let legs = try shipped("products-finops-to-sales").tasks[0].legs
        let source = batch([
            ("PRODUCTNUMBER", ["P-1", "P-2", "P-3"]), ("SALESUNITSYMBOL", ["EA", "drum", ""]),
            ("PRODUCTTYPE", ["Item", "Item", "Service"]),
        ])
        let product = try Mapped(legs[0], source)
        #expect(product.fates == [.kept, .quarantined, .kept])
        #expect(
            product.issues.map(\.detail) == [
                "\"drum\" is not in the value map for DefaultSellingQuantity_UOM, which knows "
                    + "\"ea\", \"pcs\""
            ])
        let sales = try Mapped(legs[1], product.batch, fates: product.fates)
        #expect(values("defaultuomid.name", of: sales.batch)?[0] == "Each")
        #expect(values("producttypecode", of: sales.batch)?[2] == "3")
        #expect(values("msdynce_ismaintainedexternally", of: sales.batch)?[0] == "true")
    }

    @Test func `are shown as readable rows`() throws {
        let table = TemplateTable(try shipped("products-finops-to-sales"))
        #expect(
            table.sections.map(\.title) == [
                "Products: Fin and Ops Sellable released products → CDS Product",
                "Products: CDS Product → Sales Products",
            ])
        #expect(table.sections[0].integrationKey == "ProductId + Organization_OrganizationId")
        #expect(
            table.sections[0].rows[4]
                == TemplateTable.Row(
                    source: "SalesUnitSymbol",
                    transform: "ea → Each, pcs → Piece, others are errors",
                    destination: "DefaultSellingQuantity_UOM",
                    provenance: "documented on a screenshot", note: "", isEnabled: true))
        #expect(table.sections[1].rows[5].transform == "always \"Default unit\"")
        let accounts = TemplateTable(try shipped("accounts-sales-to-finops"))
        #expect(accounts.sections[0].sourceFilter == "accountnumber ne null")
        #expect(accounts.sections[1].rows[8].transform == "\"USA\" if blank")
    }
}

/// The parts of the reference that are compared.
private struct ReferenceFile: Decodable {
    struct Template: Decodable {
        var name: String
        var tasks: [Task]
    }
    struct Task: Decodable {
        var name: String
        var order: Int
        var legs: [Leg]
    }
    struct Leg: Decodable {
        var source: String
        var destination: String
        var integrationKey: String
        var fieldMappings: [Mapping]

        /// `CustomerAccount (+dataAreaId)` without the legal entity, which is always part of it.
        var key: [String] {
            integrationKey.lowercased().replacing(" (+dataareaid)", with: "")
                .replacing(" (+", with: "+").replacing(")", with: "").split(separator: "+")
                .map(String.init)
        }
    }
    struct Mapping: Decodable {
        var sourceField: String?
        var destinationField: String
        var valueTransforms: [Transform]
        var provenance: String
    }
    struct Transform: Decodable {
        var transformType: String
        var defaultValue: String?
        var valueMap: [String: String]?
    }

    var templates: [Template]
}

extension String {
    /// `FO:Customers V2` as the entity that it names.
    fileprivate var entity: EntityReference? {
        let parts = split(separator: ":").map(String.init)
        let environments: [String: Environment] = ["Sales": .sales, "CDS": .cds, "FO": .finops]
        return environments[parts[0]].map { EntityReference($0, parts[1]) }
    }
}

/// What Finance and Operations calls the processing statuses that the reference has under older names:
/// our maps have both.
private let statusesOfToday = [
    "Delivered", "PartiallyDelivered", "DeliveredPartiallyInvoiced", "Canceled",
]

extension ValueMap.Entry {
    fileprivate var pair: String { "\(key)=\(value)" }
}

/// A row of either side in one form. Names are compared without case, as F&O does.
private struct Row: Equatable {
    var source: String?
    var destination: String
    var provenance: String?
    var transforms: [String]

    init(_ mapping: FieldMapping) {
        source = mapping.sourceField?.lowercased()
        destination = mapping.destinationField.lowercased()
        provenance = mapping.provenance?.rawValue
        transforms = mapping.valueTransforms.map { transform in
            switch transform {
            case .default(let value): "Default \(value)"
            case .valueMap(let map):
                "ValueMap \(map.entries.filter { !statusesOfToday.contains($0.key) }.map(\.pair).sorted())"
            case .truncate: "Truncate"
            case .countryRegionCode(let codes): "CountryRegionCode \(codes.form.rawValue)"
            }
        }
    }

    init(_ mapping: ReferenceFile.Mapping) {
        source = mapping.sourceField?.lowercased()
        destination = mapping.destinationField.lowercased()
        // Behind the letter stands what our rows have in their note.
        provenance = String(mapping.provenance.prefix(1))
        transforms = mapping.valueTransforms.map { transform in
            let pairs = transform.valueMap.map { $0.map { "\($0)=\($1)" }.sorted() }
            return "\(transform.transformType) " + (transform.defaultValue ?? "\(pairs ?? [])")
        }
    }
}
