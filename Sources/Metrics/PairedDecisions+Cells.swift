import Evidence
import Statistics

/// Figures of tables of label and decision, two models on the same rows.
extension PairedDecisions {
    /// A figure of the first, and the same figure of the second, over the rows that both decided.
    ///
    /// Independent rows: Student's t from the first-order influence of rows on the difference, at the table label × first ×
    /// second with a little in every cell, so that few rows decided differently are not taken for all there are; with as many
    /// degrees of freedom as those few leave the variance (as for means, METHODS §3.3). Quantiles of Dirichlet–Jeffreys draws
    /// move a true loss towards none: with 50 rows and ½ in each cell they miss it in 5 to 7 % of cases (nominal 5 %), and
    /// with as much as gives either model its own posterior in 10 %; these limits in 2 to 6 %. Rows counted by blocks of
    /// clusters: Student's t over the figure without each block (METHODS §3.6).
    package func figure(_ metric: Metric, _ context: EstimationContext, level: Double) -> PairedFigure {
        var context = context
        context.allRows = nil
        let named = Estimator(GroupEvidence(group: group, classCount: slots.classCount), context: context)
        let index = named.index(of: metric)
        let own = named.versusRest(metric)?.metric ?? metric
        func table(_ rows: [Int]) -> PairedTable {
            let table = PairedTable(rows, slots)
            return index.map { table.versusRest($0) } ?? table
        }
        let whole = table(rows)
        let (first, second) = (
            Estimator(whole.evidence(group, ofFirst: true), context: context),
            Estimator(whole.evidence(group, ofFirst: false), context: context)
        )
        for side in [first, second] {
            guard case .undefined(let reason, let n) = side.sampled(own) else { continue }
            let isNobody = whole.judged == 0 && !rows.contains { $0 > 0 }
            return PairedFigure(notEstimable: isNobody ? .emptyGroup : reason, n: n, leftOut: whole.leftOut)
        }
        guard let a = first.value(own), let b = second.value(own) else {
            return PairedFigure(notEstimable: .notInCube, leftOut: whole.leftOut)
        }
        let function = Estimator.cellFunction(own)
        let (present, ranks) = (first.presentClasses, first.ranks ?? [])
        func gap(_ cells: [Double]) -> Double {
            whole.gap(of: cells) {
                function(ConfusionShares(cells: $0, classCount: whole.classCount, present: present, ranks: ranks))
            }
        }
        var estimate = Estimate(a - b, n: whole.judged, interval: nil)
        let width = own.range.upperBound - own.range.lowerBound
        if blocks.isEmpty {
            let influence = SmoothedInfluence(of: gap, whole, present: present)
            estimate = estimate.with(interval: influence.interval(a - b, level: level, reach: width))
        } else {
            let parts = blocks.map(table).filter { $0.judged > 0 }
            let jackknife = BlockJackknife(parts.map { gap(whole.subtracting($0).cells.map(Double.init)) })
            estimate =
                jackknife.blockCount < BlockJackknife.fewestBlocks
                ? estimate.adding([.tooFewClusters])
                : jackknife.interval(a - b, level: level, range: -width...width).map { estimate.with(interval: $0) }
                    ?? estimate.adding([.assumesIndependence])
        }
        return PairedFigure(first: a, second: b, difference: estimate, leftOut: whole.leftOut)
    }
}

/// Labelled rows by label and by what two models decided of them.
struct PairedTable {
    let classCount: Int
    /// Label × first × second.
    private(set) var cells: [Int]
    /// Labelled rows that only one of the two decided.
    private(set) var leftOut = 0

    /// - Parameter rows: by slot of label and first decision, and second decision.
    init(_ rows: [Int], _ slots: DecisionSlots) {
        let k = slots.classCount
        classCount = k
        cells = Array(repeating: 0, count: k * k * k)
        for label in 0..<k {
            for first in 0..<slots.columns {
                for second in 0..<slots.columns where first < k || second < k {
                    let count = rows[(label * slots.columns + first) * slots.columns + second]
                    if first < k, second < k {
                        cells[(label * k + first) * k + second] += count
                    } else {
                        leftOut += count
                    }
                }
            }
        }
    }

