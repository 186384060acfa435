/// Whether two classifications go together, within strata: by χ² where cells hold enough rows, else by permuting one of
/// them within each stratum.
///
/// The statistic is the sum of the strata's χ². Permuting rows is drawing tables with the same margins, so that a draw
/// costs no sorting and no table of rows.
///
/// - Source: METHODS §4b; Cochran 1954 for when χ² may be used; Besag and Clifford 1991 for stopping draws early; Haldane
///   1940 for the mean and variance of χ² under permutation.
package struct IndependenceTest: Hashable, Sendable {
    /// How a p-value was found.
    package enum Method: String, Hashable, Sendable {
        case chiSquare = "chi-square"
        case permutation
        /// By permuting units of rows, such as people, as a whole.
        case unitPermutation = "unit-permutation"
        /// χ² lies so far out that Cantelli's inequality with its exact mean and variance under permutation alone puts p
        /// below the smallest that permutations can show.
        case bound
    }

    /// Σ χ² over strata.
    package let statistic: Double
    package let degreesOfFreedom: Int
    /// In 0…1; by permutation (1 + as large)/(1 + draws), or `enough`/draws where it stopped early.
    package let pValue: Double
    package let method: Method
    /// Tables drawn; 0 for other methods.
    package let draws: Int

    /// Draws with a χ² as large that are enough: 100 of them tell p within a tenth.
    static let enough = 100

    /// - Parameters:
    ///   - strata: counts of each stratum, one list a value of what is permuted; one table for no strata.
    ///   - permutations: the most draws.
    /// - Returns: `nil` where nothing varies in any stratum.
    /// - Complexity: O(cells), and where permuted O(draws × (rows of small levels + levels)).
    package init?(_ strata: [[[Int]]], permutations: Int, seed: UInt64, stream: String) {
        let tables = strata.map { ContingencyTable($0) }.filter { $0.degreesOfFreedom > 0 }
        guard !tables.isEmpty else { return nil }
        degreesOfFreedom = tables.reduce(0) { $0 + $1.degreesOfFreedom }
        var sum = CompensatedSum()
        for table in tables { sum.add(table.chiSquare) }
        statistic = sum.value
        if tables.allSatisfy(\.hasEnoughExpected) {
            pValue = ChiSquared(degreesOfFreedom: Double(degreesOfFreedom)).tails(statistic).upper
            method = .chiSquare
            draws = 0
            return
        }
        let smallest = 1 / Double(permutations + 1)
        let (mean, variance) = tables.reduce((0, 0)) { sum, table in
            let own = table.permutedMoments
            return (sum.0 + own.mean, sum.1 + own.variance)
        }
        let gap = statistic - mean
        if gap > 0, variance.isFinite, variance / (variance + gap * gap) <= smallest {
            pValue = smallest
            method = .bound
            draws = 0
            return
        }
        method = .permutation
        var samplers = tables.map { TableSampler($0) }
        (pValue, draws) = Self.permuted(statistic, permutations: permutations, seed: seed, stream: stream) { random in
            var total = 0.0
            for index in samplers.indices { total += samplers[index].draw(&random) }
            return total
        }
    }

    /// Of a statistic that was permuted elsewhere.
    package init(statistic: Double, degreesOfFreedom: Int, pValue: Double, method: Method, draws: Int) {
        self.statistic = statistic
        self.degreesOfFreedom = degreesOfFreedom
        self.pValue = pValue
        self.method = method
        self.draws = draws
    }

    /// How often a drawn statistic is as large, and the draws made: fewer than asked for where `enough` were as large.
    package static func permuted(
        _ statistic: Double, permutations: Int, seed: UInt64, stream: String, draw: (inout RapidStream) -> Double
    ) -> (pValue: Double, draws: Int) {
        var random = RapidStream(RandomStream.Key(seed: seed, name: stream).word)
        var (asLarge, drawn) = (0, 0)
        // Sums in another order may differ in their last digits.
        let limit = statistic * (1 - 1e-12)
        while drawn < permutations, asLarge < enough {
            drawn += 1
            if draw(&random) >= limit { asLarge += 1 }
        }
        return (
            asLarge >= enough && drawn < permutations
                ? Double(asLarge) / Double(drawn) : Double(asLarge + 1) / Double(drawn + 1), drawn
        )
    }
}

