import Dossiers
import Localization
import Metrics
import Scenarios
import Statistics
import Storage

extension Benchmark {
    /// From an assessment to what people read.
    static let dossiers = [
        Benchmark(
            name: "assess-50x10", summary: "a scenario of 50 groups, 10 metrics and 20,000 rows, read and assessed"
        ) {
            bench in
            let scenario = try SampleScenario(bench).scenario
            return Work(rows: 20_000) { try assess(scenario).estimates.count }
        },
        Benchmark(name: "dossier-50x10", summary: "its HTML dossier in English", budget: 0.1) { bench in
            let assessment = try assess(SampleScenario(bench).scenario)
            let localizer = try localizer()
            let size = Dossier.html(assessment: assessment, localizer: localizer).utf8.count
            return Work(bytes: size, note: "\(size >> 10) KiB, at most 488 wanted") {
                Dossier.html(assessment: assessment, localizer: localizer).utf8.count
            }
        },
        Benchmark(
            name: "localizer", summary: "making the localizer that a dossier needs, from the words inside the program"
        ) {
            _ in Work { try localizer().glossary.count }
        },
    ]

    private static func localizer() throws -> Localizer {
        try Localizer(
            language: "en", place: nil, folder: nil, digest: { SHA256.hexadecimal(SHA256.digest(of: $0)) })
    }

    private static func assess(_ scenario: Scenario) throws -> Assessment {
        try ScenarioRunner.assess(scenario, programVersion: "0.0.0")
    }
}

/// A scenario of 50 counties and ten metrics, as files.
private struct SampleScenario {
    let scenario: Scenario

    init(_ bench: Bench) throws {
        var random = RandomStream(seed: 11, name: "counties")
        var text = "id,repaid,p_repay,county\n"
        for row in 0..<20_000 {
            let county = Int(50 * random.uniform())
            let truth = random.uniform()
            let repaid = random.uniform() < 0.2 + 0.7 * truth ? 1 : 0
            let score = min(1, max(0, truth + 0.2 * (random.uniform() - 0.5) - Double(county % 5) / 40))
            text += "\(row),\(repaid),\(score.rounded(to: 4)),County number \(county + 1)\n"
        }
        try AtomicFile.write(text, to: bench.path("applications.csv"), replaceExisting: true)
        try AtomicFile.write(Self.yaml, to: bench.path("scenario.yaml"), replaceExisting: true)
        scenario = try ScenarioFile.load(bench.path("scenario.yaml"), today: "2026-06-01") { name in
            Catalogue.metric(named: name).map { .known(canonical: $0.name) } ?? .unknown(near: [])
        }
    }

    private static let yaml = """
        kigezo: 1
        name: fifty-counties
        title: Fifty counties, ten metrics
        risk: low
        data:
          file: applications.csv
          id: id
          label: {column: repaid, positive: "1"}
          groups:
            - {column: county, source: recorded, basis: testing for discrimination}
        models:
          local: {score: {column: p_repay, kind: probability}, threshold: 0.5, favourable: 1}
        analysis:
          by: [county]
          metrics:
            - accuracy
            - selection-rate
            - favourable-rate
            - true-positive-rate
            - false-positive-rate
            - true-negative-rate
            - false-negative-rate
            - positive-predictive-value
            - roc-auc
            - brier-score
          minimum-group: 30
          seed: 7
        gates:
          - name: equal chance for good payers
            metric: true-positive-rate
            by: county
            compare: difference
            tolerance: 0.10

        """
}
