/// Reads the object on one line of JSON Lines, strictly by RFC 8259.
///
/// Beyond its grammar: at most 64 levels, no name twice in one object, no half surrogate pairs. A walk over single bytes
/// of a line that is in memory as a whole; recursion is bounded by the depth limit.
struct JSONLineScanner {
    /// How deep arrays and objects may be nested.
    static let depthLimit = 64

    /// Why the line is not a row, and the byte in the window it stands at.
    struct Fault: Error {
        let fault: TableFault
        let at: Int
        /// Whether reading cannot go on.
        var isFatal = false
    }

    /// One value of a row that was asked for.
    struct Value {
        var field = FieldSpan(start: 0, length: 0, kind: .plain)
        /// Where it is written: the first byte in the window, and how many.
        var place = 0
        var length = 0
    }

    /// What the columns that are asked for can hold; `true` where only numbers will do.
    private let wantsNumber: [Bool]
    private let columnNames: [String]
    private let limits: ReadingOptions.Limits
    private let arena: ByteArena
    private let scratch = ByteArena()
    private var nested = JSONNestedNames()

    private var window: UnsafePointer<UInt8>
    private var position = 0
    private var end = 0
    private var isLast = false
    private var depth = 0

    /// - Parameters:
    ///   - columns: the columns asked for, by number, and whether only numbers will do.
    ///   - arena: gets the values.
    init(columns: [(name: String, wantsNumber: Bool)], limits: ReadingOptions.Limits, arena: ByteArena) {
        wantsNumber = columns.map(\.wantsNumber)
        columnNames = columns.map(\.name)
        self.limits = limits
        self.arena = arena
        window = arena.start
    }

    /// Reads one line.
    ///
    /// - Parameters:
    ///   - names: takes the object's names; the caller commits them.
    ///   - row: one value a column, all missing before; values point into the arena.
    mutating func scan(
        _ line: JSONLinesStream.Line, in window: UnsafePointer<UInt8>, names: inout JSONMemberNames,
        row: inout [Value]
    ) throws(Fault) {
        self.window = window
        position = line.start
        end = line.end
        isLast = line.isUnended
        depth = 1
        nested.begin()
        names.begin()
        skipSpace()
        guard peek() == UInt8(ascii: "{") else {
            if peek() == 0 { throw nul(at: position) }
            throw Fault(fault: .notAnObject(isArray: peek() == UInt8(ascii: "[")), at: position)
        }
        position += 1
        if !takeIfNext("}") {
            repeat { try member(&names, &row) } while try goesOn(until: "}")
        }
        skipSpace()
        guard position == end else {
            if peek() == 0 { throw nul(at: position) }
            throw Fault(fault: .textAfterObject(isObject: peek() == UInt8(ascii: "{")), at: position)
        }
    }

    private mutating func member(_ names: inout JSONMemberNames, _ row: inout [Value]) throws(Fault) {
        let (name, place) = try self.name()
        switch names.take(name) {
        case .column(let column):
            try colon()
            try askedValue(column, &row[column])
        case .other:
            try colon()
            try skipValue()
        case .duplicate: throw Fault(fault: .duplicateMember(Clipping.short(name)), at: place)
        case .unexpected: throw Fault(fault: .unexpectedMember(Clipping.short(name), known: names.seen), at: place)
        case .alike: throw Fault(fault: .alikeMember(Clipping.short(name)), at: place)
        case .tooMany: throw Fault(fault: .tooManyMembers(limit: limits.columnCount), at: place, isFatal: true)
        }
    }

    /// Reads a name; its text is good until the next one is read.
    private mutating func name() throws(Fault) -> (UnsafeBufferPointer<UInt8>, place: Int) {
        skipSpace()
        let place = position
        guard peek() == UInt8(ascii: "\"") else { throw unexpected("a name in quotes") }
        let hasEscapes = try string()
        let raw = UnsafeBufferPointer(start: window + place + 1, count: position - place - 2)
        guard hasEscapes else { return (raw, place) }
        scratch.removeAll()
        decode(raw, into: scratch)
        return (scratch.bytes(from: 0), place)
    }

    private mutating func colon() throws(Fault) {
        guard takeIfNext(":") else { throw unexpected(":") }
        skipSpace()
    }

    /// Whether another member or element follows.
    private mutating func goesOn(until close: Unicode.Scalar) throws(Fault) -> Bool {
        if takeIfNext(",") { return true }
        guard takeIfNext(close) else { throw unexpected(", or \(close)") }
        return false
    }

    // MARK: Values

