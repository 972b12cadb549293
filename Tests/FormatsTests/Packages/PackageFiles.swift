import Foundation
import Records

@testable import Formats

extension TemporaryFolder {
    /// A stored zip of these files.
    func zip(_ name: String, _ files: [(String, [UInt8])]) -> String {
        file(
            name,
            ZipBuilder(
                files.map { file in
                    var entry = ZipBuilder.Entry(file.0)
                    entry.content = file.1
                    return entry
                }
            ).bytes())
    }

    func zip(_ name: String, _ files: [(String, String)]) -> String {
        zip(name, files.map { ($0.0, Array($0.1.utf8)) })
    }
}

extension TemporaryFolder {
    /// A folder with these files, those of sub-folders too.
    func folder(_ name: String, _ files: [(String, [UInt8])]) -> String {
        let root = path + "/" + name
        try? FileManager.default.createDirectory(
            atPath: root, withIntermediateDirectories: true)
        for (file, content) in files {
            let parent = (root + "/" + file as NSString).deletingLastPathComponent
            try? FileManager.default.createDirectory(
                atPath: parent, withIntermediateDirectories: true)
            _ = self.file("\(name)/\(file)", content)
        }
        return root
    }

    func folder(_ name: String, _ files: [(String, String)]) -> String {
        folder(name, files.map { ($0.0, Array($0.1.utf8)) })
    }
}

extension SourcePackage {
    static func open(_ path: String) throws(FormatError) -> SourcePackage {
        try open(
            path: path, name: PackageFileName.base(path), limits: ReadLimits(),
            formats: FormatRegistry())
    }

    func table(_ index: Int = 0) throws -> ReadTable {
        try ReadTable(AnyReader(try makeReader(for: entities[index])))
    }
}

/// `ReadTable` wants one type.
final class AnyReader: RecordReader {
    private let reader: any RecordReader
    init(_ reader: any RecordReader) { self.reader = reader }
    func next() throws(FormatError) -> RecordBatch? { try reader.next() }
    func takeWarnings() -> [Issue] { reader.takeWarnings() }
}

/// UTF-16LE with a byte order mark, as F&O writes its control files.
func wide(_ text: String, mark: Bool = true) -> [UInt8] {
    ((mark ? "\u{FEFF}" : "") + text).utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
}
