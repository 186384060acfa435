import Diagnostics
import Evidence
import Interchange
import Metrics
import Storage
import TestSupport
import Testing

@testable import Workbench

@Suite("Cubes on the command line")
struct CubeCommandTests {
    /// A folder with rows as a file, and a session to ask.
    private struct Bench {
        let scratch: ScratchFolder

        init() throws { scratch = try ScratchFolder() }

        /// Runs one line in which `@` stands before names of files in the folder.
        func run(_ line: String) async -> (reports: [Report], failure: CommandFailure?) {
            await Session().run(line: line.replacing("@", with: scratch.path + "/"))
        }

        func output(_ line: String) async -> String {
            let (reports, failure) = await run(line)
            for diagnostic in failure?.diagnostics ?? [] { Issue.record("\(line): \(diagnostic.message)") }
            return reports.map(\.output).joined()
        }

        /// The code and exit status with which a line fails.
        func failure(_ line: String) async -> (code: String?, status: Diagnostics.ExitStatus?) {
            let (_, failure) = await run(line)
            return (failure?.diagnostics.first?.code, failure?.exitStatus)
        }

        func bytes(_ name: String) throws -> [UInt8] { try FileReader.contents(of: scratch.file(name)) }
    }

    /// Rows as CSV: regions with look-alikes and an absent one, labels, decisions and scores that may be missing.
    private static func rows(_ count: Int, seed: UInt64, sites: Int = 1) -> [String] {
        var random = SeededRandom(seed: seed)
        return (0..<count).map { _ in
            let region = ["Nairobi", "Wajir", "\"\u{E9}\"", "e\u{301}", ""].randomElement(using: &random) ?? ""
            let truth = Double.random(in: 0..<1, using: &random)
            let label = Int.random(in: 0..<12, using: &random) == 0 ? "" : truth > 0.4 ? "yes" : "no"
            let score = Int.random(in: 0..<12, using: &random) == 0 ? "" : "\(Int(truth * 50 + 25))e-2"
            let decision = ["", "maybe"].randomElement(using: &random) ?? ""
            let decided = Int.random(in: 0..<9, using: &random) == 0 ? decision : truth > 0.5 ? "yes" : "no"
            let gender = ["f", "m"].randomElement(using: &random) ?? ""
            return "\(region),\(gender),\(label),\(decided),\(score),\(Int.random(in: 0..<sites, using: &random))"
        }
    }

    private static func csv(_ rows: [String]) -> String {
        "region,gender,repaid,approved,p,site\n" + rows.joined(separator: "\n") + "\n"
    }

    private static let roles = "label repaid positive yes prediction approved score p favourable yes"

    @Test(
        "Every metric and every comparison prints the same bytes from rows and from their cube", arguments: [1, 2, 3])
    func rowPathIsCubePath(seed: UInt64) async throws {
        let bench = try Bench()
        try bench.scratch.write(Self.csv(Self.rows(150, seed: seed)), as: "rows.csv")
        _ = await bench.output("cube build in @rows.csv \(Self.roles) by region, gender out @rows.cube")
        for tail in ["", "by region", "by gender, region by gender", "by region where gender = 'f'"] {
            let fromRows = await bench.output("metrics all in @rows.csv \(Self.roles) \(tail) to json")
            let fromCube = await bench.output("metrics all in @rows.cube \(tail) to json")
            #expect(fromRows == fromCube, "\(tail)")
            let count = try JSONValue.parse(fromCube)["estimates"]?.elements?.count ?? 0
            #expect(count >= Catalogue.available(binary: true, hasScores: true, hasProbabilities: true).count)
        }
        for kind in ["difference", "ratio", "range", "worst"] {
            let tail = "by region as \(kind) seed 5 minimum-group 20 to json"
            let fromRows = await bench.output("compare tpr, f1-score, auc, brier in @rows.csv \(Self.roles) \(tail)")
            let fromCube = await bench.output("compare tpr, f1-score, auc, brier in @rows.cube \(tail)")
            #expect(fromRows == fromCube, "\(kind)")
        }
    }

