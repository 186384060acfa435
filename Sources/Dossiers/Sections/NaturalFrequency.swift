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
        self.base = base
        counts = (Self.people(group, of: base), Self.people(reference, of: base))
    }

    /// A rate as whole people out of `base`, to the nearest.
    static func people(_ rate: Double, of base: Int) -> Int {
        Int((rate * Double(base)).rounded(.toNearestOrAwayFromZero))
    }
}

/// The sentence that compares a metric in a group and its reference: whole people, or plain figures where people cannot
/// be told.
struct ComparedSentence {
    let index: AssessmentIndex
    let metric: MetricPresentation
    let model: Inline

    /// The words of the field for loans; those of any field otherwise.
    private var domain: Inline {
        let tags = Set(index.assessment.scenario.tags.map { $0.lowercased() })
        return .data(tags.isDisjoint(with: ["credit", "loan", "loans", "lending"]) ? "other" : "credit")
    }

    func sentence(group: GroupKey, reference: GroupKey?, values: (group: Double, reference: Double)) -> Inline {
        let other = reference.map { Inline.group($0) } ?? .words("in-other-groups")
        let frequency = NaturalFrequency(values.group, values.reference)
        // Two different rates that round to the same number of people would say that nothing differs.
        let tellsApart = frequency.map { $0.counts.group != $0.counts.reference || values.group == values.reference }
        guard metric.isShare, let frequency, tellsApart == true else {
            let places = Quantity.places(for: values.group, metric.unit, besides: values.reference)
            return .words(
                "finding-other",
                [
                    "model": model, "metric": .metric(metric.name), "group": .group(group), "reference": other,
                    "value": .quantity(Quantity(values.group, metric.unit, places: places)),
                    "reference-value": .quantity(Quantity(values.reference, metric.unit, places: places)),
                ])
        }
        return .words(
            "finding-\(metric.name)",
            [
                "model": model, "of": .integer(frequency.base), "group": .group(group), "reference": other,
                "a": .strong(.integer(frequency.counts.group)), "b": .strong(.integer(frequency.counts.reference)),
                "positive": index.positiveClass, "domain": domain,
            ])
    }
}
