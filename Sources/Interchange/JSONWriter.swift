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
        var writer = JSONWriter(layout)
        writer.write(self)
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

/// Writes a document piece by piece, in UTF-8, where making a tree of it first would cost more than the text.
///
///     writer.beginObject()
///     writer.name("n")
///     writer.write(12)
///     writer.endObject()
///
/// Canonical as `canonicalText` is, if the names of each object are given in the order of their bytes.
package struct JSONWriter: Sendable {
    /// What is written and not yet taken.
    package private(set) var bytes: [UInt8] = []
    private let isIndented: Bool
    private var depth = 0
    /// Whether the object or array that is open has an item already.
    private var hasItem = false
    /// Whether a name was written, whose value comes next.
    private var isNamed = false

    package init(_ layout: JSONValue.Layout = .indented) { isIndented = layout == .indented }

    /// What is written so far as text; what is written from now on follows it.
    package mutating func takeText() -> String {
        defer { bytes.removeAll(keepingCapacity: true) }
        return String(decoding: bytes, as: UTF8.self)
    }

    // MARK: Objects and arrays

    package mutating func beginObject() { begin(UInt8(ascii: "{")) }
    package mutating func endObject() { end(UInt8(ascii: "}")) }
    package mutating func beginArray() { begin(UInt8(ascii: "[")) }
    package mutating func endArray() { end(UInt8(ascii: "]")) }

    /// The name of the next value.
    package mutating func name(_ name: String) {
        startItem()
        quote(name)
        endName()
    }

    /// The same for a name of printable ASCII without a quote, backslash or markup.
    package mutating func name(_ name: StaticString) {
        startItem()
        bytes.append(0x22)
        name.withUTF8Buffer { bytes.append(contentsOf: $0) }
        bytes.append(0x22)
        endName()
    }

    /// Ends the line of the document; only between documents.
    package mutating func endLine() {
        bytes.append(0x0A)
        hasItem = false
    }

    // MARK: Values

    package mutating func writeNull() {
        startValue()
        append("null")
    }

    package mutating func write(_ value: Int) {
        startValue()
        append(String(value))
    }

    /// A number that is not finite is `null`.
    package mutating func write(_ value: Double) {
        startValue()
        append(JSONValue.text(of: value))
    }

    package mutating func write(_ text: String) {
        startValue()
        quote(text)
    }

    package mutating func write(_ value: JSONValue) {
        switch value {
        case .null: writeNull()
        case .bool(let value):
            startValue()
            append(value ? "true" : "false")
        case .integer(let value): write(value)
        case .number(let value): write(value)
        case .string(let text): write(text)
        case .array(let elements):
            beginArray()
            for element in elements { write(element) }
            endArray()
        case .object(let members):
            beginObject()
            for member in members.sorted(by: { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }) {
                name(member.name)
                write(member.value)
            }
            endObject()
        }
    }

    // MARK: Layout

    private mutating func begin(_ bracket: UInt8) {
        startValue()
        bytes.append(bracket)
        depth += 1
        hasItem = false
    }

    private mutating func end(_ bracket: UInt8) {
        depth -= 1
        if isIndented, hasItem { breakLine() }
        bytes.append(bracket)
        hasItem = true
    }

    private mutating func endName() {
        bytes.append(UInt8(ascii: ":"))
        if isIndented { bytes.append(0x20) }
        isNamed = true
    }

    /// A value follows its name, or is an element of an array, or the document.
    private mutating func startValue() {
        if isNamed { isNamed = false } else if depth > 0 { startItem() }
    }

    private mutating func startItem() {
        if hasItem { bytes.append(UInt8(ascii: ",")) }
        hasItem = true
        if isIndented { breakLine() }
    }

    private mutating func breakLine() {
        bytes.append(0x0A)
        for _ in 0..<depth {
            bytes.append(0x20)
            bytes.append(0x20)
        }
    }

    // MARK: Text

    private mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

    /// A string in quotes. Runs of bytes that stand for themselves are copied as they are.
    private mutating func quote(_ text: String) {
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
