extension JSONValue {
    /// How deep arrays and objects may be nested.
    package static let depthLimit = 64

    /// Reads one document, strictly by RFC 8259.
    ///
    /// Beyond its grammar: at most 64 levels, no name twice in one object, no half surrogate pairs, no number beyond the
    /// range of a double, no byte-order mark. Whole numbers that fit are integers; all others are rounded correctly.
    ///
    /// - Parameters:
    ///   - bytes: the document in UTF-8.
    ///   - name: how messages call it.
    /// - Complexity: O(bytes), and for each object O(members) hashing.
    package static func parse(_ bytes: [UInt8], from name: String = "JSON") throws(JSONError) -> JSONValue {
        var parser = JSONParser(bytes: bytes, name: name)
        return try parser.document()
    }

    /// Reads one document and where the text of each value begins, in the order in which values begin.
    static func parsePlaced(
        _ bytes: [UInt8], from name: String
    ) throws(JSONError) -> (value: JSONValue, offsets: [Int]) {
        var parser = JSONParser(bytes: bytes, name: name)
        parser.offsets = []
        let value = try parser.document()
        return (value, parser.offsets ?? [])
    }

    /// Reads one document; see the form for bytes.
    package static func parse(_ text: String, from name: String = "JSON") throws(JSONError) -> JSONValue {
        try parse(Array(text.utf8), from: name)
    }
}

/// A recursive-descent reader over bytes; recursion is bounded by the depth limit.
private struct JSONParser {
    private let bytes: [UInt8]
    private let name: String
    private var position = 0
    private var depth = 0
    /// Where values begin, if anybody wants to know.
    var offsets: [Int]?

    init(bytes: [UInt8], name: String) {
        self.bytes = bytes
        self.name = name
    }

    mutating func document() throws(JSONError) -> JSONValue {
        if let offset = Self.firstInvalidUTF8(bytes) { throw error(.invalidUTF8(byteOffset: offset), at: offset) }
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { throw error(.byteOrderMark, at: 0) }
        let value = try self.value()
        skipSpace()
        guard position == bytes.count else { throw error(.textAfterEnd) }
        return value
    }

    // MARK: Values

    private mutating func value() throws(JSONError) -> JSONValue {
        skipSpace()
        guard let byte = peek() else { throw error(.endsTooEarly(expected: "a value")) }
        offsets?.append(position)
        switch byte {
        case UInt8(ascii: "{"): return try object()
        case UInt8(ascii: "["): return try array()
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: throw error(.unexpected(expected: "a value"))
        }
    }

    private mutating func word(_ word: String, _ value: JSONValue) throws(JSONError) -> JSONValue {
        for expected in word.utf8 {
            guard let byte = peek() else { throw error(.endsTooEarly(expected: word)) }
            guard byte == expected else { throw error(.unexpected(expected: word)) }
            position += 1
        }
        return value
    }

    private mutating func enter() throws(JSONError) {
        depth += 1
        guard depth <= JSONValue.depthLimit else { throw error(.tooDeep(limit: JSONValue.depthLimit)) }
        position += 1
    }

    private mutating func array() throws(JSONError) -> JSONValue {
        try enter()
        defer { depth -= 1 }
        var elements: [JSONValue] = []
        if takeIfNext("]") { return .array(elements) }
        while true {
            elements.append(try value())
            if takeIfNext("]") { return .array(elements) }
            try take(",", or: "] or ,")
        }
    }

    private mutating func object() throws(JSONError) -> JSONValue {
        try enter()
        defer { depth -= 1 }
        var members: [Member] = []
        var names: Set<[UInt8]> = []
        if takeIfNext("}") { return .object(members) }
        while true {
            skipSpace()
            let start = position
            guard let byte = peek() else { throw error(.endsTooEarly(expected: "a name in quotes")) }
            guard byte == UInt8(ascii: "\"") else { throw error(.unexpected(expected: "a name in quotes")) }
            let name = try string()
            // By bytes: two names that only look the same are two names.
            guard names.insert(Array(name.utf8)).inserted else { throw error(.duplicateName(name), at: start) }
            try take(":", or: ":")
            members.append(Member(name, try value()))
            if takeIfNext("}") { return .object(members) }
            try take(",", or: "} or ,")
        }
    }

    private typealias Member = JSONValue.Member

    // MARK: Numbers

