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
        func lowest(_ x: Double) -> Double { hulls.reduce(1) { min($0, $1.height(at: x)) } }
        // Between two vertices all hulls are straight, so that the lower edge turns where two of them cross.
        let vertices = Set(hulls.flatMap { $0.points.map(\.x) }).sorted()
        var candidates = vertices
        for (left, right) in zip(vertices, vertices.dropFirst()) {
            let ends = hulls.map { (left: $0.height(at: left), right: $0.height(at: right)) }
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

/// The upper hull of what thresholds reach in ROC space.
struct ReceiverHull: Sendable {
    struct Point: Sendable, Hashable {
        let x: Double
        let y: Double
        let threshold: Double
    }

    /// By growing x, no two alike.
    let points: [Point]

    /// - Complexity: O(thresholds).
    init(_ curve: ThresholdCurve) {
        var hull: [Point] = []
        for place in curve.thresholds.indices.reversed() {
            let point = Point(
                x: Double(curve.falsePositives[place]) / Double(curve.negatives),
                y: Double(curve.truePositives[place]) / Double(curve.positives), threshold: curve.thresholds[place])
            // Of points above each other the highest counts.
            if let last = hull.last, last.x == point.x {
                if point.y > last.y { hull.removeLast() } else { continue }
            }
            while hull.count >= 2 {
                let (a, b) = (hull[hull.count - 2], hull[hull.count - 1])
                guard (b.x - a.x) * (point.y - a.y) >= (b.y - a.y) * (point.x - a.x) else { break }
                hull.removeLast()
            }
            hull.append(point)
        }
        points = hull
    }

    /// The place of the last point at or before x.
    private func place(of x: Double) -> Int {
        var (low, high) = (0, points.count - 1)
        while low < high {
            let middle = (low + high + 1) / 2
            if points[middle].x <= x { low = middle } else { high = middle - 1 }
        }
        return low
    }

    func height(at x: Double) -> Double {
        let place = place(of: x)
        guard place + 1 < points.count, points[place].x < x else { return points[place].y }
        let (a, b) = (points[place], points[place + 1])
        return a.y + (b.y - a.y) * (x - a.x) / (b.x - a.x)
    }

    /// How to decide so as to come to a point at or below the hull.
    func rule(key: GroupKey, x: Double, y: Double) -> DecisionRule {
        let place = place(of: x)
        var parts = [DecisionRule.Part(threshold: points[place].threshold, share: 1)]
        if place + 1 < points.count, points[place].x < x {
            let (a, b) = (points[place], points[place + 1])
            let share = (x - a.x) / (b.x - a.x)
            parts = [.init(threshold: a.threshold, share: 1 - share), .init(threshold: b.threshold, share: share)]
        }
        let height = height(at: x)
        let ignored = height > y && height > x ? min(1, max(0, (height - y) / (height - x))) : 0
        return DecisionRule(key: key, parts: parts, ignored: ignored, constant: x)
    }
}
