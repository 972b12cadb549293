import Records

/// Which records of an append-only table travel: of each Id the one with the newest
/// `SinkModifiedOn`, the later of equals; none where that one says `IsDelete`.
///
/// Synapse Link leaves a row for every change. A pass over the table keeps for each Id the newest
/// row, up to 100 bytes an Id, and ends with two bits a row.
struct NewestVersions {
    /// The newest row of an Id so far, in 16 bytes.
    private struct Version {
        var time: Int64
        private var rowAndFlag: Int

        var row: Int { rowAndFlag >> 1 }
        var isDeleted: Bool { rowAndFlag & 1 == 1 }

        init(time: Int64, row: Int, isDeleted: Bool) {
            self.time = time
            rowAndFlag = row << 1 | (isDeleted ? 1 : 0)
        }
    }

    /// By the row's number in the table, from 0.
    private(set) var travels = Bits()
    private(set) var isDeletion = Bits()

    /// The columns that such a table has; nil for any other.
    struct Columns {
        var id: Int
        var time: Int
        var isDeleted: Int

        init?(_ entity: CDMEntity) {
            guard let id = entity.attribute("Id"), let time = entity.attribute("SinkModifiedOn"),
                let isDeleted = entity.attribute("IsDelete")
            else { return nil }
            (self.id, self.time, self.isDeleted) = (id, time, isDeleted)
        }
    }

    /// Reads the table to its end.
    init(_ reader: CDMReader, columns: Columns, entity: String) throws(FormatError) {
        var newest: [RecordIDKey: Version] = [:]
        var rows = 0
        var parser = VersionParser()
        while let batch = try reader.next() {
            for row in 0..<batch.rowCount {
                let version: Version
                do throws(VersionParser.Unreadable) {
                    version = Version(
                        time: try parser.time(batch, columns.time, row), row: rows + row,
                        isDeleted: try parser.flag(batch, columns.isDeleted, row))
                } catch {
                    throw Self.unreadable(error, batch, row, entity: entity)
                }
                // A record without an Id has no versions.
                guard let key = RecordIDKey(batch, columns.id, row) else {
                    travels.insert(rows + row)
                    continue
                }
                if let known = newest[key], known.time > version.time { continue }
                newest[key] = version
            }
            rows += batch.rowCount
        }
        for version in newest.values {
            if version.isDeleted {
                isDeletion.insert(version.row)
            } else {
                travels.insert(version.row)
            }
        }
    }

    @inline(never)
    private static func unreadable(
        _ error: VersionParser.Unreadable, _ batch: RecordBatch, _ row: Int, entity: String
    ) -> FormatError {
        FormatError(
            Issue(
                .cdmVersionUnreadable, "\"\(error.text)\" is no \(error.kind)", file: batch.file,
                entity: entity, line: Int(batch.positions[row].line),
                byte: Int(batch.positions[row].byte), field: error.field))
    }
}

/// Numbers from 0 that are in a set or not, one bit each.
struct Bits {
    private var words: [UInt64] = []

    mutating func insert(_ number: Int) {
        let word = number >> 6
        if word >= words.count {
            words += [UInt64](repeating: 0, count: max(word + 1, words.count * 2) - words.count)
        }
        words[word] |= 1 << UInt64(number & 63)
    }

    func contains(_ number: Int) -> Bool {
        let word = number >> 6
        return word < words.count && words[word] >> UInt64(number & 63) & 1 == 1
    }
}

/// An Id in 16 bytes: a GUID itself, in whatever form it is written, or 128 bits of another text's
/// hash.
struct RecordIDKey: Hashable {
    private var high: UInt64 = 0
    private var low: UInt64 = 0

    /// Nil where there is no Id.
    init?(_ batch: RecordBatch, _ column: Int, _ row: Int) {
        let cell = batch.columns[column].cells[row]
        guard cell.count > 0 else { return nil }
        let isGUID = batch.bytes.withUnsafeBufferPointer { bytes in
            takeGUID(UnsafeBufferPointer(rebasing: bytes[cell.range]))
        }
        if isGUID { return }
        batch.bytes[cell.range].withUnsafeBytes { bytes in
            high = Self.hash(bytes, seed: 1)
            low = Self.hash(bytes, seed: 2)
        }
    }

    private mutating func takeGUID(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        let isBraced = text.count == 38 && text[0] == UInt8(ascii: "{")
        guard isBraced || text.count == 36 else { return false }
        var digits = 0
        for index in (isBraced ? 1 : 0)..<(isBraced ? 37 : 36) {
            let byte = text[index].asciiLowercased
            if byte == UInt8(ascii: "-") { continue }
            let isLetter = byte >= 97 && byte <= 102
            guard isLetter || (byte >= 48 && byte <= 57), digits < 32 else { return false }
            let value = UInt64(isLetter ? byte - 87 : byte - 48)
            if digits < 16 { high = high << 4 | value } else { low = low << 4 | value }
            digits += 1
        }
        return digits == 32
    }

    private static func hash(_ bytes: UnsafeRawBufferPointer, seed: UInt8) -> UInt64 {
        var hasher = Hasher()
        hasher.combine(seed)
        hasher.combine(bytes: bytes)
        return UInt64(bitPattern: Int64(hasher.finalize()))
    }
}
