import Diagnostics
import Statistics

/// Lines that GitHub's builds read and show beside the scenario's file.
/// - Source: https://docs.github.com/actions/reference/workflow-commands-for-github-actions
enum GitHubAnnotations {
    /// The most lines of one kind; GitHub shows no more of a step.
    static let limit = 10

    /// Failures as errors, undecided gates as warnings.
    static func lines(for suite: SuiteResult) -> [String] {
        var errors: [String] = []
        var warnings: [String] = []
        for result in suite.results {
            for diagnostic in result.failure?.diagnostics ?? [] where diagnostic.severity == .error {
                errors.append(
                    line(
                        "error", diagnostic.location ?? SourceLocation(file: result.file),
                        title: result.name ?? result.path, "\(diagnostic.message) [\(diagnostic.code)]"))
            }
            for gate in result.assessed?.gates ?? [] where gate.verdict != .pass {
                let title = "\(result.name ?? result.path): \(gate.gate)"
                let text = "\(gate.model): \(GateWords.sentence(gate))"
                if gate.verdict == .fail {
                    errors.append(line("error", gate.location, title: title, text))
                } else {
                    warnings.append(line("warning", gate.location, title: title, text))
                }
            }
        }
        return Array(errors.prefix(limit)) + Array(warnings.prefix(limit))
    }

    private static func line(_ kind: String, _ place: SourceLocation, title: String, _ message: String) -> String {
        let position = place.line.map { ",line=\($0)" } ?? ""
        return "::\(kind) file=\(property(place.file))\(position),title=\(property(title))::\(data(message))"
    }

    private static func data(_ text: String) -> String {
        TerminalText.safe(text, keepsNewlines: true).replacing("%", with: "%25").replacing("\n", with: "%0A")
    }

    private static func property(_ text: String) -> String {
        data(text).replacing(":", with: "%3A").replacing(",", with: "%2C")
    }
}
