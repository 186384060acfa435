import Diagnostics
import Evidence
import Interchange
import Storage
import TestSupport
import Testing

@testable import Workbench

@Suite("Numbers and errors of texts on the command line")
struct MeasuredCommandTests: ScratchBench {
    let scratch: ScratchFolder
    private let lines: [String]
    private static let header = "region,gender,paid,forecast,s,d,i,e,words,times"

    init() throws {
        scratch = try ScratchFolder()
        var random = SeededRandom(seed: 31)
        var lines: [String] = []
        for _ in 0..<400 {
            func pick(_ values: [String]) -> String { values.randomElement(using: &random) ?? "" }
            func number(_ value: Double) -> String { Int.random(in: 0..<15, using: &random) == 0 ? "" : "\(value)" }
            let paid = Double.random(in: -20...300, using: &random)
            let edits = (0..<3).map { _ in Int.random(in: 0...4, using: &random) }
            let isCounted = Int.random(in: 0..<12, using: &random) > 0
            func count(_ value: Int) -> String { isCounted ? "\(value)" : "" }
            let row = [
                pick(["Wajir", "NA", ""]), pick(["f", "m"]), number(paid),
                number(paid + Double.random(in: -40...30, using: &random)), count(edits[0]), count(edits[1]),
                count(edits[2]), count(edits.reduce(0, +)), pick(["", "3", "11", "20", "17"]),
                "\(Int.random(in: 0...3, using: &random))",
            ]
            lines.append(row.joined(separator: ","))
        }
        self.lines = lines
        try write(lines, as: "rows.csv")
    }

    private func write(_ lines: [String], as name: String) throws {
        try scratch.write(([Self.header] + lines).joined(separator: "\n") + "\n", as: name)
    }

    static let numbers = "label paid prediction forecast outcome number"
    static let roles = [
        numbers, numbers + " largest 1000 weight times weights frequency", "errors e length words",
        numbers + " weight times", "errors e length words weight times weights importance",
        "substitutions s deletions d insertions i length words unit characters",
    ]

    @Test(
        "Every figure is the same from rows that are read, rows that are loaded, and their cube", arguments: roles,
        ["", "where gender = 'f' or region = 'Wajir'"])
    func sameBytes(roles: String, condition: String) async {
        let groups = "by region, gender by gender"
        let fromRows = await output("metrics all in @rows.csv \(roles) \(condition) \(groups) to json")
        #expect(fromRows.contains(roles.contains("number") ? "r-squared" : "-error-rate"))
        #expect(fromRows.contains("\"value\""))
        let name = roles.contains("number") ? "forecast" : "model"
        let kept = await output("load @rows.csv as \(name) \(roles); metrics all \(condition) \(groups) to json")
        #expect(kept.split(separator: "\n", maxSplits: 1).last.map(String.init) == fromRows)
        _ = await output("cube build in @rows.csv \(roles) \(groups) out @a.cube force")
        #expect(await output("metrics all in @a.cube \(condition) \(groups) to json") == fromRows)
        // A line may say again what was counted.
        let again = roles.split(separator: " weight")[0]
        #expect(await output("metrics all in @a.cube \(again) \(condition) \(groups) to json") == fromRows)
        let metric = roles.contains("number") ? "mae, rmse, r2" : roles.contains("unit") ? "cer" : "wer"
        for kind in ["difference", "ratio", "range", "worst"] {
            let compared = "\(condition) by region by gender as \(kind) to json"
            let gaps = await output("compare \(metric) in @rows.csv \(roles) \(compared)")
            #expect(gaps.contains("interval"))
            #expect(await output("compare \(metric) in @a.cube \(compared)") == gaps)
        }
    }

    @Test("Cubes of parts merge into the cube of the whole, bit for bit", arguments: roles)
    func merge(roles: String) async throws {
        try write(Array(lines[..<150]), as: "one.csv")
        try write(Array(lines[150...]), as: "two.csv")
        for (file, site) in [("one", "a"), ("two", "b")] {
            _ = await output("cube build in @\(file).csv \(roles) by gender, region site \(site) out @\(file).cube")
        }
        _ = await output("cube merge @two.cube @one.cube out @merged.cube")
        _ = await output("cube subtract @merged.cube @one.cube out @rest.cube")
        _ = await output("cube build in @rows.csv \(roles) by region, gender out @whole.cube")
        func cells(_ name: String) async throws -> JSONValue? {
            try JSONValue.parse(Array(await output("cube show @\(name).cube to json").utf8))["cells"]
        }
        #expect(try await cells("merged") == cells("whole"))
        #expect(try await cells("rest") == cells("two"))
        #expect(await output("cube show @whole.cube").contains("outcome"))
        let cell = try await cells("whole")?["decisions"]?.elements?.first
        #expect(cell?["sums"]?.members?.isEmpty == false)
        let shown = await output("cube show @whole.cube cells to csv")
        let isWeighted = roles.contains("weight times") && !roles.contains("frequency")
        let name = roles.contains("number") ? "error" : "reference-length"
        #expect(shown.contains("sum-of-" + (isWeighted ? "weighted-" : "") + name))
    }

