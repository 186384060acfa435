package import Evidence
package import Metrics
import Statistics

/// What another model decided of the rows of a model, counted together with what that one decided.
package struct Opponent: Sendable {
    /// The rows by groups, label, decision of the model and decision of the other one.
    package let cube: EvidenceCube
    /// The dimension of the other's decisions.
    package let decision: ToldDimension
    /// The scores of both, row by row, where figures of scores are compared; counts of one model do not tell them.
    package let scores: PairedScoreRows?

    package init(cube: EvidenceCube, decision: ToldDimension, scores: PairedScoreRows? = nil) {
        self.cube = cube
        self.decision = decision
        self.scores = scores
    }

    /// A figure of both models in each group, at any level of its interval.
    fileprivate func figures(
        _ metric: Metric, _ comparison: PairedComparison, by names: [String], _ context: EstimationContext
    ) -> [(group: GroupKey, figure: (Double) -> PairedFigure)] {
        switch comparison {
        case .rate(let rate):
            PairedDecisions.groups(of: cube, by: names, against: decision).map { group in
                (group.group, { group.result(rate, level: $0, for: .gate).figure })
            }
        case .cells:
            PairedDecisions.groups(of: cube, by: names, against: decision).map { group in
                (group.group, { group.figure(metric, context, level: $0) })
            }
        case .scores:
            (scores?.groups(by: names) ?? []).map { group in (group.group, { group.figure(metric, level: $0) }) }
        }
    }
}

extension GateEvaluator {
    /// A figure of this model less that of another one on the same rows, in every group.
    ///
    /// Both models judge the same people, so what they agree on says nothing: limits are those of a paired difference
    /// (Tango's score interval for rates, `PairedDecisions.figure` and `PairedScores.figure` for others). Where a gap counts in one direction this is a test of non-inferiority, else of
    /// equivalence (METHODS §3.9). Rows on which one of the two decides nothing cannot be compared; where they are more
    /// than one in twenty the gate stays undecided, because a model that leaves out its hard cases looks better.
    func against(_ other: String, _ gate: Gate, _ metric: Metric) -> Assessment.GateResult {
        let side = metric.worseSide(favourablePositive: context.favourablePositive)
        let twoSided = gate.harm == .twoSided || side == nil
        guard let opponent = opponents[other],
            let comparison = PairedComparison(metric, classCount: cube.classes.count, context: context)
        else { preconditionFailure("figures that two models are compared by, and models that were counted together") }
        let by = gate.by ?? []
        let groups = opponent.figures(metric, comparison, by: by, context)
        let evidence = Dictionary(
            (by.isEmpty ? [cube.overall] : cube.evidence(by: by)).map { ($0.group, $0) },
            uniquingKeysWith: { first, _ in first })
        let levels = Levels(alpha: gate.alpha, family: max(1, groups.count), twoSided: twoSided)
        let region = Region(gate.comparison, side: side, twoSided: twoSided)
        let components = groups.map { group, figure -> Assessment.GateResult.Component in
            let passing = figure(levels.pass)
            let failing = figure(levels.fail).difference
            let caps = caps(passing, metric, evidence[group], by)
            return Assessment.GateResult.Component(
                group: group, reference: nil, groupValue: passing.first, referenceValue: passing.second,
                estimate: passing.difference, failInterval: failing.interval,
                verdict: region.verdict(
                    pass: passing.difference.interval, fail: failing.interval, isCapped: !caps.isEmpty), caps: caps)
        }
        return conclude(
            gate, metric, components, rows: components.map(\.estimate.n), side: side, family: max(1, groups.count))
    }

    private func caps(
        _ result: PairedFigure, _ metric: Metric, _ evidence: GroupEvidence?, _ by: [String]
    ) -> [VerdictCap] {
        var caps = design.caps(by + conditionColumns)
        let estimate = result.difference
        if estimate.number == nil { caps.insert(.notEstimable) }
        if estimate.takesRowsForIndependent { caps.insert(.assumesIndependence) }
        if metric.usesLabels, let evidence, Self.labelCoverage(evidence) < Self.labelCoverageFloor {
            caps.insert(.labelCoverage)
        }
        if estimate.n < minimumGroup { caps.insert(.minimumGroup) }
        // As many as may lack a label.
        if Double(result.leftOut) > (1 - Self.labelCoverageFloor) * Double(estimate.n + result.leftOut) {
            caps.insert(.unpairedRows)
        }
        return caps.sorted()
    }
}
