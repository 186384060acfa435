/// A table of good rows, damaged ones and blank lines in any order, and what a reader must make of each record.
///
/// The answers come from the making alone: what is good was never damaged, what was damaged is known by its place. Good
/// rows have quotes, delimiters and line ends in quotes and values that are missing; lines end in LF or CR LF.
package struct PollutedTable: Sendable {
    /// A row or file refused: with what code, and where.
    package struct Refusal: Hashable, Sendable {
        package let code: String
        /// From 1; 0 where the whole file is meant.
        package let line: Int
        /// In characters from 1; 0 where the whole file is meant.
        package let column: Int

        package init(code: String, line: Int, column: Int) {
            self.code = code
            self.line = line
            self.column = column
        }
    }

    /// A row that must be used.
    package struct Row: Hashable, Sendable {
        /// The line it starts on, from 1.
        package let line: Int
        package let id: String
        package let region: String?
        package let score: Double?
        package let note: String?

        package init(line: Int, id: String, region: String?, score: Double?, note: String?) {
            self.line = line
            self.id = id
            self.region = region
            self.score = score
            self.note = note
        }
    }

    package private(set) var bytes: [UInt8] = []
    /// In the order of the file.
    package private(set) var rows: [Row] = []
    package private(set) var refusals: [Refusal] = []
    package private(set) var blankCount = 0
    /// Why nothing can be read whatever is set aside; then there are no rows and refusals.
    package private(set) var wholeRefusal: Refusal?
    package let delimiter: UInt8

    /// All records but the header, as they were written.
    package var recordCount: Int { rows.count + refusals.count + blankCount }

    private var line = 1
    private var random: SeededRandom

    /// A table of at most eleven records below its header, damaged at least once.
    package init(seed: UInt64) {
        random = SeededRandom(seed: seed)
        let delimiter = [",", ",", ";", "\t", "|"][Int(random.next() % 5)]
        self.delimiter = delimiter.utf8.first ?? 0x2C
        if chance(8) { bytes = [0xEF, 0xBB, 0xBF] }
        if chance(20) {
            addHeader(damaged: true, delimiter)
            for _ in 0..<pick(4) { addGood(delimiter) }
            rows = []
            return
        }
        addHeader(damaged: false, delimiter)
        let count = 1 + pick(10)
        let damagedAt = pick(count)
        for record in 0..<count {
            if record == damagedAt || chance(3) {
                addDamaged(delimiter)
            } else if chance(8) {
                blankCount += 1
                end()
            } else {
                addGood(delimiter)
            }
        }
        if chance(20) { addOpenQuote(delimiter) }
        // The last line may end with the file, unless nothing is on it.
        if chance(3), bytes.count > 1, bytes.last == 0x0A, ![0x0A, 0x0D].contains(bytes[bytes.count - 2]) {
            bytes.removeLast()
        }
    }

    private mutating func pick(_ count: Int) -> Int { Int.random(in: 0..<count, using: &random) }

    /// Once in so many times.
    private mutating func chance(_ times: Int) -> Bool { pick(times) == 0 }

    /// Ends a record.
    private mutating func end() {
        bytes += chance(3) ? [0x0D, 0x0A] : [0x0A]
        line += 1
    }

    private mutating func add(_ record: [UInt8]) {
        bytes += record
        line += record.count { $0 == 0x0A }
        end()
    }

    private mutating func addHeader(damaged: Bool, _ delimiter: String) {
        var names = ["id", "region", "score", "note"]
        if damaged {
            let isRepeated = chance(2)
            names[isRepeated ? 2 : 1] = isRepeated ? "id" : ""
            let before = names[..<(isRepeated ? 2 : 1)].map { $0 + delimiter }.joined()
            wholeRefusal = Refusal(code: isRepeated ? "E210" : "E211", line: 1, column: before.count + 1)
        }
        add(Array(names.joined(separator: delimiter).utf8))
    }

    private static let regions: [String?] = [
        "Oromia", "ኦሮሚያ", "NA", "Côte d'Ivoire", "🇰🇪 Nairobi", "Addis, Bole; 3", "say \"so\"", "two\nlines", "", nil,
    ]
    private static let scores: [String?] = ["0.85", "-1e3", "12", ".5", "007", "1E-400", nil]
    private static let notes: [String?] = ["ሰላም", "fine", "👩🏽‍🌾", "a b", "\"", "\r\n", "|\t,;", " ", "", nil]

    private mutating func addGood(_ delimiter: String) {
        let id = chance(6) ? "line\n\(pick(9))" : "00\(pick(100))"
        let (region, score) = (Self.regions[pick(Self.regions.count)], Self.scores[pick(Self.scores.count)])
        let note = Self.notes[pick(Self.notes.count)]
        rows.append(Row(line: line, id: id, region: region, score: score.flatMap(Double.init), note: note))
        let cells = [id, region, score, note].map { written($0, delimiter) }
        add(Array(cells.joined(separator: delimiter).utf8))
    }

    /// A value as it is written, quoted where it must be and elsewhere at times.
    private mutating func written(_ value: String?, _ delimiter: String) -> String {
        guard let value else { return "" }
        let isPlain = value.utf8.allSatisfy { ![0x22, 0x0A, 0x0D].contains($0) } && !value.contains(delimiter)
        if isPlain, !value.isEmpty, !chance(4) { return value }
        return "\"" + value.replacing("\"", with: "\"\"") + "\""
    }

    private mutating func addDamaged(_ delimiter: String) {
        let damages = Polluter.Damage.allCases
        var damage = damages[pick(damages.count)]
        // A quote that stays open takes all that follows.
        while damage == .openQuote || !addDamaged(by: damage, delimiter) { damage = damages[pick(damages.count)] }
    }

    private mutating func addOpenQuote(_ delimiter: String) { _ = addDamaged(by: .openQuote, delimiter) }

    /// - Returns: whether the damage is one of a row.
    private mutating func addDamaged(by damage: Polluter.Damage, _ delimiter: String) -> Bool {
        var cells = [
            "0\(pick(100))", ["Oromia", "ኦሮሚያ", "🇰🇪"][pick(3)], "0.\(pick(90))", ["", "fine", "ሰላም"][pick(3)],
        ]
        if !Polluter.Damage.ofShape.contains(damage) {
            cells[1] = written(Self.regions[pick(Self.regions.count)], delimiter)
            cells[3] = written(Self.notes[pick(Self.notes.count)], delimiter)
        }
        if damage != .delimiterChange, chance(4) { cells[0] = written("two\n\(pick(9))", delimiter) }
        guard let damaged = DamagedRow(cells, by: damage, delimiter: delimiter) else { return false }
        let place = damaged.place
        refusals.append(Refusal(code: damaged.code, line: line + place.lines, column: place.column))
        add(damaged.bytes)
        return true
    }
}

