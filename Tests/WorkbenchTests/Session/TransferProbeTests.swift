import Diagnostics
import Interchange
import TestSupport
import Testing

@testable import Workbench

@Suite("probe transfer")
struct TransferProbeTests {
    private func run(_ line: String) async throws -> (output: String, notes: [String], failure: CommandFailure?) {
        let scratch = try ScratchFolder()
        var random = SeededRandom(seed: 6)
        func rows(_ count: Int, home: Bool) -> (rows: String, model: String, labels: String) {
            var (text, model, labels) = ("id,place,sex,y,p,s\n", "id,p,s\n", "id,sex,y\n")
            for row in 0..<count {
                let label = Int.random(in: 0..<10, using: &random) < (home ? 5 : 3) ? 1 : 0
                let score = min(99, max(1, (label == 1 ? 62 : 38) + Int.random(in: -30..<30, using: &random)))
                let sex = Int.random(in: 0..<10, using: &random) < (home ? 5 : 7) ? "f" : "m"
                let place = home ? "there" : ["A", "B"][row % 2]
                let decision = score >= 50 ? 1 : 0
                let shown = score < 10 ? "0.0\(score)" : "0.\(score)"
                text += "\(home ? "h" : "r")\(row),\(place),\(sex),\(label),\(decision),\(shown)\n"
                model += "h\(row),\(decision),\(shown)\n"
                labels += "h\(row),\(sex),\(label)\n"
            }
            return (text, model, labels)
        }
        let (local, home) = (rows(600, home: false), rows(400, home: true))
        try scratch.write(local.rows, as: "rows.csv")
        try scratch.write(local.rows + home.rows.drop { $0 != "\n" }.dropFirst(), as: "all.csv")
        try scratch.write(home.labels, as: "labels.csv")
        try scratch.write(home.model, as: "model.csv")
        try scratch.write("id,p\nx,1\ny,0\nz,1\nw,\nv,2\n" + "u,0\n", as: "plain.csv")
        let (reports, failure) = await Session().run(line: line.replacing("@", with: scratch.path + "/"))
        return (reports.map(\.output).joined(), reports.flatMap(\.notes), failure)
    }

    private static let roles = "label y positive 1 prediction p score s"

    @Test("An origin in files of its own and one among the rows answer alike")
    func everyWay() async throws {
        let figures = "metrics accuracy, tpr, brier-score given sex by place tolerance 0.05 to json"
        let (apart, notes, failure) = try await run(
            "probe transfer in @rows.csv \(Self.roles) id id home @labels.csv home-predictions @model.csv \(figures)")
        #expect(failure == nil, "\(failure?.diagnostics.map(\.message) ?? [])")
        #expect(notes.contains { $0.contains("labels.csv") })
        let (among, _, broken) = try await run(
            "probe transfer in @all.csv \(Self.roles) home-group place=there \(figures)")
        #expect(broken == nil, "\(broken?.diagnostics.map(\.message) ?? [])")
        let (first, second) = (try JSONValue.parse(Array(apart.utf8)), try JSONValue.parse(Array(among.utf8)))
        #expect(first["kind"]?.text == "transfer" && first["estimates"]?.elements?.count == 9)
        #expect(apart == among && first == second)
        let everybody = try #require(first["estimates"]?.elements?.first)
        #expect(everybody["metric"]?.text == "accuracy" && everybody["case-mix"] != .null)
        let gap = try #require(everybody["value"]?.double)
        let parts = ["symmetric-prevalence", "symmetric-class-conditional"].compactMap {
            everybody["label-shift"]?[$0]?["value"]?.double
        }
        #expect(parts.count == 2 && abs(parts.reduce(0, +) - gap) < 1e-12)
        let (table, _, _) = try await run(
            "probe transfer in @all.csv \(Self.roles) home-group place=there metrics accuracy given sex tolerance 0.05")
        #expect(table.contains("accuracy by case mix: composition") && table.contains("on the worse side"))
    }

    @Test("Reported figures are read with their limits, as counts, and alone")
    func reported() async throws {
        let (text, _, failure) = try await run(
            "probe transfer in @rows.csv \(Self.roles) reported auc='0.9 0.88..0.92', tpr='180 of 200', base-rate=0.5, accuracy=0.8 to json"
        )
        #expect(failure == nil, "\(failure?.diagnostics.map(\.message) ?? [])")
        let estimates = try #require(try JSONValue.parse(Array(text.utf8))["estimates"]?.elements)
        func origin(_ name: String) -> JSONValue? { estimates.first { $0["metric"]?.text == name }?["origin"] }
        #expect(origin("roc-auc")?["interval"]?["method"]?.text == "reported-limits")
        #expect(origin("true-positive-rate")?["n"] == 200)
        #expect(origin("accuracy")?["flags"]?.elements == ["originUncertaintyUnknown"])
        let shift = estimates.first { $0["metric"]?.text == "accuracy" }?["label-shift"]
        #expect(shift?["origin-shares"]?.elements == [0.5, 0.5] && shift?["class-conditional"] == .null)
        let (table, _, _) = try await run("probe transfer in @rows.csv \(Self.roles) reported accuracy=0.8")
        #expect(table.contains("without its margin of error"))
    }

    @Test("Decisions tell how common labels are where nobody labelled, or say why not")
    func unlabelled() async throws {
        let (text, _, failure) = try await run(
            "probe transfer in @rows.csv \(Self.roles) unlabelled id id home @labels.csv home-predictions @model.csv to json"
        )
        #expect(failure == nil, "\(failure?.diagnostics.map(\.message) ?? [])")
        let answer = try JSONValue.parse(Array(text.utf8))
        let share = try #require(answer["unlabelled"]?["shares"]?["1"])
        let (value, interval) = (try #require(share["value"]?.double), share["interval"])
        let (lower, upper) = (try #require(interval?["lower"]?.double), try #require(interval?["upper"]?.double))
        #expect(lower < 0.3 && upper > 0.3 && upper - lower < 0.5 && lower < value && value < upper)
        #expect(answer["kind"]?.text == "transfer-unlabelled")
        let (table, notes, _) = try await run(
            "probe transfer in @plain.csv label y positive 1 prediction p unlabelled id id home @labels.csv home-predictions @model.csv"
        )
        #expect(table.contains("if people of one label look here") && notes.contains { $0.contains("2 rows have no") })
    }

    @Test(
        "What cannot be asked is refused",
        arguments: [
            ("metrics accuracy", "E895"), ("home @labels.csv home-group place=A", "E895"),
            ("home-group place=nowhere", "E897"), ("home-group plaze=A", "E102"), ("home @plain.csv", "E102"),
            ("reported accuracy=1.2", "E898"), ("reported accuracy=high", "E898"),
            ("reported accuracy='3 of 2'", "E898"),
            ("reported auc='3 of 4'", "E898"), ("reported auc='0.8 0.9..0.95'", "E898"), ("reported nothing=1", "E610"),
            ("reported accuracy=0.8, acc=0.9", "E604"), ("reported accuracy=0.8 tolerance -1", "E673"),
            ("reported accuracy=0.8 two-sided", "E896"), ("reported accuracy=0.8 weight s", "E676"),
            ("reported accuracy=0.8 reported-level 2", "E605"),
            ("home @labels.csv unlabelled metrics accuracy", "E896"),
        ])
    func refusals(rest: String, code: String) async throws {
        let (_, _, failure) = try await run("probe transfer in @rows.csv \(Self.roles) \(rest)")
        #expect(failure?.diagnostics.first?.code == code, "\(failure?.diagnostics.first?.message ?? "nothing")")
    }
}
