import Probes
import Scenarios
import Statistics

/// What models are given, and whether they read their texts.
struct InputPart {
    /// Faults beyond these are left to the machine-readable file, the narrowest gaps first.
    static let rowLimit = 15

    let index: AssessmentIndex

    var sections: [Block.Section] { legibility + quality }

    // MARK: Reading

    private var legibility: [Block.Section] {
        let records = index.assessment.probes.legibility
        guard !records.isEmpty else { return [] }
        var blocks: [Block] = [.paragraph(.words("probe-legibility-meaning"))]
        for record in records {
            let unread = record.found.findings.filter { $0.key == .cannotRead }.map(\.group)
            if !unread.isEmpty {
                blocks.append(
                    .callout(
                        .words(
                            "probe-legibility-unread",
                            [
                                "model": .strong(.data(record.model)), "groups": .list(unread.map { .group($0) }),
                            ])))
            }
            blocks.append(.table(table(record)))
        }
        return [Block.Section(Anchor.legibility, .words("probe-legibility-title"), blocks)]
    }

    private func table(_ record: Assessment.LegibilityRecord) -> Table {
        let groups = record.found.groups
        let hasScores = groups.contains { $0.sharedScores.number != nil }
        let hasHome = groups.contains { $0.unseenCharacters != nil }
        var columns: [Table.Column] = [
            .init(.words("column-group")), .init(.words("column-rows"), numeric: true),
        ]
        if hasScores { columns.append(.init(.words("column-shared-scores"), numeric: true)) }
        if hasHome { columns.append(.init(.words("column-unseen-letters"), numeric: true)) }
        columns += [
            .init(.words("column-commonest-decision"), numeric: true),
            .init(.metric("cohen-kappa"), numeric: true), .init(.words("column-interval"), numeric: true),
        ]
        func share(_ estimate: Estimate?) -> Inline? {
            estimate.flatMap { EstimateWording(estimate: $0, unit: .rate).value }
        }
        let rows = groups.map { group -> Table.Row in
            var cells: [Inline?] = [.group(group.key), .integer(group.rows)]
            if hasScores { cells.append(share(group.sharedScores)) }
            if hasHome { cells.append(share(group.unseenCharacters)) }
            let kappa = EstimateWording(estimate: group.kappa, unit: .plain)
            cells += [
                share(group.commonestDecision), kappa.value ?? .muted(kappa.reason ?? .words("no-estimate")),
                kappa.range,
            ]
            return Table.Row(cells, total: group.key.isOverall)
        }
        return Table(.words("probe-legibility-caption", ["model": .data(record.model)]), columns, rows)
    }

    // MARK: Faults

    private var quality: [Block.Section] {
        guard let figures = index.assessment.probes.inputs?.quality.figures else { return [] }
        var blocks: [Block] = [.paragraph(.words("probe-inputs-meaning"))]
        let found = figures.filter { ($0.share.number ?? 0) > 0 }
        if found.isEmpty {
            blocks.append(.paragraph(.words("probe-inputs-none")))
        } else {
            let overall = found.filter(\.group.isOverall)
            // Of groups the widest gaps.
            let groups = found.filter { !$0.group.isOverall && $0.gap?.number != nil }.enumerated().sorted {
                let (a, b) = (abs($0.element.gap?.number ?? 0), abs($1.element.gap?.number ?? 0))
                return a == b ? $0.offset < $1.offset : a > b
            }.map(\.element)
            blocks.append(.table(table(overall + groups.prefix(Self.rowLimit))))
            let rest = groups.count - Self.rowLimit
            if rest > 0 { blocks.append(.note(.words("rows-left-out", ["count": .integer(rest)]))) }
        }
        return [Block.Section(Anchor.inputs, .words("probe-inputs-title"), blocks)]
    }

    private func table(_ figures: [InputQuality.Figure]) -> Table {
        Table(
            .words("probe-inputs-caption"),
            [
                .init(.words("column-feature")), .init(.words("column-fault")), .init(.words("column-group")),
                .init(.words("column-share"), numeric: true), .init(.words("column-interval"), numeric: true),
                .init(.words("column-than-others"), numeric: true), .init(.words("column-adjusted-p"), numeric: true),
            ],
            figures.map { figure in
                let share = EstimateWording(estimate: figure.share, unit: .rate)
                let gap = figure.gap.map {
                    EstimateWording(estimate: $0, unit: .points, signed: true, rows: figure.share.n)
                }
                return Table.Row(
                    [
                        .data(figure.column), .words("input-\(figure.fault.rawValue)"), .group(figure.group),
                        share.value ?? .muted(share.reason ?? .words("no-estimate")), share.range, gap?.value,
                        ProbeWording.pValue(figure.adjustedPValue),
                    ], total: figure.group.isOverall)
            })
    }
}
