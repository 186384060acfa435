import Diagnostics
import Metrics
@testable import Scenarios
import Storage
import TestSupport

/// A scenario in a folder of its own: a file, its data and its predictions.
struct ScenarioFolder {
    let folder: ScratchFolder
    private(set) var yaml: String

    /// - Parameters:
    ///   - yaml: the scenario file.
    ///   - files: path below the folder → content.
    init(yaml: String, files: KeyValuePairs<String, String>) throws {
        folder = try ScratchFolder()
        self.yaml = yaml
        for (name, text) in files { try folder.write(text, as: name) }
        try folder.write(yaml, as: "scenario.yaml")
    }

    /// The real catalogue.
    static func metric(_ name: String) -> MetricNameCheck {
        Catalogue.metric(named: name).map { .known(canonical: $0.name) } ?? .unknown(near: [])
    }

    func scenario() throws -> Scenario {
        try ScenarioFile.load(folder.path, today: "2026-06-01", metricNamed: Self.metric)
    }

    func inputs() throws -> ScenarioInputs { try ScenarioInputs(reading: scenario()) }

    func assessment() throws -> Assessment {
        try ScenarioRunner.assess(scenario(), programVersion: "0.0.0", date: "2026-06-01")
    }

    /// The diagnostics of a scenario that cannot be assessed; empty if it can.
    func failure() throws -> [Diagnostic] {
        let scenario = try scenario()
        do {
            _ = try ScenarioRunner.assess(scenario, programVersion: "0.0.0")
            return []
        } catch {
            return error.diagnostics
        }
    }

    /// A small credit scenario; arguments replace its parts.
    static func credit(
        data: String = "id,y,g\n1,1,a\n2,0,a\n3,1,b\n4,,b\n5,0,\n",
        predictions: String = "id,p,s\n1,1,0.9\n2,1,0.8\n3,0,0.2\n4,0,0.1\n5,0,0.3\n",
        label: String = "{column: y, positive: \"1\"}", model: String = "prediction: p, score: s, favourable: 1",
        dataKeys: String = "", modelKeys: String = "", more: String = "", path: String = "p.csv"
    ) throws -> ScenarioFolder {
        try ScenarioFolder(
            yaml: """
                kigezo: 1
                name: small
                title: Small
                risk: low
                data: {file: data.csv, id: id, label: \(label), groups: [{column: g}]\(dataKeys)}
                models:
                  m: {predictions: \(path), \(model)\(modelKeys)}
                \(more)

                """, files: ["data.csv": data, "p.csv": predictions])
    }
}
