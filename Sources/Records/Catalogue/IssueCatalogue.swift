/// All issue codes that p2c can report. Each area's file beside this one holds its own.
package enum IssueCatalogue {
    package static var all: [IssueCode] {
        files + packages + migration + importWizard + cdm + xmlSchemas + values + mapping
            + valueMaps + expressions + delivery + keys + waiting + numbers + drift + store
            + folders
    }

    /// What can be wrong with a file whatever lies in it.
    private static var files: [IssueCode] {
        delimited + fixedWidth + text + xml + excel + zip + containers
    }

    /// The codes that share the middle of their ids.
    package struct Area: Sendable {
        /// `CSV`.
        package let id: String
        package let title: String
        package let codes: [IssueCode]
    }

    /// Areas in the order of the catalogue, each with its codes by number.
    package static var areas: [Area] {
        let codes = Dictionary(grouping: all, by: \.area)
        return all.map(\.area).unique.map { id in
            Area(
                id: id, title: areaTitles[id] ?? id,
                codes: (codes[id] ?? []).sorted { $0.id < $1.id })
        }
    }

    static let areaTitles = [
        "CSV": "Delimited files (CSV)",
        "FIX": "Fixed width files",
        "TXT": "Encodings of text",
        "FIL": "Reading and writing files",
        "XML": "XML files",
        "XLS": "Excel workbooks",
        "ZIP": "Zip archives",
        "GZ": "Files packed by gzip",
        "PKG": "Packages",
        "CMT": "Packages of the Configuration Migration tool",
        "IDW": "Packages of the Import Data Wizard",
        "CDM": "CDM folders",
        "XSD": "XML schemas that are imported",
        "VAL": "Values, checked against schemas/",
        "MAP": "Templates, value maps and lookups",
        "EXP": "Expressions of templates",
        "DRF": "Columns that are not as they were",
        "KEY": "Business keys",
        "WAIT": "Records that wait for others",
        "NUM": "Numbers that p2c gives",
        "RUN": "Runs, templates and legal entities",
        "STORE": "The store in .p2c/",
        "DIR": "Folders",
    ]
}

extension [String] {
    /// Each text once, where it first stands.
    fileprivate var unique: [String] {
        var seen: Set<String> = []
        return filter { seen.insert($0).inserted }
    }
}
