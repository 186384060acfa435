import Evidence
import Statistics

extension FairnessAssessor.Inquiry {
    /// A group, or everybody else, as it is ranked against others.
    private struct Side {
        let estimator: Estimator
        let scores: ScoreCounts
        /// The place of the group; `nil` for everybody else.
        let place: Int?
    }

    /// The widest gap, over pairs, between how often a positive of one group is ranked above a negative of the other and
    /// how often it is the other way about.
    ///
    /// The two areas of a pair share no row, so their variances add up. Limits hold for all pairs at once (Bonferroni).
    ///
    /// - Complexity: O(pairs × distinct scores).
    /// - Source: Kallus and Zhou 2019 (xAUC); METHODS §2.5.
    func crossGroupArea() -> FairnessResult {
        var (sides, excluded): ([Int: Side], [FairnessResult.Excluded]) = ([:], [])
        for (place, group) in groups.enumerated() {
            if let scores = group.evidence.scores.first, scores.positiveTotal > 0, scores.negativeTotal > 0 {
                sides[place] = Side(estimator: group, scores: scores, place: place)
            } else {
                excluded.append(.init(group: group.evidence.group, reason: group.rankingReason))
            }
        }
        let n = sides.values.reduce(0) { $0 + $1.scores.positiveTotal + $1.scores.negativeTotal }
        if case .named = assessor.reference, referencePlace == nil { return missing([], n: n) }
        if let place = referencePlace, sides[place] == nil {
            return FairnessResult(Estimate(notEstimable: groups[place].rankingReason, n: n), excluded: excluded)
        }
        guard sides.count >= 2 else { return missing(excluded, n: n) }
        let pairs = pairs(sides)
        let pairLevel = Multiplicity.bonferroniLevel(level, comparisons: max(1, pairs.count))
        var widest: (gap: Contrast.AreaPair, own: Side, other: Side)?
        var (lower, upper): (Double, Double?) = (0, 0)
        for (own, other) in pairs {
            guard let gap = gap(own, other) else { return missing(excluded, n: n) }
            if widest.map({ abs(gap.value) > abs($0.gap.value) + 1e-12 }) ?? true { widest = (gap, own, other) }
            guard let limits = gap.interval(level: pairLevel) else {
                upper = nil
                continue
            }
            lower = max(lower, limits.lower, -limits.upper)
            upper = upper.map { max($0, abs(limits.lower), abs(limits.upper)) }
        }
        guard let widest else { return missing(excluded, n: n) }
        let value = abs(widest.gap.value)
        func part(_ area: Contrast.Area, _ own: Side, _ other: Side) -> FairnessResult.Part {
            .init(
                "cross-group-auc",
                Estimate(
                    area.result.value, n: area.positives + area.negatives,
                    interval: Estimator.widened(area.limits(level), by: area.result),
                    exactness: Estimator.exactness(area.result)),
                group: key(own.place), reference: key(other.place))
        }
        return FairnessResult(
            Estimate(
                value, n: n,
                interval: upper.map {
                    Interval(
                        lower: min(value, lower), upper: max(value, min(1, $0)), level: level,
                        method: pairs.count > 1 ? .bonferroniPairs : .mover)
                },
                exactness: sides.values.contains { $0.scores.grid.isBinned } ? .approximate : .exact),
            group: key(widest.gap.value <= 0 ? widest.own.place : widest.other.place),
            reference: key(widest.gap.value <= 0 ? widest.other.place : widest.own.place), excluded: excluded,
            parts: [
                part(widest.gap.first, widest.own, widest.other), part(widest.gap.second, widest.other, widest.own),
            ])
    }

    /// Each pair once, the group first: with the reference, with everybody else, or all.
    private func pairs(_ sides: [Int: Side]) -> [(Side, Side)] {
        let places = sides.keys.sorted()
        switch assessor.reference {
        case .named, .largest:
            return places.filter { $0 != referencePlace }.compactMap { place in
                guard let own = sides[place], let other = referencePlace.flatMap({ sides[$0] }) else { return nil }
                return (own, other)
            }
        case .complement, .overall:
            return places.compactMap { place in
                guard let own = sides[place] else { return nil }
                let others = places.filter { $0 != place }.compactMap { sides[$0]?.scores }
                let rest = others.dropFirst().reduce(others[0]) { $0.adding($1) }
                return (own, Side(estimator: own.estimator, scores: rest, place: nil))
            }
        case .best, .pairwise:
            return places.flatMap { first in
                places.filter { $0 > first }.compactMap { second in
                    guard let own = sides[first], let other = sides[second] else { return nil }
                    return (own, other)
                }
            }
        }
    }

    private func gap(_ own: Side, _ other: Side) -> Contrast.AreaPair? {
        guard let first = own.estimator.area(own.scores.positives(against: other.scores)),
            let second = own.estimator.area(other.scores.positives(against: own.scores))
        else { return nil }
        return Contrast.AreaPair(first: first, second: second)
    }
}

extension Estimator {
    /// Why a group cannot be ranked against others.
    fileprivate var rankingReason: NotEstimable {
        guard let scores = evidence.scores.first else {
            return counts.rows == 0 ? .emptyGroup : evidence.scoresAreElsewhere ? .notInCube : .noScores
        }
        if counts.rows == 0 { return .emptyGroup }
        if counts.labelled == 0 { return .unlabelled }
        if scores.positiveTotal + scores.negativeTotal == 0 { return .noScores }
        return scores.positiveTotal == 0 ? .noPositives : .noNegatives
    }

    /// The area of some scores with what its limits need; `nil` without weight in either class.
    fileprivate func area(_ scores: ScoreCounts) -> Contrast.Area? {
        guard let result = RankedScores.areaUnderROC(scores) else { return nil }
        let own = self
        return Contrast.Area(result: result, positives: scores.positiveTotal, negatives: scores.negativeTotal) {
            own.areaInterval(
                result, positives: scores.positiveTotal, negatives: scores.negativeTotal, of: scores, level: $0)
        }
    }
}
