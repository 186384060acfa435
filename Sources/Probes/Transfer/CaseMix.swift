package import Evidence
package import Metrics
package import Statistics

/// How much of a gap between two populations comes with who is in them: strata of other sizes, strata that only one of them
/// has, and other figures within the strata that both have.
///
///     m_L − m_O = composition + rates + non-overlap
///
/// Composition and rates are Kitagawa's over common strata; what strata of one population alone add to its own figure is
/// the non-overlap. The three add up.
///
/// - Source: METHODS §4e, §4b; Kitagawa 1955; Ñopo 2008.
package struct CaseMix: Sendable {
    package let composition: Estimate
    package let rates: Estimate
    package let nonOverlap: Estimate
    /// The local figure over common strata, were these as large as at the origin.
    package let standardised: Estimate
    /// The share of local rows, and of the origin's, in strata that both have.
    package let localOverlap: Double
    package let originOverlap: Double
    /// Strata that only one of the two has.
    package let onlyLocal: [GroupKey]
    package let onlyOrigin: [GroupKey]

    /// - Parameters:
    ///   - local: evidence by strata; keys are compared.
    ///   - origin: evidence by the same strata.
    /// - Returns: `nil` for figures that are no means over rows, without rows on one side, and without a common stratum.
    package init?(
        _ metric: Metric, local: [GroupEvidence], origin: [GroupEvidence], favourablePositive: Bool?, level: Double
    ) {
        let keys = Set(local.map(\.group) + origin.map(\.group)).sorted()
        func mixture(_ groups: [GroupEvidence]) -> Mixture? {
            var byKey: [GroupKey: GroupEvidence] = [:]
            for group in groups { byKey[group.group] = group }
            var (rows, means): ([Int], [Mixture.Mean?]) = ([], [])
            for key in keys {
                guard let evidence = byKey[key] else {
                    rows.append(0)
                    means.append(nil)
                    continue
                }
                guard let part = Self.part(metric, evidence, favourablePositive) else { return nil }
                rows.append(part.rows)
                means.append(part.mean)
            }
            return Mixture(rows: rows, means: means)
        }
        guard let own = mixture(local), let other = mixture(origin) else { return nil }
        let isClustered = (local + origin).contains { !$0.blocks.isEmpty }
        self.init(
            keys: keys, local: own, origin: other, flags: isClustered ? [.assumesIndependence] : [], level: level)
    }

    /// - Parameters:
    ///   - keys: the strata.
    ///   - local: rows by these strata, with the figure within each.
    package init?(keys: [GroupKey], local: Mixture, origin: Mixture, flags: [EstimateFlag] = [], level: Double) {
        let common = keys.indices.filter { local.shares[$0] > 0 && origin.shares[$0] > 0 }
        guard !common.isEmpty else { return nil }
        let pair = MixturePair(local: local, origin: origin, level: level, flags: flags)
        let shared = MixtureFigure.mean(of: common)
        let all = MixtureFigure.mean(of: Array(keys.indices))
        func term(
            _ weight: Double, _ figure: MixtureFigure, _ shares: MixturePair.Side, _ means: MixturePair.Side
        ) -> MixturePair.Term { .init(weight: weight, figure: figure, shares: shares, means: means) }
        let parts = pair.parts(shared, whenUndefined: .tooFewRows)
        (composition, rates) = (parts.shares, parts.means)
        nonOverlap = pair.estimate(
            [
                term(1, all, .local, .local), term(-1, shared, .local, .local), term(-1, all, .origin, .origin),
                term(1, shared, .origin, .origin),
            ], whenUndefined: .tooFewRows)
        standardised = pair.estimate([term(1, shared, .origin, .local)], whenUndefined: .tooFewRows)
        localOverlap = common.reduce(0) { $0 + local.shares[$1] }
        originOverlap = common.reduce(0) { $0 + origin.shares[$1] }
        onlyLocal = keys.indices.filter { local.shares[$0] > 0 && origin.shares[$0] == 0 }.map { keys[$0] }
        onlyOrigin = keys.indices.filter { origin.shares[$0] > 0 && local.shares[$0] == 0 }.map { keys[$0] }
    }

    /// A stratum's rows in the denominator of a metric, and the figure there.
    private static func part(
        _ metric: Metric, _ evidence: GroupEvidence, _ favourablePositive: Bool?
    ) -> (rows: Int, mean: Mixture.Mean?)? {
        guard metric.versusRest == nil else { return nil }
        switch metric.definition {
        case .proportion(let part, let whole, _):
            let counts = Counts(evidence, favourablePositive: favourablePositive ?? true)
            return (
                counts[keyPath: whole], Mixture.Mean(successes: counts[keyPath: part], rows: counts[keyPath: whole])
            )
        case .moment(let moment):
            guard evidence.scores.count == 1 else { return nil }
            let result: Moments.Result?
            switch moment {
            case .squaredError: result = Moments.squaredError(evidence.scores[0])
            case .negativeLogLikelihood(let clip):
                result = Moments.negativeLogLikelihood(evidence.scores[0], clip: clip)
            default: return nil
            }
            return (Int(result?.sample.count ?? 0), result.flatMap { Mixture.Mean($0.sample) })
        default: return nil
        }
    }
}
