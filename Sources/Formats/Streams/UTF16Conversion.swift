/// UTF-16 to UTF-8. A surrogate without its other half is invalid.
struct UTF16Decoder: TextConverter {
    let isBigEndian: Bool

    func convert(
        _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
    ) -> ConversionStep {
        var step = ConversionStep(consumed: 0, produced: 0, end: .inputUsed)
        while input.count - step.consumed >= 2 {
            guard output.count - step.produced >= 4 else {
                step.end = .outputFull
                break
            }
            if convertFourASCII(input, output, &step) { continue }
            guard let scalar = scalar(input, step.consumed) else {
                let isCut = input.count - step.consumed < 4 && isLead(input, step.consumed)
                step.end = isCut ? .inputUsed : .invalid
                break
            }
            step.produced += storeUTF8(scalar, output, step.produced)
            step.consumed += scalar > 0xFFFF ? 4 : 2
        }
        return step
    }

    /// Most text is ASCII: four units at once, true when that was possible.
    @inline(__always)
    private func convertFourASCII(
        _ input: UnsafeRawBufferPointer, _ output: UnsafeMutableRawBufferPointer,
        _ step: inout ConversionStep
    ) -> Bool {
        guard input.count - step.consumed >= 8 else { return false }
        var units = UInt64(
            littleEndian: input.loadUnaligned(fromByteOffset: step.consumed, as: UInt64.self))
        if isBigEndian {
            units = ((units & 0x00FF_00FF_00FF_00FF) << 8) | ((units >> 8) & 0x00FF_00FF_00FF_00FF)
        }
        guard units & 0xFF80_FF80_FF80_FF80 == 0 else { return false }
        units = (units | units >> 8) & 0x0000_FFFF_0000_FFFF
        let bytes = UInt32(truncatingIfNeeded: units | units >> 16)
        output.storeBytes(of: bytes.littleEndian, toByteOffset: step.produced, as: UInt32.self)
        step.consumed += 8
        step.produced += 4
        return true
    }

    @inline(__always)
    private func unit(_ input: UnsafeRawBufferPointer, _ at: Int) -> UInt32 {
        let unit = input.loadUnaligned(fromByteOffset: at, as: UInt16.self)
        return UInt32(isBigEndian ? UInt16(bigEndian: unit) : UInt16(littleEndian: unit))
    }

    private func isLead(_ input: UnsafeRawBufferPointer, _ at: Int) -> Bool {
        unit(input, at) & 0xFC00 == 0xD800
    }

    /// The character at `at`; nil for a surrogate whose other half is not there.
    @inline(__always)
    private func scalar(_ input: UnsafeRawBufferPointer, _ at: Int) -> UInt32? {
        let first = unit(input, at)
        guard first & 0xF800 == 0xD800 else { return first }
        guard first & 0xFC00 == 0xD800, input.count - at >= 4 else { return nil }
        let second = unit(input, at + 2)
        guard second & 0xFC00 == 0xDC00 else { return nil }
        return 0x10000 + ((first & 0x3FF) << 10 | second & 0x3FF)
    }

    @inline(__always)
    private func storeUTF8(
        _ scalar: UInt32, _ output: UnsafeMutableRawBufferPointer, _ at: Int
    ) -> Int {
        func store(_ value: UInt32, _ index: Int) {
            output[at + index] = UInt8(truncatingIfNeeded: value)
        }
        if scalar < 0x80 {
            store(scalar, 0)
            return 1
        }
        if scalar < 0x800 {
            store(0xC0 | scalar >> 6, 0)
            store(0x80 | scalar & 0x3F, 1)
            return 2
        }
        if scalar < 0x10000 {
            store(0xE0 | scalar >> 12, 0)
            store(0x80 | scalar >> 6 & 0x3F, 1)
            store(0x80 | scalar & 0x3F, 2)
            return 3
        }
        store(0xF0 | scalar >> 18, 0)
        store(0x80 | scalar >> 12 & 0x3F, 1)
        store(0x80 | scalar >> 6 & 0x3F, 2)
        store(0x80 | scalar & 0x3F, 3)
        return 4
    }
}

/// UTF-8 to UTF-16.
struct UTF16Encoder: TextConverter {
    let isBigEndian: Bool

    func convert(
        _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
    ) -> ConversionStep {
        var step = ConversionStep(consumed: 0, produced: 0, end: .inputUsed)
        while step.consumed < input.count {
            guard output.count - step.produced >= 4 else {
                step.end = .outputFull
                break
            }
            if convertFourASCII(input, output, &step) { continue }
            let byte = input[step.consumed]
            if byte < 0x80 {
                store(UInt16(byte), output, &step)
                step.consumed += 1
                continue
            }
            let rest = UnsafeRawBufferPointer(rebasing: input[step.consumed...].prefix(4))
            guard let (scalar, length) = decodeUTF8(rest) else {
                step.end = isCutUTF8(rest) ? .inputUsed : .invalid
                break
            }
            for unit in String(scalar).utf16 { store(unit, output, &step) }
            step.consumed += length
        }
        return step
    }

    /// Most text is ASCII: four bytes at once, true when that was possible.
    @inline(__always)
    private func convertFourASCII(
        _ input: UnsafeRawBufferPointer, _ output: UnsafeMutableRawBufferPointer,
        _ step: inout ConversionStep
    ) -> Bool {
        guard input.count - step.consumed >= 4, output.count - step.produced >= 8 else {
            return false
        }
        let bytes = UInt32(
            littleEndian: input.loadUnaligned(fromByteOffset: step.consumed, as: UInt32.self))
        guard bytes & 0x8080_8080 == 0 else { return false }
        var units = UInt64(bytes)
        units = (units | units << 16) & 0x0000_FFFF_0000_FFFF
        units = (units | units << 8) & 0x00FF_00FF_00FF_00FF
        if isBigEndian { units <<= 8 }
        output.storeBytes(of: units.littleEndian, toByteOffset: step.produced, as: UInt64.self)
        step.consumed += 4
        step.produced += 8
        return true
    }

    @inline(__always)
    private func store(
        _ unit: UInt16, _ output: UnsafeMutableRawBufferPointer, _ step: inout ConversionStep
    ) {
        let stored = isBigEndian ? unit.bigEndian : unit.littleEndian
        output.storeBytes(of: stored, toByteOffset: step.produced, as: UInt16.self)
        step.produced += 2
    }
}

/// The character at the start of the bytes and its length; nil when it is ill-formed or cut off.
func decodeUTF8(_ bytes: UnsafeRawBufferPointer) -> (Unicode.Scalar, Int)? {
    var decoder = Unicode.UTF8.ForwardParser()
    var rest = bytes.makeIterator()
    guard case .valid(let encoded) = decoder.parseScalar(from: &rest) else { return nil }
    return (Unicode.UTF8.decode(encoded), encoded.count)
}

/// True when the bytes are the beginning of a character whose end is missing.
func isCutUTF8(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard let lead = bytes.first, lead >= 0xC2, lead <= 0xF4 else { return false }
    let length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
    guard bytes.count < length else { return false }
    // Completed with the one kind of byte that can follow, is it well-formed?
    return [UInt8(0x80), 0x90, 0xA0].contains { filler in
        var whole = Array(bytes)
        whole.append(contentsOf: repeatElement(filler, count: length - bytes.count))
        return whole.withUnsafeBytes { decodeUTF8($0) != nil }
    }
}
