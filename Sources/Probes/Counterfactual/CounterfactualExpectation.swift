package import Statistics

/// What a change is expected to do to a decision or a score (CheckList: Ribeiro et al. 2020).
package enum CounterfactualExpectation: Sendable, Hashable {
    /// Nothing: no flip, and no score moves by more than τ, if one is given.
    case invariance(tolerance: Double?)
    /// The score moves one way: not against it by more than τ.
    case directional(rises: Bool, tolerance: Double)
    /// The decision on the changed row is a known one: the class of each pair, `nil` where it is not known.
    case minimumFunctionality([Int?])

    /// The name in machine output.
    package var name: String {
        switch self {
        case .invariance: "invariance"
        case .directional(let rises, _): rises ? "rise" : "fall"
        case .minimumFunctionality: "minimum-functionality"
        }
    }

    /// Whether a pair meets it; `nil` where that cannot be told.
    package func isMet(by pair: ChangedPairs.Pair, at index: Int) -> Bool? {
        switch self {
        case .invariance(let tolerance):
            // A model that abstains on one side only has changed its answer too.
            let decides = pair.before != nil || pair.after != nil
            guard decides || (tolerance != nil && pair.shift != nil) else { return nil }
            if pair.before != pair.after { return false }
            guard let tolerance, let shift = pair.shift else { return true }
            return abs(shift) <= tolerance
        case .directional(let rises, let tolerance):
            return pair.shift.map { (rises ? $0 : -$0) >= -tolerance }
        case .minimumFunctionality(let expected):
            guard let expected = expected[index] else { return nil }
            return pair.after == expected
        }
    }
}

extension ChangedPairs {
    /// How many pairs do not do what is expected.
    package struct Expected: Sendable, Hashable {
        package let failures: Int
        /// The share of pairs that fail, with originals as units.
        package let failureRate: Estimate
        /// Whether the share is shown to be allowed: by Clopper–Pearson limits with as many pairs as originals leave;
        /// `nil` if nobody said how many may fail.
        package let verdict: Verdict?
    }

    /// Holds pairs against an expectation.
    ///
    /// The gate passes if the upper limit at 1 − 2α, one-sided 1 − α, is at most what is allowed, and fails if the lower
    /// limit at 1 − α lies above it (METHODS §3.9, §4a). One original shows nothing.
    ///
    /// - Parameters:
    ///   - allowed: the largest share that may fail, δ.
    ///   - level: 1 − α.
    /// - Complexity: O(pairs log originals).
    package func expected(
        _ expectation: CounterfactualExpectation, of chosen: [Int], allowed: Double?, level: Double
    ) -> Expected {
        var sums: [Int: (sum: Double, count: Int)] = [:]
        var failures = 0
        for index in chosen {
            guard let isMet = expectation.isMet(by: pairs[index], at: index) else { continue }
            let old = sums[pairs[index].original] ?? (0, 0)
            sums[pairs[index].original] = (old.sum + (isMet ? 0 : 1), old.count + 1)
            if !isMet { failures += 1 }
        }
        guard let mean = ClusteredMean(sums.sorted { $0.key < $1.key }.map(\.value)) else {
            return Expected(
                failures: 0, failureRate: Estimate(notEstimable: .emptyGroup),
                verdict: allowed.map { _ in .inconclusive(.nothingShown) })
        }
        let rate = Estimate(
            mean.mean, n: mean.count, interval: mean.shareInterval(level: level),
            flags: mean.clusterCount < 2 ? [.tooFewClusters] : [])
        return Expected(
            failures: failures, failureRate: rate, verdict: allowed.map { mean.verdict(allowed: $0, level: level) })
    }
}

extension ClusteredMean {
    /// Whether a share is shown to be at most, or more than, what is allowed.
    fileprivate func verdict(allowed: Double, level: Double) -> Verdict {
        guard let passing = exactInterval(level: 1 - 2 * (1 - level)), let failing = exactInterval(level: level) else {
            return .inconclusive(.nothingShown)
        }
        if passing.upper <= allowed { return .pass }
        if failing.lower > allowed { return .fail }
        return .inconclusive(failing.lower > 0 ? .gapShown : .nothingShown)
    }

    /// Clopper and Pearson's limits of a share, with as many values as clusters leave; `nil` for one cluster.
    fileprivate func exactInterval(level: Double) -> Interval? {
        guard clusterCount > 1, let variance, level >= 0, level < 1 else { return nil }
        let all = Double(count)
        let rows =
            all
            * Proportion.share(
                ofRows: all, independent: mean * (1 - mean) / all, variance: variance, units: clusterCount, level: level
            )
        return Proportion.clopperPearson(successes: mean * rows, trials: rows, level: level)
    }
}
