import Foundation
import Records
import Testing

@testable import Formats

@Suite struct `CDM manifest` {
    private let folder = TemporaryFolder()

    private static let document = """
        {"jsonSchemaSemanticVersion": "1.0.0", // as Microsoft's own documents, with comments
         "definitions": [{"entityName": "Account", "hasAttributes": [
          {"attributeGroupReference": {"attributeGroupName": "all", "members": [
           {"name": "id", "dataFormat": "Guid", "appliedTraits": ["is.identifiedBy"]},
           {"attributeGroupReference": {"attributeGroupName": "inner", "members": [
            {"name": "name", "dataFormat": "String"}]}}]}}]}]}
        """

    private static let csv = """
        [{"traitReference": "is.partition.format.CSV", "arguments":
        [{"name": "columnHeaders", "value": "true"}, {"name": "delimiter", "value": ";"}]}]
        """

    private func manifest(_ more: String, path: String = "Account.cdm.json/Account") -> String {
        """
        {"manifestName": "default", "entities": [{"type": "LocalEntity",
        "entityName": "Account", "entityPath": "\(path)", \(more)}]}
        """
    }

    private func open(
        _ manifest: String, document: String = document,
        files: [(String, String)] = [
            ("Account/2023.csv", "id;name\n1;a\n"), ("Account/2024.csv", "id;name\n2;b\n"),
            ("Account/notes.txt", "x"),
        ]
    ) throws -> SourcePackage {
        try SourcePackage.open(
            folder.folder(
                "lake",
                [("default.manifest.cdm.json", manifest), ("Account.cdm.json", document)] + files))
    }

    @Test func `lists partitions by paths in the folder`() throws {
        let package = try open(
            manifest(
                """
                "dataPartitions": [
                 {"location": "Account/2024.csv", "exhibitsTraits": \(Self.csv)},
                 {"location": "local:/Account/2023.csv", "exhibitsTraits": \(Self.csv)}]
                """))
        #expect(package.kind == .cdm)
        let table = try package.table()
        #expect(table.columns == ["id", "name"])
        #expect(table.rows == [["2", "b"], ["1", "a"]])
    }

    @Test(arguments: [
        "\"globPattern\": \"*.csv\"", "\"globPattern\": \"/**/202?.csv\"",
        "\"regularExpression\": \"/(\\\\d{4})\\\\.csv$\"",
        "\"regularExpression\": \".+\\\\.csv\"",
    ])
    func `finds partitions by a pattern, in the order of their names`(_ pattern: String) throws {
        let package = try open(
            manifest(
                """
                "dataPartitionPatterns": [{"name": "p", "rootLocation": "Account/", \(pattern),
                "exhibitsTraits": \(Self.csv)}]
                """))
        #expect(try package.table().rows == [["1", "a"], ["2", "b"]])
    }

    @Test func `takes listed partitions first, then what a pattern finds beside them`() throws {
        let package = try open(
            manifest(
                """
                "dataPartitions": [{"location": "Account/2024.csv", "exhibitsTraits": \(Self.csv)}],
                "dataPartitionPatterns": [{"rootLocation": "Account", "globPattern": "*.csv",
                "exhibitsTraits": \(Self.csv)}]
                """))
        #expect(try package.table().rows == [["2", "b"], ["1", "a"]])
    }

    @Test func `leads to manifests in sub-folders`() throws {
        let inner = manifest(
            "\"dataPartitions\": [{\"location\": \"Account/1.csv\"}]",
            path: "Account.cdm.json/Account")
        let path = folder.folder(
            "lake",
            [
                (
                    "Tables.manifest.cdm.json",
                    """
                    {"manifestName": "Tables", "subManifests": [
                     {"manifestName": "Finance", "definition": "Finance/Finance.manifest.cdm.json"}]}
                    """
                ),
                ("Finance/Finance.manifest.cdm.json", inner),
                ("Finance/Account.cdm.json", Self.document), ("Finance/Account/1.csv", "1,a\n"),
            ])
        let package = try SourcePackage.open(path)
        #expect(try package.table().rows == [["1", "a"]])
    }

    @Test(arguments: [
        ("\"dataPartitions\": [{\"location\": \"Account/1.csv\"}]", IssueCode.cdmPartitionMissing),
        ("\"dataPartitions\": [{}]", .cdmPartitionMissing),
        (
            "\"dataPartitionPatterns\": [{\"rootLocation\": \"Account\", \"regularExpression\": "
                + "\"(a|b)+\"}]", .cdmPattern
        ),
        (
            "\"incrementalPartitions\": [{\"location\": \"Account/2023.csv\"}]", .cdmIncremental
        ),
    ])
    func `refuses the records of an entity`(_ more: String, code: IssueCode) throws {
        let package = try open(manifest(more))
        #expect(issue { _ = try package.table() }?.code == code)
    }

