import Diagnostics
import Evidence
import Interchange
import Tables

/// The answer of another engine to a statement of `cube sql`, read and checked cell by cell (METHODS §1.6).
struct CountsTable {
    /// One row of counts.
    struct Line {
        /// The row in the file, from 0.
        let row: Int
        /// A code of each key; `CategoryColumn.missing` where it is missing, and where the line is not told apart by it.
        let keys: [UInt32]
        let label: UInt32
        let prediction: UInt32
        /// NaN where there is none.
        let score: Double
        let count: Int
    }

    /// The code of the empty text in all columns.
    static let emptyLevel: UInt32 = 0

    let table: Table
    let declaration: CountsDeclaration
    let total: Int
    /// By all keys, label, and prediction or score.
    private(set) var decisions: [Line] = []
    /// By margin of the declaration.
    private(set) var scores: [[Line]]
    /// Rows that the condition leaves out.
    private(set) var leftOut: [Line] = []
    /// All rows, as the engine says; `nil` without a condition.
    private(set) var rowCount: Int?
    /// The levels of each key.
    let keyColumns: [CategoryColumn]
    let label: CategoryColumn
    let prediction: CategoryColumn

    /// Reads the table at `path`; `-` is the standard input.
    ///
    /// - Complexity: O(rows) hashing, in the memory of the columns.
    static func read(_ path: String) throws(CommandFailure) -> CountsTable {
        let texts = ["score", "n", "spec"].map { ColumnRequest($0, .text, required: false) }
        let table: Table
        do {
            table = try TableReader.read(
                path: path, columns: .every(otherwise: .category, except: texts),
                options: ReadingOptions(takesDigest: false))
        } catch { throw CommandFailure(error) }
        do { return try CountsTable(table) } catch { throw CommandFailure(error) }
    }

    private init(_ table: Table) throws(CountsError) {
        self.table = table
        let whole = SourceLocation(file: table.name)
        guard let parts = table.category("part"), let states = table.category("states"),
            let label = table.category("label"), let prediction = table.category("prediction"),
            let scores = table.text("score"), let counts = table.text("n"), let specifications = table.text("spec")
        else {
            let missing = CountsForm.columns(dimensionCount: 0).filter { !table.header.contains($0) }
            throw .notCounts("it has no column '\(missing.first ?? "")'", at: SourceLocation(file: table.name, line: 1))
        }
        self.label = label.withEmptyLevel
        self.prediction = prediction.withEmptyLevel
        let totals = (0..<table.rowCount).filter { parts.level(ofRow: $0) == CountsForm.Part.total.rawValue }
        guard let totalRow = totals.first, totals.count == 1 else {
            throw .notCounts("\(totals.count) rows are the total; one is", at: whole)
        }
        declaration = try Self.declaration(specifications[totalRow] ?? "", table, row: totalRow)
        let wanted = CountsForm.columns(dimensionCount: declaration.dimensions.count)
        if let missing = wanted.first(where: { !table.header.contains($0) }) {
            throw .notCounts("it has no column '\(missing)'", at: SourceLocation(file: table.name, line: 1))
        }
        if let surplus = table.header.first(where: { !wanted.contains($0) }) {
            throw .notCounts("it has a column '\(surplus)'", at: SourceLocation(file: table.name, line: 1))
        }
        keyColumns = declaration.dimensions.indices.compactMap { table.category(CountsForm.key($0))?.withEmptyLevel }
        var reading = CountsReading(table, declaration, keyColumns, self.label, self.prediction)
        var total = 0
        self.scores = Array(repeating: [], count: declaration.scoreMargins.count)
        for row in 0..<table.rowCount {
            let part = parts.level(ofRow: row).flatMap(CountsForm.Part.init)
            guard let part else {
                reading.refuse(row, "part", "'\(parts.level(ofRow: row) ?? "")' is no part of counts")
                continue
            }
            let isWhole = part == .total || part == .all
            let count = reading.count(counts[row] ?? "", row: row, isWhole: isWhole)
            if part != .total, !(specifications[row] ?? "").isEmpty {
                reading.refuse(row, "spec", "only the total says what the counts mean")
            }
            guard
                let (line, margin) = reading.line(
                    part, states.level(ofRow: row) ?? "", score: scores[row] ?? "", count: count, row: row)
            else { continue }
            switch part {
            case .total: total = line.count
            case .decision: decisions.append(line)
            case .score: self.scores[margin].append(line)
            case .leftOut: leftOut.append(line)
            case .all: rowCount = line.count
            }
        }
        self.total = total
        try reading.settle()
        try checkSums()
    }

    /// What the counts mean, as their total says it.
    private static func declaration(_ text: String, _ table: Table, row: Int) throws(CountsError) -> CountsDeclaration {
        let place = table.place(row: row, column: "spec")
        let json: JSONValue
        do { json = try JSONValue.parse(text) } catch {
            throw .specification(text.isEmpty ? "it is not there" : "it is no JSON", place)
        }
        if let version = json["kigezoCounts"]?.integerValue, version != CountsDeclaration.version {
            throw .specification("it is of version \(version); this program reads \(CountsDeclaration.version)", place)
        }
        guard let declaration = CountsDeclaration(json: json) else {
            throw .specification("it was changed, or made by another program", place)
        }
        return declaration
    }

    // MARK: Sums

    /// Checks that all parts tell of the same rows.
    private func checkSums() throws(CountsError) {
        let here = SourceLocation(file: table.name)
        let decided = decisions.reduce(0) { $0 + $1.count }
        guard decided == total else {
            throw .sums("the decisions are \(decided.grouped) rows, the total is \(total.grouped)", at: here)
        }
        if declaration.provenance.filter != nil {
            guard let rowCount else { throw .notCounts("no row is part all", at: here) }
            let others = leftOut.reduce(0) { $0 + $1.count }
            guard total + others == rowCount else {
                throw .sums(
                    "\(total.grouped) rows counted and \(others.grouped) left out are not \(rowCount.grouped)", at: here
                )
            }
        }
        for (lines, margin) in zip(scores, declaration.scoreMargins) {
            let names = margin.map { declaration.dimensions[$0] }.joined(separator: ", ")
            let scored = lines.reduce(0) { $0 + $1.count }
            guard scored == total else {
                throw .sums(
                    "the scores by \(names.isEmpty ? "nothing" : names) are \(scored.grouped) rows, the total is "
                        + total.grouped, at: here)
            }
            // Keys of the margin and label: as many rows by decision as by score.
            var open: [[UInt32]: Int] = [:]
            for line in decisions { open[margin.map { line.keys[$0] } + [line.label], default: 0] += line.count }
            for line in lines { open[margin.map { line.keys[$0] } + [line.label], default: 0] -= line.count }
            let odd = lines.first { line in open[margin.map { line.keys[$0] } + [line.label]] != 0 }
            guard let odd else { continue }
            throw .sums(
                "a group and label of this row has other counts by score than by decision",
                at: table.location(row: odd.row))
        }
    }
}

extension CategoryColumn {
    /// The same column with the empty text among its levels, first of all.
    fileprivate var withEmptyLevel: CategoryColumn {
        if let code = code(of: "") {
            guard code != 0 else { return self }
            var levels = levels
            levels.swapAt(0, Int(code))
            let swapped = codes.map { $0 == code ? 0 : $0 == 0 ? code : $0 }
            return CategoryColumn(name: name, levels: levels, codes: swapped)
        }
        let shifted = codes.map { $0 == Self.missing ? $0 : $0 + 1 }
        return CategoryColumn(name: name, levels: [""] + levels, codes: shifted)
    }
}
