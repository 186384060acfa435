import Diagnostics
import Evidence
import Interchange
import Metrics
import Probes
import Scenarios
import Statistics
import Tables

/// Gaps to the origin as tables and records.
struct TransferForm {
    let transfer: Transfer
    let classes: [String]
    let model: String
    let tolerance: Double?
    let isTwoSided: Bool
    let minimumGroup: Int

    var records: [JSONValue] { transfer.records(model: model) }

    var document: JSONValue { transfer.document(model: model, classes: classes) }

    private var dimensions: [String] { EstimateTable.dimensions(transfer.comparisons.map(\.group)) }

    var long: ResultTable {
        ResultTable(
            columns: dimensions.map { ResultTable.Column($0) } + [
                .init("metric"), .init("rows", .number), .init("local", .number), .init("origin", .number),
                .init("gap", .number), .init("lower", .number), .init("upper", .number), .init("method"),
                .init("verdict"), .init("prevalence", .number), .init("class-conditional", .number),
                .init("local-at-origin-prevalence", .number), .init("composition", .number), .init("rates", .number),
                .init("non-overlap", .number), .init("flags"), .init("reason"),
            ],
            rows: transfer.comparisons.map { comparison in
                let gap = comparison.gap
                return EstimateTable.groupCells(comparison.group, dimensions) + [
                    .text(gap.metric.name), .integer(comparison.rows), EstimateTable.number(gap.local.number),
                    EstimateTable.number(gap.origin.number),
                ] + EstimateTable.estimateCells(gap.gap) + [
                    gap.decision.map { .text($0.verdict.name) } ?? .empty,
                    EstimateTable.number(prevalence(comparison)?.number),
                    EstimateTable.number(conditional(comparison)?.number),
                    EstimateTable.number(comparison.labelShift?.localAtOrigin.number),
                    EstimateTable.number(comparison.caseMix?.composition.number),
                    EstimateTable.number(comparison.caseMix?.rates.number),
                    EstimateTable.number(comparison.caseMix?.nonOverlap.number),
                    .text(gap.gap.flags.map(\.rawValue).joined(separator: " ")),
                    .text(gap.gap.reason?.rawValue ?? ""),
                ]
            })
    }

    /// The symmetric part where both sides are known, else the one that local rates tell.
    private func prevalence(_ comparison: Transfer.Comparison) -> Estimate? {
        comparison.labelShift?.symmetric?.prevalence ?? comparison.labelShift?.prevalence
    }

    private func conditional(_ comparison: Transfer.Comparison) -> Estimate? {
        comparison.labelShift?.symmetric?.conditional ?? comparison.labelShift?.conditional
    }

    func readable(_ footers: [String]) -> ResultTable {
        let hasParts = transfer.comparisons.contains { $0.labelShift != nil }
        var columns =
            dimensions.map { ResultTable.Column($0) } + [
                .init("metric"), .init("local", title: "here", .number), .init("origin", .number),
                .init("gap", .number),
                .init("interval"),
            ]
        if tolerance != nil { columns.append(.init("verdict")) }
        if hasParts {
            columns += [
                .init("prevalence", title: "by prevalence", .number),
                .init("class-conditional", title: "within classes", .number),
            ]
        }
        return ResultTable(
            columns: columns,
            rows: transfer.comparisons.map { comparison in
                let gap = comparison.gap
                var cells = dimensions.map { name -> ResultTable.Cell in
                    comparison.group.levels.first { $0.dimension == name }.map { .text($0.name) }
                        ?? .empty(shown: comparison.group.isOverall ? "everybody" : "")
                }
                cells += [
                    .text(gap.metric.name), EstimateTable.number(gap.local.number),
                    EstimateTable.number(gap.origin.number), EstimateTable.change(gap.gap.number),
                    EstimateTable.interval(gap.gap),
                ]
                if tolerance != nil { cells.append(verdict(gap.decision)) }
                if hasParts {
                    cells += [
                        comparison.labelShift == nil ? .empty : EstimateTable.change(prevalence(comparison)?.number),
                        comparison.labelShift == nil ? .empty : EstimateTable.change(conditional(comparison)?.number),
                    ]
                }
                return cells
            }, footers: remarks + footers)
    }

    private func verdict(_ decision: TransferGap.Decision?) -> ResultTable.Cell {
        guard let decision else { return .empty(shown: "—") }
        guard case .inconclusive(let kind) = decision.verdict else { return .text(decision.verdict.name) }
        return .text("inconclusive: " + (kind == .gapShown ? "gap shown" : "nothing shown"))
    }

