import Metrics
import Scenarios
import Statistics

/// How the figures were made and by which rules they were judged.
struct MethodSection {
    /// The share of rows with a label under which label-conditioned gates stay undecided (METHODS §1.8).
    static let labelCoverage = 0.95

    let index: AssessmentIndex

    private var assessment: Assessment { index.assessment }

    var section: Block.Section {
        let analysis = assessment.scenario.analysis
        var items: [Inline] = [.words("methods-level", ["level": declared(analysis.level)])]
        if !assessment.gates.isEmpty {
            let alphas = Set(assessment.gates.map(\.gate.alpha)).sorted()
            items += alphas.map { .words("methods-alpha", ["alpha": declared($0)]) }
            items += [
                .words("methods-pass"), .words("methods-fail"), .words("methods-inconclusive"),
                .words("methods-multiplicity"),
            ]
            if let largest = assessment.gates.map(\.familySize).max() {
                items.append(.words("methods-family", ["size": .integer(largest)]))
            }
            items += [
                .words("methods-label-coverage", ["minimum": declared(Self.labelCoverage)]),
                .words("methods-minimum-group", ["minimum": .integer(analysis.minimumGroup)]),
            ]
        }
        items += [
            .words(
                "methods-floors",
                [
                    "counts": .integer(EstimateWording.countsOnlyBelow),
                    "interval": .integer(EstimateWording.intervalOnlyBelow),
                ]), .words("methods-rounding"), .words("methods-seed", ["seed": .code(String(analysis.seed))]),
        ]
        var blocks: [Block] = [.list(ordered: false, items)]
        if !methods.isEmpty {
            let names = Block.list(ordered: false, methods.map { .words("method-\($0.rawValue)") })
            blocks.append(.section(Block.Section("method-intervals", .words("methods-intervals"), [names])))
        }
        return Block.Section("method", .words("section-method"), blocks)
    }

    private func declared(_ share: Double) -> Inline {
        .quantity(Quantity(share, .rate, places: Quantity.places(declared: share, .rate)))
    }

    /// All interval methods that made a figure, in the order of the catalogue.
    private var methods: [IntervalMethod] {
        var found: Set<IntervalMethod> = []
        func add(_ interval: Interval?) {
            if let interval { found.insert(interval.method) }
        }
        for metric in assessment.estimates { add(metric.estimate.interval) }
        for comparison in assessment.comparisons { add(comparison.estimate.interval) }
        for change in (assessment.changes?.figures ?? []) + (assessment.changes?.gaps ?? []) {
            add(change.estimate.interval)
        }
        for record in assessment.stages {
            add(record.comparison.estimate.interval)
            add(record.change?.interval)
        }
        for record in assessment.fairness { add(record.result.estimate.interval) }
        for component in assessment.gates.flatMap(\.components) {
            add(component.estimate.interval)
            add(component.failInterval)
        }
        return IntervalMethod.allCases.filter(found.contains)
    }
}
