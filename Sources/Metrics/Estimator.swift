package import Evidence
package import Statistics

/// What is needed beside the evidence to make estimates.
package struct EstimationContext: Sendable {
    /// Level of the intervals shown.
    package var level: Double
    package var seed: UInt64
    /// Draws for intervals shown; gates take `gateReplicates`.
    package var replicates: Int
    package var gateReplicates: Int
    /// The model's name; random streams of different models are independent.
    package var model: String
    /// Whether the wanted decision is the positive class; `nil` if nobody said.
    package var favourablePositive: Bool?
    /// Whether scores are probabilities of the positive class.
    package var scoresAreProbabilities: Bool
    /// Rows of everybody, for shares; `nil` for a group on its own.
    package var allRows: Int?
    /// The names of the classes in the order of their codes, for figures of one of them.
    package var classes: [String] = []
    /// The codes of the classes from the lowest up, for figures of their order; `nil` where nobody declared one.
    package var order: [Int]?
    /// The classes that macro averages run over, where groups are compared: those with labels in all of them. `nil` for
    /// those with labels in the group itself.
    var commonClasses: [Bool]?
    /// Bins of equal width that calibration errors are measured over.
    package var calibrationBins = CalibrationError.standardBinCount

    package init(
        model: String, level: Double = 0.95, seed: UInt64 = 0, replicates: Int = 2_000, gateReplicates: Int = 10_000,
        favourablePositive: Bool? = nil, scoresAreProbabilities: Bool = true, allRows: Int? = nil
    ) {
        self.model = model
        self.level = level
        self.seed = seed
        self.replicates = replicates
        self.gateReplicates = gateReplicates
        self.favourablePositive = favourablePositive
        self.scoresAreProbabilities = scoresAreProbabilities
        self.allRows = allRows
    }

    /// How many draws an interval takes.
    package func replicates(for purpose: IntervalPurpose) -> Int { purpose == .gate ? gateReplicates : replicates }
}