    private mutating func askedValue(_ column: Int, _ value: inout Value) throws(Fault) {
        let place = position
        let start = arena.count
        var kind = FieldSpan.Kind.plain
        switch peek() {
        case UInt8(ascii: "\""):
            let hasEscapes = try string()
            let raw = UnsafeBufferPointer(start: window + place + 1, count: position - place - 2)
            if wantsNumber[column] {
                throw Fault(fault: .quotedNumber(Clipping.short(raw), column: columnNames[column]), at: place)
            }
            kind = .quoted
            if hasEscapes { decode(raw, into: arena) } else { arena.append(raw) }
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            throw Fault(fault: .nestedValue(column: columnNames[column]), at: place)
        default:
            let word = try self.word()
            switch word {
            case .null: break
            case .boolean:
                if wantsNumber[column] {
                    let text = Clipping.short(UnsafeBufferPointer(start: window + place, count: position - place))
                    throw Fault(fault: .notANumber(text, column: columnNames[column], hint: .boolean), at: place)
                }
                fallthrough
            case .number: arena.append(UnsafeBufferPointer(start: window + place, count: position - place))
            }
        }
        value.field = FieldSpan(start: start, length: arena.count - start, kind: kind)
        value.place = place
        value.length = position - place
        if kind == .plain, arena.count == start { value.field = FieldSpan(start: 0, length: 0, kind: .plain) }
    }

    private mutating func skipValue() throws(Fault) {
        skipSpace()
        switch peek() {
        case UInt8(ascii: "\""): _ = try string()
        case UInt8(ascii: "{"):
            try enter()
            let object = nested.open()
            if !takeIfNext("}") {
                repeat {
                    let (name, place) = try self.name()
                    guard nested.take(name, depth: depth, object: object) else {
                        throw Fault(fault: .duplicateMember(Clipping.short(name)), at: place)
                    }
                    try colon()
                    try skipValue()
                } while try goesOn(until: "}")
            }
            depth -= 1
        case UInt8(ascii: "["):
            try enter()
            if !takeIfNext("]") {
                repeat { try skipValue() } while try goesOn(until: "]")
            }
            depth -= 1
        default: _ = try word()
        }
    }

    private mutating func enter() throws(Fault) {
        depth += 1
        guard depth <= Self.depthLimit else { throw Fault(fault: .tooDeep(limit: Self.depthLimit), at: position) }
        position += 1
    }

    private enum Word { case null, boolean, number }

