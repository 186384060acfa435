package import Evidence
package import Metrics
package import Statistics

/// All conjunctions of levels with enough rows, measured, tested and attributed.
///
/// A slice is a set of levels of different columns; all with enough rows are found, so that what is tested is known and
/// can be allowed for. Rows come as the cells of a cube: the cost does not depend on how many rows there are.
///
/// - Source: METHODS §4c; Pastor, de Alfaro and Baralis 2021; Sagadeeva and Boehm 2021 for the score.
package struct SliceSearch: Sendable {
    /// What is searched for.
    package struct Options: Sendable, Hashable {
        /// The smallest share of rows a slice has.
        package var support: Double
        /// The fewest rows.
        package var fewestRows: Int
        /// The most levels in one slice.
        package var depth: Int
        /// Slices are hidden that one level less would change by no more than this.
        package var redundancy: Double
        /// Of intervals.
        package var level: Double
        /// The share of false discoveries allowed.
        package var falseDiscoveryRate: Double

        package init(
            support: Double = 0.005, fewestRows: Int = 30, depth: Int = 3, redundancy: Double = 0.01,
            level: Double = 0.95, falseDiscoveryRate: Double = 0.05
        ) {
            self.support = support
            self.fewestRows = fewestRows
            self.depth = depth
            self.redundancy = redundancy
            self.level = level
            self.falseDiscoveryRate = falseDiscoveryRate
        }
    }

    /// All slices, in the order of their levels.
    package let slices: [Slice]
    /// Everybody's rate.
    package let overall: Estimate
    /// The fewest rows a slice had to have.
    package let fewestRows: Int
    /// Whether slices were searched in one half of the clusters and looked at again in the other.
    package let isConfirmed: Bool
    /// The share of false discoveries that was allowed.
    package let falseDiscoveryRate: Double

    /// More slices than this are not listed one by one.
    package static let sliceLimit = 1_000_000

    /// Searches the keys of a cube, but for blocks of clusters, which tell its halves apart.
    ///
    /// - Parameters:
    ///   - metric: a rate.
    ///   - favourablePositive: whether the decision people want is the positive class; `nil` if nobody said.
    ///   - columns: the keys searched, in this order.
    /// - Returns: `nil` for a metric that is no rate, or for more slices than `sliceLimit`.
    /// - Complexity: O(slices · cells in them).
    package init?(
        _ cube: EvidenceCube, _ metric: Metric, favourablePositive: Bool?, columns: [String], options: Options
    ) {
        guard let table = SliceTable(cube, metric, favourablePositive: favourablePositive ?? true, columns: columns)
        else {
            return nil
        }
        let halves = table.halves
        let searched = halves?.first ?? table
        let fewest = max(options.fewestRows, Int((options.support * Double(searched.rows)).rounded(.up)))
        guard let found = searched.enumerated(fewestRows: fewest, depth: options.depth, limit: Self.sliceLimit) else {
            return nil
        }
        let measured = SliceMeasures(
            found, in: searched, worseIsHigher: Self.worseIsHigher(metric, favourablePositive), options: options)
        var slices = measured.slices
        if let other = halves?.second { slices = measured.confirmed(slices, in: other) }
        self.slices = slices
        overall = measured.overall
        fewestRows = fewest
        falseDiscoveryRate = options.falseDiscoveryRate
        isConfirmed = halves != nil
    }

    /// Whether a higher rate is worse; rates that are neither count as if higher were.
    static func worseIsHigher(_ metric: Metric, _ favourablePositive: Bool?) -> Bool {
        metric.worseSide(favourablePositive: favourablePositive) != .lower
    }
}

/// The cells of a cube as a search sees them: codes of the columns, rows, and numerator and denominator of a rate.
struct SliceTable: Sendable {
    let columns: [String]
    let levels: [[String]]
    /// Codes of combination `i` at `i * columns.count`.
    let codes: [UInt32]
    /// The block of clusters of each combination; empty without blocks.
    let blocks: [UInt32]
    let rowCounts: [Int]
    let successes: [Int]
    let trials: [Int]

    var count: Int { rowCounts.count }
    let rows: Int

    /// A set of combinations with the levels they share.
    struct Found: Hashable {
        /// Column and code, by column.
        let items: [Item]
        let rows: Int
        let successes: Int
        let trials: Int
    }

    struct Item: Hashable {
        let column: Int
        let code: UInt32
    }