/// The records of a table, counted line by line as a person would: the slow twin of the reader's count.
package enum RecordCount {
    /// - Returns: how many records there are, the header and blank lines included.
    package static func records(in bytes: [UInt8], delimiter: UInt8) -> Int {
        let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
        var count = 0
        var record: [UInt8] = []
        for byte in text {
            record.append(byte)
            // A line end in quotes belongs to a value.
            if byte == 0x0A, !endsInQuotes(record, delimiter) {
                count += 1
                record = []
            }
        }
        return count + (record.isEmpty ? 0 : 1)
    }

    /// Whether the last field is in quotes that were not closed; what follows a quote out of place is no field.
    private static func endsInQuotes(_ record: [UInt8], _ delimiter: UInt8) -> Bool {
        var rest = record[...]
        while let first = rest.first {
            guard first == 0x22 else {
                guard let end = rest.firstIndex(where: { $0 == delimiter || $0 == 0x22 || $0 == 0x0D }),
                    rest[end] == delimiter
                else { return false }
                rest = rest[(end + 1)...]
                continue
            }
            rest = rest.dropFirst()
            while let quote = rest.firstIndex(of: 0x22), rest[(quote + 1)...].first == 0x22 {
                rest = rest[(quote + 2)...]
            }
            guard let close = rest.firstIndex(of: 0x22) else { return true }
            guard rest[(close + 1)...].first == delimiter else { return false }
            rest = rest[(close + 2)...]
        }
        return false
    }
}
