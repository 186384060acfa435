/// Whole numbers and texts as bytes of a cube file.
struct CubeByteWriter {
    private(set) var bytes: [UInt8] = []

    mutating func append(_ more: some Sequence<UInt8>) { bytes.append(contentsOf: more) }

    /// A number of a fixed width, low byte first.
    mutating func append<Number: FixedWidthInteger>(fixed number: Number) {
        withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
    }

    /// A number in groups of seven bits, low group first; all but the last have the high bit.
    mutating func append(_ number: Int) {
        var rest = UInt64(bitPattern: Int64(number))
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    /// A sum, which may need more than 64 bits, in groups of seven bits like other numbers.
    mutating func append(large number: Int128) {
        var rest = UInt128(truncatingIfNeeded: number)
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    /// A text in UTF-8 behind its length in bytes.
    mutating func append(_ text: String) {
        append(text.utf8.count)
        append(text.utf8)
    }
}

/// Reads what `CubeByteWriter` writes; nothing but its one form is accepted, and nothing is allocated for a length that
/// the rest of the bytes cannot hold.
struct CubeByteReader {
    let bytes: [UInt8]
    /// Bytes from here on are not read.
    let end: Int
    let file: String
    private(set) var offset: Int

    init(_ bytes: [UInt8], from offset: Int, to end: Int, file: String) {
        self.bytes = bytes
        self.offset = offset
        self.end = min(end, bytes.count)
        self.file = file
    }

    var remaining: Int { end - offset }

    func malformed(_ what: String) -> CubeError { .malformed(what, offset: offset, file: file) }

    /// The next `count` bytes.
    mutating func take(_ count: Int) throws(CubeError) -> ArraySlice<UInt8> {
        guard count >= 0, count <= remaining else {
            throw malformed("\(count) bytes are stated, \(remaining) are there")
        }
        defer { offset += count }
        return bytes[offset..<offset + count]
    }

    /// A number of a fixed width, low byte first.
    mutating func fixed<Number: FixedWidthInteger & UnsignedInteger>(_: Number.Type) throws(CubeError) -> Number {
        let part = try take(MemoryLayout<Number>.size)
        return part.reversed().reduce(0) { $0 << 8 | Number(truncatingIfNeeded: $1) }
    }

    /// A number in groups of seven bits, at most `limit`.
    mutating func number(_ what: String, limit: Int = .max) throws(CubeError) -> Int {
        // Nine groups hold 63 bits, all that a count may have.
        let start = offset
        let value = try groups(what, bits: 63)
        guard value <= UInt128(limit) else { throw .malformed("\(what) is too large", offset: start, file: file) }
        return Int(value)
    }

    /// A sum in groups of seven bits, not negative.
    mutating func large(_ what: String) throws(CubeError) -> Int128 {
        let start = offset
        guard let value = Int128(exactly: try groups(what, bits: 128)) else {
            throw .malformed("\(what) is too large", offset: start, file: file)
        }
        return value
    }

    private mutating func groups(_ what: String, bits: Int) throws(CubeError) -> UInt128 {
        let start = offset
        var value: UInt128 = 0
        var shift = 0
        while true {
            guard offset < end else { throw malformed("\(what) is cut off") }
            let byte = bytes[offset]
            offset += 1
            let group = UInt128(byte & 0x7F)
            guard shift < bits, shift + 7 <= bits || group >> (bits - shift) == 0 else {
                throw .malformed("\(what) is too large", offset: start, file: file)
            }
            value |= group << UInt128(shift)
            shift += 7
            if byte & 0x80 == 0 {
                guard byte != 0 || shift == 7 else {
                    throw .malformed("\(what) is longer than it needs to be", offset: start, file: file)
                }
                return value
            }
        }
    }

    /// How many things follow, each of which takes at least `size` bytes.
    mutating func count(_ what: String, size: Int, limit: Int = .max) throws(CubeError) -> Int {
        let start = offset
        let count = try number("the number of \(what)", limit: limit)
        guard count <= remaining / size else {
            throw .malformed("\(count) \(what) do not fit the \(remaining) bytes left", offset: start, file: file)
        }
        return count
    }

    /// A text behind its length.
    mutating func text(_ what: String) throws(CubeError) -> String {
        let start = offset
        let length = try number("the length of \(what)", limit: remaining)
        guard let text = String(validating: try take(length), as: UTF8.self) else {
            throw .malformed("\(what) is not UTF-8", offset: start, file: file)
        }
        return text
    }
}
