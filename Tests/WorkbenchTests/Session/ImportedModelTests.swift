import Diagnostics
import Storage
import TestSupport
import Testing

@testable import Workbench

@Suite("Several models on the same rows")
struct ImportedModelTests {
    let folder: ScratchFolder
    let load: String

    init() throws {
        folder = try ScratchFolder()
        let rows = try FileReader.contents(of: KigezoProcess.loans)
        let path = try folder.write(rows, as: "loans.csv")
        load = "load '\(path)' as loans label repaid positive yes prediction approved score p_repay id application_id"
        // The same decisions and scores in files of their own, in another order, without two rows and with one too many.
        let lines = String(decoding: rows, as: UTF8.self).split(separator: "\n").dropFirst().map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        let chosen = lines.dropFirst(2).reversed()
        let decisions = ["application_id,decision"] + chosen.map { "\($0[0]),\($0[5])" } + ["X1,yes", ""]
        try folder.write(decisions.joined(separator: "\n"), as: "old.csv")
        try folder.write(
            (["application_id,p"] + lines.map { "\($0[0]),\($0[6])" } + [""]).joined(separator: "\n"), as: "new.v2.csv")
        try folder.write("application_id,decision\nL001,yes\nL002,no\nL001,no\n", as: "twice.csv")
        try folder.write("application_id,decision\nL001,ja\nL002,nein\n", as: "words.csv")
    }

    private func answer(_ line: String, in session: Session) async -> String {
        let (reports, failure) = await session.run(line: line.replacing("@", with: folder.path))
        if let failure { Issue.record("\(line): \(DiagnosticRenderer().text(of: failure))") }
        return reports.map(\.output).joined()
    }

    private func loaded() async -> Session {
        let session = Session()
        _ = await answer(load, in: session)
        return session
    }

    @Test("What met and what did not is counted, and the figures are those of the rows that met")
    func counts() async {
        let session = await loaded()
        let said = await answer("import model @/old.csv as old on application_id predictions decision", in: session)
        #expect(said.contains("199 predictions, 198 matched"))
        #expect(said.contains("1 without a row") && said.contains("2 rows without"), "\(said)")
        let own = await answer("metrics tpr, fpr by gender of old to csv", in: session)
        let same = await answer(
            "metrics tpr, fpr in @/loans.csv label repaid positive yes prediction approved by gender "
                + "where application_id != 'L001' and application_id != 'L002' to csv", in: session)
        #expect(own == same && own.contains("true-positive-rate"))
    }

    @Test("Two models are compared row by row, by every rate or by those named, as columns of one file are")
    func paired() async {
        let session = await loaded()
        _ = await answer(
            "import model @/new.v2.csv on application_id score p threshold 0.6; import model @/new.v2.csv as lax on application_id score p threshold 0.4",
            in: session)
        #expect(await answer("models to csv", in: session).split(separator: "\n").count == 4)
        let named = await answer("compare accuracy, selection-rate of new vs loans by gender to csv", in: session)
        let columns = await answer(
            "compare accuracy, selection-rate of loans prediction new against approved by gender to csv", in: session)
        func figures(_ text: String) -> [String] {
            // The names of the models and the shift of scores differ, the figures of rates do not.
            text.split(separator: "\n").dropFirst().filter { !$0.contains("score-shift") }.map {
                $0.split(separator: ",", omittingEmptySubsequences: false).enumerated()
                    .filter { ![2, 3].contains($0.offset) }.map { String($0.element) }.joined(separator: ",")
            }
        }
        #expect(!figures(named).isEmpty && figures(named) == figures(columns))
        let all = await answer("compare new vs lax by gender", in: session)
        #expect(all.contains("new against lax on the same rows") && all.contains("true-positive-rate"))
        #expect(all.contains("score-shift"))
    }

    @Test("A model is dropped by itself or with its rows, and comes back")
    func undo() async {
        let session = await loaded()
        _ = await answer("import model @/old.csv on application_id predictions decision", in: session)
        #expect(await answer("drop old", in: session) == "  loaded: loans\n")
        #expect(await session.run(line: "metrics tpr of old").failure?.diagnostics.first?.code == "E606")
        #expect(await answer("undo", in: session).contains("models: old"))
        #expect(await answer("drop loans", in: session) == "  nothing is loaded\n")
        #expect(await answer("undo; metrics tpr of old", in: session).contains("true-positive-rate"))
        // Its name, and the names of its columns, are free again.
        _ = await answer("drop old; import model @/old.csv on application_id predictions decision", in: session)
        // Without a name, a question is about the rows as they were loaded.
        #expect(await session.run(line: "metrics tpr").failure == nil)
        // A column that is derived now is one of all models.
        #expect(await answer("derive young = age < 30; metrics tpr of old by young", in: session).contains("true"))
        #expect(await answer("datasets to csv", in: session).split(separator: "\n").count == 2)
    }

    @Test(
        "What cannot be joined is told, and nothing is imported",
        arguments: [
            ("import model @/twice.csv on application_id predictions decision", "E225"),
            ("import model @/words.csv on application_id predictions decision", "E614"),
            ("import model @/old.csv on application_id", "E846"),
            ("import model @/old.csv on application_id predictions decison", "E102"),
            ("import model @/old.csv on region predictions decision", "E846"),
            ("import model @/old.csv on nobody predictions decision", "E102"),
            ("import model @/old.csv as loans on application_id predictions decision", "E847"),
            ("import model @/old.csv as region on application_id predictions decision", "E843"),
            ("import model @/old.csv on application_id predictions decision threshold 0.5", "E846"),
            ("import model @/nowhere.csv on application_id predictions decision", "E251"),
            ("import pony @/old.csv on application_id predictions decision", "E115"),
            ("compare tpr of loans vs nobody by gender", "E606"), ("compare loans vs loans by gender", "E848"),
            ("compare tpr, fpr vs loans by gender", "E848"),
            ("compare tpr of loans vs loans by gender against approved", "E766"),
        ])
    func refused(line: String, code: String) async {
        let session = await loaded()
        let found = await session.run(line: line.replacing("@", with: folder.path)).failure?.diagnostics.first?.code
        #expect(found == code, "\(line)")
        #expect(await answer("models to csv", in: session).split(separator: "\n").count == 2)
    }
}
