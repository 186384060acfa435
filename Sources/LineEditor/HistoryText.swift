/// How an entry is written as one line of a history file.
///
/// A backslash is doubled, a line feed is `\n`, other control characters are `\x1b`: the file can be read, searched and
/// printed like any text. Every line ends with a line feed; one that does not was cut off when its writer died. Who
/// writes next ends it with `cut`, which no entry holds, so that half an entry is never taken for a whole one.
package enum HistoryText {
    static let lineFeed = UInt8(ascii: "\n")
    static let cut: UInt8 = 0x18
    private static let backslash = UInt8(ascii: "\\")
    private static let digits = Array("0123456789abcdef".utf8)

    /// The line of an entry, with its line feed.
    package static func line(of entry: String) -> [UInt8] {
        var line: [UInt8] = []
        for byte in entry.utf8 {
            switch byte {
            case backslash: line += [backslash, backslash]
            case lineFeed: line += [backslash, UInt8(ascii: "n")]
            case 0..<0x20, 0x7F:
                line += [backslash, UInt8(ascii: "x"), digits[Int(byte >> 4)], digits[Int(byte & 0xF)]]
            default: line.append(byte)
            }
        }
        return line + [lineFeed]
    }

    /// The entries of a file, in order; what is cut off, empty or no text of ours is passed over.
    package static func entries(of bytes: [UInt8]) -> [String] {
        var lines = bytes.split(separator: lineFeed, omittingEmptySubsequences: false)
        // Behind the last line feed stands nothing, or what a dying writer left.
        lines.removeLast()
        return lines.compactMap(entry)
    }

    private static func entry(_ line: ArraySlice<UInt8>) -> String? {
        guard !line.isEmpty, !line.contains(cut), !line.contains(0) else { return nil }
        var bytes: [UInt8] = []
        var rest = line
        while let byte = rest.popFirst() {
            guard byte == backslash else {
                bytes.append(byte)
                continue
            }
            switch rest.popFirst() {
            case UInt8(ascii: "n"): bytes.append(lineFeed)
            case backslash: bytes.append(backslash)
            case UInt8(ascii: "x"):
                guard let high = rest.popFirst().flatMap(digits.firstIndex),
                    let low = rest.popFirst().flatMap(digits.firstIndex)
                else { return nil }
                bytes.append(UInt8(high << 4 | low))
            default: return nil
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
