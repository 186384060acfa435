import Diagnostics
import TestSupport
import Testing

@testable import Workbench

/// What asks lines of files in a scratch folder, each in a session of its own.
protocol ScratchBench {
    var scratch: ScratchFolder { get }
}

extension ScratchBench {
    /// What a line answers; `@` in it stands before names of files in the folder.
    func run(_ line: String) async -> (output: String, failure: CommandFailure?) {
        let (reports, failure) = await Session().run(line: line.replacing("@", with: scratch.path + "/"))
        return (reports.map(\.output).joined(), failure)
    }

    /// What a line that has to succeed answers.
    func output(_ line: String) async -> String {
        let (output, failure) = await run(line)
        for diagnostic in failure?.diagnostics ?? [] { Issue.record("\(line): \(diagnostic.message)") }
        return output
    }

    /// The codes with which a line fails.
    func codes(_ line: String) async -> [String] { await run(line).failure?.diagnostics.map(\.code) ?? [] }
}
