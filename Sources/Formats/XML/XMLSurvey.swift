import Records

/// The field by which quarantined records carry their reason; dropped silently when they come back.
let reasonFieldName = "P2C_REASON"

/// What an entity file holds: its record elements, also those inside others, and their fields, in
/// the order of first use.
///
/// Found in a first pass over the whole file, before any record is read. It costs one parsing more,
/// and gives every batch the same columns although each record may have other elements; and a file
/// that is cut or broken anywhere is refused before the first record goes on.
///
/// Who can begin anew may be content with the beginning of a plain file: see `XMLSurprise`.
struct XMLSurvey {
    /// How much of the file is surveyed.
    enum Reach {
        case whole
        /// The beginning, where that shows records of one kind with nothing odd about them.
        case beginning
    }

    /// The records of one element name, at one place among the others.
    struct Records {
        var name: String
        /// The names of the records around them, the outermost first.
        var outer: [String] = []
        var count = 0
        var fields: [String] = []
        /// The elements inside that are records themselves.
        var inner: [String] = []
        /// What they take from the records around them.
        var inheritance = CompositeKeys.Inheritance()
        /// The first field is an attribute.
        var isAttributeStyle = false
        /// Attributes of fields, which mean nothing.
        var ignoredAttributes = 0

        /// The columns of a reader: what is inherited and not a field of its own comes first, as
        /// keys do in files of F&O.
        var columns: [String] {
            var seen = Set(fields.map(\.foldedName))
            let inherited = inheritance.names.joined().filter {
                seen.insert($0.foldedName).inserted
            }
            return inherited + fields
        }
    }

    var rootName = ""
    /// Records stand before those inside them.
    var records: [Records] = []
    var hasNamespaces = false
    /// What is behind the beginning of the file is not known.
    private(set) var isPartial = false
    /// The code page by which the file was read, because it is not UTF-8 and says none itself.
    var codePage: TextEncoding?
    var warnings: [Issue] = []

    /// `knownFields` are elements that are fields even where they are empty and named like records.
    /// `options.codePage` is tried when the file says no encoding and is not UTF-8.
    init(
        _ open: () throws(FormatError) -> any ByteSource, file: String, limits: ReadLimits,
        options: XMLOptions = XMLOptions(), knownFields: [String] = [],
        reach: Reach = .whole, chunkBytes: Int = 64 << 10
    ) throws(FormatError) {
        do throws(FormatError) {
            try read(
                try open(), file: file, limits: limits, knownFields: knownFields,
                reach: options.codePage == nil ? reach : .whole, chunkBytes: chunkBytes)
        } catch {
            guard error.issue.code == .xmlEncoding, let codePage = options.codePage else {
                throw error
            }
            self.codePage = codePage
            try read(
                try open(), file: file, limits: limits, knownFields: knownFields, reach: .whole,
                chunkBytes: chunkBytes)
        }
        for index in records.indices where !records[index].outer.isEmpty {
            let outer = self.outer(of: records[index])
            records[index].inheritance = options.compositeKeys.inheritance(
                of: records[index], from: outer)
        }
    }

    private mutating func read(
        _ source: any ByteSource, file: String, limits: ReadLimits, knownFields: [String],
        reach: Reach, chunkBytes: Int
    ) throws(FormatError) {
        let parser = try XMLParser(
            source, file: file, limits: limits, keepsText: false, marksForbidden: true,
            placedDepth: 0, codePage: codePage, chunkBytes: chunkBytes)
        var walk = XMLSurveyWalk()
        while try parser.readOn() {
            let names = parser.tape.names.texts
            for event in parser.tape.events { walk.take(event, names: names) }
            if let found = walk.forbidden {
                throw FormatError(
                    Issue(
                        .xmlControlCharacter,
                        "\(found.name) stands outside of all records", file: file,
                        byte: found.byte))
            }
            guard walk.fieldCount <= limits.columns * 8 else {
                throw FormatError(
                    Issue(
                        .xmlTooManyNames, "It has more than \(limits.columns * 8) fields",
                        file: file))
            }
            parser.tape.cutAll()
            if reach == .beginning, parser.byte > Self.beginning, walk.isPlain {
                isPartial = true
                break
            }
        }
        rootName = walk.rootName
        records = walk.finish(knownFields: knownFields)
        hasNamespaces = parser.tape.hasNamespaces
        warnings = parser.warnings
    }

    /// Bytes that show all columns of most files.
    private static let beginning = 1 << 20

    /// The records of that element name, compared without case; the outermost of several.
    func records(named name: String) -> Records? {
        records.filter { $0.name.isSameName(as: name) }.min { $0.outer.count < $1.outer.count }
    }

    /// The records that are in no other ones.
    var outermost: [Records] { records.filter(\.outer.isEmpty) }

    /// The records inside these, at any depth.
    func inside(_ records: Records) -> [Records] {
        let path = records.outer + [records.name]
        return self.records.filter { $0.outer.starts(with: path) }
    }

    /// The same file with no other records than these to read. `warns` is for the first of a file's
    /// entities: what is odd about the file need be said only once.
    func only(_ records: Records, warns: Bool) -> XMLSurvey {
        var survey = self
        survey.records = [records]
        if !warns {
            survey.warnings = []
            survey.rootName = "Document"
            survey.hasNamespaces = false
        }
        return survey
    }

    /// The kinds of records around these.
    private func outer(of records: Records) -> [Records] {
        records.outer.indices.compactMap { level in
            self.records.first {
                $0.name == records.outer[level] && $0.outer.elementsEqual(records.outer[..<level])
            }
        }
    }
}
