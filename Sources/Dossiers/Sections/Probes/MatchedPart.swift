import Probes
import Scenarios
import Statistics

/// Real rows that are alike but for one column: a table for each column.
struct MatchedPart {
    let index: AssessmentIndex

    private var records: [Assessment.MatchedRecord] { index.assessment.probes.matched }

    var sections: [Block.Section] {
        ProbeWording.unique(records.map(\.column)).enumerated().map { number, column in
            let mine = records.filter { $0.column == column }
            return Block.Section(
                "matched-\(number + 1)", .words("probe-matched-title", ["column": .data(column)]),
                [
                    .paragraph(
                        .words(
                            "probe-matched-meaning",
                            ["columns": .list((mine.first?.given ?? []).map { .data($0) })])),
                    .table(table(mine, column)), .note(.words("probe-matched-limits")),
                ])
        }
    }

    private func table(_ records: [Assessment.MatchedRecord], _ column: String) -> Table {
        let columns: [Table.Column] = [
            .init(.words("column-group")), .init(.words("column-model")),
            .init(.words("column-reference")), .init(.words("column-like"), numeric: true),
            .init(.words("column-like-share"), numeric: true), .init(.words("column-like-own"), numeric: true),
            .init(.words("column-like-like"), numeric: true), .init(.words("column-difference"), numeric: true),
            .init(.words("column-interval"), numeric: true),
        ]
        let groups = ProbeWording.unique(records.flatMap { $0.groups.comparisons.map(\.group) })
        func group(_ name: String) -> Inline {
            .group(GroupKey([GroupLevel(dimension: column, value: name)]))
        }
        func rate(_ value: Double?) -> Inline {
            value.map { .quantity(Quantity($0, .rate)) } ?? .muted(.words("no-estimate"))
        }
        let rows = groups.flatMap { name in
            records.flatMap { record in
                record.groups.comparisons.filter { $0.group == name }.map { comparison -> Table.Row in
                    let result = comparison.result
                    let gap = EstimateWording(estimate: result.gap, unit: .rate, signed: true)
                    return Table.Row([
                        group(name), .data(record.model), group(comparison.reference), .integer(result.matchedRows),
                        rate(result.matchedShare), rate(result.mean), rate(result.otherMean),
                        gap.value ?? .muted(gap.reason ?? .words("no-estimate")), gap.range,
                    ])
                }
            }
        }
        return Table(.words("probe-matched-caption"), columns, rows)
    }
}
