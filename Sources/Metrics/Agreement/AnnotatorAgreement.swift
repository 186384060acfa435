import Evidence
package import Statistics

/// How far several annotators agree on the labels of the same rows.
package struct AnnotatorAgreement: Sendable {
    /// The ratings of each row by annotator: a class, or `nil` where one gave none.
    private let ratings: [[Int?]]
    private let classCount: Int
    private let scale: Ratings.Scale
    private let context: EstimationContext

    /// A figure of agreement.
    package enum Figure: Hashable, Sendable {
        case krippendorffAlpha, fleissKappa, observedAgreement
        /// Cohen's κ of two annotators, by their places.
        case cohenKappa(Int, Int)
    }

    /// - Parameters:
    ///   - ratings: of each annotator, one class a row.
    ///   - scale: how far classes are apart.
    package init(ratings: [[Int?]], classCount: Int, scale: Ratings.Scale, context: EstimationContext) {
        self.ratings = ratings
        self.classCount = classCount
        self.scale = scale
        self.context = context
    }

    /// The figure among some of the rows.
    ///
    /// - Parameters:
    ///   - group: names the rows, so that draws of groups are independent.
    /// - Complexity: O(draws × different patterns of ratings).
    package func estimate(_ figure: Figure, rows: [Int], group: GroupKey) -> Estimate {
        if case .cohenKappa(let first, let second) = figure { return cohen(first, second, rows, group) }
        var units = Ratings(
            units: rows.map { row in
                var counts = [Int](repeating: 0, count: classCount)
                for annotator in ratings { if let rating = annotator[row] { counts[rating] += 1 } }
                return counts
            }, categoryCount: classCount)
        // Fleiss' κ is of units that all annotators rated.
        if figure == .fleissKappa { units = units.withRatings(ratings.count) }
        let stream =
            "agreement" + group.levels.flatMap { [$0.dimension, $0.name] }.map { "\($0.utf8.count):\($0)" }.joined()
        return units.estimate(
            level: context.level, replicates: context.replicates, seed: context.seed, stream: stream
        ) { counts in
            switch figure {
            case .krippendorffAlpha: units.alpha(scale, counts)
            case .fleissKappa: units.fleissKappa(counts)
            case .observedAgreement, .cohenKappa: units.observedAgreement(counts)
            }
        }
    }

    private func cohen(_ first: Int, _ second: Int, _ rows: [Int], _ group: GroupKey) -> Estimate {
        var confusion = Confusion(classCount: classCount)
        for row in rows {
            guard let a = ratings[first][row], let b = ratings[second][row] else { continue }
            confusion[a, b] += 1
        }
        guard let kappa = Catalogue.metric(named: "cohen-kappa") else { return Estimate(notEstimable: .notInCube) }
        var estimator = Estimator(
            GroupEvidence(group: group, confusion: confusion), context: context, role: "annotators \(first) \(second)")
        return estimator.estimate(kappa)
    }

    /// The class that most annotators gave to each row; `nil` where none did or several share the first place.
    package var majority: [Int?] {
        (ratings.first ?? []).indices.map { row in
            var counts = [Int](repeating: 0, count: classCount)
            for annotator in ratings { if let rating = annotator[row] { counts[rating] += 1 } }
            guard let most = counts.max(), most > 0, counts.count(where: { $0 == most }) == 1 else { return nil }
            return counts.firstIndex(of: most)
        }
    }
}
