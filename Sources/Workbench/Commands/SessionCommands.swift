import Diagnostics
import Storage

/// `save`, `replay` and `language`: a session written down, and done again.
enum SessionCommands {
    static func save(
        _ call: Call, _ state: inout SessionState, _ environment: Session.Environment
    ) throws(CommandFailure) -> Report {
        guard let path = call.text("file") else {
            throw CommandFailure("E851", call, at: nil, "a file to write is needed")
        }
        guard !state.log.entries.isEmpty else {
            throw CommandFailure(
                "E851", call, at: call.commandSpan, "nothing was done in this session that could be saved",
                help: ["load FILE as NAME, and ask questions first"])
        }
        let text: String
        if path.value.hasSuffix(".kigezo") {
            text = try SessionScript.text(of: state.log)
        } else if path.value.hasSuffix(".yaml") {
            text = try SessionScenario(state, call, at: path).text()
        } else if path.value.hasSuffix(".ipynb") {
            text = try SessionNotebook(state.log).text()
        } else {
            throw CommandFailure(
                "E851", call, at: path.span, "the name does not say in which form to save",
                help: ["FILE.kigezo holds the commands, FILE.ipynb these and what they answered, FILE.yaml a scenario"])
        }
        do { try AtomicFile.write(text, to: path.value, replaceExisting: call.has("force")) } catch {
            throw CommandFailure(error)
        }
        let count = state.log.entries.count
        return Report("  wrote \(TerminalText.safe(path.value)): \(count) \(count == 1 ? "command" : "commands")")
    }

    static func replay(
        _ call: Call, _ state: inout SessionState, _ environment: Session.Environment
    ) throws(CommandFailure) -> Report {
        guard let path = call.text("file") else {
            throw CommandFailure("E850", call, at: nil, "a script is needed")
        }
        guard !environment.isReplaying else {
            throw CommandFailure("E850", call, at: call.commandSpan, "a script that is replayed does not replay others")
        }
        let script = try SessionScript(path: path.value)
        var inner = environment
        inner.isReplaying = true
        guard call.has("check") else {
            var (output, notes) = ("", [String]())
            for step in script.steps {
                for report in try run(step, path.value, &state, inner) {
                    output += report.output
                    notes += report.notes
                }
            }
            return Report(output, notes: notes)
        }
        return try check(script, path.value, inner)
    }

    /// Runs a script in a session of its own, and compares what it reads and what comes of it with what it promises.
    private static func check(
        _ script: SessionScript, _ path: String, _ environment: Session.Environment
    ) throws(CommandFailure) -> Report {
        for input in script.inputs {
            let found = try SessionScript.sha256(of: input.path)
            guard found != input.sha256 else { continue }
            throw differs(
                "the file '\(TerminalText.safe(input.path))' is not the one that was read",
                ["sha256 then: \(input.sha256)", "sha256 now:  \(found)"], path, input.line)
        }
        var state = SessionState()
        var (results, commands) = (0, 0)
        for step in script.steps {
            let reports: [Report]
            do { reports = try run(step, path, &state, environment) } catch {
                guard error.exitStatus != .interrupted, error.exitStatus != .terminated else { throw error }
                throw CommandFailure(
                    error.diagnostics
                        + differs("the command worked then and fails now", [], path, step.line).diagnostics,
                    exitStatus: .verificationFailed)
            }
            commands += step.isCommand ? 1 : 0
            guard let promised = step.result else { continue }
            let found = reports.last?.answer?.digest ?? "none"
            guard found == promised else {
                let call = TerminalText.safe(step.text)
                throw differs(
                    "the result of '\(call)' is not the one that was saved",
                    ["sha256 then: \(promised)", "sha256 now:  \(found)"], path, step.line)
            }
            results += 1
        }
        func count(_ count: Int, _ what: String) -> String { "\(count) \(what)\(count == 1 ? "" : "s")" }
        return Report(
            "  same: \(count(results, "result")) of \(count(commands, "command")), "
                + count(script.inputs.count, "input"))
    }

    private static func run(
        _ step: SessionScript.Step, _ path: String, _ state: inout SessionState, _ environment: Session.Environment
    ) throws(CommandFailure) -> [Report] {
        let calls: [Call]
        do {
            calls = try CommandRegistry.standard.parse(
                line: state.loaded.shortcuts.expanded(step.text), origin: SourceLocation(file: path, line: step.line))
        } catch { throw CommandFailure(error) }
        if calls.isEmpty { state.note(comment: step.text) }
        var reports: [Report] = []
        for call in calls {
            let report = try Session.perform(call, &state, environment)
            if report.exitStatus.isError {
                throw CommandFailure(
                    [Diagnostic("E850", at: SourceLocation(file: path, line: step.line), "the command failed")],
                    exitStatus: report.exitStatus)
            }
            state.note(call, report)
            reports.append(report)
        }
        return reports
    }

    private static func differs(
        _ message: String, _ help: [String], _ path: String, _ line: Int
    ) -> CommandFailure {
        CommandFailure(
            [Diagnostic("E852", at: SourceLocation(file: path, line: line), message, help: help)],
            exitStatus: .verificationFailed)
    }

    static func language(
        _ call: Call, _ state: inout SessionState, _ environment: Session.Environment
    ) throws(CommandFailure) -> Report {
        guard let version = call.integer("version"), version.value != 1 else { return Report() }
        throw CommandFailure(
            "E853", call, at: version.span, "this program speaks language 1, not \(version.value)",
            help: ["a newer version of kigezo may; see `version`"])
    }
}

extension CommandDeclaration {
    /// `save FILE`.
    package static let save = CommandDeclaration(
        "save", summary: "Write the session down: as commands, a notebook or a scenario",
        parameters: [
            Parameter(
                "file", .path, hint: "FILE",
                summary: "FILE.kigezo: commands with digests; .ipynb: a notebook; .yaml: a scenario")
        ],
        clauses: [Clause("force", .flag, summary: "replace the file if it exists")],
        examples: [
            Example(
                "load loans.csv as loans label repaid positive yes prediction approved; metrics tpr by region; save session.kigezo; replay session.kigezo check"
            ),
            Example(
                "load loans.csv as loans label repaid positive yes prediction approved; metrics tpr by region | plot; save loans.ipynb"
            ),
            Example(
                "load loans.csv as loans label repaid positive yes prediction approved; metrics tpr, fpr by region; save scenario.yaml"
            ),
        ])

    /// `replay FILE [check]`.
    package static let replay = CommandDeclaration(
        "replay", summary: "Run a saved session again",
        parameters: [Parameter("file", .path, hint: "FILE", summary: "a script, such as `save FILE.kigezo` writes")],
        clauses: [
            Clause("check", .flag, summary: "say only whether inputs and results are the same; exit 7 if not")
        ],
        examples: [
            Example(
                "load loans.csv as loans label repaid positive yes prediction approved; compare fpr by gender; save audit.kigezo; drop loans; replay audit.kigezo"
            )
        ])

    /// `language N`.
    package static let language = CommandDeclaration(
        "language", summary: "Say at the head of a script which version of the language it is written in",
        parameters: [Parameter("version", .integer, hint: "N", summary: "1")],
        examples: [Example("language 1; version")])
}
