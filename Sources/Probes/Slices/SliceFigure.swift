import Evidence
import Metrics
import Statistics

/// What one slice is measured by, beside all other rows.
struct SliceFigure {
    let estimate: Estimate
    let difference: Estimate
    let pValue: Double?
    /// Of rates only.
    var welchT: Double?
    /// How much the slice counts as wrong; `nil` where nothing says what is worse.
    var score: Double?
}

/// Measures slices of some rows.
protocol SliceMeasurer {
    /// Everybody.
    var overall: Estimate { get }
    /// By slice; a slice that no row is in has no value.
    func figures(_ slices: [SliceTable.Found]) -> [SliceFigure]
}

/// Measures rates of rows that do not depend on each other: the sums of a slice say it all.
struct SliceRates: SliceMeasurer {
    private let metric: Int
    private let worseIsHigher: Bool
    private let options: SliceSearch.Options
    private let everybody: SliceTable.Rate
    private let whenEmpty: NotEstimable

    /// - Parameter number: that of the metric in the table.
    init(_ table: SliceTable, _ metric: Metric, number: Int, worseIsHigher: Bool, options: SliceSearch.Options) {
        self.metric = number
        self.worseIsHigher = worseIsHigher
        self.options = options
        everybody = table.everybody.rate(number)
        whenEmpty = if case .proportion(_, _, let reason) = metric.definition { reason } else { .emptyGroup }
    }

    var overall: Estimate { estimate(everybody) }

    func figures(_ slices: [SliceTable.Found]) -> [SliceFigure] {
        let score = SliceScore(weight: options.weightOfError, everybody.errors(worseIsHigher))
        return slices.map { slice in
            let rate = slice.rate(metric)
            let pair = outside(rate)
            let difference = pair.difference.map {
                Estimate($0, n: everybody.trials, interval: pair.newcombeDifference(level: options.level))
            }
            return SliceFigure(
                estimate: estimate(rate), difference: difference ?? Estimate(notEstimable: whenEmpty),
                pValue: pair.equalityPValue, welchT: welchT(rate), score: score?.value(rate.errors(worseIsHigher)))
        }
    }

    private func estimate(_ rate: SliceTable.Rate) -> Estimate {
        guard rate.trials > 0 else { return Estimate(notEstimable: whenEmpty) }
        return Estimate(
            Double(rate.successes) / Double(rate.trials), n: rate.trials,
            interval: Proportion.wilson(
                successes: Double(rate.successes), trials: Double(rate.trials), level: options.level))
    }

    /// The slice beside all other rows.
    private func outside(_ rate: SliceTable.Rate) -> TwoProportions {
        TwoProportions(
            successes1: Double(rate.successes), trials1: Double(rate.trials),
            successes0: Double(everybody.successes - rate.successes), trials0: Double(everybody.trials - rate.trials))
    }

    private func welchT(_ rate: SliceTable.Rate) -> Double? {
        guard rate.trials > 0, everybody.trials > 0 else { return nil }
        func moments(_ rate: SliceTable.Rate) -> (mean: Double, variance: Double) {
            let (a, b) = (1 + Double(rate.successes), 1 + Double(rate.trials - rate.successes))
            return (a / (a + b), a * b / ((a + b) * (a + b) * (a + b + 1)))
        }
        let (own, whole) = (moments(rate), moments(everybody))
        return abs(own.mean - whole.mean) / (own.variance + whole.variance).squareRoot()
    }
}

/// Measures whatever two groups can be compared in, from all that is counted of a slice; also where rows depend on each
/// other, by blocks of clusters.
struct SliceContrasts: SliceMeasurer {
    private let cube: EvidenceCube
    private let metric: Metric
    private let context: EstimationContext
    private let table: SliceTable
    private let options: SliceSearch.Options
    private let everybody: GroupEvidence

    init(
        _ cube: EvidenceCube, _ metric: Metric, context: EstimationContext, table: SliceTable,
        options: SliceSearch.Options
    ) {
        self.cube = cube
        self.metric = metric
        self.context = context
        self.table = table
        self.options = options
        everybody = cube.overall
    }

    var overall: Estimate {
        var estimator = Estimator(everybody, context: context)
        return estimator.estimate(metric, level: options.level)
    }

    /// - Complexity: O(sets of columns × cells + slices × what a comparison costs).
    func figures(_ slices: [SliceTable.Found]) -> [SliceFigure] {
        var byColumns: [[Int]: [Int]] = [:]
        for (place, slice) in slices.enumerated() { byColumns[slice.items.map(\.column), default: []].append(place) }
        let nobody = SliceFigure(
            estimate: Estimate(notEstimable: .emptyGroup), difference: Estimate(notEstimable: .emptyGroup), pValue: nil)
        var figures = [SliceFigure](repeating: nobody, count: slices.count)
        let whole = overall
        for columns in byColumns.keys.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
            guard let places = byColumns[columns] else { continue }
            var wanted: [GroupKey: Int] = [:]
            for place in places { wanted[table.key(slices[place].items)] = place }
            for evidence in cube.evidence(by: columns.map { table.columns[$0] }) {
                guard let place = wanted[evidence.group] else { continue }
                figures[place] = figure(evidence, whole)
            }
        }
        return figures
    }

    private func figure(_ evidence: GroupEvidence, _ whole: Estimate) -> SliceFigure {
        var own = Estimator(evidence, context: context)
        let estimate = own.estimate(metric, level: options.level)
        var contrast = Contrast(
            own, against: Estimator(everybody.subtracting(evidence), context: context, role: "rest"))
        return SliceFigure(
            estimate: estimate, difference: contrast.difference(metric, level: options.level, for: .display),
            pValue: contrast.equalityPValue(metric), welchT: nil, score: score(estimate, whole))
    }

    /// SliceLine's score of what the figure counts as wrong: itself, or what it lacks to 1 where more is better.
    private func score(_ slice: Estimate, _ whole: Estimate) -> Double? {
        guard let own = slice.number.flatMap(wrong), let all = whole.number.flatMap(wrong) else { return nil }
        return SliceScore(
            weight: options.weightOfError, SliceErrors(rows: whole.n, sum: all * Double(whole.n), largest: .infinity)
        )?.value(SliceErrors(rows: slice.n, sum: own * Double(slice.n), largest: .infinity))
    }

    private func wrong(_ value: Double) -> Double? {
        let isRate = if case .proportion = metric.definition { true } else { false }
        guard isRate || metric.direction != .neutral else { return nil }
        switch metric.worseSide(favourablePositive: context.favourablePositive) {
        case .lower: return metric.range == 0...1 ? 1 - value : nil
        case .higher, nil:
            return metric.range.lowerBound == 0 ? value : nil
        }
    }
}
