import Diagnostics
import Interchange
import Storage

/// What stands between the fields of a row, as lines and arguments name it.
enum FieldSeparator {
    /// Signs, and words for those that a shell or a line would take for something else.
    static let words = [",", ";", "|", "tab", "comma", "semicolon", "pipe"]

    /// The byte that one of the words means.
    static func byte(_ word: String) -> UInt8? {
        switch word {
        case "tab": UInt8(ascii: "\t")
        case "comma": UInt8(ascii: ",")
        case "semicolon": UInt8(ascii: ";")
        case "pipe": UInt8(ascii: "|")
        default: word.utf8.first
        }
    }

    /// Whether the first line of a file has semicolons, and neither commas nor tabs: how spreadsheets write CSV where the
    /// comma stands before decimals.
    static func seemsToBeSemicolon(_ path: String) -> Bool {
        // What can be read once only is not looked at.
        guard path != "-", FileKind.isRegularFile(path) else { return false }
        do throws(StorageError) {
            let reader = try FileReader(path: path)
            let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 14, alignment: 16)
            defer { piece.deallocate() }
            let line = piece[..<(try reader.read(into: piece))].prefix { $0 != 0x0A && $0 != 0x0D }
            return line.contains(UInt8(ascii: ";")) && !line.contains(UInt8(ascii: ",")) && !line.contains(0x09)
        } catch {
            // Whoever reads the file next tells why it cannot be read.
            return false
        }
    }

    /// Whether a line that reads a file leaves it open how its fields are separated.
    static func isOpen(_ call: Call) -> Bool { call.text("separator") == nil && call.text("input-format") == nil }

    /// What to say of a file that seems to be separated by semicolons, with the caret under its name.
    static func failure(_ path: String, _ call: Call, exitStatus: ExitStatus) -> CommandFailure {
        CommandFailure(
            [
                call.diagnostic(
                    "E801", at: call.span(ofText: path) ?? call.commandSpan,
                    "the fields of the file seem to be separated by ';'",
                    help: [
                        "add to the line: --separator ';'",
                        "and --decimal , if numbers are written like 0,85",
                    ])
            ], exitStatus: exitStatus)
    }
}

extension Call {
    /// Where the line has a text, whatever it means there.
    func span(ofText text: String) -> TextSpan? {
        (parameters + clauses).first { $0.value == .text(text) }?.span
    }
}
