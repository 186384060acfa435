/// The upper hull over what the thresholds of a group reach, each a point of the plane, and how to come to any point of
/// it: between two vertices by lot.
struct ThresholdHull: Sendable {
    struct Point: Sendable, Hashable {
        let x: Double
        let y: Double
        let threshold: Double
    }

    /// By growing x, no two alike.
    let points: [Point]

    /// - Parameter points: by growing x; of points above each other the highest counts.
    /// - Complexity: O(points).
    init(over points: some Sequence<Point>) {
        var hull: [Point] = []
        for point in points {
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
        self.points = hull
    }

    /// The vertices at or about x, and the share of the way from the first to the second.
    ///
    /// - Complexity: O(log vertices).
    private func side(at x: Double) -> (from: Point, to: Point, share: Double) {
        var (low, high) = (0, points.count - 1)
        while low < high {
            let middle = (low + high + 1) / 2
            if points[middle].x <= x { low = middle } else { high = middle - 1 }
        }
        guard low + 1 < points.count, points[low].x < x else { return (points[low], points[low], 0) }
        return (points[low], points[low + 1], (x - points[low].x) / (points[low + 1].x - points[low].x))
    }

    /// How high the hull stands at x.
    func height(at x: Double) -> Double {
        let (from, to, share) = side(at: x)
        return from.y + (to.y - from.y) * share
    }

    /// The thresholds to draw from so as to come to the hull at x.
    func parts(at x: Double) -> [DecisionRule.Part] {
        let (from, to, share) = side(at: x)
        guard share > 0 else { return [.init(threshold: from.threshold, share: 1)] }
        return [.init(threshold: from.threshold, share: 1 - share), .init(threshold: to.threshold, share: share)]
    }
}
