import Evidence
import Statistics

/// What the scores of several classes say of a figure.
extension Estimator {
    /// The areas that an average of areas is made of.
    private struct WeightedArea {
        let area: RankedScores.Result
        let scores: ScoreCounts
        let weight: Double
    }

    func sampled(_ figure: Metric.ClassScoreFigure) -> Sampled {
        guard !evidence.scores.isEmpty, context.scoresAreProbabilities || !figure.needsProbabilities else {
            return .undefined(withoutScoresReason, n: 0)
        }
        guard counts.rows > 0, counts.labelled > 0 else { return .undefined(missingScoresReason, n: 0) }
        guard evidence.scores.count == evidence.classCount else { return .undefined(.notInCube, n: 0) }
        // Rows that are ranked have a score for their label; those compared with their labels one for some class.
        let n =
            figure.needsProbabilities
            ? evidence.scores.map { $0.positiveTotal + $0.negativeTotal }.max() ?? 0
            : evidence.scores.reduce(0) { $0 + $1.positiveTotal }
        guard n > 0 else { return .undefined(missingScoresReason, n: 0) }
        switch figure {
        case .area(let byRows): return averageArea(areas(byRows: byRows), n)
        case .pairedArea:
            guard let scores = evidence.classScores else { return .undefined(.notInCube, n: n) }
            return averageArea(areas(ofPairs: scores), n)
        case .calibration: return classCalibration(n)
        case .decidedCalibration:
            guard let scores = evidence.classScores?.ofDecisions else { return .undefined(.notInCube, n: n) }
            guard scores.positiveTotal + scores.negativeTotal > 0 else {
                return .undefined(counts.judged == 0 ? .emptyGroup : .noScores, n: 0)
            }
            guard let error = CalibrationError(scores, binCount: context.calibrationBins) else {
                return .undefined(.invalidWeights, n: n)
            }
            return .calibration(error)
        case .squaredError: return classSquaredError(n)
        }
    }

    /// What to tell of a figure of several classes.
    func flags(_ figure: Metric.ClassScoreFigure) -> [EstimateFlag] {
        guard evidence.scores.count == evidence.classCount else { return [] }
        let present = evidence.scores.count { $0.positiveTotal > 0 }
        switch figure {
        case .area(byRows: false), .pairedArea:
            return present > 0 && present < evidence.classCount ? [.classesAbsent] : []
        case .squaredError: return present == 1 ? [.oneClass] : []
        case .area, .calibration, .decidedCalibration: return []
        }
    }

    // MARK: Areas

    /// The area of each class with labels; an empty list where there is one class only, `nil` for one without weight.
    private func areas(byRows: Bool) -> [WeightedArea]? {
        var result: [WeightedArea] = []
        for (index, scores) in evidence.scores.enumerated() {
            guard scores.positiveTotal > 0, byRows || isAveraged(index) else { continue }
            guard scores.negativeTotal > 0 else { return [] }
            guard let area = RankedScores.areaUnderROC(scores) else { return nil }
            let weight = scores.sums(of: .weight, .positive)?.reduce(0, +) ?? Double(scores.positiveTotal)
            result.append(WeightedArea(area: area, scores: scores, weight: byRows ? weight : 1))
        }
        return result
    }

    /// The area of each ordered pair of classes with labels; `nil` for one without weight.
    private func areas(ofPairs scores: ClassScores) -> [WeightedArea]? {
        let present = evidence.scores.indices.filter { evidence.scores[$0].positiveTotal > 0 && isAveraged($0) }
        var result: [WeightedArea] = []
        for own in present {
            for other in present where other != own {
                let pair = scores.pair(own, against: other)
                guard pair.positiveTotal > 0, pair.negativeTotal > 0 else { continue }
                guard let area = RankedScores.areaUnderROC(pair) else { return nil }
                result.append(WeightedArea(area: area, scores: pair, weight: 1))
            }
        }
        return result
    }

    private func isAveraged(_ index: Int) -> Bool { context.commonClasses.map { $0[index] } ?? true }

    /// The weighted mean of areas. Each row has a score for every class, so their errors depend on each other in a way that
    /// counts by class do not tell: limits are the mean of the limits, which is right where all err together and wider
    /// than need be otherwise.
    private func averageArea(_ areas: [WeightedArea]?, _ n: Int) -> Sampled {
        guard let areas, areas.reduce(0, { $0 + $1.weight }) > 0 || areas.isEmpty else {
            return .undefined(.invalidWeights, n: n)
        }
        guard !areas.isEmpty else { return .undefined(.singleClass, n: n) }
        let total = areas.reduce(0) { $0 + $1.weight }
        func mean(_ value: (WeightedArea) -> Double) -> Double {
            areas.reduce(0) { $0 + $1.weight * value($1) } / total
        }
        let value = min(1, mean(\.area.value))
        let isBounded = areas.contains { $0.area.bounds != nil }
        let spread = areas.allSatisfy { $0.area.variance != nil } ? mean { ($0.area.variance ?? 0).squareRoot() } : nil
        let own = self
        return .figure(
            ScoreFigure(
                value: value, rows: n, variance: spread.map { $0 * $0 },
                bounds: isBounded
                    ? mean {
                        $0.area.bounds?.lowerBound ?? $0.area.value
                    }...mean {
                        $0.area.bounds?.upperBound ?? $0.area.value
                    } : nil
            ) { level in
                let limits = areas.map { part in
                    Self.widened(
                        own.areaInterval(
                            part.area, positives: part.scores.positiveTotal, negatives: part.scores.negativeTotal,
                            of: part.scores, level: level), by: part.area)
                }
                return Self.together(limits, weights: areas.map { $0.weight / total }, level: level)?.holding(value)
            })
    }

