import Diagnostics
package import Evidence
package import Metrics
import Statistics

/// Decides gates for one model from its evidence (METHODS §3.9).
///
/// Pass is an intersection–union claim, so every component is tested at α without correction; fail is a
/// union–intersection claim, so components share α by Bonferroni. No component decides on a point estimate.
package struct GateEvaluator: Sendable {
    package let cube: EvidenceCube
    package let context: EstimationContext
    /// Groups with a smaller denominator neither pass nor fail.
    package let minimumGroup: Int
    /// A metric that uses labels neither passes nor fails where fewer rows than this share carry one.
    package static let labelCoverageFloor = 0.95

    /// What the data are like, beyond their counts.
    package let design: EvidenceDesign
    /// The models that gates compare with, by name.
    package let opponents: [String: Opponent]
    /// The assessment that changes are measured from, if there is one.
    package let earlier: Earlier?

    /// The rows before and since, where the scenario tells windows of time apart.
    package let windows: Windows?

    /// The columns of which only some levels are looked at.
    var conditionColumns: [String] = []

    /// An earlier assessment of the same scenario.
    package struct Earlier: Sendable {
        package let assessment: EarlierAssessment
        /// Whether its rows may be among those of this one.
        package let mayShareRows: Bool

        package init(_ assessment: EarlierAssessment, mayShareRows: Bool) {
            self.assessment = assessment
            self.mayShareRows = mayShareRows
        }
    }

    package init(
        cube: EvidenceCube, context: EstimationContext, minimumGroup: Int, design: EvidenceDesign = EvidenceDesign(),
        opponents: [String: Opponent] = [:], earlier: Earlier? = nil, windows: Windows? = nil
    ) {
        self.windows = windows
        self.opponents = opponents
        self.earlier = earlier
        self.cube = cube
        self.context = context
        self.minimumGroup = minimumGroup
        self.design = design.counted(in: cube)
    }

    /// The result of a gate.
    ///
    /// - Parameters:
    ///   - metric: the gate's metric, resolved for this outcome.
    package func evaluate(_ gate: Gate, metric: Metric) -> Assessment.GateResult {
        guard gate.conditions.isEmpty || !conditionColumns.isEmpty else {
            return within(gate.conditions).evaluate(gate, metric: metric)
        }
        switch gate.comparison {
        case .range(let tolerance): return range(gate, metric, tolerance)
        case .model(let other, _): return against(other, gate, metric)
        case .change, .gapChange:
            return gate.since == .baseline ? changeSinceBaseline(gate, metric) : change(gate, metric)
        case .noSkill, .value, .difference, .ratio, .worstGroup: break
        }
        var pairs = self.pairs(gate)
        let family = max(1, pairs.count)
        let side = metric.worseSide(favourablePositive: context.favourablePositive)
        let twoSided = gate.harm == .twoSided || side == nil
        let levels = Levels(alpha: gate.alpha, family: family, twoSided: twoSided && gate.comparison.isDifference)
        let components = pairs.indices.map { index in
            component(&pairs[index], gate: gate, metric: metric, side: side, twoSided: twoSided, levels: levels)
        }
        var result = conclude(
            gate, metric, components, rows: pairs.map { $0.rows(metric) }, side: side, family: family)
        if let slices = gate.slices {
            let all = slices.groupings.reduce(0) { $0 + cube.evidence(by: $1).count }
            result.slicesLeftOut = all - pairs.count
        }
        return result
    }

    // MARK: What is compared

    /// A group and what it is compared with, if with anybody.
    struct Pair {
        var group: Estimator
        var reference: Estimator?
        /// Whether a reference is needed but has no rows.
        var referenceIsEmpty = false
        /// The reference's key where it is a group and not everybody else.
        var referenceKey: GroupKey?

        /// Rows in the smallest denominator compared.
        func rows(_ metric: Metric) -> Int {
            min(group.denominator(metric), reference?.denominator(metric) ?? .max)
        }
    }

    struct Levels {
        /// Two one-sided tests at α.
        let pass: Double
        /// Bonferroni over the family, in one direction or in two.
        let fail: Double

        init(alpha: Double, family: Int, twoSided: Bool) {
            pass = 1 - 2 * alpha
            fail = 1 - (twoSided ? 1 : 2) * alpha / Double(family)
        }
    }

    func estimator(_ evidence: GroupEvidence, role: String = "group") -> Estimator {
        Estimator(evidence, context: context, role: role)
    }

    func pairs(_ gate: Gate) -> [Pair] {
        if let slices = gate.slices { return pairs(slices, gate.comparison) }
        guard let by = gate.by else { return [Pair(group: estimator(cube.overall))] }
        let groups = cube.evidence(by: by)
        switch gate.comparison {
        case .difference(let reference, _), .ratio(let reference, _), .gapChange(let reference, _):
            return Self.pairs(groups, by: by, reference: reference, overall: cube.overall, estimator: estimator)
        case .noSkill, .value, .range, .worstGroup, .model, .change:
            return groups.map { Pair(group: estimator($0)) }
        }
    }

    /// Each group with its reference; a group is not compared with itself.
    static func pairs(
        _ groups: [GroupEvidence], by: [String], reference: Gate.Reference, overall: GroupEvidence,
        estimator: (GroupEvidence, String) -> Estimator
    ) -> [Pair] {
        let key: GroupKey?
        switch reference {
        case .complement:
            return groups.map {
                let rest = overall.subtracting($0)
                return Pair(
                    group: estimator($0, "group"), reference: estimator(rest, "complement of"),
                    referenceIsEmpty: rest.rows == 0)
            }
        case .named(let values):
            key = GroupKey(zip(by, values).map { GroupLevel(dimension: $0, value: $1) })
        case .largest:
            // The first of equals in canonical order, so that ties do not depend on the rows' order.
            key = groups.max { $0.rows < $1.rows }.flatMap { largest in
                groups.first { $0.rows == largest.rows }?.group
            }
        }
        guard let key else { return [] }
        let base = groups.first { $0.group == key }
        return groups.filter { $0.group != key }.map {
            Pair(
                group: estimator($0, "group"), reference: base.map { estimator($0, "group") },
                referenceIsEmpty: base == nil, referenceKey: key)
        }
    }

    // MARK: One component

    private func component(
        _ pair: inout Pair, gate: Gate, metric: Metric, side: Metric.Side?, twoSided: Bool, levels: Levels
    ) -> Assessment.GateResult.Component {
        let decisive: Estimate
        var failing: Interval?
        switch gate.comparison {
        case .noSkill:
            decisive = pair.group.skill(metric, level: levels.pass, for: .gate) ?? Estimate(notEstimable: .notInCube)
            failing = pair.group.skill(metric, level: levels.fail, for: .gate)?.interval
        case .value, .worstGroup, .range, .model, .change, .gapChange:
            decisive = pair.group.estimate(metric, level: levels.pass, for: .gate)
            failing = pair.group.estimate(metric, level: levels.fail, for: .gate).interval
        case .difference, .ratio:
            guard let reference = pair.reference, !pair.referenceIsEmpty else {
                decisive = Estimate(notEstimable: .emptyGroup)
                break
            }
            var contrast = Contrast(pair.group, against: reference)
            if case .difference = gate.comparison {
                decisive = contrast.difference(metric, level: levels.pass, for: .gate)
                failing = contrast.difference(metric, level: levels.fail, for: .gate).interval
            } else {
                decisive = contrast.ratio(metric, level: levels.pass, for: .gate)
                failing = contrast.ratio(metric, level: levels.fail, for: .gate).interval
            }
        }
        let caps = self.caps(pair, metric: metric, estimate: decisive)
        let region = Region(gate.comparison, side: side, twoSided: twoSided)
        return Assessment.GateResult.Component(
            group: pair.group.evidence.group, reference: pair.referenceKey,
            groupValue: pair.group.value(metric),
            referenceValue: gate.comparison.isNoSkill
                ? pair.group.noSkillValue(metric) : pair.reference?.value(metric),
            estimate: decisive, failInterval: failing,
            verdict: region.verdict(pass: decisive.interval, fail: failing, isCapped: !caps.isEmpty), caps: caps)
    }

    func caps(_ pair: Pair, metric: Metric, estimate: Estimate) -> [VerdictCap] {
        var caps = design.caps(pair.group.evidence.group.dimensions + conditionColumns)
        // x/0 has no value but an interval, which is evidence.
        if estimate.number == nil, estimate.interval == nil { caps.insert(.notEstimable) }
        if estimate.takesRowsForIndependent { caps.insert(.assumesIndependence) }
        let members = [pair.group] + (pair.reference.map { [$0] } ?? [])
        if metric.usesLabels, members.contains(where: { Self.labelCoverage($0.evidence) < Self.labelCoverageFloor }) {
            caps.insert(.labelCoverage)
        }
        if members.contains(where: { $0.denominator(metric) < minimumGroup }) { caps.insert(.minimumGroup) }
        return caps.sorted()
    }

    /// The share of rows that carry a label; 1 for nobody.
    static func labelCoverage(_ evidence: GroupEvidence) -> Double {
        evidence.rows == 0 ? 1 : Double(evidence.labelled) / Double(evidence.rows)
    }

    // MARK: Range

    private func range(_ gate: Gate, _ metric: Metric, _ tolerance: Double) -> Assessment.GateResult {
        let by = gate.by ?? []
        var aggregate = GroupAggregate(cube.evidence(by: by).map { estimator($0) })
        let passing = aggregate.range(metric, level: 1 - 2 * gate.alpha, for: .gate, simultaneous: false)
        let included = aggregate.groups.filter { !passing.excluded.contains($0.evidence.group) }
        // Small groups settle nothing, so a gap is shown between the others or not at all. A gap counts in either
        // direction, so each pair's error is split in two.
        let large = included.filter { $0.denominator(metric) >= minimumGroup }
        var ample = GroupAggregate(large)
        let failing = ample.range(metric, level: 1 - gate.alpha, for: .gate)
        var caps = design.caps(by + conditionColumns).union(passing.excluded.isEmpty ? [] : [.partial])
        if passing.estimate.number == nil { caps.insert(.notEstimable) }
        if passing.estimate.takesRowsForIndependent { caps.insert(.assumesIndependence) }
        if included.contains(where: { $0.denominator(metric) < minimumGroup }) { caps.insert(.minimumGroup) }
        if metric.usesLabels, included.contains(where: { Self.labelCoverage($0.evidence) < Self.labelCoverageFloor }) {
            caps.insert(.labelCoverage)
        }
        let region = Region(gate.comparison, side: .higher, twoSided: false)
        // A partial aggregate or a small group forbids a pass; a gap shown between the others is still shown.
        let onlyPartial = caps.isSubset(of: [.partial, .minimumGroup])
        let shownOutside = region.isOutside(failing.estimate.interval)
        let verdict: Verdict =
            onlyPartial && shownOutside
            ? .fail : region.verdict(pass: passing.estimate.interval, fail: nil, isCapped: !caps.isEmpty)
        let worseIsHigh = metric.worseSide(favourablePositive: context.favourablePositive) == .higher
        let (group, other) =
            worseIsHigh ? (passing.highest, passing.lowest) : (passing.lowest, passing.highest)
        let component = Assessment.GateResult.Component(
            group: group ?? .overall, reference: other,
            groupValue: included.first { $0.evidence.group == group }?.value(metric),
            referenceValue: included.first { $0.evidence.group == other }?.value(metric), estimate: passing.estimate,
            failInterval: failing.estimate.interval, verdict: verdict, caps: caps.sorted())
        let smallest = included.map { $0.denominator(metric) }.min() ?? 0
        return conclude(
            gate, metric, [component], rows: [smallest], side: .higher,
            family: max(1, large.count * (large.count - 1) / 2))
    }

    // MARK: The gate

    /// - Parameter rows: the smallest denominator of each component.
    func conclude(
        _ gate: Gate, _ metric: Metric, _ components: [Assessment.GateResult.Component], rows: [Int],
        side: Metric.Side?, family: Int
    ) -> Assessment.GateResult {
        let failures = components.filter { $0.verdict == .fail }
        let open = components.filter { if case .inconclusive = $0.verdict { true } else { false } }
        let verdict: Verdict =
            if !failures.isEmpty {
                .fail
            } else if components.isEmpty {
                .inconclusive(.nothingShown)
            } else if open.isEmpty {
                .pass
            } else {
                .inconclusive(open.contains { $0.verdict == .inconclusive(.gapShown) } ? .gapShown : .nothingShown)
            }
        let twoSided = gate.harm == .twoSided || side == nil
        let harm = Harm(gate.comparison, side: side, twoSided: twoSided)
        let worst = (failures.isEmpty ? open : failures).max { harm.severity(of: $0) < harm.severity(of: $1) }
        let named: (group: GroupKey?, reference: GroupKey?) =
            switch worst.map({ harm.sufferer(of: $0) }) ?? .nobody {
            case .group: (worst?.group, worst?.reference)
            // Everybody else has no key to be named by.
            case .reference: worst?.reference == nil ? (nil, nil) : (worst?.reference, worst?.group)
            case .nobody: (nil, nil)
            }
        var caps = Set(components.flatMap(\.caps))
        if components.isEmpty { caps.insert(.notEstimable) }
        var result = Assessment.GateResult(
            gate: gate, model: context.model, verdict: verdict, caps: caps.sorted(), components: components,
            worseOff: named.group, worseOffReference: named.reference, familySize: family,
            rowsNeeded: nil, labelCoverage: metric.usesLabels ? Self.labelCoverage(cube.overall) : nil)
        if case .inconclusive = verdict {
            let region = Region(gate.comparison, side: side, twoSided: twoSided)
            let needs = zip(components, rows).filter { if case .inconclusive = $0.0.verdict { true } else { false } }
                .map { component, rows in
                    component.caps.allSatisfy { $0 == .minimumGroup }
                        ? region.rowsNeeded(component, rows: rows, minimum: minimumGroup) : nil
                }
            // Unless it can be said of every open component, it cannot be said of the gate.
            if !needs.contains(nil) { result.rowsNeeded = needs.compactMap(\.self).max() }
        }
        return result
    }
}

extension Gate.Comparison {
    var isDifference: Bool {
        switch self {
        case .difference, .model, .change, .gapChange: true
        case .noSkill, .value, .ratio, .range, .worstGroup: false
        }
    }

    /// Whether the reference is what a model without skill reaches on the same rows.
    package var isNoSkill: Bool { if case .noSkill = self { true } else { false } }
}

extension Estimate {
    /// Whether its interval does not allow for rows that depend on each other, though they do.
    var takesRowsForIndependent: Bool {
        flags.contains(.assumesIndependence) || flags.contains(.tooFewClusters)
    }
}
