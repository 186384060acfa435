/// Turns text of another encoding into UTF-8, piece by piece.
///
/// What is no character of the encoding becomes bytes that are no UTF-8 either, so that the reader finds them where they
/// stand, like any other bad byte: an undefined byte of Windows-1252 stays itself (a continuation byte without a start),
/// half of a surrogate pair becomes the three bytes it would have, and the odd byte at the end of UTF-16 becomes FF.
struct Transcoder {
    /// How many bytes of output one byte of input can need at most; 8 more for what was kept back.
    static let growth = 3

    private enum Form {
        case singleByte([UInt16])
        case wide(littleEndian: Bool)
    }

    private let form: Form
    /// The first byte of a unit of UTF-16 whose second has not been read.
    private var firstByte: UInt8?
    /// The first half of a surrogate pair whose second has not been read.
    private var highSurrogate: UInt16?

    /// - Parameter encoding: not UTF-8, and for UTF-16 with its byte order.
    init(_ encoding: TextEncoding) {
        switch encoding {
        case .utf16BigEndian: form = .wide(littleEndian: false)
        case .utf8, .utf16, .utf16LittleEndian: form = .wide(littleEndian: true)
        case .latin1: form = .singleByte((0..<256).map { UInt16($0) })
        case .windows1252:
            form = .singleByte((0..<256).map { (0x80..<0xA0).contains($0) ? Self.windows1252[$0 - 0x80] : UInt16($0) })
        }
    }

    /// Turns all of `input` into UTF-8.
    ///
    /// - Parameter output: has room for `growth` times the input and 8 bytes more.
    /// - Returns: the number of bytes written.
    mutating func convert(_ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer) -> Int {
        var count = 0
        switch form {
        case .singleByte(let characters):
            for byte in input {
                let character = characters[Int(byte)]
                if character == 0xFFFF {
                    output[count] = byte
                    count += 1
                } else {
                    Self.write(UInt32(character), to: output, &count)
                }
            }
        case .wide(let littleEndian):
            for byte in input {
                guard let first = firstByte else {
                    firstByte = byte
                    continue
                }
                firstByte = nil
                let unit = littleEndian ? UInt16(byte) << 8 | UInt16(first) : UInt16(first) << 8 | UInt16(byte)
                take(unit, output, &count)
            }
        }
        return count
    }

    private mutating func take(_ unit: UInt16, _ output: UnsafeMutableRawBufferPointer, _ count: inout Int) {
        if let high = highSurrogate {
            highSurrogate = nil
            if (0xDC00...0xDFFF).contains(unit) {
                let value = 0x10000 + (UInt32(high) - 0xD800) << 10 + (UInt32(unit) - 0xDC00)
                return Self.write(value, to: output, &count)
            }
            Self.write(UInt32(high), to: output, &count)
        }
        if (0xD800...0xDBFF).contains(unit) {
            highSurrogate = unit
        } else {
            Self.write(UInt32(unit), to: output, &count)
        }
    }

    /// Writes what was kept back when the input has ended.
    ///
    /// - Returns: the number of bytes written, at most 4.
    mutating func finish(into output: UnsafeMutableRawBufferPointer) -> Int {
        var count = 0
        if let high = highSurrogate { Self.write(UInt32(high), to: output, &count) }
        if firstByte != nil {
            output[count] = 0xFF
            count += 1
        }
        highSurrogate = nil
        firstByte = nil
        return count
    }

    private static func write(_ value: UInt32, to output: UnsafeMutableRawBufferPointer, _ count: inout Int) {
        func put(_ byte: UInt32) {
            output[count] = UInt8(truncatingIfNeeded: byte)
            count += 1
        }
        switch value {
        case ..<0x80: put(value)
        case ..<0x800:
            put(0xC0 | value >> 6)
            put(0x80 | value & 0x3F)
        case ..<0x10000:
            put(0xE0 | value >> 12)
            put(0x80 | value >> 6 & 0x3F)
            put(0x80 | value & 0x3F)
        default:
            put(0xF0 | value >> 18)
            put(0x80 | value >> 12 & 0x3F)
            put(0x80 | value >> 6 & 0x3F)
            put(0x80 | value & 0x3F)
        }
    }

    /// The characters of 80 to 9F; FFFF where there is none.
    ///
    /// - Source: the Unicode Consortium's mapping table CP1252.
    private static let windows1252: [UInt16] = [
        0x20AC, 0xFFFF, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0xFFFF,
        0x017D, 0xFFFF, 0xFFFF, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A,
        0x0153, 0xFFFF, 0x017E, 0x0178,
    ]
}
