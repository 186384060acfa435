import Probes
import Scenarios
import Statistics

/// Whom the rows stand for, beside the declared population.
struct RepresentationPart {
    /// Groups beyond these are left to the machine-readable file, those nearest to their share first.
    static let rowLimit = 20

    let index: AssessmentIndex

    private var records: [Assessment.RepresentationRecord] { index.assessment.probes.representation }

    var sections: [Block.Section] {
        guard !records.isEmpty else { return [] }
        return [
            Block.Section(
                Anchor.representation, .words("probe-representation-title"),
                [.paragraph(.words("probe-representation-meaning"))] + records.flatMap(blocks))
        ]
    }

    private func blocks(_ record: Assessment.RepresentationRecord) -> [Block] {
        let found = record.found
        var blocks: [Block] = [
            .paragraph(
                .words(
                    "probe-representation-coverage",
                    [
                        "columns": .data(record.column),
                        "share": .strong(.quantity(Quantity(found.evidenceCoverage, .rate))),
                        "gap": .quantity(Quantity(found.adequacy.gap, .points)),
                    ]))
        ]
        if !found.absent.isEmpty {
            blocks.append(
                .callout(
                    .words(
                        "probe-representation-absent",
                        ["groups": .list(found.absent.map { .group($0.key) }), "n": .integer(found.absent.count)])))
        }
        // Those that are rarest beside their share come first.
        let ordered = found.groups.sorted {
            let (a, b) = ($0.ratio.number ?? 0, $1.ratio.number ?? 0)
            return a == b ? $0.key < $1.key : a < b
        }
        blocks.append(.table(table(record, Array(ordered.prefix(Self.rowLimit)))))
        let rest = ordered.count - Self.rowLimit
        if rest > 0 { blocks.append(.note(.words("rows-left-out", ["count": .integer(rest)]))) }
        return blocks
    }

    private func table(
        _ record: Assessment.RepresentationRecord, _ groups: [Representation.Group]
    ) -> Table {
        let rows = groups.map { group -> Table.Row in
            let ratio = group.ratio
            return Table.Row([
                .group(group.key), .integer(group.rows), .quantity(Quantity(group.populationShare, .rate)),
                group.share.number.map { .quantity(Quantity($0, .rate)) },
                ratio.number.map { .quantity(Quantity($0, .plain, places: 2)) },
                ratio.interval.map { EstimateWording.range($0.lower, $0.upper, .plain, places: 2) },
                group.detectable.map { .quantity(Quantity($0, .points)) } ?? .muted(.words("no-estimate")),
                .words(group.isAdequate ? "yes" : "no"),
            ])
        }
        let caption = Inline.words("probe-representation-caption", ["columns": .data(record.column)])
        return Table(
            record.source.map { .sequence([caption, .muted(.data($0))]) } ?? caption,
            [
                .init(.words("column-group")), .init(.words("column-rows"), numeric: true),
                .init(.words("column-population"), numeric: true), .init(.words("column-share"), numeric: true),
                .init(.words("column-representation", ["one": .integer(1)]), numeric: true),
                .init(.words("column-interval"), numeric: true),
                .init(.words("column-detectable"), numeric: true), .init(.words("column-adequate")),
            ], rows)
    }
}
