import Diagnostics
import Interchange
import Metrics
import Probes
import Scenarios
import Statistics
import Tables

/// Windows as tables and records.
struct DriftForm {
    let search: DriftSearch
    let metric: Metric?
    let model: String
    let time: String

    private var everything: [DriftSearch.Window] { search.everything }

    private func name(_ window: DriftSearch.Window) -> String {
        window.names.count == 1 ? window.names[0] : "\(window.names.first ?? "")..\(window.names.last ?? "")"
    }

    var records: [JSONValue] { search.records(metric: metric?.name, model: model) }

    var document: JSONValue { search.document(time: time, metric: metric?.name, model: model) }

    private var findings: [ProbeFinding] { search.findings(metric: metric?.name ?? "") }

    var long: ResultTable {
        var rows: [[ResultTable.Cell]] = []
        for window in everything {
            rows.append(row(window, "", window.estimate, window.change, window.scores))
            for group in window.groups {
                let name = group.key.levels.map { "\($0.dimension)=\($0.name)" }.joined(separator: " & ")
                rows.append(row(window, name, group.estimate, group.change, nil))
            }
        }
        return ResultTable(
            columns: [
                .init("window"), .init("baseline"), .init("group"), .init("metric"), .init("n", .number),
                .init("value", .number), .init("lower", .number), .init("upper", .number), .init("change", .number),
                .init("change-lower", .number), .init("change-upper", .number), .init("score-psi", .number),
                .init("score-psi-critical", .number), .init("score-ks", .number), .init("score-ks-p", .number),
                .init("reason"),
            ], rows: rows)
    }

    private func row(
        _ window: DriftSearch.Window, _ group: String, _ estimate: Estimate?, _ change: Estimate?,
        _ scores: DriftSearch.Shift?
    ) -> [ResultTable.Cell] {
        [
            .text(name(window)), .text(window.isBaseline ? "yes" : "no"), .text(group), .text(metric?.name ?? ""),
            .integer(estimate?.n ?? window.rows), EstimateTable.number(estimate?.number),
            EstimateTable.number(estimate?.interval?.lower), EstimateTable.number(estimate?.interval?.upper),
            EstimateTable.number(change?.number), EstimateTable.number(change?.interval?.lower),
            EstimateTable.number(change?.interval?.upper), EstimateTable.number(scores?.bins?.stabilityIndex),
            EstimateTable.number(scores?.bins?.criticalStabilityIndex()),
            EstimateTable.number(scores?.sample.largestGap), EstimateTable.number(scores?.sample.largestGapPValue),
            .text(estimate?.reason?.rawValue ?? ""),
        ]
    }

    func readable(_ footers: [String]) -> ResultTable {
        let hasScores = everything.contains { $0.scores != nil }
        var columns: [ResultTable.Column] = [
            .init("window", title: time), .init("rows", .number), .init("labelled", .number),
        ]
        if let metric {
            columns += [
                .init(metric.name, .number), .init("interval"), .init("change", .number),
                .init("change-interval", title: "interval"),
            ]
        }
        if hasScores {
            columns += [
                .init("score-psi", title: "PSI of scores", .number),
                .init("score-psi-critical", title: "by chance", .number),
            ]
        }
        let rows = everything.map { window -> [ResultTable.Cell] in
            let mark = window.isBaseline ? " (baseline)" : window.names.count > 1 ? " (all since)" : ""
            var cells: [ResultTable.Cell] = [
                .text(name(window) + mark), .integer(window.rows), EstimateTable.number(window.labelCoverage),
            ]
            if metric != nil {
                cells += [
                    EstimateTable.number(window.estimate?.number), EstimateTable.interval(window.estimate),
                    window.isBaseline ? .empty(shown: "") : EstimateTable.change(window.change?.number),
                    EstimateTable.interval(window.change),
                ]
            }
            if hasScores {
                cells += [
                    window.scores?.bins.map { EstimateTable.number($0.stabilityIndex) } ?? .empty(shown: ""),
                    window.scores?.bins?.criticalStabilityIndex().map { EstimateTable.number($0) } ?? .empty(shown: ""),
                ]
            }
            return cells
        }
        return ResultTable(columns: columns, rows: rows, footers: remarks + footers)
    }

    /// What moved since the baseline, in words.
    private var remarks: [String] {
        guard let current = search.current else { return ["no window lies behind the baseline"] }
        var lines = findings.map(ProbeFindingText.sentence)
        if let sequence = current.sequence {
            lines.append(
                "since the baseline, at every look: \(NumberText.limits(sequence)); "
                    + "intervals of single windows hold for one look each")
        }
        for mix in current.mix {
            guard let critical = mix.shift.criticalStabilityIndex(), !mix.shift.isShown() else {
                continue
            }
            lines.append(
                "mix of \(TerminalText.safe(mix.column)): PSI \(NumberText.rounded(mix.shift.stabilityIndex)), "
                    + "by chance up to \(NumberText.rounded(critical))")
        }
        for group in current.groups {
            guard let change = group.change, let interval = change.interval, !interval.contains(0),
                let number = change.number
            else { continue }
            let name = group.key.levels.map { "\($0.dimension)=\($0.name)" }.joined(separator: " & ")
            lines.append(
                "changed for \(TerminalText.safe(name)): \(NumberText.signed(number)) \(NumberText.limits(interval))")
        }
        if !search.monitors.isEmpty {
            let quiet = search.monitors.count { $0.alarms.isEmpty }
            lines.append(
                "\(search.monitors.count) monitors share α \(NumberText.rounded(search.options.alpha)): without a change "
                    + "\(Int((1 / search.options.alpha).rounded())) windows or more to a false alarm; \(quiet) without one"
            )
        }
        if current.groups.count > 1 { lines.append("groups are looked at one by one; `to json` shows them all") }
        return lines
    }
}