    @Test("A threshold and several classes are counted as rows are")
    func otherOutcomes() async throws {
        let bench = try Bench()
        try bench.scratch.write(Self.csv(Self.rows(80, seed: 4)), as: "rows.csv")
        for (number, roles) in ["label repaid positive yes score p threshold 0.55", "label region prediction gender"]
            .enumerated()
        {
            _ = await bench.output("cube build in @rows.csv \(roles) by gender out @x\(number).cube")
            let fromRows = await bench.output("metrics all in @rows.csv \(roles) by gender to json")
            let fromCube = await bench.output("metrics all in @x\(number).cube by gender to json")
            #expect(fromRows == fromCube)
        }
        let (code, _) = await bench.failure("metrics tpr in @x0.cube threshold 0.6")
        #expect(code == "E743")
        #expect(await bench.output("metrics tpr in @x0.cube threshold 0.55").contains("true-positive-rate"))
    }

    @Test("Parts of several sites merge into the whole, and a part can be taken out again")
    func mergeAndSubtract() async throws {
        let bench = try Bench()
        let rows = Self.rows(120, seed: 7, sites: 3)
        try bench.scratch.write(Self.csv(rows), as: "all.csv")
        _ = await bench.output("cube build in @all.csv \(Self.roles) by region, gender out @all.cube")
        for site in 0..<3 {
            try bench.scratch.write(Self.csv(rows.filter { $0.hasSuffix(",\(site)") }), as: "\(site).csv")
            _ = await bench.output(
                "cube build in @\(site).csv \(Self.roles) by gender by region site 'site \(site)' out @\(site).cube")
        }
        _ = await bench.output("cube merge @0.cube @1.cube @2.cube out @m.cube")
        _ = await bench.output("cube merge @2.cube @0.cube @1.cube out @n.cube")
        #expect(try bench.bytes("m.cube") == bench.bytes("n.cube"))
        let cells = await bench.output("cube show @m.cube cells to csv")
        #expect(cells == (await bench.output("cube show @all.cube cells to csv")))
        _ = await bench.output("cube merge @0.cube @1.cube out @o.cube; cube subtract @m.cube @2.cube out @p.cube")
        #expect(try bench.bytes("o.cube") == bench.bytes("p.cube"))
        #expect(await bench.failure("cube subtract @0.cube @1.cube out @x.cube").code == "E739")
        #expect(await bench.failure("cube merge @all.cube @0.cube out @x.cube").code == "E738")
        _ = await bench.output("cube merge @all.cube @0.cube disjoint out @x.cube")
    }

    @Test("A cube without a dimension is the cube that was counted without it")
    func project() async throws {
        let bench = try Bench()
        try bench.scratch.write(Self.csv(Self.rows(60, seed: 9)), as: "rows.csv")
        _ = await bench.output("cube build in @rows.csv \(Self.roles) by region, gender out @a.cube")
        _ = await bench.output("cube build in @rows.csv \(Self.roles) by region out @b.cube")
        _ = await bench.output("cube project @a.cube by region out @c.cube; cube project @a.cube out @d.cube")
        #expect(try bench.bytes("b.cube") == bench.bytes("c.cube"))
        #expect(await bench.output("metrics count in @d.cube").contains("60"))
    }

    @Test("Show tells what a cube means and how large it is, and JSON all of it")
    func show() async throws {
        let bench = try Bench()
        try bench.scratch.write(Self.csv(Self.rows(40, seed: 2)), as: "rows.csv")
        let line =
            "cube build in @rows.csv \(Self.roles) by gender where region != 'Wajir' model v2 site Kisumu"
            + " window 2026-01-01..2026-02-01 zone Africa/Nairobi as-of 2026-03-01 out @rows.data"
        #expect(await bench.output(line).contains(" combinations · "))
        let shown = await bench.output("cube show @rows.data")
        for text in ["v2", "Kisumu", "2026-01-01..2026-02-01", "Africa/Nairobi", "2026-03-01", "gender: 2 levels"] {
            #expect(shown.contains(text), "\(text)")
        }
        let document = try JSONValue.parse(await bench.output("cube show @rows.data to json"))
        #expect(document["kind"]?.text == "cube")
        #expect(document["size"]?["bytes"]?.integerValue == (try bench.bytes("rows.data").count))
        let cells = document["cells"]?["decisions"]?.elements ?? []
        let lines = await bench.output("cube show @rows.data to jsonl").split(separator: "\n")
        #expect(lines.count == cells.count && !cells.isEmpty)
        #expect(document["header"]?["filter"]?.text == "region != 'Wajir'")
        #expect(await bench.output("metrics count in @rows.data").contains("where region != 'Wajir'"))
        let digest = try SHA256.hexadecimal(SHA256.digest(of: bench.bytes("rows.csv")))
        #expect(document["header"]?["provenance"]?.elements?.first?["sha256"]?.text == digest)
    }

