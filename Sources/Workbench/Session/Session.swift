package import Diagnostics
package import Storage

/// What a person works in: the datasets loaded, and the commands that change or question them.
///
/// A command works on a copy of the state and hands back the new one, so that an error changes nothing.
package actor Session {
    private var state = SessionState()
    private let registry = CommandRegistry.standard
    private let environment: Environment
    /// What completion has seen of files.
    private let glimpses = FileGlimpses()

    /// What a session needs to know of the process it runs in.
    package struct Environment: Sendable {
        /// Columns of the terminal; `nil` cuts nothing.
        package var width: Int?
        /// Who is asked whether to go on, and told how far files have been read.
        package var supervisor: (any Supervisor)?
        /// The program as the user started it, for the command to reproduce a run.
        package var localesOption: String?
        /// What was typed at the prompt before, the oldest first.
        package var history: (@Sendable () -> [String])?
        /// Prints text while a command is under way, to one of the two streams; without it all is told at its end.
        package var emit: (@Sendable (String, Stream) -> Void)?
        /// Shows a question to a person and hands back the line typed; nil at the end of input. Only on a terminal.
        package var ask: (@Sendable (String) -> String?)?
        /// Where finished work is kept for this user; nil if nowhere.
        package var cacheFolder: String?
        /// The file that this program was started from, whose bytes say which build it is.
        package var executable: String?
        /// Whether a build of GitHub's runs this, which reads some lines as annotations.
        package var isGitHubBuild = false

        /// Whether drawings are made of ASCII, for terminals that know nothing else.
        package var isASCII = false
        /// The form of answers that name none; `nil` for a table.
        package var format: OutputFormat?
        /// Whether commands come from a script that is being replayed.
        var isReplaying = false

        /// Where text goes.
        package enum Stream: Sendable {
            case output, error
        }

        package init(
            width: Int? = nil, supervisor: (any Supervisor)? = nil, localesOption: String? = nil,
            history: (@Sendable () -> [String])? = nil
        ) {
            self.width = width
            self.supervisor = supervisor
            self.localesOption = localesOption
            self.history = history
        }
    }

    package init(environment: Environment = Environment()) {
        self.environment = environment
    }

    /// Runs the commands of one line, in order, up to the first that fails; of a line that cannot be understood, none.
    ///
    /// - Returns: a report for each command that ran, and the error that stopped the line, if one did. A report with an
    ///   error status also stops the line and is then the last.
    package func run(line: String, origin: SourceLocation? = nil) async -> (reports: [Report], failure: CommandFailure?)
    {
        let calls: [Call]
        let line = state.loaded.shortcuts.expanded(line)
        do { calls = try registry.parse(line: line, origin: origin) } catch { return ([], CommandFailure(error)) }
        if calls.isEmpty { state.note(comment: line) }
        var reports: [Report] = []
        for call in calls {
            do throws(CommandFailure) {
                let report = try run(call, logging: true)
                reports.append(report)
                if report.quits || report.exitStatus.isError { break }
            } catch {
                return (reports, error)
            }
        }
        return (reports, nil)
    }

    /// Takes a line of a file of settings: `set` or `alias` and nothing else, not written into the log.
    ///
    /// - Returns: why it was not taken.
    package func apply(setting line: String, origin: SourceLocation) -> CommandFailure? {
        do throws(CommandFailure) {
            let calls: [Call]
            do { calls = try registry.parse(line: line, origin: origin) } catch { throw CommandFailure(error) }
            for call in calls {
                guard [CommandDeclaration.set.name, CommandDeclaration.alias.name].contains(call.command) else {
                    throw CommandFailure(
                        "E855", call, at: call.commandSpan,
                        "a file of settings holds lines of set and alias, no '\(call.command)'",
                        help: ["write a script for the rest: kigezo < FILE"])
                }
                _ = try run(call)
            }
            return nil
        } catch { return error }
    }

    /// Whether the time of each answer is shown.
    package var showsTime: Bool { state.loaded.settings.showsTime }

    /// How the terminal counts columns, as far as anybody said.
    package var widthRule: DisplayWidth.Rule { state.loaded.settings.width }

    /// Runs one command given as process arguments.
    package func run(arguments: [String]) async throws(CommandFailure) -> Report {
        let call: Call
        do { call = try registry.parse(arguments: Shortcuts.expanded(arguments)) } catch { throw CommandFailure(error) }
        return try run(call)
    }

    /// The names a line can use now.
    package var vocabulary: Vocabulary {
        Vocabulary(
            state.datasets, files: glimpses, shortcuts: state.loaded.shortcuts,
            results: state.loaded.results.map(\.name))
    }

    private func run(_ call: Call, logging: Bool = false) throws(CommandFailure) -> Report {
        let report = try Self.perform(call, &state, environment)
        if logging { state.note(call, report) }
        return report
    }

    /// Carries one command out; the state changes only if it did not fail.
    static func perform(
        _ call: Call, _ state: inout SessionState, _ environment: Environment
    ) throws(CommandFailure) -> Report {
        var next = state
        guard let command = Commands.named[call.command] else {
            throw CommandFailure("E100", call, at: call.commandSpan, "'\(call.command)' cannot be run")
        }
        if let assignment = call.assignment { try checkName(assignment, call, state) }
        if let request = environment.supervisor?.stopRequest {
            throw CommandFailure(StorageError.stopped(request, path: nil))
        }
        try CubeUse.check(call, state)
        var environment = environment
        environment.isASCII = state.loaded.settings.isASCII ?? environment.isASCII
        environment.format = state.loaded.settings.output
        let loaded = state.loaded
        let outcome = Supervision.$current.withValue(environment.supervisor) {
            DisplayWidth.$rule.withValue(loaded.settings.width) {
                TerminalWords.$own.withValue(loaded.localizer) {
                    Result { () throws(CommandFailure) in try command(call, &next, environment) }
                }
            }
        }
        var report = try outcome.get()
        if let answer = report.answer {
            next.lastAnswer = answer
            if let name = call.assignment?.value {
                next.keep(answer, of: call, as: name)
                let words =
                    "  kept: \(TerminalText.safe(name)); show \(TerminalText.safe(Spelling.name(name))) prints it"
                report = Report(words, notes: report.notes, exitStatus: report.exitStatus, answer: answer)
            }
        } else if let assignment = call.assignment {
            throw noResult(assignment, call)
        }
        state = next
        return report
    }

    /// Refuses a name that cannot be given to the result of a line, before anything is done for it.
    private static func checkName(
        _ name: Located<String>, _ call: Call, _ state: SessionState
    ) throws(CommandFailure) {
        guard SessionLog.answering.contains(call.command) else { throw noResult(name, call) }
        guard state.dataset(name.value) == nil else {
            throw CommandFailure(
                "E118", call, at: name.span, "a dataset or model is called '\(name.value)' already",
                help: ["choose another name for the result"])
        }
    }

    private static func noResult(_ name: Located<String>, _ call: Call) -> CommandFailure {
        CommandFailure(
            "E118", call, at: name.span, "'\(call.command)' has no result that could be kept",
            help: ["leave out '\(Spelling.name(name.value)) ='"])
    }
}
