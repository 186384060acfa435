import Probes
import Scenarios
import Statistics

/// Combinations of groups that do worse: a chart and a table for each model.
struct SlicePart {
    let index: AssessmentIndex

    private var records: [Assessment.SliceRecord] { index.assessment.probes.slices }

    var sections: [Block.Section] {
        guard let first = records.first else { return [] }
        let count = first.search.count
        var blocks: [Block] = [
            .paragraph(
                .words(
                    first.search.isPruned ? "probe-slices-pruned" : "probe-slices-meaning",
                    [
                        "measure": .metric(first.metric), "columns": .list(first.columns.map { .data($0) }),
                        "n": .integer(count.measured), "rows": .integer(first.search.fewestRows),
                        "out": .integer(count.leftOut), "family": .integer(count.family),
                    ])),
            .note(.words(first.search.isConfirmed ? "probe-slices-confirmed" : "probe-slices-unconfirmed")),
        ]
        for (number, record) in records.enumerated() {
            guard !record.shown.isEmpty else {
                blocks.append(.paragraph(.words("probe-slices-none", ["model": .data(record.model)])))
                continue
            }
            blocks.append(.figure(figure(record, number)))
        }
        return [Block.Section(Anchor.slices, .words("probe-slices-title"), blocks)]
    }

    private func figure(_ record: Assessment.SliceRecord, _ number: Int) -> Figure {
        let metric = MetricPresentation(record.metric)
        let overall = record.search.overall
        var values = record.shown.flatMap { slice in
            [slice.estimate.number, slice.estimate.interval?.lower, slice.estimate.interval?.upper].compactMap { $0 }
        }
        if let number = overall.number { values.append(number) }
        func row(_ label: Inline, _ estimate: Estimate, isTotal: Bool) -> DotAndWhisker.Row {
            let wording = EstimateWording(estimate: estimate, unit: metric.unit)
            let interval = wording.showsInterval ? estimate.interval.map { $0.lower...$0.upper } : nil
            let value = wording.showsValue ? estimate.number : nil
            return DotAndWhisker.Row(
                label: label, isTotal: isTotal,
                marks: value == nil && interval == nil ? [] : [.init(series: 0, value: value, interval: interval)],
                tick: nil, values: [wording.line], counts: [.integer(estimate.n)])
        }
        return Figure(
            anchor: "\(Anchor.slices)-\(number + 1)",
            caption: .words(
                "probe-slices-chart", ["measure": .metric(record.metric), "model": .data(record.model)]),
            description: .words(
                "chart-description", ["measure": .metric(record.metric), "n": .integer(record.shown.count)]),
            chart: .dots(
                DotAndWhisker(
                    axis: .init(over: values, unit: metric.unit, within: metric.bounds), series: [.data(record.model)],
                    rows: [row(.group(.overall), overall, isTotal: true)]
                        + record.shown.map { row(.group($0.group), $0.estimate, isTotal: false) },
                    reference: overall.number.map { ($0, .words("chart-reference-overall")) }, band: nil,
                    tickMeaning: nil, groupHeader: .words("column-group"),
                    valueHeader: .words("column-value-interval"), countHeader: .words("column-n"))),
            data: table(record, metric), dataSummary: .words("chart-figures"), notes: [])
    }

    private func table(_ record: Assessment.SliceRecord, _ metric: MetricPresentation) -> Table {
        var columns: [Table.Column] = [
            .init(.words("column-group")), .init(.words("column-rows"), numeric: true),
            .init(.words("column-value"), numeric: true), .init(.words("column-interval"), numeric: true),
            .init(.words("column-than-others"), numeric: true), .init(.words("column-interval"), numeric: true),
            .init(.words("column-adjusted-p"), numeric: true),
        ]
        if record.search.isConfirmed { columns.append(.init(.words("column-confirmed"))) }
        let rows = record.shown.map { slice -> Table.Row in
            let value = EstimateWording(estimate: slice.estimate, unit: metric.unit)
            let difference = EstimateWording(
                estimate: slice.difference, unit: metric.differenceUnit, signed: true, rows: slice.estimate.n)
            var cells: [Inline?] = [
                .group(slice.group), .integer(slice.rows),
                value.value ?? .muted(value.reason ?? .words("no-estimate")), value.range, difference.value,
                difference.range, ProbeWording.pValue(slice.adjustedPValue),
            ]
            if record.search.isConfirmed {
                cells.append(slice.confirmation.map { .words($0.isConfirmed ? "yes" : "no") })
            }
            return Table.Row(cells)
        }
        return Table(.words("probe-slices-caption", ["measure": .metric(record.metric)]), columns, rows)
    }
}
