import Evidence
import Metrics
import Statistics

/// Tells what gates can decide from numbers of rows alone.
struct GatePlanner {
    let assumptions: PlanningAssumptions
    let minimumGroup: Int
    /// How many times the variance of independent rows.
    let designEffect: Double
    /// The rows of groups in an earlier assessment; those of now where that is not known.
    var rowsThen: @Sendable (GroupKey) -> Int? = { _ in nil }

    /// How many groups share the error of failing wrongly, where they are of several groupings.
    var family: Int?

    /// A group with its number of rows.
    struct Group: Hashable {
        let key: GroupKey
        let rows: Int
    }

    /// What is planned of a metric: what share of rows its denominator takes, and how far it strays.
    private enum Shape {
        /// A rate with these shares of rows in its denominator.
        case rate(share: Double)
        /// An area over these shares of positives and negatives.
        case area(positives: Double, negatives: Double)

        var share: Double {
            switch self {
            case .rate(let share): share
            case .area(let positives, let negatives): positives + negatives
            }
        }
    }

    /// The plan of one gate for groups of one grouping.
    ///
    /// - Parameter level: the level of the region tree that groups were rolled up to.
    func plans(
        _ gate: Gate, _ metric: Metric, groups: [Group], by: [String], level: String?, reference: GroupKey?
    ) -> [GatePlan] {
        guard let shape = shape(metric) else {
            return groups.map { plan(gate, metric, $0, nil, by, level, .notPlanned(.notARate)) }
        }
        guard gate.since == .earlier else {
            return groups.map { plan(gate, metric, $0, nil, by, level, .notPlanned(.windows)) }
        }
        let total = groups.reduce(0) { $0 + $1.rows }
        switch gate.comparison {
        case .value, .worstGroup, .noSkill:
            return groups.map { value(gate, metric, shape, $0, by, level, family: family ?? groups.count) }
        case .change(let tolerance):
            return groups.map { group in
                let then = rowsThen(group.key) ?? group.rows
                guard then > 0 else { return plan(gate, metric, group, nil, by, level, .notPlanned(.emptyReference)) }
                return gap(
                    gate, metric, shape, group, then, by, level, tolerance, groups.count,
                    twoSided: gate.harm == .twoSided)
            }
        case .model(_, let tolerance):
            return groups.map { paired(gate, metric, shape, $0, by, level, tolerance, groups.count) }
        case .range(let tolerance):
            let family = max(1, groups.count * (groups.count - 1) / 2)
            return groups.map { group in
                let others = groups.filter { $0.key != group.key }
                guard let smallest = others.min(by: { $0.rows < $1.rows }) else {
                    return plan(gate, metric, group, nil, by, level, .notPlanned(.oneGroup))
                }
                return gap(gate, metric, shape, group, smallest.rows, by, level, tolerance, family, twoSided: true)
            }
        case .difference(let declared, _), .ratio(let declared, _), .gapChange(let declared, _):
            let base = self.reference(declared, groups, reference)
            let compared = groups.filter { $0.key != base?.key }
            return compared.map { group in
                let rows = declared == .complement ? total - group.rows : base?.rows ?? 0
                guard rows > 0 else {
                    return plan(gate, metric, group, nil, by, level, .notPlanned(.emptyReference))
                }
                if case .gapChange(_, let tolerance) = gate.comparison {
                    let then = rowsThen(group.key) ?? group.rows
                    let totalThen = rowsThen(.overall) ?? total
                    let otherThen =
                        declared == .complement ? totalThen - then : base.flatMap { rowsThen($0.key) } ?? rows
                    guard then > 0, otherThen > 0 else {
                        return plan(gate, metric, group, nil, by, level, .notPlanned(.emptyReference))
                    }
                    return gap(
                        gate, metric, shape, group, rows, by, level, tolerance, family ?? compared.count,
                        twoSided: gate.harm == .twoSided,
                        besides: variance(shape, then) + variance(shape, otherThen))
                }
                if case .difference(_, let tolerance) = gate.comparison {
                    return gap(
                        gate, metric, shape, group, rows, by, level, tolerance, family ?? compared.count,
                        twoSided: gate.harm == .twoSided)
                }
                return ratio(gate, metric, shape, group, rows, by, level, family ?? compared.count)
            }
        }
    }

