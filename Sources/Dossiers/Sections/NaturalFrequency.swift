import Scenarios
import Statistics

/// Two rates told as whole people out of the same number (LOCALIZATION §6.2).
struct NaturalFrequency {
    /// 100, or 1,000 when either rate is under one in a hundred.
    let base: Int
    let counts: (group: Int, reference: Int)

    /// - Parameters: two rates in 0...1; anything else has no such form.
    init?(_ group: Double, _ reference: Double) {
        guard (0...1).contains(group), (0...1).contains(reference) else { return nil }
        let smallest = [group, reference].filter { $0 > 0 }.min() ?? 1
        let base = smallest < 0.01 ? 1000 : 100
        func people(_ rate: Double) -> Int { Int((rate * Double(base)).rounded(.toNearestOrAwayFromZero)) }
        self.base = base
        counts = (people(group), people(reference))
    }

    /// The sentence that compares a metric in a group and its reference; the plain figures where people cannot be told.
    static func sentence(
        _ metric: MetricPresentation, group: GroupKey, reference: GroupKey?, values: (group: Double, reference: Double),
        positive: Inline
    ) -> Inline {
        let other = reference.map { Inline.group($0) } ?? .words("everybody-else")
        guard metric.isShare, let frequency = NaturalFrequency(values.group, values.reference) else {
            return .words(
                "figures-compared",
                [
                    "metric": .metric(metric.name), "group": .group(group), "reference": other,
                    "value": .quantity(Quantity(values.group, metric.unit)),
                    "reference-value": .quantity(Quantity(values.reference, metric.unit)),
                ])
        }
        return .words(
            "of-\(metric.name)",
            [
                "base": .integer(frequency.base), "group": .group(group), "reference": other,
                "count": .integer(frequency.counts.group), "reference-count": .integer(frequency.counts.reference),
                "class": positive,
            ])
    }
}
