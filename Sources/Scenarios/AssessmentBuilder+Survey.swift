import Evidence
package import Metrics
package import Statistics

/// How the rows of a survey were drawn, as dimensions of the cube.
package struct SurveyDimensions: Sendable {
    /// Strata that units were drawn in; `nil` for one.
    package var strata: String?
    /// The units first drawn, such as villages; `nil` where rows were drawn.
    package var units: String?

    package init(strata: String?, units: String?) {
        self.strata = strata
        self.units = units
    }
}

extension AssessmentBuilder {
    /// Estimates of each group of every grouping, with variances linearised over the units of a survey.
    package func surveyEstimates(
        _ metrics: [Metric], by groupings: [[String]], _ survey: SurveyDimensions
    ) -> [Assessment.MetricEstimate] {
        groupings.flatMap { grouping -> [Assessment.MetricEstimate] in
            let sample = SurveySample(
                cube, by: grouping, strata: survey.strata, units: survey.units, context: context)
            let groups = grouping.isEmpty ? [cube.overall] : cube.evidence(by: grouping)
            return groups.enumerated().flatMap { place, evidence in
                let estimator = Estimator(evidence, context: context)
                return metrics.map { record($0, estimator, sample.estimate($0, group: place)) }
            }
        }
    }

    /// Differences or ratios of each group from its reference, with their covariance over the units of a survey.
    ///
    /// - Parameter reference: a named group, the largest or everybody else.
    package func surveyComparisons(
        _ metric: Metric, by grouping: [String], _ survey: SurveyDimensions, asRatio: Bool, reference: Gate.Reference
    ) -> [Assessment.Comparison] {
        let sample = SurveySample(cube, by: grouping, strata: survey.strata, units: survey.units, context: context)
        return surveyPairs(by: grouping, reference).map { pair in
            var estimate = sample.comparison(metric, group: pair.group, against: pair.others, asRatio: asRatio)
            if reference == .largest { estimate = estimate.adding([.referenceFromData]) }
            return surveyComparison(metric, by: grouping, pair, asRatio: asRatio, reference, estimate)
        }
    }

    /// Which groups are compared with which, by their places.
    package func surveyPairs(
        by grouping: [String], _ reference: Gate.Reference
    ) -> [(group: Int, others: [Int])] {
        let groups = cube.evidence(by: grouping)
        let fixed: Int? =
            switch reference {
            case .named(let names): groups.firstIndex { $0.group.levels.map(\.name) == names }
            // The first of the largest.
            case .largest:
                groups.indices.max { groups[$0].rows == groups[$1].rows ? $0 > $1 : groups[$0].rows < groups[$1].rows }
            default: nil
            }
        return groups.indices.compactMap { group in
            guard group != fixed else { return nil }
            return (group, fixed.map { [$0] } ?? groups.indices.filter { $0 != group })
        }
    }

    /// One gap as records hold it.
    package func surveyComparison(
        _ metric: Metric, by grouping: [String], _ pair: (group: Int, others: [Int]), asRatio: Bool,
        _ reference: Gate.Reference, _ estimate: Estimate
    ) -> Assessment.Comparison {
        let groups = cube.evidence(by: grouping)
        let others = pair.others.map { groups[$0] }
        let rest = others.dropFirst().reduce(others[0]) { $0.adding($1) }
        let isNamed = others.count == 1 && reference != .complement
        return Assessment.Comparison(
            kind: asRatio ? .ratio : .difference, model: context.model, metric: metric.name,
            group: groups[pair.group].group, reference: isNamed ? others[0].group : nil,
            referenceKind: reference.name, groupValue: Estimator(groups[pair.group], context: context).value(metric),
            referenceValue: Estimator(rest, context: context).value(metric), estimate: estimate, excluded: [])
    }
}
