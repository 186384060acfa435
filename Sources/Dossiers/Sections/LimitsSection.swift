import Diagnostics
import Scenarios
import Statistics

/// What cannot be concluded from this assessment.
struct LimitsSection {
    /// Kinds of test that this assessment does not hold.
    private var untested: [String] {
        let probes = assessment.probes
        return [
            (probes.proxies.isEmpty, "untested-proxies"), (probes.counterfactuals.isEmpty, "untested-counterfactuals"),
            (probes.drift.isEmpty, "untested-drift"), (probes.thresholds.isEmpty, "untested-thresholds"),
        ].filter(\.0).map(\.1)
    }

    let index: AssessmentIndex

    private var assessment: Assessment { index.assessment }

    var section: Block.Section {
        var items: [Inline] = [.words("limits-cause"), .words("limits-sample")]
        if let all = index.coverage(of: .overall), all.labelled < all.rows { items.append(.words("limits-labels")) }
        if !index.groupings.isEmpty {
            items += [.words("limits-groups"), .words("limits-groups-source"), .words("limits-small-groups")]
        }
        items += [
            .words("limits-multiplicity"), .words("limits-impossible"), .words("limits-measures"),
            .words("limits-not-tested", ["items": .list(untested.map { .words($0) })]),
            .words("limits-no-single-grade"), .words("limits-law"),
        ]
        var blocks: [Block] = [.paragraph(.words("limits-intro")), .list(ordered: false, items)]
        if !assessment.warnings.isEmpty { blocks.append(.table(warnings)) }
        return Block.Section("limits", .words("section-limits"), blocks)
    }

    private var warnings: Table {
        Table(
            .words("warnings-caption"),
            [.init(.words("column-code")), .init(.words("column-where-stated")), .init(.words("column-message"))],
            assessment.warnings.map { warning in
                Table.Row([
                    .code(warning.code), warning.location.map { .code($0.description) }, .data(warning.message),
                ])
            })
    }
}
