import Records
import Schemas
import Testing

/// Documents written by hand after the shapes of Microsoft's.
@Suite struct `CDM schema reader` {
    private func read(
        _ path: String, _ files: [String: String], entities: [String] = [],
        environment: Environment? = nil
    ) throws -> SchemaReading {
        try CDMSchemaReader.read(path, entities: entities, environment: environment) { path in
            files[path].map { Array($0.utf8) }
        }
    }

    private func fails(
        _ path: String, _ files: [String: String], _ expected: String,
        location: SourceLocation = #_sourceLocation
    ) {
        do {
            _ = try read(path, files)
            Issue.record("it was read", sourceLocation: location)
        } catch {
            #expect("\(error)".contains(expected), "\(error)", sourceLocation: location)
        }
    }

    // MARK: Logical documents

    private static let sales = "/core/applicationCommon/sales"

    /// An extended entity, a shared group, lookups of every kind, options, a moniker, a cycle of
    /// imports and a file of an earlier version.
    private static let logical = [
        "\(sales)/QuoteLine.cdm.json": """
        { "jsonSchemaSemanticVersion": "1.0.0",
          "imports": [ { "corpusPath": "_allImports.cdm.json" } ],
          "definitions": [ {
            "entityName": "QuoteLine", "sourceName": "QuoteDetail", "displayName": "Quote Product",
            "extendsEntity": "CdsStandard",
            "hasAttributes": [ { "attributeGroupReference": {
              "attributeGroupName": "attributesAddedAtThisScope",
              "members": [
                { "name": "quoteDetailId", "purpose": "identifiedBy", "dataType": "entityId",
                  "sourceName": "QuoteDetailId", "displayName": "Quote Product",
                  "appliedTraits": [ { "traitReference": "is.requiredAtLevel", "arguments": [
                    { "name": "level", "value": "systemrequired" } ] } ] },
                { "name": "exchangeRate", "dataType": "decimal", "sourceName": "exchangerate",
                  "isNullable": true, "maximumValue": "100000000000", "minimumValue": "1E-10" },
                { "name": "UOM", "dataType": "currency", "sourceName": "uomamount",
                  "maximumValue": "922337203685477" },
                { "name": "name", "dataType": "name", "sourceName": "quotedetailname",
                  "maximumLength": 100,
                  "appliedTraits": [ { "traitReference": "is.requiredAtLevel", "arguments": [
                    { "name": "level", "value": "required" } ] } ] },
                { "name": "status", "sourceName": "statuscode",
                  "dataType": { "dataTypeReference": "listLookup", "appliedTraits": [
                    { "traitReference": "does.haveDefault", "arguments": [ { "entityReference": {
                      "entityShape": "listLookupValues", "constantValues": [
                        [ "de", "Offen", "0", "0" ], [ "en", "Open", "0", "0" ],
                        [ "en", "Won", "647390000", "1" ] ] } } ] } ] } },
                { "name": "transactionCurrency",
                  "entity": { "entityReference": "Currency", "appliedTraits": [
                    { "traitReference": "is.identifiedBy", "arguments": [
                      "Currency/(resolvedAttributes)/transactionCurrencyId" ] } ] },
                  "resolutionGuidance": { "entityByReference": { "allowReference": true,
                    "foreignKeyAttribute": { "name": "id", "dataType": "entityId",
                      "sourceName": "transactioncurrencyid" } } } },
                { "name": "parent", "entity": "QuoteLine",
                  "resolutionGuidance": { "renameFormat": "{m}", "entityByReference": {
                    "foreignKeyAttribute": { "name": "parentBundleId", "dataType": "entityId" } } } },
                { "name": "notes", "entity": "Annotation" },
                "customerIdAttribute"
              ] } } ] } ] }
        """,
        "\(sales)/QuoteLine.1.0.cdm.json": "this is history and not read",
        "\(sales)/_allImports.cdm.json": """
        { "imports": [ { "corpusPath": "/core/groups.cdm.json" },
                       { "corpusPath": "QuoteLine.cdm.json" },
                       { "corpusPath": "cdm:/core/CdsStandard.cdm.json" },
                       { "moniker": "base_Account", "corpusPath": "../Account.cdm.json" } ],
          "definitions": [] }
        """,
        "/core/groups.cdm.json": """
        { "imports": [ { "corpusPath": "types.cdm.json" } ],
          "definitions": [ { "attributeGroupName": "customerIdAttribute", "members": [
            { "name": "customerOption",
              "entity": { "entityReference": { "entityName": "Customer", "hasAttributes": [
                { "name": "a", "entity": { "entityReference": "Account" } },
                { "name": "c", "entity": { "entityReference": "Contact" } } ] } },
              "resolutionGuidance": { "renameFormat": "{m}",
                "entityByReference": { "foreignKeyAttribute": {
                  "name": "customerId", "dataType": "entityId", "sourceName": "customerid" } },
                "selectsSubAttribute": { "selects": "one", "selectedTypeAttribute": {
                  "name": "customerIdType", "dataType": "entityName",
                  "sourceName": "customeridtype" } } } } ] } ] }
        """,
        "/core/types.cdm.json": """
        { "imports": [ { "corpusPath": "groups.cdm.json" } ],
          "definitions": [ { "dataTypeName": "wholeCount", "extendsDataType": "count" },
            { "dataTypeName": "count",
              "extendsDataType": { "dataTypeReference": "bigInteger" } } ] }
        """,
        "/core/CdsStandard.cdm.json": """
        { "imports": [ { "corpusPath": "groups.cdm.json" } ],
          "definitions": [ { "entityName": "CdsStandard", "extendsEntity": "CdmEntity",
            "hasAttributes": [
              { "name": "versionNumber", "dataType": "wholeCount", "sourceName": "versionnumber" },
              { "name": "name", "dataType": "string", "sourceName": "replaced" } ] } ] }
        """,
        "/core/applicationCommon/Account.cdm.json": """
        { "imports": [ { "corpusPath": "/core/CdsStandard.cdm.json" } ],
          "definitions": [ { "entityName": "Account", "sourceName": "Account",
            "extendsEntity": "CdsStandard",
            "hasAttributes": [ { "name": "accountNumber", "dataType": "string",
              "sourceName": "accountnumber", "maximumLength": 20 } ] } ] }
        """,
        "\(sales)/Account.cdm.json": """
        { "imports": [ { "corpusPath": "_allImports.cdm.json" } ],
          "definitions": [ { "entityName": "Account", "sourceName": "Account",
            "extendsEntity": "base_Account/Account",
            "hasAttributes": [
              { "name": "address1City", "dataType": "string", "sourceName": "city" } ] } ] }
        """,
    ]

