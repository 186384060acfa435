package import Evidence
package import Metrics
package import Statistics

/// How much of a gap between two populations comes with how common labels are.
///
/// Local rates within classes are carried to the shares that classes have at the origin: what is left of the gap is a change
/// within classes. Where rates at the origin are known, too, the symmetric form of Kitagawa (1955) is told beside.
///
/// - Source: METHODS §4e.
package struct LabelShift: Sendable {
    /// The shares of classes here and at the origin, in the order of the classes.
    package let localShares: [Double]
    package let originShares: [Double]
    /// The local figure, were labels as common as at the origin.
    package let localAtOrigin: Estimate
    /// Local less that: what more or fewer positives do.
    package let prevalence: Estimate
    /// That less the origin's: what changed within classes; `nil` where the figure at the origin is not known by rows.
    package let conditional: Estimate?
    /// The same two, each at the average of the other; `nil` where nothing is known within classes at the origin.
    package let symmetric: (prevalence: Estimate, conditional: Estimate)?

    /// - Parameters:
    ///   - origin: the rows of the origin.
    /// - Returns: `nil` for figures that are not made of what happens within classes.
    package init?(_ metric: Metric, local: GroupEvidence, origin: GroupEvidence, level: Double) {
        guard let figure = MixtureFigure(byClassOf: metric, classCount: local.classCount),
            let own = Mixture(byClassOf: metric, in: local), let other = Mixture(byClassOf: metric, in: origin)
        else { return nil }
        let isClustered = !local.blocks.isEmpty || !origin.blocks.isEmpty
        self.init(figure, local: own, origin: other, flags: isClustered ? [.assumesIndependence] : [], level: level)
    }

    /// - Parameter originShares: how common each class is at the origin, as somebody says; of a positive sum.
    package init?(_ metric: Metric, local: GroupEvidence, originShares: [Double], level: Double) {
        guard let figure = MixtureFigure(byClassOf: metric, classCount: local.classCount),
            let own = Mixture(byClassOf: metric, in: local)
        else { return nil }
        self.init(
            figure, local: own, origin: Mixture(shares: originShares),
            flags: [.originUncertaintyUnknown] + (local.blocks.isEmpty ? [] : [.assumesIndependence]), level: level)
    }

    private init(
        _ figure: MixtureFigure, local: Mixture, origin: Mixture, flags: [EstimateFlag], level: Double
    ) {
        let pair = MixturePair(local: local, origin: origin, level: level, flags: flags)
        func term(_ weight: Double, _ shares: MixturePair.Side, _ means: MixturePair.Side) -> MixturePair.Term {
            .init(weight: weight, figure: figure, shares: shares, means: means)
        }
        localShares = local.shares
        originShares = origin.shares
        localAtOrigin = pair.estimate([term(1, .origin, .local)], whenUndefined: .singleClass)
        prevalence = pair.estimate(
            [term(1, .local, .local), term(-1, .origin, .local)], whenUndefined: .singleClass)
        guard origin.rows != nil else {
            (conditional, symmetric) = (nil, nil)
            return
        }
        conditional = pair.estimate(
            [term(1, .origin, .local), term(-1, .origin, .origin)], whenUndefined: .singleClass)
        let parts = pair.parts(figure, whenUndefined: .singleClass)
        symmetric = (parts.shares, parts.means)
    }
}

extension MixtureFigure {
    /// How a metric is made of shares of classes and of means within them; `nil` for those that are not.
    init?(byClassOf metric: Metric, classCount: Int) {
        guard metric.versusRest == nil else { return nil }
        switch metric.name {
        case "accuracy", "error-rate": self = .mean(of: Array(0..<classCount))
        case "selection-rate" where classCount == 2: self = .mean(of: [0, 1])
        case "true-positive-rate", "false-negative-rate": self = .mean(of: [1])
        case "false-positive-rate", "true-negative-rate": self = .mean(of: [0])
        case "positive-predictive-value", "false-omission-rate": self = .share(of: 1)
        case "negative-predictive-value", "false-discovery-rate": self = .share(of: 0)
        default:
            switch metric.definition {
            case .moment(.squaredError) where classCount == 2, .moment(.negativeLogLikelihood):
                self = .mean(of: Array(0..<classCount))
            default: return nil
            }
        }
    }
}

extension Mixture {
    /// Rows by their labels, with the mean of what a metric counts within each.
    init?(byClassOf metric: Metric, in evidence: GroupEvidence) {
        let confusion = evidence.confusion
        let classes = 0..<confusion.classCount
        func shares(_ part: (Int) -> Int) -> Mixture {
            let rows = classes.map(confusion.labelled)
            return Mixture(rows: rows, means: classes.map { Mean(successes: part($0), rows: rows[$0]) })
        }
        func decided(_ prediction: Int) -> Mixture { shares { confusion[$0, prediction] } }
        switch metric.name {
        case "accuracy": self = shares { confusion[$0, $0] }
        case "error-rate": self = shares { confusion.labelled($0) - confusion[$0, $0] }
        case "selection-rate":
            // Rows without a label are in no class.
            guard evidence.predicted == evidence.judged else { return nil }
            self = decided(1)
        case "true-positive-rate", "false-positive-rate", "positive-predictive-value", "false-discovery-rate":
            self = decided(1)
        case "true-negative-rate", "false-negative-rate", "negative-predictive-value", "false-omission-rate":
            self = decided(0)
        default:
            guard let mixture = Self.losses(metric, evidence) else { return nil }
            self = mixture
        }
    }

    private static func losses(_ metric: Metric, _ evidence: GroupEvidence) -> Mixture? {
        guard case .moment(let moment) = metric.definition else { return nil }
        let samples: [Moments.Result?]
        switch evidence.scores.count {
        case 1: samples = [false, true].map { Moments.loss(moment, evidence.scores[0], ofPositives: $0) }
        case evidence.classCount: samples = evidence.scores.map { Moments.loss(moment, $0, ofPositives: true) }
        default: return nil
        }
        return Mixture(
            rows: samples.map { Int($0?.sample.count ?? 0) }, means: samples.map { $0.flatMap { Mean($0.sample) } })
    }
}
