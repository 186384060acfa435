import Statistics

/// Whether a feature goes with an attribute where rows come in units such as people.
///
/// The rows of one person depend on each other, so that χ² takes them for more than they are: people change places, not
/// rows. Attributes are permuted among units of as many rows in the same strata; the statistic is the sum of the strata's χ².
///
/// - Source: METHODS §3.6 and §4b.
struct UnitPermutation {
    /// What is moved at most: draws are fewer where units hold very many rows.
    private static let budget = 100_000_000
    private static let fewestDraws = 999

    private let attributes: [UInt32]
    private let valueCount: Int
    /// By row, from 0; all 0 without strata.
    private let strata: [Int]
    private let strataCount: Int
    /// Units that could as well have had each other's attributes.
    private let exchangeable: [ExchangeableUnits]

    /// - Returns: `nil` where no unit has more than one row: then rows are units.
    init?(_ attributes: [UInt32], valueCount: Int, strata: [UInt32]?, units: [UInt32]) {
        guard Set(units).count < units.count else { return nil }
        exchangeable = AttributeShuffle(attributes, strata: strata, units: units).exchangeable
        var dense: [UInt32: Int] = [:]
        self.strata = attributes.indices.map { row in
            let stratum = strata?[row] ?? 0
            let code = dense[stratum] ?? dense.count
            dense[stratum] = code
            return code
        }
        strataCount = max(1, dense.count)
        self.attributes = attributes
        self.valueCount = valueCount
    }

    /// - Parameter levels: of the feature.
    /// - Returns: `nil` where nothing varies in any stratum, or no two units could have changed places with any effect.
    /// - Complexity: O(draws × rows), with fewer draws where rows are very many; where each unit has one value of the
    ///   attribute, O(draws × levels of units).
    func test(
        _ levels: ProxyRows.Levels, permutations: Int, seed: UInt64, stream: String
    ) -> IndependenceTest? {
        var columns = Columns(levels, strata, strataCount, attributes, valueCount)
        guard columns.degreesOfFreedom > 0 else { return nil }
        var movers: [Movers] = []
        for units in exchangeable {
            let mover = Movers(units, attributes, columns.ofRow)
            if mover.changesNothing { mover.add(to: &columns.fixed, columns.count) } else { movers.append(mover) }
        }
        guard !movers.isEmpty else { return nil }
        let moved = movers.reduce(0) { $0 + $1.size }
        var table = columns.fixed
        for mover in movers { mover.add(to: &table, columns.count) }
        let statistic = columns.chiSquare(table)
        let found = IndependenceTest.permuted(
            statistic, permutations: min(permutations, max(Self.fewestDraws, Self.budget / moved)), seed: seed,
            stream: stream
        ) { random in
            for index in table.indices { table[index] = columns.fixed[index] }
            for index in movers.indices {
                movers[index].shuffle(&random)
                movers[index].add(to: &table, columns.count)
            }
            return columns.chiSquare(table)
        }
        return IndependenceTest(
            statistic: statistic, degreesOfFreedom: columns.degreesOfFreedom, pValue: found.pValue,
            method: .unitPermutation, draws: found.draws)
    }
}

/// Levels within strata that have rows, and what χ² needs of them.
private struct Columns {
    /// By row.
    let ofRow: [Int32]
    let count: Int
    let degreesOfFreedom: Int
    /// Counts by value of the attribute and column that no permutation changes.
    var fixed: [Int]
    /// 1/E by value and column; 0 where nobody of the stratum has the value.
    private let weights: [Double]
    private let rows: Double

