import Evidence
package import Metrics
import Statistics

extension AssessmentBuilder {
    /// Gaps to everybody, to the best group or between all pairs.
    ///
    /// - Returns: `nil` for a best group of a metric of which neither more nor less is worse.
    package func comparisons(
        _ metric: Metric, by grouping: [String], asRatio: Bool, against reference: GroupReference
    ) -> [Assessment.Comparison]? {
        let groups = cube.evidence(by: grouping)
        let estimators = groups.map { Estimator($0, context: context) }
        func record(_ group: Int, _ reference: Int?, _ other: Double?, _ estimate: Estimate) -> Assessment.Comparison {
            let own = estimators[group]
            let members = [own] + (reference.map { [estimators[$0]] } ?? [])
            return Assessment.Comparison(
                kind: asRatio ? .ratio : .difference, model: context.model, metric: metric.name,
                group: own.evidence.group, reference: reference.map { estimators[$0].evidence.group },
                referenceKind: kind, groupValue: own.value(metric), referenceValue: other,
                estimate: estimate.adding(flags(metric, members, grouping) + flagsOfKind), excluded: [])
        }
        let (kind, flagsOfKind) = (reference.name, reference.flags)
        switch reference {
        case .overall:
            let everybody = Estimator(cube.overall, context: context, role: "everybody")
            return groups.indices.map { place in
                let rest = Estimator(cube.overall.subtracting(groups[place]), context: context, role: "complement of")
                var contrast = Contrast(estimators[place], against: rest)
                let estimate = contrast.againstEverybody(
                    metric, everybody: everybody, asRatio: asRatio, level: context.level, for: .display)
                return record(place, nil, everybody.value(metric), estimate)
            }
        case .best, .pairwise:
            var contrasts = GroupContrasts(estimators)
            var best: Int?
            if reference == .best {
                guard let worse = metric.worseSide(favourablePositive: context.favourablePositive) else { return nil }
                guard let found = contrasts.best(metric, worse: worse) else { return [] }
                best = found
            }
            return contrasts.gaps(
                metric, to: best, asRatio: asRatio, level: context.level, for: .display
            ).map { record($0.group, $0.reference, estimators[$0.reference].value(metric), $0.estimate) }
        case .named, .complement, .largest:
            preconditionFailure("references that are groups of their own have pairs")
        }
    }

    private func flags(_ metric: Metric, _ members: [Estimator], _ grouping: [String]) -> [EstimateFlag] {
        var flags = design.flags(grouping)
        if members.contains(where: { $0.denominator(metric) < minimumGroup }) { flags.append(.belowMinimumGroup) }
        if metric.usesLabels,
            members.contains(where: { GateEvaluator.labelCoverage($0.evidence) < GateEvaluator.labelCoverageFloor })
        {
            flags.append(.lowLabelCoverage)
        }
        return flags
    }
}