extension ContingencyTable {
    /// Whether χ² follows its distribution: no cell is expected to hold less than one row, and at most a fifth of them fewer
    /// than five.
    ///
    /// - Source: Cochran 1954.
    package var hasEnoughExpected: Bool {
        var small = 0
        for row in rowTotals {
            for column in columnTotals {
                let expected = Double(row) * Double(column) / Double(total)
                if expected < 1 { return false }
                if expected < 5 { small += 1 }
            }
        }
        return small * 5 <= rowTotals.count * columnTotals.count
    }

    /// The mean and the variance of χ² over all tables with these margins; an infinite variance below four rows.
    ///
    /// - Source: Haldane 1940; Dawson 1954.
    package var permutedMoments: (mean: Double, variance: Double) {
        let n = Double(total)
        let (r, c) = (Double(rowTotals.count), Double(columnTotals.count))
        let mean = n > 1 ? n * (r - 1) * (c - 1) / (n - 1) : 0
        guard n > 3 else { return (mean, .infinity) }
        // Σ over rows, and over columns, of n/margin, less what equal chances would give.
        func spread(_ totals: [Int]) -> Double {
            var sum = CompensatedSum()
            for total in totals { sum.add(n / Double(total)) }
            let k = Double(totals.count)
            return (sum.value - k * k) / (n - 2)
        }
        func size(_ count: Double) -> Double { (count - 1) * (n - count) / (n - 1) }
        let (p, q) = (size(r) - spread(rowTotals), size(c) - spread(columnTotals))
        let variance =
            2 * n / (n - 3) * p * q + n * n / (n - 1) * spread(rowTotals) * spread(columnTotals)
        return (mean, max(0, variance))
    }
}

/// Draws tables with the margins of another.
private struct TableSampler {
    /// Rows of each class, and of each level.
    private let classes: [Int]
    private let levels: [Int]
    private let total: Int
    private var left: [Int]
    private var cell: [Int]

    init(_ table: ContingencyTable) {
        // The fewest classes are walked through for each row.
        let isTurned = table.rowTotals.count > table.columnTotals.count
        classes = isTurned ? table.columnTotals : table.rowTotals
        levels = isTurned ? table.rowTotals : table.columnTotals
        total = table.total
        left = classes
        cell = classes
    }

    /// χ² of a drawn table.
    mutating func draw(_ random: inout RapidStream) -> Double {
        classes.count == 2 ? drawPair(&random) : drawMany(&random)
    }

    /// χ² = Σ (k − mp)²/(mpq) over levels of m rows with k of the first class.
    private func drawPair(_ random: inout RapidStream) -> Double {
        let (first, all) = (Double(classes[0]), Double(total))
        let p = first / all
        var (rest, wanted) = (total, classes[0])
        var sum = 0.0
        for m in levels {
            let k = random.hypergeometric(wanted, of: rest, drawing: m)
            let gap = Double(k) - Double(m) * p
            sum += gap * gap / Double(m)
            wanted -= k
            rest -= m
        }
        return sum / (p * (1 - p))
    }

    private mutating func drawMany(_ random: inout RapidStream) -> Double {
        for index in classes.indices { left[index] = classes[index] }
        var rest = total
        var sum = 0.0
        for m in levels {
            // One class after another takes its part of the level's rows.
            var (open, others) = (m, rest)
            for index in classes.indices {
                let k =
                    index + 1 == classes.count ? open : random.hypergeometric(left[index], of: others, drawing: open)
                others -= left[index]
                open -= k
                left[index] -= k
                let expected = Double(m) * Double(classes[index]) / Double(total)
                let gap = Double(k) - expected
                sum += gap * gap / expected
            }
            rest -= m
        }
        return sum
    }
}