    init(
        _ levels: ProxyRows.Levels, _ strata: [Int], _ strataCount: Int, _ attributes: [UInt32], _ valueCount: Int
    ) {
        var places = [Int32](repeating: -1, count: strataCount * levels.count)
        var (ofRow, totals, stratumOf): ([Int32], [Int], [Int]) = ([], [], [])
        ofRow.reserveCapacity(strata.count)
        var values = [Int](repeating: 0, count: strataCount * valueCount)
        var strataTotals = [Int](repeating: 0, count: strataCount)
        for (row, stratum) in strata.enumerated() {
            let cell = stratum * levels.count + Int(levels.codes[row])
            if places[cell] < 0 {
                places[cell] = Int32(totals.count)
                totals.append(0)
                stratumOf.append(stratum)
            }
            ofRow.append(places[cell])
            totals[Int(places[cell])] += 1
            values[stratum * valueCount + Int(attributes[row])] += 1
            strataTotals[stratum] += 1
        }
        var columnsOf = [Int](repeating: 0, count: strataCount)
        for stratum in stratumOf { columnsOf[stratum] += 1 }
        degreesOfFreedom = (0..<strataCount).reduce(0) { sum, stratum in
            let present = (0..<valueCount).count { values[stratum * valueCount + $0] > 0 }
            return sum + max(0, present - 1) * max(0, columnsOf[stratum] - 1)
        }
        self.ofRow = ofRow
        count = totals.count
        rows = Double(strata.count)
        fixed = [Int](repeating: 0, count: valueCount * totals.count)
        weights = (0..<valueCount).flatMap { value in
            totals.indices.map { column -> Double in
                let stratum = stratumOf[column]
                let own = values[stratum * valueCount + value]
                return own > 0 ? Double(strataTotals[stratum]) / (Double(own) * Double(totals[column])) : 0
            }
        }
    }

    /// Σ O²/E − n, as margins stay what they are.
    func chiSquare(_ table: [Int]) -> Double {
        var sum = 0.0
        for (count, weight) in zip(table, weights) where count > 0 { sum += Double(count) * Double(count) * weight }
        return max(0, sum - rows)
    }
}

/// Units of as many rows each that change places.
private struct Movers {
    /// The attribute of each unit: one value where its rows have the same, else those of its rows, unit after unit.
    private let values: [UInt32]
    private let width: Int
    /// By unit, the one whose attributes it has.
    private var donors: [Int]
    /// The rows of each unit by column and place among its values; those of unit u from `starts[u]` on.
    private let entries: [(column: Int, place: Int, count: Int)]
    private let starts: [Int]

    init(_ units: ExchangeableUnits, _ attributes: [UInt32], _ columnOf: [Int32]) {
        let size = units.size
        let isWhole = units.rows.indices.allSatisfy {
            attributes[units.rows[$0]] == attributes[units.rows[$0 / size * size]]
        }
        width = isWhole ? 1 : size
        values = stride(from: 0, to: units.rows.count, by: isWhole ? size : 1).map { attributes[units.rows[$0]] }
        donors = Array(0..<units.count)
        var (entries, starts): ([(column: Int, place: Int, count: Int)], [Int]) = ([], [0])
        for unit in 0..<units.count {
            let cells = units[unit].enumerated().map { (column: Int(columnOf[$1]), place: isWhole ? 0 : $0) }
                .sorted { ($0.place, $0.column) < ($1.place, $1.column) }
            for cell in cells {
                if entries.count > starts[starts.count - 1], let last = entries.last, last.place == cell.place,
                    last.column == cell.column
                {
                    entries[entries.count - 1].count += 1
                } else {
                    entries.append((cell.column, cell.place, 1))
                }
            }
            starts.append(entries.count)
        }
        (self.entries, self.starts) = (entries, starts)
    }

    /// What one draw costs.
    var size: Int { entries.count }

    /// Whether all units have the same attributes.
    var changesNothing: Bool { values.indices.allSatisfy { values[$0] == values[$0 % width] } }

    mutating func shuffle(_ random: inout RapidStream) { random.shuffle(&donors) }

    /// Adds the rows to counts by value of the attribute and column.
    func add(to table: inout [Int], _ columns: Int) {
        for (unit, donor) in donors.enumerated() {
            for entry in entries[starts[unit]..<starts[unit + 1]] {
                table[Int(values[donor * width + entry.place]) * columns + entry.column] += entry.count
            }
        }
    }
}
