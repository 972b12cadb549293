import CISAL

/// The extra fields of a header: an id, a length and that many bytes each. Only two of them say
/// something that matters here.
struct ZipExtra {
    /// Sizes and offsets that do not fit into 32 bits, in the order in which they are needed.
    private var largeNumbers: ArraySlice<UInt8>?
    /// Names in UTF-8, each with the checksum of the plain name that it stands for.
    private var unicodeNames: [ArraySlice<UInt8>] = []

    /// Nil where a field reaches beyond the end, or where large numbers are there twice.
    init?(_ bytes: ArraySlice<UInt8>) {
        var rest = bytes
        while rest.count >= 4 {
            let fields = ZipFields(rest)
            guard 4 + fields.two(2) <= rest.count else { return nil }
            let body = rest.dropFirst(4).prefix(fields.two(2))
            rest = rest.dropFirst(4 + body.count)
            switch fields.two(0) {
            case 1:
                guard largeNumbers == nil else { return nil }
                largeNumbers = body
            case 0x7075: unicodeNames.append(body)
            default: break
            }
        }
    }

    /// The next number of 64 bits.
    mutating func takeLargeNumber() -> Int? {
        guard let numbers = largeNumbers, numbers.count >= 8 else { return nil }
        largeNumbers = numbers.dropFirst(8)
        return ZipFields(numbers).eight(0)
    }

    /// The name in UTF-8, where one is there that was made for this plain name.
    func unicodeName(for plainName: [UInt8]) -> [UInt8]? {
        if unicodeNames.isEmpty { return nil }
        let checksum = UInt64(crc32_gzip_refl(0, plainName, UInt64(plainName.count)))
        let name = unicodeNames.first { field in
            field.count > 5 && field.first == 1 && ZipFields(field).number(1, 4) == checksum
        }
        return name.map { Array($0.dropFirst(5)) }
    }
}
