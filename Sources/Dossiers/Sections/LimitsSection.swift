import Diagnostics
import Scenarios
import Statistics

/// What cannot be concluded from this assessment.
struct LimitsSection {
    let index: AssessmentIndex

    private var assessment: Assessment { index.assessment }

    var section: Block.Section {
        var items: [Inline] = [.words("limit-these-data")]
        if let all = index.coverage(of: .overall), all.labelled < all.rows {
            items.append(
                .words("limit-labels", ["rows": .integer(all.rows), "labelled": .integer(all.labelled)]))
        }
        let small = index.groupings.flatMap { index.groups(of: $0) }.count { group in
            (index.coverage(of: group)?.rows ?? 0) < assessment.scenario.analysis.minimumGroup
        }
        if small > 0 {
            items.append(
                .words(
                    "limit-small-groups",
                    ["groups": .integer(small), "minimum": .integer(assessment.scenario.analysis.minimumGroup)]))
        }
        items += [
            .words("limit-many-figures", ["figures": .integer(assessment.estimates.count)]), .words("limit-cause"),
            .words("limit-not-tested"),
        ]
        var blocks: [Block] = [.list(ordered: false, items)]
        if !assessment.warnings.isEmpty { blocks.append(.table(warnings)) }
        return Block.Section("limits", .words("section-limits"), blocks)
    }

    private var warnings: Table {
        Table(
            .words("warnings-caption"),
            [.init(.words("column-code")), .init(.words("column-place")), .init(.words("column-message"))],
            assessment.warnings.map { warning in
                Table.Row([
                    .code(warning.code), warning.location.map { .code($0.description) },
                    .data(warning.message),
                ])
            })
    }
}
