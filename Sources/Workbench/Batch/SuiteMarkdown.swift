import Diagnostics
import Interchange
import Tables
import Statistics

/// A run as Markdown, for the page of a build: the verdict, then what needs somebody's attention, then one table.
enum SuiteMarkdown {
    static func text(of suite: SuiteResult) -> String {
        var parts = ["**\(verdict(suite))**"]
        var rows: [String] = suite.results.compactMap { result in
            result.failure.map { failure in
                let problem = failure.diagnostics.first
                let place = problem?.location.map { ", " + MarkdownText.inline($0.description) } ?? ""
                return "- not assessed: \(name(result))\(place): \(MarkdownText.inline(problem?.message ?? ""))"
            }
        }
        rows += SuiteText.openGates(suite).map { scenario, gate in
            let sign = gate.verdict == .fail ? "FAIL ✗" : "?"
            let words = [scenario, gate.model, gate.gate, GateWords.sentence(gate)].map(MarkdownText.inline)
            return "- \(sign) \(words[0]); \(words[1]); \(words[2]): \(words[3])"
        }
        if !rows.isEmpty {
            let more = rows.count - SuiteText.limit
            parts.append(rows.prefix(SuiteText.limit).joined(separator: "\n"))
            if more > 0 { parts.append("… and \(more) more in the table below and in the summaries of the scenarios.") }
        }
        if !suite.results.isEmpty { parts.append(table(suite)) }
        return parts.joined(separator: "\n\n") + "\n"
    }

    private static func verdict(_ suite: SuiteResult) -> String {
        let word =
            switch suite.exitStatus {
            case .success: "pass ✓"
            case .gateFailed: "FAIL ✗"
            case .undecided: "undecided ?"
            default: "not finished"
            }
        return "\(word): \(suite.summary) (exit status \(suite.exitStatus.rawValue))"
    }

    private static func name(_ result: ScenarioResult) -> String { MarkdownText.inline(result.name ?? result.path) }

    private static func table(_ suite: SuiteResult) -> String {
        let head = "| scenario | pass | fail | undecided | rows | what |\n|---|---:|---:|---:|---:|---|"
        let rows = suite.results.map { result -> String in
            guard let assessed = result.assessed else {
                let what = result.failure == nil ? "not run" : "not assessed"
                return "| \(name(result)) |  |  |  |  | \(what) |"
            }
            let counts = assessed.counts
            let what = assessed.gates.isEmpty ? "no gate declared" : MarkdownText.cell(result.title ?? "")
            return "| \(name(result)) | \(counts.pass) | \(counts.fail) | \(counts.undecided) | "
                + "\(assessed.rows.grouped) | \(what) |"
        }
        return "<details><summary>All scenarios</summary>\n\n" + ([head] + rows).joined(separator: "\n")
            + "\n\n</details>"
    }
}
