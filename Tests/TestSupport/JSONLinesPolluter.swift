/// Damages a good file of JSON Lines in one named way and knows what a reader must answer.
///
/// The good file has the members `id` (identifier), `region` (category), `score` (number) and `note` (text), with
/// Ethiopic and emoji in it, so that places in characters and in bytes differ.
package struct JSONLinesPolluter: Sendable {
    /// One way to damage a file.
    package enum Damage: String, CaseIterable, Sendable {
        case twoObjects, textAfter, missingBrace, missingComma, missingColon, trailingComma, bareName, duplicateName
        case nestedValue, quotedNumber, booleanNumber, leadingZeros, notANumberWord, hugeNumber, missingIdentifier
        case nullIdentifier, loneSurrogate, badEscape, rawTab, nul, invalidByte, overlong, surrogateBytes, csvLine
        case cutLastLine, tooDeep, prettyPrinted, emptied, wideEncoding
    }

    private let lines: [[(name: String, value: String)]]
    private let seed: UInt64

    /// A file of `rowCount` objects.
    package init(seed: UInt64, rowCount: Int = 9) {
        var random = SeededRandom(seed: seed)
        let regions = ["Oromia", "ኦሮሚያ", "NA", "Côte d'Ivoire", "🇰🇪 Nairobi", "\\u0041far"]
        let notes = ["null", "\"ሰላም\"", "\"fine\"", "\"👩🏽‍🌾\"", "\"a \\\"b\\\"\""]
        self.seed = seed
        lines = (0..<rowCount).map { row in
            [
                ("id", "\"00\(row)\""),
                ("region", "\"\(regions[Int.random(in: 0..<regions.count, using: &random)])\""),
                ("score", "0.\(Int.random(in: 10...99, using: &random))"),
                ("note", notes[Int.random(in: 0..<notes.count, using: &random)]),
            ]
        }
    }

    package var rowCount: Int { lines.count }

    /// The file undamaged.
    package var good: String { lines.map { Self.text($0) + "\n" }.joined() }

    private static func text(_ members: [(name: String, value: String)]) -> String {
        "{" + members.map { "\"\($0.name)\": \($0.value)" }.joined(separator: ", ") + "}"
    }

    /// The file damaged in one way, in a line the seed chooses.
    package func polluted(by damage: Damage) -> Polluter.Polluted {
        var random = SeededRandom(seed: seed &+ 1)
        let row = damage == .cutLastLine ? lines.count - 1 : Int.random(in: 0..<lines.count, using: &random)
        let members = lines[row]
        let whole = Self.text(members)
        func result(_ line: [UInt8], _ code: String, _ column: Int?, ended: Bool = true) -> Polluter.Polluted {
            var bytes: [UInt8] = []
            for (index, members) in lines.enumerated() {
                bytes += index == row ? line : Array(Self.text(members).utf8)
                if index + 1 < lines.count || ended { bytes.append(0x0A) }
            }
            return Polluter.Polluted(bytes: bytes, code: code, line: row + 1, column: column, isOneRow: true)
        }
        func line(_ text: String, _ code: String, _ column: Int?) -> Polluter.Polluted {
            result(Array(text.utf8), code, column)
        }
        /// The line up to the value of a member.
        func before(_ member: Int) -> String {
            let earlier = members[..<member].map { "\"\($0.name)\": \($0.value), " }.joined()
            return "{" + earlier + "\"\(members[member].name)\": "
        }
        func replacing(_ member: Int, _ value: String, _ code: String, offset: Int = 0) -> Polluter.Polluted {
            var changed = members
            changed[member].value = value
            return line(Self.text(changed), code, before(member).count + 1 + offset)
        }
        func raw(_ insert: [UInt8], _ code: String) -> Polluter.Polluted {
            let start = before(1) + "\""
            let bytes = Array(start.utf8) + insert + Array("\", \"score\": 1, \"note\": null}".utf8)
            return result(bytes, code, start.count + 1)
        }
        switch damage {
        case .twoObjects: return line(whole + whole, "E236", whole.count + 1)
        case .textAfter: return line(whole + ",", "E236", whole.count + 1)
        case .missingBrace:
            // A last line that is cut is another fault.
            let cut = String(whole.dropLast())
            return line(cut, "E235", cut.count + 1)
        case .missingComma:
            let start = before(0) + members[0].value + " "
            return line(start + whole.dropFirst(start.count + 1), "E233", start.count + 1)
        case .missingColon: return line("{\"id\" \"7\"}", "E233", 7)
        case .trailingComma: return line(whole.dropLast() + ",}", "E233", whole.count + 1)
        case .bareName: return line("{id: \"7\"}", "E233", 2)
        case .duplicateName: return line(whole.dropLast() + ", \"\\u0069d\": \"8\"}", "E241", whole.count + 2)
        case .nestedValue: return replacing(1, "[\"Oromia\"]", "E243")
        case .quotedNumber: return replacing(2, "\"0.5\"", "E244")
        case .booleanNumber: return replacing(2, "true", "E214")
        case .leadingZeros: return replacing(2, "00.5", "E237")
        case .notANumberWord: return replacing(2, "NaN", "E237")
        case .hugeNumber: return replacing(2, "1e400", "E215")
        case .missingIdentifier: return line(Self.text(Array(members.dropFirst())), "E213", 1)
        case .nullIdentifier: return replacing(0, "null", "E213")
        case .loneSurrogate: return replacing(3, "\"x\\ud83d\"", "E238", offset: 2)
        case .badEscape: return replacing(1, "\"\\x41\"", "E238", offset: 1)
        case .rawTab: return raw([0x09], "E238")
        case .nul: return raw([0], "E206")
        case .invalidByte: return raw([0xFF], "E207")
        case .overlong: return raw([0xC0, 0xAF], "E207")
        case .surrogateBytes: return raw([0xED, 0xA0, 0x80], "E207")
        case .csvLine: return line("007,Oromia,0.5,", "E232", 1)
        case .cutLastLine:
            let kept = before(2) + "0"
            return result(Array(kept.utf8), "E234", kept.count + 1, ended: false)
        case .tooDeep:
            let start = String(whole.dropLast()) + ", \"extra\": "
            let nested = String(repeating: "[", count: 64) + String(repeating: "]", count: 64)
            return line(start + nested + "}", "E239", start.count + 64)
        case .prettyPrinted:
            let result = line("{", "E235", 2)
            return Polluter.Polluted(bytes: result.bytes, code: "E235", line: row + 1, column: 2, isOneRow: true)
        case .emptied: return Polluter.Polluted(bytes: [], code: "E245", line: nil, column: nil, isOneRow: false)
        case .wideEncoding:
            let units: [UInt8] = good.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
            return Polluter.Polluted(
                bytes: [0xFF, 0xFE] + units, code: "E208", line: nil, column: nil, isOneRow: false)
        }
    }
}
