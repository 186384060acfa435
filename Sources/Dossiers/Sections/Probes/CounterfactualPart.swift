import Probes
import Scenarios
import Statistics

/// What changing one thing did to decisions: a chart and a table for each probe.
struct CounterfactualPart {
    /// Groups beyond these are left to the machine-readable file, those that flip least first.
    static let rowLimit = 20

    let index: AssessmentIndex

    private var records: [Assessment.CounterfactualRecord] { index.assessment.probes.counterfactuals }
    private var names: [String] { ProbeWording.unique(records.map(\.name)) }

    var sections: [Block.Section] {
        names.enumerated().map { number, name in
            let mine = records.filter { $0.name == name }
            return Block.Section(
                Anchor.counterfactual(number), .words("probe-flips-title", ["probe": .data(name)]),
                [.paragraph(.words("probe-flips-meaning"))] + expectation(mine) + lost(mine) + silent(mine) + [
                    .figure(figure(mine, number))
                ] + origin(mine) + [.note(.words("probe-flips-direct"))])
        }
    }

    /// The groups shown: everybody, then those that flip most for any model.
    private func groups(_ records: [Assessment.CounterfactualRecord]) -> (shown: [GroupKey], hidden: Int) {
        var rates: [GroupKey: Double] = [:]
        for record in records {
            for result in record.results {
                rates[result.group] = max(rates[result.group] ?? -1, record.rate(result).number ?? -1)
            }
        }
        rates[.overall] = nil
        let ordered = rates.sorted { $0.value == $1.value ? $0.key < $1.key : $0.value > $1.value }.map(\.key)
        return ([.overall] + ordered.prefix(Self.rowLimit), max(0, ordered.count - Self.rowLimit))
    }

    private func result(
        _ record: Assessment.CounterfactualRecord, _ group: GroupKey
    ) -> Assessment.CounterfactualRecord.Result? { record.results.first { $0.group == group } }

    private func figure(_ records: [Assessment.CounterfactualRecord], _ number: Int) -> Figure {
        let (groups, hidden) = groups(records)
        var values: [Double] = [0]
        for record in records {
            for result in record.results where groups.contains(result.group) {
                if let interval = record.rate(result).interval { values += [interval.lower, interval.upper] }
            }
        }
        let allowed = records[0].allowedFlips
        values.append(allowed)
        let rows = groups.map { group -> DotAndWhisker.Row in
            var marks: [DotAndWhisker.Mark] = []
            var (lines, counts): ([Inline], [Int]) = ([], [])
            for (series, record) in records.enumerated() {
                guard let found = result(record, group) else {
                    lines.append(.muted(.words("not-applicable")))
                    continue
                }
                let rate = record.rate(found)
                let wording = EstimateWording(estimate: rate, unit: .rate, limits: [allowed])
                lines.append(wording.line)
                counts.append(rate.n)
                let interval = wording.showsInterval ? rate.interval.map { $0.lower...$0.upper } : nil
                let value = wording.showsValue ? rate.number : nil
                if value != nil || interval != nil {
                    marks.append(.init(series: series, value: value, interval: interval))
                }
            }
            return DotAndWhisker.Row(
                label: .group(group), isTotal: group.isOverall, marks: marks, tick: nil, values: lines,
                counts: (Set(counts).count == 1 ? Array(counts.prefix(1)) : counts).map { .integer($0) })
        }
        var notes: [Inline] = [
            records[0].unit.map { .words("probe-flips-clusters", ["column": .data($0)]) } ?? .words("probe-flips-units")
        ]
        if hidden > 0 { notes.append(.words("rows-left-out", ["count": .integer(hidden)])) }
        return Figure(
            anchor: Anchor.counterfactual(number) + "-figure",
            caption: .words(
                isInvariance(records) ? "probe-flips-chart" : "probe-unexpected-chart",
                ["probe": .data(records[0].name)]),
            description: .words(
                isInvariance(records) ? "probe-flips-chart-description" : "probe-unexpected-chart-description",
                ["n": .integer(groups.count)]),
            chart: .dots(
                DotAndWhisker(
                    axis: .init(over: values, unit: .rate, within: 0...1), series: records.map { .data($0.model) },
                    rows: rows, reference: nil,
                    band: (
                        0...allowed,
                        .words(
                            isInvariance(records) ? "probe-flips-allowed" : "probe-unexpected-allowed",
                            ["limit": .quantity(Quantity(allowed, .rate))])
                    ), tickMeaning: nil, groupHeader: .words("column-group"),
                    valueHeader: .words("column-value-interval"), countHeader: .words("column-pairs"))),
            data: table(records, groups), dataSummary: .words("chart-figures"), notes: notes)
    }

