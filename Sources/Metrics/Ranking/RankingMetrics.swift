/// METHODS §2.5: figures of items that a model puts in order, query by query.
extension Metric {
    /// What is made of ranked items.
    package enum RankingFigure: Sendable, Hashable {
        /// Of whole queries, averaged over them.
        case precision(at: Int)
        case recall(at: Int)
        case discountedGain(at: Int)
        /// Of a group's items: how many are among the first, to how many would be if the order did not look at groups.
        case topShareRatio(at: Int)
        /// Its logarithm.
        case skew(at: Int)
        /// The share of all attention.
        case exposureShare
        /// That share over the share of all relevance.
        case exposureToMerit

        /// Whether it is a mean over queries, and not a figure of some of their items.
        package var isOfQueries: Bool {
            switch self {
            case .precision, .recall, .discountedGain: true
            case .topShareRatio, .skew, .exposureShare, .exposureToMerit: false
            }
        }

        /// Whether it looks at how relevant items are.
        package var usesRelevance: Bool {
            switch self {
            case .precision, .recall, .discountedGain, .exposureToMerit: true
            case .topShareRatio, .skew, .exposureShare: false
            }
        }
    }

    /// How many items from the top are looked at if nobody says.
    private static let customaryDepth = 10

    package static let ranked: [Metric] = [
        precision(at: customaryDepth), recall(at: customaryDepth), discountedGain(at: customaryDepth),
        topShareRatio(at: customaryDepth), skew(at: customaryDepth),
        ranked(
            "exposure-share", aliases: ["exposure"], .exposureShare, .neutral, source: "Singh and Joachims 2018"),
        ranked(
            "exposure-to-merit", aliases: ["exposure-merit-ratio"], .exposureToMerit, .neutral,
            range: 0...Double.infinity, ideal: 1, source: "Singh and Joachims 2018"),
    ]

    private static func ranked(
        _ name: String, aliases: [String] = [], _ figure: RankingFigure, _ direction: Direction,
        range: ClosedRange<Double> = 0...1, ideal: Double? = nil, source: String
    ) -> Metric {
        Metric(
            name, aliases: aliases, direction: direction, range: range, outcome: .ranking,
            usesLabels: figure.usesRelevance, ideal: ideal, definition: .ranking(figure), source: source)
    }

    private static func precision(at k: Int) -> Metric {
        ranked(
            "precision-at-\(k)", .precision(at: k), .higherIsBetter, source: "Manning, Raghavan and Schütze 2008, §8.4")
    }

    private static func recall(at k: Int) -> Metric {
        ranked("recall-at-\(k)", .recall(at: k), .higherIsBetter, source: "Manning, Raghavan and Schütze 2008, §8.4")
    }

    private static func discountedGain(at k: Int) -> Metric {
        ranked("ndcg-at-\(k)", .discountedGain(at: k), .higherIsBetter, source: "Järvelin and Kekäläinen 2002")
    }

    private static func topShareRatio(at k: Int) -> Metric {
        ranked(
            "top-share-ratio-at-\(k)", .topShareRatio(at: k), .neutral, range: 0...Double.infinity, ideal: 1,
            source: "METHODS §2.5; Yang and Stoyanovich 2017")
    }

    private static func skew(at k: Int) -> Metric {
        ranked(
            "skew-at-\(k)", .skew(at: k), .neutral, range: -Double.infinity...Double.infinity, ideal: 0,
            source: "Geyik, Ambler and Kenthapadi 2019")
    }

    /// The figure of another depth: `ndcg-at-5`.
    ///
    /// - Returns: `nil` for a name of another form, and for a depth that is no whole number from 1 to a million.
    static func ranked(named name: String) -> Metric? {
        for (stem, make) in [
            ("precision-at-", precision(at:)), ("recall-at-", recall(at:)), ("ndcg-at-", discountedGain(at:)),
            ("top-share-ratio-at-", topShareRatio(at:)), ("skew-at-", skew(at:)),
        ] where name.hasPrefix(stem) {
            guard let depth = decimal(name.dropFirst(stem.count)), depth <= 1_000_000, depth == depth.rounded() else {
                return nil
            }
            return make(Int(depth))
        }
        return nil
    }
}
