import Diagnostics
import Interchange
import Probes
import Scenarios
import Statistics
import Tables

/// Groups beside a population as tables and records.
struct RepresentationForm {
    /// What was found by one column.
    struct Part {
        let column: String
        let found: Representation
        let coverage: LanguageCoverage?
    }

    let parts: [Part]
    let raking: Raking?
    let margins: [Raking.Margin]
    let metric: String?
    let gap: Double

    var records: [JSONValue] { parts.flatMap(\.found.records) }

    var document: JSONValue {
        [
            "by": .object(parts.map { .init($0.column, $0.found.document(coverage: $0.coverage)) }), "kigezo": 1,
            "kind": "representation", "metric": metric.map { .string($0) } ?? .null,
            "raking": raking?.record(margins: margins) ?? .null,
        ]
    }

    var long: ResultTable {
        ResultTable(
            columns: [
                .init("column"), .init("group"), .init("rows", .number), .init("share", .number),
                .init("population-share", .number), .init("representation-ratio", .number), .init("lower", .number),
                .init("upper", .number), .init("evidence-rows", .number),
                .init("minimum-detectable-disparity", .number), .init("adequate"),
            ],
            rows: parts.flatMap { part in
                part.found.groups.map { group in
                    [
                        .text(part.column), .text(group.key.levels[0].name), .integer(group.rows),
                        EstimateTable.number(group.share.number), EstimateTable.number(group.populationShare),
                        EstimateTable.number(group.ratio.number), EstimateTable.number(group.ratio.interval?.lower),
                        EstimateTable.number(group.ratio.interval?.upper), .integer(group.evidenceRows),
                        EstimateTable.number(group.detectable), .text(group.isAdequate ? "yes" : "no"),
                    ]
                }
            })
    }

    var readable: ResultTable {
        let several = parts.count > 1
        var columns: [ResultTable.Column] = several ? [.init("column")] : []
        columns += [
            .init("group", title: several ? "group" : parts[0].column), .init("rows", .number),
            .init("share", title: "of the rows", .number), .init("population-share", title: "of the people", .number),
            .init("representation-ratio", title: "ratio", .number), .init("interval"),
            .init("minimum-detectable-disparity", title: "smallest gap seen", .number),
        ]
        return ResultTable(
            columns: columns,
            rows: parts.flatMap { part in
                part.found.groups.map { group in
                    (several ? [.text(part.column)] : []) + [
                        .text(group.key.levels[0].name), .integer(group.rows),
                        EstimateTable.number(group.share.number), EstimateTable.number(group.populationShare),
                        EstimateTable.number(group.ratio.number), EstimateTable.interval(group.ratio),
                        EstimateTable.number(group.detectable),
                    ]
                }
            }, footers: parts.flatMap(remarks) + weights)
    }

    private func names(_ keys: [GroupKey]) -> String {
        let shown = keys.prefix(8).map { TerminalText.safe($0.levels[0].name) }.joined(separator: ", ")
        return shown + (keys.count > 8 ? ", … (\(keys.count) in all)" : "")
    }

    private func remarks(_ part: Part) -> [String] {
        let found = part.found
        var lines: [String] = []
        let start = parts.count > 1 ? "\(TerminalText.safe(part.column)): " : ""
        if !found.absent.isEmpty { lines.append(start + "absent from the rows: " + names(found.absent.map(\.key))) }
        let strangers = found.unlisted.reduce(0) { $0 + $1.rows }
        if strangers > 0 {
            lines.append(
                start + "\(strangers.grouped) rows are of groups the population does not list: "
                    + names(found.unlisted.map(\.key)))
        }
        if let p = found.pValue {
            lines.append(
                start + "rows drawn from this population would differ so much with p "
                    + (p < 0.001 ? "< 0.001" : "= " + NumberText.rounded(p))
                    + (found.isSimulated ? " (simulated: some groups expect fewer than 5 rows)" : ""))
        }
        lines.append(
            start + "a gap of \(NumberText.rounded(gap)) would be seen (power 0.8) in groups with "
                + "\(NumberText.percent(found.evidenceCoverage)) of the people"
                + (metric == nil ? ", for a rate of one half" : ""))
        if let coverage = part.coverage {
            if case .bounded(let lower, let upper) = coverage.perSpeaker.exactness {
                lines.append(
                    start + "of persons, who may belong to several groups: \(NumberText.percent(lower)) to "
                        + NumberText.percent(upper))
            }
            lines.append(
                start + "of groups: \(NumberText.percent(coverage.perLanguage.number ?? 0)); mean "
                    + "\(TerminalText.safe(metric ?? "")) weighed by people \(utility(coverage.utilityPerSpeaker)), "
                    + "by groups \(utility(coverage.utilityPerLanguage))")
        }
        return lines
    }

    private func utility(_ estimate: Estimate) -> String {
        guard let value = estimate.number else { return "—" }
        if case .bounded(let lower, let upper) = estimate.exactness {
            return "\(NumberText.rounded(lower)) to \(NumberText.rounded(upper)), as groups without a figure may add"
        }
        return NumberText.rounded(value) + (estimate.interval.map { " " + NumberText.limits($0) } ?? "")
    }

    private var weights: [String] {
        guard let raking else { return [] }
        var lines = [
            "weights to the population: \(NumberText.rounded(raking.designEffect)) times the variance, "
                + "\(Int(raking.effectiveRows.rounded(.down)).grouped) rows left of "
                + "\(raking.cells.reduce(0) { $0 + $1.rows }.grouped); largest \(NumberText.rounded(raking.largestWeight)); "
                + "`to json` shows them"
        ]
        if raking.cutRows > 0 {
            lines.append(
                "weights of \(raking.cutRows.grouped) rows were cut; shares then miss the population by up to "
                    + NumberText.rounded(raking.largestMiss))
        }
        if !raking.isSettled { lines.append("no weights fit all columns at once; these are as near as could be found") }
        if !raking.unreachable.isEmpty {
            let names = raking.unreachable.prefix(8).map { TerminalText.safe(margins[$0.margin].levels[$0.place]) }
            lines.append("weights stand for nobody of: " + names.joined(separator: ", "))
        }
        return lines
    }
}
