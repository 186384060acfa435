import Diagnostics
import Storage
import TestSupport
import Testing

@testable import Workbench

@Suite("Columns and references of a session")
struct ColumnCommandTests {
    let folder: ScratchFolder
    let load: String

    init() throws {
        folder = try ScratchFolder()
        let path = try folder.write(
            """
            id,age,income,region,repaid,approved
            1,17,1000,Nairobi,yes,yes
            2,25,0,Nairobi,no,yes
            3,40,2000,Kisumu,yes,no
            4,,3000,Kisumu,yes,yes
            5,60,,አማራ,no,no
            6,24.5,500,አማራ,yes,yes

            """, as: "people.csv")
        load = "load '\(path)' as people label repaid positive yes prediction approved"
    }

    private func answer(_ line: String, in session: Session) async -> String {
        let (reports, failure) = await session.run(line: line)
        if let failure { Issue.record("\(line): \(DiagnosticRenderer().text(of: failure))") }
        return reports.map { $0.notes.map { $0 + "\n" }.joined() + $0.output }.joined()
    }

    private func loaded() async -> Session {
        let session = Session()
        _ = await answer(load, in: session)
        return session
    }

    /// The commonest values of a column and their rows, as `describe` has them.
    private func values(_ column: String, in session: Session) async -> String {
        let text = await answer("describe people | where column = '\(column)' | to csv", in: session)
        return text.split(separator: "\n").dropFirst().first.map(String.init) ?? ""
    }

    @Test(
        "A derived column has the values of its formula; missing stays missing and is counted",
        arguments: [
            ("age >= 25", "x: true 3, false 2 · missing 1"), ("age + 1", "x: 5 numbers · missing 1"),
            ("income / 0", "x: missing 6 · 5 of them divided by 0"),
            ("age / income", "x: 3 numbers · missing 3 · 1 of them divided by 0"),
            ("age > 20 and income > 100", "x: false 2, true 2 · missing 2"),
            ("age is null", "x: false 5, true 1 · missing 0"),
            ("region in ('Nairobi', 'Kisumu')", "x: true 4, false 2 · missing 0"),
            ("region like 'N%' or age between 30 and 50", "x: true 3, false 2 · missing 1"),
            ("region", "x: Nairobi 2, Kisumu 2, አማራ 2 · missing 0"), ("'all'", "x: all 6 · missing 0"),
            ("income * 1e200 * 1e200", "x: 1 numbers · missing 5 · 4 of them too large for a number"),
        ])
    func derive(formula: String, words: String) async {
        let session = await loaded()
        #expect(await answer("derive x = \(formula)", in: session) == "  \(words)\n")
        // It can be asked by, in conditions and in formulas at once.
        #expect(await session.run(line: "metrics accuracy by x").failure == nil)
        #expect(await session.run(line: "derive y = x is null").failure == nil)
    }

    @Test("What is derived is taken back and made again, and the shell's form of where knows arithmetic too")
    func undo() async throws {
        let session = await loaded()
        _ = await answer("derive young = age < 30; metrics tpr by young", in: session)
        #expect(await answer("undo", in: session).contains("took back: derive young"))
        #expect(await session.run(line: "metrics tpr by young").failure?.diagnostics.first?.code == "E102")
        _ = await answer("redo", in: session)
        #expect(await answer("metrics count by young to csv", in: session).contains("true"))
        let same = try await session.run(arguments: ["metrics", "count", "--where", "age * 2 < 60"]).output
        #expect(await answer("metrics count where age * 2 < 60", in: session).hasSuffix(same) && !same.isEmpty)
        #expect(await answer("metrics count where age < 30", in: session).contains("3"))
    }

    @Test("Bands hold their lower edge, and what lies beyond the edges has bands of its own")
    func band() async {
        let session = await loaded()
        let said = await answer("band age into [24.5, 25, 60]", in: session)
        #expect(said.contains("age_band: (-inf, 24.5) 1, [24.5, 25) 1, [25, 60) 2, [60, inf) 1, missing 1"))
        #expect(said.contains("2 rows lie beyond the edges"))
        #expect(await values("age_band", in: session).contains("[25, 60) 2"))
        let inside = await answer("band income into 0, 10000 as money", in: session)
        #expect(inside == "  money: [0, 10000) 5, missing 1\n")
        #expect(await answer("metrics count by age_band to csv", in: session).contains("\"[25, 60)\""))
    }

