extension JSONValue {
    /// How a document is laid out.
    package enum Layout: Sendable {
        /// One line, no spaces.
        case compact
        /// Two-space indent, one member or element a line.
        case indented
    }

    /// The canonical text: members sorted by the bytes of their names, numbers in ASCII digits and as the shortest
    /// text that reads back to the same double, control characters escaped, and `<`, `>`, `&`, U+2028, U+2029 escaped
    /// too, so that the text may stand inside an HTML script element. No newline at the end.
    ///
    /// - Complexity: O(length of the text), apart from sorting members.
    package func canonicalText(_ layout: Layout = .indented) -> String {
        var writer = JSONBytes(isIndented: layout == .indented)
        writer.write(self, depth: 0)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    /// The shortest text that reads back to the same double, in JSON's grammar; `null` if it is not finite.
    package static func text(of value: Double) -> String {
        guard value.isFinite else { return "null" }
        if value == 0 { return "0" }
        let text = value.description
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}

/// The UTF-8 bytes of a document being written.
private struct JSONBytes {
    var bytes: [UInt8] = []
    let isIndented: Bool

    init(isIndented: Bool) { self.isIndented = isIndented }

    mutating func write(_ value: JSONValue, depth: Int) {
        switch value {
        case .null: append("null")
        case .bool(let value): append(value ? "true" : "false")
        case .integer(let value): append(String(value))
        case .number(let value): append(JSONValue.text(of: value))
        case .string(let text): write(text)
        case .array(let elements):
            bytes.append(UInt8(ascii: "["))
            for (index, element) in elements.enumerated() {
                startItem(index, depth: depth)
                write(element, depth: depth + 1)
            }
            end(UInt8(ascii: "]"), isEmpty: elements.isEmpty, depth: depth)
        case .object(let members):
            bytes.append(UInt8(ascii: "{"))
            let sorted = members.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
            for (index, member) in sorted.enumerated() {
                startItem(index, depth: depth)
                write(member.name)
                append(isIndented ? ": " : ":")
                write(member.value, depth: depth + 1)
            }
            end(UInt8(ascii: "}"), isEmpty: sorted.isEmpty, depth: depth)
        }
    }

    private mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

    private mutating func startItem(_ index: Int, depth: Int) {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        if isIndented { breakLine(depth + 1) }
    }

    private mutating func end(_ bracket: UInt8, isEmpty: Bool, depth: Int) {
        if isIndented, !isEmpty { breakLine(depth) }
        bytes.append(bracket)
    }

    private mutating func breakLine(_ depth: Int) {
        bytes.append(0x0A)
        bytes.append(contentsOf: repeatElement(0x20, count: 2 * depth))
    }

    /// A string in quotes. Runs of bytes that stand for themselves are copied as they are.
    private mutating func write(_ text: String) {
        bytes.append(0x22)
        var text = text
        text.withUTF8 { utf8 in
            var start = 0
            var index = 0
            while index < utf8.count {
                let length = Self.escapedLength(utf8, at: index)
                guard length > 0 else {
                    index += 1
                    continue
                }
                bytes.append(contentsOf: utf8[start..<index])
                escape(utf8, at: index, length: length)
                index += length
                start = index
            }
            bytes.append(contentsOf: utf8[start...])
        }
        bytes.append(0x22)
    }

    /// How many bytes from `index` on are one character that is written as an escape; 0 where none is.
    private static func escapedLength(_ utf8: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
        switch utf8[index] {
        case 0..<0x20, 0x22, 0x5C, 0x7F, UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"): return 1
        // U+0080 to U+009F.
        case 0xC2 where index + 1 < utf8.count && utf8[index + 1] < 0xA0: return 2
        // U+2028 and U+2029.
        case 0xE2 where index + 2 < utf8.count && utf8[index + 1] == 0x80 && utf8[index + 2] & 0xFE == 0xA8: return 3
        default: return 0
        }
    }

    private mutating func escape(_ utf8: UnsafeBufferPointer<UInt8>, at index: Int, length: Int) {
        bytes.append(UInt8(ascii: "\\"))
        switch (length, utf8[index]) {
        case (1, 0x22), (1, 0x5C): bytes.append(utf8[index])
        case (1, 0x0A): bytes.append(UInt8(ascii: "n"))
        case (1, 0x0D): bytes.append(UInt8(ascii: "r"))
        case (1, 0x09): bytes.append(UInt8(ascii: "t"))
        case (1, let byte): writeHexadecimal(UInt16(byte))
        case (2, _): writeHexadecimal(UInt16(utf8[index + 1]))
        default: writeHexadecimal(0x2000 | UInt16(utf8[index + 2] & 0x3F))
        }
    }

    private mutating func writeHexadecimal(_ value: UInt16) {
        bytes.append(UInt8(ascii: "u"))
        for shift in stride(from: 12, through: 0, by: -4) {
            let digit = UInt8(truncatingIfNeeded: value >> UInt16(shift)) & 0xF
            bytes.append(digit < 10 ? 0x30 + digit : 0x57 + digit)
        }
    }
}
