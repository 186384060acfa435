package import Evidence
import Metrics
import Statistics

/// What another model decided of the rows of a model, counted together with what that one decided.
package struct Opponent: Sendable {
    /// The rows by groups, label, decision of the model and decision of the other one.
    package let cube: EvidenceCube
    /// The dimension of the other's decisions.
    package let decision: ToldDimension

    package init(cube: EvidenceCube, decision: ToldDimension) {
        self.cube = cube
        self.decision = decision
    }
}

extension GateEvaluator {
    /// A rate of this model less that of another one on the same rows, in every group.
    ///
    /// Both models judge the same people, so what they agree on says nothing: limits are those of a paired difference
    /// (Tango's score interval). Where a gap counts in one direction this is a test of non-inferiority, else of
    /// equivalence (METHODS §3.9). Rows on which one of the two decides nothing cannot be compared; where they are more
    /// than one in twenty the gate stays undecided, because a model that leaves out its hard cases looks better.
    func against(_ other: String, _ gate: Gate, _ metric: Metric) -> Assessment.GateResult {
        let side = metric.worseSide(favourablePositive: context.favourablePositive)
        let twoSided = gate.harm == .twoSided || side == nil
        guard let opponent = opponents[other],
            let rate = PairedDecisions.Rate(metric, classCount: cube.classes.count, context: context)
        else { preconditionFailure("rates of models that were counted together") }
        let by = gate.by ?? []
        let groups = PairedDecisions.groups(of: opponent.cube, by: by, against: opponent.decision)
        let evidence = Dictionary(
            (by.isEmpty ? [cube.overall] : cube.evidence(by: by)).map { ($0.group, $0) },
            uniquingKeysWith: { first, _ in first })
        let levels = Levels(alpha: gate.alpha, family: max(1, groups.count), twoSided: twoSided)
        let region = Region(gate.comparison, side: side, twoSided: twoSided)
        let components = groups.map { group -> Assessment.GateResult.Component in
            let passing = group.result(rate, level: levels.pass, for: .gate)
            let failing = group.result(rate, level: levels.fail, for: .gate).difference
            let caps = caps(passing, metric, evidence[group.group], by)
            return Assessment.GateResult.Component(
                group: group.group, reference: nil, groupValue: passing.first, referenceValue: passing.second,
                estimate: passing.difference, failInterval: failing.interval,
                verdict: region.verdict(
                    pass: passing.difference.interval, fail: failing.interval, isCapped: !caps.isEmpty), caps: caps)
        }
        return conclude(
            gate, metric, components, rows: components.map(\.estimate.n), side: side, family: max(1, groups.count))
    }

    private func caps(
        _ result: PairedDecisions.Result, _ metric: Metric, _ evidence: GroupEvidence?, _ by: [String]
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
