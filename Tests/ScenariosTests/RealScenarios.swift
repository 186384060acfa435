import Evidence
import Interchange
import Metrics
@testable import Scenarios
import Statistics
import Storage
import TestSupport

/// The real data and predictions as scenarios, read and counted once for all tests.
struct RealScenario: Sendable {
    struct Absent: Error {}

    static let isPresent =
        PackageFolder.sharedFile("data/afrisenti/expected.json") != nil
        && PackageFolder.sharedFile("data/finincl/expected.json") != nil

    let expected: JSONValue
    let isBinary: Bool
    /// By model.
    let cubes: [String: EvidenceCube]
    /// What a run says.
    let assessment: Assessment

    /// What the page of a case says that its numbers are.
    static func expected(_ name: String) throws -> JSONValue {
        guard let path = PackageFolder.sharedFile("data/\(name)/expected.json") else { throw Absent() }
        return try JSONValue.parse(FileReader.contents(of: path), from: path)
    }

    /// The files of a case copied beside a scenario, because links out of its folder are refused.
    static func folder(_ name: String, files: [String], yaml: String) throws -> ScratchFolder {
        let folder = try ScratchFolder()
        for file in files {
            guard let path = PackageFolder.sharedFile("data/\(name)/\(file)") else { throw Absent() }
            try folder.write(FileReader.contents(of: path), as: file)
        }
        try folder.write(yaml, as: "scenario.yaml")
        return folder
    }

    static func scenario(in folder: ScratchFolder) throws -> Scenario {
        try ScenarioFile.load(folder.path, today: "2026-06-01", metricNamed: ScenarioFolder.metric)
    }

    private init(_ name: String, data: String, models: [String], yaml: String) throws {
        expected = try Self.expected(name)
        let folder = try Self.folder(name, files: [data] + models.map { "predictions/\($0).csv" }, yaml: yaml)
        let scenario = try Self.scenario(in: folder)
        let inputs = try ScenarioInputs(reading: scenario)
        isBinary = inputs.classes.isBinary
        cubes = Dictionary(
            uniqueKeysWithValues: inputs.models.map {
                ($0.declaration.name, $0.cube)
            })
        assessment = try ScenarioRunner.assess(scenario, programVersion: "0.0.0")
    }

    /// Sentiment of tweets in 14 languages.
    static let tweets = Result {
        try RealScenario(
            "afrisenti", data: "data.csv.gz", models: ["imported-en", "local-afri"],
            yaml: """
                kigezo: 1
                name: tweets
                title: Tweets
                risk: low
                data:
                  file: data.csv.gz
                  id: id
                  label: label
                  groups: [{column: language}, {column: country}, {column: region}, {column: family}, {column: script}, {column: local_training_data}]
                models:
                  imported-en: {predictions: predictions/imported-en.csv, prediction: prediction, scores: {negative: score_negative, neutral: score_neutral, positive: score_positive}}
                  local-afri: {predictions: predictions/local-afri.csv, prediction: prediction, scores: {negative: score_negative, neutral: score_neutral, positive: score_positive}}
                analysis: {by: [language], metrics: [accuracy]}
                gates:
                  - {name: better than always the same, metric: accuracy, by: language, compare: no-skill, floor: 0.0}

                """)
    }

    /// Who has a bank account in four countries.
    static let accounts = Result {
        let models = ["pooled-logistic", "pooled-boosting", "imported-kenya"]
        return try RealScenario(
            "finincl", data: "data.csv", models: models,
            yaml: """
                kigezo: 1
                name: accounts
                title: Accounts
                risk: low
                data:
                  file: data.csv
                  id: id
                  label: {column: label, positive: "Yes"}
                  groups: [{column: gender, reference: Male}, {column: country}, {column: location_type}, {column: age_band}]
                models:

                """
                    + models.map {
                        "  \($0): {predictions: predictions/\($0).csv, prediction: prediction, score: score_Yes, favourable: \"Yes\"}\n"
                    }.joined() + "analysis: {by: [gender], metrics: [accuracy, selection-rate]}\n")
    }

    /// A figure of a group of a model.
    func estimate(_ name: String, _ evidence: GroupEvidence, model: String) throws -> Estimate {
        var estimator = Estimator(
            evidence, context: EstimationContext(model: model, replicates: 20, favourablePositive: true))
        guard let metric = Catalogue.metric(named: name, binary: isBinary) else { throw Absent() }
        return estimator.estimate(metric)
    }
}