    private func reference(_ declared: Gate.Reference, _ groups: [Group], _ key: GroupKey?) -> Group? {
        switch declared {
        case .complement: nil
        case .largest: groups.max { $0.rows < $1.rows }
        case .named: groups.first { $0.key == key }
        }
    }

    // MARK: Comparisons

    private func gap(
        _ gate: Gate, _ metric: Metric, _ shape: Shape, _ group: Group, _ other: Int, _ by: [String],
        _ level: String?, _ tolerance: Double, _ family: Int, twoSided: Bool, besides others: Double = 0
    ) -> GatePlan {
        let power = GatePower(alpha: gate.alpha, family: family, power: assumptions.power)
        let variance = variance(shape, group.rows) + variance(shape, other) + others
        let error = variance.squareRoot()
        let passes = power.largestPassingGap(tolerance: tolerance, standardError: error, twoSided: twoSided)
        var needed: Int?
        if let factor = power.rowsFactor(tolerance: tolerance, standardError: error, twoSided: twoSided) {
            needed = Self.needed(group.rows, factor, own: self.variance(shape, group.rows), all: variance)
        }
        let detectable = error * (Self.upper(gate.alpha / 2) + Self.upper(1 - assumptions.power))
        return plan(
            gate, metric, group, shape, by, level,
            state(group, shape, other: other, isEnough: passes >= 0, needed: needed), other: other, scale: .gap,
            detectable: detectable, passes: passes >= 0 ? passes : nil,
            fails: Self.within(power.smallestFailingGap(tolerance: tolerance, standardError: error), metric))
    }

    /// A rate of two models on the same rows: only rows that they decide differently bear on it, and the variance of the
    /// difference is their share over the rows where there is none.
    private func paired(
        _ gate: Gate, _ metric: Metric, _ shape: Shape, _ group: Group, _ by: [String], _ level: String?,
        _ tolerance: Double, _ family: Int
    ) -> GatePlan {
        guard case .rate(let share) = shape, Self.isPairedRate(metric) else {
            return plan(gate, metric, group, nil, by, level, .notPlanned(.notARate))
        }
        let power = GatePower(alpha: gate.alpha, family: family, power: assumptions.power)
        let rows = effective(Double(group.rows) * share)
        let error = (assumptions.discordance / max(rows, 1e-9)).squareRoot()
        let twoSided = gate.harm == .twoSided
        let passes = power.largestPassingGap(tolerance: tolerance, standardError: error, twoSided: twoSided)
        let factor = power.rowsFactor(tolerance: tolerance, standardError: error, twoSided: twoSided)
        var plan = plan(
            gate, metric, group, shape, by, level,
            state(
                group, shape, other: nil, isEnough: passes >= 0,
                needed: factor.flatMap { Self.scaled(group.rows, by: $0) }), scale: .gap,
            detectable: error * (Self.upper(gate.alpha / 2) + Self.upper(1 - assumptions.power)),
            passes: passes >= 0 ? passes : nil,
            fails: Self.within(power.smallestFailingGap(tolerance: tolerance, standardError: error), metric))
        // The variance grows with the share: what makes no gap just pass is the largest that can.
        plan.discordance = factor.map { min(1, assumptions.discordance / $0) }
        return plan
    }

    /// Whether decisions leave the rows of its denominator as they are.
    private static func isPairedRate(_ metric: Metric) -> Bool {
        let name = metric.versusRest == nil ? metric.name : String(metric.name.prefix { $0 != ":" })
        guard let own = Catalogue.metric(named: name, binary: true) else { return false }
        let context = EstimationContext(model: "", favourablePositive: true)
        return PairedDecisions.Rate(own, classCount: 2, context: context) != nil
    }

