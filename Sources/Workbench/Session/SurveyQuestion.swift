import Diagnostics
import Evidence
import Metrics
import Scenarios
import Statistics

/// A question about the rows of a survey: drawn in strata and by units, or with replicate weights beside its own.
struct SurveyQuestion {
    let question: Question
    private let design: Design

    private enum Design {
        case drawn(SurveyDimensions)
        case replicates([AssessmentBuilder], Replication)
    }

    /// - Returns: `nil` for a call that says nothing of a survey.
    init?(_ call: Call, _ state: SessionState) throws(CommandFailure) {
        guard let span = ["strata", "units", "replicates", "replication"].compactMap({ call.span(of: $0) }).first else {
            return nil
        }
        for other in ["cluster", "unlabelled", "shrunken", "against", "stages"] {
            guard let place = call.span(of: other) else { continue }
            throw CommandFailure(
                "E628", call, at: place, "'\(other)' and the design of a survey cannot be answered together",
                help: other == "cluster" ? ["units says what rows depend on each other by"] : ["leave one of them out"])
        }
        let named = call.list("replicates")
        guard named.isEmpty else {
            try Self.check(named, call, span)
            let replication = try Self.replication(call)
            var builders: [AssessmentBuilder] = []
            for name in named {
                let own = try Question(call.with("weight", text: name), state)
                builders.append(own.builder)
            }
            question = try Question(call, state)
            design = .replicates(builders, replication)
            return
        }
        if let replication = call.span(of: "replication") {
            throw CommandFailure(
                "E628", call, at: replication, "'replication' says how replicate weights were made",
                help: ["add replicates COLS"])
        }
        question = try Question(call, state)
        guard question.outcome.onlyClass == nil else {
            throw CommandFailure(
                "E628", call, at: span, "strata and units are for labels that are classes",
                help: ["replicates COLS works for every figure"])
        }
        design = .drawn(SurveyDimensions(strata: call.text("strata")?.value, units: call.text("units")?.value))
    }

    private static func check(_ named: [Located<String>], _ call: Call, _ span: TextSpan) throws(CommandFailure) {
        for other in ["strata", "units"] {
            guard let place = call.span(of: other) else { continue }
            throw CommandFailure(
                "E628", call, at: place, "replicate weights hold the design already", help: ["leave out '\(other)'"])
        }
        guard call.has("weight") else {
            throw CommandFailure(
                "E628", call, at: span, "replicate weights stand beside the weights of the survey",
                help: ["add weight COL"])
        }
        guard named.count >= 2 else {
            throw CommandFailure(
                "E628", call, at: span, "one set of replicate weights tells nothing of how they differ")
        }
    }

    private static func replication(_ call: Call) throws(CommandFailure) -> Replication {
        let name = call.text("replication")
        guard let replication = Replication(named: name?.value ?? "jk1") else {
            throw CommandFailure(
                "E628", call, at: name?.span, "no way to make replicate weights is called '\(name?.value ?? "")'",
                help: ["jk1, brr, fay0.3 (or another share), or bootstrap"])
        }
        return replication
    }

    /// The columns by which rows have to be counted for it.
    static func keys(_ call: Call) -> [String] {
        call.has("replicates") ? [] : [call.text("strata")?.value, call.text("units")?.value].compactMap { $0 }
    }

    /// Refuses figures that this design says nothing of.
    func check(_ metrics: [Metric], _ call: Call) throws(CommandFailure) {
        guard case .drawn = design else { return }
        for metric in metrics where !SurveySample.concerns(metric) {
            let span = call.list("metrics").first { Catalogue.metric(named: $0.value)?.name == metric.name }?.span
            throw CommandFailure(
                "E628", call, at: span, "strata and units say nothing of how '\(metric.name)' varies",
                help: ["they do for figures of labels and decisions", "replicates COLS works for every figure"])
        }
    }

