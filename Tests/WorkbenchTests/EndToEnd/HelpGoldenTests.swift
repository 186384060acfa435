import Foundation
import Storage
import TestSupport
import Testing

@testable import Workbench

@Suite("All help in one file")
struct HelpGoldenTests {
    static let golden = PackageFolder.root + "/Tests/WorkbenchTests/Examples/help.txt"

    @Test("Help reads as it did; renew with UPDATE_GOLDENS=1")
    func help() async throws {
        let lines =
            ["help"] + CommandRegistry.standard.names.map { "help \($0)" }
            + [
                "help accuracy", "help tpr", "help auc", "help log-loss", "help count", "help equalized-odds",
                "help four-fifths", "help cdd",
            ]
        var text = ""
        for line in lines {
            let (reports, failure) = await Session().run(line: line)
            #expect(failure == nil)
            text += "> \(line)\n" + reports.map(\.output).joined() + "\n"
        }
        if ProcessInfo.processInfo.environment["UPDATE_GOLDENS"] == "1" {
            try AtomicFile.write(text, to: Self.golden, replaceExisting: true)
        }
        let expected = String(decoding: try FileReader.contents(of: Self.golden), as: UTF8.self)
        #expect(text == expected)
        // Help fits a terminal; only examples, which are lines to copy, may be longer.
        let examples = CommandRegistry.standard.declarations.flatMap(\.examples).map(\.line)
        for line in text.split(separator: "\n") where !examples.contains(where: { line.hasSuffix($0) }) {
            #expect(line.count <= 100, "\(line)")
        }
    }

    @Test("`COMMAND ?`, `help COMMAND` and `COMMAND --help` say the same")
    func threeWays() async throws {
        let (asked, _) = await Session().run(line: "metrics ?")
        let (helped, _) = await Session().run(line: "help metrics")
        #expect(asked.map(\.output) == helped.map(\.output))
        #expect(try KigezoProcess.run(["metrics", "--help"]).output == helped.map(\.output).joined())
        #expect(try KigezoProcess.run(["metrics", "-h"]).output == helped.map(\.output).joined())
    }
}
