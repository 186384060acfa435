import Statistics

/// How little wrong decisions can cost at each disparity.
package enum CostFront {
    /// One threshold for everybody: what it costs and how far groups lie apart, where no other costs less at no larger
    /// disparity.
    package struct Single: Sendable, Hashable {
        package let threshold: Double
        package let cost: Double
        package let disparity: Double
    }

    /// Thresholds by group.
    package struct Separate: Sendable, Hashable {
        /// What the rates of groups may differ by.
        package let disparity: Double
        /// Per labelled row, on the rows chosen on.
        package let cost: Double
        package let rules: [DecisionRule]
    }

    /// Thresholds that no other beats, from the least disparity to the least cost.
    ///
    /// - Parameter all: everybody.
    /// - Complexity: O(thresholds × groups), and sorting.
    package static func single(
        _ all: ThresholdCurve, _ groups: [ThresholdCurve], _ rate: ThresholdRate, _ costs: DecisionCosts
    ) -> [Single] {
        guard all.labelled > 0, groups.count > 1 else { return [] }
        var places = groups.map { _ in 0 }
        var points: [Single] = []
        for (place, threshold) in all.thresholds.enumerated() {
            var (low, high) = (Double.infinity, -Double.infinity)
            for (index, group) in groups.enumerated() {
                while group.thresholds[places[index]] < threshold { places[index] += 1 }
                guard let own = group.rate(rate, at: places[index]) else { return [] }
                (low, high) = (min(low, own), max(high, own))
            }
            let cost =
                Double(all.falsePositives[place]) * costs.falsePositive
                + Double(all.positives - all.truePositives[place]) * costs.falseNegative
            points.append(Single(threshold: threshold, cost: cost / Double(all.labelled), disparity: high - low))
        }
        var front: [Single] = []
        for point in points.sorted(by: { ($0.disparity, $0.cost, $0.threshold) < ($1.disparity, $1.cost, $1.threshold) }
        )
        where front.last.map({ point.cost < $0.cost }) ?? true { front.append(point) }
        return front
    }

    /// Least costs by thresholds of each group's own, some of them drawn, for disparities from none to what least cost
    /// brings.
    ///
    /// By group the cost is a convex function of the rate: the lower hull of what its thresholds reach. At a disparity of ε
    /// all rates lie in some [a, a + ε], each group as near to its own best as that lets it, and the sum over groups is
    /// convex in a.
    ///
    /// - Parameter steps: how many disparities, 2 or more.
    /// - Returns: empty for fewer than two groups, and where a group has nobody in the rate's denominator.
    /// - Complexity: O(K G) for the hulls of K thresholds, and O(steps × G log² V) for their V vertices.
    package static func separate(
        _ groups: [ThresholdCurve], _ rate: ThresholdRate, _ costs: DecisionCosts, steps: Int = 11
    ) -> [Separate] {
        let labelled = groups.reduce(0) { $0 + $1.labelled }
        let hulls = groups.compactMap { CostHull($0, rate, costs, labelled: labelled) }
        guard groups.count > 1, hulls.count == groups.count, labelled > 0, steps > 1 else { return [] }
        let bests = hulls.map(\.best)
        let largest = (bests.max() ?? 0) - (bests.min() ?? 0)
        return (0..<steps).map { step in
            let disparity = largest * Double(step) / Double(steps - 1)
            func rates(_ start: Double) -> [Double] { bests.map { min(max($0, start), start + disparity) } }
            func cost(_ start: Double) -> Double {
                zip(hulls, rates(start)).reduce(0) { $0 + $1.0.cost(at: $1.1) }
            }
            // The sum turns only where a hull does, at either end of the span.
            let candidates = Set(hulls.flatMap { $0.rates.flatMap { [$0, $0 - disparity] } })
                .filter { $0 >= 0 && $0 + disparity <= 1 + 1e-12 }.union([0, max(0, 1 - disparity)]).sorted()
            var (low, high) = (0, candidates.count - 1)
            while low < high {
                let middle = (low + high) / 2
                if cost(candidates[middle]) <= cost(candidates[middle + 1]) { high = middle } else { low = middle + 1 }
            }
            let own = rates(candidates[low])
            return Separate(
                disparity: (own.max() ?? 0) - (own.min() ?? 0), cost: cost(candidates[low]),
                rules: zip(groups, zip(hulls, own)).map { group, reached in
                    DecisionRule(key: group.key, parts: reached.0.parts(at: reached.1))
                })
        }
    }
}

/// What a group's rate costs at least: convex, piecewise straight.
struct CostHull: Sendable {
    /// Rates, and costs below zero.
    private let hull: ThresholdHull

    init?(_ curve: ThresholdCurve, _ rate: ThresholdRate, _ costs: DecisionCosts, labelled: Int) {
        guard curve.rate(rate, at: 0) != nil, labelled > 0 else { return nil }
        hull = ThresholdHull(
            over: curve.thresholds.indices.reversed().lazy.map { place in
                let cost =
                    Double(curve.falsePositives[place]) * costs.falsePositive
                    + Double(curve.positives - curve.truePositives[place]) * costs.falseNegative
                return ThresholdHull.Point(
                    x: curve.rate(rate, at: place) ?? 0, y: -cost / Double(labelled), threshold: curve.thresholds[place]
                )
            })
    }

    /// The rates at which the cost turns, growing.
    var rates: [Double] { hull.points.map(\.x) }

    /// The rate that costs least; the lowest of equals.
    var best: Double { hull.points.min { (-$0.y, $0.x) < (-$1.y, $1.x) }?.x ?? 0 }

    func cost(at rate: Double) -> Double { -hull.height(at: rate) }

    func parts(at rate: Double) -> [DecisionRule.Part] { hull.parts(at: rate) }
}