    @Test func `resolves a logical document`() throws {
        let reading = try read("\(Self.sales)/QuoteLine.cdm.json", Self.logical)
        let schema = try #require(reading.schemas.first)
        #expect(reading.schemas.count == 1)
        #expect(schema.environment == .sales)
        #expect(schema.name == "quotedetail")
        #expect(schema.label == "Quote Product")
        #expect(schema.aliases == ["QuoteLine"])
        #expect(schema.primaryKey == ["quotedetailid"])
        #expect(
            schema.fields.map(\.name) == [
                "versionnumber", "quotedetailname", "quotedetailid", "exchangerate", "uomamount",
                "statuscode", "transactioncurrencyid", "parentBundleId", "customerid",
                "customeridtype",
            ])
        #expect(reading.remarks.map(\.text) == ["QuoteLine has 1 relationship without a column"])
    }

    @Test func `reads types and facets of a logical document`() throws {
        let reading = try read("\(Self.sales)/QuoteLine.cdm.json", Self.logical)
        let schema = try #require(reading.schemas.first)
        func field(_ name: String) throws -> Field { try #require(schema.field(named: name)) }
        #expect(try field("versionnumber").type == .integer)
        #expect(try field("quotedetailid").type == .guid)
        #expect(try !field("quotedetailid").isRequired)
        #expect(try field("quotedetailname").maxLength == 100)
        #expect(try field("quotedetailname").isRequired)
        #expect(try field("exchangerate").minimum == "0.0000000001")
        #expect(try field("exchangerate").maximum == "100000000000")
        #expect(try field("uomamount").type == .decimal)
        #expect(
            try field("statuscode").options == [
                FieldOption(value: "0", label: "Open"),
                FieldOption(value: "647390000", label: "Won"),
            ])
        #expect(
            try field("transactioncurrencyid").lookup?.targets == ["transactioncurrency"])
        #expect(try field("customerid").lookup?.targets == ["account", "contact"])
        #expect(try field("customeridtype").lookup == nil)
    }

    @Test func `follows a moniker to the entity of the same name`() throws {
        let schema = try #require(
            try read("\(Self.sales)/Account.cdm.json", Self.logical).schemas.first)
        #expect(
            schema.fields.map(\.name)
                == ["versionnumber", "replaced", "accountnumber", "address1_city"])
    }

    @Test func `says which documents are missing`() {
        var files = Self.logical
        files["/core/CdsStandard.cdm.json"] = nil
        fails(
            "\(Self.sales)/QuoteLine.cdm.json", files,
            "QuoteLine.cdm.json:5 definitions[0].extendsEntity: The entity CdsStandard is not in "
                + "the documents that are imported. Imported and not there: "
                + "/core/CdsStandard.cdm.json")
    }

    @Test(arguments: [
        (#"{ "entityName": "A", "extendsEntity": "A" }"#, "/A.cdm.json/A is made of itself"),
        (
            #"""
            { "entityName": "A", "hasAttributes": [ "g" ] },
            { "attributeGroupName": "g", "members": [ { "attributeGroupReference": "g" } ] }
            """#, "/A.cdm.json/g is made of itself"
        ),
        (#"{ "entityName": "A", "hasAttributes": [ { "dataType": "string" } ] }"#, "has no name"),
        (
            #"{ "entityName": "A", "extendsEntity": "base_A/A" }"#,
            "The moniker base_A is not in the documents"
        ),
    ])
    func `refuses what cannot be resolved`(definitions: String, expected: String) {
        fails("/A.cdm.json", ["/A.cdm.json": #"{"definitions":[\#(definitions)]}"#], expected)
    }

    @Test func `stops at a group that doubles without end`() {
        let groups = (0..<40).map {
            #"{ "attributeGroupName": "g\#($0)", "members": [ "g\#($0 + 1)", "g\#($0 + 1)" ] }"#
        }
        let text =
            #"{"definitions":[{"entityName":"A","hasAttributes":["g0"]},"#
            + #"{"attributeGroupName":"g40","members":[]},"# + groups.joined(separator: ",") + "]}"
        fails("/A.cdm.json", ["/A.cdm.json": text], "more than 8000 attributes")
    }

    @Test func `follows the data types of Finance and Operations`() throws {
        let path = "/core/operationsCommon/Tables/Cust.cdm.json"
        let text = #"""
            { "definitions": [
              { "dataTypeName": "CustAccount", "extendsDataType": "AccountNum" },
              { "dataTypeName": "AccountNum", "extendsDataType": "string" },
              { "dataTypeName": "NoYesId", "extendsDataType": "NoYesId" },
              { "entityName": "Cust", "extendsEntity": "CdsStandard", "hasAttributes": [
                { "name": "AccountNum", "dataType": "CustAccount", "isNullable": false },
                { "name": "Blocked", "dataType": "NoYesId" },
                { "name": "CreditMax", "dataType": "decimal" } ] },
              { "entityName": "CdsStandard" } ] }
            """#
        let reading = try read(path, [path: text], entities: ["cust"])
        let schema = try #require(reading.schemas.first)
        #expect(schema.environment == .finops)
        #expect(schema.fields.map(\.name) == ["AccountNum", "Blocked", "CreditMax"])
        #expect(schema.fields.map(\.type) == [.string, .string, .decimal])
        #expect(schema.fields.map(\.isRequired) == [true, false, false])
        #expect(
            reading.remarks.map(\.text)
                == ["Cust: the data type NoYesId is nowhere defined, 1 are texts"])
    }

    // MARK: Flat documents

    @Test func `reads a model`() throws {
        let text = #"""
            { "name": "cdm", "version": "1.0", "entities": [
              { "$type": "ReferenceEntity", "name": "Other" },
              { "$type": "LocalEntity", "name": "account", "attributes": [
                { "name": "Id", "dataType": "guid" },
                { "name": "name", "dataType": "string", "maxLength": 160 },
                { "name": "description", "dataType": "string", "maxLength": -1 },
                { "name": "revenue", "dataType": "decimal", "cdm:traits": [
                  { "traitReference": "is.dataFormat.numeric.shaped", "arguments": [
                    { "name": "precision", "value": 38 }, { "name": "scale", "value": 4 } ] } ] },
                { "name": "versionnumber", "dataType": "int64" },
                { "name": "createdon", "dataType": "dateTimeOffset" },
                { "name": "donotemail", "dataType": "boolean" } ] } ] }
            """#
        let reading = try read("/model.json", ["/model.json": text])
        let schema = try #require(reading.schemas.first)
        #expect(schema.environment == .sales)
        #expect(schema.name == "account")
        #expect(
            schema.fields.map(\.type) == [
                .guid, .string, .string, .decimal, .integer, .dateTime,
                .boolean(whenTrue: "true", whenFalse: "false"),
            ])
        #expect(schema.fields.map(\.maxLength) == [nil, 160, nil, nil, nil, nil, nil])
        #expect(schema.fields[3].precision == 38)
        #expect(schema.fields[3].scale == 4)
        #expect(
            reading.remarks.map(\.text) == ["Other is described by another model and was left out"])
    }

    @Test func `reads the entities of a manifest and of those below it`() throws {
        let files = [
            "/default.manifest.cdm.json": #"""
            { "manifestName": "default", "entities": [
                { "type": "LocalEntity", "entityName": "Table",
                  "entityPath": "Tables/Table.cdm.json/Table" },
                { "type": "LocalEntity", "entityName": "Gone",
                  "entityPath": "Tables/Gone.cdm.json/Gone" } ],
              "subManifests": [ { "definition": "Tables/Tables.manifest.cdm.json" } ] }
            """#,
            "/Tables/Tables.manifest.cdm.json": #"""
            { "manifestName": "Tables", "entities": [
                { "entityName": "Second", "entityPath": "Table.cdm.json/Second" } ],
              "subManifests": [ { "definition": "/default.manifest.cdm.json" } ] }
            """#,
            "/Tables/Table.cdm.json": #"""
            { "definitions": [
              { "entityName": "Table", "attributes": [],  "hasAttributes": [
                { "name": "RECID", "dataFormat": "Int64" },
                { "name": "NAME", "dataFormat": "String", "maximumLength": 60,
                  "isNullable": false } ] },
              { "entityName": "Second", "hasAttributes": [
                { "name": "When", "dataType": "dateTime" } ] } ] }
            """#,
        ]
        let reading = try read("/default.manifest.cdm.json", files)
        #expect(reading.schemas.map(\.name) == ["Table", "Second"])
        #expect(reading.schemas.map(\.environment) == [.finops, .cds])
        #expect(reading.schemas[0].fields.map(\.type) == [.integer, .string])
        #expect(reading.schemas[0].fields[1].maxLength == 60)
        #expect(reading.schemas[0].fields[1].isRequired)
        #expect(
            reading.remarks.map(\.text)
                == ["Gone is at Tables/Gone.cdm.json/Gone, which is not there"])
        let one = try read("/default.manifest.cdm.json", files, entities: ["second"])
        #expect(one.schemas.map(\.name) == ["Second"])
    }

    @Test(arguments: [
        ("{", "/a.json:1: At column 2"), ("{}", "It is no document of the Common Data Model"),
        ("[]", "It is no document of the Common Data Model"),
    ])
    func `refuses what is no document`(text: String, expected: String) {
        fails("/a.json", ["/a.json": text], expected)
    }
}
