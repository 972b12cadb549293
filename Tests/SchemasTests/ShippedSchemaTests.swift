import Foundation
import Records
import Schemas
import Testing

/// The files of schemas/ as they are shipped.
@Suite struct `Shipped schemas` {
    private static let catalogue = Result { try load() }

    private static func load() throws -> SchemaCatalogue {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "schemas")
        var files: [(path: String, bytes: [UInt8])] = []
        for environment in Environment.allCases {
            let folder = root.appending(path: environment.rawValue)
            for name in try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() {
                let bytes = try Data(contentsOf: folder.appending(path: name))
                files.append(("\(environment.rawValue)/\(name)", Array(bytes)))
            }
        }
        return try SchemaCatalogue(files: files)
    }

    private func field(_ environment: Environment, _ entity: String, _ name: String) throws -> Field
    {
        let schema = try #require(try Self.catalogue.get().schema(environment, named: entity))
        return try #require(schema.field(named: name), "\(entity).\(name)")
    }

    @Test(arguments: [
        (Environment.sales, "Accounts", "account"), (.sales, "Products", "product"),
        (.sales, "transactioncurrencies", "transactioncurrency"), (.sales, "Unit", "uom"),
        (.sales, "Unit Group", "uomschedule"),
        (.finops, "Customers V2", "CustCustomerV2Entity"),
        (.finops, "CUSTCUSTOMERV2ENTITY", "CustCustomerV2Entity"),
        (.finops, "Sellable released products", "EcoResSellableReleasedProductEntity"),
        (.cds, "Account", "Account"), (.cds, "Product", "Product"),
    ])
    func `are found by every name that files and templates use`(
        environment: Environment, name: String, expected: String
    ) throws {
        #expect(try Self.catalogue.get().schema(environment, named: name)?.name == expected)
    }

    @Test func `say for every Sales field how a migration package types it`() throws {
        // Seed files for dual-write are CSV.
        for schema in try Self.catalogue.get().all
        where schema.environment == .sales && !schema.name.hasPrefix("dualwrite_") {
            for field in schema.fields {
                #expect(field.migrationType != nil, "\(schema.name).\(field.name)")
            }
        }
    }

    @Test func `spell the fields as the templates do`() throws {
        let names = [
            (Environment.cds, "Account", "MailingPostalAddress_City"),
            (.cds, "Account", "CreditLimitAmount_CurrencyCode"), (.cds, "Account", "SatoriId"),
            (.cds, "Account", "Organization_OrganizationId"), (.cds, "Account", "WebsiteURL"),
            (.cds, "Product", "DefaultSellingQuantity_UOM"),
            (.cds, "Product", "SellingUnitPrice_CurrencyCode"),
            (.finops, "CustCustomerV2Entity", "DeliveryAddressCountryRegionISOCode"),
            (.finops, "CustCustomerV2Entity", "PrimaryContactURL"),
            (.finops, "CustCustomerV2Entity", "IsExternallyMaintained"),
            (.finops, "EcoResSellableReleasedProductEntity", "IsStockedProduct"),
            (.sales, "account", "primarysatoriid"), (.sales, "product", "isstockitem"),
            (.sales, "product", "msdynce_ismaintainedexternally"),
        ]
        for (environment, entity, name) in names {
            #expect(try field(environment, entity, name).name == name)
        }
    }

    @Test func `hold the facts that records stumble over`() throws {
        let number = try field(.sales, "account", "accountnumber")
        #expect(number.isRequired && number.maxLength == 20)
        #expect(try field(.sales, "product", "price").scale == 4)
        #expect(try field(.sales, "account", "statecode").options.map(\.value) == ["0", "1"])
        let truth = FieldType.boolean(whenTrue: "true", whenFalse: "false")
        #expect(try field(.sales, "account", "donotemail").type == truth)
        let yesNo = FieldType.boolean(whenTrue: "Yes", whenFalse: "No")
        #expect(try field(.finops, "Customers V2", "IsExternallyMaintained").type == yesNo)
        // The templates' default, USA, does not fit the two letters that the evidence tells.
        #expect(try field(.finops, "Customers V2", "AddressCountryRegionISOCode").maxLength == nil)
        // Nobody proves how many decimals F&O keeps.
        #expect(try field(.finops, "Customers V2", "CreditLimit").scale == nil)
        // The Accounts template writes a value that the entity's picklist did not have.
        let source = try field(.cds, "Account", "Source")
        #expect(source.options.map(\.value).contains("CustomerEngagement"))
        let item = try field(.finops, "Sellable released products", "ProductType").options[0]
        #expect(item == FieldOption(value: "Item", number: "1"))
    }
}