    @Test("Predictions in a file of their own are joined")
    func joined() async throws {
        try scratch.write("id,g,paid\n1,a,2\n2,b,3\n3,a,5\n", as: "base.csv")
        try scratch.write("id,forecast\n3,4.5\n1,2.25\n", as: "own.csv")
        let roles = "id id predictions @own.csv \(Self.numbers)"
        let read = await output("metrics mae, n in @base.csv \(roles) to csv")
        #expect(read.contains("0.375"))
        #expect(await output("load @base.csv as forecast \(roles); metrics mae, n to csv").hasSuffix(read))
    }

    @Test("Decimal commas are read as they are declared")
    func decimalComma() async throws {
        try scratch.write("g,paid,forecast\na,\"1,5\",\"2,25\"\nb,\"3,5\",3\n", as: "comma.csv")
        let table = await output("metrics mae in @comma.csv \(Self.numbers) decimal comma to csv")
        #expect(table.contains("0.625"))
    }

    @Test(
        "What means nothing, or is not there, is told with its place",
        arguments: [
            ("metrics mae in @rows.csv \(numbers) positive 1", "E690"),
            ("metrics mae in @rows.csv label paid prediction forecast outcome number errors e", "E690"),
            ("metrics wer in @rows.csv errors e length words label paid", "E690"),
            ("metrics wer in @rows.csv errors e substitutions s length words", "E690"),
            ("metrics mae in @rows.csv \(numbers) weight forecast", "E694"),
            ("metrics accuracy in @rows.csv label gender prediction region unit words", "E690"),
            ("metrics mae in @rows.csv \(numbers) largest 0", "E691"),
            ("metrics mae in @rows.csv label paid outcome number", "E692"),
            ("metrics wer in @rows.csv errors e", "E692"),
            ("metrics wer in @rows.csv substitutions s insertions i length words", "E692"),
            ("metrics mae in @rows.csv label nothing prediction forecast outcome number", "E102"),
            ("metrics mae in @rows.csv \(numbers) by nothing", "E102"),
            ("load @rows.csv as a; metrics mae \(numbers)", "E693"),
            ("metrics mae in @rows.csv \(numbers) largest 10", "E694"),
            ("metrics wer in @rows.csv errors paid length words", "E694"),
            ("metrics mae in @rows.csv label gender prediction forecast outcome number", "E214"),
            ("metrics accuracy in @rows.csv \(numbers)", "E611"),
            ("metrics cer in @rows.csv errors e length words", "E611"),
            ("metrics mae in @rows.csv label gender positive f prediction gender", "E611"),
            ("metrics maee in @rows.csv \(numbers)", "E610"),
            ("metrics mae in @rows.csv \(numbers) where gender = 'x'", "E609"),
            ("compare mean-error in @rows.csv \(numbers) by region as worst", "E622"),
        ])
    func refused(line: String, code: String) async {
        let (_, failure) = await run(line)
        #expect(failure?.diagnostics.first?.code == code, "\(failure?.diagnostics.first?.message ?? "nothing")")
    }

    @Test("A number that does not fit is told with file, line and column, and what to say")
    func tooLarge() async throws {
        try scratch.write("g,paid,forecast\na,1,2\nb,3,5e9\n", as: "large.csv")
        let (_, failure) = await run("metrics mae in @large.csv \(Self.numbers)")
        let diagnostic = try #require(failure?.diagnostics.first)
        #expect(diagnostic.code == "E694" && failure?.exitStatus == .input)
        #expect(diagnostic.location?.line == 3 && diagnostic.location?.column == 5)
        #expect(diagnostic.help.contains { $0.contains("largest") })
        #expect(await output("metrics mae in @large.csv \(Self.numbers) largest 1e10 to csv").contains("2499999999"))
    }

    @Test(
        "A cube answers only for what was summed",
        arguments: [
            "outcome number", "errors e", "unit characters", "length s", "largest 5", "label paid", "positive 1",
        ])
    func otherMeaning(clause: String) async {
        _ = await output("cube build in @rows.csv errors i length words by gender out @e.cube")
        #expect(await run("metrics wer in @e.cube \(clause)").failure?.diagnostics.first?.code == "E743")
        _ = await output("cube build in @rows.csv \(Self.numbers) by gender out @n.cube")
        let (_, failure) = await run("metrics mae in @n.cube \(clause)")
        let isSame = ["outcome number", "label paid"].contains(clause)
        #expect(failure?.diagnostics.first?.code == (isSame ? nil : "E743"))
    }
}