    private func ratio(
        _ gate: Gate, _ metric: Metric, _ shape: Shape, _ group: Group, _ other: Int, _ by: [String],
        _ level: String?, _ family: Int
    ) -> GatePlan {
        guard case .ratio(_, let limit) = gate.comparison else { preconditionFailure("a gate on a ratio") }
        let bound: Double =
            switch limit {
            case .floor(let value): value
            case .ceiling(let value): 1 / value
            }
        let rate = assumedRate(shape)
        let power = GatePower(alpha: gate.alpha, family: family, power: assumptions.power)
        let variance = (variance(shape, group.rows) + variance(shape, other)) / (rate * rate)
        let error = variance.squareRoot()
        guard bound > 0, bound < 1 else {
            return plan(gate, metric, group, shape, by, level, .tooFewRows(needed: nil), other: other, scale: .ratio)
        }
        // On the scale of logarithms a floor is a tolerance below no gap.
        let tolerance = -LogScale.logarithm(bound)
        let passes = power.largestPassingGap(tolerance: tolerance, standardError: error, twoSided: false)
        let fails = power.smallestFailingGap(tolerance: tolerance, standardError: error)
        func told(_ gap: Double) -> Double {
            if case .ceiling = limit { LogScale.exponential(gap) } else { LogScale.exponential(-gap) }
        }
        let needed = power.rowsFactor(tolerance: tolerance, standardError: error, twoSided: false).flatMap {
            Self.needed(group.rows, $0, own: self.variance(shape, group.rows) / (rate * rate), all: variance)
        }
        return plan(
            gate, metric, group, shape, by, level,
            state(group, shape, other: other, isEnough: passes >= 0, needed: needed), other: other, scale: .ratio,
            detectable: rate * error * (Self.upper(gate.alpha / 2) + Self.upper(1 - assumptions.power)),
            passes: passes >= 0 ? told(passes) : nil, fails: told(fails))
    }

    private func value(
        _ gate: Gate, _ metric: Metric, _ shape: Shape, _ group: Group, _ by: [String], _ level: String?, family: Int
    ) -> GatePlan {
        let power = GatePower(alpha: gate.alpha, family: family, power: assumptions.power)
        var bound: Double
        var isCeiling = false
        var upper = 1.0
        var error: (Double, Double) -> Double
        switch shape {
        case .rate: error = { value, rows in (max(0, value * (1 - value)) / rows).squareRoot() }
        case .area(let positives, let negatives):
            let total = positives + negatives
            error = { value, rows in
                AreaUnderCurve.expectedVariance(
                    auc: value, positives: rows * positives / total, negatives: rows * negatives / total
                ).squareRoot()
            }
        }
        switch gate.comparison {
        case .value(.floor(let floor)), .worstGroup(.floor(let floor)): bound = floor
        case .value(.ceiling(let ceiling)), .worstGroup(.ceiling(let ceiling)):
            // A share of others: one less it has a floor.
            (bound, isCeiling) = (1 - ceiling, true)
        case .noSkill(let floor):
            bound = floor
            if case .area = shape {
                bound += 0.5
            } else if metric.name == "accuracy" {
                // The model leads where it alone is right; it differs from the commonest answer in so many rows.
                let differing = min(assumptions.baseRate, 1 - assumptions.baseRate)
                upper = differing
                error = { lead, rows in (max(0, differing - lead * lead) / rows).squareRoot() }
            } else {
                return plan(gate, metric, group, nil, by, level, .notPlanned(.notARate))
            }
        case .difference, .ratio, .range, .model, .change, .gapChange: preconditionFailure("a gate on a value")
        }
        func passing(_ rows: Double) -> Double? {
            power.smallestPassingValue(floor: bound, rows: rows, upperBound: upper) { error($0, rows) }
        }
        let rows = effective(Double(group.rows) * shape.share)
        let passes = passing(rows)
        let fails = power.largestFailingValue(floor: bound, rows: rows, lowerBound: upper < 1 ? -1 : 0) {
            error($0, rows)
        }
        var needed: Int?
        if passes == nil, passing(1e12) != nil {
            let enough = Bisection.edge(inside: 1e12, outside: max(rows, 1)) { passing($0) != nil }
            needed = Self.scaled(group.rows, by: enough / max(rows, 1e-9))
        }
        func told(_ value: Double) -> Double { isCeiling ? 1 - value : value }
        return plan(
            gate, metric, group, shape, by, level,
            state(group, shape, other: nil, isEnough: passes != nil, needed: needed), scale: .value,
            passes: passes.map(told), fails: fails.map(told))
    }

    // MARK: Parts

