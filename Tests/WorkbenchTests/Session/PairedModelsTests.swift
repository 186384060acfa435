import Diagnostics
import Evidence
import Interchange
import Storage
import Tables
import TestSupport
import Testing

@testable import Workbench

@Suite("Two models, and stages of a decision, on the command line")
struct PairedModelsTests: ScratchBench {
    let scratch: ScratchFolder

    init() throws {
        scratch = try ScratchFolder()
        var random = SeededRandom(seed: 17)
        var lines = ["region,person,repaid,vendor,p,rule,human,q"]
        for row in 0..<600 {
            func pick(_ values: [String]) -> String { values.randomElement(using: &random) ?? "" }
            let p = Double(Int.random(in: 0...100, using: &random)) / 100
            let vendor = p >= 0.5 ? "yes" : "no"
            let rule = Int.random(in: 0..<6, using: &random) == 0 ? "no" : vendor
            let human = Int.random(in: 0..<5, using: &random) == 0 ? pick(["yes", "no", "no"]) : rule
            let q =
                Int.random(in: 0..<20, using: &random) == 0
                ? "" : "\(Double(Int.random(in: 0...1000, using: &random)) / 1000)"
            lines.append(
                [
                    pick(["Wajir", "NA", "Kisumu", ""]), "p\(row / 3)", pick(["yes", "no", "yes", ""]), vendor, "\(p)",
                    rule, human, q,
                ]
                .joined(separator: ","))
        }
        try scratch.write(lines.joined(separator: "\n") + "\n", as: "rows.csv")
    }

    private static let roles = "label repaid positive yes prediction vendor score p favourable yes"

    @Test(
        "The answer is the same from rows that are read, rows that are loaded, and their cube",
        arguments: [
            ("compare all", "against human by region"),
            ("compare accuracy, tpr", "against human against-score q by region"),
            ("compare accuracy", "cluster person against human against-score q by region"),
            ("compare selection-rate, tpr, ppv", "stages rule=rule, human=human by region"),
            ("metrics accuracy, ppv, roc-auc", "stages rule=rule, human=human by region"),
            ("metrics selection-rate", "stages rule=rule, human=human"),
        ])
    func sameBytes(question: String, clauses: String) async {
        let rows = await output("\(question) in @rows.csv \(Self.roles) \(clauses) to json")
        #expect(rows.contains("\"value\""))
        let load = "load @rows.csv as vendor \(Self.roles) against-score q"
        let loaded = await output("\(load); \(question) \(clauses.replacing("against-score q ", with: "")) to json")
        // What was loaded with the other scores tells of their shifts.
        if !clauses.contains("against human by") {
            #expect(loaded.split(separator: "\n", maxSplits: 1).last.map(String.init) == rows)
        }
        _ = await output(
            "cube build in @rows.csv \(Self.roles) \(clauses) \(clauses.contains("by region") ? "" : "by region") out @a.cube force"
        )
        #expect(await output("\(question) in @a.cube \(clauses) to json") == rows)
    }

    @Test("Stages stand as a group of their own, and a cube is asked for them by name")
    func stageGroups() async {
        let roles = "label repaid positive yes prediction vendor stages rule=rule, human=human"
        let rows = await output("metrics tpr in @rows.csv \(roles) by region, stage to csv")
        #expect(rows.hasPrefix("region,stage,metric,"))
        for stage in ["model", "rule", "human"] { #expect(rows.contains("Wajir,\(stage),true-positive-rate")) }
        _ = await output("cube build in @rows.csv \(roles) by region out @a.cube")
        #expect(await output("metrics tpr in @a.cube by region, stage to csv") == rows)
        // Without the stages rows are counted once, as they are with them.
        let plain = await output("metrics count in @rows.csv label repaid positive yes prediction vendor to csv")
        #expect(await output("metrics count in @a.cube to csv").replacing("a.cube", with: "") == plain)
        _ = await output("cube project @a.cube by stage out @b.cube")
        #expect(await output("metrics count in @b.cube by stage to csv").contains("human,count,600"))
        _ = await output("cube project @a.cube by region out @c.cube")
        #expect(await codes("metrics count in @c.cube by stage") == ["E740"])
        #expect(await output("metrics count in @c.cube to csv") == plain)
    }

    @Test(
        "The gap at the last stage is that of the model and all changes together",
        arguments: ["selection-rate", "tpr", "accuracy", "ppv"])
    func addsUp(metric: String) async throws {
        let text = await output(
            "compare \(metric) in @rows.csv \(Self.roles) stages rule=rule, human=human by region to json")
        let estimates = try #require(try JSONValue.parse(Array(text.utf8))["estimates"]?.elements)
        #expect(estimates.count == 12)
        for group in stride(from: 0, to: estimates.count, by: 3) {
            let own = estimates[group..<group + 3]
            #expect(own.map { $0["stage"]?.text } == ["model", "rule", "human"])
            let gaps = own.compactMap { $0["value"]?.double }
            let changes = own.compactMap { $0["change"]?["value"]?.double }
            #expect(gaps.count == 3 && changes.count == 2)
            #expect(abs(gaps[0] + changes.reduce(0, +) - gaps[2]) <= 1e-15)
            // A rate of the same rows has limits of its change; others have none.
            for change in own.dropFirst().compactMap({ $0["change"] }) {
                #expect((change["interval"]?["method"]?.text == "mover") == (metric != "ppv"))
                guard let lower = change["interval"]?["lower"]?.double,
                    let upper = change["interval"]?["upper"]?.double,
                    let value = change["value"]?.double
                else { continue }
                #expect(lower <= value && value <= upper)
            }
        }
    }

    @Test("What cannot be compared is told, with its place")
    func errors() async {
        let roles = "in @rows.csv \(Self.roles)"
        #expect(await codes("compare ppv \(roles) against human by region") == ["E763"])
        #expect(await codes("compare accuracy \(roles) against humam by region") == ["E102"])
        #expect(await codes("compare accuracy \(roles) against region by region") == ["E614"])
        #expect(await codes("compare accuracy \(roles) against-score q by region") == ["E760"])
        #expect(await codes("compare accuracy \(roles) against human weight q by region").first == "E638")
        #expect(await codes("compare accuracy \(roles) against human weight p by region") == ["E762"])
        #expect(await codes("compare accuracy \(roles) against human as ratio by region") == ["E766"])
        #expect(await codes("compare accuracy \(roles) against human tipping by region") == ["E766"])
        #expect(await codes("compare accuracy \(roles) stages human=human tipping by region") == ["E766"])
        #expect(await codes("compare accuracy \(roles) stages model=rule by region") == ["E764"])
        #expect(await codes("compare accuracy \(roles) stages a=rule, a=human by region") == ["E764"])
        #expect(await codes("compare accuracy \(roles) stages a=rule by region reference best") == ["E766"])
        _ = await output("cube build \(roles) by region out @one.cube")
        #expect(await codes("compare accuracy in @one.cube against human by region") == ["E765"])
        #expect(await codes("compare accuracy in @one.cube stages human=human by region") == ["E765"])
        #expect(await codes("metrics accuracy in @one.cube by stage") == ["E740"])
        #expect(
            await codes("compare mae in @rows.csv label p prediction q outcome number against human by region") == [
                "E690"
            ])
    }

