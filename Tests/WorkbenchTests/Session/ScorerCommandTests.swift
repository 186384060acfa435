import Diagnostics
import Interchange
import Storage
import TestSupport
import Testing

@testable import Workbench

@Suite("probe counterfactual using a program")
struct ScorerCommandTests {
    /// A folder with loans, pairs of texts, and scorers.
    private struct Bench {
        let scratch: ScratchFolder
        static let flip = "probe counterfactual in @loans.csv id application_id features gender, age flip gender "

        init() throws {
            scratch = try ScratchFolder()
            for name in ["loans.csv", "exported.csv", "returned.csv", "score.awk"] {
                try scratch.write(try FileReader.contents(of: KigezoProcess.examples + name), as: name)
            }
        }

        func run(_ line: String) async -> (reports: [Report], failure: CommandFailure?) {
            await Session().run(line: line.replacing("@", with: scratch.path + "/"))
        }
    }

    @Test("The flips are those of the scorer's rule, counted one by one, and each estimate has its noise floor")
    func flips() async throws {
        let bench = try Bench()
        let (reports, failure) = await bench.run(
            Bench.flip + "favourable yes by from, to wire csv to json allow-scorer using awk -f @score.awk")
        #expect(failure == nil, "\(failure?.diagnostics.map(\.message) ?? [])")
        let report = try #require(reports.first)
        #expect(report.exitStatus == .success)
        let answer = try JSONValue.parse(report.output)
        #expect(answer["scorer"]?["ending"]?.text == "finished" && answer["scorer"]?["asked"]?.integerValue == 400)
        #expect(answer["noise-floor"]?["repeated"]?.integerValue == 20)
        #expect(answer["noise-floor"]?["self-flip-rate"]?["value"]?.double == 0)
        let lines = String(decoding: try FileReader.contents(of: bench.scratch.file("loans.csv")), as: UTF8.self)
            .split(separator: "\n").dropFirst().map { $0.split(separator: ",").map(String.init) }
        var flips: [String: (pairs: Int, flips: Int)] = [:]
        for line in lines {
            let age = try #require(Double(line[3]))
            let (man, woman) = (0.25 + 0.005 * age + 0.08 >= 0.5, 0.25 + 0.005 * age >= 0.5)
            flips[line[2], default: (0, 0)].pairs += 1
            if man != woman { flips[line[2], default: (0, 0)].flips += 1 }
        }
        for (from, counts) in flips {
            let record = try #require(
                answer["estimates"]?.elements?.first {
                    $0["metric"]?.text == "flip-rate" && $0["group"]?["from"]?.text == from
                })
            #expect(record["n"]?.integerValue == counts.pairs)
            #expect(record["value"]?.double == Double(counts.flips) / Double(counts.pairs))
            let net = try #require(
                answer["estimates"]?.elements?.first {
                    $0["metric"]?.text == "net-harm" && $0["group"]?["from"]?.text == from
                })
            #expect(net["flips-away"]?.integerValue == (from == "male" ? counts.flips : 0))
        }
    }

    @Test(
        "What cannot be asked is refused before anything starts",
        arguments: [
            ("using awk -f @score.awk", "E870"), ("allow-scorer using @nowhere", "E871"),
            ("allow-scorer using nowhere-at-all", "E871"), ("allow-scorer row-timeout 0 using awk", "E673"),
            ("allow-scorer memory-limit 1 using awk", "E673"), ("metric tpr allow-scorer using awk", "E676"),
        ])
    func refusals(rest: String, code: String) async throws {
        let (_, failure) = try await Bench().run(Bench.flip + rest)
        #expect(failure?.diagnostics.first?.code == code, "\(failure?.diagnostics.first?.message ?? "nothing")")
    }

    @Test(
        "Rows that cannot be made are refused",
        arguments: [
            ("in @loans.csv id application_id flip gender", "E872"),
            ("in @loans.csv id application_id features age", "E872"),
            ("in @loans.csv id application_id features age flip gender", "E872"),
            ("features age flip age", "E872"), ("in @loans.csv features age, age flip age", "E872"),
            ("in @loans.csv id application_id features regoin flip regoin", "E102"),
            ("in @loans.csv id gender features age, gender flip gender", "E225"),
            ("pairs @exported.csv original @loans.csv id application_id features salary", "E102"),
        ])
    func rows(rest: String, code: String) async throws {
        let (_, failure) = try await Bench().run("probe counterfactual \(rest) wire csv allow-scorer using awk 1")
        #expect(failure?.diagnostics.first?.code == code, "\(failure?.diagnostics.first?.message ?? "nothing")")
    }

    @Test("A scorer that fails half-way leaves its results, its last words masked, and status 4")
    func partial() async throws {
        let bench = try Bench()
        try bench.scratch.write(
            try FileReader.contents(of: bench.scratch.file("score.awk"))
                + Array("NR == 300 { print \"token=abc123 L099\" > \"/dev/stderr\"; exit 7 }\n".utf8), as: "half.awk")
        let (reports, failure) = await bench.run(
            Bench.flip + "wire csv answers @kept.csv allow-scorer using awk -f @half.awk")
        #expect(failure == nil)
        let report = try #require(reports.first)
        #expect(report.exitStatus == .childFailed && report.output.contains("decisions flipped"))
        let notes = report.notes.joined(separator: "\n")
        #expect(
            notes.contains("ended with status 7; 298 results kept") || notes.contains("299 results kept"), "\(notes)")
        #expect(!notes.contains("abc123"))
        let kept = String(decoding: try FileReader.contents(of: bench.scratch.file("kept.csv")), as: UTF8.self)
        #expect(kept.hasPrefix("id,prediction,score\no1a,") && kept.split(separator: "\n").count >= 299)
    }

    @Test("A scorer that answers nothing is an error of status 4, with what was wrong")
    func nothing() async throws {
        let (reports, failure) = try await Bench().run(Bench.flip + "allow-scorer using cat")
        #expect(reports.isEmpty && failure?.exitStatus == .childFailed)
        #expect(failure?.diagnostics.first?.code == "E873")
        #expect(failure?.diagnostics.first?.help.contains { $0.contains("lack a decision") } == true)
    }

    @Test("What stands behind using belongs to the program, up to a filter")
    func spelling() throws {
        let registry = CommandRegistry.standard
        let line = "probe counterfactual allow-scorer using ./s.sh --model=a,b 'c d' by 7 -x | head 1"
        let call = try #require(try registry.parse(line: line).first)
        #expect(call.words("using").map(\.value) == ["./s.sh", "--model=a,b", "c d", "by", "7", "-x"])
        #expect(call.filters.count == 1 && call.has("allow-scorer"))
        #expect(try registry.parse(line: call.description).first?.description == call.description)
        let shell = try registry.parse(arguments: [
            "probe", "counterfactual", "--allow-scorer", "--using", "./s.sh", "--model", "a,b", "--by", "",
        ])
        #expect(shell.words("using").map(\.value) == ["./s.sh", "--model", "a,b", "--by", ""])
    }
}

