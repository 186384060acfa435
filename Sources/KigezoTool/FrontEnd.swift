import Diagnostics
import Storage
import Workbench

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Feeds lines to a session and prints what it answers: results to standard output, all else to standard error.
struct FrontEnd {
    let keepGoing: Bool
    /// Whether the user's settings are read at the start of a session with a person.
    let readsStartFile: Bool
    /// Whether what is typed is coloured.
    let colour: ColourChoice
    private let watch = SignalWatch()

    init(keepGoing: Bool, readsStartFile: Bool = true, colour: ColourChoice = .auto) {
        self.keepGoing = keepGoing
        self.colour = colour
        self.readsStartFile = readsStartFile
    }

    /// One command from process arguments.
    func run(arguments: [String]) async -> ExitStatus {
        do throws(CommandFailure) {
            let report = try await session().run(arguments: arguments)
            watch.endProgress()
            return show(report)
        } catch {
            return show(error)
        }
    }

    /// The lines of a text, up to the first that fails.
    func run(text: String) async -> ExitStatus {
        let session = session()
        var statuses: [ExitStatus] = []
        // CR LF is one character and no "\n".
        var lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }[...]
        while let line = lines.popFirst() {
            let entry = Self.entry(String(line)) { lines.popFirst().map(String.init) }
            let outcome = await run(line: entry, in: session, origin: nil)
            statuses += outcome.statuses
            if outcome.quits || (outcome.failed && !keepGoing) { break }
            if let request = watch.stopRequest {
                statuses.append(request.exitStatus)
                break
            }
        }
        return ExitStatus.strongest(of: statuses)
    }

    /// Lines from standard input: a prompt for a person, none for a script.
    func readCommands() async -> ExitStatus {
        let session = session()
        let isInteractive = isatty(STDIN_FILENO) == 1
        if isInteractive { Output.write("kigezo \(ProgramVersion.current) · help or ?\n", to: STDOUT_FILENO) }
        if isInteractive, readsStartFile { await StartFile.run(in: session, self) }
        if Conversation.isPossible { return await Conversation(self, session, watch: watch).run() }
        var statuses: [ExitStatus] = []
        var number = 0
        do throws(StorageError) {
            let input = try LineInput(supervisor: watch)
            while true {
                // Ctrl-C gives up the line or the command, and asks for another; what asks the program to end, ends it.
                if let request = watch.stopRequest {
                    guard isInteractive, request == .interrupted else { throw .stopped(request, path: nil) }
                    watch.clear()
                }
                if isInteractive { Output.write("> ", to: STDOUT_FILENO) }
                do {
                    guard let line = try input.next() else {
                        if isInteractive { Output.write("\n", to: STDOUT_FILENO) }
                        break
                    }
                    number += 1
                    let origin = isInteractive ? nil : SourceLocation(file: "-", line: number)
                    let entry = try Self.entry(line) { () throws(StorageError) in
                        if isInteractive { Output.write("… ", to: STDOUT_FILENO) }
                        guard let next = try input.next() else { return nil }
                        number += 1
                        return next
                    }
                    let outcome = await run(line: entry, in: session, origin: origin, tellsLongTime: isInteractive)
                    // A person's slip is no reason to end with an error, nor to leave.
                    if !isInteractive { statuses += outcome.statuses }
                    if outcome.quits || (outcome.failed && !keepGoing && !isInteractive) { break }
                } catch .stopped {
                    input.forgetLine()
                    if isInteractive { Output.write("\n", to: STDOUT_FILENO) }
                }
            }
        } catch {
            statuses.append(show(CommandFailure(error)))
        }
        return ExitStatus.strongest(of: statuses)
    }

    /// A line with those that it goes on in; an empty one ends it, so that an open quote does not swallow a script.
    private static func entry<Failure>(
        _ line: String, next: () throws(Failure) -> String?
    ) throws(Failure) -> String {
        var entry = line
        while CommandRegistry.needsMore(entry), let more = try next() {
            if more.allSatisfy(\.isWhitespace) { break }
            entry += "\n" + more
        }
        return entry
    }

    /// What came of a line.
    struct LineOutcome {
        /// Of each command that ran.
        let statuses: [ExitStatus]
        let quits: Bool
        let failed: Bool
    }

    /// Runs one entry and shows what it answers.
    ///
    /// - Parameters:
    ///   - tellsLongTime: whether a person waits, who is told how long it took if that was a second or more.
    ///   - page: shows a text in another way than by writing it at once.
    func run(
        line: String, in session: Session, origin: SourceLocation?, tellsLongTime: Bool = false,
        page: ((String) -> Void)? = nil
    ) async -> LineOutcome {
        let start = ContinuousClock.now
        let (reports, failure) = await session.run(line: line, origin: origin)
        let time = ContinuousClock.now - start
        watch.endProgress()
        // Set by this line or one before it: carets stand where the terminal shows what they point at.
        let rule = await session.widthRule
        let statuses = DisplayWidth.$rule.withValue(rule) {
            reports.map { show($0, page: page) } + (failure.map { [show($0)] } ?? [])
        }
        let isLong = tellsLongTime && time >= .seconds(1)
        let isTold = await session.showsTime
        if isTold || isLong { Output.write("  \(Self.words(time))\n", to: STDERR_FILENO) }
        return LineOutcome(
            statuses: statuses, quits: reports.contains(where: \.quits), failed: statuses.contains(where: \.isError))
    }

    /// A time in seconds, to the millisecond.
    private static func words(_ time: Duration) -> String {
        let (seconds, attoseconds) = time.components
        let thousandths = String(attoseconds / 1_000_000_000_000_000)
        return "\(seconds)." + String(repeating: "0", count: 3 - thousandths.count) + thousandths + " s"
    }

    private func session() -> Session {
        var environment = Session.Environment(
            width: isatty(STDOUT_FILENO) == 1 ? Output.terminalWidth : nil, supervisor: watch,
            history: { HistoryPlace.entries() })
        environment.isGitHubBuild = getenv("GITHUB_ACTIONS").map { String(cString: $0) } == "true"
        environment.emit = { [watch] text, stream in
            watch.endProgress()
            Output.write(text, to: stream == .output ? STDOUT_FILENO : STDERR_FILENO)
        }
        environment.isASCII = isatty(STDOUT_FILENO) == 1 && !Output.drawsBlocks
        environment.cacheFolder = UserFolders.cache
        environment.executable = UserFolders.executable
        if isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 {
            environment.ask = { [watch] question in
                watch.endProgress()
                Output.write(question, to: STDOUT_FILENO)
                return try? LineInput(supervisor: watch).next()
            }
        }
        return Session(environment: environment)
    }

    /// - Returns: the status of the report; an I/O error if its text could not be written.
    private func show(_ report: Report, page: ((String) -> Void)? = nil) -> ExitStatus {
        for note in report.notes { Output.write(note.hasSuffix("\n") ? note : note + "\n", to: STDERR_FILENO) }
        if let page {
            page(report.output)
            return report.exitStatus
        }
        guard Output.write(report.output, to: STDOUT_FILENO) else {
            Output.write("error[E680] cannot write to standard output\n", to: STDERR_FILENO)
            return ExitStatus.strongest(of: [report.exitStatus, .inputOutput])
        }
        return report.exitStatus
    }

    @discardableResult
    func show(_ failure: CommandFailure) -> ExitStatus {
        watch.endProgress()
        let text = DiagnosticRenderer(width: Output.terminalWidth ?? 100).text(of: failure)
        Output.write(text.hasSuffix("\n") ? text : text + "\n", to: STDERR_FILENO)
        return failure.exitStatus
    }
}
