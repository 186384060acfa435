package import Evidence
package import Metrics
package import Statistics

/// Turns the evidence of one model into estimates, comparisons, gate results and findings.
package struct AssessmentBuilder: Sendable {
    package let cube: EvidenceCube
    package let context: EstimationContext
    package let minimumGroup: Int

    /// What the data are like, beyond their counts.
    package let design: EvidenceDesign

    package init(
        cube: EvidenceCube, context: EstimationContext, minimumGroup: Int, design: EvidenceDesign = EvidenceDesign()
    ) {
        self.cube = cube
        self.design = design.counted(in: cube)
        var context = context
        context.allRows = context.allRows ?? cube.overall.rows
        self.context = context
        self.minimumGroup = minimumGroup
    }

    /// Estimates of each metric for everybody and for every group of every grouping, in that order.
    ///
    /// - Parameter absent: groups that are declared but have no row; they get a reason, never an absence.
    package func estimates(
        _ metrics: [Metric], by groupings: [[String]], absent: [GroupKey] = []
    ) -> [Assessment.MetricEstimate] {
        var result: [Assessment.MetricEstimate] = []
        for grouping in [[]] + groupings {
            var groups = grouping.isEmpty ? [cube.overall] : cube.evidence(by: grouping)
            groups += absent.filter { $0.dimensions == grouping }.map {
                GroupEvidence(group: $0, classCount: cube.classes.count, scoreTables: groups.first?.scores.count ?? 0)
            }
            result.reserveCapacity(result.count + groups.count * metrics.count)
            for evidence in groups {
                var estimator = Estimator(evidence, context: context)
                for metric in metrics { result.append(record(metric, &estimator)) }
            }
        }
        return result
    }

    /// Estimates of each group of every grouping, with rates moved towards those of all groups beside them (METHODS §3.7).
    package func shrunkenEstimates(_ metrics: [Metric], by groupings: [[String]]) -> [Assessment.MetricEstimate] {
        groupings.flatMap { grouping -> [Assessment.MetricEstimate] in
            var estimators = cube.evidence(by: grouping).map { Estimator($0, context: context) }
            let shrunken = metrics.map { Shrinkage.estimates($0, estimators) }
            return estimators.indices.flatMap { group in
                metrics.indices.map { place in
                    var record = record(metrics[place], &estimators[group])
                    record.shrunken = shrunken[place]?[group]
                    return record
                }
            }
        }
    }

    /// Estimates as `estimates`, each under several assumptions on missing labels; metrics that these do not concern
    /// once.
    ///
    /// - Parameter fixed: columns of the cube within whose levels labels are taken to be missing by chance.
    package func estimates(
        _ metrics: [Metric], by groupings: [[String]], assuming assumptions: [SelectiveLabels.Assumption],
        holding fixed: [String]
    ) -> [Assessment.MetricEstimate] {
        groupings.flatMap { grouping -> [Assessment.MetricEstimate] in
            let groups = grouping.isEmpty ? [cube.overall] : cube.evidence(by: grouping)
            let others = fixed.filter { !grouping.contains($0) }
            var strata: [GroupKey: [GroupEvidence]] = [:]
            if !others.isEmpty {
                for part in cube.evidence(by: grouping + others) {
                    strata[GroupKey(Array(part.group.levels.prefix(grouping.count))), default: []].append(part)
                }
            }
            return groups.flatMap { evidence -> [Assessment.MetricEstimate] in
                var estimator = Estimator(evidence, context: context)
                var selective = SelectiveLabels(estimator, strata: strata[evidence.group] ?? [])
                return metrics.flatMap { metric -> [Assessment.MetricEstimate] in
                    guard SelectiveLabels.concerns(metric) else { return [record(metric, &estimator)] }
                    return assumptions.map { assumption in
                        Assessment.MetricEstimate(
                            model: context.model, metric: metric.name, group: evidence.group,
                            estimate: flagged(
                                selective.estimate(metric, assumption, level: context.level), metric, estimator),
                            noSkill: estimator.noSkillValue(metric), labels: assumption)
                    }
                }
            }
        }
    }

    private func record(_ metric: Metric, _ estimator: inout Estimator) -> Assessment.MetricEstimate {
        let estimate = estimator.estimate(metric)
        return record(metric, estimator, estimate)
    }

    /// One estimate as records hold it, with what must be said of the data.
    package func record(
        _ metric: Metric, _ estimator: Estimator, _ estimate: Estimate
    ) -> Assessment.MetricEstimate {
        Assessment.MetricEstimate(
            model: context.model, metric: metric.name, group: estimator.evidence.group,
            estimate: flagged(estimate, metric, estimator), noSkill: estimator.noSkillValue(metric))
    }

    private func flagged(_ estimate: Estimate, _ metric: Metric, _ estimator: Estimator) -> Estimate {
        var flags: [EstimateFlag] = []
        if metric.usesLabels, estimator.counts.rows > 0,
            GateEvaluator.labelCoverage(estimator.evidence) < GateEvaluator.labelCoverageFloor
        {
            flags.append(.lowLabelCoverage)
        }
        if case .count = metric.definition { return estimate.adding(flags) }
        flags += design.flags(estimator.evidence.group.dimensions)
        if estimate.n < minimumGroup { flags.append(.belowMinimumGroup) }
        return estimate.adding(flags)
    }

    /// Differences of each group from its reference, the range and the worst group, per metric and grouping.
    ///
    /// - Parameter reference: the reference of a grouping.
    package func comparisons(
        _ metrics: [Metric], by groupings: [[String]], reference: ([String]) -> Gate.Reference
    ) -> [Assessment.Comparison] {
        groupings.flatMap { grouping -> [Assessment.Comparison] in
            let groups = cube.evidence(by: grouping)
            let declared = reference(grouping)
            var pairs = GateEvaluator.pairs(
                groups, by: grouping, reference: declared, overall: cube.overall
            ) { Estimator($0, context: context, role: $1) }
            var aggregate = GroupAggregate(groups.map { Estimator($0, context: context) })
            return metrics.flatMap { metric -> [Assessment.Comparison] in
                pairs.indices.map {
                    compare(metric, &pairs[$0], kind: .difference, reference: declared)
                } + [range(metric, &aggregate)].compactMap { $0 } + [worst(metric, &aggregate)].compactMap { $0 }
            }
        }
    }

    /// One group against its reference.
    func compare(
        _ metric: Metric, _ pair: inout GateEvaluator.Pair, kind: Assessment.Comparison.Kind, reference: Gate.Reference
    ) -> Assessment.Comparison {
        var estimate = Estimate(notEstimable: .emptyGroup)
        if let other = pair.reference, !pair.referenceIsEmpty {
            var contrast = Contrast(pair.group, against: other)
            estimate =
                kind == .ratio
                ? contrast.ratio(metric, level: context.level, for: .display)
                : contrast.difference(metric, level: context.level, for: .display)
            pair.group = contrast.group
            pair.reference = contrast.reference
        }
        var flags: [EstimateFlag] = []
        let members = [pair.group] + (pair.reference.map { [$0] } ?? [])
        if members.contains(where: { $0.denominator(metric) < minimumGroup }) { flags.append(.belowMinimumGroup) }
        if metric.usesLabels,
            members.contains(where: { GateEvaluator.labelCoverage($0.evidence) < GateEvaluator.labelCoverageFloor })
        {
            flags.append(.lowLabelCoverage)
        }
        if reference == .largest { flags.append(.referenceFromData) }
        flags += design.flags(pair.group.evidence.group.dimensions)
        return Assessment.Comparison(
            kind: kind, model: context.model, metric: metric.name, group: pair.group.evidence.group,
            reference: pair.referenceKey, referenceKind: reference.name, groupValue: pair.group.value(metric),
            referenceValue: pair.reference?.value(metric), estimate: estimate.adding(flags), excluded: [])
    }

    /// The range over groups; `nil` for fewer than two groups.
    func range(_ metric: Metric, _ aggregate: inout GroupAggregate) -> Assessment.Comparison? {
        guard aggregate.groups.count >= 2 else { return nil }
        let range = aggregate.range(metric, level: context.level, for: .display)
        func value(_ key: GroupKey?) -> Double? {
            aggregate.groups.first { $0.evidence.group == key }?.value(metric)
        }
        return Assessment.Comparison(
            kind: .range, model: context.model, metric: metric.name, group: range.lowest ?? .overall,
            reference: range.highest, referenceKind: "pairwise", groupValue: value(range.lowest),
            referenceValue: value(range.highest), estimate: range.estimate, excluded: range.excluded,
            expected: aggregate.expectedRange(metric, for: .display))
    }

    /// The worst group; `nil` where no side is worse or there are fewer than two groups.
    func worst(_ metric: Metric, _ aggregate: inout GroupAggregate) -> Assessment.Comparison? {
        guard aggregate.groups.count >= 2,
            let side = metric.worseSide(favourablePositive: context.favourablePositive)
        else { return nil }
        let worst = aggregate.worst(metric, side: side, level: context.level)
        return Assessment.Comparison(
            kind: .worstGroup, model: context.model, metric: metric.name, group: worst.group ?? .overall,
            reference: nil, referenceKind: "pairwise", groupValue: worst.estimate.number, referenceValue: nil,
            estimate: worst.estimate, excluded: worst.excluded)
    }

    /// Comparisons of one kind for a question asked on its own.
    package func comparisons(
        _ metric: Metric, by grouping: [String], kind: Assessment.Comparison.Kind, reference: Gate.Reference
    ) -> [Assessment.Comparison] {
        let groups = cube.evidence(by: grouping)
        switch kind {
        case .difference, .ratio:
            var pairs = GateEvaluator.pairs(
                groups, by: grouping, reference: reference, overall: cube.overall
            ) { Estimator($0, context: context, role: $1) }
            return pairs.indices.map { compare(metric, &pairs[$0], kind: kind, reference: reference) }
        case .range, .worstGroup:
            var aggregate = GroupAggregate(groups.map { Estimator($0, context: context) })
            let found = kind == .range ? range(metric, &aggregate) : worst(metric, &aggregate)
            return found.map { [$0] } ?? []
        }
    }

    /// Where figures lie below their no-skill reference: per grouping how many groups, or everybody.
    package func belowNoSkill(_ metrics: [Metric], by groupings: [[String]]) -> [Assessment.Finding] {
        metrics.filter { $0.noSkill != nil }.flatMap { metric -> [Assessment.Finding] in
            var findings: [Assessment.Finding] = []
            if let finding = belowNoSkill(metric, cube.overall) { findings.append(finding.finding) }
            for grouping in groupings {
                let groups = cube.evidence(by: grouping).filter {
                    Estimator($0, context: context).denominator(metric) >= minimumGroup
                }
                let below = groups.compactMap { belowNoSkill(metric, $0) }
                guard !below.isEmpty else { continue }
                let kind = Assessment.Finding.Kind.belowNoSkillAcross(
                    metric: metric.name, dimensions: grouping, below: below.map(\.finding.group),
                    shown: below.filter(\.shown).count, of: groups.count)
                findings.append(
                    Assessment.Finding(
                        kind: kind, model: context.model, group: .overall, reference: nil,
                        n: below.reduce(0) { $0 + $1.finding.n }))
            }
            return findings
        }
    }

    private func belowNoSkill(
        _ metric: Metric, _ evidence: GroupEvidence
    ) -> (finding: Assessment.Finding, shown: Bool)? {
        var estimator = Estimator(evidence, context: context)
        guard let value = estimator.value(metric), let reference = estimator.noSkillValue(metric) else { return nil }
        // A constant answer reaches its own reference; rounding must not put it below.
        let slack = 1e-12 * max(1, abs(reference))
        let isBelow = metric.direction == .lowerIsBetter ? value > reference + slack : value < reference - slack
        guard isBelow else { return nil }
        let skill = estimator.skill(metric, level: context.level, for: .display)
        let shown = (skill?.interval?.upper ?? 0) < 0
        let finding = Assessment.Finding(
            kind: .belowNoSkill(metric: metric.name, value: value, reference: reference, shown: shown),
            model: context.model, group: evidence.group, reference: nil, n: estimator.denominator(metric))
        return (finding, shown)
    }
}