    @Test("Bands are those of a plain search through the edges", arguments: 0..<50 as Range<UInt64>)
    func twin(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        var edges = Set((0..<Int.random(in: 2...8, using: &random)).map { _ in Int.random(in: -9...9, using: &random) })
        edges.formUnion([10, 11])
        let sorted = edges.sorted().map(Double.init)
        let names = BandedColumn.names(sorted)
        #expect(names.count == sorted.count + 1)
        for _ in 0..<20 {
            let value = Double(Int.random(in: -24...24, using: &random)) / 2
            var name = "(-inf, \(Spelling.number(sorted[0])))"
            for (index, edge) in sorted.enumerated() where value >= edge {
                name =
                    index + 1 < sorted.count
                    ? "[\(Spelling.number(edge)), \(Spelling.number(sorted[index + 1])))"
                    : "[\(Spelling.number(edge)), inf)"
            }
            let place = sorted.firstIndex { value < $0 } ?? sorted.count
            #expect(names[place] == name)
        }
    }

    @Test("The reference of the session stands in for one that a line does not say, and below the answer")
    func reference() async {
        let session = await loaded()
        let own = await answer("compare tpr by region reference region=Nairobi to csv", in: session)
        #expect(await answer("compare tpr by region to csv", in: session) != own)
        #expect(await answer("reference region=Nairobi", in: session).contains("region='Nairobi'"))
        #expect(await answer("compare tpr by region to csv", in: session) == own)
        #expect(
            await answer("compare tpr by region", in: session).contains("reference region='Nairobi', of the session"))
        // A line's own goes first, and groups by other columns are not concerned.
        #expect(!(await answer("compare tpr by region reference largest", in: session)).contains("of the session"))
        _ = await answer("derive old = age > 30", in: session)
        #expect(!(await answer("compare tpr by old", in: session)).contains("of the session"))
        #expect(await answer("reference none; compare tpr by region", in: session).contains("everybody else"))
        #expect(await answer("undo; compare tpr by region", in: session).contains("of the session"))
        #expect(
            await answer("reference largest; compare tpr by old", in: session).contains(
                "reference region='Nairobi', largest"))
    }

    @Test(
        "What cannot be done is told with its place, and changes nothing",
        arguments: [
            ("derive x = region * 2", "E844", 12), ("derive age = 1", "E843", 8), ("derive x = agee + 1", "E102", 12),
            ("derive x = age+1", "E102", 12), ("band region into [1, 2]", "E844", 6),
            ("band age into [1]", "E845", 15), ("band age into [1, 3, 3]", "E845", 22),
            ("band agee into [1, 2]", "E102", 6), ("band age into [1, 2] as region", "E843", 25),
            ("derive x = 1 of nobody", "E606", 17), ("reference region=Nairoby", "E623", 18),
            ("reference regoin=Nairobi", "E102", 11), ("reference sometimes", "E115", 11),
            ("set ascii perhaps", "E842", 11),
            ("set colour on", "E115", 5),
        ])
    func refused(line: String, code: String, column: Int) async {
        let session = await loaded()
        let before = await answer("describe people", in: session)
        let failure = await session.run(line: line).failure
        #expect(failure?.diagnostics.first?.code == code, "\(line)")
        #expect(failure?.diagnostics.first?.excerpt?.column == column, "\(line)")
        #expect(await answer("describe people", in: session) == before)
    }

    @Test("Arithmetic without spaces says what is missing")
    func spaces() async {
        let failure = await loaded().run(line: "derive x = age+1").failure
        #expect(
            failure?.diagnostics.first?.help.contains("signs of arithmetic stand between spaces: a + b, a / b") == true)
    }

    @Test("Settings hold until they are changed, and are taken back")
    func settings() async {
        let session = await loaded()
        #expect(await answer("set", in: session).contains("ascii"))
        #expect(await answer("set output csv; metrics count", in: session).contains("metric,value"))
        #expect(await answer("metrics count to json", in: session).hasPrefix("{"))
        #expect(await answer("undo; metrics count", in: session).contains("6 rows"))
        #expect(await answer("set ascii on; metrics accuracy by region | plot", in: session).allSatisfy { $0 != "├" })
        #expect(await answer("set ascii", in: session) == "  ascii is on\n")
    }
}
