import Foundation
import Records
import Support
import Testing

@testable import Formats

/// Workbooks made by others, where their folder is there, read by us and by Python.
@Suite(.enabled(if: SharedFiles.folder != nil, "the folder of shared files is not here"))
struct `Workbooks made by others` {
    private static let migration =
        "microsoft+Dynamics-365-FastTrack-Implementation-Assets/PO-DataMigration/"

    private static let files: [(String, Int, Int)] = [
        (migration + "ContractLines.xlsx", 0, 2), (migration + "Customers.xlsx", 0, 5),
        (migration + "PriceList.xlsx", 0, 2), (migration + "ProjectContracts.xlsx", 0, 1),
        ("TrudAX+XppTools/ImportFromExcelExample.zip", 1, 4),
        ("TrudAX+XppTools/ImportFromExcelExample.zip", 3, 9_999),
        ("TrudAX+XppTools/TestPeriodicLedgerJournalImport.zip", 0, 10),
        ("TrudAX+XppTools/TestPeriodicLedgerJournalImport.zip", 1, 10),
        ("TrudAX+XppTools/TestPeriodicLedgerJournalImport.zip", 2, 10),
        ("TrudAX+XppTools/TestPeriodicLedgerJournalImport.zip", 3, 10),
        ("microsoft+Dynamics-AX-Integration/usmf_asset-major-types-01.zip", 0, 11),
    ]

    /// Reads the only sheet of a workbook, which may lie in a zip, cell by cell, with nothing but
    /// Python's own library: rows of texts as JSON, null for no cell.
    private static let oracle = #"""
        import datetime, io, json, re, sys, zipfile
        import xml.etree.ElementTree as tree
        book = zipfile.ZipFile(sys.argv[1])
        if sys.argv[2]: book = zipfile.ZipFile(io.BytesIO(book.read(sys.argv[2])))
        def root(name): return tree.fromstring(book.read(name)) if name in book.namelist() else []
        def named(element, name): return [x for x in element.iter() if x.tag.split('}')[-1] == name]
        shared = []
        for item in root('xl/sharedStrings.xml'): shared.append(''.join(t.text or '' for t in named(item, 't')))
        codes, styles = {}, []
        if len(root('xl/styles.xml')):
            sheet = root('xl/styles.xml')
            codes = {x.get('numFmtId'): x.get('formatCode') for x in named(sheet, 'numFmt')}
            for x in named(named(sheet, 'cellXfs')[0], 'xf'):
                number = x.get('numFmtId')
                code = codes.get(number, 'd' if 14 <= int(number) <= 22 else '')
                styles.append(bool(re.search('[ymdhs]', re.sub(r'"[^"]*"|\[[^\]]*\]|\\.|General', '', code))))
        def text(cell):
            kind, value = cell.get('t', 'n'), named(cell, 'v')
            if kind == 'inlineStr': return ''.join(t.text or '' for t in named(cell, 't'))
            if not value: return None
            value = value[0].text or ''
            if kind == 's': return shared[int(value)]
            if kind != 'n': return value
            if styles and styles[int(cell.get('s', 0))]:
                day = datetime.datetime(1899, 12, 30) + datetime.timedelta(days=float(value))
                return day.strftime('%Y-%m-%dT%H:%M:%S').replace('T00:00:00', '')
            return format(float(value), '.15g')
        rows = []
        data = [n for n in book.namelist() if re.fullmatch('xl/worksheets/[^/]*.xml', n)][0]
        for row in named(root(data), 'row'):
            cells = {}
            for cell in named(row, 'c'):
                column = 0
                for letter in re.match('[A-Z]+', cell.get('r')).group(): column = column * 26 + ord(letter) - 64
                cells[column] = text(cell)
            if any(cells.values()): rows.append([cells.get(c) for c in range(1, max(cells) + 1)])
        print(json.dumps(rows))
        """#

    /// What Python reads; nil where there is no Python.
    private func oracleRows(_ path: String, entry: String) throws -> [[String?]]? {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-c", Self.oracle, path, entry]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let bytes = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        if process.terminationStatus == 127 { return nil }
        return try JSONDecoder().decode([[String?]].self, from: bytes)
    }

    @Test(arguments: files)
    func `are read as Python reads them`(_ name: String, entity: Int, count: Int) throws {
        let path = try #require(SharedFiles.folder) + "/samples/" + name
        let package = try SourcePackage.open(path)
        let table = try package.table(entity)
        #expect(table.rows.count == count)
        #expect(table.unreadable.isEmpty)
        #expect(package.warnings.isEmpty && table.warnings.isEmpty)
        let entry = package.kind == .looseFile ? "" : package.entities[entity].entry ?? ""
        guard let rows = try oracleRows(path, entry: entry) else { return }
        try #require(!rows.isEmpty)
        let width = table.columns.count
        func padded(_ row: [String?]) -> [String?] {
            Array((row + Array(repeating: nil, count: width)).prefix(width))
        }
        #expect(padded(rows[0]).map { $0?.trimmingBlanks() } == table.columns)
        #expect(rows.dropFirst().map(padded) == table.rows)
    }
}
