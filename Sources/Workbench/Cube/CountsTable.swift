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
        /// Σw and Σw² in fixed point where rows have weights that are summed; then, but for scores and sizes of errors,
        /// the measures of the declaration.
        var sums: [Int128]
    }

    /// The code of the empty text in all columns.
    static let emptyLevel: UInt32 = 0

    let table: Table
    let declaration: CountsDeclaration
    /// All rows counted.
    var total: Int { totalLine.count }
    private let totalLine: Line
    /// By all keys, label, and prediction or score.
    private(set) var decisions: [Line] = []
    /// By margin of the declaration, and for each by column of scores.
    private(set) var scores: [[Line]]
    /// Sizes of errors of numbers, by margin of the declaration.
    private(set) var sketches: [[Line]]
    /// Rows that the condition leaves out.
    private(set) var leftOut: [Line] = []
    /// All rows, as the engine says; `nil` without a condition.
    private(set) var rowCount: Int?
    /// Rows without a good weight, as the engine says; `nil` without weights.
    private(set) var badWeights: Int?
    /// Rows without good counts of errors, as the engine says; `nil` where there are none to count.
    private(set) var badCounts: Int?
    /// The levels of each key.
    let keyColumns: [CategoryColumn]
    let label: CategoryColumn
    let prediction: CategoryColumn

    /// Reads the table at `path`; `-` is the standard input.
    ///
    /// - Complexity: O(rows) hashing, in the memory of the columns.
    static func read(_ path: String) throws(CommandFailure) -> CountsTable {
        let edits = CubeMeasure.ofEdits + CubeMeasure.ofEdits.map { $0.times(.weight) }
        let measures =
            (edits + CubeMeasure.ofErrors + CubeMeasure.ofNumbers + CubeMeasure.ofPairs + CubeMeasure.ofWeightedErrors
            + CubeMeasure.ofWeightedNumbers).flatMap(CountsForm.columns)
        let texts = (["score", "class", "n", "w", "w2", "spec"] + measures).map {
            ColumnRequest($0, .text, required: false)
        }
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
            let missing = ["part", "states", "label", "prediction", "score", "n", "spec"].filter {
                !table.header.contains($0)
            }
            throw .notCounts("it has no column '\(missing.first ?? "")'", at: SourceLocation(file: table.name, line: 1))
        }
        self.label = label.withEmptyLevel
        self.prediction = prediction.withEmptyLevel
        let totals = (0..<table.rowCount).filter { parts.level(ofRow: $0) == CountsForm.Part.total.rawValue }
        guard let totalRow = totals.first, totals.count == 1 else {
            throw .notCounts("\(totals.count) rows are the total; one is", at: whole)
        }
        declaration = try Self.declaration(specifications[totalRow] ?? "", table, row: totalRow)
        let wanted = CountsForm.columns(of: declaration)
        if let missing = wanted.first(where: { !table.header.contains($0) }) {
            throw .notCounts("it has no column '\(missing)'", at: SourceLocation(file: table.name, line: 1))
        }
        if let surplus = table.header.first(where: { !wanted.contains($0) }) {
            throw .notCounts("it has a column '\(surplus)'", at: SourceLocation(file: table.name, line: 1))
        }
        keyColumns = declaration.dimensions.indices.compactMap { table.category(CountsForm.key($0))?.withEmptyLevel }
        var reading = CountsReading(table, declaration, keyColumns, self.label, self.prediction)
        var total: Line?
        let weights = declaration.weights.isSummed ? [table.text("w"), table.text("w2")] : []
        let measures = declaration.measures.flatMap(CountsForm.columns).map { table.text($0) }
        let classTexts = table.text("class")
        self.scores = Array(
            repeating: [],
            count: declaration.scale == nil ? declaration.scoreMargins.count * declaration.scoreColumnCount : 0)
        sketches = Array(repeating: [], count: declaration.scale == nil ? 0 : declaration.scoreMargins.count)
        for row in 0..<table.rowCount {
            let part = parts.level(ofRow: row).flatMap(CountsForm.Part.init)
            guard let part else {
                reading.refuse(row, "part", "'\(parts.level(ofRow: row) ?? "")' is no part of counts")
                continue
            }
            let isWhole = [.total, .all, .badWeight, .badCount].contains(part)
            let count = reading.count(counts[row] ?? "", row: row, isWhole: isWhole)
            if part != .total, !(specifications[row] ?? "").isEmpty {
                reading.refuse(row, "spec", "only the total says what the counts mean")
            }
            guard
                let (found, index) = reading.line(
                    part, states.level(ofRow: row) ?? "", score: scores[row] ?? "", classText: classTexts?[row] ?? "",
                    count: count, row: row)
            else { continue }
            var line = found
            line.sums = reading.sums(
                weights.map { $0?[row] ?? "" }, count: part == .badWeight || part == .badCount ? nil : count, row: row)
            let own = reading.measures(measures.map { $0?[row] ?? "" }, row: row)
            if part != .score, part != .sketch { line.sums += own }
            guard reading.add(line.sums, to: part, index, row: row) else { continue }
            switch part {
            case .total: total = line
            case .decision: decisions.append(line)
            case .score: self.scores[index].append(line)
            case .leftOut: leftOut.append(line)
            case .all: rowCount = line.count
            case .badWeight: badWeights = line.count
            case .badCount: badCounts = line.count
            case .sketch: sketches[index].append(line)
            }
        }
        try reading.settle()
        guard let total else { throw .notCounts("it has no total", at: whole) }
        totalLine = total
        try checkWeights()
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

    /// Rows and weights of some lines.
    private static func sum(_ lines: [Line]) -> [Int128] {
        lines.reduce(into: [Int128](repeating: 0, count: 1 + (lines.first?.sums.count ?? 0))) { sums, line in
            sums[0] += Int128(line.count)
            for (offset, own) in line.sums.enumerated() { sums[1 + offset] += own }
        }
    }

    /// Checks that all rows had a weight.
    private func checkWeights() throws(CountsError) {
        if !declaration.measures.isEmpty {
            guard let badCounts else {
                throw .notCounts("no row is part bad-count", at: SourceLocation(file: table.name))
            }
            guard badCounts == 0 else {
                if let other = declaration.againstScore {
                    throw .shifts(
                        badCounts, columns: [declaration.score ?? "", other], at: SourceLocation(file: table.name))
                }
                throw .counts(
                    badCounts,
                    columns: (declaration.errors?.columns ?? [declaration.prediction ?? ""]) + [declaration.label],
                    at: SourceLocation(file: table.name))
            }
        }
        guard declaration.weight != nil else { return }
        guard let badWeights else {
            throw .notCounts("no row is part bad-weight", at: SourceLocation(file: table.name))
        }
        guard badWeights == 0 else {
            throw .weights(badWeights, column: declaration.weight ?? "", at: SourceLocation(file: table.name))
        }
        guard declaration.weights.isSummed else { return }
        let limit = Int128(CubeMeasure.weightSumLimit) << Int128(CubeMeasure.weight.fractionBits(weighted: true))
        guard (decisions + leftOut).reduce(0, { $0 + ($1.sums.first ?? 0) }) <= limit else {
            throw .sums(
                "the weights sum to more than \(Int(CubeMeasure.weightSumLimit))",
                at: SourceLocation(file: table.name))
        }
    }

    /// Checks that all parts tell of the same rows.
    private func checkSums() throws(CountsError) {
        let here = SourceLocation(file: table.name)
        let decided = Self.sum(decisions)
        guard decided == Self.sum([totalLine]) else {
            throw .sums(
                "the decisions are \(decided[0]) rows, the total is \(total)"
                    + (decided[0] == Int128(total) ? " of other weights" : ""), at: here)
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
        let judged = Self.sum(
            decisions.filter { $0.label != CategoryColumn.missing && $0.prediction != CategoryColumn.missing })
        for lines in sketches {
            guard zip(Self.sum(lines), judged).allSatisfy(==) else {
                throw .sums("sizes of errors are not those of the rows with a label and a prediction", at: here)
            }
        }
        let columnCount = declaration.scoreColumnCount
        let isDecided = !declaration.classScores.isEmpty
        for (index, lines) in scores.enumerated() {
            let margin = declaration.scoreMargins[index / columnCount]
            let names = margin.map { declaration.dimensions[$0] }.joined(separator: ", ")
            let scored = Self.sum(lines)
            guard zip(scored, Self.sum([totalLine])).allSatisfy(==) else {
                throw .sums(
                    "the scores by \(names.isEmpty ? "nothing" : names) are \(scored[0]) rows, the total is \(total)"
                        + (scored[0] == Int128(total) ? " of other weights" : ""), at: here)
            }
            // Keys of the margin and label: as many rows by decision as by score.
            var open: [[UInt32]: [Int128]] = [:]
            func key(_ line: Line) -> [UInt32] {
                margin.map { line.keys[$0] } + [line.label] + (isDecided ? [line.prediction] : [])
            }
            func add(_ lines: [Line], _ sign: Int128) {
                for line in lines {
                    let key = key(line)
                    let own = [Int128(line.count)] + line.sums.prefix(declaration.weights.isSummed ? 2 : 0)
                    let old = open[key] ?? Array(repeating: 0, count: own.count)
                    open[key] = zip(old, own).map { $0 + sign * $1 }
                }
            }
            add(decisions, 1)
            add(lines, -1)
            guard let odd = lines.first(where: { open[key($0)]?.contains { $0 != 0 } ?? false }) else { continue }
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
