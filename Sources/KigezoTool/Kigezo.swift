import ArgumentParser
import Diagnostics
import Workbench

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Where the program starts.
///
/// Arguments that start with a command are the workbench's own, as `Kigezo.words` takes them; they need not wait for
/// ArgumentParser, which takes a tenth of the time of a short answer.
@main
enum Start {
    static func main() async {
        DefectReport.install()
        // On Linux they are read from /proc; without it there would be none, and a command would silently be no command.
        guard CommandLine.argc > 0 else {
            Output.write("error[E812] the program's arguments cannot be read: is /proc there?\n", to: STDERR_FILENO)
            exit(ExitStatus.inputOutput.rawValue)
        }
        let arguments = Array(CommandLine.arguments.dropFirst())
        guard let first = arguments.first, !first.hasPrefix("-") else { return await Kigezo.main(arguments) }
        exit(await FrontEnd(keepGoing: false).run(arguments: arguments).rawValue)
    }
}

/// The program: hands its arguments, or the lines it reads, to the workbench, and ends with the status of the answer.
struct Kigezo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kigezo",
        abstract: "Measure how an imported model's decisions fall on local groups.",
        discussion: """
            kigezo                    reads commands from the terminal
            kigezo -c "LINE; LINE"    runs commands and ends at the first error
            kigezo < FILE             the same from a file
            kigezo COMMAND …          runs one command; `word X` of a line is `--word X`
            kigezo help [COMMAND]     lists or explains the commands
            """,
        version: "kigezo \(ProgramVersion.current)")

    @Option(name: [.customShort("c")], help: ArgumentHelp("Run these commands and end.", valueName: "line"))
    var commands: String?

    @Flag(help: "In a script, go on after an error; the exit status still tells of it.")
    var keepGoing = false

    @Flag(inversion: .prefixedNo, help: "Read the user's settings before a session with a person.")
    var rc = true

    @Option(help: ArgumentHelp("Whether the prompt has colours: auto, always or never.", valueName: "when"))
    var color = ColourChoice.auto

    @Argument(parsing: .captureForPassthrough, help: ArgumentHelp("A command and its clauses.", valueName: "command"))
    var words: [String] = []

    func run() async throws {
        let frontEnd = FrontEnd(keepGoing: keepGoing, readsStartFile: rc, colour: color)
        let status: ExitStatus
        if let commands {
            status = await frontEnd.run(text: commands)
        } else if words == ["--help"] || words == ["-h"] {
            // The first word may be anything, so ArgumentParser leaves it to us.
            throw CleanExit.helpRequest(self)
        } else if !words.isEmpty {
            status = await frontEnd.run(arguments: words)
        } else {
            status = await frontEnd.readCommands()
        }
        throw ExitCode(status.rawValue)
    }
}
