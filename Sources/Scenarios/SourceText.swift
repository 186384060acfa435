import Diagnostics

/// The text of a scenario file, cut into lines, with what is needed to say where something stands.
///
/// The YAML parser counts columns in Unicode scalars; people and carets count characters. The table that leads from one
/// to the other is made once per line that is not ASCII, so that looking up a column is O(1).
struct SourceText: Sendable {
    let text: String
    let scalars: [Unicode.Scalar]
    /// Without their line ends.
    private let lines: [Substring]
    /// For lines that are not ASCII: the character (from 1) that each scalar belongs to.
    private let characterOfScalar: [Int: [Int32]]

    init(_ text: String) {
        self.text = text
        scalars = Array(text.unicodeScalars)
        var lines: [Substring] = []
        var tables: [Int: [Int32]] = [:]
        for part in text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false) {
            let line = Substring(part.last == "\r" ? part.dropLast() : part)
            lines.append(line)
            if !line.utf8.allSatisfy({ $0 < 0x80 }) {
                var table: [Int32] = []
                var number: Int32 = 0
                for character in line {
                    number += 1
                    for _ in character.unicodeScalars { table.append(number) }
                }
                tables[lines.count] = table
            }
        }
        self.lines = lines
        characterOfScalar = tables
    }

    /// The place of the scalar at `scalarColumn` (from 1) of `line` (from 1); one past the end is the end of the line.
    func position(line: Int, scalarColumn: Int) -> Position {
        let line = min(max(line, 1), lines.count)
        guard let table = characterOfScalar[line] else {
            return Position(line: line, column: min(max(scalarColumn, 1), lines[line - 1].utf8.count + 1))
        }
        let index = max(scalarColumn, 1) - 1
        return Position(line: line, column: index < table.count ? Int(table[index]) : Int(table.last ?? 0) + 1)
    }

    /// The line at `position` with `length` characters marked; a long line is cut round the place.
    func excerpt(at position: Position, length: Int) -> Diagnostic.Excerpt? {
        guard lines.indices.contains(position.line - 1) else { return nil }
        let line = lines[position.line - 1]
        let window = 100
        // utf8.count is O(1); counting the characters of a line of a mebibyte for each of its problems is not.
        guard line.utf8.count > window else {
            return Diagnostic.Excerpt(line: String(line), column: position.column, length: length)
        }
        let first = max(0, position.column - window / 2)
        let shown = line.dropFirst(first).prefix(window)
        let lead = first > 0 ? "…" : ""
        let tail = shown.endIndex < line.endIndex ? "…" : ""
        return Diagnostic.Excerpt(
            line: lead + shown + tail, column: position.column - first + lead.count,
            length: min(length, window / 2))
    }
}

extension SourceText {
    /// Decodes the bytes of a file and refuses what no scenario needs.
    ///
    /// Refused are bytes that are not UTF-8, tabs, control characters, and the rarer line breaks (a lone carriage
    /// return, U+0085, U+2028, U+2029): the YAML library ends a line, and so a comment, at those, and an editor may not.
    static func decoding(_ bytes: [UInt8]) -> (text: SourceText?, problems: [ScenarioProblem]) {
        let bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
        guard let text = String(validating: bytes, as: UTF8.self) else {
            return (nil, [invalidByte(in: bytes)])
        }
        let source = SourceText(text)
        return (source, source.refusedCharacters())
    }

    private static func invalidByte(in bytes: ArraySlice<UInt8>) -> ScenarioProblem {
        var parser = Unicode.UTF8.ForwardParser()
        var iterator = bytes.makeIterator()
        var valid = String.UnicodeScalarView()
        var length = 0
        scan: while true {
            switch parser.parseScalar(from: &iterator) {
            case .valid(let encoded):
                length += encoded.count
                valid.append(UTF8.decode(encoded))
            case .error, .emptyInput: break scan
            }
        }
        let before = SourceText(String(valid))
        let position = before.position(line: before.lines.count, scalarColumn: .max)
        let hex = bytes.dropFirst(length).prefix(4).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
        return ScenarioProblem(
            .notUTF8(offset: length + (bytes.startIndex), bytes: hex.joined(separator: " ")), at: position)
    }

    private func refusedCharacters() -> [ScenarioProblem] {
        var problems: [ScenarioProblem] = []
        var line = 1
        var column = 0
        var tabLine = 0
        for (index, scalar) in scalars.enumerated() {
            if problems.count >= ScenarioError.collectionLimit { break }
            column += 1
            switch scalar.value {
            case 0x0A:
                line += 1
                column = 0
            case 0x0D where index + 1 < scalars.count && scalars[index + 1] == "\n": break
            case 0x09:
                // One tab a line is news; the rest of the line is usually more of the same.
                guard line != tabLine else { continue }
                tabLine = line
                problems.append(ScenarioProblem(.tab, at: position(line: line, scalarColumn: column)))
            case 0x00...0x1F, 0x7F...0x9F, 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF:
                problems.append(
                    ScenarioProblem(.control(scalar), at: position(line: line, scalarColumn: column)))
            default: break
            }
        }
        return problems
    }
}
