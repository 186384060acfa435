import ArgumentParser
import Diagnostics
import Workbench

/// The program: hands its arguments, or the lines it reads, to the workbench, and ends with the status of the answer.
@main
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

    @Argument(parsing: .captureForPassthrough, help: ArgumentHelp("A command and its clauses.", valueName: "command"))
    var words: [String] = []

    func run() async throws {
        let frontEnd = FrontEnd(keepGoing: keepGoing)
        let status: ExitStatus
        if let commands {
            status = await frontEnd.run(text: commands)
        } else if let first = words.first {
            // The first word may be anything, so the parser leaves these two to us.
            switch first {
            case "--help", "-h":
                throw CleanExit.helpRequest(self)
            case "--version":
                status = await frontEnd.run(arguments: ["version"])
            default:
                let asksForHelp = words.count > 1 && (words.last == "--help" || words.last == "-h")
                status = await frontEnd.run(arguments: asksForHelp ? ["help", first] : words)
            }
        } else {
            status = await frontEnd.readCommands()
        }
        throw ExitCode(status.rawValue)
    }
}
