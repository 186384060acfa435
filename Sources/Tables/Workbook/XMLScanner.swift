/// Goes through a small, safe part of XML: elements, attributes, text and CDATA in UTF-8.
///
/// Document types are refused, so nothing can be declared that grows; of entities there are the five of XML and those by
/// number.
struct XMLScanner {
    enum Event: Equatable {
        /// The name is without its prefix.
        case start(String)
        case end(String)
        case text(String)
        case finished
    }

    private let bytes: [UInt8]
    private var place = 0
    private var open: [String] = []
    /// An element that was closed where it was opened still has to end.
    private var pendingEnd: String?
    /// The attributes of the element that started last, by name without prefix.
    private(set) var attributes: [String: String] = [:]
    private let part: String

    /// Deeper than this no workbook goes.
    static let depthLimit = 64

    /// - Parameter part: what messages call it.
    init(_ bytes: [UInt8], part: String) throws(TableFault) {
        self.bytes = bytes
        self.part = part
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw .damagedWorkbook("the part '\(part)' is not UTF-8")
        }
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { place = 3 }
    }

    private func fault(_ what: String) -> TableFault { .damagedWorkbook("the part '\(part)' \(what)") }

    /// The next start, end or text that is not only white space between elements.
    mutating func next() throws(TableFault) -> Event {
        if let name = pendingEnd {
            pendingEnd = nil
            return .end(name)
        }
        while place < bytes.count {
            guard bytes[place] == UInt8(ascii: "<") else {
                let start = place
                while place < bytes.count, bytes[place] != UInt8(ascii: "<") { place += 1 }
                guard !open.isEmpty else { continue }
                return .text(try unescaped(start..<place))
            }
            if has("<!--") {
                try skip(past: "-->")
            } else if has("<![CDATA[") {
                let start = place + 9
                try skip(past: "]]>")
                return .text(String(decoding: bytes[start..<place - 3], as: UTF8.self))
            } else if has("<?") {
                try skip(past: "?>")
            } else if has("<!") {
                throw fault("declares a document type")
            } else if has("</") {
                place += 2
                let name = try self.name()
                skipSpace()
                guard take(">"), open.popLast() == name else { throw fault("has elements that do not close") }
                return .end(name)
            } else {
                return try start()
            }
        }
        guard open.isEmpty else { throw fault("ends too early") }
        return .finished
    }

    private mutating func start() throws(TableFault) -> Event {
        place += 1
        let name = try self.name()
        attributes = [:]
        while true {
            skipSpace()
            if take("/") {
                guard take(">") else { throw fault("has a tag that does not close") }
                pendingEnd = name
                return .start(name)
            }
            if take(">") {
                guard open.count < Self.depthLimit else { throw fault("is nested too deep") }
                open.append(name)
                return .start(name)
            }
            let key = try self.name()
            skipSpace()
            guard take("=") else { throw fault("has an attribute without a value") }
            skipSpace()
            guard place < bytes.count, bytes[place] == 0x22 || bytes[place] == 0x27 else {
                throw fault("has an attribute without quotes")
            }
            let quote = bytes[place]
            place += 1
            let start = place
            while place < bytes.count, bytes[place] != quote { place += 1 }
            guard place < bytes.count else { throw fault("ends too early") }
            attributes[key] = try unescaped(start..<place)
            place += 1
        }
    }

    private func has(_ text: StaticString) -> Bool {
        place + text.utf8CodeUnitCount <= bytes.count
            && (0..<text.utf8CodeUnitCount).allSatisfy { bytes[place + $0] == text.utf8Start[$0] }
    }

    private mutating func skip(past end: StaticString) throws(TableFault) {
        while place < bytes.count {
            if has(end) {
                place += end.utf8CodeUnitCount
                return
            }
            place += 1
        }
        throw fault("ends too early")
    }

    private mutating func take(_ byte: Unicode.Scalar) -> Bool {
        guard place < bytes.count, bytes[place] == UInt8(ascii: byte) else { return false }
        place += 1
        return true
    }

    private mutating func skipSpace() {
        while place < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[place]) { place += 1 }
    }

    /// A name without its prefix.
    private mutating func name() throws(TableFault) -> String {
        var start = place
        while place < bytes.count {
            switch bytes[place] {
            case 0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: ">"), UInt8(ascii: "/"), UInt8(ascii: "="), UInt8(ascii: "<"):
                guard place > start else { throw fault("has a tag without a name") }
                return String(decoding: bytes[start..<place], as: UTF8.self)
            case UInt8(ascii: ":"): start = place + 1
            default: break
            }
            place += 1
        }
        throw fault("ends too early")
    }

    private func unescaped(_ range: Range<Int>) throws(TableFault) -> String {
        guard bytes[range].contains(UInt8(ascii: "&")) else { return String(decoding: bytes[range], as: UTF8.self) }
        var text: [UInt8] = []
        var index = range.lowerBound
        while index < range.upperBound {
            guard bytes[index] == UInt8(ascii: "&") else {
                text.append(bytes[index])
                index += 1
                continue
            }
            guard let end = bytes[index..<min(range.upperBound, index + 12)].firstIndex(of: UInt8(ascii: ";")) else {
                throw fault("has an entity that does not end")
            }
            let name = String(decoding: bytes[index + 1..<end], as: UTF8.self)
            switch name {
            case "amp": text.append(UInt8(ascii: "&"))
            case "lt": text.append(UInt8(ascii: "<"))
            case "gt": text.append(UInt8(ascii: ">"))
            case "quot": text.append(0x22)
            case "apos": text.append(0x27)
            default:
                let digits = name.dropFirst()
                let code = digits.first == "x" ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
                guard name.first == "#", let scalar = code.flatMap(Unicode.Scalar.init), scalar.value > 0 else {
                    throw fault("has an entity that XML does not have")
                }
                text += Array(String(Character(scalar)).utf8)
            }
            index = end + 1
        }
        return String(decoding: text, as: UTF8.self)
    }
}
