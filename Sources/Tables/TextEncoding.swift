/// How the characters of a file of rows are written as bytes; always said, never guessed.
package enum TextEncoding: String, Sendable, Hashable, CaseIterable {
    case utf8 = "utf-8"
    /// ISO 8859-1: each byte is the character of its number; 80 to 9F are controls.
    case latin1
    /// As `latin1` but for 80 to 9F, of which five bytes have no meaning and are an error.
    case windows1252 = "windows-1252"
    /// UTF-16 whose byte-order mark says which byte comes first; without one it is an error.
    case utf16 = "utf-16"
    case utf16LittleEndian = "utf-16le"
    case utf16BigEndian = "utf-16be"

    /// The encoding of this name, in any case, with its customary other spellings; `nil` for any other name.
    package init?(named name: String) {
        let plain = name.lowercased().filter { $0 != "-" && $0 != "_" }
        switch plain {
        case "utf8": self = .utf8
        case "latin1", "iso88591": self = .latin1
        case "windows1252", "cp1252": self = .windows1252
        case "utf16": self = .utf16
        case "utf16le": self = .utf16LittleEndian
        case "utf16be": self = .utf16BigEndian
        default: return nil
        }
    }
}

/// The mark some programs write at the start of a file to tell its encoding.
enum ByteOrderMark: String {
    case utf8 = "UTF-8"
    case utf16LittleEndian = "UTF-16LE"
    case utf16BigEndian = "UTF-16BE"
    case utf32LittleEndian = "UTF-32LE"
    case utf32BigEndian = "UTF-32BE"

    /// The mark that a file with these first bytes begins with; four bytes are enough.
    init?(startOf first: [UInt8]) {
        switch first {
        case _ where first.starts(with: [0xEF, 0xBB, 0xBF]): self = .utf8
        case _ where first.starts(with: [0xFF, 0xFE, 0x00, 0x00]): self = .utf32LittleEndian
        case _ where first.starts(with: [0x00, 0x00, 0xFE, 0xFF]): self = .utf32BigEndian
        case _ where first.starts(with: [0xFF, 0xFE]): self = .utf16LittleEndian
        case _ where first.starts(with: [0xFE, 0xFF]): self = .utf16BigEndian
        default: return nil
        }
    }
}
