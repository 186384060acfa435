import Diagnostics
import Metrics
import Scenarios

/// Laws of scenario files: a file is read, or refused with places in the order of the file.
enum ScenarioLaws {
    static func check(_ bytes: [UInt8]) {
        do {
            _ = try ScenarioFile.read(bytes, file: "fuzz/scenario.yaml", today: "2026-06-01", metricNamed: metric)
        } catch {
            require(!error.diagnostics.isEmpty, "a refusal has a reason")
            require(!DiagnosticRenderer().text(of: error).isEmpty, "a refusal can be told")
            var last = (0, 0)
            for diagnostic in error.diagnostics where diagnostic.severity == .error {
                let place = (diagnostic.location?.line ?? 0, diagnostic.location?.column ?? 0)
                require(place.0 >= 0 && place.1 >= 0 && place >= last, "problems stand in the order of the file")
                last = place
            }
        }
    }

    private static func metric(_ name: String) -> MetricNameCheck {
        if let metric = Catalogue.metric(named: name) { return .known(canonical: metric.name) }
        return .unknown(near: Catalogue.nearest(to: name).map { [$0] } ?? [])
    }
}
