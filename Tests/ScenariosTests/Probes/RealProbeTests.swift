import Interchange
import Metrics
import Probes
@testable import Scenarios
import Statistics
import Storage
import TestSupport
import Testing

/// Probes of real models as scenarios declare them, against the numbers of `shared/data` and the traps that its pages name.
@Suite("Probes of real models", .enabled(if: RealScenario.isPresent, "the shared data folder is absent"))
struct RealProbeTests {
    private static func assessment(_ name: String, files: [String], yaml: String) throws -> Assessment {
        let folder = try RealScenario.folder(name, files: files, yaml: yaml)
        return try ScenarioRunner.assess(try RealScenario.scenario(in: folder), programVersion: "0.0.0")
    }

    /// Whether a number is the one that was written with twelve decimals.
    private func isNear(_ number: Double?, _ written: JSONValue?) -> Bool {
        guard let number, let written = written?.double else { return false }
        return abs(number - written) < 1e-11
    }

    private static let accounts = Result {
        try assessment(
            "finincl", files: ["data.csv", "counterfactuals.csv", "predictions/pooled-logistic.csv"],
            yaml: """
                kigezo: 1
                name: accounts
                title: Accounts
                risk: low
                data:
                  file: data.csv
                  id: id
                  label: {column: label, positive: "Yes"}
                  groups: [{column: gender}, {column: country}, {column: location_type}]
                  features: [country, location_type, cellphone_access, household_size, age, relationship_with_head, marital_status, education_level, job_type]
                models:
                  pooled-logistic: {predictions: predictions/pooled-logistic.csv, prediction: prediction, score: score_Yes, favourable: 1}
                analysis: {metrics: [accuracy]}
                probes:
                  proxy: {of: [gender]}
                  slices: {metric: false-negative-rate, depth: 2, support: 0.02}
                  counterfactual:
                    - pairs: counterfactuals.csv
                      id: pair
                      original: id
                      kind: attribute
                      by: [[attribute, from, to]]
                      predictions: {pooled-logistic: {file: counterfactuals.csv, id: pair, prediction: "prediction:pooled-logistic", score: "score_Yes:pooled-logistic"}}

                """)
    }

    @Test("Flips and shifts of finincl are those of its expected numbers")
    func flips() throws {
        let assessment = try Self.accounts.get()
        let record = try #require(assessment.probes.counterfactuals.first)
        #expect(record.pairs == 35_290 && record.withoutOriginal == 0 && record.withoutChange == 0)
        let expected = try #require(try RealScenario.expected("finincl")["counterfactual"]?["pooled-logistic"]?.members)
        let byName = Dictionary(
            uniqueKeysWithValues: record.results.map {
                ($0.group.levels.map(\.name).joined(separator: " | "), $0.result)
            })
        #expect(expected.count >= 14)
        for member in expected {
            let result = try #require(byName[member.name], "\(member.name)")
            let value = member.value
            #expect(result.pairs == value["n"]?.integerValue)
            #expect(isNear(result.flipRate.number, value["flip_rate"]))
            #expect(isNear(result.meanShift.number, value["mean_delta"]))
            #expect(isNear(result.meanSize.number, value["mean_abs_delta"]))
            #expect(isNear(result.largestShift, value["max_abs_delta"]))
            #expect(result.towards == value["to_positive"]?.integerValue)
            #expect(result.away == value["to_negative"]?.integerValue)
        }
    }

    @Test("The place in the household comes first for gender, and is told of")
    func household() throws {
        let assessment = try Self.accounts.get()
        let record = try #require(assessment.probes.proxies.first)
        #expect(record.search.features.first?.feature == "relationship_with_head")
        #expect(record.flagged.first?.feature == "relationship_with_head")
        let finding = assessment.findings.first { if case .proxies = $0.kind { true } else { false } }
        guard case .proxies(_, let features, _)? = finding?.kind else {
            Issue.record("no finding")
            return
        }
        #expect(features.first?.name == "relationship_with_head")
        #expect(!features.contains { $0.name == "cellphone_access" })
    }

    @Test("A bill with thousands of values does not stand for sex")
    func bill() throws {
        let assessment = try Self.assessment(
            "taiwan-credit", files: ["data.csv", "predictions/logistic.csv"],
            yaml: """
                kigezo: 1
                name: cards
                title: Cards
                risk: low
                data:
                  file: data.csv
                  id: id
                  label: {column: label, positive: paid}
                  groups: [{column: sex}]
                  features: [bill_amt1, limit_bal, pay_0, education, marriage]
                models:
                  logistic: {predictions: predictions/logistic.csv, prediction: prediction, score: score_paid, favourable: 1}
                analysis: {metrics: [accuracy]}
                probes: {proxy: {of: [sex]}}

                """)
        let record = try #require(assessment.probes.proxies.first)
        let bill = try #require(record.search.features.first { $0.feature == "bill_amt1" })
        #expect(bill.isNumeric && !record.isFlagged(bill))
        #expect((bill.availability ?? 1) < 0.1)
        #expect(record.flagged.isEmpty)
        #expect(!assessment.findings.contains { if case .proxies = $0.kind { true } else { false } })
    }

    @Test("Amharic never flips, and that the model does no better there than one answer is said beside it")
    func amharic() throws {
        let assessment = try Self.assessment(
            "afrisenti",
            files: [
                "data.csv.gz", "predictions/imported-en.csv", "counterfactuals/pairs.csv",
                "counterfactuals/imported-en.csv",
            ],
            yaml: """
                kigezo: 1
                name: tweets
                title: Tweets
                risk: low
                data:
                  file: data.csv.gz
                  id: id
                  label: label
                  groups: [{column: language}]
                models:
                  imported-en: {predictions: predictions/imported-en.csv, prediction: prediction, scores: {negative: score_negative, neutral: score_neutral, positive: score_positive}}
                analysis: {metrics: [accuracy], by: [language]}
                probes:
                  counterfactual:
                    - name: countries and names
                      pairs: counterfactuals/pairs.csv
                      by: [language, [kind, language]]
                      predictions: {imported-en: {file: counterfactuals/imported-en.csv, score: score_positive}}

                """)
        let record = try #require(assessment.probes.counterfactuals.first)
        func result(_ names: [String]) -> Assessment.CounterfactualRecord.Result? {
            record.results.first { $0.group.levels.map(\.name) == names }
        }
        let amharic = try #require(result(["amh"]))
        #expect(amharic.result.flipRate.number == 0)
        #expect(record.isSilent(amharic))
        #expect(
            assessment.findings.contains {
                if case .fewFlipsWithoutSkill = $0.kind { $0.group == amharic.group } else { false }
            })
        // Hausa flips in one of four, so nothing is silent there.
        let hausa = try #require(result(["hau"]))
        #expect(record.exceeds(hausa) && !record.isSilent(hausa))
        let expected = try #require(
            try RealScenario.expected("afrisenti")["counterfactual"]?["imported-en"]?["country"]?["language"]?.members)
        for member in expected {
            let found = try #require(result(["country", member.name]), "\(member.name)").result
            #expect(found.pairs == member.value["n"]?.integerValue)
            #expect(isNear(found.flipRate.number, member.value["flip_rate"]))
            #expect(isNear(found.meanShift.number, member.value["mean_delta"]))
        }
    }
}
