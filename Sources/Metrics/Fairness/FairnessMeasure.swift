import Diagnostics
import Evidence

/// A named figure of how differently a model treats groups: its names here and in other tools, what it is made of, and
/// the value it has where no gap is.
package struct FairnessMeasure: Sendable {
    /// The canonical kebab-case name; stable.
    package let name: String
    /// Other names that a user may type.
    package let aliases: [String]
    /// What other tools call it: tool and name there.
    package let peers: [PeerName]
    /// The value where groups are treated alike.
    package let ideal: Double
    /// The values it can take.
    package let range: ClosedRange<Double>
    package let shape: Shape
    /// When there is no value, in words.
    package let undefined: String
    /// Where the definition comes from.
    package let source: String

    /// What it is made of.
    package enum Shape: Sendable {
        /// The widest difference of a rate between groups; of several rates the largest, or the mean.
        case difference([Metric], mean: Bool)
        /// The smallest ratio of a rate between groups, 1 at most; of several rates the smallest.
        case ratio([Metric])
        /// The same for the odds of a rate.
        case oddsRatio(Metric)
        /// The standard deviation of a rate between groups, less what sampling explains.
        case deviation(Metric)
        /// The generalized entropy index of benefits, of people or of groups.
        case entropy(alpha: Double, betweenGroups: Bool)
        /// The largest log ratio of an outcome's rate.
        case differentialFairness(Metric, labels: Metric?)
        /// The largest gap to everybody, weighted by the group's share of rows.
        case subgroup(Metric, weight: any KeyPath<Counts, Int> & Sendable)
        /// The largest gap of the share of positives within a score bin.
        case calibration
        /// The largest gap between mean score and share of positives, over groups and score bins, weighted by rows.
        case multicalibration
        /// The largest gap between how positives of one group rank above negatives of another, and the reverse.
        case crossGroupArea
        /// The gap of a rate pooled over strata.
        case stratified(Metric, ratio: Bool)
        /// Groups' shares among the refused less those among the accepted, averaged over strata.
        case demographicDisparity
    }

    /// Whether it needs the scores of the model.
    package var needsScores: Bool {
        switch shape {
        case .calibration, .multicalibration, .crossGroupArea: true
        default: rates.contains(where: \.needsScores)
        }
    }

    /// Whether these scores must be probabilities; for other measures their order is enough.
    package var needsProbabilities: Bool {
        switch shape {
        case .calibration, .multicalibration: true
        default: rates.contains(where: \.needsProbabilities)
        }
    }

    /// Whether it compares within strata of columns that may explain a gap.
    package var needsStrata: Bool {
        switch shape {
        case .stratified, .demographicDisparity: true
        default: false
        }
    }

    /// Whether it looks at labels, so that missing labels can bias it.
    package var usesLabels: Bool {
        switch shape {
        case .entropy, .calibration, .multicalibration, .crossGroupArea: true
        default: rates.contains(where: \.usesLabels)
        }
    }

    /// The rates it is made of; none for what is no comparison of rates.
    package var rates: [Metric] {
        switch shape {
        case .difference(let metrics, _), .ratio(let metrics): metrics
        case .oddsRatio(let metric), .deviation(let metric), .stratified(let metric, _),
            .differentialFairness(let metric, _), .subgroup(let metric, _):
            [metric]
        case .entropy, .calibration, .multicalibration, .crossGroupArea, .demographicDisparity: []
        }
    }

    /// Whether it looks at what the model decided.
    package var needsDecisions: Bool { !needsScores }

    /// Whether it must be known which decision people want.
    package var needsFavourable: Bool {
        switch shape {
        case .ratio(let metrics), .difference(let metrics, _):
            metrics.contains { if case .favourable? = $0.decision { true } else { false } }
        case .demographicDisparity: true
        default: false
        }
    }

    /// Whether a larger value is a wider gap.
    package var isGap: Bool { ideal == 0 }

    init(
        _ name: String, aliases: [String] = [], peers: [PeerName] = [], ideal: Double = 0,
        range: ClosedRange<Double> = 0...1, shape: Shape, undefined: String, source: String
    ) {
        self.name = name
        self.aliases = aliases
        self.peers = peers
        self.ideal = ideal
        self.range = range
        self.shape = shape
        self.undefined = undefined
        self.source = source
    }
}

extension FairnessMeasure {
    private static let byName: [String: FairnessMeasure] = {
        var result: [String: FairnessMeasure] = [:]
        for measure in all {
            for name in [measure.name] + measure.aliases + measure.peers.map(\.name) {
                // A name that two tools give to different things means the first here.
                if result[name] == nil { result[name] = measure }
            }
        }
        return result
    }()

    /// The measure of a canonical name, an alias or another tool's name; `generalized-entropy-index-0.5` and the like are
    /// those of any α, and `METRIC-deviation` of any rate.
    package static func measure(named name: String) -> FairnessMeasure? {
        byName[name] ?? entropy(named: name) ?? deviation(named: name) ?? outcomeTest(named: name)
    }

    /// Every name that a user may type, sorted.
    package static let names: [String] = byName.keys.sorted()

    /// The known name nearest to an unknown one.
    package static func nearest(to name: String) -> String? { NearMatch.nearest(to: name, among: names) }
}