    /// What is known of a metric before its rows are.
    ///
    /// One class against all others is a binary decision; the base rate assumed is then that of the class.
    private func shape(_ metric: Metric) -> Shape? {
        if metric.versusRest != nil {
            return Catalogue.metric(named: String(metric.name.prefix { $0 != ":" }), binary: true).flatMap(shape)
        }
        let size = 1_000_000
        let (positives, negatives) = (assumptions.baseRate, 1 - assumptions.baseRate)
        let coverage = metric.usesLabels ? assumptions.labelCoverage : 1
        switch metric.definition {
        case .proportion:
            // Rows of independent labels and decisions, of which the metric's denominator takes its share.
            func rows(_ share: Double) -> Int { Int((Double(size) * share).rounded()) }
            let table = GroupEvidence(
                confusion: Confusion(rows: [
                    [rows(negatives * negatives), rows(negatives * positives)],
                    [rows(positives * negatives), rows(positives * positives)],
                ]))
            let estimator = Estimator(table, context: EstimationContext(model: "", allRows: size))
            guard metric.name != "share" else { return nil }
            let share = Double(estimator.denominator(metric)) / Double(size) * coverage
            return share > 0 ? .rate(share: share) : nil
        case .scoreFunctional(.areaUnderROC):
            return .area(positives: positives * coverage, negatives: negatives * coverage)
        default: return nil
        }
    }

    private func effective(_ rows: Double) -> Double { rows / designEffect }

    /// The rate assumed, or the area.
    private func assumedRate(_ shape: Shape) -> Double {
        if case .area = shape { max(assumptions.rate, 0.5) } else { assumptions.rate }
    }

    private func variance(_ shape: Shape, _ rows: Int) -> Double {
        switch shape {
        case .rate(let share):
            return assumptions.rate * (1 - assumptions.rate) / effective(Double(rows) * share)
        case .area(let positives, let negatives):
            return AreaUnderCurve.expectedVariance(
                auc: assumedRate(shape), positives: effective(Double(rows) * positives),
                negatives: effective(Double(rows) * negatives))
        }
    }

    /// Below the declared minimum nothing is decided, however many rows the arithmetic asks for.
    private func state(
        _ group: Group, _ shape: Shape, other: Int?, isEnough: Bool, needed: Int?
    ) -> GatePlan.State {
        let expected = Double(min(group.rows, other ?? group.rows)) * shape.share
        let least = Int((Double(minimumGroup) / shape.share).rounded(.up))
        if expected < Double(minimumGroup) {
            return .tooFewRows(needed: isEnough ? max(least, group.rows) : needed.map { max($0, least) })
        }
        return isEnough ? .decidable : .tooFewRows(needed: needed)
    }

    private func plan(
        _ gate: Gate, _ metric: Metric, _ group: Group, _ shape: Shape?, _ by: [String], _ level: String?,
        _ state: GatePlan.State, other: Int? = nil, scale: GatePlan.Scale = .value, detectable: Double? = nil,
        passes: Double? = nil, fails: Double? = nil
    ) -> GatePlan {
        GatePlan(
            gate: gate.name, metric: metric.name, comparison: gate.comparison.name, by: by, level: level,
            group: group.key, rows: group.rows, expected: shape.map { Double(group.rows) * $0.share },
            expectedInReference: other.flatMap { rows in shape.map { Double(rows) * $0.share } }, scale: scale,
            detectable: detectable, passes: passes, fails: fails, state: state)
    }

    /// The rows of a group that bring a variance down, its reference staying as it is; where that is not enough, both
    /// growing alike.
    ///
    /// - Parameters:
    ///   - factor: how many times smaller the variance of the gap has to be.
    ///   - own: the part of the group in that variance.
    private static func needed(_ rows: Int, _ factor: Double, own: Double, all: Double) -> Int? {
        let left = all / factor - (all - own)
        return scaled(rows, by: left > 0 ? own / left : factor)
    }

    /// So many times the rows, rounded up; `nil` for more than anybody has.
    private static func scaled(_ rows: Int, by factor: Double) -> Int? {
        let needed = (Double(rows) * factor).rounded(.up)
        return needed.isFinite && needed < 1e15 ? Int(needed) : nil
    }

    /// A gap that the range of the metric has room for.
    private static func within(_ gap: Double, _ metric: Metric) -> Double? {
        gap <= metric.range.upperBound - metric.range.lowerBound ? gap : nil
    }

    private static func upper(_ tail: Double) -> Double { -NormalDistribution.quantile(tail) }
}