    /// One comparison of the golden files: models, groups and what must come out.
    struct Golden: Sendable, CustomTestStringConvertible {
        let folder: String
        let models: String
        let group: String?
        var testDescription: String { "\(folder): \(models)" }
    }

    static let golden = [
        Golden(folder: "afrisenti", models: "imported-en vs local-afri", group: "language"),
        Golden(folder: "finincl", models: "pooled-logistic vs pooled-boosting", group: nil),
        Golden(folder: "finincl", models: "pooled-logistic vs imported-kenya", group: nil),
        Golden(folder: "finincl", models: "pooled-boosting vs imported-kenya", group: nil),
        Golden(folder: "taiwan-credit", models: "logistic vs boosting", group: nil),
    ]

    @Test(
        "Real pairs of models agree with the golden counts and p-values, and with other programs'",
        .enabled(if: PackageFolder.sharedFile("data/afrisenti/expected.json") != nil), arguments: golden)
    func realData(_ golden: Golden) async throws {
        let file = try #require(PackageFolder.sharedFile("data/\(golden.folder)/expected.json"))
        let folder = String(file.dropLast("/expected.json".count))
        let golds = try JSONValue.parse(FileReader.contents(of: folder + "/expected.json"))
        let expected = try #require(golds["pairs"]?[golden.models])
        let names = golden.models.split(separator: " ").map(String.init)
        let group = golden.group ?? "label"
        let data = folder + (golden.folder == "afrisenti" ? "/data.csv.gz" : "/data.csv")
        func category(_ name: String) -> ColumnRequest { ColumnRequest(name, .category) }
        let rows = try TableReader.read(
            path: data,
            columns: .only(
                [ColumnRequest("id", .identifier), category("label")] + (golden.group.map { [category($0)] } ?? [])))
        var columns: [CategoryColumn] = []
        for name in [names[0], names[2]] {
            let other = try TableReader.read(
                path: folder + "/predictions/\(name).csv",
                columns: .only([ColumnRequest("id", .identifier), category("prediction")]))
            let join = try RowJoin.match(base: rows, baseID: "id", other: other, otherID: "id")
            columns.append(try #require(rows.joined(["prediction"], of: other, by: join).category("prediction")))
        }
        let label = try #require(rows.category("label"))
        let groups = try #require(rows.category(group))
        var lines = ["g,label,a,b"]
        for row in 0..<rows.rowCount {
            lines.append(
                [groups, label, columns[0], columns[1]].map { $0.level(ofRow: row) ?? "" }.joined(separator: ","))
        }
        try scratch.write(lines.joined(separator: "\n") + "\n", as: "pairs.csv")
        let text = await output("compare accuracy in @pairs.csv label label prediction a against b by g to json")
        let estimates = try #require(try JSONValue.parse(Array(text.utf8))["estimates"]?.elements)
        func check(_ estimate: JSONValue, _ golden: JSONValue) throws {
            #expect(estimate["only-model"]?.integerValue == golden["b"]?.integerValue)
            #expect(estimate["only-against"]?.integerValue == golden["c"]?.integerValue)
            // The golden p is the exact one; ours takes half of what is as unlikely as what was seen.
            let (found, p) = (try #require(estimate["exact-p-value"]?.double), try #require(golden["p"]?.double))
            #expect(abs(found - p) <= 1e-6 * p + 1e-300, "\(found) against \(p)")
            let mid = try #require(estimate["p-value"]?.double)
            #expect(mid <= found && mid >= found / 4)
        }
        try check(estimates[0], try #require(expected["overall"]))
        guard let name = golden.group, let members = expected[name]?.members else { return }
        #expect(estimates.count == 1 + members.count)
        for member in members {
            let own = try #require(estimates.first { $0["group"]?["g"]?.text == member.name })
            try check(own, member.value)
            #expect((own["adjusted-p-value"]?.double ?? 0) >= (own["p-value"]?.double ?? 1))
        }
    }
}
