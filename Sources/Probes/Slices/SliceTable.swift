import Evidence
import Metrics
import Statistics

/// The cells of a cube as a search sees them: codes of the columns, rows, and numerator and denominator of some rates.
struct SliceTable: Sendable {
    let columns: [String]
    let levels: [[String]]
    /// By column one code a combination.
    let codes: [[UInt32]]
    /// The block of clusters of each combination; empty without blocks.
    let blocks: [UInt32]
    let rowCounts: [Int]
    /// How many sums a combination has: two for each metric, its numerator and its denominator.
    let width: Int
    /// The sums of one combination behind those of the one before.
    let sums: [Int]

    var count: Int { rowCounts.count }
    let rows: Int

    /// A set of combinations with the levels they share.
    struct Found: Hashable {
        /// Column and code, by column.
        let items: [Item]
        let rows: Int
        /// As many as the table is wide.
        let sums: [Int]

        /// Numerator and denominator of one metric of the table.
        func rate(_ metric: Int) -> Rate { Rate(successes: sums[2 * metric], trials: sums[2 * metric + 1]) }
    }

    struct Rate: Hashable {
        let successes: Int
        let trials: Int
    }

    struct Item: Hashable {
        let column: Int
        let code: UInt32
    }

    /// - Returns: `nil` for a metric that is no rate, or a column that the cube does not have.
    init?(_ cube: EvidenceCube, _ metrics: [Metric], favourablePositive: Bool, columns: [String]) {
        let cells = cube.cells
        let places = columns.compactMap { cells.index(ofDimension: $0) }
        guard places.count == columns.count else { return nil }
        // Counts are sums over rows, so single rows say it all.
        var weights: [[Int]] = []
        for slot in 0..<cells.slots.count {
            var own: [Int] = []
            for metric in metrics {
                guard let rate = Self.addends(metric, slot, cube, favourablePositive) else { return nil }
                own += [rate.successes, rate.trials]
            }
            weights.append(own)
        }
        let (table, width) = (cells.decisions, 2 * metrics.count)
        var rows = [Int](repeating: 0, count: table.combinationCount)
        var sums = [Int](repeating: 0, count: table.combinationCount * width)
        for cell in table.cells {
            let combination = Int(cell.combination)
            rows[combination] += cell.count
            for (offset, weight) in weights[Int(cell.place)].enumerated() where weight != 0 {
                sums[combination * width + offset] += cell.count * weight
            }
        }
        let dimensions = cells.dimensions.count
        func column(_ place: Int) -> [UInt32] {
            (0..<table.combinationCount).map { table.codes[$0 * dimensions + place] }
        }
        let block = cube.header.told.first { $0.rule == .block }.flatMap { cells.index(ofDimension: $0.name) }
        self.init(
            columns: columns, levels: places.map { cells.dimensions[$0].levels }, codes: places.map(column),
            blocks: block.map { block -> [UInt32] in
                // By their numbers; rows whose cluster is missing come after all.
                let numbers = cells.dimensions[block].levels.map { UInt32($0) ?? .max } + [.max]
                return column(block).map { numbers[Int($0)] }
            } ?? [], rowCounts: rows, width: width, sums: sums)
    }

    /// What one row of a slot adds to numerator and denominator; `nil` for what is no rate of this cube.
    private static func addends(
        _ metric: Metric, _ slot: Int, _ cube: EvidenceCube, _ favourablePositive: Bool
    ) -> Rate? {
        guard case .proportion(let part, let whole, _) = metric.definition else { return nil }
        var row = GroupEvidence(rowIn: slot, classCount: cube.classes.count)
        if let name = metric.versusRest {
            guard let own = cube.classes.firstIndex(where: { $0.utf8.elementsEqual(name.utf8) }) else { return nil }
            row = row.versusRest(own)
        }
        let counts = Counts(row, favourablePositive: favourablePositive)
        return Rate(successes: counts[keyPath: part], trials: counts[keyPath: whole])
    }

    private init(
        columns: [String], levels: [[String]], codes: [[UInt32]], blocks: [UInt32], rowCounts: [Int], width: Int,
        sums: [Int]
    ) {
        self.columns = columns
        self.levels = levels
        self.codes = codes
        self.blocks = blocks
        self.rowCounts = rowCounts
        self.width = width
        self.sums = sums
        rows = rowCounts.reduce(0, +)
    }

    /// The rows of one half of the blocks, and of the other; `nil` without blocks.
    var halves: (first: SliceTable, second: SliceTable)? {
        guard !blocks.isEmpty else { return nil }
        func half(_ isIn: (UInt32) -> Bool) -> SliceTable {
            let kept = (0..<count).filter { isIn(blocks[$0]) }
            return SliceTable(
                columns: columns, levels: levels, codes: codes.map { codes in kept.map { codes[$0] } }, blocks: [],
                rowCounts: kept.map { rowCounts[$0] }, width: width,
                sums: kept.flatMap { sums[$0 * width..<($0 + 1) * width] })
        }
        return (half(Self.isInFirstHalf), half { !Self.isInFirstHalf($0) })
    }

    /// Which half a block of clusters is in (METHODS §4c).
    static func isInFirstHalf(_ block: UInt32) -> Bool { block < 32 }

    /// All rows.
    var everybody: Found { rows(sharing: []) }

    /// The rows that share the levels of a set.
    func rows(sharing items: [Item]) -> Found {
        var (rows, own) = (0, [Int](repeating: 0, count: width))
        for member in 0..<count where items.allSatisfy({ codes[$0.column][member] == $0.code }) {
            rows += rowCounts[member]
            for offset in 0..<width { own[offset] += sums[member * width + offset] }
        }
        return Found(items: items, rows: rows, sums: own)
    }

    func key(_ items: [Item]) -> GroupKey {
        GroupKey(
            items.map { item in
                let names = levels[item.column]
                return GroupLevel(
                    dimension: columns[item.column], value: Int(item.code) < names.count ? names[Int(item.code)] : nil)
            })
    }
}
