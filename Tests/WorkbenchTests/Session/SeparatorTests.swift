import Diagnostics
import Storage
import TestSupport
import Testing

@testable import Workbench

@Suite("Files as spreadsheets write them")
struct SeparatorTests {
    let folder: ScratchFolder

    /// The loans with semicolons and decimal commas, as a spreadsheet in Berlin or Brasília saves them.
    init() throws {
        folder = try ScratchFolder()
        let rows = String(decoding: try FileReader.contents(of: KigezoProcess.loans), as: UTF8.self)
        let lines = rows.split(separator: "\n").map { line in
            line.split(separator: ",", omittingEmptySubsequences: false).joined(separator: ";")
        }
        let commas = lines.map { $0.replacing(".", with: ",") }.joined(separator: "\r\n") + "\r\n"
        try folder.write(commas, as: "excel.csv")
        try folder.write("a;b\n1;2\n", as: "whole.csv")
        try folder.write(lines.map { $0.replacing(";", with: "|") }.joined(separator: "\n"), as: "pipe.txt")
    }

    private func run(_ line: String) async -> (output: String, notes: [String], failure: CommandFailure?) {
        let (reports, failure) = await Session().run(line: line.replacing("@", with: folder.path))
        return (reports.map(\.output).joined(), reports.flatMap(\.notes), failure)
    }

    @Test("The remedy is told once, with the caret under the file, wherever it is read")
    func told() async throws {
        for line in [
            "describe @/excel.csv", "load @/excel.csv as a",
            "metrics tpr in @/excel.csv label repaid positive yes prediction approved",
            "metrics roc-auc in @/excel.csv label repaid positive yes score p_repay by region",
        ] {
            let failure = try #require(await run(line).failure, "\(line)")
            #expect(failure.diagnostics.count == 1 && failure.exitStatus == .input)
            let problem = try #require(failure.diagnostics.first)
            #expect(problem.code == "E801" && problem.help.first == "add to the line: --separator ';'")
            #expect(problem.excerpt?.column == 1 + line.prefix { $0 != "@" }.count)
        }
        // Nothing is wrong with its rows, so it is only said.
        let whole = await run("describe @/whole.csv")
        #expect(whole.failure == nil && whole.notes.contains { $0.contains("add --separator ';'") })
        #expect(try KigezoProcess.run(["describe", folder.file("excel.csv")]).errors.contains("--separator ';'"))
    }

    @Test("Said, the answer is that of the file with commas", arguments: ["';'", "semicolon"])
    func said(separator: String) async {
        let question = "label repaid positive yes score p_repay threshold 0.5 id application_id by region to csv"
        let plain = await run("metrics roc-auc, tpr in '\(KigezoProcess.loans)' \(question)").output
        let read = await run("metrics roc-auc, tpr in @/excel.csv \(question) separator \(separator) decimal comma")
        #expect(read.failure == nil && read.output == plain)
        let loaded = await run(
            "load @/excel.csv as l label repaid positive yes score p_repay threshold 0.5 separator \(separator) decimal comma; metrics roc-auc, tpr by region to csv"
        )
        #expect(loaded.output.hasSuffix(plain))
        let pipes = await run("metrics roc-auc, tpr in @/pipe.txt \(question) separator '|'")
        #expect(pipes.failure == nil && pipes.output == plain)
        // A decimal comma that was not announced is told with its place.
        let comma = await run(
            "metrics roc-auc in @/excel.csv label repaid positive yes score p_repay separator semicolon")
        #expect(comma.failure?.diagnostics.first?.code == "E214")
        #expect(comma.failure?.diagnostics.first?.location?.line == 2)
        #expect(
            await run("describe @/excel.csv input-format jsonl separator tab").failure?.diagnostics.first?.code
                == "E635")
    }

    @Test("A scenario of such a file: each thing that is not known is asked for, and then it runs")
    func scenario() throws {
        func new(_ arguments: String...) throws -> KigezoProcess.Outcome {
            try KigezoProcess.run(["new", "scenario", "--from", "excel.csv"] + arguments, folder: folder.path)
        }
        #expect(try new().errors.contains("--separator ';'"))
        let commas = try new("--separator", ";")
        #expect(commas.status == 2 && commas.errors.contains("decimal commas, such as 0,"), "\(commas.errors)")
        let made = try new("--separator", "semicolon", "--decimal", ",", "--favourable", "yes")
        #expect(made.status == 0 && made.output.contains("score       p_repay"), "\(made.errors)")
        let outcome = try KigezoProcess.run(["run", "excel", "--out", "results"], folder: folder.path)
        #expect(FileKind.isRegularFile(folder.file("results/excel/dossier.en.html")), "\(outcome.errors)")
    }

    @Test("An empty selection tells which values are none, and which may be meant")
    func slips() async throws {
        try folder.write("region,label,prediction\nአማራ,1,1\nOromia,0,1\n", as: "r.csv")
        func help(_ condition: String) async -> [String] {
            let failure = await run(
                "metrics accuracy in @/r.csv label label positive 1 prediction prediction where \(condition)"
            ).failure
            #expect(failure?.exitStatus == .nothingSelected)
            return failure?.diagnostics.first?.help ?? []
        }
        #expect(await help("region = 'Amhara'") == ["'region' has no value 'Amhara': did you mean 'አማራ'?"])
        #expect(await help("region in ('Oromya', 'x') and label = '1'").count == 2)
        #expect(await help("label = '0' and region = 'አማራ'") == ["describe shows the values of each column"])
    }
}
