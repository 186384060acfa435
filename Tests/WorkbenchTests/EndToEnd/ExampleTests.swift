import Foundation
import Storage
import TestSupport
import Testing

@testable import Workbench

@Suite("The examples in the help work", .serialized)
struct ExampleTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let example: CommandDeclaration.Example
        var testDescription: String { example.line }
    }

    static let cases = CommandRegistry.standard.declarations.flatMap { declaration in
        declaration.examples.map { Case(example: $0) }
    }

    @Test("An example runs in a clone and prints what it says", arguments: cases)
    func runs(_ test: Case) throws {
        let scratch = try ScratchFolder()
        try scratch.write(try FileReader.contents(of: KigezoProcess.loans), as: "loans.csv")
        try scratch.write(try FileReader.contents(of: KigezoProcess.counts), as: "counts.csv")
        try scratch.write(try FileReader.contents(of: KigezoProcess.swaps), as: "swaps.csv")
        try scratch.write(try FileReader.contents(of: KigezoProcess.ratings), as: "ratings.csv")
        try scratch.write(try FileReader.contents(of: KigezoProcess.jobs), as: "jobs.csv")
        try scratch.write(try FileReader.contents(of: KigezoProcess.census), as: "census.csv")
        try scratch.write(try FileReader.contents(of: KigezoProcess.messages), as: "messages.csv")
        for name in [
            "exported.csv", "tweets.csv", "returned.csv", "score.awk", "templates.csv", "notes.csv", "reviews.csv",
        ] {
            try scratch.write(try FileReader.contents(of: KigezoProcess.examples + name), as: name)
        }
        try KigezoProcess.copyScenario("mobile-credit", into: scratch)
        let outcome = try KigezoProcess.run(["-c", test.example.line], folder: scratch.path)
        // The bundled scenario has gates that fail, and gates its rows cannot decide: answers, not errors.
        let assesses = test.example.line.contains("run scenarios") && !test.example.line.hasSuffix(" list")
        let plans = test.example.line.hasPrefix("plan ")
        let isOpen = plans || test.example.line.hasPrefix("new ") && test.example.line.contains("; run ")
        #expect(outcome.status == (assesses ? 1 : isOpen ? 5 : 0), "\(outcome.errors)")
        #expect(!outcome.errors.contains("error["))
        #expect(!outcome.output.isEmpty || test.example.line == "quit")
        if let prints = test.example.prints { #expect(outcome.output == prints + "\n") }
        if assesses {
            #expect(FileKind.isRegularFile(scratch.file("results/mobile-credit/assessment.json")))
        }
    }

    @Test("Every command has an example, and metrics, compare and fairness show what they print")
    func present() {
        for declaration in CommandRegistry.standard.declarations { #expect(!declaration.examples.isEmpty) }
        for declaration in [CommandDeclaration.metrics, .compare, .fairness, .load, .describe] {
            #expect(declaration.examples.contains { $0.prints != nil })
        }
    }

    @Test("The example file is what its script draws")
    func file() throws {
        let folder = (KigezoProcess.loans as NSString).deletingLastPathComponent
        guard let python = ["/usr/bin/python3", "/usr/local/bin/python3"].first(where: { FileKind.at($0) != nil })
        else {
            return
        }
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(fileURLWithPath: python)
        process.arguments = [folder + "/loans.py"]
        process.standardOutput = pipe
        try process.run()
        let drawn = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        #expect(Array(drawn) == (try FileReader.contents(of: KigezoProcess.loans)))
    }
}
