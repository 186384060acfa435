package import Statistics

/// Rows and the same rows with one thing changed, both decided by a model.
package struct ChangedPairs: Sendable {
    /// One row and its changed form.
    package struct Pair: Sendable, Hashable {
        /// Which original it is made of; pairs of one original are not independent.
        package let original: Int
        /// The class decided; `nil` where the model abstained or gave nothing.
        package let before: Int?
        package let after: Int?
        /// The score after less that before; `nil` where either is missing.
        package let shift: Double?

        package init(original: Int, before: Int?, after: Int?, shift: Double?) {
            self.original = original
            self.before = before
            self.after = after
            self.shift = shift
        }
    }

    /// What changing one thing did to decisions and scores.
    package struct Result: Sendable, Hashable {
        package let pairs: Int
        package let originals: Int
        /// Pairs in which one side has no decision: no flip is told of them.
        package let withoutDecision: Int
        /// Pairs decided before and not after, and the other way round: a class of flips of its own.
        package let toAbstention: Int
        package let fromAbstention: Int
        /// Their share among pairs with a decision on either side.
        package let abstentionRate: Estimate
        /// The share of pairs whose decision changed.
        package let flipRate: Estimate
        /// Flips to each class.
        package let flipsTo: [Int]
        /// Flips away from the decision people want less those towards it, over pairs; `nil` if nobody said which.
        package let netHarm: Estimate?
        /// Flips away from, and towards, the decision people want.
        package let away: Int
        package let towards: Int
        /// Of as many flips one way as the other: McNemar's mid-p over pairs, and Student's t over originals.
        package let mcNemarP: Double?
        package let clusterP: Double?
        /// Of the scores: the mean change, its mean size, the largest size, and the share larger than was tolerated.
        package let meanShift: Estimate
        package let meanSize: Estimate
        package let largestShift: Double?
        package let beyondTolerance: Estimate?
    }

    package let pairs: [Pair]
    package let classCount: Int

    package init(_ pairs: [Pair], classCount: Int) {
        self.pairs = pairs
        self.classCount = classCount
    }

    /// What the changes did.
    ///
    /// - Parameters:
    ///   - wanted: the class of the decision people want.
    ///   - tolerance: the largest change of a score that is no change.
    ///   - chosen: which pairs are looked at.
    /// - Complexity: O(pairs log originals).
    package func result(
        of chosen: [Int], wanted: Int?, tolerance: Double?, level: Double
    ) -> Result {
        let own = chosen.map { pairs[$0] }
        let decided = own.filter { $0.before != nil && $0.after != nil }
        let shifts = own.filter { $0.shift != nil }
        func clusters(_ pairs: [Pair], _ value: (Pair) -> Double) -> ClusteredMean? {
            var sums: [Int: (sum: Double, count: Int)] = [:]
            for pair in pairs {
                let old = sums[pair.original] ?? (0, 0)
                sums[pair.original] = (old.sum + value(pair), old.count + 1)
            }
            return ClusteredMean(sums.sorted { $0.key < $1.key }.map(\.value))
        }
        func share(_ pairs: [Pair], _ holds: (Pair) -> Bool) -> Estimate {
            guard let mean = clusters(pairs, { holds($0) ? 1 : 0 }) else { return Estimate(notEstimable: .emptyGroup) }
            return Self.estimate(mean, interval: mean.shareInterval(level: level))
        }
        func average(_ value: @escaping (Double) -> Double, range: ClosedRange<Double>) -> Estimate {
            guard let mean = clusters(shifts, { value($0.shift ?? 0) }) else {
                return Estimate(notEstimable: .noScores)
            }
            return Self.estimate(mean, interval: mean.interval(level: level, range: range))
        }
        let flips = decided.filter { $0.before != $0.after }
        var flipsTo = [Int](repeating: 0, count: classCount)
        for flip in flips { if let after = flip.after { flipsTo[after] += 1 } }
        let away = wanted.map { wanted in flips.count { $0.before == wanted } } ?? 0
        let towards = wanted.map { wanted in flips.count { $0.after == wanted } } ?? 0
        let net = wanted.flatMap { wanted in
            clusters(decided) { ($0.before == wanted ? 1 : 0) - ($0.after == wanted ? 1 : 0) }
        }
        let unbounded = -Double.greatestFiniteMagnitude...Double.greatestFiniteMagnitude
        return Result(
            pairs: own.count, originals: Set(own.map(\.original)).count, withoutDecision: own.count - decided.count,
            toAbstention: own.count { $0.before != nil && $0.after == nil },
            fromAbstention: own.count { $0.before == nil && $0.after != nil },
            abstentionRate: share(own.filter { $0.before != nil || $0.after != nil }) {
                $0.before == nil || $0.after == nil
            },
            flipRate: share(decided) { $0.before != $0.after }, flipsTo: flipsTo,
            netHarm: net.map { Self.estimate($0, interval: $0.interval(level: level, range: -1...1)) },
            away: away, towards: towards,
            mcNemarP: wanted == nil
                ? nil
                : PairedProportions(
                    both: 0, onlyFirst: Double(away), onlySecond: Double(towards), neither: 0
                ).mcNemarMidP,
            clusterP: net?.pValue, meanShift: average({ $0 }, range: unbounded),
            meanSize: average({ abs($0) }, range: 0...Double.greatestFiniteMagnitude),
            largestShift: shifts.compactMap(\.shift).map(abs).max(),
            beyondTolerance: tolerance.map { tolerance in share(shifts) { abs($0.shift ?? 0) > tolerance } })
    }

    /// One original tells nothing of how far originals differ.
    private static func estimate(_ mean: ClusteredMean, interval: Interval?) -> Estimate {
        Estimate(
            mean.mean, n: mean.count, interval: interval, flags: mean.clusterCount < 2 ? [.tooFewClusters] : [])
    }
}
