import Diagnostics
import Interchange
import Statistics
import Storage
import TestSupport
import Testing

@testable import Workbench

@Suite("probe counterfactual")
struct CounterfactualProbeTests {
    /// A set of real pairs and how they are asked about.
    struct Case: Sendable, CustomTestStringConvertible {
        let data: String
        let model: String
        let pairs: String
        let changed: String
        let clauses: String
        let by: String

        var testDescription: String { "\(data), \(model)" }
    }

    static let cases =
        ["imported-en", "local-afri"].map {
            Case(
                data: "afrisenti", model: $0, pairs: "counterfactuals/pairs.csv", changed: "counterfactuals/\($0).csv",
                clauses: "on id prediction prediction score score_positive",
                by: "by kind by kind, language by kind, from, to")
        }
        + ["pooled-logistic", "pooled-boosting", "imported-kenya"].map {
            Case(
                data: "finincl", model: $0, pairs: "counterfactuals.csv", changed: "counterfactuals.csv",
                clauses:
                    "on pair original-id id prediction prediction changed-prediction \"prediction:\($0)\" score score_Yes changed-score \"score_Yes:\($0)\" favourable Yes",
                by: "by attribute, from, to")
        }
        + ["logistic", "boosting"].map {
            Case(
                data: "taiwan-credit", model: $0, pairs: "counterfactuals.csv", changed: "counterfactuals.csv",
                clauses:
                    "on pair original-id id prediction prediction changed-prediction \"prediction:\($0)\" score score_paid changed-score \"score_paid:\($0)\" favourable paid",
                by: "by attribute, from, to")
        }

    @Test(
        "Real pairs give the expected flips and shifts",
        .enabled(if: PackageFolder.sharedFile("data/afrisenti/expected.json") != nil), arguments: cases)
    func real(test: Case) async throws {
        let expectedPath = try #require(PackageFolder.sharedFile("data/\(test.data)/expected.json"))
        let folder = String(expectedPath.dropLast("/expected.json".count))
        let line =
            "probe counterfactual pairs \(folder)/\(test.pairs) original \(folder)/predictions/\(test.model).csv "
            + "changed \(folder)/\(test.changed) \(test.clauses) \(test.by) to json"
        let (reports, failure) = await Session().run(line: line)
        #expect(failure == nil, "\(failure?.diagnostics.map(\.message) ?? [])")
        let answer = try JSONValue.parse(Array(reports.map(\.output).joined().utf8))
        var found: [String: [String: JSONValue]] = [:]
        for record in answer["estimates"]?.elements ?? [] {
            let levels = (record["group"]?.members ?? []).map { "\($0.name)=\($0.value.text ?? "")" }
            let group = levels.sorted().joined(separator: " | ")
            found[group, default: [:]][record["metric"]?.text ?? ""] = record
        }
        let expected = try JSONValue.parse(FileReader.contents(of: expectedPath))
        let section = try #require(expected["counterfactual"]?[test.model]?.members)
        var groups: [(key: [String], numbers: JSONValue)] = []
        for member in section {
            guard let all = member.value["all"] else {
                groups.append((member.name.components(" | "), member.value))
                continue
            }
            groups.append(([member.name], all))
            for language in member.value["language"]?.members ?? [] {
                groups.append(([member.name, language.name], language.value))
            }
            for pair in member.value["from_to"]?.members ?? [] {
                groups.append(([member.name] + pair.name.components(" | "), pair.value))
            }
        }
        #expect(groups.count >= 4)
        for (key, numbers) in groups {
            // The kind (or attribute) comes first; then a language, or what was changed from and to.
            let kind = test.data == "afrisenti" ? "kind" : "attribute"
            let names = [kind] + (key.count == 3 ? ["from", "to"] : ["language"])
            let group = zip(names, key).map { "\($0)=\($1)" }.sorted().joined(separator: " | ")
            let own = try #require(found[group], "\(key)")
            #expect(own["flip-rate"]?["n"]?.integerValue == numbers["n"]?.integerValue)
            for (metric, name) in [
                ("flip-rate", "flip_rate"), ("mean-shift", "mean_delta"), ("mean-absolute-shift", "mean_abs_delta"),
                ("largest-shift", "max_abs_delta"),
            ] {
                let value = try #require(own[metric]?["value"]?.double, "\(key) \(metric)")
                let wanted = try #require(numbers[name]?.double)
                #expect(abs(value - wanted) <= 1e-10 * max(1, abs(wanted)), "\(key) \(metric)")
            }
            if let towards = numbers["to_positive"]?.integerValue {
                #expect(own["net-harm"]?["flips-towards"]?.integerValue == towards)
                #expect(own["net-harm"]?["flips-away"]?.integerValue == numbers["to_negative"]?.integerValue)
            }
        }
    }

    private struct Bench {
        let scratch: ScratchFolder

        init(changed: String = "id,p,s\n1,yes,0.9\n2,no,0.2\n3,no,0.4\n9,yes,1\n") throws {
            scratch = try ScratchFolder()
            try scratch.write(
                "id,original,kind\n1,a,name\n2,a,name\n3,b,place\n4,b,place\n5,zz,name\n", as: "pairs.csv")
            try scratch.write("id,p,s\na,yes,0.8\nb,yes,0.6\n", as: "original.csv")
            try scratch.write(changed, as: "changed.csv")
        }

        func run(_ rest: String) async -> (reports: [Report], failure: CommandFailure?) {
            let line = "probe counterfactual pairs @pairs.csv original @original.csv changed @changed.csv \(rest)"
            return await Session().run(line: line.replacing("@", with: scratch.path + "/"))
        }
    }

    @Test("What does not meet is counted and told")
    func unmatched() async throws {
        let bench = try Bench()
        let (reports, failure) = await bench.run("prediction p score s favourable yes by kind to csv")
        #expect(failure == nil)
        let notes = reports.flatMap(\.notes).joined(separator: "\n")
        #expect(notes.contains("3 of 5 pairs have both sides") && notes.contains("1 pairs without their original"))
        #expect(notes.contains("1 pairs without a changed row") && notes.contains("1 changed rows belong to no pair"))
        #expect(notes.contains("pairs.csv:6") && notes.contains("pairs.csv:5"))
        let rows = reports.map(\.output).joined().split(separator: "\n")
        #expect(rows.contains { $0.hasPrefix(",flip-rate,0.6666666666666666,") })
        #expect(rows.contains { $0.hasPrefix("place,mean-shift,-0.19999999999999996,") })
    }

    @Test(
        "What cannot be asked is refused",
        arguments: [
            ("", "E674"), ("prediction nothing", "E102"), ("prediction p favourable maybe", "E608"),
            ("prediction p tolerance -1", "E673"), ("prediction p metric tpr", "E676"),
            ("prediction p on kind", "E102"),
            ("prediction p original-id id", "E675"), ("score p", "E214"),
        ])
    func refusals(rest: String, code: String) async throws {
        let (_, failure) = try await Bench().run(rest)
        #expect(failure?.diagnostics.first?.code == code, "\(failure?.diagnostics.first?.message ?? "nothing")")
    }

    @Test("An id that stands twice is refused with its place")
    func duplicates() async throws {
        let (_, failure) = try await Bench(changed: "id,p\n1,yes\n1,no\n").run("prediction p")
        #expect(failure?.diagnostics.first?.code == "E225")
        #expect(failure?.diagnostics.first?.location?.line == 3)
    }
}

extension String {
    fileprivate func components(_ separator: String) -> [String] {
        split(separator: separator).map(String.init)
    }
}
