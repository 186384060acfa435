import Scenarios
import Statistics

/// How the figures were made and by which rules they were judged.
struct MethodSection {
    let index: AssessmentIndex

    private var assessment: Assessment { index.assessment }

    var section: Block.Section {
        let analysis = assessment.scenario.analysis
        var rows: [Block.Definition] = [
            .init(.words("method-level"), .quantity(Quantity(analysis.level, .rate, places: Quantity.places(declared: analysis.level, .rate)))),
            .init(.words("method-minimum-group"), .integer(analysis.minimumGroup)),
            .init(
                .words("method-floors"),
                .words(
                    "method-floors-text",
                    [
                        "counts": .integer(EstimateWording.countsOnlyBelow),
                        "interval": .integer(EstimateWording.intervalOnlyBelow),
                    ])),
        ]
        if !methods.isEmpty {
            rows.append(.init(.words("method-intervals"), .list(methods.map { .code($0) })))
        }
        let families = Set(assessment.gates.map(\.familySize)).sorted()
        if let smallest = families.first, let largest = families.last {
            rows.append(
                .init(
                    .words("method-multiplicity"),
                    .words(
                        "method-multiplicity-text", ["smallest": .integer(smallest), "largest": .integer(largest)])))
        }
        let alphas = Set(assessment.gates.map(\.gate.alpha)).sorted()
        if !alphas.isEmpty {
            rows.append(
                .init(
                    .words("method-alpha"),
                    .list(alphas.map { .quantity(Quantity($0, .rate, places: Quantity.places(declared: $0, .rate))) })))
        }
        rows.append(.init(.words("method-seed"), .code(String(analysis.seed))))
        let rules: [Inline] = [
            .words("rule-pass"), .words("rule-fail"), .words("rule-gap-shown"), .words("rule-nothing-shown"),
            .words("rule-caps"),
        ]
        return Block.Section(
            "method", .words("section-method"),
            [
                .definitions(rows),
                .section(Block.Section("method-verdicts", .words("section-verdict-rules"), [.list(ordered: false, rules)])),
            ])
    }

    /// The names of all interval methods that made a figure, in byte order.
    private var methods: [String] {
        var names: Set<String> = []
        func add(_ interval: Interval?) {
            if let interval { names.insert(interval.method.rawValue) }
        }
        for found in assessment.estimates { add(found.estimate.interval) }
        for found in assessment.comparisons { add(found.estimate.interval) }
        for component in assessment.gates.flatMap(\.components) {
            add(component.estimate.interval)
            add(component.failInterval)
        }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
}