    /// Reads a value without quotes.
    private mutating func word() throws(Fault) -> Word {
        let start = position
        while position < end, Self.isWordByte(window[position]) { position += 1 }
        // A word that the line's end cuts may have been going to be any other.
        guard position < end else { throw unfinished(position > start ? "}" : "a value") }
        guard position > start else { throw unexpected("a value") }
        try checkLength(from: start)
        let text = UnsafeBufferPointer(start: window + start, count: position - start)
        if text.elementsEqual("null".utf8) { return .null }
        if text.elementsEqual("true".utf8) || text.elementsEqual("false".utf8) { return .boolean }
        if Self.isNumber(text) { return .number }
        let isNumber =
            text[0] &- 0x30 < 10 || [UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: ".")].contains(text[0])
        throw Fault(fault: .badValue(Clipping.short(text), isNumber: isNumber), at: start)
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0...0x20, UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "\""), UInt8(ascii: "{"), UInt8(ascii: "}"),
            UInt8(ascii: "["), UInt8(ascii: "]"):
            false
        default: true
        }
    }

    /// Whether the text is a number of JSON: no plus sign, no leading zeros, digits on both sides of the point.
    private static func isNumber(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        var i = 0
        func digits() -> Int {
            let start = i
            while i < text.count, text[i] &- 0x30 < 10 { i += 1 }
            return i - start
        }
        if i < text.count, text[i] == UInt8(ascii: "-") { i += 1 }
        let first = i
        let whole = digits()
        guard whole == 1 || (whole > 1 && text[first] != 0x30) else { return false }
        if i < text.count, text[i] == UInt8(ascii: ".") {
            i += 1
            guard digits() > 0 else { return false }
        }
        if i < text.count, text[i] | 0x20 == UInt8(ascii: "e") {
            i += 1
            if i < text.count, text[i] == UInt8(ascii: "-") || text[i] == UInt8(ascii: "+") { i += 1 }
            guard digits() > 0 else { return false }
        }
        return i == text.count
    }

    // MARK: Strings

    /// Reads a string from its opening quote to behind its closing one.
    ///
    /// - Returns: whether it has escapes.
    private mutating func string() throws(Fault) -> Bool {
        let start = position
        var hasEscapes = false
        position += 1
        while position < end {
            let byte = window[position]
            if byte == UInt8(ascii: "\"") {
                position += 1
                try checkLength(from: start)
                return hasEscapes
            }
            if byte == UInt8(ascii: "\\") {
                hasEscapes = true
                try checkEscape()
            } else if byte < 0x20 {
                throw byte == 0
                    ? nul(at: position) : Fault(fault: .badString(.controlCharacter), at: position)
            } else {
                position += 1
            }
        }
        throw unfinished("the end of a string")
    }

    private mutating func checkEscape() throws(Fault) {
        let start = position
        position += 1
        guard let byte = peek() else { throw unfinished("the rest of an escape") }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            return
        case UInt8(ascii: "u"):
            let value = try fourDigits(of: start)
            guard (0xD800...0xDFFF).contains(value) else { return }
            let alone = Fault(fault: .badString(.loneSurrogate), at: start)
            guard value < 0xDC00 else { throw alone }
            for expected in "\\u".utf8 {
                guard let byte = peek() else { throw unfinished("the rest of an escape") }
                guard byte == expected else { throw alone }
                position += 1
            }
            guard (0xDC00...0xDFFF).contains(try fourDigits(of: position - 2)) else { throw alone }
        default: throw Fault(fault: .badString(.badEscape), at: start)
        }
    }

    private mutating func fourDigits(of start: Int) throws(Fault) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = peek() else { throw unfinished("the rest of an escape") }
            guard let digit = Self.digit(byte) else { throw Fault(fault: .badString(.badEscape), at: start) }
            value = value << 4 | digit
            position += 1
        }
        return value
    }

    private static func digit(_ byte: UInt8) -> UInt32? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - 0x30)
        case UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"):
            UInt32((byte | 0x20) - 0x57)
        default: nil
        }
    }

    /// Writes the text of a string whose escapes were found sound.
    private func decode(_ raw: UnsafeBufferPointer<UInt8>, into arena: ByteArena) {
        func unit(_ at: Int) -> UInt32 {
            (at..<min(at + 4, raw.count)).reduce(0) { $0 << 4 | (Self.digit(raw[$1]) ?? 0) }
        }
        var i = 0
        while i < raw.count {
            let plain = i
            while i < raw.count, raw[i] != UInt8(ascii: "\\") { i += 1 }
            arena.append(UnsafeBufferPointer(rebasing: raw[plain..<i]))
            guard i + 1 < raw.count else { return }
            i += 2
            switch raw[i - 1] {
            case UInt8(ascii: "b"): arena.append(0x08)
            case UInt8(ascii: "f"): arena.append(0x0C)
            case UInt8(ascii: "n"): arena.append(0x0A)
            case UInt8(ascii: "r"): arena.append(0x0D)
            case UInt8(ascii: "t"): arena.append(0x09)
            case UInt8(ascii: "u"):
                var value = unit(i)
                i += 4
                if (0xD800...0xDBFF).contains(value) {
                    value = 0x10000 + (value - 0xD800) << 10 + (unit(i + 2) &- 0xDC00)
                    i += 6
                }
                if let scalar = Unicode.Scalar(value) {
                    for byte in Character(scalar).utf8 { arena.append(byte) }
                }
            default: arena.append(raw[i - 1])
            }
        }
    }

    // MARK: Bytes

    /// White space of JSON that a line can hold.
    @inline(__always)
    static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }

    private func peek() -> UInt8? { position < end ? window[position] : nil }

    private mutating func skipSpace() {
        while position < end, Self.isSpace(window[position]) { position += 1 }
    }

    private mutating func takeIfNext(_ character: Unicode.Scalar) -> Bool {
        skipSpace()
        guard peek() == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    private func checkLength(from start: Int) throws(Fault) {
        guard position - start > limits.fieldByteCount else { return }
        throw Fault(fault: .fieldTooLong(limit: limits.fieldByteCount), at: start, isFatal: true)
    }

    private func nul(at place: Int) -> Fault { Fault(fault: .nul(offset: place), at: place) }

    private func unfinished(_ expected: String) -> Fault {
        Fault(fault: isLast ? .objectCut : .objectUnfinished(expected: expected), at: end)
    }

    private func unexpected(_ expected: String) -> Fault {
        guard let byte = peek() else { return unfinished(expected) }
        return byte == 0 ? nul(at: position) : Fault(fault: .jsonExpected(expected), at: position)
    }
}