    func estimates(_ metrics: [Metric]) throws(CommandFailure) -> [Assessment.MetricEstimate] {
        let groupings = question.groupings.isEmpty ? [[]] : question.groupings
        let builder = question.builder
        switch design {
        case .drawn(let dimensions): return builder.surveyEstimates(metrics, by: groupings, dimensions)
        case .replicates(let builders, let replication):
            return groupings.flatMap { grouping -> [Assessment.MetricEstimate] in
                let groups = grouping.isEmpty ? [builder.cube.overall] : builder.cube.evidence(by: grouping)
                let others = builders.map { other in
                    Self.byGroup(grouping.isEmpty ? [other.cube.overall] : other.cube.evidence(by: grouping))
                }
                return groups.flatMap { evidence -> [Assessment.MetricEstimate] in
                    let estimator = Estimator(evidence, context: builder.context)
                    return metrics.map { metric in
                        let values = others.map { other in
                            other[evidence.group].flatMap {
                                Estimator($0, context: builder.context).value(metric)
                            }
                        }
                        return builder.record(
                            metric, estimator,
                            Self.estimate(
                                estimator.value(metric), estimator.reason(metric), values, replication,
                                n: estimator.denominator(metric), range: metric.range, level: builder.context.level))
                    }
                }
            }
        }
    }

    /// Differences or ratios from a named group, the largest, or everybody else.
    func comparisons(
        _ metric: Metric, by grouping: [String], asRatio: Bool, _ reference: Gate.Reference
    ) -> [Assessment.Comparison] {
        let builder = question.builder
        switch design {
        case .drawn(let dimensions):
            return builder.surveyComparisons(
                metric, by: grouping, dimensions, asRatio: asRatio, reference: reference)
        case .replicates(let builders, let replication):
            func gap(
                _ groups: [GroupKey: GroupEvidence], _ pair: (group: GroupKey, others: [GroupKey])
            ) -> Double? {
                let others = pair.others.compactMap { groups[$0] }
                guard let own = groups[pair.group], let first = others.first else { return nil }
                let rest = others.dropFirst().reduce(first) { $0.adding($1) }
                guard let value = Estimator(own, context: builder.context).value(metric),
                    let against = Estimator(rest, context: builder.context).value(metric)
                else { return nil }
                guard asRatio else { return value - against }
                return against == 0 || value == 0 ? nil : LogScale.logarithm(value / against)
            }
            let groups = builder.cube.evidence(by: grouping)
            let own = Self.byGroup(groups)
            let replicates = builders.map { Self.byGroup($0.cube.evidence(by: grouping)) }
            return builder.surveyPairs(by: grouping, reference).map { pair in
                let keys = (group: groups[pair.group].group, others: pair.others.map { groups[$0].group })
                let rest = pair.others.dropFirst().reduce(groups[pair.others[0]]) { $0.adding(groups[$1]) }
                let sides = [groups[pair.group], rest].map { Estimator($0, context: builder.context) }
                let width = metric.range.upperBound - metric.range.lowerBound
                let reason =
                    sides.compactMap { $0.reason(metric) }.first
                    ?? (asRatio && sides[1].value(metric) == 0
                        ? (sides[0].value(metric) == 0 ? .bothZero : .zeroReference) : nil)
                var estimate = Self.estimate(
                    gap(own, keys), reason, replicates.map { gap($0, keys) }, replication,
                    n: sides.reduce(0) { $0 + $1.denominator(metric) },
                    range: asRatio ? -Double.infinity...Double.infinity : -width...width,
                    level: builder.context.level)
                if asRatio, let value = estimate.number {
                    let limits = estimate.interval.map {
                        Interval(
                            lower: LogScale.exponential($0.lower), upper: LogScale.exponential($0.upper),
                            level: $0.level, method: $0.method)
                    }
                    estimate = Estimate(LogScale.exponential(value), n: estimate.n, interval: limits)
                }
                return builder.surveyComparison(
                    metric, by: grouping, pair, asRatio: asRatio, reference, estimate)
            }
        }
    }

    private static func byGroup(_ groups: [GroupEvidence]) -> [GroupKey: GroupEvidence] {
        Dictionary(groups.map { ($0.group, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// A figure with Student's t limits from its replicates, R − 1 degrees of freedom.
    private static func estimate(
        _ value: Double?, _ reason: NotEstimable?, _ replicates: [Double?], _ replication: Replication, n: Int,
        range: ClosedRange<Double>, level: Double
    ) -> Estimate {
        guard reason == nil, let value else { return Estimate(notEstimable: reason ?? .emptyGroup) }
        guard let variance = replication.variance(replicates.map { $0 ?? .nan }), variance > 0 else {
            return Estimate(value, n: n, interval: nil)
        }
        let reach =
            StudentT(degreesOfFreedom: Double(replicates.count - 1)).twoSidedQuantile(level: level)
            * variance.squareRoot()
        return Estimate(
            value, n: n,
            interval: Interval(
                lower: min(value, max(range.lowerBound, value - reach)),
                upper: max(value, min(range.upperBound, value + reach)), level: level, method: .replicateWeights))
    }
}
