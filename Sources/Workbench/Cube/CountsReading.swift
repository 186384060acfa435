import Diagnostics
import Evidence
import Tables

/// Takes the rows of counts one by one and keeps what is wrong with them.
struct CountsReading {
    private let table: Table
    private let declaration: CountsDeclaration
    private let keys: [CategoryColumn]
    private let label: CategoryColumn
    private let prediction: CategoryColumn
    private var faults: [CountsError.Cell] = []
    private var more = 0
    private var rows = 0
    /// Rows by part, table, codes and text of the score.
    private var seen: [Key: Int] = [:]
    /// What the sums of each part and table come to.
    private var totals: [Target: [Int128]] = [:]

    private struct Target: Hashable {
        let part: CountsForm.Part
        let index: Int
    }

    private struct Key: Hashable {
        let target: Target
        let codes: [UInt32]
        /// Bytes, because texts that look alike are not equal.
        let score: [UInt8]
    }

    init(
        _ table: Table, _ declaration: CountsDeclaration, _ keys: [CategoryColumn], _ label: CategoryColumn,
        _ prediction: CategoryColumn
    ) {
        self.table = table
        self.declaration = declaration
        self.keys = keys
        self.label = label
        self.prediction = prediction
    }

    /// Notes that a cell cannot be right.
    mutating func refuse(_ row: Int, _ column: String, _ message: String, code: String = "E756") {
        guard faults.count < CountsError.cellLimit else {
            more += 1
            return
        }
        faults.append(.init(code: code, message: message, place: table.place(row: row, column: column)))
    }

    /// Throws what was found.
    func settle() throws(CountsError) {
        guard faults.isEmpty else { throw .cells(faults, more: more) }
    }

    /// The number of rows that a row of counts tells of.
    ///
    /// - Parameter isWhole: whether it is a sum of others, and may be none.
    mutating func count(_ text: String, row: Int, isWhole: Bool) -> Int {
        guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let count = Int(text),
            count <= CubeLimits.rows
        else {
            let message =
                DecimalText.value(of: text).map { number in
                    number < 0
                        ? "\(text) rows cannot be counted" : "'\(text)' is no whole number up to \(CubeLimits.rows)"
                } ?? "'\(text)' is no number of rows"
            refuse(row, "n", message)
            return 0
        }
        if isWhole { return count }
        // Rows of frequency 0 are counted, though none.
        if count == 0, declaration.weights != .frequency { refuse(row, "n", "a cell without rows is not counted") }
        rows += count
        if rows > CubeLimits.rows {
            refuse(row, "n", "a cube may have at most \(CubeLimits.rows) rows")
            rows = 0
        }
        return count
    }

    /// The sums of the weights of a row of counts.
    ///
    /// - Parameters:
    ///   - texts: Σw and Σw², as whole multiples of 2^−40; none without weights.
    ///   - count: of how many rows; `nil` where the row tells of something else.
    mutating func sums(_ texts: [String], count: Int?, row: Int) -> [Int128] {
        guard texts.count == 2 else { return [] }
        let sums = zip(["w", "w2"], texts).map { column, text -> Int128 in
            // 2^113 is more than weights and their squares may sum to.
            guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let sum = Int128(text),
                sum < 1 << 113
            else {
                refuse(row, column, "'\(text)' is no whole number: weights are summed as multiples of 2^-40")
                return 0
            }
            return sum
        }
        guard let count else { return sums }
        // (Σw)² ≤ n Σw², but for what rounding each row's own may change.
        let (first, second) = (Double(sums[0]) * 0x1p-40, Double(sums[1]) * 0x1p-40)
        let slack = 1e-9 * first * first + Double(count) * (Double(count) + 2 * first) * 0x1p-40
        if first * first > Double(count) * second + slack {
            refuse(row, "w2", "weights of this sum have larger squares", code: "E758")
        }
        return sums
    }

    /// The largest sum: weights, and digits times their squares, sum to less.
    private static let sumLimit: Int128 = 1 << 126

    /// Refuses sums of a row that come to more than cubes hold, with those of the rows before it.
    ///
    /// - Parameter index: that of the table in its part.
    /// - Returns: whether they may be added up.
    mutating func add(_ sums: [Int128], to part: CountsForm.Part, _ index: Int, row: Int) -> Bool {
        guard !sums.isEmpty else { return true }
        let target = Target(part: part, index: index)
        let old = totals[target] ?? Array(repeating: 0, count: sums.count)
        let new = zip(old, sums).map { $0 + $1 }
        guard new.allSatisfy({ $0 < Self.sumLimit }) else {
            refuse(row, "part", "the sums up to this row come to more than a cube holds", code: "E758")
            return false
        }
        totals[target] = new
        return true
    }

