import FoundationEssentials
import Records
import Support
import Testing

@testable import Mapping

/// The facts about the solution that are easily got wrong, by their numbers in the reference on the
/// mappings, as far as the shipped templates decide them.
@Suite struct `Facts about Prospect to cash` {
    private let templates: [String: Template]

    init() throws {
        templates = try Dictionary(
            uniqueKeysWithValues: solutionTemplates.map { ($0, try Self.template($0)) })
    }

    private static func template(_ folder: String) throws -> Template {
        let file = "\(projectFolder)/templates/\(folder)/template.json"
        return try Template(json5: Array(Data(contentsOf: URL(filePath: file))), file: file)
    }

    /// The row that fills a field in the last leg of a task, or in another one.
    private func row(
        _ field: String, of template: String, task: Int = 0, leg: Int? = nil
    ) throws -> FieldMapping? {
        let legs = try #require(templates[template]).tasks[task].legs
        return legs[leg ?? legs.count - 1].enabledMappings.first {
            $0.destinationField.isSameName(as: field)
        }
    }

    private func always(_ field: String, of template: String, leg: Int? = nil) throws -> String? {
        guard let row = try row(field, of: template, leg: leg), row.sourceField == nil,
            case .default(let value)? = row.valueTransforms.first
        else { return nil }
        return value
    }

    private func ifBlank(_ field: String, of template: String, leg: Int? = nil) throws -> String? {
        guard let row = try row(field, of: template, leg: leg), row.sourceField != nil else {
            return nil
        }
        for case .default(let value) in row.valueTransforms { return value }
        for case .valueMap(let map) in row.valueTransforms {
            return map.entries.first { $0.key.isEmpty }?.value
        }
        return nil
    }

