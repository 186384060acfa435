/// A file of JSON Lines of good objects, damaged ones and blank lines in any order, and what a reader must make of each.
///
/// As with `PollutedTable`, the answers come from the making alone. Good objects have their members in any order, some
/// missing and some that nobody asked for, with escapes and white space where JSON allows them.
package struct PollutedLines: Sendable {
    package private(set) var bytes: [UInt8] = []
    /// In the order of the file.
    package private(set) var rows: [PollutedTable.Row] = []
    package private(set) var refusals: [PollutedTable.Refusal] = []
    package private(set) var blankCount = 0

    /// All lines, as they were written.
    package var recordCount: Int { rows.count + refusals.count + blankCount }

    private var random: SeededRandom

    /// A file of at most twelve lines: one good object at least and one damage.
    package init(seed: UInt64) {
        random = SeededRandom(seed: seed)
        if chance(8) { bytes = [0xEF, 0xBB, 0xBF] }
        let count = 2 + pick(10)
        let goodAt = pick(count)
        let damagedAt = (goodAt + 1 + pick(count - 1)) % count
        for line in 0..<count {
            if line != goodAt, line == damagedAt || chance(3) {
                addDamaged(isLast: line == count - 1)
            } else if line != goodAt, chance(8) {
                blankCount += 1
                add(["", " ", "\t ", "  "][pick(4)])
            } else {
                addGood(namingAll: line == goodAt)
            }
        }
    }

    private mutating func pick(_ count: Int) -> Int { Int.random(in: 0..<count, using: &random) }

    /// Once in so many times.
    private mutating func chance(_ times: Int) -> Bool { pick(times) == 0 }

    private mutating func add(_ text: String) { bytes += Array(text.utf8) + (chance(3) ? [0x0D, 0x0A] : [0x0A]) }

    // MARK: Damages

    private mutating func addDamaged(isLast: Bool) {
        let damages = JSONLinesPolluter.Damage.allCases
        let damage = damages[pick(damages.count)]
        let polluted = JSONLinesPolluter(seed: random.next(), rowCount: 1).polluted(by: damage)
        // A line that is cut must be the last one; some damages are of a whole file.
        guard polluted.isOneRow, let column = polluted.column, isLast || damage != .cutLastLine else {
            addDamaged(isLast: isLast)
            return
        }
        refusals.append(.init(code: polluted.code, line: recordCount + 1, column: column))
        bytes += polluted.bytes
    }

    // MARK: Good objects

    private static let regions: [String?] = ["Oromia", "ኦሮሚያ", "", "🇰🇪 Nairobi", "a\"b\\c/d\n", "{\"a\":1}", nil]
    private static let scores: [String?] = ["0.85", "-1e3", "12", "0", "-0", "1E-400", nil]
    private static let notes: [String?] = ["ሰላም", "null", "👩🏽‍🌾", "\u{7F}\t", "NaN", nil]

    /// - Parameter namingAll: whether no member is left out: a column that no line names is another fault.
    private mutating func addGood(namingAll: Bool) {
        let id = chance(3) ? String(pick(1000)) : "x\(pick(1000))"
        let (region, score) = (Self.regions[pick(Self.regions.count)], Self.scores[pick(Self.scores.count)])
        // Numbers and truths are text as they are written.
        let bare = ["true", "false", "1.50", "-2e+07"][pick(4)]
        let noteIsBare = chance(4)
        let note = noteIsBare ? bare : Self.notes[pick(Self.notes.count)]
        let idIsBare = id.first != "x" && chance(2)
        var members = [
            quoted("id") + colon() + (idIsBare ? id : quoted(id)),
            region.map { _ in quoted("region") + colon() + quoted(region ?? "") },
            score.map { quoted("score") + colon() + $0 },
            note.map { quoted("note") + colon() + (noteIsBare ? $0 : quoted($0)) },
        ].enumerated().compactMap { index, member in
            // A member without a value is left out, or null.
            member
                ?? (!namingAll && chance(2)
                    ? nil : quoted(["id", "region", "score", "note"][index]) + colon() + "null")
        }
        if chance(3) {
            members.append(quoted("extra") + colon() + ["[]", "{\"id\":[{\"id\":1},null]}", "\"}\"", "1e999"][pick(4)])
        }
        members.shuffle(using: &random)
        rows.append(
            .init(
                line: recordCount + 1, id: id, region: region, score: score.flatMap { Double($0) }, note: note))
        add(space() + "{" + space() + members.joined(separator: space() + "," + space()) + space() + "}" + space())
    }

    private mutating func space() -> String { chance(4) ? ["  ", "\t", " "][pick(3)] : "" }

    private mutating func colon() -> String { space() + ":" + space() }

    /// A JSON string, with escapes where they must be and elsewhere at times.
    private mutating func quoted(_ text: String) -> String {
        let isEscaped = chance(4)
        var result = "\""
        for unit in text.unicodeScalars {
            let mustBe = unit.value < 0x20 || unit == "\"" || unit == "\\"
            guard mustBe || (isEscaped && chance(3)) else {
                result.unicodeScalars.append(unit)
                continue
            }
            for code in String(unit).utf16 {
                let digits = String(code, radix: 16, uppercase: chance(2))
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            }
        }
        return result + "\""
    }
}
