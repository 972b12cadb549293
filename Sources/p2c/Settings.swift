import FoundationEssentials
import JSON5
import Records

/// What a workspace's `p2c.json` says. Every key may be left out; a key that p2c does not know is an
/// error, because a misspelt one would otherwise be ignored every night.
struct Settings: Decodable {
    /// A company: its legal entity in F&O, its organization in CDS, its business unit in Sales.
    struct Organization: Decodable {
        var legalEntity: String
        var cdsOrganization: String
        var businessUnit: String?

        init(legalEntity: String, cdsOrganization: String) {
            self.legalEntity = legalEntity
            self.cdsOrganization = cdsOrganization
        }

        enum CodingKeys: String, CodingKey, CaseIterable {
            case legalEntity, cdsOrganization, businessUnit
        }

        init(from decoder: any Decoder) throws {
            let values = try decoder.knownKeys(CodingKeys.self)
            legalEntity = try values.decode(String.self, forKey: .legalEntity)
            cdsOrganization = try values.decode(String.self, forKey: .cdsOrganization)
            businessUnit = try values.decodeIfPresent(String.self, forKey: .businessUnit)
        }
    }

    /// What a source format's name stands for.
    struct Format: Decodable {
        /// `CSV`, `fixed-width`, `EXCEL`, `XML-Element` or `XML-Attribute`.
        var type = "CSV"
        var delimiter: String?
        /// The text qualifier; an empty text for none.
        var qualifier: String?
        /// Before a qualifier that belongs to the value; without it the qualifier is doubled.
        var escape: String?
        /// `none`, or the line on which the columns' names stand.
        var header: String?
        /// The columns' names of files without a header.
        var columns: [String]?
        /// Whether one record that does not keep to the format makes the file unreadable.
        var strict: Bool?
        /// `utf-8`, `utf-16`, or any name or number of a code page that iconv knows. For XML it is
        /// that of files which are not UTF-8 and name none themselves.
        var codePage: String?
        /// `CRLF`, `LF` or `CR`; for writing.
        var lineEnd: String?
        /// Whether a byte order mark is written.
        var byteOrderMark: Bool?
        /// The worksheet that is read; without it the first one that is not hidden.
        var sheet: String?
        /// Where the values of a fixed width file stand.
        var layout: [LayoutColumn]?
        /// How many characters each of its records has.
        var recordLength: Int?
        /// Files by name that have the layout, `*` and `?` standing for any characters and for one.
        var files: String?

        enum CodingKeys: String, CodingKey, CaseIterable {
            case type, delimiter, qualifier, escape, header, columns, strict, codePage, lineEnd
            case byteOrderMark, sheet, layout, recordLength, files
        }

        init(from decoder: any Decoder) throws {
            let values = try decoder.knownKeys(CodingKeys.self)
            type = try values.decodeIfPresent(String.self, forKey: .type) ?? "CSV"
            delimiter = try values.decodeIfPresent(String.self, forKey: .delimiter)
            qualifier = try values.decodeIfPresent(String.self, forKey: .qualifier)
            escape = try values.decodeIfPresent(String.self, forKey: .escape)
            header = try values.textOrNumber(forKey: .header)
            columns = try values.decodeIfPresent([String].self, forKey: .columns)
            strict = try values.decodeIfPresent(Bool.self, forKey: .strict)
            codePage = try values.textOrNumber(forKey: .codePage)
            lineEnd = try values.decodeIfPresent(String.self, forKey: .lineEnd)
            byteOrderMark = try values.decodeIfPresent(Bool.self, forKey: .byteOrderMark)
            sheet = try values.decodeIfPresent(String.self, forKey: .sheet)
            layout = try values.decodeIfPresent([LayoutColumn].self, forKey: .layout)
            recordLength = try values.wholeNumber(forKey: .recordLength)
            files = try values.decodeIfPresent(String.self, forKey: .files)
        }
    }

    /// A column of a fixed width file.
    struct LayoutColumn: Decodable {
        var name: String
        /// In characters.
        var length: Int
        /// Its first character, from 1; without it, it follows the column before.
        var start: Int?

        enum CodingKeys: String, CodingKey, CaseIterable { case name, length, start }