    /// Which rows pass the first leg's filter.
    private func passing(
        _ template: String, task: Int = 0, _ columns: [(name: String, values: [String?])]
    ) throws -> [Bool] {
        let leg = try #require(templates[template]).tasks[task].legs[0]
        var records = batch(columns)
        let filter = try CompiledFilter(
            try #require(leg.sourceFilter), columns: records.columns.map(\.name))
        var fates = Array(repeating: RowFate.kept, count: records.rowCount)
        var issues: [RowIssue] = []
        _ = filter.apply(to: &records, fates: &fates, issues: &issues)
        return fates.map(\.isKept)
    }

    @Test func `fact 1: one generation goes through CDS, the other directly`() {
        for template in templates.values {
            let isDirect = template.name.hasSuffix(" - Direct")
            #expect(template.tasks.allSatisfy { $0.legs.count == (isDirect ? 1 : 2) })
            let isDraft = template.name == "Sales Orders (Sales to Fin and Ops)"
            #expect(template.isOnByDefault == !(isDirect || isDraft))
        }
        #expect(templates.count == 16)
    }

    @Test(arguments: [
        ("accounts-sales-to-finops", ["Accounts - Account - Customers"]),
        ("contacts-to-customers-sales-to-finops", ["ContactToCustomer"]),
        ("quotes-sales-to-finops", ["QuoteHeader", "QuoteLine"]),
        ("orders-finops-to-sales", ["OrderHeader", "OrderLine"]),
        ("invoices-finops-to-sales-direct", ["SalesInvoiceHeader", "SalesInvoiceLine"]),
    ])
    func `fact 2: the tasks have Microsoft's names, the header's first`(
        _ template: String, _ tasks: [String]
    ) {
        #expect(templates[template]?.tasks.map(\.name) == tasks)
    }

    @Test(arguments: ["", "-direct"])
    func `fact 3: a contact goes one of two ways or nowhere`(_ generation: String) throws {
        let contacts: [(name: String, values: [String?])] = [
            ("msdynce_contactnumber", ["1", "2", "3", "4", nil]),
            ("msdynce_isactivecustomer", ["true", "false", "false", "true", "true"]),
            ("msdynce_iscompanyanaccount", ["true", "true", "false", "false", "true"]),
        ]
        let customers = try passing(
            "contacts-to-customers-sales-to-finops" + generation, contacts)
        let others = try passing("contacts-sales-to-finops" + generation, contacts)
        #expect(customers == [true, false, false, true, false])
        #expect(others == [false, true, false, false, false])
    }

    /// Also nasty case 100: draft quotes are filtered by a named rule.
    @Test(arguments: ["quotes-sales-to-finops", "quotes-sales-to-finops-direct"])
    func `fact 4: only active quotes of external products travel`(_ template: String) throws {
        let states: [String?] = ["1", "0", "2", "1", "1"]
        let flags: [String?] = ["true", "true", "true", "false", nil]
        let expected = [true, false, false, false, false]
        #expect(
            try passing(
                template,
                [("statecode", states), ("msdynce_hasexternallymaintainedproductsonly", flags)])
                == expected)
        #expect(
            try passing(
                template, task: 1,
                [
                    ("quotestatecode", states),
                    ("msdynce_quotehasexternalmaintainedproductsonly", flags),
                ]) == expected)
    }

    @Test func `fact 5: the organization is a placeholder, part of every key in CDS`() throws {
        for template in templates.values {
            for leg in template.tasks.flatMap(\.legs) {
                for row in leg.enabledMappings
                where row.destinationField.lowercased().hasSuffix("organization_organizationid") {
                    #expect(row.valueTransforms == [.default("ORG001")])
                }
                let organizations = leg.integrationKey.filter {
                    $0.lowercased().hasSuffix("organization_organizationid")
                }
                #expect(!organizations.isEmpty == (leg.destination.environment == .cds))
                #expect(!leg.integrationKey.contains { $0.isSameName(as: "dataAreaId") })
            }
        }
    }

    @Test(
        arguments: [
            ("accounts-sales-to-finops", "AddressCountryRegionISOCode", "USA"),
            ("accounts-sales-to-finops", "DeliveryAddressCountryRegionISOCode", "USA"),
            ("contacts-sales-to-finops", "PrimaryAddressCountryRegionISOCode", "USA"),
            ("contacts-to-customers-sales-to-finops", "AddressCountryRegionISOCode", "USA"),
            ("quotes-sales-to-finops", "DeliveryAddressCountryRegionISOCode", nil),
            ("quotes-sales-to-finops-direct", "DeliveryAddressCountryRegionISOCode", "USA"),
            ("orders-sales-to-finops-direct", "DeliveryAddressCountryRegionISOCode", "USA"),
        ] as [(String, String, String?)])
    func `fact 7: blank countries become the template's, but those of quotes through CDS`(
        _ template: String, _ field: String, _ country: String?
    ) throws {
        let legs = try #require(templates[template]).tasks[0].legs.indices
        let found = try legs.compactMap { try ifBlank(field, of: template, leg: $0) }
        #expect(found == (country.map { [$0] } ?? []))
    }

    @Test(
        arguments: [
            ("accounts-sales-to-finops", ["10", "1", "13", "en-us"]),
            ("contacts-to-customers-sales-to-finops", ["10", nil, nil, "en-us"]),
        ] as [(String, [String?])])
    func `fact 8: customers get the template's group, site, warehouse and language`(
        _ template: String, _ expected: [String?]
    ) throws {
        let fields = ["CustomerGroupId", "SiteId", "WarehouseId", "LanguageId"]
        #expect(try fields.map { try always($0, of: template) } == expected)
        let date = try ifBlank("RequestedDeliveryDate", of: "quotes-sales-to-finops", leg: 0)
        #expect(date == "1/1/2020")
    }

    @Test func `fact 9: no map makes the code that is none of Japan`() {
        let rows = templates.values.flatMap(\.tasks).flatMap(\.legs).flatMap(\.fieldMappings)
        for case .valueMap(let map) in rows.flatMap(\.valueTransforms) {
            #expect(!map.entries.contains { $0.value == "JA" })
        }
    }

    @Test func `fact 10: terms and modes of payment and delivery are not mapped`() {
        let rows = templates.values.flatMap(\.tasks).flatMap(\.legs).flatMap(\.enabledMappings)
        let kept = [
            "paymenttermsname", "paymenttermscode", "freightterms", "deliverytermscode",
            "deliverytermsid", "shippingmethod", "deliverymodecode", "freighttermscode",
        ]
        #expect(!rows.contains { kept.contains($0.destinationField.lowercased()) })
    }

    @Test func `fact 11: discounts of the header, freight and tax do not travel to F&O`() throws {
        for name in ["quotes-sales-to-finops", "quotes-sales-to-finops-direct"] {
            let legs = try #require(templates[name]).tasks[0].legs
            let fields = legs[legs.count - 1].enabledMappings.map {
                $0.destinationField.lowercased()
            }
            let owned = fields.filter { field in
                ["discount", "freight", "charge", "tax"].contains { field.contains($0) }
            }
            #expect(owned.isEmpty)
        }
        let perUnit = try row("LineDiscountAmount", of: "quotes-sales-to-finops", task: 1)
        #expect(perUnit?.sourceField == "DiscountAmount")
        let whole = try row("TotalDiscountAmount", of: "quotes-sales-to-finops-direct", task: 1)
        #expect(whole?.sourceField == "manualdiscountamount")
    }

    @Test func `fact 12: the number is also the party's, and links contacts`() throws {
        let accounts = "accounts-sales-to-finops"
        #expect(try row("CustomerAccount", of: accounts)?.sourceField == "AccountId")
        #expect(try row("PartyNumber", of: accounts)?.sourceField == "AccountId")
        let link = try row("AssociatedPartyNumber", of: "contacts-sales-to-finops")
        #expect(link?.sourceField == "PrimaryAccount_AccountId")
    }

    @Test func `fact 13: what came from the other system is marked so`() throws {
        let contacts = "contacts-sales-to-finops"
        #expect(try always("IsExternallyMaintained", of: "accounts-sales-to-finops") == "Yes")
        #expect(try always("IsContactPersonExternallyMaintained", of: contacts) == "Yes")
        let product = "products-finops-to-sales"
        #expect(try always("msdynce_ismaintainedexternally", of: product) == "true")
    }

    @Test func `fact 14: quotes through CDS have their street lines crossed`() throws {
        let quotes = "quotes-sales-to-finops"
        let number = try row("DeliveryAddressStreetNumber", of: quotes)
        #expect(number?.sourceField == "DeliveryAddress_AddressLine1")
        let street = try row("DeliveryAddressStreet", of: quotes)
        #expect(street?.sourceField == "DeliveryAddress_AddressLine2")
        let account = try row("AddressStreet", of: "accounts-sales-to-finops")
        #expect(account?.sourceField == "MailingPostalAddress_AddressLine1")
    }

    @Test func `fact 15: names and dates of quotes go where they should`() throws {
        let quotes = "quotes-sales-to-finops"
        #expect(try row("SalesQuotationName", of: quotes)?.sourceField == "Name")
        #expect(try row("CustomersReference", of: quotes)?.sourceField == "Description")
        #expect(
            try row("RequestedShippingDate", of: quotes)?.sourceField == "RequestedDeliveryDate")
        #expect(try row("RequestedReceiptDate", of: quotes, task: 1) != nil)
    }

    @Test func `fact 16: the customer of a document is an account or a contact`() throws {
        let row = try row("Account_AccountId", of: "quotes-sales-to-finops", leg: 0)
        let path = FieldPath(try #require(row?.sourceField))
        #expect(path.base == "customerid")
        #expect(path.tables(in: nil).map(\.table) == ["Account", "Contact"])
        #expect(path.tables(in: nil).map(\.keyField) == ["accountnumber", "msdynce_contactnumber"])
    }

    @Test(arguments: ["accounts-sales-to-finops", "contacts-sales-to-finops"])
    func `fact 17: who may not be called becomes who may`(_ template: String) throws {
        let inverted = ValueTransform.valueMap(
            ValueMap([.init("false", "true"), .init("true", "false")]))
        for field in ["IsEmailContactAllowed", "IsPhoneContactAllowed"] {
            #expect(try row(field, of: template, leg: 0)?.valueTransforms == [inverted])
        }
    }

    @Test(arguments: ["products-finops-to-sales", "products-finops-to-sales-direct"])
    func `fact 18: a product has its number as key, a unit group and no decimals`(
        _ template: String
    ) throws {
        let leg = try #require(templates[template]?.tasks[0].legs.last)
        #expect(leg.integrationKey == ["productnumber"])
        #expect(try always("defaultuomscheduleid.name", of: template) == "Default unit")
        // The direct generation takes the decimals of the unit.
        let decimals = try always("quantitydecimal", of: template)
        #expect(decimals == (template.hasSuffix("-direct") ? nil : "0"))
    }

    @Test func `fact 20: the tax on freight is no amount of the header`() throws {
        for template in ["orders-finops-to-sales", "orders-finops-to-sales-direct"] {
            #expect(try row("totaltax", of: template) == nil)
            #expect(try row("freightamount", of: template)?.sourceField != nil)
        }
        let tax = try row("msdynce_misctax", of: "orders-finops-to-sales-direct")
        #expect(tax?.sourceField == "OrderHeaderTaxAmount")
        // Where the solution's plug-in does not run, a template makes the line of it.
        let line = try Self.template("freight-tax-lines-finops-to-sales").tasks[0].legs[0]
        let always = line.fieldMappings.filter { $0.sourceField == nil }.map { row in
            "\(row.destinationField): \(row.valueTransforms)"
        }
        #expect(
            always == [
                #"sequencenumber: [Mapping.ValueTransform.default("0")]"#,
                #"isproductoverridden: [Mapping.ValueTransform.default("true")]"#,
                #"productdescription: [Mapping.ValueTransform.default("Freight Tax")]"#,
                #"quantity: [Mapping.ValueTransform.default("1")]"#,
                #"priceperunit: [Mapping.ValueTransform.default("0")]"#,
                #"msdynce_ismisctax: [Mapping.ValueTransform.default("true")]"#,
            ])
    }

    @Test func `fact 26: every row says how it is known`() {
        let letters = Set("DPpCWR".map { String($0) })
        for row in templates.values.flatMap(\.tasks).flatMap(\.legs).flatMap(\.fieldMappings) {
            #expect(letters.contains(row.provenance?.rawValue ?? ""))
        }
    }
}