    /// The sums of numbers, errors or shifts of a row of counts.
    mutating func measures(_ texts: [String], row: Int) -> [Int128] {
        zip(declaration.measures.flatMap(CountsForm.columns), texts).map { name, text in
            guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let sum = Int128(text),
                sum < Self.sumLimit
            else {
                refuse(row, name, "'\(text)' is no sum of whole numbers")
                return 0
            }
            return sum
        }
    }

    /// One row of counts, and the index of its table: one for each margin and column of scores.
    ///
    /// - Parameter classText: whose scores they are, from 1; empty where that is not asked.
    /// - Returns: `nil` where something is wrong, which is kept.
    mutating func line(
        _ part: CountsForm.Part, _ states: String, score: String, classText: String, count: Int, row: Int
    ) -> (line: CountsTable.Line, table: Int)? {
        let states =
            [.total, .all, .badWeight, .badCount].contains(part) && states.isEmpty
            ? Array(repeating: CountsForm.State.absent, count: keys.count + 3)
            : states.utf8.compactMap(CountsForm.State.init)
        guard states.count == keys.count + 3, let margin = margin(of: part, states) else {
            refuse(row, "states", "these are no states of part \(part.rawValue)")
            return nil
        }
        let columns = part == .score ? declaration.classScores.count : 0
        let known = (0..<columns).first { "\($0 + 1)".utf8.elementsEqual(classText.utf8) }
        guard let column = known ?? (columns == 0 && classText.isEmpty ? 0 : nil) else {
            refuse(row, "class", "'\(classText)' is no column of scores in part \(part.rawValue)")
            return nil
        }
        let table = margin * max(columns, 1) + column
        var codes: [UInt32] = []
        for (index, column) in (keys + [label, prediction]).enumerated() {
            let name = index < keys.count ? CountsForm.key(index) : index == keys.count ? "label" : "prediction"
            codes.append(code(column, name, states[index], row: row))
        }
        let value = self.score(score, states[keys.count + 2], row: row)
        let key = Key(target: Target(part: part, index: table), codes: codes, score: Array(score.utf8))
        if let first = seen.updateValue(row, forKey: key) {
            refuse(
                row, "part", "this cell stands twice, first in line \(self.table.location(row: first).line ?? 0)",
                code: "E757")
        }
        let line = CountsTable.Line(
            row: row, keys: Array(codes.prefix(keys.count)), label: codes[keys.count],
            prediction: codes[keys.count + 1],
            score: value, count: count, sums: [])
        return (line, table)
    }

    /// The margin that the states of a row tell; 0 where a part has one only.
    private func margin(of part: CountsForm.Part, _ states: [CountsForm.State]) -> Int? {
        let present = states.indices.filter { states[$0] != .absent }
        let (all, label) = (Array(keys.indices), keys.count)
        switch part {
        case .total: return present.isEmpty ? 0 : nil
        case .badWeight: return declaration.weight != nil && present.isEmpty ? 0 : nil
        case .badCount: return !declaration.measures.isEmpty && present.isEmpty ? 0 : nil
        case .decision:
            let decided =
                declaration.prediction != nil || declaration.errors != nil
                ? [label + 1] : declaration.decidesByScore ? [label + 2] : []
            return present == all + [label] + decided ? 0 : nil
        case .score:
            return declaration.scale != nil
                ? nil
                : declaration.scoreMargins.firstIndex {
                    present == $0 + [label] + (declaration.classScores.isEmpty ? [] : [label + 1]) + [label + 2]
                }
        case .sketch:
            return declaration.scale == nil
                ? nil : declaration.scoreMargins.firstIndex { present == $0 + [label + 2] }
        case .all: return declaration.provenance.filter != nil && present.isEmpty ? 0 : nil
        case .leftOut:
            let decided = declaration.prediction != nil || declaration.errors != nil ? [label + 1] : []
            return declaration.provenance.filter != nil && present == [label] + decided ? 0 : nil
        }
    }

    /// The code of a text that its state says is there.
    private mutating func code(
        _ column: CategoryColumn, _ name: String, _ state: CountsForm.State, row: Int
    ) -> UInt32 {
        let code = column.codes[row]
        switch state {
        case .value:
            // Many writers put nothing where there is an empty text.
            return code == CategoryColumn.missing ? CountsTable.emptyLevel : code
        case .missing, .absent:
            if code != CategoryColumn.missing, !column.levels[Int(code)].isEmpty {
                refuse(row, name, "the states of this row say that there is nothing here")
            }
            return CategoryColumn.missing
        }
    }

    private mutating func score(_ text: String, _ state: CountsForm.State, row: Int) -> Double {
        guard state == .value else {
            if !text.isEmpty { refuse(row, "score", "the states of this row say that there is nothing here") }
            return .nan
        }
        guard let value = DecimalText.value(of: text) else {
            refuse(row, "score", "'\(text)' is no number")
            return .nan
        }
        return value == 0 ? 0 : value
    }
}
