import Diagnostics
import TestSupport
import Testing

@testable import Workbench

@Suite("Questions about rows whose predictions stand in a file of their own")
struct SeparatePredictionsTests {
    private let scratch: ScratchFolder
    private let data: String
    private let predictions: String
    private let session = Session()

    init() throws {
        scratch = try ScratchFolder()
        data = try scratch.write("id,y,g\n1,1,a\n2,0,a\n3,1,b\n4,,b\n5,0,b\n", as: "data.csv")
        predictions = try scratch.write("id,p,s\n5,0,0.3\n9,1,0.5\n3,0,0.2\n1,1,0.9\n2,1,0.8\n", as: "p.csv")
    }

    private func arguments(_ more: [String], predictions: String? = nil) -> [String] {
        more + [
            "--in", data, "--label", "y", "--positive", "1", "--id", "id", "--predictions",
            predictions ?? self.predictions, "--prediction", "p", "--score", "s",
        ]
    }

    private func failure(_ arguments: [String]) async -> CommandFailure? {
        do throws(CommandFailure) {
            _ = try await session.run(arguments: arguments)
            return nil
        } catch { return error }
    }

    @Test(
        "The answer is that of rows that were loaded and joined",
        arguments: [
            ["metrics", "all", "--by", "g", "--to", "json"], ["metrics", "accuracy,count", "--to", "json"],
            ["compare", "accuracy", "--by", "g", "--to", "json"], ["metrics", "brier,auc", "--to", "json"],
            ["metrics", "count", "--by", "p", "--to", "json"],
        ])
    func asLoaded(question: [String]) async throws {
        let direct = try await session.run(arguments: arguments(question))
        let loaded = Session()
        _ = try await loaded.run(arguments: [
            "load", data, "--as", "p", "--label", "y", "--positive", "1", "--id", "id", "--predictions",
            predictions, "--prediction", "p", "--score", "s",
        ])
        #expect(direct.output == (try await loaded.run(arguments: question)).output)
        #expect(direct.output.contains("\"kind\""))
    }

    @Test("How the rows met is told on standard error, with the rows that did not")
    func told() async throws {
        let report = try await session.run(arguments: arguments(["metrics", "accuracy"]))
        #expect(
            report.notes == [
                "\(data): 5 rows read, 5 used, 0 refused",
                "\(predictions): 5 predictions, 4 matched, 1 without a row (\(predictions):3), "
                    + "1 rows without a prediction (\(data):5)",
            ])
    }

    @Test("A column that the file of rows has is taken from there")
    func ownColumns() async throws {
        let data = try scratch.write("id,y,p\n1,1,0\n2,0,0\n", as: "both.csv")
        let other = try scratch.write("id,p,s\n1,1,0.1\n2,1,0.2\n", as: "other.csv")
        func question(_ metric: String) -> [String] {
            [
                "metrics", metric, "--in", data, "--label", "y", "--positive", "1", "--id", "id", "--predictions",
                other, "--prediction", "p", "--score", "s", "--to", "csv",
            ]
        }
        let report = try await session.run(arguments: question("selection-rate,brier"))
        // Nobody is selected by the column of the data, everybody by the other.
        #expect(report.output.contains("\nselection-rate,0,0,"), "\(report.output)")
        #expect(await failure(question("selection-rate"))?.diagnostics.map(\.code) == ["E637"])
    }

    @Test("A cube is counted from both files")
    func cube() async throws {
        let out = scratch.file("a.cube")
        _ = try await session.run(arguments: arguments(["cube", "build", "--by", "g", "--out", out]))
        let fromCube = try await session.run(arguments: ["metrics", "all", "--in", out, "--by", "g", "--to", "json"])
        let fromRows = try await session.run(arguments: arguments(["metrics", "all", "--by", "g", "--to", "json"]))
        #expect(fromCube.output == fromRows.output)
        let again = await failure(["metrics", "all", "--in", out, "--predictions", predictions])
        #expect(again?.diagnostics.map(\.code) == ["E643"])
        let over = await failure(arguments(["cube", "build", "--by", "g", "--out", predictions, "--force"]))
        #expect(over?.diagnostics.map(\.code) == ["E747"])
    }

    @Test("What cannot be joined is refused with its place")
    func refused() async throws {
        let twice = try scratch.write("id,p,s\n1,1,0.9\n2,1,0.8\n1,0,0.2\n", as: "twice.csv")
        let repeated = await failure(arguments(["metrics", "accuracy"], predictions: twice))
        #expect(repeated?.diagnostics.map(\.code) == ["E225"] && repeated?.exitStatus == .input)
        #expect(repeated?.diagnostics.first?.location == SourceLocation(file: twice, line: 4, column: 1))
        let nameless = await failure([
            "metrics", "accuracy", "--in", data, "--label", "y", "--predictions", predictions, "--prediction", "p",
        ])
        #expect(nameless?.diagnostics.map(\.code) == ["E636"])
        let wrong = await failure([
            "metrics", "accuracy", "--in", data, "--label", "y", "--id", "id", "--predictions", predictions,
            "--prediction", "q",
        ])
        #expect(wrong?.diagnostics.map(\.code) == ["E102"] && wrong?.exitStatus == .usage)
        _ = try await session.run(arguments: ["load", data, "--as", "rows", "--label", "y"])
        let loaded = await failure(["metrics", "accuracy", "--predictions", predictions])
        #expect(loaded?.diagnostics.map(\.code) == ["E635"])
    }

    @Test("Rows set aside in either file are listed together")
    func refusedRows() async throws {
        let damaged = try scratch.write("id,p,s\n1,1,0.9\n2\n3,0,x\n", as: "damaged.csv")
        let list = scratch.file("list.csv")
        let report = try await session.run(
            arguments: arguments(["metrics", "brier", "--refuse-rows", list], predictions: damaged))
        #expect(report.notes.last == "2 refused rows are listed in \(list)")
    }
}