        init(from decoder: any Decoder) throws {
            let values = try decoder.knownKeys(CodingKeys.self)
            name = try values.decode(String.self, forKey: .name)
            length =
                try values.wholeNumber(forKey: .length)
                ?? values.decode(Int.self, forKey: .length)
            start = try values.wholeNumber(forKey: .start)
        }
    }

    struct Output: Decodable {
        var finops = "XML-Element"
        /// `Configuration Migration`, `Import Data Wizard` or a CSV format.
        var sales = "Configuration Migration"

        enum CodingKeys: String, CodingKey, CaseIterable { case finops, sales }

        init() {}

        init(from decoder: any Decoder) throws {
            let values = try decoder.knownKeys(CodingKeys.self)
            finops = try values.decodeIfPresent(String.self, forKey: .finops) ?? finops
            sales = try values.decodeIfPresent(String.self, forKey: .sales) ?? sales
        }
    }

    struct Inbox: Decodable {
        /// Seconds between two looks.
        var pollSeconds = 2.0
        /// Looks in a row that must find a file the same.
        var looks = 3
        var doneMarkers = false

        enum CodingKeys: String, CodingKey, CaseIterable { case pollSeconds, looks, doneMarkers }

        init() {}

        init(from decoder: any Decoder) throws {
            let values = try decoder.knownKeys(CodingKeys.self)
            pollSeconds = try values.decodeIfPresent(Double.self, forKey: .pollSeconds) ?? 2
            looks = try values.wholeNumber(forKey: .looks) ?? 3
            doneMarkers = try values.decodeIfPresent(Bool.self, forKey: .doneMarkers) ?? false
        }
    }

    struct Limits: Decodable {
        /// The longest record, in MiB.
        var recordMiB: Int?
        /// The most that one zip may unpack to, in GiB.
        var unpackedGiB: Int?
        /// The most that an entry of a zip, or all together, may grow on unpacking.
        var unpackingRatio: Int?
        /// The most files in a zip.
        var zipEntries: Int?
        /// The most columns of a file.
        var columns: Int?
        /// The deepest nesting of XML elements.
        var xmlDepth: Int?

        enum CodingKeys: String, CodingKey, CaseIterable {
            case recordMiB, unpackedGiB, unpackingRatio, zipEntries, columns, xmlDepth
        }

        init() {}

        init(from decoder: any Decoder) throws {
            let values = try decoder.knownKeys(CodingKeys.self)
            recordMiB = try values.wholeNumber(forKey: .recordMiB)
            unpackedGiB = try values.wholeNumber(forKey: .unpackedGiB)
            unpackingRatio = try values.wholeNumber(forKey: .unpackingRatio)
            zipEntries = try values.wholeNumber(forKey: .zipEntries)
            columns = try values.wholeNumber(forKey: .columns)
            xmlDepth = try values.wholeNumber(forKey: .xmlDepth)
        }
    }

    /// Which templates run for which companies, and what is different in them.
    struct Project: Decodable {
        /// Nil, or none, for all companies.
        var legalEntities: [String]?
        /// In the place of `legalEntities`: one of the settings' connection sets.
        var connectionSet: String?
        var templates: [String]
        /// By template and destination field.
        var defaults: [String: [String: String]] = [:]
        var valueMaps: [String: [String: [String: String]]] = [:]

        enum CodingKeys: String, CodingKey, CaseIterable {
            case legalEntities, connectionSet, templates, defaults, valueMaps
        }

        init(from decoder: any Decoder) throws {
            let values = try decoder.knownKeys(CodingKeys.self)
            templates = try values.decode([String].self, forKey: .templates)
            legalEntities = try values.decodeIfPresent([String].self, forKey: .legalEntities)
            connectionSet = try values.decodeIfPresent(String.self, forKey: .connectionSet)
            defaults = try values.decodeIfPresent(type(of: defaults), forKey: .defaults) ?? [:]
            valueMaps = try values.decodeIfPresent(type(of: valueMaps), forKey: .valueMaps) ?? [:]
        }
    }

