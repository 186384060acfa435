import Diagnostics
import Evidence

/// Every metric there is, by name.
package enum Catalogue {
    /// In the order of the catalogue in METHODS.
    package static let all: [Metric] = Metric.binaryDecision + Metric.multiclassDecision + Metric.scored

    private static let byName: [String: [Metric]] = Dictionary(
        grouping: all.flatMap { metric in ([metric.name] + metric.aliases).map { ($0, metric) } }, by: \.0
    ).mapValues { $0.map(\.1) }

    /// The metric of a canonical name or alias.
    ///
    /// - Parameter binary: the kind of outcome, where one name stands for a form of each.
    package static func metric(named name: String, binary: Bool? = nil) -> Metric? {
        let candidates = byName[name] ?? []
        guard let binary else { return candidates.first }
        return candidates.first { $0.fits(binary: binary) } ?? candidates.first
    }

    /// Canonical names and aliases, sorted.
    package static let names: [String] = byName.keys.sorted()

    /// The metrics that data of this kind allow, in catalogue order.
    package static func available(binary: Bool, hasScores: Bool, hasProbabilities: Bool) -> [Metric] {
        all.filter { metric in
            metric.fits(binary: binary) && (!metric.needsScores || hasScores)
                && (!metric.needsProbabilities || hasProbabilities)
        }
    }

    /// The known name nearest to an unknown one.
    package static func nearest(to name: String) -> String? { NearMatch.nearest(to: name, among: names) }
}

extension Metric {
    /// Whether the metric is defined for this kind of outcome.
    package func fits(binary: Bool) -> Bool { outcome == .any || (outcome == .binary) == binary }
}
