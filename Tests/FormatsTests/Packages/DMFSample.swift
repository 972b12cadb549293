@testable import Formats

/// Small DMF packages for tests.
enum DMFSample {
    static let namespace = "http://schemas.microsoft.com/dynamics/2015/01/DataManagement"
    static let record = "<Document><CUSTENTITY><ACCOUNT>1</ACCOUNT></CUSTENTITY></Document>"

    static func manifest(_ entities: String, namespace: String = namespace) -> String {
        "<DataManagementPackageManifest xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\" "
            + "xmlns=\"\(namespace)\"><DefinitionGroupName>P</DefinitionGroupName>"
            + "<PackageEntityList>\(entities)</PackageEntityList>"
            + "</DataManagementPackageManifest>"
    }

    static func entity(
        _ label: String = "Customers V2", target: String? = "CustEntity",
        file: String = "Customers V2.xml", format: String = "XML-Element", more: String = ""
    ) -> String {
        "<DataManagementPackageEntityData>\(more)<EntityName>\(label)</EntityName>"
            + "<InputFilePath>\(file)</InputFilePath><SourceFormat>\(format)</SourceFormat>"
            + (target.map { "<TargetEntity>\($0)</TargetEntity>" } ?? "")
            + "</DataManagementPackageEntityData>"
    }

    static func maps(_ maps: String...) -> String {
        "<EntityMapList>\(maps.joined())</EntityMapList>"
    }

    static func map(
        _ column: String, to field: String? = nil, conversions: String = "", more: String = ""
    ) -> String {
        "<EntityMap><ArrayIndex>0</ArrayIndex><EntityField>\(field ?? column)</EntityField>"
            + "<EntityFieldConversionList>\(conversions)</EntityFieldConversionList>\(more)"
            + "<XMLField>\(column)</XMLField></EntityMap>"
    }

    /// As .NET writes it: numbers and GUIDs always, texts only where there are any.
    static func conversion(
        _ type: String, _ members: String, isDefault: Bool = false
    ) -> String {
        "<EntityFieldConversion><FieldType>\(type)</FieldType><IsDefault>\(isDefault)</IsDefault>"
            + members + "</EntityFieldConversion>"
    }

    /// From one text to another.
    static func texts(_ source: String, _ staging: String) -> String {
        conversion(
            "String",
            "<SourceGuidValue>00000000-0000-0000-0000-000000000000</SourceGuidValue>"
                + "<SourceIntValue>0</SourceIntValue><SourceStrValue>\(source)</SourceStrValue>"
                + "<StagingIntValue>0</StagingIntValue><StagingStrValue>\(staging)"
                + "</StagingStrValue>")
    }

    static func standard(_ staging: String) -> String {
        conversion(
            "String", "<SourceStrValue /><StagingStrValue>\(staging)</StagingStrValue>",
            isDefault: true)
    }
}

extension TemporaryFolder {
    /// A DMF package of these entities and files.
    func openDMF(
        _ entities: String,
        files: [(String, String)] = [("Customers V2.xml", DMFSample.record)],
        folder inside: String = "", namespace: String = DMFSample.namespace,
        hasHeader: Bool = true, formats: FormatRegistry = FormatRegistry()
    ) throws -> SourcePackage {
        var all = files.map { (inside + $0.0, Array($0.1.utf8)) }
        let manifest = DMFSample.manifest(entities, namespace: namespace)
        all.append((inside + "Manifest.xml", wide(manifest)))
        if hasHeader { all.append((inside + "PackageHeader.xml", wide("<H />"))) }
        return try SourcePackage.open(
            path: zip("p.zip", all), name: "p.zip", limits: ReadLimits(), formats: formats)
    }
}