    struct Waiting: Decodable {
        /// Whether records wait for others that they refer to.
        var on = true
        /// After so many days a record that still waits is set aside.
        var days = 14

        enum CodingKeys: String, CodingKey, CaseIterable { case on, days }

        init() {}

        init(from decoder: any Decoder) throws {
            let values = try decoder.knownKeys(CodingKeys.self)
            on = try values.decodeIfPresent(Bool.self, forKey: .on) ?? on
            days = try values.wholeNumber(forKey: .days) ?? days
        }
    }

    struct Validation: Decodable {
        /// `error`, `warning` or `ignore`.
        var unknownColumns: String?
        var missingColumns: String?

        enum CodingKeys: String, CodingKey, CaseIterable { case unknownColumns, missingColumns }

        init() {}

        init(from decoder: any Decoder) throws {
            let values = try decoder.knownKeys(CodingKeys.self)
            unknownColumns = try values.decodeIfPresent(String.self, forKey: .unknownColumns)
            missingColumns = try values.decodeIfPresent(String.self, forKey: .missingColumns)
        }
    }

    var organizations: [Organization] = []
    var defaultLegalEntity: String?
    /// Templates by name, or their folder's, that are on or off; one that is not named is on.
    var templates: [String: Bool] = [:]
    var output = Output()
    var formats: [String: Format] = [:]
    var inbox = Inbox()
    var limits = Limits()
    var validation = Validation()
    var waiting = Waiting()
    /// What becomes of a record that is older than what CDS has of it: `leave` or `take`.
    var olderRecords = "leave"
    /// The prefixes of the numbers that records without one get, by table of Sales.
    var numbers: [String: String] = [:]
    /// The legal entities of each connection set, by its name.
    var connectionSets: [String: [String]] = [:]
    /// By name.
    var projects: [String: Project] = [:]
    /// The file of reference ids, relative to the workspace; without one a references.csv that lies in
    /// it is read.
    var references: String?
    /// What was read, for the lines in messages; nil where no file was.
    var document: JSON5Value?

    enum CodingKeys: String, CodingKey, CaseIterable {
        case organizations, defaultLegalEntity, templates, output, formats, inbox, limits
        case references, validation, waiting, connectionSets, projects, olderRecords, numbers
    }

    init() {}

    init(from decoder: any Decoder) throws {
        let values = try decoder.knownKeys(CodingKeys.self)
        organizations =
            try values.decodeIfPresent([Organization].self, forKey: .organizations) ?? []
        defaultLegalEntity = try values.decodeIfPresent(String.self, forKey: .defaultLegalEntity)
        templates = try values.decodeIfPresent([String: Bool].self, forKey: .templates) ?? [:]
        output = try values.decodeIfPresent(Output.self, forKey: .output) ?? Output()
        formats = try values.decodeIfPresent([String: Format].self, forKey: .formats) ?? [:]
        inbox = try values.decodeIfPresent(Inbox.self, forKey: .inbox) ?? Inbox()
        limits = try values.decodeIfPresent(Limits.self, forKey: .limits) ?? Limits()
        references = try values.decodeIfPresent(String.self, forKey: .references)
        validation =
            try values.decodeIfPresent(Validation.self, forKey: .validation) ?? Validation()
        waiting = try values.decodeIfPresent(Waiting.self, forKey: .waiting) ?? Waiting()
        olderRecords = try values.decodeIfPresent(String.self, forKey: .olderRecords) ?? "leave"
        numbers = try values.decodeIfPresent([String: String].self, forKey: .numbers) ?? [:]
        connectionSets =
            try values.decodeIfPresent([String: [String]].self, forKey: .connectionSets) ?? [:]
        projects = try values.decodeIfPresent([String: Project].self, forKey: .projects) ?? [:]
    }

