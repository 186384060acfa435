package import Evidence
package import Statistics

/// The rows of a survey by group, stratum and unit, and figures whose variance follows from how units were drawn.
///
/// Values are those of the weighted rows; variances are linearised over units within strata (METHODS §1.3; as R's
/// `survey` computes them). A group is a domain: units without a row of it count. Without units each row is its own.
package struct SurveySample: Sendable {
    /// The groups of the grouping, in the order of the cube.
    package let groups: [GroupKey]
    private let context: EstimationContext
    private let evidence: [GroupEvidence]
    /// Of each group, of each of its (stratum, unit), the weights by slot.
    private let parts: [[Part]]
    /// n_h of each stratum.
    private let unitCounts: [Int]
    private let unitsAreRows: Bool

    private struct Part: Sendable {
        let stratum: Int
        let unit: Int
        let weights: [Double]
        let squares: [Double]
    }

    /// - Parameters:
    ///   - grouping: dimensions of the cube; none for everybody.
    ///   - strata: a dimension of the cube, or none for one stratum.
    ///   - units: a dimension of the cube that names the units first drawn, or none where rows were drawn.
    package init(
        _ cube: EvidenceCube, by grouping: [String], strata: String?, units: String?, context: EstimationContext
    ) {
        self.context = context
        let design = [strata, units].compactMap { $0 }
        evidence = grouping.isEmpty ? [cube.overall] : cube.evidence(by: grouping)
        groups = evidence.map(\.group)
        unitsAreRows = units == nil
        // The names of strata and units; a unit of the same name in another stratum is another one.
        var strataCodes: [String: Int] = [:]
        var unitCodes: [GroupKey: Int] = [:]
        var counts: [Int] = []
        func stratum(_ key: GroupKey) -> Int {
            let name = strata == nil ? "" : (key.levels.first?.value.map { "v" + $0 } ?? "")
            if let code = strataCodes[name] { return code }
            strataCodes[name] = counts.count
            counts.append(0)
            return counts.count - 1
        }
        for drawn in design.isEmpty ? [cube.overall] : cube.evidence(by: design) {
            let code = stratum(drawn.group)
            if units == nil {
                counts[code] += drawn.rows
            } else {
                unitCodes[drawn.group] = unitCodes.count
                counts[code] += 1
            }
        }
        var places: [GroupKey: Int] = [:]
        for (place, group) in groups.enumerated() { places[group] = place }
        var parts = [[Part]](repeating: [], count: groups.count)
        for part in grouping.isEmpty && design.isEmpty ? [cube.overall] : cube.evidence(by: grouping + design) {
            let own = GroupKey(Array(part.group.levels.prefix(grouping.count)))
            let drawn = GroupKey(Array(part.group.levels.dropFirst(grouping.count)))
            let weights = part.slotWeights
            parts[places[own] ?? 0].append(
                Part(
                    stratum: stratum(drawn), unit: unitCodes[drawn] ?? 0, weights: weights.sums,
                    squares: weights.squares))
        }
        self.parts = parts
        unitCounts = counts
    }

    /// Whether a metric's variance can be linearised here: figures of labels and decisions.
    package static func concerns(_ metric: Metric) -> Bool { SlotGradient.concerns(metric) }

    /// Some of the groups taken together.
    private func estimator(_ side: [Int]) -> Estimator {
        let own = side.map { evidence[$0] }
        guard let first = own.first else {
            return Estimator(
                GroupEvidence(group: .overall, classCount: evidence.first?.classCount ?? 2), context: context)
        }
        return Estimator(own.dropFirst().reduce(first) { $0.adding($1) }, context: context)
    }

    /// The influence of the units on a figure of some groups: Σ over its rows of weight and gradient.
    private struct Influence {
        /// By stratum and unit; with rows as units, none.
        var units: [Int: (stratum: Int, value: Double)] = [:]
        /// By stratum: Σ z and Σ z² over rows.
        var rows: [Int: (sum: Double, squares: Double)] = [:]

        /// Adds another one times a factor.
        mutating func add(_ other: Influence, times factor: Double) {
            for (unit, part) in other.units { units[unit, default: (part.stratum, 0)].value += factor * part.value }
            for (stratum, part) in other.rows {
                rows[stratum, default: (0, 0)].sum += factor * part.sum
                // Rows of two sides are different rows, or the caller takes them apart first.
                rows[stratum, default: (0, 0)].squares += factor * factor * part.squares
            }
        }
    }

    private func influence(_ metric: Metric, _ side: [Int], value: Double, _ estimator: Estimator) -> Influence? {
        var weights: [Double] = []
        for part in side.flatMap({ parts[$0] }) {
            if weights.isEmpty {
                weights = part.weights
            } else {
                for slot in weights.indices { weights[slot] += part.weights[slot] }
            }
        }
        guard let gradient = SlotGradient.of(metric, weights: weights, value: value, estimator),
            gradient.allSatisfy(\.isFinite)
        else { return nil }
        var result = Influence()
        for part in side.flatMap({ parts[$0] }) {
            let sum = zip(part.weights, gradient).reduce(0) { $0 + $1.0 * $1.1 }
            if unitsAreRows {
                let squares = zip(part.squares, gradient).reduce(0) { $0 + $1.0 * $1.1 * $1.1 }
                result.rows[part.stratum, default: (0, 0)].sum += sum
                result.rows[part.stratum, default: (0, 0)].squares += squares
            } else {
                result.units[part.unit, default: (part.stratum, 0)].value += sum
            }
        }
        return result
    }

    private func totals(_ influence: Influence) -> StratifiedUnits {
        var strata = unitCounts.map { StratifiedUnits.Stratum(units: $0) }
        // In the order of their numbers, so that sums have the same bytes always.
        for (_, part) in influence.units.sorted(by: { $0.key < $1.key }) {
            strata[part.stratum].sum += part.value
            strata[part.stratum].squares += part.value * part.value
        }
        for (stratum, part) in influence.rows {
            strata[stratum].sum += part.sum
            strata[stratum].squares += part.squares
        }
        return StratifiedUnits(strata)
    }

    // MARK: Figures

    /// The estimate of a metric in one group.
    package func estimate(_ metric: Metric, group: Int) -> Estimate { estimate(metric, [group]) }

    private func estimate(_ metric: Metric, _ side: [Int]) -> Estimate {
        let estimator = estimator(side)
        let n = estimator.denominator(metric)
        if let reason = estimator.reason(metric) { return Estimate(notEstimable: reason) }
        guard let value = estimator.value(metric) else { return Estimate(notEstimable: .emptyGroup) }
        guard let influence = influence(metric, side, value: value, estimator) else {
            return Estimate(value, n: n, interval: nil)
        }
        let totals = totals(influence)
        guard let variance = totals.variance, totals.degreesOfFreedom > 0 else {
            return Estimate(value, n: n, interval: nil, flags: [.tooFewClusters])
        }
        let interval: Interval?
        var effect: Double?
        if case .proportion(let proportion) = estimator.sampled(metric) {
            let independent = value * (1 - value) / Double(n)
            if independent > 0, variance > 0 { effect = variance / independent }
            interval = wilson(proportion, variance: variance, freedom: totals.degreesOfFreedom)
        } else {
            interval = Self.studentT(
                value, variance: variance, freedom: totals.degreesOfFreedom, level: context.level, range: metric.range)
        }
        return Estimate(value, n: n, interval: interval).with(designEffect: effect)
    }

    /// Wilson limits with as many rows as the design leaves (Korn and Graubard 1998).
    private func wilson(_ proportion: Estimator.SampledProportion, variance: Double, freedom: Int) -> Interval? {
        let (value, level) = (proportion.value, context.level)
        let quantile = StudentT(degreesOfFreedom: Double(freedom)).twoSidedQuantile(level: level)
        let ratio = NormalDistribution.twoSidedQuantile(level: level) / quantile
        // Where no row differs from another, units count for rows.
        let rows =
            variance > 0 && value > 0 && value < 1
            ? value * (1 - value) / variance * ratio * ratio
            : min(proportion.trials, Double(freedom + unitCounts.count)) * ratio * ratio
        return Proportion.wilson(successes: value * rows, trials: rows, level: level)?.by(.wilsonSurvey)
    }

    private static func studentT(
        _ value: Double, variance: Double, freedom: Int, level: Double, range: ClosedRange<Double>
    ) -> Interval? {
        guard variance > 0 else { return nil }
        let reach = StudentT(degreesOfFreedom: Double(freedom)).twoSidedQuantile(level: level) * variance.squareRoot()
        return Interval(
            lower: min(value, max(range.lowerBound, value - reach)),
            upper: max(value, min(range.upperBound, value + reach)), level: level, method: .surveyT)
    }

    /// A metric in one group against some others, which may not hold the group itself.
    ///
    /// Units are shared by groups, so their covariance counts.
    package func comparison(_ metric: Metric, group: Int, against others: [Int], asRatio: Bool) -> Estimate {
        let (own, other) = (estimator([group]), estimator(others))
        let n = own.denominator(metric) + other.denominator(metric)
        if let reason = own.reason(metric) ?? other.reason(metric) { return Estimate(notEstimable: reason) }
        guard let first = own.value(metric), let second = other.value(metric),
            let influenceOfFirst = influence(metric, [group], value: first, own),
            let influenceOfSecond = influence(metric, others, value: second, other)
        else { return Estimate(notEstimable: .emptyGroup) }
        if asRatio, second == 0 { return Estimate(notEstimable: first == 0 ? .bothZero : .zeroReference) }
        let value = asRatio ? first / second : first - second
        var influence = Influence()
        // On the log scale for a ratio.
        if !asRatio || first != 0 {
            influence.add(influenceOfFirst, times: asRatio ? 1 / first : 1)
            influence.add(influenceOfSecond, times: asRatio ? -1 / second : -1)
        }
        let totals = totals(influence)
        guard let variance = totals.variance, totals.degreesOfFreedom > 0 else {
            return Estimate(value, n: n, interval: nil, flags: [.tooFewClusters])
        }
        guard variance > 0 else { return Estimate(value, n: n, interval: nil) }
        let reach =
            StudentT(degreesOfFreedom: Double(totals.degreesOfFreedom)).twoSidedQuantile(level: context.level)
            * variance.squareRoot()
        let interval: Interval
        if asRatio {
            interval = Interval(
                lower: value * LogScale.exponential(-reach), upper: value * LogScale.exponential(reach),
                level: context.level, method: .surveyT)
        } else {
            let width = metric.range.upperBound - metric.range.lowerBound
            interval = Interval(
                lower: max(-width, value - reach), upper: min(width, value + reach), level: context.level,
                method: .surveyT)
        }
        return Estimate(value, n: n, interval: interval)
    }
}

extension GroupEvidence {
    /// Σw and Σw² of the rows in each slot; of rows without weights their number.
    var slotWeights: (sums: [Double], squares: [Double]) {
        if let weights = sums(of: .weight), let squares = sums(of: .squaredWeight) { return (weights, squares) }
        let slots = DecisionSlots(classCount: classCount)
        var counts = [Double](repeating: 0, count: slots.count)
        for label in 0...classCount {
            let code = label == classCount ? LabelState.unlabelled : UInt16(label)
            for prediction in 0..<classCount {
                counts[slots.slot(label: code, prediction: UInt16(prediction))] = Double(
                    label == classCount ? unlabelledByPrediction[prediction] : confusion[label, prediction])
            }
            for state in PredictionState.allCases {
                counts[slots.slot(label: code, prediction: state.rawValue)] = Double(
                    label == classCount ? unlabelledUnpredicted[state] ?? 0 : unpredictedByLabel[state]?[label] ?? 0)
            }
        }
        return (counts, counts)
    }
}