    private func table(_ records: [Assessment.CounterfactualRecord], _ groups: [GroupKey]) -> Table {
        let isSeveral = records.count > 1
        let (isInvariance, isReviewed) = (isInvariance(records), records[0].reviewers != nil)
        let hasWish = records.contains { $0.results.contains { $0.result.netHarm != nil } }
        let hasShift = records.contains { $0.results.contains { $0.result.meanShift.number != nil } }
        var columns: [Table.Column] = [.init(.words("column-group"))]
        if isSeveral { columns.append(.init(.words("column-model"))) }
        columns += [
            .init(.words("column-pairs"), numeric: true),
            .init(.words(records[0].unit == nil ? "column-originals" : "column-flip-units"), numeric: true),
        ]
        if isReviewed {
            columns += [
                .init(.words("column-accepted"), numeric: true), .init(.words("column-flips-of-all"), numeric: true),
            ]
        }
        columns += [
            .init(.words(isInvariance ? "column-flips" : "column-unexpected"), numeric: true),
            .init(.words("column-interval"), numeric: true), .init(.words("column-verdict")),
        ]
        if hasWish {
            columns += [
                .init(.words("column-flips-away"), numeric: true),
                .init(.words("column-flips-towards"), numeric: true), .init(.words("column-p"), numeric: true),
            ]
        }
        if hasShift {
            columns += [
                .init(.words("column-mean-shift"), numeric: true), .init(.words("column-interval"), numeric: true),
            ]
        }
        let rows = groups.flatMap { group in
            records.compactMap { record -> Table.Row? in
                guard let own = result(record, group) else { return nil }
                let found = own.result
                let flips = EstimateWording(estimate: record.rate(own), unit: .rate, limits: [record.allowedFlips])
                var cells: [Inline?] = [.group(group)]
                if isSeveral { cells.append(.data(record.model)) }
                cells += [
                    .integer(found.pairs), .integer(found.originals),
                ]
                if isReviewed { cells += reviewed(own, record) }
                cells += [
                    flips.value ?? .muted(flips.reason ?? .words("no-estimate")), flips.range,
                    own.expected.verdict.map { .verdict($0) },
                ]
                if hasWish {
                    cells += [.integer(found.away), .integer(found.towards), ProbeWording.pValue(found.clusterP)]
                }
                if hasShift {
                    let shift = EstimateWording(estimate: found.meanShift, unit: .plain, signed: true)
                    cells += [shift.value ?? .muted(shift.reason ?? .words("no-estimate")), shift.range]
                }
                return Table.Row(cells, total: group.isOverall)
            }
        }
        return Table(.words("probe-flips-caption"), columns, rows)
    }

    private func isInvariance(_ records: [Assessment.CounterfactualRecord]) -> Bool {
        records[0].expectation == .invariance
    }

    /// The share of pairs that reviewers accept, and what all pairs did.
    private func reviewed(
        _ result: Assessment.CounterfactualRecord.Result, _ record: Assessment.CounterfactualRecord
    ) -> [Inline?] {
        let accepted = result.acceptance.map { EstimateWording(estimate: $0.rate, unit: .rate, limits: []) }
        let all = result.all.map {
            EstimateWording(estimate: $0.flipRate, unit: .rate, limits: [record.allowedFlips])
        }
        return [accepted, all].map { wording in
            wording.map { $0.value ?? .muted($0.reason ?? .words("no-estimate")) }
        }
    }

    /// What should happen, where that is not that nothing changes.
    private func expectation(_ records: [Assessment.CounterfactualRecord]) -> [Block] {
        isInvariance(records)
            ? [] : [.paragraph(.words("probe-flips-expect-" + records[0].expectation.rawValue))]
    }

    /// Who made the changes, who has looked at them, and how much models flip by themselves.
    private func origin(_ records: [Assessment.CounterfactualRecord]) -> [Block] {
        var blocks: [Block] = []
        let packs = records[0].madeWith.map { $0.split(separator: " ").map { String($0) } }
        // Where reviewers were asked about these very pairs, their word counts for more than that of a pack.
        let drafts = records[0].reviewers == nil ? packs.filter { $0.dropFirst().first == "draft" } : []
        let others = packs.filter { !drafts.contains($0) }
        for (key, own) in [("probe-flips-made-with", others), ("probe-flips-drafts", drafts)] where !own.isEmpty {
            blocks.append(.note(.words(key, ["packs": .list(own.map { .code($0.first ?? "") })])))
        }
        if let all = records[0].results.first?.acceptance, let people = records[0].reviewers {
            blocks.append(
                .note(
                    .words(
                        "probe-flips-reviewed",
                        [
                            "people": .integer(people), "all": .integer(all.pairs),
                            "accepted": .integer(all.count(.accepted)), "rejected": .integer(all.count(.rejected)),
                            "disputed": .integer(all.count(.disputed)),
                            "unreviewed": .integer(all.count(.unreviewed)),
                        ])))
        }
        for record in records {
            guard let noise = record.noise, noise.repeated > 0 else { continue }
            blocks.append(
                .note(
                    .words(
                        "probe-flips-noise",
                        [
                            "model": .data(record.model), "repeated": .integer(noise.repeated),
                            "flipped": .integer(noise.flipped),
                        ])))
        }
        return blocks
    }

    /// Pairs that could not be used.
    private func lost(_ records: [Assessment.CounterfactualRecord]) -> [Block] {
        records.compactMap { record in
            let lost = record.withoutOriginal + record.withoutChange
            guard lost > 0 else { return nil }
            return .note(
                .words(
                    "probe-flips-lost",
                    [
                        "model": .data(record.model), "lost": .integer(lost), "all": .integer(record.pairs),
                    ]))
        }
    }

    /// Few flips that prove nothing.
    private func silent(_ records: [Assessment.CounterfactualRecord]) -> [Block] {
        records.compactMap { record in
            let groups = record.results.filter { record.isSilent($0) }.map(\.group)
            guard !groups.isEmpty else { return nil }
            return .callout(
                .words(
                    "probe-flips-silent",
                    ["model": .strong(.data(record.model)), "groups": .list(groups.map { .group($0) })]))
        }
    }
}