    /// Reads the settings out of a JSON5 text. Throws a sentence that names the file and the key.
    static func parse(_ bytes: [UInt8], file: String) throws(UsageError) -> Settings {
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw UsageError("\(file): this is not a text in UTF-8. Save it in that encoding")
        }
        do {
            let value = try JSON5Parser.value(of: bytes)
            if let member = value.repeatedMember {
                throw UsageError(
                    "\(file):\(member.line): \"\(member.key)\" is there twice. Leave one of them")
            }
            return try decode(value, file: file)
        } catch let error as UsageError {
            throw error
        } catch let error as JSON5Error {
            throw UsageError("\(file):\(error.line):\(error.column): \(error.detail)")
        } catch {
            throw UsageError("\(file): \(error)")
        }
    }

    private static func decode(_ value: JSON5Value, file: String) throws -> Settings {
        do {
            var settings = try JSONDecoder().decode(
                Settings.self, from: Data(value.plainJSON))
            settings.document = value
            return settings
        } catch let error as DecodingError {
            let sentence = error.sentence
            let line = SettingsPlace.line(of: sentence, in: value).map { ":\($0)" } ?? ""
            throw UsageError("\(file)\(line): \(sentence)")
        }
    }
}

extension Decoder {
    /// The container of the given keys; throws when there is any other key.
    fileprivate func knownKeys<Key>(_ type: Key.Type) throws -> KeyedDecodingContainer<Key>
    where Key: CodingKey & CaseIterable {
        let known = Key.allCases.map(\.stringValue)
        for key in try container(keyedBy: AnyKey.self).allKeys
        where !known.contains(key.stringValue) {
            throw DecodingError.dataCorrupted(
                .init(
                    codingPath: codingPath + [key],
                    debugDescription: "there is no such setting."
                        + NearNames.hint(for: key.stringValue, among: known) + " Known are "
                        + known.joined(separator: ", "), underlyingError: UnknownSetting()))
        }
        return try container(keyedBy: type)
    }
}

extension KeyedDecodingContainer {
    /// The decoder's own error for a number that is no whole one says not where it stands.
    fileprivate func wholeNumber(forKey key: Key) throws -> Int? {
        do {
            return try decodeIfPresent(Int.self, forKey: key)
        } catch let error where !(error is DecodingError) {
            throw DecodingError.typeMismatch(
                Int.self, .init(codingPath: codingPath + [key], debugDescription: ""))
        }
    }

    /// A text, or a number as text: `"1252"` and `1252` are the same.
    fileprivate func textOrNumber(forKey key: Key) throws -> String? {
        if let number = try? decodeIfPresent(Int.self, forKey: key) { return String(number) }
        return try decodeIfPresent(String.self, forKey: key)
    }
}

/// A key that p2c does not know.
private struct UnknownSetting: Error {}

private struct AnyKey: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }
    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
}

extension DecodingError {
    /// Where in the file and what is wrong, as a sentence for people.
    var sentence: String {
        switch self {
        case .dataCorrupted(let place): place.pathPrefix + place.reason
        case .valueNotFound(let type, let place):
            place.pathPrefix + "this is null. Write \(Self.words(for: type)), or leave it out"
        case .keyNotFound(let key, let place):
            place.pathPrefix + "\"\(key.stringValue)\" is missing. Add it"
        case .typeMismatch(let type, let place):
            place.pathPrefix + "this must be \(Self.words(for: type))"
        @unknown default: "\(self)"
        }
    }

    private static func words(for type: any Any.Type) -> String {
        switch type {
        case is String.Type: "a text in quotes"
        case is Bool.Type: "true or false"
        case is Int.Type: "a whole number"
        case is Double.Type: "a number"
        case is any Collection.Type where "\(type)".hasPrefix("Array"): "a list in brackets"
        default: "an object in braces"
        }
    }
}

extension DecodingError.Context {
    fileprivate var pathPrefix: String {
        let path = codingPath.map { key in
            key.intValue.map { "[\($0)]" } ?? ".\(key.stringValue)"
        }.joined()
        return path.isEmpty ? "" : path.drop { $0 == "." } + ": "
    }

    fileprivate var reason: String {
        // Whatever else the decoder says is about numbers, in words of Swift.
        underlyingError is UnknownSetting
            ? debugDescription : "this number cannot be used here. Write a smaller or a whole one"
    }
}

extension Settings {
    /// The legal entities of organizations, each once.
    var companies: [String] {
        organizations.map(\.legalEntity).reduce(into: []) { names, name in
            if !names.contains(where: name.isSameName) { names.append(name) }
        }
    }
}
