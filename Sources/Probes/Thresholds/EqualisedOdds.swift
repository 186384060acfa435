import Statistics

/// Thresholds by group, some of them drawn, at which all groups have the same true and false positive rates.
///
/// The best point that every group can reach lies on the lower edge of the areas below their hulls in ROC space. A group
/// whose hull is higher comes down to it by ignoring the score of some rows.
///
/// - Source: Hardt, Price and Srebro 2016; METHODS §4f.
package struct EqualisedOdds: Sendable {
    /// What all groups have, on the rows that it was chosen on.
    package let falsePositiveRate: Double
    package let truePositiveRate: Double
    /// By group, in the order given.
    package let rules: [DecisionRule]

    /// - Parameters:
    ///   - curves: groups with positives and negatives each.
    /// - Returns: `nil` without groups, and where one has positives or negatives only.
    /// - Complexity: O(V G²) for V vertices of all hulls.
    package init?(_ curves: [ThresholdCurve], costs: DecisionCosts) {
        guard !curves.isEmpty, curves.allSatisfy({ $0.positives > 0 && $0.negatives > 0 }) else { return nil }
        let hulls = curves.map(ReceiverHull.init)
        let positives = Double(curves.reduce(0) { $0 + $1.positives })
        let negatives = Double(curves.reduce(0) { $0 + $1.negatives })
        func cost(_ x: Double, _ y: Double) -> Double {
            costs.falsePositive * x * negatives + costs.falseNegative * (1 - y) * positives
        }
        func lowest(_ x: Double) -> Double { hulls.reduce(1) { min($0, $1.hull.height(at: x)) } }
        // Between two vertices all hulls are straight, so that the lower edge turns where two of them cross.
        let vertices = Set(hulls.flatMap { $0.hull.points.map(\.x) }).sorted()
        var candidates = vertices
        for (left, right) in zip(vertices, vertices.dropFirst()) {
            let ends = hulls.map { (left: $0.hull.height(at: left), right: $0.hull.height(at: right)) }
            for first in ends.indices {
                for second in ends.indices where second > first {
                    let before = ends[first].left - ends[second].left
                    let after = ends[first].right - ends[second].right
                    guard before * after < 0 else { continue }
                    candidates.append(left + (right - left) * before / (before - after))
                }
            }
        }
        candidates.sort()
        guard var best = candidates.first else { return nil }
        for x in candidates where cost(x, lowest(x)) < cost(best, lowest(best)) { best = x }
        let height = lowest(best)
        (falsePositiveRate, truePositiveRate) = (best, height)
        rules = zip(curves, hulls).map { $1.rule(key: $0.key, x: best, y: height) }
    }
}

/// What the thresholds of a group reach in ROC space at best.
struct ReceiverHull: Sendable {
    /// False and true positive rates.
    let hull: ThresholdHull

    /// - Complexity: O(thresholds).
    init(_ curve: ThresholdCurve) {
        hull = ThresholdHull(
            over: curve.thresholds.indices.reversed().lazy.map { place in
                ThresholdHull.Point(
                    x: Double(curve.falsePositives[place]) / Double(curve.negatives),
                    y: Double(curve.truePositives[place]) / Double(curve.positives), threshold: curve.thresholds[place])
            })
    }

    /// How to decide so as to come to a point at or below the hull.
    func rule(key: GroupKey, x: Double, y: Double) -> DecisionRule {
        let height = hull.height(at: x)
        let ignored = height > y && height > x ? min(1, max(0, (height - y) / (height - x))) : 0
        return DecisionRule(key: key, parts: hull.parts(at: x), ignored: ignored, constant: x)
    }
}