/// One group of one model, ready to be measured.
///
/// Draws of confusion cells are made once and shared by all metrics that need them.
package struct Estimator: Sendable {
    package let evidence: GroupEvidence
    package let counts: Counts
    package let context: EstimationContext
    /// Tells the draws of this group from those of every other one.
    let stream: String
    let role: String
    private var shares: [ConfusionShares] = []
    /// The group without each of its blocks that has rows, but for scores.
    private var withoutBlock: [Estimator?] = []
    /// Whether intervals are made that need draws of cells.
    private var drawsCells = true
    /// The rows by their weights, where they have any.
    let weighted: WeightedRows?

    /// - Parameter role: distinguishes evidence that shares a group's name, such as the rest of the data without it.
    package init(_ evidence: GroupEvidence, context: EstimationContext, role: String = "group") {
        self.evidence = evidence
        self.context = context
        self.role = role
        weighted = WeightedRows(evidence)
        counts = Counts(
            evidence, allRows: context.allRows, favourablePositive: context.favourablePositive ?? true)
        stream = ([context.model, role] + evidence.group.levels.flatMap { [$0.dimension, $0.name] })
            .map { "\($0.utf8.count):\($0)" }.joined()
    }

    /// The estimate of a metric with its interval at display level, or the reason why there is none.
    ///
    /// - Parameters:
    ///   - level: the interval's level; the context's when absent.
    ///   - purpose: gates take more draws.
    /// - Complexity: O(1) for proportions, O(distinct scores) for score metrics, O(draws × K²) for the first composite.
    package mutating func estimate(
        _ metric: Metric, level: Double? = nil, for purpose: IntervalPurpose = .display
    ) -> Estimate {
        if var own = versusRest(metric) { return own.estimator.estimate(own.metric, level: level, for: purpose) }
        let level = level ?? context.level
        guard isClustered else { return ofIndependentRows(metric, level: level, for: purpose) }
        if case .moment(let moment) = metric.definition, hasOneClass(moment) {
            return ofIndependentRows(metric, level: level, for: purpose)
        }
        drawsCells = false
        let estimate = ofIndependentRows(metric, level: level, for: purpose)
        drawsCells = true
        if let clustered = clustered(estimate, metric, level: level, for: purpose) { return clustered }
        return ofIndependentRows(metric, level: level, for: purpose).adding([.assumesIndependence])
    }

    private mutating func ofIndependentRows(
        _ metric: Metric, level: Double, for purpose: IntervalPurpose
    ) -> Estimate {
        let flags = self.flags(metric)
        switch sampled(metric) {
        case .undefined(let reason, let n):
            return Estimate(notEstimable: reason, n: n, flags: flags)
        case .count(let count):
            return Estimate(Double(count), n: counts.rows, interval: nil, flags: flags)
        case .proportion(let proportion):
            return Estimate(
                proportion.value, n: proportion.n,
                interval: Proportion.interval(
                    successes: proportion.successes, trials: proportion.trials, level: level, for: purpose),
                flags: flags)
        case .mean(let sample):
            return Estimate(
                sample.mean, n: Int(sample.count),
                interval: Self.meanInterval(sample, range: metric.range, level: level),
                flags: flags)
        case .area(let area, let positives, let negatives):
            return Estimate(
                area.value, n: positives + negatives,
                interval: Self.widened(
                    areaInterval(area, positives: positives, negatives: negatives, level: level), by: area),
                exactness: Self.exactness(area), flags: flags)
        case .averagePrecision(let result, _, let n):
            return Estimate(
                result.value, n: n,
                interval: Self.widened(
                    Self.logitInterval(result, positives: evidence.scores.first?.positiveTotal ?? 0, level: level),
                    by: result),
                exactness: Self.exactness(result), flags: flags)
        case .calibration(let error):
            return Estimate(
                error.value, n: error.rows, interval: interval(error, level: level, for: purpose),
                exactness: error.bounds.map { .bounded(lower: $0.lowerBound, upper: $0.upperBound) } ?? .exact,
                flags: flags)
        case .composite(let value):
            return Estimate(
                value, n: counts.judged, interval: compositeInterval(metric, value: value, level: level, for: purpose),
                flags: flags)
        case .linearised(let figure):
            return Estimate(
                figure.value, n: figure.count, interval: figure.interval(level: level, range: metric.range),
                flags: flags)
        case .figure(let figure):
            return Estimate(
                figure.value, n: figure.rows, interval: figure.limits(level), exactness: figure.exactness, flags: flags)
        }
    }

    /// The group without each of its blocks; `nil` for a block without rows.
    ///
    /// - Parameter metric: what is to be asked; without scores the answer is kept for the next metric.
    mutating func withoutEachBlock(_ metric: Metric) -> [Estimator?] {
        func without(_ whole: GroupEvidence, _ part: (GroupEvidence) -> GroupEvidence) -> [Estimator?] {
            evidence.blocks.map { block in
                block.rows == 0 ? nil : Estimator(whole.subtracting(part(block)), context: context)
            }
        }
        if metric.needsScores { return without(evidence.withoutBlocks) { $0 } }
        if withoutBlock.isEmpty { withoutBlock = without(evidence.withoutBlocks.withoutScores) { $0.withoutScores } }
        return withoutBlock
    }

    /// The value alone, without the cost of an interval; `nil` where there is none.
    package func value(_ metric: Metric) -> Double? {
        if let own = versusRest(metric) { return own.estimator.value(own.metric) }
        return switch sampled(metric) {
        case .undefined: nil
        case .count(let count): Double(count)
        case .proportion(let proportion): proportion.value
        case .mean(let sample): sample.mean
        case .area(let area, _, _): area.value
        case .averagePrecision(let result, _, _): result.value
        case .calibration(let error): error.value
        case .composite(let value): value
        case .linearised(let figure): figure.value
        case .figure(let figure): figure.value
        }
    }

    /// Rows in the metric's denominator.
    package func denominator(_ metric: Metric) -> Int {
        if let own = versusRest(metric) { return own.estimator.denominator(own.metric) }
        return switch sampled(metric) {
        case .undefined(_, let n): n
        case .count: counts.rows
        case .proportion(let proportion): proportion.n
        case .mean(let sample): Int(sample.count)
        case .area(_, let positives, let negatives): positives + negatives
        case .averagePrecision(_, _, let n): n
        case .calibration(let error): error.rows
        case .composite: counts.judged
        case .linearised(let figure): figure.count
        case .figure(let figure): figure.rows
        }
    }

    /// The no-skill value on the same rows, if the metric has one and there are labels.
    package func noSkillValue(_ metric: Metric) -> Double? {
        if let own = versusRest(metric) { return own.estimator.noSkillValue(own.metric) }
        if metric.needsScores, let table = evidence.scores.first {
            // The rows that have a score, which need not be those that have a prediction.
            let totals =
                evidence.scores.count == 1
                ? [Self.total(table, .negative), Self.total(table, .positive)]
                : evidence.scores.map { Self.total($0, .positive) }
            guard let noSkill = metric.noSkill, totals.contains(where: { $0 > 0 }) else { return nil }
            let value = noSkill.value(totals)
            return value.isFinite ? value : nil
        }
        guard let weighted else { return metric.noSkillValue(evidence.confusion) }
        guard let noSkill = metric.noSkill, counts.judged > 0 else { return nil }
        let (cells, k) = (weighted.confusion, evidence.classCount)
        let value = noSkill.value((0..<k).map { label in cells[label * k..<(label + 1) * k].reduce(0, +) })
        return value.isFinite ? value : nil
    }

    /// Rows of one state of the label, or the sum of their weights.
    private static func total(_ scores: ScoreCounts, _ state: CubeCells.ScoreState) -> Double {
        if let weights = scores.sums(of: .weight, state) { return weights.reduce(0, +) }
        return Double(state == .positive ? scores.positiveTotal : scores.negativeTotal)
    }

    private func flags(_ metric: Metric) -> [EstimateFlag] {
        var flags: [EstimateFlag] = []
        switch metric.definition {
        case .confusionFunctional:
            let confusion = evidence.confusion
            if confusion.total > 0, (0..<confusion.classCount).contains(where: { confusion.labelled($0) == 0 }) {
                flags.append(.classesAbsent)
            }
            flags += commonClassesFlag(metric)
        case .scoreFunctional(.overClasses(let figure)):
            flags += self.flags(figure) + commonClassesFlag(metric)
        case .ratioOfSums where metric.range.upperBound == 1:
            if counts.judged > 0, counts.actualPositives == 0 || counts.predictedPositives == 0 {
                flags.append(.forcedZero)
            }
        case .moment(let moment) where hasOneClass(moment):
            flags.append(.oneClass)
        case .moment(.negativeLogLikelihood(let clip)):
            let clipped =
                evidence.scores.count == 1
                ? Moments.negativeLogLikelihood(evidence.scores[0], clip: clip)?.clippedRows
                : Moments.negativeLogLikelihood(perClass: evidence.scores, clip: clip)?.clippedRows
            if let clipped, clipped > 0 { flags.append(.clippedScores) }
        case .scoreFunctional(.calibrationLine):
            if let table = evidence.scores.first, context.scoresAreProbabilities, CalibrationLine.clippedRows(table) > 0
            {
                flags.append(.clippedScores)
            }
        case .scoreFunctional(.brierPart(.reliability)), .scoreFunctional(.brierPart(.resolution)):
            if let table = evidence.scores.first, context.scoresAreProbabilities,
                BrierDecomposition(table)?.hasLoneScores == true
            {
                flags.append(.loneScores)
            }
        default: break
        }
        return flags
    }

    // MARK: What was observed, by shape

    /// What the data say of a metric before any interval is made.
    enum Sampled {
        case undefined(NotEstimable, n: Int)
        case count(Int)
        case proportion(SampledProportion)
        case mean(MeanInterval.Sample)
        case area(RankedScores.Result, positives: Int, negatives: Int)
        case averagePrecision(RankedScores.Result, overBaseRate: RankedScores.Result, n: Int)
        case calibration(CalibrationError)
        case composite(Double)
        case linearised(Linearised)
        case figure(ScoreFigure)
    }

    /// A share of rows as it was observed.
    struct SampledProportion {
        let value: Double
        /// Rows in the denominator.
        let n: Int
        /// What intervals take for the rows: themselves, or with weights Kish's effective number (METHODS §3.1).
        let trials: Double
        /// `value` of the trials.
        let successes: Double
    }

    func sampled(_ metric: Metric) -> Sampled {
        // Of a class that these rows do not know.
        if metric.versusRest != nil { return .undefined(counts.rows == 0 ? .emptyGroup : .notInCube, n: 0) }
        switch metric.definition {
        case .count(let path):
            return .count(counts[keyPath: path])
        case .proportion(let part, let whole, let reason):
            let trials = counts[keyPath: whole]
            if trials == 0 { return .undefined(emptyReason(reason, metric), n: 0) }
            guard let weighted else {
                let successes = Double(counts[keyPath: part])
                return .proportion(
                    SampledProportion(
                        value: successes / Double(trials), n: trials, trials: Double(trials), successes: successes))
            }
            return proportion(weighted, of: part, among: whole, n: trials)
        case .ratioOfSums(let numerator, let denominator, let reason):
            guard counts.judged > 0 else { return .undefined(emptyReason(.emptyGroup, metric), n: 0) }
            let cells = observedCells
            let bottom = Self.weightedSum(cells, denominator)
            if let reason = withoutWeight { return .undefined(reason, n: counts.judged) }
            if bottom == 0 {
                let top = Self.weightedSum(cells, numerator)
                return .undefined(reason == .zeroReference && top == 0 ? .bothZero : reason, n: counts.judged)
            }
            return .composite(Self.inRange(Self.weightedSum(cells, numerator) / bottom, metric))
        case .smooth(let value, _, let undefined):
            if let reason = undefined(counts) { return .undefined(emptyReason(reason, metric), n: counts.judged) }
            if let reason = withoutWeight { return .undefined(reason, n: counts.judged) }
            return composite(value(observedCells), metric)
        case .confusionFunctional(let value, let undefined):
            if let reason = undefined(evidence.confusion, averagedClasses) {
                return .undefined(emptyReason(reason, metric), n: counts.judged)
            }
            // An order of the classes is never guessed.
            guard !metric.isOrdinal || ranks != nil else { return .undefined(.notInCube, n: counts.judged) }
            let table = ConfusionShares(
                cells: observedConfusion, classCount: evidence.classCount, present: presentClasses,
                averaged: averagedClasses, ranks: ranks ?? [])
            if let reason = withoutWeight { return .undefined(reason, n: counts.judged) }
            return composite(value(table), metric)
        case .moment(let moment):
            return sampled(moment)
        case .scoreFunctional(let functional):
            return sampled(functional, metric)
        case .number(let figure):
            return sampled(figure, metric)
        case .errorRate:
            return sampledErrorRate(metric)
        case .ranking, .neighbours:
            return .undefined(counts.rows == 0 ? .emptyGroup : .notInCube, n: 0)
        }
    }

    private func proportion(
        _ rows: WeightedRows, of part: any KeyPath<Counts, Int> & Sendable,
        among whole: any KeyPath<Counts, Int> & Sendable, n: Int
    ) -> Sampled {
        let favourable = context.favourablePositive ?? true
        // Everybody's weight is not known here: the share of a group stays that of its rows.
        guard whole as AnyKeyPath != \Counts.allRows else {
            let successes = Double(counts[keyPath: part])
            return .proportion(
                SampledProportion(value: successes / Double(n), n: n, trials: Double(n), successes: successes))
        }
        let all = rows.part(favourablePositive: favourable) { $0[keyPath: whole] }
        guard all.weight > 0 else { return .undefined(.invalidWeights, n: n) }
        let own = rows.part(favourablePositive: favourable) { $0[keyPath: part] }
        let value = min(1, own.weight / all.weight)
        return .proportion(
            SampledProportion(
                value: value, n: n, trials: all.effectiveRows, successes: value * all.effectiveRows))
    }

    /// Takes back what rounding puts beyond the end of the range, so that a perfect figure is known as one.
    private static func inRange(_ value: Double, _ metric: Metric) -> Double {
        min(max(value, metric.range.lowerBound), metric.range.upperBound)
    }

    /// An empty denominator of a group that has rows but no labels is for want of labels, and of one whose labelled
    /// rows have no prediction for want of rows that can be judged.
    func emptyReason(_ reason: NotEstimable, _ metric: Metric) -> NotEstimable {
        if counts.rows == 0 { return .emptyGroup }
        guard metric.usesLabels else { return reason }
        return counts.labelled == 0 ? .unlabelled : counts.judged == 0 ? .emptyGroup : reason
    }

    private var observedCells: BinaryCells {
        if let weighted, evidence.classCount == 2 { return BinaryCells(weighted.confusion) }
        return BinaryCells(
            truePositives: Double(counts.truePositives), falsePositives: Double(counts.falsePositives),
            falseNegatives: Double(counts.falseNegatives), trueNegatives: Double(counts.trueNegatives))
    }

    /// Judged rows by label and prediction, or the sums of their weights.
    var observedConfusion: [Double] {
        weighted.map(\.confusion) ?? evidence.confusion.counts.map(Double.init)
    }

    /// The same as rows for intervals: effective ones where they have weights.
    var effectiveConfusion: [Double] {
        weighted.map(\.effectiveConfusion) ?? evidence.confusion.counts.map(Double.init)
    }

    /// Why judged rows that all weigh nothing tell nothing.
    private var withoutWeight: NotEstimable? {
        guard let weighted, counts.judged > 0 else { return nil }
        return weighted.part { $0.judged }.weight > 0 ? nil : .invalidWeights
    }

    /// A composite that may be undefined where only rows without weight make it defined.
    private func composite(_ value: Double, _ metric: Metric) -> Sampled {
        value.isFinite ? .composite(Self.inRange(value, metric)) : .undefined(.invalidWeights, n: counts.judged)
    }

    /// The place of each class in the declared order; `nil` without one, or for one of other classes.
    var ranks: [Int]? {
        guard let order = context.order, order.sorted() == Array(0..<evidence.classCount) else { return nil }
        var ranks = order
        for (rank, index) in order.enumerated() { ranks[index] = rank }
        return ranks
    }

    var presentClasses: [Bool] {
        (0..<evidence.classCount).map { evidence.confusion.labelled($0) > 0 }
    }

    /// The classes that macro averages run over.
    var averagedClasses: [Bool] {
        guard let common = context.commonClasses, common.count == evidence.classCount else { return presentClasses }
        return zip(presentClasses, common).map { $0 && $1 }
    }

    private static func weightedSum(_ cells: BinaryCells, _ weights: BinaryCells) -> Double {
        cells.truePositives * weights.truePositives + cells.falsePositives * weights.falsePositives
            + cells.falseNegatives * weights.falseNegatives + cells.trueNegatives * weights.trueNegatives
    }

    // MARK: Intervals of one figure

    /// Student's t limits, cut to the metric's range; none where no row differs from another, because nothing was
    /// observed of how they vary.
    private static func meanInterval(
        _ sample: MeanInterval.Sample, range: ClosedRange<Double>, level: Double
    ) -> Interval? {
        guard sample.count >= 2, sample.sampleVariance > 0,
            let interval = MeanInterval.studentT(sample, level: level)
        else { return nil }
        return Interval(
            lower: max(range.lowerBound, interval.lower), upper: min(range.upperBound, interval.upper), level: level,
            method: interval.method)
    }

    /// DeLong on the logit scale, or Newcombe's method 5 where the variance cannot be trusted: at 0 or 1, with fewer
    /// than ten rows of either class (METHODS §3.3), and where all scores are equal.
    func areaInterval(
        _ area: RankedScores.Result, positives: Int, negatives: Int, of scores: ScoreCounts? = nil, level: Double
    ) -> Interval? {
        if min(positives, negatives) >= 10, let variance = area.variance, variance > 0,
            let interval = AreaUnderCurve.logitInterval(auc: area.value, variance: variance, level: level)
        {
            // DeLong's variance takes rows for equal; with weights it is that of the influence.
            return weighted == nil
                ? interval
                : Interval(lower: interval.lower, upper: interval.upper, level: level, method: .influenceLogit)
        }
        if let table = scores ?? evidence.scores.first, weighted != nil {
            func effective(_ state: CubeCells.ScoreState) -> Double {
                let squares = table.sums(of: .squaredWeight, state)?.reduce(0, +) ?? 0
                let total = Self.total(table, state)
                return squares > 0 ? total * total / squares : 0
            }
            return AreaUnderCurve.newcombeMethod5(
                auc: area.value, positives: effective(.positive), negatives: effective(.negative), level: level)
        }
        return AreaUnderCurve.newcombeMethod5(
            auc: area.value, positives: Double(positives), negatives: Double(negatives), level: level)
    }

    /// The limits of a calibration error; gates draw more often.
    func interval(_ error: CalibrationError, level: Double, for purpose: IntervalPurpose) -> Interval? {
        error.interval(
            level: level, replicates: context.replicates(for: purpose), seed: context.seed,
            stream: "calibration" + stream)
    }

    static func exactness(_ result: RankedScores.Result) -> Exactness {
        result.bounds.map { .bounded(lower: $0.lowerBound, upper: $0.upperBound) } ?? .exact
    }

    /// Limits moved out by as much as the value itself may be off (METHODS §3.3).
    static func widened(_ interval: Interval?, by result: RankedScores.Result) -> Interval? {
        guard let interval, let bounds = result.bounds else { return interval }
        return Interval(
            lower: max(0, interval.lower - (result.value - bounds.lowerBound)),
            upper: min(1, interval.upper + (bounds.upperBound - result.value)), level: interval.level,
            method: interval.method)
    }

    /// Limits from an influence variance on the logit scale; none at 0 or 1, where the scale ends.
    ///
    /// Positives make most of that variance, so it is known as well as their number tells.
    private static func logitInterval(_ result: RankedScores.Result, positives: Int, level: Double) -> Interval? {
        guard let variance = result.variance, positives > 1,
            let interval = AreaUnderCurve.logitInterval(
                auc: result.value, variance: variance, level: level, degreesOfFreedom: Double(positives - 1))
        else { return nil }
        return Interval(lower: interval.lower, upper: interval.upper, level: level, method: .influenceLogit)
    }

    /// Dirichlet–Jeffreys where a cell holds fewer than 10 rows or the group fewer than 200, BCa otherwise (METHODS
    /// §3.3); limits reach the end of the range where the value sits on it, and always include the value.
    private mutating func compositeInterval(
        _ metric: Metric, value: Double, level: Double, for purpose: IntervalPurpose
    ) -> Interval? {
        guard drawsCells else { return nil }
        let replicates = context.replicates(for: purpose)
        let small = counts.judged < 200 || informativeCells.contains { $0 < 10 }
        // Rows of different weight cannot be drawn again as rows; their effective number has a posterior.
        if !small, weighted == nil,
            let interval = bcaInterval(metric, value: value, level: level, replicates: replicates)
        {
            return interval
        }
        let values = drawn(metric, replicates: replicates).filter(\.isFinite)
        guard values.count == replicates,
            let interval = DirichletJeffreys.quantileInterval(
                values: values, estimate: value, range: metric.range, level: level)
        else { return nil }
        return interval.holding(value)
    }

    /// Cells of labels that occur: a class that is absent from the group is no random zero.
    ///
    /// With a single class left, figures would be the same in every draw (F₁ = 0, κ = 0) and their intervals without
    /// width, so all cells are drawn then.
    private var informativePlaces: [Int] {
        let k = evidence.classCount
        let present = presentClasses
        let all = present.count { $0 } < 2
        return evidence.confusion.counts.indices.filter { all || present[$0 / k] }
    }

    private var informativeCells: [Int] { informativePlaces.map { evidence.confusion.counts[$0] } }

    /// The metric in each Dirichlet–Jeffreys draw of the confusion cells; NaN where it is undefined.
    mutating func drawn(_ metric: Metric, replicates: Int) -> [Double] {
        prepareShares(replicates)
        return shares.prefix(replicates).map(Self.cellFunction(metric))
    }

    /// The metric less its no-skill reference in each draw.
    mutating func drawnSkill(_ metric: Metric, replicates: Int) -> [Double] {
        guard let noSkill = metric.noSkill else { return [] }
        prepareShares(replicates)
        let k = evidence.classCount
        let function = Self.cellFunction(metric)
        return shares.prefix(replicates).map { table in
            function(table) - noSkill.value((0..<k).map { table.labelled($0) })
        }
    }

    private mutating func prepareShares(_ replicates: Int) {
        guard shares.count < replicates else { return }
        let k = evidence.classCount
        let (present, averaged, ranks) = (presentClasses, averagedClasses, ranks ?? [])
        let places = informativePlaces
        guard !places.isEmpty else { return }
        let posterior = DirichletJeffreys(
            counts: places.map { effectiveConfusion[$0] }, seed: context.seed, stream: "cells" + stream)
        shares.reserveCapacity(replicates)
        posterior.forEachDraw(shares.count..<replicates) { _, probabilities in
            var cells = [Double](repeating: 0, count: k * k)
            for (index, place) in places.enumerated() { cells[place] = probabilities[index] }
            shares.append(
                ConfusionShares(cells: cells, classCount: k, present: present, averaged: averaged, ranks: ranks))
        }
    }

    /// A metric of confusion cells as a function of a table of shares or counts; NaN where it is undefined.
    static func cellFunction(_ metric: Metric) -> (ConfusionShares) -> Double {
        switch metric.definition {
        case .ratioOfSums(let numerator, let denominator, _):
            return {
                let cells = BinaryCells($0.cells)
                return weightedSum(cells, numerator) / weightedSum(cells, denominator)
            }
        case .smooth(let value, _, _): return { value(BinaryCells($0.cells)) }
        case .confusionFunctional(let value, _): return value
        case .proportion:
            guard let weights = CellProportion.weights(of: metric) else { return { _ in .nan } }
            return {
                let cells = BinaryCells($0.cells)
                return weightedSum(cells, weights.numerator) / weightedSum(cells, weights.denominator)
            }
        case .count, .moment, .scoreFunctional, .number, .errorRate, .ranking, .neighbours: return { _ in .nan }
        }
    }

    private func bcaInterval(_ metric: Metric, value: Double, level: Double, replicates: Int) -> Interval? {
        let k = evidence.classCount
        let (present, averaged, ranks) = (presentClasses, averagedClasses, ranks ?? [])
        let cellCounts = evidence.confusion.counts
        let bootstrap = CellBootstrap(counts: cellCounts, seed: context.seed, stream: "bootstrap" + stream)
        var values: [Double] = []
        values.reserveCapacity(replicates)
        let function = Self.cellFunction(metric)
        bootstrap.forEachDraw(0..<replicates) { _, counts in
            let value = function(
                ConfusionShares(
                    cells: counts.map(Double.init), classCount: k, present: present, averaged: averaged, ranks: ranks))
            if value.isFinite { values.append(value) }
        }
        guard
            let interval = BCa.interval(
                estimate: value, replicates: values, dropped: replicates - values.count,
                acceleration: BCa.acceleration(counts: cellCounts, influences: influences(metric, value: value)),
                level: level)
        else { return nil }
        return interval.holding(value)
    }

    /// The influence of one row of each cell: the gradient where it is declared, otherwise what the figure loses
    /// when one row is taken away (grouped jackknife).
    private func influences(_ metric: Metric, value: Double) -> [Double] {
        if case .smooth(_, let gradient, _) = metric.definition { return gradient(observedCells).inConfusionOrder }
        let cells = evidence.confusion.counts.map(Double.init)
        let function = Self.cellFunction(metric)
        return cells.indices.map { index in
            guard cells[index] > 0 else { return 0 }
            var fewer = cells
            fewer[index] -= 1
            let without = function(
                ConfusionShares(
                    cells: fewer, classCount: evidence.classCount, present: presentClasses,
                    averaged: averagedClasses, ranks: ranks ?? []))
            return without.isFinite ? value - without : 0
        }
    }
}
