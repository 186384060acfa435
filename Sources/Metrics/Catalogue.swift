import Diagnostics
package import Evidence

/// Every metric there is, by name.
package enum Catalogue {
    /// In the order of the catalogue in METHODS.
    package static let all: [Metric] =
        Metric.binaryDecision + Metric.multiclassDecision + Metric.ordinal + Metric.service + Metric.scored
        + Metric.classScores + Metric.numeric + Metric.errorQuantiles
        + Metric.text + Metric.ranked + Metric.individual

    private static let byName: [String: [Metric]] = Dictionary(
        grouping: all.flatMap { metric in ([metric.name] + metric.aliases).map { ($0, metric) } }, by: \.0
    ).mapValues { $0.map(\.1) }

    /// The metric of a canonical name or alias.
    ///
    /// - Parameter binary: the kind of outcome, where one name stands for a form of each.
    package static func metric(named name: String, binary: Bool? = nil) -> Metric? {
        metric(named: name, outcome: binary.map { .ofClasses(binary: $0) })
    }

    /// The metric of a canonical name or alias, with hyphens or, as libraries of Python have it, underscores.
    ///
    /// `pinball-0.9`, `absolute-error-quantile-0.9`, `f3-score`, `average-precision-at-0.2`, `outcome-rate-from-0.5-to-0.55` and
    /// the like are those of any quantile, β, prevalence or window of scores, and `recall:low` that of one class against all others.
    ///
    /// - Parameter outcome: the kind of outcome, where one name stands for a form of each.
    package static func metric(named name: String, outcome: CubeHeader.Outcome?) -> Metric? {
        let candidates =
            byName[name] ?? byName[name.replacing("_", with: "-")]
            ?? (Metric.pinball(named: name) ?? Metric.fScore(named: name) ?? Metric.averagePrecision(named: name)
            ?? Metric.errorQuantile(named: name) ?? Metric.outcomeRate(named: name) ?? Metric.ranked(named: name)
            ?? Metric.oneVersusRest(named: name))
            .map { [$0] } ?? []
        guard let outcome else { return candidates.first }
        return candidates.first { $0.fits(outcome) } ?? candidates.first
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

    /// The metrics of an outcome that is no class, in catalogue order.
    package static func available(for outcome: CubeHeader.Outcome) -> [Metric] { all.filter { $0.fits(outcome) } }

    /// The known name nearest to an unknown one.
    package static func nearest(to name: String) -> String? { NearMatch.nearest(to: name, among: names) }
}

extension Metric {
    /// Whether the metric is defined for an outcome of classes.
    package func fits(binary: Bool) -> Bool { fits(.ofClasses(binary: binary)) }

    /// Whether the metric is defined for this kind of outcome.
    package func fits(_ kind: CubeHeader.Outcome) -> Bool {
        switch (kind, outcome) {
        case (_, .every), (.binary, .binary), (.binary, .any), (.classes, .multiclass), (.classes, .any): true
        case (.number, .number): true
        case (.errors(_, let unit), .errors): if case .errorRate(let own) = definition { own == unit } else { false }
        default: false
        }
    }
}
