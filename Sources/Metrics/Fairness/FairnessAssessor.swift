package import Evidence
package import Statistics

/// Assesses fairness measures over the groups of one grouping.
package struct FairnessAssessor: Sendable {
    /// In canonical order.
    package let groups: [Estimator]
    /// Everybody.
    package let overall: Estimator
    /// The same rows within each stratum of the columns that may explain a gap; empty without such columns.
    package let strata: [Stratum]
    package let reference: GroupReference
    let context: EstimationContext

    /// The rows of one combination of levels of the legitimate columns.
    package struct Stratum: Sendable {
        package let key: GroupKey
        /// The groups that have rows here, by their places in the list of groups.
        package let groups: [Int: Estimator]

        package init(key: GroupKey, groups: [Int: Estimator]) {
            self.key = key
            self.groups = groups
        }
    }

    package init(
        groups: [Estimator], overall: Estimator, strata: [Stratum] = [], reference: GroupReference = .pairwise
    ) {
        self.groups = groups
        self.overall = overall
        self.strata = strata
        self.reference = reference
        context = overall.context
    }

    /// The measure over these groups.
    ///
    /// - Parameters:
    ///   - level: of the interval; the context's when absent.
    ///   - purpose: gates take more draws.
    /// - Complexity: O(groups² × draws) for gaps between all groups.
    package func assess(
        _ measure: FairnessMeasure, level: Double? = nil, for purpose: IntervalPurpose = .display
    ) -> FairnessResult {
        let question = Inquiry(assessor: self, level: level ?? context.level, purpose: purpose)
        let result = result(measure, question)
        return question.isClustered ? result.allowing(for: clusters(measure, question)) : result
    }

    /// What must be said of limits where rows depend on each other; nothing where their number allows for it.
    private func clusters(_ measure: FairnessMeasure, _ question: Inquiry) -> Set<EstimateFlag> {
        switch measure.shape {
        // The figure of everybody has limits of its own.
        case .entropy(_, betweenGroups: false): return []
        case .entropy, .calibration, .multicalibration, .crossGroupArea, .stratified, .demographicDisparity:
            return [.assumesIndependence]
        default: return measure.rates.reduce(into: []) { $0.formUnion(question.flags($1)) }
        }
    }

    private func result(_ measure: FairnessMeasure, _ question: Inquiry) -> FairnessResult {
        switch measure.shape {
        case .difference(let metrics, let mean): return question.gap(metrics, scale: .identity, mean: mean)
        case .ratio(let metrics): return question.gap(metrics, scale: .logarithm, mean: false)
        case .oddsRatio(let metric): return question.gap([metric], scale: .logit, mean: false)
        case .deviation(let metric): return question.deviation(metric)
        case .entropy(let alpha, let betweenGroups):
            return betweenGroups ? question.entropyBetweenGroups(alpha) : question.entropy(alpha)
        case .differentialFairness(let metric, let labels):
            return question.differentialFairness(metric, labels: labels)
        case .subgroup(let metric, let weight): return question.subgroup(metric, weight: weight)
        case .calibration: return question.calibration()
        case .multicalibration: return question.multicalibration()
        case .crossGroupArea: return question.crossGroupArea()
        case .stratified(let metric, let ratio): return question.stratified(metric, ratio: ratio)
        case .demographicDisparity: return question.demographicDisparity()
        }
    }

    /// One question put to the groups.
    struct Inquiry {
        let assessor: FairnessAssessor
        let level: Double
        let purpose: IntervalPurpose

        var groups: [Estimator] { assessor.groups }
        var context: EstimationContext { assessor.context }
        var replicates: Int { context.replicates(for: purpose) }

        func key(_ group: Int?) -> GroupKey? { group.map { groups[$0].evidence.group } }

        /// The groups that have a rate, as shares, and those that have not.
        func samples(_ metric: Metric) -> (included: [GroupSample], excluded: [FairnessResult.Excluded]) {
            var (included, excluded): ([GroupSample], [FairnessResult.Excluded]) = ([], [])
            for (index, group) in groups.enumerated() {
                if let sample = group.groupSample(metric, group: index) {
                    included.append(group.clustered(sample, metric, level: level).0)
                } else {
                    excluded.append(
                        .init(group: group.evidence.group, reason: group.reason(metric) ?? .emptyGroup))
                }
            }
            return (included, excluded)
        }

        /// Whether rows were counted by blocks of clusters.
        var isClustered: Bool { groups.contains(where: \.isClustered) }

        /// What must be said of limits of a rate where rows depend on each other.
        func flags(_ metric: Metric) -> Set<EstimateFlag> {
            Set(
                groups.compactMap { group in
                    group.groupSample(metric, group: 0).flatMap { group.clustered($0, metric, level: level).flag }
                })
        }

        /// Rows in the denominators of some metrics over the groups that have them.
        func rows(_ metrics: [Metric]) -> Int {
            metrics.reduce(0) { sum, metric in
                sum + groups.reduce(0) { $0 + ($1.value(metric) == nil ? 0 : $1.denominator(metric)) }
            }
        }

        /// No figure, for want of groups.
        func missing(_ excluded: [FairnessResult.Excluded], n: Int = 0) -> FairnessResult {
            let reason: NotEstimable = excluded.first?.reason ?? (groups.isEmpty ? .emptyGroup : .tooFewRows)
            return FairnessResult(Estimate(notEstimable: reason, n: n), excluded: excluded)
        }

        /// The place of the group that others are compared with; `nil` for a reference that is no group.
        var referencePlace: Int? {
            switch assessor.reference {
            case .named(let key): return groups.firstIndex { $0.evidence.group == key }
            case .largest:
                // The first of equals in canonical order, so that ties do not depend on the rows' order.
                return groups.map(\.counts.rows).max().flatMap { most in
                    groups.firstIndex { $0.counts.rows == most }
                }
            case .complement, .overall, .best, .pairwise: return nil
            }
        }
    }
}

extension FairnessAssessor {
    /// The groups of a cube, and the same within strata.
    ///
    /// - Parameters:
    ///   - grouping: dimensions of the cube.
    ///   - legitimate: dimensions that may explain a gap; counted as further group columns.
    /// - Complexity: O(cells log cells).
    package init(
        _ cube: EvidenceCube, by grouping: [String], given legitimate: [String] = [],
        reference: GroupReference = .pairwise, context: EstimationContext
    ) {
        let groups = cube.evidence(by: grouping)
        var strata: [Stratum] = []
        if !legitimate.isEmpty {
            var places: [GroupKey: Int] = [:]
            for (place, group) in groups.enumerated() { places[group.group] = place }
            var found: [GroupKey: [Int: Estimator]] = [:]
            for evidence in cube.evidence(by: legitimate + grouping) {
                let levels = evidence.group.levels
                guard let place = places[GroupKey(Array(levels.dropFirst(legitimate.count)))] else { continue }
                found[GroupKey(Array(levels.prefix(legitimate.count))), default: [:]][place] =
                    Estimator(evidence, context: context)
            }
            strata = found.keys.sorted().map { Stratum(key: $0, groups: found[$0] ?? [:]) }
        }
        self.init(
            groups: groups.map { Estimator($0, context: context) },
            overall: Estimator(cube.overall, context: context), strata: strata, reference: reference)
    }
}