@Suite("Pairs scored elsewhere")
struct RoundTripTests {
    private let scratch: ScratchFolder

    init() throws {
        scratch = try ScratchFolder()
        for name in ["loans.csv", "exported.csv", "returned.csv", "score.awk"] {
            try scratch.write(try FileReader.contents(of: KigezoProcess.examples + name), as: name)
        }
    }

    private func run(_ line: String) async -> (reports: [Report], failure: CommandFailure?) {
        await Session().run(line: line.replacing("@", with: scratch.path + "/"))
    }

    private static let export =
        "probe counterfactual in @loans.csv id application_id features gender, age flip gender out @pairs.csv"

    @Test("Pairs are written with each original twice, and never over another file")
    func export() async throws {
        let (reports, failure) = await run(Self.export)
        #expect(failure == nil)
        #expect(reports.first?.output.contains("200 pairs of 200 originals, 600 rows in all") == true)
        let written = try FileReader.contents(of: scratch.file("pairs.csv"))
        #expect(written == (try FileReader.contents(of: scratch.file("exported.csv"))))
        let (_, second) = await run(Self.export)
        #expect(second?.exitStatus == .cannotCreate)
    }

    @Test("What came back is taken row by row, and what is wrong is counted and listed")
    func back() async throws {
        let (reports, failure) = await run(
            "probe counterfactual pairs @exported.csv scored @returned.csv prediction decision score p favourable yes to json"
        )
        #expect(failure == nil, "\(failure?.diagnostics.map(\.message) ?? [])")
        let answer = try JSONValue.parse(reports.map(\.output).joined())
        #expect(answer["rejected"]?["counts"] == ["changed": 1, "missing": 2])
        let rows = answer["rejected"]?["rows"]?.elements ?? []
        #expect(rows.map { $0["id"]?.text ?? "" } == ["c7", "c9", "c30"] && rows.last?["row"]?.integerValue == 428)
        #expect(answer["noise-floor"]?["repeated"]?.integerValue == 200)
        #expect(answer["noise-floor"]?["differing"]?.integerValue == 1)
        let rate = try #require(answer["estimates"]?.elements?.first { $0["metric"]?.text == "flip-rate" })
        #expect(rate["n"]?.integerValue == 197)
        let notes = reports.flatMap(\.notes)
        #expect(notes.contains { $0.contains("returned.csv:429") }, "\(notes)")
    }

