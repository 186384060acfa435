import Diagnostics
import Testing

@testable import Workbench

@Suite("Settings of language and width")
struct LanguageSettingTests {
    private func run(_ session: Session, _ line: String) async -> (output: String, notes: [String], code: String?) {
        let (reports, failure) = await session.run(line: line)
        return (reports.map(\.output).joined(), reports.flatMap(\.notes), failure?.diagnostics.first?.code)
    }

    private static let question =
        "metrics tpr in '\(KigezoProcess.loans)' label repaid positive yes prediction approved by region, gender"

    @Test("Another language has its words from the next line on; figures, codes and digests stay")
    func language() async {
        let session = Session()
        let english = await run(session, Self.question)
        #expect(english.output.contains("too few rows"))
        let set = await run(session, "set lang sw")
        #expect(set.output == "  lang is sw\n" && set.notes.count == 1)
        let swahili = await run(session, Self.question)
        #expect(!swahili.output.contains("too few rows") && swahili.output.contains("0.9"))
        let figures = { (text: String) in text.split { !"0123456789".contains($0) } }
        #expect(figures(english.output) == figures(swahili.output))
        let machine = await run(session, Self.question + " to json").output
        #expect(machine == (await run(Session(), Self.question + " to json").output))
        #expect(await run(session, "undo; last").output.hasSuffix(english.output))
        #expect(await run(session, "lang sw; set lang").output == "  lang is sw\n  lang is sw\n")
        #expect(await run(session, "set lang en; last").output.hasSuffix(english.output))
        #expect(await run(session, "set lang xx").code == "E122")
        #expect(await run(session, "set lang '../en'").code == "E122")
    }

    @Test("Where a terminal counts characters, tables are laid out so")
    func width() async {
        let session = Session()
        #expect(await run(session, "set width narrow").code == "E842")
        #expect(await run(session, "set width graphemes").output == "  width is graphemes\n")
        #expect(await session.widthRule == .graphemes)
        #expect(await run(session, "undo").code == nil)
        #expect(await session.widthRule == .standard)
    }
}
