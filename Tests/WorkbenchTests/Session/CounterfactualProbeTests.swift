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

@Suite("What is said beside flips")
struct CounterfactualFindingTests {
    /// Findings of a model on the real tweets, by kind and language.
    private static func findings(_ model: String) async throws -> (records: [JSONValue], shown: String) {
        let expectedPath = try #require(PackageFolder.sharedFile("data/afrisenti/expected.json"))
        let folder = String(expectedPath.dropLast("/expected.json".count))
        let line =
            "probe counterfactual pairs \(folder)/counterfactuals/pairs.csv original \(folder)/predictions/\(model).csv "
            + "changed \(folder)/counterfactuals/\(model).csv on id prediction prediction in \(folder)/data.csv.gz "
            + "label label by language"
        let (json, failure) = await Session().run(line: line + " to json")
        #expect(failure == nil, "\(failure?.diagnostics.map(\.message) ?? [])")
        let (table, _) = await Session().run(line: line)
        let answer = try JSONValue.parse(json.map(\.output).joined())
        return (answer["findings"]?.elements ?? [], table.map(\.output).joined())
    }

    private static func languages(_ records: [JSONValue], _ kind: String) -> Set<String> {
        Set(records.filter { $0["kind"]?.text == kind }.compactMap { $0["group"]?["language"]?.text })
    }

    @Test(
        "A model that cannot read Amharic never flips, and that is said in plain words",
        .enabled(if: PackageFolder.sharedFile("data/afrisenti/expected.json") != nil))
    func amharic() async throws {
        let (records, shown) = try await Self.findings("imported-en")
        #expect(Self.languages(records, "cannot-read") == ["amh", "arq", "ary", "por", "tir"])
        #expect(Self.languages(records, "accuracy-hides-classes").contains("orm"))
        #expect(shown.contains("amh: cannot read. 0 of 349 decisions flip"), "\(shown)")
        #expect(shown.contains("It does not flip because it does not read"))
        let amharic = try #require(
            records.first { $0["group"]?["language"]?.text == "amh" && $0["kind"]?.text == "cannot-read" })
        #expect(amharic["flips"]?.integerValue == 0 && amharic["commonest-decision"]?.text == "neutral")
        let (local, _) = try await Self.findings("local-afri")
        #expect(Self.languages(local, "cannot-read") == [])
    }

    @Test(
        "Accuracy and macro-F1 beside the flips are those that are expected",
        .enabled(if: PackageFolder.sharedFile("data/afrisenti/expected.json") != nil))
    func figures() async throws {
        let (records, _) = try await Self.findings("imported-en")
        let expected = try JSONValue.parse(
            FileReader.contents(of: try #require(PackageFolder.sharedFile("data/afrisenti/expected.json"))))
        let languages = try #require(expected["models"]?["imported-en"]?["attributes"]?["language"])
        var compared = 0
        for record in records {
            guard let name = record["group"]?["language"]?.text else { continue }
            let own = try #require(languages["groups"]?[name] ?? languages[name], "\(name)")
            #expect(record["accuracy"]?["n"]?.integerValue == own["n"]?.integerValue)
            for (figure, wanted) in [("accuracy", "accuracy"), ("macro-f1", "macro_f1_present")] {
                let value = try #require(record[figure]?["value"]?.double)
                #expect(abs(value - (try #require(own[wanted]?.double, "\(name) \(wanted)"))) < 1e-9)
                compared += 1
            }
        }
        #expect(compared >= 10)
    }

    @Test(
        "Expectations are asked in one line",
        arguments: [
            ("expect invariance allowed 0.5", nil), ("expect rise allowed 0.5", nil), ("allowed 0.5", "E878"),
            ("expect minimum-functionality", "E878"), ("expect invariance allowed 1", "E673"),
        ] as [(String, String?)])
    func expectations(rest: String, code: String?) async throws {
        let folder = PackageFolder.root + "/Tests/WorkbenchTests/Examples/"
        let (reports, failure) = await Session().run(
            line:
                "probe counterfactual pairs \(folder)swaps.csv original \(folder)loans.csv changed \(folder)swaps.csv on pair "
                + "original-id application_id id application_id prediction approved score p_repay by from \(rest) to json"
        )
        #expect(failure?.diagnostics.first?.code == code, "\(failure?.diagnostics.map(\.message) ?? [])")
        guard code == nil else { return }
        let answer = try JSONValue.parse(reports.map(\.output).joined())
        let records = (answer["estimates"]?.elements ?? []).filter { $0["metric"]?.text == "failure-rate" }
        #expect(records.count == 3)
        if rest.contains("rise") {
            // Scores rise for women made men, and fall for men made women.
            let verdicts = records.map { ($0["group"]?["from"]?.text ?? "", $0["verdict"]?.text ?? "") }
            #expect(verdicts.contains { $0 == ("female", "pass") } && verdicts.contains { $0 == ("male", "fail") })
        }
    }
}