    @Test("Scoring here and scoring elsewhere give the same figures")
    func agree() async throws {
        let by = "favourable yes by from, to to csv"
        let (direct, _) = await run(
            "probe counterfactual in @loans.csv id application_id features gender, age flip gender wire csv answers @kept.csv \(by) allow-scorer using awk -f @score.awk"
        )
        let kept = String(decoding: try FileReader.contents(of: scratch.file("kept.csv")), as: UTF8.self)
        let repeats = kept.split(separator: "\n").filter { $0.hasPrefix("o") }.map {
            $0.replacing("a,", with: "b,", maxReplacements: 1) + "\n"
        }
        try scratch.write(kept + repeats.joined(), as: "back.csv")
        let (returned, failure) = await run(
            "probe counterfactual pairs @exported.csv scored @back.csv prediction prediction score score \(by)")
        #expect(failure == nil)
        #expect(returned.map(\.output) == direct.map(\.output) && direct.first?.output.contains("flip-rate") == true)
    }

    @Test(
        "Doubled, unknown and unreadable rows are not taken",
        arguments: [
            ("id,p\no1a,0.5\no1a,0.6\n", "duplicate", 2), ("id,p\nzz,0.5\n", "unknown", 1),
            ("id,p\no1a,\"0,5\"\n", "bad-score", 1), ("id,p\no1a,NaN\n", "bad-score", 1),
            ("id,p,kind\no1a,0.5,gender\n", "changed", 1),
        ])
    func rejected(rows: String, reason: String, count: Int) async throws {
        let back = try FileReader.contents(of: scratch.file("returned.csv"))
        // The rows in front are beside enough good ones to make pairs.
        let good = String(decoding: back, as: UTF8.self).split(separator: "\n").dropFirst().filter {
            !$0.hasPrefix("o1a")
        }
        .map { line in
            let cells = line.split(separator: ",")
            return "\(cells[0]),\(cells[2])"
                + (rows.contains("kind") ? ",\(line.hasPrefix("o") ? "original" : "gender")" : "")
                + "\n"
        }
        try scratch.write(rows + good.joined(), as: "bad.csv")
        let (reports, failure) = await run("probe counterfactual pairs @exported.csv scored @bad.csv score p to json")
        #expect(failure == nil, "\(failure?.diagnostics.map(\.message) ?? [])")
        let answer = try JSONValue.parse(reports.map(\.output).joined())
        #expect(answer["rejected"]?["counts"]?[reason]?.integerValue == count)
    }

    @Test(
        "What is no round trip is refused",
        arguments: [
            ("pairs @loans.csv scored @returned.csv score p", "E877"),
            ("pairs @cut.csv scored @returned.csv score p", "E877"),
            ("pairs @exported.csv scored @loans.csv on application_id score p_repay", "E876"),
            ("pairs @exported.csv scored @returned.csv score q", "E102"),
            ("pairs @exported.csv scored @returned.csv", "E674"),
            ("pairs @exported.csv scored @returned.csv score p by age", "E102"),
            ("pairs @exported.csv scored @returned.csv score p out @x.csv", "E875"),
        ])
    func refusals(rest: String, code: String) async throws {
        let text = String(decoding: try FileReader.contents(of: scratch.file("exported.csv")), as: UTF8.self)
        try scratch.write(
            text.split(separator: "\n").filter { !$0.hasPrefix("c7,") }.joined(separator: "\n") + "\n", as: "cut.csv")
        let (_, failure) = await run("probe counterfactual " + rest)
        #expect(failure?.diagnostics.first?.code == code, "\(failure?.diagnostics.first?.message ?? "nothing")")
    }
}