    struct Failing: Sendable, CustomTestStringConvertible {
        let line: String
        let code: String
        let status: Diagnostics.ExitStatus
        init(_ line: String, _ code: String, _ status: Diagnostics.ExitStatus = .usage) {
            (self.line, self.code, self.status) = (line, code, status)
        }
        var testDescription: String { line }
    }

    static let failing = [
        Failing("metrics tpr in @a.cube by age", "E740"), Failing("metrics tpr in @a.cube where age > 3", "E740"),
        Failing("compare tpr in @a.cube by regoin", "E740"), Failing("metrics tpr in @a.cube label x", "E743"),
        Failing("metrics tpr in @a.cube positive no", "E743"), Failing("metrics tpr in @a.cube score q", "E743"),
        Failing("metrics tpr in @a.cube favourable no", "E743"),
        Failing("metrics tpr in @a.cube threshold 0.5", "E743"), Failing("metrics tprr in @a.cube", "E610"),
        Failing("metrics tpr in @a.cube by region, region", "E604"),
        Failing("metrics tpr in @a.cube where region = 'Mars'", "E609", .nothingSelected),
        Failing("metrics tpr in @a.cube level 2", "E605"), Failing("metrics tpr in @cut.cube", "E732", .input),
        Failing("metrics tpr in @flipped.cube", "E733", .input), Failing("cube show @rows.csv", "E730", .input),
        Failing("cube show @none.cube", "E251", .input), Failing("cube show", "E744"),
        Failing("cube merge @a.cube out @x.cube", "E744"), Failing("cube show @a.cube @a.cube", "E744"),
        Failing("cube project @a.cube by region", "E744"), Failing("cube project @a.cube by age out @x.cube", "E740"),
        Failing("cube project @a.cube by region, region out @x.cube", "E742"),
        Failing("cube show @a.cube out @x.cube", "E745"), Failing("cube merge @a.cube @a.cube label x out @x", "E745"),
        Failing("cube project @a.cube by region out @a.cube force", "E747", .cannotCreate),
        Failing("cube project @a.cube by region out @rows.csv", "E255", .cannotCreate),
        Failing("cube build in @a.cube label repaid out @x.cube", "E744"),
        Failing("cube build in @rows.csv label repaid prediction approved window march out @x.cube", "E746"),
        Failing("cube build in @rows.csv label repaid positive yes prediction approved", "E744"),
        Failing("cube merge @a.cube @other.cube out @x.cube", "E737", .input),
    ]

    @Test("What cannot be done is said, and nothing is written", arguments: failing)
    func failures(_ test: Failing) async throws {
        let bench = try Bench()
        try bench.scratch.write(Self.csv(Self.rows(30, seed: 3)), as: "rows.csv")
        _ = await bench.output("cube build in @rows.csv \(Self.roles) by region, gender out @a.cube")
        _ = await bench.output("cube build in @rows.csv \(Self.roles) by region out @other.cube")
        var bytes = try bench.bytes("a.cube")
        try bench.scratch.write(Array(bytes.dropLast()), as: "cut.cube")
        bytes[bytes.count / 2] ^= 1
        try bench.scratch.write(bytes, as: "flipped.cube")
        let before = try FolderListing.names(in: bench.scratch.path).sorted()
        let (code, status) = await bench.failure(test.line)
        #expect(code == test.code)
        #expect(status == test.status)
        #expect(try FolderListing.names(in: bench.scratch.path).sorted() == before)
    }

    @Test("The keys are named when a question asks for something else")
    func keys() async throws {
        let bench = try Bench()
        try bench.scratch.write(Self.csv(Self.rows(30, seed: 3)), as: "rows.csv")
        _ = await bench.output("cube build in @rows.csv \(Self.roles) by region, gender out @a.cube")
        let (_, failure) = await bench.run("metrics tpr in @a.cube by regoin")
        #expect(failure?.diagnostics.first?.help.contains("did you mean 'region'?") == true)
        #expect(failure?.diagnostics.first?.help.contains("keys: gender, region") == true)
        #expect(failure?.diagnostics.first?.excerpt != nil)
    }
}
