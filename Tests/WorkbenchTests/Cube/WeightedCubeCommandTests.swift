import Diagnostics
import Evidence
import TestSupport
import Testing
import Workbench

@Suite("Weights and score grids on the command line")
struct WeightedCubeCommandTests: ScratchBench {
    let scratch: ScratchFolder

    init() throws {
        scratch = try ScratchFolder()
        var random = SeededRandom(seed: 21)
        var lines = ["region,gender,repaid,approved,p,w,times"]
        for _ in 0..<300 {
            func pick(_ values: [String]) -> String { values.randomElement(using: &random) ?? "" }
            lines.append(
                [
                    pick(["Wajir", "NA", ""]), pick(["f", "m"]), pick(["yes", "no", "no", ""]), pick(["yes", "no"]),
                    Int.random(in: 0..<15, using: &random) == 0 ? "" : "\(Double.random(in: 0...1, using: &random))",
                    "\(Double.random(in: 0.1...9, using: &random))", "\(Int.random(in: 0...3, using: &random))",
                ].joined(separator: ","))
        }
        try scratch.write(lines.joined(separator: "\n") + "\n", as: "rows.csv")
    }

    static let roles = "label repaid positive yes prediction approved score p favourable yes"

    @Test(
        "Every figure is the same from rows that are counted, rows that are kept, and their cube",
        arguments: [
            "weight w", "weight w weights importance", "weight times weights frequency", "score-grid floor2",
            "weight w score-grid tail3",
        ], ["", "where gender = 'f' or region = 'Wajir'"])
    func sameBytes(clauses: String, condition: String) async {
        let groups = "by region, gender by gender"
        let question = "metrics all \(groups) to json"
        let fromRows = await output("metrics all in @rows.csv \(Self.roles) \(clauses) \(condition) \(groups) to json")
        #expect(fromRows.contains("roc-auc"))
        // A grid belongs to a question, weights to the rows.
        let grid = clauses.firstRange(of: "score-grid").map { String(clauses[$0.lowerBound...]) } ?? ""
        let kept = await output(
            "load @rows.csv as approved \(Self.roles) \(clauses.replacing(grid, with: "")); "
                + "metrics all \(grid) \(condition) \(groups) to json")
        #expect(kept.split(separator: "\n", maxSplits: 1).last.map(String.init) == fromRows)
        _ = await output("cube build in @rows.csv \(Self.roles) \(clauses) \(groups) out @a.cube force")
        let fromCube = await output(question.replacing("all by", with: "all in @a.cube \(condition) by"))
        // The model has the name that the cube was given.
        #expect(fromCube == fromRows)
        let compared = "\(groups) as difference to json"
        #expect(
            await output("compare roc-auc, tpr, f1 in @a.cube \(condition) \(compared)")
                == (await output(
                    "compare roc-auc, tpr, f1 in @rows.csv \(Self.roles) \(clauses) \(condition) \(compared)")))
    }

    @Test("A weight that is none is told with its place", arguments: ["-1", "", "x", "NaN"])
    func badWeight(text: String) async throws {
        try scratch.write("g,y,p,w\na,1,1,2\na,0,1,\(text)\n", as: "bad.csv")
        for line in [
            "metrics tpr in @bad.csv label y positive 1 prediction p weight w",
            "load @bad.csv as bad label y positive 1 prediction p weight w; metrics tpr",
        ] {
            let failure = try #require(await run(line).failure)
            #expect(failure.exitStatus == .input)
            let location = try #require(failure.diagnostics.first?.location)
            #expect(location.line == 3 && location.column == 7, "\(failure.diagnostics.first?.message ?? "")")
        }
    }

    @Test("A grid that cannot hold the scores, or is none, is refused")
    func badGrid() async throws {
        try scratch.write("g,y,p\na,1,1.5\na,0,0.25\n", as: "wide.csv")
        for (grid, code) in [("tail4", "E748"), ("floor9", "E749")] {
            let failure = try #require(
                await run("metrics auc in @wide.csv label y positive 1 score p score-grid \(grid)").failure)
            #expect(failure.diagnostics.first?.code == code)
        }
    }

    @Test("Scores are counted by pairs of a larger grouping, and what they cannot tell has a reason")
    func margins() async {
        _ = await output("cube build in @rows.csv \(Self.roles) by region, gender, approved out @three.cube")
        let pairs = await output("metrics auc in @three.cube by region, gender to json")
        #expect(pairs == (await output("metrics auc in @rows.csv \(Self.roles) by region, gender to json")))
        #expect(await output("metrics auc in @three.cube by region, gender, approved to json").contains("notInCube"))
        #expect(await output("metrics tpr in @three.cube by region, gender, approved to json").contains("0."))
        _ = await output(
            "cube build in @rows.csv \(Self.roles) by region, gender, approved scores-by region, gender, approved out @all.cube"
        )
        #expect(await !output("metrics auc in @all.cube by region, gender, approved to json").contains("notInCube"))
    }
}

extension WeightedCubeCommandTests {
    @Test("A cube is built from files in any form that metrics reads")
    func readingClauses() async throws {
        let scratch = try ScratchFolder()
        try scratch.write("g\ty\tp\ts\nà\t1\t1\t0,5\nb\t0\t1\t0,25\nb\t0\n", as: "rows.tsv")
        let at = scratch.path + "/"
        let reading = "input-format tsv decimal ',' refuse-rows \(at)refused.csv force"
        let roles = "label y positive 1 prediction p score s"
        func output(_ line: String) async -> String {
            let (reports, failure) = await Session().run(line: line)
            for diagnostic in failure?.diagnostics ?? [] { Issue.record("\(line): \(diagnostic.message)") }
            return reports.map(\.output).joined()
        }
        let fromRows = await output("metrics all in \(at)rows.tsv \(roles) by g \(reading) to json")
        _ = await output("cube build in \(at)rows.tsv \(roles) by g \(reading) out \(at)x.cube")
        #expect(await output("metrics all in \(at)x.cube by g to json") == fromRows)
        #expect(fromRows.contains("mean-score"))
    }
}