    /// What has to be known to read the table.
    private var remarks: [String] {
        var lines: [String] = []
        if let tolerance {
            lines.append(
                "pass: shown to lie no more than \(NumberText.rounded(tolerance)) "
                    + (isTwoSided ? "from the figure of the origin" : "on the worse side of the origin")
                    + "; fail: shown to lie further off")
        }
        let caps = Set(transfer.comparisons.flatMap { $0.gap.decision?.caps ?? [] }).sorted()
        for cap in caps { lines.append("undecided: " + TerminalWords.cap(cap, minimumGroup: minimumGroup)) }
        if transfer.comparisons.contains(where: { $0.gap.gap.flags.contains(.originUncertaintyUnknown) }) {
            lines.append(TerminalWords.flag(.originUncertaintyUnknown))
        }
        if transfer.comparisons.contains(where: { $0.labelShift != nil }) {
            lines.append(
                "by prevalence: what other shares of labels do to the figure; within classes: what is left of the gap")
        }
        if transfer.comparisons.contains(where: { $0.labelShift != nil && $0.labelShift?.symmetric == nil }) {
            lines.append("prevalence at the origin is as reported, so the first is told with rates found here")
        }
        for comparison in transfer.comparisons {
            guard let mix = comparison.caseMix else { continue }
            lines.append(
                "\(comparison.gap.metric.name) by case mix: composition \(part(mix.composition)), "
                    + "within strata \(part(mix.rates)), strata of one side only \(part(mix.nonOverlap))")
            if mix.localOverlap < 1 || mix.originOverlap < 1 {
                lines.append(
                    "common strata hold \(NumberText.percent(mix.localOverlap)) of the rows here and "
                        + "\(NumberText.percent(mix.originOverlap)) of those of the origin")
            }
        }
        if let coverage = transfer.labelCoverage, coverage < TransferGap.labelCoverageFloor, let box = transfer.blackBox
        {
            lines.append("labels are known of \(NumberText.percent(coverage)) of the rows")
            lines += BlackBoxForm.remarks(box, classes)
        }
        return lines
    }

    private func part(_ estimate: Estimate) -> String {
        guard let value = estimate.number else { return "—" }
        return NumberText.signed(value) + (estimate.interval.map { " " + NumberText.limits($0) } ?? "")
    }
}

/// What decisions tell of labels that nobody knows, as tables and records.
struct BlackBoxForm {
    let shift: BlackBoxShift
    let classes: [String]
    let decisions: [Int]
    let origin: Confusion

    var document: JSONValue {
        [
            "decisions": .object(zip(classes, decisions).map { .init($0, .integer($1)) }), "kigezo": 1,
            "kind": "transfer-unlabelled", "unlabelled": shift.record(classes: classes),
        ]
    }

    var table: ResultTable {
        let (here, there) = (decisions.reduce(0, +), origin.total)
        return ResultTable(
            columns: [
                .init("label"), .init("decided-here", title: "decided here", .number),
                .init("decided-there", title: "at the origin", .number),
                .init("labelled-there", title: "true there", .number),
                .init("share", title: "estimated here", .number), .init("interval"),
                .init("weight", title: "times as common", .number),
            ],
            rows: classes.indices.map { place in
                let share = shift.shares.indices.contains(place) ? shift.shares[place] : nil
                return [
                    .text(classes[place]), part(decisions[place], here), part(origin.predicted(place), there),
                    part(origin.labelled(place), there), EstimateTable.number(share?.number),
                    EstimateTable.interval(share),
                    EstimateTable.number(shift.weights.indices.contains(place) ? shift.weights[place].number : nil),
                ]
            }, footers: Self.remarks(shift, classes))
    }

    private func part(_ count: Int, _ total: Int) -> ResultTable.Cell {
        EstimateTable.number(total > 0 ? Double(count) / Double(total) : nil)
    }

    static func remarks(_ shift: BlackBoxShift, _ classes: [String]) -> [String] {
        func name(_ place: Int) -> String { TerminalText.safe(classes.indices.contains(place) ? classes[place] : "") }
        switch shift.refusal {
        case .noDecisions: return ["no decision on one side, so labels cannot be told from them"]
        case .unseenClass(let place):
            return ["nobody is \(name(place)) at the origin, so labels cannot be told from decisions"]
        case .indistinct(let condition):
            return [
                "decisions hardly tell labels apart (condition \(NumberText.rounded(condition)), more than "
                    + "\(NumberText.rounded(BlackBoxShift.largestCondition))), so labels cannot be told from them"
            ]
        case .impossible(let place):
            return [
                "no mix of labels gives these decisions (\(name(place)) would be less than nobody): people of one label "
                    + "do not look here as they do at the origin"
            ]
        case nil:
            var lines = ["estimated from decisions, if people of one label look here as they do at the origin"]
            if let accuracy = shift.expectedAccuracy, let value = accuracy.number {
                lines.append(
                    "accuracy to be expected then: \(NumberText.rounded(value))"
                        + (accuracy.interval.map { " " + NumberText.limits($0) } ?? ""))
            }
            return lines
        }
    }
}
