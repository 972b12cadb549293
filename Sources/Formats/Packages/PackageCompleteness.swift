import Glibc
import Records

/// Whether a file that may still be copied into the inbox is all there, told by its end alone.
package enum PackageCompleteness: Equatable, Sendable {
    case complete
    /// Something is missing: what, in a sentence without a period, and what to do where nobody writes
    /// the file any more.
    case incomplete(String, remedy: String = "copy or export it again")

    /// Looks at both ends of the file at `path`, or at all files of a folder. A file that is no package at all counts as
    /// complete: that it cannot be read is said on opening it. A delimited file is read through
    /// once.
    package static func check(
        path: String, formats: FormatRegistry = FormatRegistry()
    ) -> PackageCompleteness {
        if SourcePackage.isFolder(path) { return checkFolder(path: path, formats: formats) }
        guard let ends = FileEnds(path: path) else { return .incomplete("It cannot be opened") }
        if ends.size == 0 {
            return .incomplete("It is empty", remedy: "take it out")
        }
        let isText = !formats.fixedWidth(forFile: path).isEmpty
        switch FileSignature(ends.first, name: PackageFileName.base(path), isText: isText) {
        case .zip:
            return checkZip(path: path)
        case .gzip:
            let file = GzipFile(path: path, name: "", limits: ReadLimits())
            return file.isComplete() ? .complete : .incomplete("The gzip file ends too early")
        case .xml: return checkXML(ends)
        case .text: return checkText(path: path, formats: formats)
        case .foreign: return .complete
        }
    }

    private static func checkZip(path: String) -> PackageCompleteness {
        guard let file = try? ZipFile(path: path, name: "") else {
            return .incomplete("It cannot be opened")
        }
        if case .truncated = ZipEndRecord.find(in: file) {
            return .incomplete("The end of the zip archive is missing")
        }
        return .complete
    }

    private static func checkText(path: String, formats: FormatRegistry) -> PackageCompleteness {
        let fixed = formats.fixedWidth(forFile: path).first?.layout.textDialect
        let format = fixed.map { .delimited($0) } ?? formats["CSV"]
        guard case .delimited(var dialect)? = format else { return .complete }
        do throws(FormatError) {
            if fixed == nil, !formats.isGiven("CSV") {
                let start = try PackageContainer.openFile(path, name: "")
                let found = try? DialectDetection.detect(start, standard: dialect, file: "")
                if case .found(let detected, _) = found { dialect = detected }
            }
            let source = try PackageContainer.openFile(path, name: "")
            let isClosed = try DelimitedCompleteness.isLastRecordClosed(source, dialect: dialect)
            if isClosed { return .complete }
            return .incomplete(
                "The last record is not closed",
                remedy: "look for a quote that begins a value and has no end")
        } catch {
            return .incomplete(error.issue.detail)
        }
    }

    static func checkXML(_ ends: FileEnds) -> PackageCompleteness {
        let first = ends.firstText
        let last = ends.lastText.trimmingBlanks()
        guard let root = rootName(in: first) else {
            if let line = DelimitedStart.line(of: Array(first.utf8)[...]) {
                return .incomplete(
                    "It is called XML and looks like CSV: it begins with “\(line)”",
                    remedy: "give it the ending .csv")
            }
            return .incomplete("The XML's root has not begun")
        }
        if last.hasSuffix("-->") || last.hasSuffix("?>") { return .complete }
        guard last.hasSuffix(">"), let tag = last.lastIndex(of: "<") else {
            return .incomplete("The XML ends inside a tag or a text")
        }
        let lastTag = last[tag...].dropFirst()
        if lastTag.hasPrefix("/") {
            if lastTag.dropFirst().prefix(while: isNamePart) == root { return .complete }
        } else if lastTag.hasSuffix("/>"), first[root.startIndex...].starts(with: lastTag) {
            return .complete
        }
        return .incomplete("The XML's root element \(root) is not closed")
    }

    private static func isNamePart(_ character: Character) -> Bool {
        !character.isWhitespace && character != "/" && character != ">"
    }

    /// The first element's name, behind declarations and comments.
    private static func rootName(in text: String) -> Substring? {
        var rest = text[...]
        while let start = rest.firstIndex(of: "<") {
            rest = rest[rest.index(after: start)...]
            if rest.hasPrefix("!--") {
                guard let end = rest.firstRange(of: "-->") else { return nil }
                rest = rest[end.upperBound...]
            } else if rest.first != "?", rest.first != "!" {
                return rest.prefix(while: isNamePart)
            }
        }
        return nil
    }
}

/// The first and the last bytes of a file.
struct FileEnds {
    let size: Int
    let first: [UInt8]
    let last: [UInt8]

    private static let count = 4_096

    init?(path: String) {
        let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        self.init(descriptor)
    }

    /// Closes the descriptor.
    init(_ descriptor: Int32) {
        defer { close(descriptor) }
        size = Int(lseek(descriptor, 0, SEEK_END))
        first = Self.read(descriptor, at: 0, count: min(size, Self.count))
        // An even start keeps the two halves of UTF-16 together.
        let start = max(0, size - Self.count) & ~1
        last = Self.read(descriptor, at: start, count: size - start)
    }

    private static func read(_ descriptor: Int32, at offset: Int, count: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: max(count, 1)) { buffer, filled in
            filled = max(0, pread(descriptor, buffer.baseAddress, count, offset))
        }
    }

    var firstText: String { text(first) }
    var lastText: String { text(last) }

    /// UTF-16 loses its zeros, which leaves the ASCII that matters here.
    private func text(_ bytes: [UInt8]) -> String {
        let isWide =
            first.starts(with: [0xFF, 0xFE]) || first.starts(with: [0xFE, 0xFF])
            || first.prefix(2).contains(0)
        let mark: Set<UInt8> = [0xEF, 0xBB, 0xBF, 0xFE, 0xFF]
        let body = bytes == first ? Array(bytes.drop { mark.contains($0) }) : bytes
        return String(decoding: isWide ? body.filter { $0 != 0 } : body, as: UTF8.self)
    }
}
