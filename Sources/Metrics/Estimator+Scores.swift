import Evidence
import Statistics

/// What scores say of a figure.
extension Estimator {
    func sampled(_ moment: Metric.Moment) -> Sampled {
        guard !evidence.scores.isEmpty, context.scoresAreProbabilities else {
            return .undefined(withoutScoresReason, n: 0)
        }
        let result: Moments.Result?
        switch moment {
        case .squaredError: result = Moments.squaredError(evidence.scores[0])
        case .negativeLogLikelihood(let clip):
            result =
                evidence.scores.count == 1
                ? Moments.negativeLogLikelihood(evidence.scores[0], clip: clip)
                : Moments.negativeLogLikelihood(perClass: evidence.scores, clip: clip)
        case .residual: result = Moments.residual(evidence.scores[0])
        case .scoreOfClass(let positive):
            let (own, other) = (evidence.scores[0].positiveTotal, evidence.scores[0].negativeTotal)
            if own + other > 0, (positive ? own : other) == 0 {
                return .undefined(positive ? .noPositives : .noNegatives, n: 0)
            }
            result = Moments.score(evidence.scores[0], ofPositives: positive)
        case .score: result = Moments.score(evidence.scores[0])
        }
        if let sample = result?.sample {
            // How rows of the other class would score is not seen, and no spread of these rows tells it.
            guard hasOneClass(moment) else { return .mean(sample) }
            return .mean(MeanInterval.Sample(mean: sample.mean, sampleVariance: .infinity, count: sample.count))
        }
        if case .score = moment { return .undefined(withoutScoresReason, n: 0) }
        return .undefined(missingScoresReason, n: 0)
    }

    /// Whether a mean over labelled rows of both classes has rows of one only.
    func hasOneClass(_ moment: Metric.Moment) -> Bool {
        switch moment {
        case .score, .scoreOfClass: return false
        case .squaredError, .negativeLogLikelihood, .residual:
            let tables = evidence.scores
            let present =
                tables.count == 1
                ? [tables[0].positiveTotal, tables[0].negativeTotal] : tables.map(\.positiveTotal)
            return present.count { $0 > 0 } == 1
        }
    }

    func sampled(_ functional: Metric.ScoreFunctional, _ metric: Metric) -> Sampled {
        if case .overClasses(let figure) = functional { return sampled(figure) }
        guard let table = evidence.scores.first else { return .undefined(withoutScoresReason, n: 0) }
        let (positives, negatives) = (table.positiveTotal, table.negativeTotal)
        let n = positives + negatives
        guard n > 0 else { return .undefined(missingScoresReason, n: 0) }
        guard context.scoresAreProbabilities || !functional.needsProbabilities else {
            return .undefined(withoutScoresReason, n: 0)
        }
        switch functional {
        case .areaUnderROC:
            guard let area = RankedScores.areaUnderROC(table) else { return .undefined(.singleClass, n: n) }
            return .area(area, positives: positives, negatives: negatives)
        case .gini: return gini(table)
        case .kolmogorovSmirnov:
            guard let separation = KolmogorovSmirnov(table) else { return .undefined(.singleClass, n: n) }
            let (seed, stream) = (context.seed, stream)
            return .figure(
                ScoreFigure(value: separation.value, rows: n, bounds: separation.bounds) {
                    separation.interval(level: $0, seed: seed, stream: stream)
                })
        case .averagePrecision:
            return averagePrecision(RankedScores.averagePrecision(table), n, else: .noPositives)
        case .averagePrecisionAt(let prevalence):
            return averagePrecision(
                RankedScores.averagePrecision(table, prevalence: prevalence), n,
                else: positives == 0 ? .noPositives : .noNegatives)
        case .expectedCalibrationError: return calibration(table, .equalWidth(context.calibrationBins))
        case .adaptiveCalibrationError: return calibration(table, .equalMass(context.calibrationBins))
        case .maximumCalibrationError:
            guard let gap = LargestCalibrationGap(CalibrationBins(table, .equalWidth(context.calibrationBins))) else {
                return .undefined(.tooFewRows, n: n)
            }
            return .figure(
                ScoreFigure(value: gap.value, rows: gap.rows, bounds: gap.bounds) { gap.interval(level: $0) })
        case .debiasedCalibrationError:
            guard let squares = DebiasedSquares(CalibrationBins(table, .equalWidth(context.calibrationBins))) else {
                return .undefined(.tooFewRows, n: n)
            }
            return .figure(
                ScoreFigure(value: squares.value, rows: n, bounds: squares.bounds) {
                    squares.interval(level: $0, range: metric.range)
                })
        case .calibrationLine(let part): return calibrationLine(table, part)
        case .observedToExpected:
            if let ratio = ScoreRatios.observedToExpected(table) { return .linearised(ratio) }
            return .undefined(positives == 0 ? .bothZero : .zeroReference, n: n)
        case .brierSkill:
            return ScoreRatios.brierSkill(table).map { .linearised($0) } ?? .undefined(.constantTarget, n: n)
        case .brierPart(let part):
            guard let decomposition = BrierDecomposition(table) else { return .undefined(.invalidWeights, n: n) }
            return .figure(
                ScoreFigure(
                    value: decomposition.value(part), rows: n,
                    isApproximate: table.grid.isBinned && part != .uncertainty
                ) { decomposition.interval(part, level: $0) })
        case .spiegelhalter: return spiegelhalter(table)
        case .outcomeRate(let from, let to): return outcomeRate(table, from, to)
        case .overClasses: return .undefined(.notInCube, n: n)
        }
    }

