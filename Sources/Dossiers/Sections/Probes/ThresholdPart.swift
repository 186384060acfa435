import Metrics
import Probes
import Scenarios
import Statistics

/// What other thresholds would do: diagnostic, told of rows that they were not chosen on.
struct ThresholdPart {
    let index: AssessmentIndex

    private var records: [Assessment.ThresholdRecord] { index.assessment.probes.thresholds }

    var sections: [Block.Section] {
        guard let first = records.first else { return [] }
        var blocks: [Block] = [
            .paragraph(
                .words(
                    "probe-thresholds-meaning",
                    [
                        "a": .quantity(
                            Quantity(first.costs.falsePositive, .plain, places: places(first.costs.falsePositive))),
                        "b": .quantity(
                            Quantity(first.costs.falseNegative, .plain, places: places(first.costs.falseNegative))),
                        "columns": AssessmentIndex.name(of: first.by),
                    ])), .callout(.words("probe-thresholds-diagnostic")),
        ]
        for record in records {
            blocks.append(.table(rules(record)))
            blocks.append(
                .details(
                    summary: .words("probe-thresholds-sweep", ["model": .data(record.model)]), [.table(sweep(record))]))
        }
        return [Block.Section(Anchor.thresholds, .words("probe-thresholds-title"), blocks)]
    }

    private func places(_ cost: Double) -> Int { Quantity.places(declared: cost, .plain) }

    private func threshold(_ value: Double) -> Inline {
        value.isFinite ? .quantity(Quantity(value, .plain)) : .words("threshold-nobody")
    }

    private func rate(_ value: Double?) -> Inline? { value.map { .quantity(Quantity($0, .rate)) } }

    /// Ways to choose thresholds and what each would do.
    private func rules(_ record: Assessment.ThresholdRecord) -> Table {
        let study = record.study
        var rows: [Table.Row] = []
        func add(_ name: Inline, _ plan: ThresholdStudy.Plan) {
            let thresholds = plan.rules.map(\.parts).map { parts -> Inline in
                .list(parts.map { threshold($0.threshold) })
            }
            // One threshold for everybody is said once.
            let said = Set(thresholds).count == 1 ? Array(thresholds.prefix(1)) : thresholds
            let disparities = plan.disparities
            func disparity(_ rate: ThresholdRate) -> Inline? {
                let place = ThresholdRate.allCases.firstIndex(of: rate) ?? 0
                return disparities[place].map { .quantity(Quantity($0, .points)) }
            }
            rows.append(
                Table.Row([
                    name,
                    said.count == 1
                        ? said[0]
                        : .lines(
                            zip(plan.rules, said).map { .sequence([.group($0.key), .muted($1)]) }),
                    disparity(.selection), disparity(.truePositive), disparity(.falsePositive),
                    plan.cost.number.map { .quantity(Quantity($0, .plain)) }, rate(plan.randomised),
                ]))
        }
        if let least = study.leastCost { add(.words("thresholds-least-cost"), least) }
        for (rate, plan) in study.equalised {
            add(.words("thresholds-equal", ["measure": .metric(rate.rawValue)]), plan)
        }
        if let odds = study.equalisedOdds { add(.words("thresholds-equal-odds"), odds) }
        return Table(
            .words("probe-thresholds-caption", ["model": .data(record.model), "n": .integer(study.toldRows)]),
            [
                .init(.words("column-way")), .init(.words("column-threshold")),
                .init(.sequence([.words("column-gap-in"), .metric("selection-rate")]), numeric: true),
                .init(.sequence([.words("column-gap-in"), .metric("true-positive-rate")]), numeric: true),
                .init(.sequence([.words("column-gap-in"), .metric("false-positive-rate")]), numeric: true),
                .init(.words("column-cost"), numeric: true), .init(.words("column-drawn"), numeric: true),
            ], rows, stacks: true)
    }

    /// Thresholds for everybody, on all rows.
    private func sweep(_ record: Assessment.ThresholdRecord) -> Table {
        var columns: [Table.Column] = [.init(.words("column-threshold"), numeric: true)]
        columns += record.metrics.map { .init(.metric($0), numeric: true) }
        columns += [
            .init(.words("column-cost"), numeric: true),
            .init(.sequence([.words("column-gap-in"), .metric("selection-rate")]), numeric: true),
        ]
        let rows = record.study.sweep.map { point in
            Table.Row(
                [threshold(point.threshold)]
                    + zip(record.metrics, point.estimates).map { name, estimate in
                        EstimateWording(estimate: estimate, unit: MetricPresentation(name).unit).value
                    } + [
                        point.cost.number.map { .quantity(Quantity($0, .plain)) },
                        point.disparities.first.flatMap { $0 }.map { .quantity(Quantity($0, .points)) },
                    ])
        }
        return Table(.words("probe-thresholds-sweep", ["model": .data(record.model)]), columns, rows)
    }
}
