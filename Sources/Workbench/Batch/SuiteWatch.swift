import Diagnostics
import Scenarios
import Storage

/// Runs a suite again whenever one of its files has other bytes, for people who edit scenarios.
struct SuiteWatch {
    private let call: Call
    private let environment: Session.Environment
    private let emit: @Sendable (String, Session.Environment.Stream) -> Void

    init(_ call: Call, _ environment: Session.Environment) throws(CommandFailure) {
        guard let emit = environment.emit, environment.ask != nil else {
            throw CommandFailure(
                "E809", call, at: call.span(of: "watch"), "watch is for a person at a terminal",
                help: ["leave it out, and run again when something changed"])
        }
        self.call = call
        self.environment = environment
        self.emit = emit
    }

    /// Runs, waits for a change, and runs again, until somebody says stop.
    ///
    /// - Returns: nothing to print, with the status of the last run.
    func run() throws(CommandFailure) -> Report {
        var status = ExitStatus.success
        while true {
            let before = try fingerprint()
            do throws(CommandFailure) {
                let report = try RunCommand.once(call, environment)
                for note in report.notes { emit(note + "\n", .error) }
                emit(report.output, .output)
                status = report.exitStatus
            } catch {
                // What cannot be read now may be mended by the next change; a slip in the line will not.
                guard error.exitStatus != .usage else { throw error }
                emit(DiagnosticRenderer(width: environment.width ?? 100).text(of: error) + "\n", .error)
                status = error.exitStatus
            }
            guard Supervision.current?.stopRequest == nil else { break }
            emit("  watching; Ctrl-C ends\n", .error)
            guard let after = try change(from: before) else { break }
            let names = Set(before.keys).union(after.keys).filter { before[$0] != after[$0] }.sorted()
            emit("\n  changed: \(names.prefix(5).map { TerminalText.safe($0) }.joined(separator: ", "))\n", .output)
        }
        return Report(exitStatus: Supervision.current?.stopRequest == .terminated ? .terminated : status)
    }

    /// The digests once they are others than `before`; nil if the work is to stop first.
    private func change(from before: [String: String]) throws(CommandFailure) -> [String: String]? {
        var pause = 0.3
        while true {
            Supervision.wait(seconds: pause)
            guard Supervision.current?.stopRequest == nil else { return nil }
            let start = ContinuousClock.now
            let now: [String: String]
            do throws(CommandFailure) { now = try fingerprint() } catch {
                if Supervision.current?.stopRequest != nil { return nil }
                throw error
            }
            if now != before { return now }
            // Large files are looked at less often: a tenth of the time at most.
            pause = max(0.3, Double((ContinuousClock.now - start) / .milliseconds(100)))
        }
    }

    /// The digest of every file that the suite is made of, by path.
    private func fingerprint() throws(CommandFailure) -> [String: String] {
        var digests: [String: String] = [:]
        for entry in try SuiteSelection(call, options: SuiteOptions(call)).entries {
            digests[entry.path] = ""
            switch entry.scenario {
            case .success(let scenario):
                guard let files = try ScenarioDigests(scenario)?.files else { continue }
                for file in files { digests[PathPattern.path(scenario.folder, file.path)] = file.sha256 }
            case .failure:
                let file = FileKind.isFolder(entry.path) ? PathPattern.path(entry.path, "scenario.yaml") : entry.path
                digests[file] = try ScenarioDigests.digest(of: file) ?? "missing"
            }
        }
        return digests
    }
}
