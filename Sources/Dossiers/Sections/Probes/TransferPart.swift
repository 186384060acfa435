import Metrics
import Probes
import Scenarios
import Statistics

/// Figures here beside those of the place where a model comes from.
struct TransferPart {
    let index: AssessmentIndex

    private var records: [Assessment.TransferRecord] { index.assessment.probes.transfer }

    var sections: [Block.Section] {
        guard !records.isEmpty else { return [] }
        var blocks: [Block] = [.paragraph(.words("probe-transfer-meaning"))]
        if records.contains(where: { !$0.hasHome }) { blocks.append(.note(.words("probe-transfer-reported"))) }
        blocks.append(.table(table))
        if let shift = shift { blocks.append(.table(shift)) }
        return [Block.Section(Anchor.transfer, .words("probe-transfer-title"), blocks)]
    }

    private var table: Table {
        let isSeveral = records.count > 1
        let isDecided = records.contains { $0.tolerance != nil }
        var columns: [Table.Column] = [.init(.words("column-measure"))]
        if isSeveral { columns.append(.init(.words("column-model"))) }
        columns += [
            .init(.words("column-group")), .init(.words("column-there"), numeric: true),
            .init(.words("column-here"), numeric: true), .init(.words("column-difference"), numeric: true),
            .init(.words("column-interval"), numeric: true),
        ]
        if isDecided { columns.append(.init(.words("column-verdict"))) }
        let rows = records.flatMap { record in
            record.transfer.comparisons.map { comparison -> Table.Row in
                let gap = comparison.gap
                let metric = MetricPresentation(gap.metric.name)
                func value(_ estimate: Estimate) -> Inline {
                    let wording = EstimateWording(
                        estimate: estimate, unit: metric.unit,
                        // A figure that was reported alone has no rows to count.
                        rows: estimate.n == 0 && estimate.number != nil ? EstimateWording.intervalOnlyBelow : nil)
                    return wording.value ?? .muted(wording.reason ?? .words("no-estimate"))
                }
                let difference = EstimateWording(
                    estimate: gap.gap, unit: metric.differenceUnit, signed: true, rows: gap.local.n,
                    limits: [record.tolerance.map { -$0 }].compactMap { $0 })
                var cells: [Inline?] = [.metric(metric.name)]
                if isSeveral { cells.append(.data(record.model)) }
                cells += [
                    .group(comparison.group), value(gap.origin), value(gap.local), difference.value, difference.range,
                ]
                if isDecided { cells.append(gap.decision.map { .verdict($0.verdict) }) }
                return Table.Row(cells, total: comparison.group.isOverall)
            }
        }
        let tolerance = records.compactMap(\.tolerance).first
        let caption = Inline.words("probe-transfer-caption")
        return Table(
            tolerance.map {
                .sequence([
                    caption,
                    .muted(
                        .words(
                            "probe-transfer-tolerance",
                            ["limit": .quantity(Quantity($0, .plain, places: Quantity.places(declared: $0, .plain)))])),
                ])
            } ?? caption, columns, rows)
    }

    /// What part of a gap comes with how common classes are.
    private var shift: Table? {
        let rows = records.flatMap { record in
            record.transfer.comparisons.compactMap { comparison -> Table.Row? in
                guard comparison.group.isOverall, let shift = comparison.labelShift,
                    shift.prevalence.number != nil
                else { return nil }
                let metric = MetricPresentation(comparison.gap.metric.name)
                func value(_ estimate: Estimate?) -> Inline? {
                    estimate.flatMap {
                        EstimateWording(
                            estimate: $0, unit: metric.differenceUnit, signed: true, rows: comparison.gap.local.n
                        ).value
                    }
                }
                return Table.Row([
                    .metric(metric.name), .data(record.model), value(comparison.gap.gap), value(shift.prevalence),
                    value(shift.conditional),
                ])
            }
        }
        guard !rows.isEmpty else { return nil }
        return Table(
            .words("probe-transfer-shift"),
            [
                .init(.words("column-measure")), .init(.words("column-model")),
                .init(.words("column-difference"), numeric: true), .init(.words("column-by-prevalence"), numeric: true),
                .init(.words("column-within-classes"), numeric: true),
            ], rows)
    }
}
