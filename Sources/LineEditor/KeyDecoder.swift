/// Makes keys of the bytes a terminal sends, in whatever pieces they come.
///
/// Escape sequences nobody knows are swallowed whole. Invalid UTF-8 becomes U+FFFD. What stands between the marks of a
/// bracketed paste is text, whatever it looks like, and is handed over when its end has come.
package struct KeyDecoder: Sendable {
    /// What has come of a sequence that is not complete; without its first byte if that is an escape.
    private enum State: Hashable, Sendable {
        case ground
        /// A character of several bytes.
        case character
        case escape
        /// `ESC [`, with what came since.
        case control
        /// `ESC O`.
        case shifted
        /// `ESC ]`, `ESC P` and their like: text up to BEL or `ESC \`.
        case string
        case stringEscape
        case paste
    }

    private var state = State.ground
    private var bytes: [UInt8] = []
    private var keys: [Key] = []

    package init() {}

    /// Whether an escape was seen that may be a key of its own or the start of a sequence: time will tell, `flush`.
    package var isWaiting: Bool {
        switch state {
        case .ground, .character, .paste: false
        case .escape, .control, .shifted, .string, .stringEscape: true
        }
    }

    /// The keys that are complete with these bytes, in order.
    package mutating func decode(_ input: some Sequence<UInt8>) -> [Key] {
        for byte in input { take(byte) }
        defer { keys = [] }
        return keys
    }

    /// Takes what has come of an escape sequence for all there is, because nothing followed for a while.
    package mutating func flush() -> [Key] {
        switch state {
        case .escape: keys.append(.escape)
        case .control where bytes.isEmpty: keys.append(.alt("["))
        case .shifted: keys.append(.alt("o"))
        case .string where bytes.count == 1: keys.append(.alt(Character(Unicode.Scalar(bytes[0]))))
        case .control, .string, .stringEscape: break
        case .ground, .character, .paste: return []
        }
        reset()
        defer { keys = [] }
        return keys
    }

    private mutating func reset(_ next: State = .ground) {
        state = next
        bytes = []
    }

    private mutating func take(_ byte: UInt8) {
        switch state {
        case .ground: takeFirst(byte)
        case .character: takeContinuation(byte)
        case .escape: takeAfterEscape(byte)
        case .control: takeControl(byte)
        case .shifted:
            reset()
            if let key = Self.letterKey(byte, modifier: 1) { keys.append(key) }
        case .string:
            if byte == 0x07 { reset() } else if byte == 0x1B { state = .stringEscape }
            // Nothing that long is an answer: the key was pressed.
            if bytes.count > 4096 { reset() } else if state == .string { bytes.append(byte) }
        case .stringEscape:
            reset(.escape)
            if byte == UInt8(ascii: "\\") { reset() } else { take(byte) }
        case .paste: takePasted(byte)
        }
    }

    private mutating func takeFirst(_ byte: UInt8) {
        switch byte {
        case 0x1B: state = .escape
        case 0x0D, 0x0A: keys.append(.enter)
        case 0x09: keys.append(.tab)
        case 0x7F, 0x08: keys.append(.backspace)
        case 0x00: keys.append(.control(" "))
        case 0x01...0x1A: keys.append(.control(Character(Unicode.Scalar(byte + 0x60))))
        case 0x1C...0x1F: keys.append(.control(Character(Unicode.Scalar(byte + 0x40))))
        case 0x20..<0x7F: appendText(String(Unicode.Scalar(byte)))
        case 0xC2...0xF4:
            bytes = [byte]
            state = .character
        default: appendText("\u{FFFD}")
        }
    }

    /// Text keys that follow each other are one.
    private mutating func appendText(_ text: String) {
        if case .text(let former)? = keys.last {
            keys[keys.count - 1] = .text(former + text)
        } else {
            keys.append(.text(text))
        }
    }

    private mutating func takeContinuation(_ byte: UInt8) {
        guard byte & 0xC0 == 0x80 else {
            reset()
            appendText("\u{FFFD}")
            return takeFirst(byte)
        }
        bytes.append(byte)
        let length = bytes[0] < 0xE0 ? 2 : bytes[0] < 0xF0 ? 3 : 4
        guard bytes.count == length else { return }
        // Overlong forms and surrogates come out as U+FFFD here.
        appendText(String(decoding: bytes, as: UTF8.self))
        reset()
    }

    private mutating func takeAfterEscape(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "["): reset(.control)
        case UInt8(ascii: "O"): reset(.shifted)
        case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "_"), UInt8(ascii: "^"), UInt8(ascii: "X"):
            reset(.string)
            bytes = [byte]
        case 0x1B: keys.append(.escape)
        case 0x7F, 0x08:
            reset()
            keys.append(.alt("\u{7F}"))
        case 0x0D, 0x0A:
            reset()
            keys.append(.alt("\n"))
        case 0x20..<0x7F:
            reset()
            keys.append(.alt(Character(Unicode.Scalar(byte).properties.lowercaseMapping)))
        default:
            reset()
            keys.append(.escape)
            takeFirst(byte)
        }
    }

    private mutating func takeControl(_ byte: UInt8) {
        switch byte {
        case 0x20...0x3F where bytes.count < 64: bytes.append(byte)
        // The Linux console sends `ESC [ [ A` for F1.
        case UInt8(ascii: "[") where bytes.isEmpty: bytes.append(byte)
        case 0x40...0x7E:
            let numbers = String(decoding: bytes, as: UTF8.self).split(separator: ";").map { Int($0) ?? 0 }
            let isPlain = bytes.allSatisfy { (0x30...0x3B).contains($0) }
            reset()
            guard isPlain else { return }
            if byte == UInt8(ascii: "~") {
                takeNumbered(numbers.first ?? 0, modifier: numbers.count > 1 ? numbers[1] : 1)
            } else if let key = Self.letterKey(byte, modifier: numbers.count > 1 ? numbers[1] : 1) {
                keys.append(key)
            }
        case 0x1B: reset(.escape)
        default:
            reset()
            takeFirst(byte)
        }
    }

    /// `ESC [ A` and its like; Ctrl or Alt make arrows go by words.
    private static func letterKey(_ byte: UInt8, modifier: Int) -> Key? {
        let byWord = modifier > 2
        switch byte {
        case UInt8(ascii: "A"): return .up
        case UInt8(ascii: "B"): return .down
        case UInt8(ascii: "C"): return byWord ? .wordRight : .right
        case UInt8(ascii: "D"): return byWord ? .wordLeft : .left
        case UInt8(ascii: "H"): return .home
        case UInt8(ascii: "F"): return .end
        case UInt8(ascii: "M"): return .enter
        case UInt8(ascii: "Z"): return .backTab
        default: return nil
        }
    }

    private mutating func takeNumbered(_ number: Int, modifier: Int) {
        switch number {
        case 1, 7: keys.append(.home)
        case 3: keys.append(modifier > 2 ? .alt("d") : .delete)
        case 4, 8: keys.append(.end)
        case 5: keys.append(.pageUp)
        case 6: keys.append(.pageDown)
        case 200: state = .paste
        default: break
        }
    }

    private static let pasteEnd = Array("\u{1B}[201~".utf8)

    private mutating func takePasted(_ byte: UInt8) {
        bytes.append(byte)
        guard byte == Self.pasteEnd.last, bytes.suffix(Self.pasteEnd.count) == Self.pasteEnd[...] else { return }
        keys.append(.paste(String(decoding: bytes.dropLast(Self.pasteEnd.count), as: UTF8.self)))
        reset()
    }
}