    private mutating func number() throws(JSONError) -> JSONValue {
        let start = position
        var isInteger = true
        let isNegative = peek() == UInt8(ascii: "-")
        if isNegative { position += 1 }
        let leading = peek()
        let whole = skipDigits()
        guard whole > 0 else { throw error(.badNumber, at: start) }
        if leading == UInt8(ascii: "0"), whole > 1 { throw error(.badNumber, at: start) }
        if peek() == UInt8(ascii: ".") {
            isInteger = false
            position += 1
            guard skipDigits() > 0 else { throw error(.badNumber, at: start) }
        }
        if let byte = peek(), byte | 0x20 == UInt8(ascii: "e") {
            isInteger = false
            position += 1
            if let sign = peek(), sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { position += 1 }
            guard skipDigits() > 0 else { throw error(.badNumber, at: start) }
        }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        // Minus zero is a double; as an integer it would lose its sign.
        if isInteger, let integer = Int(text), !(isNegative && integer == 0) { return .integer(integer) }
        guard let value = Double(text) else { throw error(.badNumber, at: start) }
        guard value.isFinite else { throw error(.numberTooLarge, at: start) }
        return .number(value)
    }

    /// - Returns: how many digits were skipped.
    private mutating func skipDigits() -> Int {
        let start = position
        while let byte = peek(), byte &- 0x30 < 10 { position += 1 }
        return position - start
    }

    // MARK: Strings

    private mutating func string() throws(JSONError) -> String {
        position += 1
        var text: [UInt8] = []
        while let byte = peek() {
            switch byte {
            case UInt8(ascii: "\""):
                position += 1
                return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"): try escape(into: &text)
            case 0..<0x20: throw error(.controlCharacter)
            default:
                text.append(byte)
                position += 1
            }
        }
        throw error(.endsTooEarly(expected: "the end of a string"))
    }

    private mutating func escape(into text: inout [UInt8]) throws(JSONError) {
        let start = position
        position += 1
        guard let byte = peek() else { throw error(.endsTooEarly(expected: "the rest of an escape")) }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"):
            var value = try fourDigits(from: start)
            if (0xD800...0xDBFF).contains(value) {
                guard peek() == UInt8(ascii: "\\"), position + 1 < bytes.count,
                    bytes[position + 1] == UInt8(ascii: "u")
                else { throw error(.loneSurrogate, at: start) }
                position += 2
                let low = try fourDigits(from: start)
                guard (0xDC00...0xDFFF).contains(low) else { throw error(.loneSurrogate, at: start) }
                value = 0x10000 + (value - 0xD800) << 10 + (low - 0xDC00)
            }
            guard let scalar = Unicode.Scalar(value) else { throw error(.loneSurrogate, at: start) }
            text.append(contentsOf: UTF8.encode(scalar).map(Array.init) ?? [])
        default: throw error(.badEscape, at: start)
        }
    }

    private mutating func fourDigits(from start: Int) throws(JSONError) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = peek() else { throw error(.endsTooEarly(expected: "the rest of an escape")) }
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = value << 4 | UInt32(byte - 0x30)
            case UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"):
                value = value << 4 | UInt32((byte | 0x20) - 0x57)
            default: throw error(.badEscape, at: start)
            }
            position += 1
        }
        return value
    }

    // MARK: Bytes

    private func peek() -> UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipSpace() {
        while let byte = peek(), byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
    }

    private mutating func takeIfNext(_ character: Unicode.Scalar) -> Bool {
        skipSpace()
        guard peek() == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    private mutating func take(_ character: Unicode.Scalar, or expected: String) throws(JSONError) {
        if takeIfNext(character) { return }
        throw error(position < bytes.count ? .unexpected(expected: expected) : .endsTooEarly(expected: expected))
    }

    /// The error with its place in lines and characters.
    private func error(_ reason: JSONError.Reason, at place: Int? = nil) -> JSONError {
        let place = place ?? position
        var line = 1
        var lineStart = 0
        for index in 0..<min(place, bytes.count) where bytes[index] == 0x0A {
            line += 1
            lineStart = index + 1
        }
        let column = String(decoding: bytes[lineStart..<max(lineStart, place)], as: UTF8.self).count + 1
        return JSONError(reason: reason, name: name, line: line, column: column)
    }

    private static func firstInvalidUTF8(_ bytes: [UInt8]) -> Int? {
        var decoder = Unicode.UTF8.ForwardParser()
        var iterator = bytes.makeIterator()
        var offset = 0
        while true {
            switch decoder.parseScalar(from: &iterator) {
            case .valid(let scalar): offset += scalar.count
            case .emptyInput: return nil
            case .error: return offset
            }
        }
    }
}