    private init(classCount: Int, cells: [Int], leftOut: Int) {
        self.classCount = classCount
        self.cells = cells
        self.leftOut = leftOut
    }

    /// Labelled rows that both decided.
    var judged: Int { cells.reduce(0, +) }

    /// The same rows as one class against all others.
    func versusRest(_ index: Int) -> PairedTable {
        var collapsed = [Int](repeating: 0, count: 8)
        for place in cells.indices {
            let parts = [place / classCount / classCount, place / classCount % classCount, place % classCount]
            collapsed[parts.reduce(0) { $0 * 2 + ($1 == index ? 1 : 0) }] += cells[place]
        }
        return PairedTable(classCount: 2, cells: collapsed, leftOut: leftOut)
    }

    func subtracting(_ part: PairedTable) -> PairedTable {
        PairedTable(classCount: classCount, cells: zip(cells, part.cells).map { $0 - $1 }, leftOut: leftOut)
    }

    /// The table of one of the two, of rows or of shares.
    func margin<Count: AdditiveArithmetic>(_ cells: [Count], ofFirst: Bool) -> [Count] {
        var margin = [Count](repeating: .zero, count: classCount * classCount)
        for place in cells.indices {
            let label = place / classCount / classCount
            let decision = ofFirst ? place / classCount % classCount : place % classCount
            margin[label * classCount + decision] += cells[place]
        }
        return margin
    }

    func evidence(_ group: GroupKey, ofFirst: Bool) -> GroupEvidence {
        let margin = margin(cells, ofFirst: ofFirst)
        return GroupEvidence(
            group: group,
            confusion: Confusion(
                rows: (0..<classCount).map { Array(margin[$0 * classCount..<($0 + 1) * classCount]) }))
    }

    /// A function of the table of the first less that of the table of the second.
    func gap(of cells: [Double], _ function: ([Double]) -> Double) -> Double {
        function(margin(cells, ofFirst: true)) - function(margin(cells, ofFirst: false))
    }
}

/// How far a function of a table may be off, from its first-order influence.
private struct SmoothedInfluence {
    /// The variance of the function.
    let variance: Double
    /// How well that variance is known.
    let degreesOfFreedom: Double

    /// - Parameters:
    ///   - present: classes with a label in the group; cells of others are no random zeros.
    init(of function: ([Double]) -> Double, _ table: PairedTable, present: [Bool]) {
        let k = table.classCount
        let places = table.cells.indices.filter { present[$0 / k / k] }
        var cells = table.cells.map(Double.init)
        // As many rows in all as there are cells of ½ where classes are two.
        for place in places { cells[place] += 2 / Double(k * k) }
        let total = cells.reduce(0, +)
        let step = total * 0x1p-14
        var influences = [Double](repeating: 0, count: cells.count)
        for place in places {
            let own = cells[place]
            cells[place] = own + step
            let above = function(cells)
            // From above alone where there is no room below; homogeneous functions have Σ nU = 0 for central steps.
            cells[place] = max(0, own - step)
            influences[place] = (above - function(cells)) / (own + step - cells[place])
            cells[place] = own
        }
        let mean = places.reduce(0) { $0 + cells[$1] * influences[$1] } / total
        var (squares, fourths) = (0.0, 0.0)
        for place in places {
            let square = (influences[place] - mean) * (influences[place] - mean)
            squares += cells[place] * square
            fourths += cells[place] * square * square
        }
        let judged = Double(table.judged)
        variance = judged > 0 ? squares * total / judged : .nan
        let kurtosis = squares > 0 ? total * fourths / (squares * squares) : 1
        degreesOfFreedom = kurtosis > 1 ? max(1, min(judged - 1, 2 * judged / (kurtosis - 1))) : max(1, judged - 1)
    }

    /// Student's t limits.
    ///
    /// - Returns: `nil` where the function has no derivative there.
    func interval(_ value: Double, level: Double, reach width: Double) -> Interval? {
        guard variance > 0, variance.isFinite else { return nil }
        let reach = StudentT(degreesOfFreedom: degreesOfFreedom).twoSidedQuantile(level: level) * variance.squareRoot()
        return Interval(
            lower: max(-width, value - reach), upper: min(width, value + reach), level: level,
            method: .pairedInfluence)
    }
}
