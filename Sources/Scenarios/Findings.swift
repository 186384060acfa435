import Statistics

/// Puts what was found in the order in which a reader should meet it.
enum Findings {
    /// The most telling of each kind first, so that a page that shows a few findings shows several kinds: two failed
    /// gates, one or two places below no skill, what probes found, then missing labels or an undecided gate; the rest
    /// follows kind by kind. A place that may lie below no skill by chance leaves room for every failed gate that fits.
    static func collect(
        _ assessment: Assessment, belowNoSkill: [Assessment.Finding], impossible: [Assessment.Finding] = []
    ) -> [Assessment.Finding] {
        var failed: [Assessment.Finding] = []
        var undecided: [Assessment.Finding] = []
        for (index, result) in assessment.gates.enumerated() {
            switch result.verdict {
            case .pass: break
            case .fail: failed.append(finding(.gateFailed(gate: index), result))
            case .inconclusive: undecided.append(finding(.gateUndecided(gate: index), result))
            }
        }
        let probes = ProbeFindings.collect(assessment)
        let others =
            impossible + missingLabels(assessment) + Array(probes.dropFirst()) + undecided + gaps(assessment)
            + small(assessment)
        // A page of five: what fails, what lies below no skill and what probes found leave room for each other.
        let room = probes.isEmpty ? 4 : 3
        let shown = belowNoSkill.filter(isShownBelow)
        let below = shown + belowNoSkill.filter { !isShownBelow($0) }
        let failedFirst = max(2, room - shown.count)
        let belowFirst = max(min(room - 2, shown.count), room - failed.count)
        return Array(failed.prefix(failedFirst)) + Array(below.prefix(belowFirst)) + Array(probes.prefix(1))
            + Array(others.prefix(1))
            + Array(failed.dropFirst(failedFirst)) + Array(below.dropFirst(belowFirst))
            + Array(others.dropFirst())
    }

    /// Whether a group is shown to lie below its no-skill reference, beyond chance.
    private static func isShownBelow(_ finding: Assessment.Finding) -> Bool {
        switch finding.kind {
        case .belowNoSkillAcross(_, _, _, let shown, _): shown > 0
        case .belowNoSkill(_, _, _, let shown): shown
        default: false
        }
    }

    private static func finding(_ kind: Assessment.Finding.Kind, _ result: Assessment.GateResult) -> Assessment.Finding
    {
        Assessment.Finding(
            kind: kind, model: result.model, group: result.worseOff ?? .overall,
            reference: result.worseOffReference, n: result.components.map(\.estimate.n).max() ?? 0)
    }

    /// Per model and grouping, the widest difference that is shown and that nothing forbids to read.
    ///
    /// It is chosen among all groups and metrics of the grouping, so it must be shown among all of them: of ten equal
    /// groups, four runs in ten would have one whose own interval excludes zero.
    private static func gaps(_ assessment: Assessment) -> [Assessment.Finding] {
        func family(_ comparison: Assessment.Comparison) -> String {
            comparison.model + "\u{1F}" + comparison.group.dimensions.joined(separator: "\u{1F}")
        }
        var sizes: [String: Int] = [:]
        for comparison in assessment.comparisons where comparison.kind == .difference {
            if comparison.estimate.interval != nil { sizes[family(comparison), default: 0] += 1 }
        }
        var widest: [String: Assessment.Comparison] = [:]
        var order: [String] = []
        for comparison in assessment.comparisons where comparison.kind == .difference {
            let key = family(comparison)
            guard let value = comparison.estimate.number, comparison.estimate.flags.isEmpty,
                isShown(comparison.estimate, among: sizes[key] ?? 1)
            else { continue }
            if widest[key] == nil { order.append(key) }
            if abs(value) > abs(widest[key]?.estimate.number ?? 0) { widest[key] = comparison }
        }
        return order.compactMap { widest[$0] }.compactMap { comparison in
            guard let value = comparison.groupValue, let reference = comparison.referenceValue else { return nil }
            return Assessment.Finding(
                kind: .gap(
                    metric: comparison.metric, groupValue: value, referenceValue: reference,
                    difference: comparison.estimate.interval),
                model: comparison.model, group: comparison.group, reference: comparison.reference,
                n: comparison.estimate.n)
        }
    }

    /// Whether the interval, widened to hold for `count` comparisons at once, excludes zero.
    ///
    /// Bonferroni's level; the reach towards zero grows as the normal quantiles do, which is exact for normal limits and
    /// near for the others.
    static func isShown(_ estimate: Estimate, among count: Int) -> Bool {
        guard let interval = estimate.interval, let value = estimate.number, !interval.contains(0) else { return false }
        let reach = value > 0 ? value - interval.lower : interval.upper - value
        let level = Multiplicity.bonferroniLevel(interval.level, comparisons: max(1, count))
        let factor =
            NormalDistribution.twoSidedQuantile(level: level)
            / NormalDistribution.twoSidedQuantile(level: interval.level)
        return abs(value) > reach * factor
    }

    private static func missingLabels(_ assessment: Assessment) -> [Assessment.Finding] {
        guard let all = assessment.coverage.first(where: \.group.isOverall), all.rows > 0,
            Double(all.labelled) / Double(all.rows) < GateEvaluator.labelCoverageFloor
        else { return [] }
        return [
            Assessment.Finding(
                kind: .labelsMissing(rows: all.rows, labelled: all.labelled), model: nil, group: .overall,
                reference: nil, n: all.rows)
        ]
    }

    private static func small(_ assessment: Assessment) -> [Assessment.Finding] {
        let minimum = assessment.scenario.analysis.minimumGroup
        return assessment.coverage.filter { $0.group.levels.count == 1 && $0.rows < minimum }.map {
            Assessment.Finding(
                kind: .tooFewRows(rows: $0.rows, minimum: minimum), model: nil, group: $0.group, reference: nil,
                n: $0.rows)
        }
    }
}
