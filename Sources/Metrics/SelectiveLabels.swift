package import Evidence
package import Statistics

/// Figures of a group under what may be assumed of the labels that are missing.
///
/// Where outcomes are known only of those who were given the loan, the rows with a label are no sample of all rows, and
/// figures of them alone may be off in either direction (Lakkaraju et al. 2017). Three answers stand beside each other:
/// rows with a label only; rows with a label weighted so that each stratum of decisions has its size again; and the least
/// and greatest value that any labels could give.
///
/// - Source: METHODS §1.8; Manski 2003 for the bounds.
package struct SelectiveLabels: Sendable {
    /// What is assumed.
    package enum Assumption: String, Sendable, Hashable, CaseIterable {
        /// Labels are missing by chance within the group.
        case labelledOnly = "labelled-only"
        /// Labels are missing by chance within strata of the group: equal decisions, and equal levels of the columns that
        /// are held fixed.
        case reweighted
        /// Nothing: every missing label may be any.
        case worstCase = "worst-case"
    }

    private var estimator: Estimator
    /// The group by the columns that are held fixed; the group itself if there are none.
    private let strata: [GroupEvidence]

    /// - Parameters:
    ///   - group: the group and how it is to be measured.
    ///   - strata: its rows by the columns that are held fixed, without their blocks unless the group has blocks.
    package init(_ group: Estimator, strata: [GroupEvidence] = []) {
        estimator = group
        self.strata = strata.isEmpty ? [group.evidence] : strata
    }

    /// Whether the assumption can change the metric: it looks at labels and decisions, of rows without weights.
    package static func concerns(_ metric: Metric) -> Bool {
        guard metric.usesLabels else { return false }
        switch metric.definition {
        case .proportion: return CellProportion.weights(of: metric) != nil && metric.name != "label-coverage"
        case .ratioOfSums, .smooth, .confusionFunctional: return true
        default: return false
        }
    }

    /// The share of rows with a decision that have a label; `nil` without rows.
    package var labelCoverage: Double? {
        let all = judged + unlabelled
        return all > 0 ? Double(judged) / Double(all) : nil
    }

    private var judged: Int { estimator.evidence.judged }
    private var unlabelled: Int { estimator.evidence.unlabelledByPrediction.reduce(0, +) }

    /// The estimate under an assumption.
    ///
    /// - Returns: under `worstCase` no value but the limits it lies in, and an interval that covers both ends; of n rows
    ///   with a label.
    /// - Precondition: `concerns(metric)`.
    package mutating func estimate(
        _ metric: Metric, _ assumption: Assumption, level: Double, for purpose: IntervalPurpose = .display
    ) -> Estimate {
        guard estimator.evidence.measures.isEmpty else { return Estimate(notEstimable: .invalidWeights, n: judged) }
        if let own = estimator.versusRest(metric) {
            var labels = SelectiveLabels(own.estimator, strata: strata.compactMap { estimator.versusRest(metric, $0) })
            return labels.estimate(own.metric, assumption, level: level, for: purpose)
        }
        switch assumption {
        case .labelledOnly: return estimator.estimate(metric, level: level, for: purpose)
        case .reweighted: return reweighted(metric, level: level, for: purpose)
        case .worstCase: return worstCase(metric, level: level, for: purpose)
        }
    }

    // MARK: Reweighting

    /// The cells of a stratum: labelled rows by label and decision, then rows without a label by decision.
    private static func cells(_ evidence: GroupEvidence) -> [Double] {
        evidence.confusion.counts.map(Double.init) + evidence.unlabelledByPrediction.map(Double.init)
    }

    /// The table with each decision's labelled rows in the place of all its rows, summed over strata.
    ///
    /// - Returns: `nil` where a stratum has rows but no label.
    private static func table(_ strata: [ArraySlice<Double>], _ k: Int) -> [Double]? {
        var table = [Double](repeating: 0, count: k * k)
        for cells in strata {
            let start = cells.startIndex
            for decision in 0..<k {
                var labelled = 0.0
                for label in 0..<k { labelled += cells[start + label * k + decision] }
                let missing = cells[start + k * k + decision]
                guard labelled > 0 else {
                    if missing > 0 { return nil }
                    continue
                }
                let weight = (labelled + missing) / labelled
                for label in 0..<k { table[label * k + decision] += weight * cells[start + label * k + decision] }
            }
        }
        return table
    }

    /// The metric of reweighted cells; NaN where it is undefined, or a stratum has no label.
    private func value(_ metric: Metric, _ cells: [Double]) -> Double {
        let k = estimator.evidence.classCount
        let width = k * k + k
        let strata = stride(from: 0, to: cells.count, by: width).map { cells[$0..<$0 + width] }
        guard let table = Self.table(strata, k) else { return .nan }
        return Self.value(metric, table, k, estimator.ranks)
    }

    private static func value(_ metric: Metric, _ table: [Double], _ k: Int, _ ranks: [Int]?) -> Double {
        if case .proportion = metric.definition, k > 2 {
            let total = table.reduce(0, +)
            let right = (0..<k).reduce(0) { $0 + table[$1 * k + $1] }
            return metric.direction == .lowerIsBetter ? 1 - right / total : right / total
        }
        let present = (0..<k).map { label in table[label * k..<(label + 1) * k].contains { $0 > 0 } }
        return Estimator.cellFunction(metric)(
            ConfusionShares(cells: table, classCount: k, present: present, ranks: ranks ?? []))
    }

    private mutating func reweighted(_ metric: Metric, level: Double, for purpose: IntervalPurpose) -> Estimate {
        // Without missing labels the rows with one are all rows.
        if unlabelled == 0 { return estimator.estimate(metric, level: level, for: purpose) }
        let plain = estimator.sampled(metric)
        if case .undefined(let reason, let n) = plain { return Estimate(notEstimable: reason, n: n) }
        let cells = strata.flatMap(Self.cells)
        let k = estimator.evidence.classCount
        let width = k * k + k
        let slices = stride(from: 0, to: cells.count, by: width).map { cells[$0..<$0 + width] }
        guard let table = Self.table(slices, k) else { return Estimate(notEstimable: .positivity, n: judged) }
        let number = Self.value(metric, table, k, estimator.ranks)
        guard number.isFinite else { return Estimate(notEstimable: .positivity, n: judged) }
        let value = min(max(number, metric.range.lowerBound), metric.range.upperBound)
        if estimator.isClustered { return clustered(metric, value, level: level) }
        let replicates = estimator.context.replicates(for: purpose)
        let interval = interval(metric, value, cells, level: level, replicates: replicates)
        return Estimate(value, n: judged, interval: interval)
    }

    /// Labelled and unlabelled cells are drawn together, so that the weights are estimated again in each draw.
    private func interval(
        _ metric: Metric, _ value: Double, _ cells: [Double], level: Double, replicates: Int
    ) -> Interval? {
        let occupied = cells.indices.filter { cells[$0] > 0 }
        let small = judged < 200 || occupied.contains { cells[$0] < 10 }
        let stream = "selective labels" + estimator.stream
        if !small {
            let counts = cells.map { Int($0) }
            var values: [Double] = []
            CellBootstrap(counts: counts, seed: estimator.context.seed, stream: stream).forEachDraw(0..<replicates) {
                let drawn = self.value(metric, $1.map(Double.init))
                if drawn.isFinite { values.append(drawn) }
            }
            let influences = cells.indices.map { cell -> Double in
                guard cells[cell] > 0 else { return 0 }
                var fewer = cells
                fewer[cell] -= 1
                let without = self.value(metric, fewer)
                return without.isFinite ? value - without : 0
            }
            if let interval = BCa.interval(
                estimate: value, replicates: values, dropped: replicates - values.count,
                acceleration: BCa.acceleration(counts: counts, influences: influences), level: level)
            {
                return interval.holding(value)
            }
        }
        // Every cell of a decision that was made, and of a label that was seen, may have rows that were not.
        let k = estimator.evidence.classCount
        let width = k * k + k
        let seen = (0..<k).map { label in (0..<k).contains { estimator.evidence.confusion[label, $0] > 0 } }
        let all = seen.count { $0 } < 2
        let places = cells.indices.filter { cell in
            let (stratum, place) = (cell / width, cell % width)
            guard place < k * k else { return cells[cell] > 0 }
            let decision = place % k
            let start = stratum * width
            let rows = (0..<k).reduce(cells[start + k * k + decision]) { $0 + cells[start + $1 * k + decision] }
            return rows > 0 && (all || seen[place / k])
        }
        guard !places.isEmpty else { return nil }
        let posterior = DirichletJeffreys(
            counts: places.map { cells[$0] }, seed: estimator.context.seed, stream: stream)
        var values: [Double] = []
        posterior.forEachDraw(0..<replicates) { _, probabilities in
            var drawn = [Double](repeating: 0, count: cells.count)
            for (index, place) in places.enumerated() { drawn[place] = probabilities[index] }
            let figure = self.value(metric, drawn)
            if figure.isFinite { values.append(figure) }
        }
        guard values.count == replicates,
            let interval = DirichletJeffreys.quantileInterval(
                values: values, estimate: value, range: metric.range, level: level)
        else { return nil }
        return interval.holding(value)
    }

    /// The jackknife of the reweighted figure, its weights estimated again without each block.
    private mutating func clustered(_ metric: Metric, _ value: Double, level: Double) -> Estimate {
        let count = estimator.evidence.blocks.count
        guard strata.allSatisfy({ $0.blocks.count == count }) else {
            return Estimate(value, n: judged, interval: nil, flags: [.assumesIndependence])
        }
        var replicates: [Double] = []
        for block in 0..<count where estimator.evidence.blocks[block].rows > 0 {
            let rest = strata.map { $0.withoutBlocks.withoutScores.subtracting($0.blocks[block].withoutScores) }
            replicates.append(self.value(metric, rest.flatMap(Self.cells)))
        }
        let jackknife = BlockJackknife(replicates)
        guard jackknife.blockCount >= BlockJackknife.fewestBlocks else {
            return Estimate(value, n: judged, interval: nil, flags: [.tooFewClusters])
        }
        return Estimate(value, n: judged, interval: jackknife.interval(value, level: level, range: metric.range))
    }

    // MARK: Bounds

    /// The group with every missing label filled in.
    ///
    /// - Parameter labels: the rows without a label that get each label, by decision.
    private func completed(_ labels: (_ decision: Int, _ missing: Int) -> [Int]) -> GroupEvidence {
        let evidence = estimator.evidence
        let k = evidence.classCount
        var rows = (0..<k).map { label in (0..<k).map { evidence.confusion[label, $0] } }
        for decision in 0..<k {
            for (label, count) in labels(decision, evidence.unlabelledByPrediction[decision]).enumerated() {
                rows[label][decision] += count
            }
        }
        return GroupEvidence(group: evidence.group, confusion: Confusion(rows: rows))
    }

    /// Tables that fill missing labels in, among which the least and the greatest value are.
    ///
    /// Ratios of sums of cells are monotone in each count, so that corners are enough; for figures with more than one
    /// ratio or with roots, a grid between the corners is searched too.
    ///
    /// - Returns: `nil` for several classes, of figures other than shares of right answers.
    private func candidates(_ metric: Metric) -> (tables: [GroupEvidence], isExact: Bool)? {
        let k = estimator.evidence.classCount
        if k > 2 {
            guard case .proportion = metric.definition else { return nil }
            func all(_ isRight: Bool) -> GroupEvidence {
                completed { decision, missing in
                    (0..<k).map { $0 == (isRight ? decision : (decision + 1) % k) ? missing : 0 }
                }
            }
            return ([all(true), all(false)], true)
        }
        var steps = 1
        switch metric.definition {
        case .proportion, .ratioOfSums: break
        default: steps = 32
        }
        var tables: [GroupEvidence] = []
        for first in 0...steps {
            for second in 0...steps {
                tables.append(
                    completed { decision, missing in
                        let positives = missing * (decision == 0 ? first : second) / steps
                        return [missing - positives, positives]
                    })
            }
        }
        return (tables, steps == 1)
    }

    private mutating func worstCase(_ metric: Metric, level: Double, for purpose: IntervalPurpose) -> Estimate {
        if unlabelled == 0 { return estimator.estimate(metric, level: level, for: purpose) }
        guard let (tables, isExact) = candidates(metric) else {
            return Estimate(notEstimable: .unlabelled, n: judged)
        }
        let context = estimator.context
        var (least, greatest): ((Double, Estimator)?, (Double, Estimator)?)
        for table in tables {
            let own = Estimator(table, context: context, role: "worst case")
            guard let value = own.value(metric) else { continue }
            if least.map({ value < $0.0 }) ?? true { least = (value, own) }
            if greatest.map({ value > $0.0 }) ?? true { greatest = (value, own) }
        }
        guard var (lower, first) = least, var (upper, last) = greatest else {
            return Estimate(notEstimable: .unlabelled, n: judged)
        }
        let below = first.estimate(metric, level: level, for: purpose).interval
        let above = last.estimate(metric, level: level, for: purpose).interval
        if !isExact {
            // Between the points of the grid the figure may go a little further.
            let slack = (upper - lower) / 32
            lower = max(metric.range.lowerBound, lower - slack)
            upper = min(metric.range.upperBound, upper + slack)
        }
        var interval: Interval?
        if let below, let above {
            interval = Interval(
                lower: min(lower, below.lower), upper: max(upper, above.upper), level: level, method: .manski)
        }
        return Estimate(
            notEstimable: .unlabelled, n: judged, interval: interval, bounds: lower...upper,
            flags: estimator.isClustered ? [.assumesIndependence] : [])
    }
}
