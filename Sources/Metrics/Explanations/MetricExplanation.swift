/// What a reader needs to know of a metric beyond its name: how it is computed, from which counts, and what it leaves
/// unsaid.
package struct MetricExplanation: Sendable {
    /// In the symbols of METHODS §2, with `·`, `/`, `√` and `Σ`.
    package let formula: String
    /// What the symbols count.
    package let counts: String
    /// What a reader must not conclude from it.
    package let limits: String
    /// What other tools call it.
    package let peers: [PeerName]

    init(_ formula: String, _ counts: String, limits: String, peers: [PeerName] = []) {
        self.formula = formula
        self.counts = counts
        self.limits = limits
        self.peers = peers
    }
}

extension Metric {
    /// How the metric is computed and read; `nil` for none of the catalogue.
    ///
    /// One class against all others is explained as the binary figure that it is.
    package var explanation: MetricExplanation? {
        if versusRest != nil, let end = name.firstIndex(of: ":") {
            return Catalogue.metric(named: String(name[..<end]), binary: true)?.explanation
        }
        if outcome == .multiclass, let own = MetricExplanation.ofSeveralClasses[name] { return own }
        return MetricExplanation.byName[name] ?? MetricExplanation.ofAnyParameter(self)
    }
}

extension MetricExplanation {
    static let byName: [String: MetricExplanation] = counts.merging(rates) { $1 }.merging(composites) { $1 }
        .merging(classes) { $1 }.merging(classScores) { $1 }.merging(service) { $1 }.merging(ranking) { $1 }.merging(
            losses
        ) { $1 }
        .merging(calibration) { $1 }.merging(numbers) { $1 }.merging(exposure) { $1 }

    /// Of figures whose names hold a number: a β, a quantile, a prevalence.
    static func ofAnyParameter(_ metric: Metric) -> MetricExplanation? {
        switch metric.definition {
        case .ratioOfSums(let numerator, let denominator, _):
            // (1 + β²)TP over (1 + β²)TP + β²FN + FP.
            guard metric.name.hasSuffix("-score"), numerator.truePositives == 1 + denominator.falseNegatives else {
                return nil
            }
            return fScore(beta: String(metric.name.dropFirst().dropLast("-score".count)))
        case .number(.pinball):
            let quantile = String(metric.name.dropFirst("pinball-".count))
            return MetricExplanation(
                "Σ max(\(quantile)·(y - p), (\(quantile) - 1)·(y - p)) / n", "y the label, p the prediction of a row",
                limits: "nothing of how often labels lie below the prediction, which should be \(quantile) of the rows",
                peers: [.scikitLearn("mean_pinball_loss")])
        case .number(.absoluteErrorQuantile):
            return errorQuantile(String(metric.name.dropFirst("absolute-error-quantile-".count)))
        case .scoreFunctional(.averagePrecisionAt):
            let prevalence = String(metric.name.dropFirst("average-precision-at-".count))
            return MetricExplanation(
                "Σ (R_t - R_(t+1))·Prec_t, negatives weighed so that positives are \(prevalence) of all rows",
                "R_t recall and Prec_t precision of scores from t up",
                limits: "what precision people will see: that takes the prevalence of the place itself")
        case .ranking(let figure): return ranked(figure)
        case .scoreFunctional(.outcomeRate(let from, let to)):
            return MetricExplanation(
                "positives / labelled rows, both with \(from) <= score < \(to)",
                "labelled rows whose score lies in the window, such as those whom the bar just lets through",
                limits:
                    "why groups differ: a higher bar for one and scores that tell less of one look alike; rows refused have no label"
            )
        default: return nil
        }
    }
}
