import Diagnostics
import Foundation
import Storage
import TestSupport
import Testing

@testable import Workbench

@Suite("What the codes of errors mean")
struct ExplanationTests {
    /// The codes that stand in the sources as codes: `"E102"` or `error[E102]`.
    private static func codes(_ pattern: Regex<(Substring, Substring)>) throws -> Set<String> {
        var codes: Set<String> = []
        let root = PackageFolder.root + "/Sources"
        for path in try KigezoProcess.files(below: root)
        where path.hasSuffix(".swift") && !path.contains("/Explanations/") {
            let text = String(decoding: try FileReader.contents(of: root + "/" + path), as: UTF8.self)
            for match in text.matches(of: pattern) { codes.insert(String(match.1)) }
        }
        return codes
    }

    @Test("Every code of every error is explained once, and no other")
    func complete() throws {
        let explained = Explanation.all.map(\.code)
        let used = try Self.codes(/(?:"|error\[)(E[0-9]{3})(?:"|\])/)
        // Warnings tell all in their own words; some are explained further.
        let warned = try Self.codes(/"(W[0-9]{3})"/)
        #expect(used.count > 150)
        #expect(Set(explained).count == explained.count)
        #expect(used.subtracting(explained).sorted() == [], "codes without an explanation in Workbench/Explanations")
        #expect(
            Set(explained).subtracting(used).subtracting(warned).sorted() == [],
            "explanations of codes that nothing has")
    }

    @Test("An explanation has sentences, and says what to do")
    func form() {
        for explanation in Explanation.all {
            #expect(explanation.meaning.hasSuffix(".") && explanation.meaning.count > 15, "\(explanation.code)")
            #expect(explanation.remedy.hasSuffix("."), "\(explanation.code)")
        }
    }

    @Test("explain takes a code as an error shows it, and knows its near misses for none", arguments: ["E102", "e102"])
    func command(code: String) async {
        let (reports, failure) = await Session().run(line: "explain \(code)")
        #expect(failure == nil && reports.first?.output.hasPrefix("  E102: A column was named") == true)
    }

    @Test("What is no code is said to be none", arguments: ["E000", "E1022", "102"])
    func unknown(code: String) async {
        let failure = await Session().run(line: "explain \(code)").failure
        #expect(failure?.diagnostics.first?.code == "E647" && failure?.exitStatus == .usage)
    }

    @Test("On a narrow terminal the lines are short")
    func width() async {
        for explanation in Explanation.all {
            let session = Session(environment: .init(width: 40))
            let output = await session.run(line: "explain \(explanation.code)").reports.first?.output ?? ""
            #expect(!output.isEmpty && output.split(separator: "\n").allSatisfy { $0.count <= 42 }, "\(output)")
        }
    }

    @Test("history shows the last entries, on one line each and safely, and is not what last prints again")
    func history() async {
        let entries = (1...30).map { "version # \($0)" } + ["describe x |\nhead 1", "esc \u{1B}[2J"]
        let session = Session(environment: .init(history: { entries }))
        _ = await session.run(line: "describe '\(KigezoProcess.loans)'")
        let output = await session.run(line: "history 3").reports.first?.output
        #expect(
            output == """
                  number  entry
                      30  version # 30
                      31  describe x | ⏎ head 1
                      32  esc \\x1b[2J

                """)
        #expect(await session.run(line: "last").reports.first?.output.contains("application_id") == true)
        #expect(await session.run(line: "history").reports.first?.output.split(separator: "\n").count == 21)
        #expect(
            await session.run(line: "history | head 1 | to csv").reports.first?.output
                == "number,entry\n13,version # 13\n")
        #expect(await Session().run(line: "history").reports.first?.output == "  nothing is kept of what was typed\n")
    }
}