    /// Limits put together as their figures are; `nil` where one has none.
    private static func together(_ limits: [Interval?], weights: [Double], level: Double) -> Interval? {
        let known = limits.compactMap(\.self)
        guard known.count == limits.count else { return nil }
        func sum(_ limit: (Interval) -> Double) -> Double {
            zip(known, weights).reduce(0) { $0 + limit($1.0) * $1.1 }
        }
        return Interval(lower: sum(\.lower), upper: sum(\.upper), level: level, method: .classLimits)
    }

    // MARK: Probabilities

    private func classCalibration(_ n: Int) -> Sampled {
        let errors = evidence.scores.compactMap { CalibrationError($0, binCount: context.calibrationBins) }
        guard errors.count == evidence.scores.count else { return .undefined(.noScores, n: n) }
        let k = Double(errors.count)
        let isBounded = errors.contains { $0.bounds != nil }
        func mean(_ value: (CalibrationError) -> Double) -> Double { errors.reduce(0) { $0 + value($1) } / k }
        let (value, own) = (mean(\.value), self)
        return .figure(
            ScoreFigure(
                value: value, rows: errors.map(\.rows).max() ?? n,
                bounds: isBounded
                    ? mean { $0.bounds?.lowerBound ?? $0.value }...mean { $0.bounds?.upperBound ?? $0.value } : nil
            ) { level in
                Self.together(
                    errors.map { own.interval($0, level: level, for: .display) },
                    weights: errors.map { _ in 1 / k }, level: level)?.holding(value)
            })
    }

    private func classSquaredError(_ n: Int) -> Sampled {
        let samples = evidence.scores.compactMap { Moments.squaredError($0)?.sample }
        guard samples.count == evidence.scores.count else { return .undefined(.noScores, n: n) }
        // How rows of another class would score is not seen.
        let hasSeveral = evidence.scores.count { $0.positiveTotal > 0 } > 1
        let spread = samples.reduce(0) { $0 + ($1.sampleVariance / $1.count).squareRoot() }
        let value = samples.reduce(0) { $0 + $1.mean }
        return .figure(
            ScoreFigure(
                value: value, rows: samples.map { Int($0.count) }.max() ?? n,
                variance: hasSeveral ? spread * spread : nil
            ) { level in
                guard hasSeveral, spread > 0 else { return nil }
                let limits = Self.together(
                    samples.map { MeanInterval.studentT($0, level: level) }, weights: samples.map { _ in 1 },
                    level: level)
                // Each term is 1 at most; scores of a row that do not add up to 1 may reach more than 2 together.
                let most = Double(samples.count)
                return limits.map {
                    Interval(lower: max(0, $0.lower), upper: min(most, $0.upper), level: level, method: $0.method)
                }
            })
    }
}

// MARK: Classes that groups have in common

extension Estimator {
    /// The same groups with macro averages over the classes that have labels in all of them.
    ///
    /// A class that one group lacks makes their averages those of different things (METHODS §2.3). Groups without labels
    /// are left out of account: they have no average.
    static func overCommonClasses(_ groups: [Estimator]) -> [Estimator] {
        let judged = groups.filter { $0.counts.judged > 0 }
        guard judged.count > 1, let classCount = judged.first?.evidence.classCount,
            judged.allSatisfy({ $0.evidence.classCount == classCount })
        else { return groups }
        let own = judged.map(\.averagedClasses)
        let common = (0..<classCount).map { index in own.allSatisfy { $0[index] } }
        guard own.contains(where: { $0 != common }) else { return groups }
        return groups.map { $0.averaging(over: common) }
    }

    private func averaging(over classes: [Bool]) -> Estimator {
        var context = context
        context.commonClasses = classes
        return Estimator(evidence, context: context, role: role)
    }

    /// The remark that an average leaves out classes of the group which others do not have.
    func commonClassesFlag(_ metric: Metric) -> [EstimateFlag] {
        metric.averagesClasses && averagedClasses != presentClasses ? [.commonClasses] : []
    }
}

extension Contrast {
    func commonClassesFlag(_ metric: Metric) -> [EstimateFlag] {
        group.commonClassesFlag(metric) + reference.commonClassesFlag(metric)
    }
}
