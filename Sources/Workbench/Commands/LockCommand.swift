import Diagnostics
import Interchange
import Localization
import Scenarios
import Storage

extension CommandDeclaration {
    /// `lock SCENARIO… [update]`.
    package static let lock = CommandDeclaration(
        "lock", summary: "Write down what scenarios are assessed from and what comes out, or compare with it",
        parameters: [
            Parameter(
                "scenarios", .path, hint: "SCENARIO", repeated: true,
                summary: "scenario folders, folders to search for them, or patterns with *, ? and **")
        ],
        clauses: [
            Clause("update", .flag, summary: "write the lock anew, and show what changed"),
            Clause("locales", .path, hint: "DIR", summary: "the folder of locale packs"),
            Clause("cache", .path, hint: "DIR", summary: "where finished work is kept"),
            Clause("no-cache", .flag, summary: "work everything out, and keep nothing"),
        ],
        examples: [Example("lock scenarios/mobile-credit; run scenarios/mobile-credit out results locked")])
}

/// `lock`: the lock beside a scenario, made, compared or made anew.
enum LockCommand {
    static func run(
        _ call: Call, _ state: inout SessionState, _ environment: Session.Environment
    ) throws(CommandFailure) -> Report {
        let selection = try SuiteSelection(call, options: SuiteOptions())
        guard !selection.entries.isEmpty else {
            throw CommandFailure(selection.problems.flatMap(\.diagnostics), exitStatus: .nothingSelected)
        }
        let locales: LocaleFolder
        do {
            locales = try LocaleFolder.find(explicit: call.text("locales")?.value ?? environment.localesOption)
        } catch { throw CommandFailure(error) }
        let cache = try StepCache(call, environment)
        var lines: [String] = []
        var statuses = selection.problems.map(\.exitStatus)
        var notes = selection.problems.map { DiagnosticRenderer().text(of: $0) }
        for entry in selection.entries {
            do throws(CommandFailure) {
                let scenario = try entry.scenario.get()
                let work = ScenarioWork(scenario: scenario, locales: locales, languages: [], date: nil)
                let lock = ScenarioLock(try work.product(cache).product.assessment, scenario: scenario)
                // A lock that cannot be read is nothing to compare with, but may be written anew.
                let earlier: ScenarioLock?
                if call.has("update") {
                    earlier = try? ScenarioLock(beside: scenario)
                } else {
                    earlier = try ScenarioLock(beside: scenario)
                }
                let changes = earlier?.changes(to: lock) ?? []
                let path = ScenarioLock.path(scenario)
                if earlier == nil || (call.has("update") && !changes.isEmpty) {
                    do { try AtomicFile.write(lock.text, to: path, replaceExisting: true) } catch {
                        throw CommandFailure(error)
                    }
                    lines.append("\(TerminalText.safe(path)): \(earlier == nil ? "written" : "updated")")
                } else if changes.isEmpty {
                    lines.append("\(TerminalText.safe(path)): nothing changed")
                } else {
                    lines.append("\(TerminalText.safe(path)): changed, and left as it is; update takes the changes")
                    statuses.append(.verificationFailed)
                }
                lines += changes.map { "  " + TerminalText.safe($0) }
            } catch {
                notes.append(DiagnosticRenderer(width: environment.width ?? 100).text(of: error))
                lines.append("\(TerminalText.safe(entry.path)): not assessed, nothing was written")
                statuses.append(error.exitStatus)
                if [.interrupted, .terminated].contains(error.exitStatus) { break }
            }
        }
        return Report(lines.joined(separator: "\n"), notes: notes, exitStatus: ExitStatus.strongest(of: statuses))
    }
}