    /// The share of positives among the labelled rows of a window; with weights Kish's effective rows (METHODS §3.1).
    private func outcomeRate(_ table: ScoreCounts, _ from: Double, _ to: Double) -> Sampled {
        let edges = [from, to].filter { !table.grid.isBinned || $0 > 1 || table.grid.lowerEdge(of: $0) == $0 }
        guard edges.count == 2 else { return .undefined(.gridMismatch, n: 0) }
        let inside = table.values.indices.filter { table.values[$0] >= from && table.values[$0] < to }
        func total(_ values: [Double]) -> Double { inside.reduce(0) { $0 + values[$1] } }
        let n = inside.reduce(0) { $0 + table.positives[$1] + table.negatives[$1] }
        guard n > 0 else {
            return .undefined(inside.contains { table.unlabelled[$0] > 0 } ? .unlabelled : .emptyGroup, n: 0)
        }
        func sum(_ measure: CubeMeasure) -> (positives: Double, all: Double)? {
            guard let own = table.sums(of: measure, .positive), let other = table.sums(of: measure, .negative) else {
                return nil
            }
            return (total(own), total(own) + total(other))
        }
        guard let weights = sum(.weight), let squares = sum(.squaredWeight) else {
            let positives = Double(inside.reduce(0) { $0 + table.positives[$1] })
            return .proportion(
                SampledProportion(
                    value: positives / Double(n), n: n, trials: Double(n), successes: positives))
        }
        guard weights.all > 0 else { return .undefined(.invalidWeights, n: n) }
        let value = min(1, weights.positives / weights.all)
        let trials = weights.all * weights.all / squares.all
        return .proportion(SampledProportion(value: value, n: n, trials: trials, successes: value * trials))
    }

    private func gini(_ table: ScoreCounts) -> Sampled {
        let (positives, negatives) = (table.positiveTotal, table.negativeTotal)
        guard let area = RankedScores.areaUnderROC(table) else {
            return .undefined(.singleClass, n: positives + negatives)
        }
        let own = self
        return .figure(
            ScoreFigure(
                value: 2 * area.value - 1, rows: positives + negatives, variance: area.variance.map { 4 * $0 },
                bounds: area.bounds.map { (2 * $0.lowerBound - 1)...(2 * $0.upperBound - 1) }
            ) { level in
                Self.widened(
                    own.areaInterval(area, positives: positives, negatives: negatives, level: level), by: area
                ).map {
                    Interval(lower: 2 * $0.lower - 1, upper: 2 * $0.upper - 1, level: level, method: $0.method)
                }
            })
    }

    private func averagePrecision(
        _ precision: (result: RankedScores.Result, overBaseRate: RankedScores.Result)?, _ n: Int,
        else reason: NotEstimable
    ) -> Sampled {
        guard let precision else { return .undefined(reason, n: n) }
        return .averagePrecision(precision.result, overBaseRate: precision.overBaseRate, n: n)
    }

    private func calibration(_ table: ScoreCounts, _ partition: CalibrationBins.Partition) -> Sampled {
        guard let error = CalibrationError(CalibrationBins(table, partition)) else {
            return .undefined(missingScoresReason, n: 0)
        }
        return .calibration(error)
    }

    private func calibrationLine(_ table: ScoreCounts, _ part: CalibrationLine.Part) -> Sampled {
        let n = table.positiveTotal + table.negativeTotal
        switch CalibrationLine.fit(table, part) {
        case .failure(let failure):
            return .undefined(failure.reason == .emptyGroup ? .invalidWeights : failure.reason, n: n)
        case .success(let line):
            // The information is the variance only of a line that is right, which one of slope 1 need not be.
            let isRobust = part == .offset || table.sums(of: .weight, .positive) != nil
            let covariance = isRobust ? line.robustCovariance : line.covariance
            let value = part == .slope ? line.slope : line.intercept
            let variance = part == .slope ? covariance.slope : covariance.intercept
            return .figure(
                ScoreFigure(value: value, rows: n, variance: variance, isApproximate: table.grid.isBinned) { level in
                    let reach = NormalDistribution.twoSidedQuantile(level: level) * variance.squareRoot()
                    guard reach > 0, reach.isFinite else { return nil }
                    return Interval(
                        lower: value - reach, upper: value + reach, level: level,
                        method: isRobust ? .waldRobust : .wald)
                })
        }
    }

    /// Bins of several scores do not hold what its variance is made of.
    private func spiegelhalter(_ table: ScoreCounts) -> Sampled {
        let n = table.positiveTotal + table.negativeTotal
        guard !table.grid.isBinned else { return .undefined(.notInCube, n: n) }
        let (numerator, variance) = ScoreRatios.spiegelhalter(table)
        guard variance > 0 else { return .undefined(numerator == 0 ? .bothZero : .zeroReference, n: n) }
        return .figure(ScoreFigure(value: numerator / variance.squareRoot(), rows: n) { _ in nil })
    }

    /// Why there are no scores at all.
    var withoutScoresReason: NotEstimable {
        counts.rows == 0 ? .emptyGroup : evidence.scoresAreElsewhere ? .notInCube : .noScores
    }

    /// Why no labelled row has a score.
    var missingScoresReason: NotEstimable {
        if counts.rows == 0 { return .emptyGroup }
        return counts.labelled == 0 ? .unlabelled : .noScores
    }
}
