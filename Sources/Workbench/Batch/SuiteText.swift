import Diagnostics
import Scenarios
import Statistics
import Tables

/// What a run prints: every gate of a single scenario; of several, a line each, and at the end what needs attention.
enum SuiteText {
    /// The most gates that are listed one by one at the end of a suite.
    static let limit = 20

    /// One line for a scenario of a suite, ended by a line feed.
    static func line(_ result: ScenarioResult) -> String {
        let sign = DisplayWidth.padded(sign(result), to: 5)
        guard let assessed = result.assessed else {
            let why = result.failure == nil ? "not run" : "not assessed, nothing was written"
            return "\(sign)  \(TerminalText.safe(result.name ?? result.path)): \(why)\n"
        }
        let warnings =
            assessed.warningCount == 0
            ? "" : " · \(assessed.warningCount) warning\(assessed.warningCount == 1 ? "" : "s")"
        return "\(sign)  \(TerminalText.safe(result.name ?? result.path)): \(counts(assessed)) · "
            + "\(assessed.rows.grouped) rows\(warnings)\n"
    }

    private static func sign(_ result: ScenarioResult) -> String {
        switch result.status {
        case .success: "pass"
        case .gateFailed: "FAIL"
        case .undecided: "?"
        case nil: "-"
        default: "error"
        }
    }

    /// The whole of a single scenario.
    static func block(_ result: ScenarioResult) -> [String] {
        guard let assessed = result.assessed else {
            let why = result.failure == nil ? "not run" : "not assessed, nothing was written"
            return ["\(TerminalText.safe(result.path)): \(why)"]
        }
        var lines = ["\(TerminalText.safe(result.name ?? result.path)): \(counts(assessed))"]
        var reasons: [String] = []
        let width = assessed.gates.map { DisplayWidth.of(TerminalText.safe($0.model)) }.max() ?? 0
        for gate in assessed.gates {
            lines.append("  " + line(gate, modelWidth: width, &reasons))
        }
        lines += told(reasons)
        lines.append(
            "  wrote \(TerminalText.safe(assessed.folder))/: "
                + assessed.files.map { TerminalText.safe($0) }.joined(separator: ", "))
        return lines
    }

    /// The end of a suite: what it amounts to, then the gates that fail or are undecided, failures first.
    static func ending(_ suite: SuiteResult, out: String) -> [String] {
        var lines = [suite.summary]
        let open = openGates(suite)
        let names = open.map { DisplayWidth.of(TerminalText.safe($0.scenario)) }.max() ?? 0
        let models = open.map { DisplayWidth.of(TerminalText.safe($0.gate.model)) }.max() ?? 0
        var reasons: [String] = []
        for (scenario, gate) in open.prefix(limit) {
            let name = DisplayWidth.padded(TerminalText.safe(scenario), to: names)
            lines.append("  " + line(gate, modelWidth: models, scenario: name + "  ", &reasons))
        }
        if open.count > limit { lines.append("  … and \(open.count - limit) more, in the summaries") }
        lines += told(reasons)
        if suite.results.contains(where: { $0.assessed != nil }) {
            lines.append("  wrote \(TerminalText.safe(out))/NAME/ for each scenario that was assessed")
        }
        return lines
    }

    /// Gates that are not passed, with the names of their scenarios; failures first, otherwise in order.
    static func openGates(_ suite: SuiteResult) -> [(scenario: String, gate: GateRecord)] {
        let open = suite.results.flatMap { result in
            (result.assessed?.gates ?? []).filter { $0.verdict != .pass }.map { (result.name ?? result.path, $0) }
        }
        return open.filter { $0.1.verdict == .fail } + open.filter { $0.1.verdict != .fail }
    }

    private static func counts(_ assessed: ScenarioResult.Assessed) -> String {
        guard !assessed.gates.isEmpty else { return "no gate was declared, so nothing is judged" }
        let counts = assessed.counts
        let verdicts = "\(counts.pass) pass, \(counts.fail) fail, \(counts.undecided) undecided"
        return assessed.modelCount > 1 ? "gates of \(assessed.modelCount) models: \(verdicts)" : "gates: \(verdicts)"
    }

    /// One gate, with the numbers of the reasons why it cannot be decided.
    private static func line(
        _ gate: GateRecord, modelWidth: Int, scenario: String = "", _ reasons: inout [String]
    ) -> String {
        let model = DisplayWidth.padded(TerminalText.safe(gate.model), to: modelWidth)
        var line =
            "\(DisplayWidth.padded(sign(gate.verdict), to: 4))  \(scenario)\(model)  \(TerminalText.safe(gate.gate))"
        if let group = gate.worseOff {
            line += (gate.verdict == .fail ? " — worse off: " : " — most in doubt: ") + TerminalText.safe(group)
        }
        if gate.verdict == .fail,
            let component = gate.components.first(where: { $0.isWorseOff && $0.verdict == .fail }),
            let values = component.values
        {
            line += (component.isOverall ? " — " : ", ") + values
        }
        let numbers = gate.reasons.map { reason -> Int in
            if let index = reasons.firstIndex(of: reason) { return index + 1 }
            reasons.append(reason)
            return reasons.count
        }
        return numbers.isEmpty ? line : line + " (\(numbers.sorted().map(String.init).joined(separator: ", ")))"
    }

    private static func told(_ reasons: [String]) -> [String] {
        reasons.isEmpty
            ? [] : ["  ? cannot tell, because:"] + reasons.enumerated().map { "    (\($0 + 1)) \($1)" }
    }

    private static func sign(_ verdict: Verdict) -> String {
        switch verdict {
        case .pass: "pass"
        case .fail: "FAIL"
        case .inconclusive: "?"
        }
    }
}