    init?(_ cube: EvidenceCube, _ metric: Metric, favourablePositive: Bool, columns: [String]) {
        guard case .proportion(let part, let whole, _) = metric.definition else { return nil }
        let cells = cube.cells
        let places = columns.compactMap { cells.index(ofDimension: $0) }
        guard places.count == columns.count else { return nil }
        let own = metric.versusRest.map { name in cube.classes.firstIndex { $0.utf8.elementsEqual(name.utf8) } }
        if case .some(nil) = own { return nil }
        let slots = cells.slots
        // Counts are sums over rows, so single rows say it all.
        var weights: [(success: Int, trial: Int)] = []
        for slot in 0..<slots.count {
            var row = GroupEvidence(rowIn: slot, classCount: cube.classes.count)
            if case .some(let index?) = own { row = row.versusRest(index) }
            let counts = Counts(row, favourablePositive: favourablePositive)
            weights.append((counts[keyPath: part], counts[keyPath: whole]))
        }
        let table = cells.decisions
        var (rows, successes, trials) = (
            [Int](repeating: 0, count: table.combinationCount), [Int](repeating: 0, count: table.combinationCount),
            [Int](repeating: 0, count: table.combinationCount)
        )
        for cell in table.cells {
            let combination = Int(cell.combination)
            rows[combination] += cell.count
            successes[combination] += cell.count * weights[Int(cell.place)].success
            trials[combination] += cell.count * weights[Int(cell.place)].trial
        }
        let width = cells.dimensions.count
        var codes: [UInt32] = []
        for combination in 0..<table.combinationCount {
            for place in places { codes.append(table.codes[combination * width + place]) }
        }
        let block = cube.header.told.first { $0.rule == .block }.flatMap { cells.index(ofDimension: $0.name) }
        self.init(
            columns: columns, levels: places.map { cells.dimensions[$0].levels }, codes: codes,
            blocks: block.map { block -> [UInt32] in
                // By their numbers; rows whose cluster is missing come after all.
                let numbers = cells.dimensions[block].levels.map { UInt32($0) ?? .max } + [.max]
                return (0..<table.combinationCount).map { numbers[Int(table.codes[$0 * width + block])] }
            } ?? [], rowCounts: rows, successes: successes, trials: trials)
    }

    private init(
        columns: [String], levels: [[String]], codes: [UInt32], blocks: [UInt32], rowCounts: [Int], successes: [Int],
        trials: [Int]
    ) {
        self.columns = columns
        self.levels = levels
        self.codes = codes
        self.blocks = blocks
        self.rowCounts = rowCounts
        self.successes = successes
        self.trials = trials
        rows = rowCounts.reduce(0, +)
    }

    /// The rows of one half of the blocks, and of the other; `nil` without blocks.
    var halves: (first: SliceTable, second: SliceTable)? {
        guard !blocks.isEmpty else { return nil }
        func half(_ isIn: (UInt32) -> Bool) -> SliceTable {
            let kept = (0..<count).filter { isIn(blocks[$0]) }
            let width = columns.count
            return SliceTable(
                columns: columns, levels: levels, codes: kept.flatMap { codes[$0 * width..<($0 + 1) * width] },
                blocks: [], rowCounts: kept.map { rowCounts[$0] }, successes: kept.map { successes[$0] },
                trials: kept.map { trials[$0] })
        }
        return (half { $0 < 32 }, half { $0 >= 32 })
    }

    /// All rows.
    var everybody: Found {
        Found(items: [], rows: rows, successes: successes.reduce(0, +), trials: trials.reduce(0, +))
    }

    /// Every set of at most `depth` levels of different columns that enough rows share.
    ///
    /// - Returns: in the order of columns, then of levels, the shorter before the longer; `nil` for more than `limit`.
    func enumerated(fewestRows: Int, depth: Int, limit: Int) -> [Found]? {
        var found: [Found] = []
        var isTooMany = false
        func search(_ members: [Int32], _ items: [Item], from first: Int) {
            guard items.count < depth else { return }
            for column in first..<columns.count where !isTooMany {
                let levelCount = levels[column].count + 1
                var buckets = [[Int32]](repeating: [], count: levelCount)
                var sums = [Int](repeating: 0, count: levelCount)
                for member in members {
                    let code = Int(codes[Int(member) * columns.count + column])
                    buckets[code].append(member)
                    sums[code] += rowCounts[Int(member)]
                }
                for code in 0..<levelCount where sums[code] >= fewestRows && sums[code] > 0 {
                    guard found.count < limit else {
                        isTooMany = true
                        return
                    }
                    let own = items + [Item(column: column, code: UInt32(code))]
                    var (success, trial) = (0, 0)
                    for member in buckets[code] {
                        success += successes[Int(member)]
                        trial += trials[Int(member)]
                    }
                    found.append(Found(items: own, rows: sums[code], successes: success, trials: trial))
                    search(buckets[code], own, from: column + 1)
                }
            }
        }
        search((0..<Int32(count)).map { $0 }, [], from: 0)
        return isTooMany ? nil : found
    }

    /// The rows that share the levels of a set.
    func rows(sharing items: [Item]) -> Found {
        var (rows, success, trial) = (0, 0, 0)
        for member in 0..<count
        where items.allSatisfy({ codes[member * columns.count + $0.column] == $0.code }) {
            rows += rowCounts[member]
            success += successes[member]
            trial += trials[member]
        }
        return Found(items: items, rows: rows, successes: success, trials: trial)
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
