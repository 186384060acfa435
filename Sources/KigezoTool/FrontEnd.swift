import Diagnostics
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

    /// One command from process arguments.
    func run(arguments: [String]) async -> ExitStatus {
        do throws(CommandFailure) {
            let report = try await session().run(arguments: arguments)
            show(report)
            return report.exitStatus
        } catch {
            return show(error)
        }
    }

    /// The lines of a text, up to the first that fails.
    func run(text: String) async -> ExitStatus {
        let session = session()
        var statuses: [ExitStatus] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            let (status, ends) = await run(line: String(line), in: session, origin: nil)
            statuses += status
            if ends { break }
        }
        return ExitStatus.strongest(of: statuses)
    }

    /// Lines from standard input: a prompt for a person, none for a script.
    func readCommands() async -> ExitStatus {
        let session = session()
        let isInteractive = isatty(STDIN_FILENO) == 1
        if isInteractive { Output.write("kigezo \(ProgramVersion.current) · help or ?\n", to: STDOUT_FILENO) }
        var statuses: [ExitStatus] = []
        var number = 0
        while true {
            if isInteractive { Output.write("> ", to: STDOUT_FILENO) }
            guard let line = readLine() else { break }
            number += 1
            let origin = isInteractive ? nil : SourceLocation(file: "-", line: number)
            let (status, ends) = await run(line: line, in: session, origin: origin)
            // A person's slip is no reason to end with an error.
            if !isInteractive { statuses += status }
            if ends, !isInteractive || status.isEmpty || status == [.success] { break }
        }
        return ExitStatus.strongest(of: statuses)
    }

    /// Runs one line.
    ///
    /// - Returns: the statuses of its commands, and whether to stop: `quit`, or an error when errors stop.
    private func run(line: String, in session: Session, origin: SourceLocation?) async -> ([ExitStatus], Bool) {
        let (reports, failure) = await session.run(line: line, origin: origin)
        for report in reports { show(report) }
        var statuses = reports.map(\.exitStatus)
        if let failure { statuses.append(show(failure)) }
        return (statuses, reports.contains(where: \.quits) || (failure != nil && !keepGoing))
    }

    private func session() -> Session {
        Session(environment: .init(width: isatty(STDOUT_FILENO) == 1 ? Output.terminalWidth : nil))
    }

    private func show(_ report: Report) {
        for note in report.notes { Output.write(note.hasSuffix("\n") ? note : note + "\n", to: STDERR_FILENO) }
        Output.write(report.output, to: STDOUT_FILENO)
    }

    @discardableResult
    private func show(_ failure: CommandFailure) -> ExitStatus {
        let text = DiagnosticRenderer(width: Output.terminalWidth ?? 100).text(of: failure)
        Output.write(text.hasSuffix("\n") ? text : text + "\n", to: STDERR_FILENO)
        return failure.exitStatus
    }
}