    @Test(arguments: [
        "{\"definitions\": []}", "{\"definitions\": [{\"entityName\": \"Account\"}]}",
        "{\"definitions\": [{\"entityName\": \"Account\", \"hasAttributes\": [\"name\"]}]}",
        """
        {"definitions": [{"entityName": "Account", "extendsEntity": "Base/Base",
        "hasAttributes": [{"name": "id"}]}]}
        """,
        """
        {"definitions": [{"entityName": "Account", "hasAttributes":
        [{"name": "owner", "entity": "User"}]}]}
        """,
        """
        {"definitions": [{"entityName": "Account", "hasAttributes":
        [{"attributeGroupReference": "/core/group"}]}]}
        """,
    ])
    func `does not guess columns that are not resolved`(_ document: String) throws {
        let package = try open(
            manifest("\"dataPartitions\": [{\"location\": \"Account/2023.csv\"}]"),
            document: document)
        #expect(issue { _ = try package.table() }?.code == .cdmNoAttributes)
    }

    @Test func `refuses what climbs out, and manifests that are missing`() {
        let climbing = manifest("\"dataPartitions\": [{\"location\": \"../x.csv\"}]")
        #expect(issue { _ = try open(climbing) }?.code == .cdmUnsafeLocation)
        let lost = "{\"subManifests\": [{\"definition\": \"No/No.manifest.cdm.json\"}]}"
        #expect(issue { _ = try open(lost) }?.code == .cdmPartitionMissing)
        let circle = "{\"subManifests\": [{\"definition\": \"default.manifest.cdm.json\"}]}"
        #expect(issue { _ = try open(circle) } == nil)
    }

    @Test func `is refused when its patterns would take too long`() {
        let pattern = String(repeating: "a?.*", count: 900)
        let name = String(repeating: "a", count: 200)
        let found = issue {
            _ = try open(
                manifest(
                    "\"dataPartitionPatterns\": [{\"regularExpression\": \"\(pattern)\"}]"),
                files: (0..<300).map { ("\(name)\($0).csv", "") })
        }
        #expect(found?.code == .cdmDescription)
    }

    @Test func `is not guessed among several`() {
        let path = folder.folder(
            "lake", [("a.manifest.cdm.json", "{}"), ("b.manifest.cdm.json", "{}")])
        #expect(issue { _ = try SourcePackage.open(path) }?.code == .severalPackages)
    }
}

@Suite struct `Path pattern` {
    @Test(arguments: [
        ("*.csv", "a.csv", true), ("*.csv", "x/a.csv", false), ("/*.csv", "/a.csv", true),
        ("**", "x/y/a.csv", true), ("/**/*.csv", "/a.csv", true), ("/**/*.csv", "/x/y/a.csv", true),
        ("/**/cohort*.csv", "/x/precohort1.csv", false), ("?.csv", "ab.csv", false),
        ("a+.csv", "a+.csv", true), ("", "", true), ("", "a", false),
    ])
    func `of stars`(_ glob: String, path: String, fits: Bool) throws {
        #expect(try #require(PathPattern(glob: glob)).matches(path) == fits)
    }

    @Test(
        arguments: [
            ("/(\\d{4})/(\\w+)/cohort(\\d+)\\.csv$", "/2016/June/cohort001.csv", true),
            ("/(\\d{4})/(\\w+)/cohort(\\d+)\\.csv$", "/2016/June/cohort.csv", false),
            (".+\\.(\\w+)$", "/2016/June/cohort001.csv", true), (".+\\.(\\w+)$", "/a.", false),
            ("(\\w{3})/emails.csv)", "Sep/emails.csv", true), ("^a?b{1,2}$", "abb", true),
            ("^a?b{1,2}$", "abbb", false), ("[a-c]+[^0-9]", "abcx", true),
            ("[a-c]+[^0-9]", "abc7", false),
            ("[\\d]", "1", nil), ("a|b", "a", nil), ("(a)+", "a", nil), ("a{200}", "a", nil),
            ("(?i)a", "a", nil), ("\\p", "p", nil), ("[", "[", nil), ("*", "", nil),
        ] as [(String, String, Bool?)])
    func `of a plain regular expression`(_ text: String, path: String, fits: Bool?) {
        #expect(PathPattern(regularExpression: text)?.matches(path) == fits)
    }

    @Test func `takes no time for a pattern made to take long`() throws {
        let text = String(repeating: "a?.*", count: 300) + "b"
        let pattern = try #require(PathPattern(regularExpression: text))
        #expect(!pattern.matches(String(repeating: "a", count: 300)))
    }
}
