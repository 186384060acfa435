package import Statistics

/// Items that a model puts in order, query by query, and what figures are made of them.
package struct RankingSample: Sendable {
    private let queries: [RankedQuery]
    /// By row, how relevant it is; NaN where nobody said.
    private let relevance: [Double]
    private let context: EstimationContext
    /// By query, whether the relevance of all its items is known.
    private let isLabelled: [Bool]

    /// - Parameters:
    ///   - queries: the rows of each query that have a score.
    ///   - scores: by row.
    ///   - relevance: by row, 0 or more; NaN where it is not known.
    /// - Complexity: O(rows log rows).
    package init(queries: [[Int]], scores: [Double], relevance: [Double], context: EstimationContext) {
        self.queries = queries.map { RankedQuery(rows: $0, scores: scores) }
        self.relevance = relevance
        self.context = context
        isLabelled = queries.map { $0.allSatisfy { !relevance[$0].isNaN } }
    }

    package var queryCount: Int { queries.count }

    // MARK: Figures of queries

    /// The figure of one query; `nil` where nothing in it is relevant, or nobody knows.
    package func value(_ figure: Metric.RankingFigure, query index: Int) -> Double? {
        let query = queries[index]
        let relevant = query.blocks.reduce(0) { $0 + $1.rows.count { relevance[$0] > 0 } }
        guard isLabelled[index], relevant > 0 else { return nil }
        switch figure {
        case .precision(let k): return query.marked(among: k) { relevance[$0] > 0 } / Double(min(k, query.count))
        case .recall(let k): return query.marked(among: k) { relevance[$0] > 0 } / Double(relevant)
        case .discountedGain(let k): return query.normalisedGain(at: k, relevance)
        case .topShareRatio, .skew, .exposureShare, .exposureToMerit: return nil
        }
    }

    /// A figure over some queries.
    package struct OverQueries: Sendable {
        /// n is the queries that have the figure.
        package let estimate: Estimate
        /// Queries in which nothing is relevant, and those with items that nobody judged.
        package let withoutRelevant: Int
        package let unlabelled: Int
        let sample: MeanInterval.Sample?
    }

    /// The mean over some queries, with Student's t limits.
    ///
    /// - Parameter indices: of the queries.
    package func mean(_ metric: Metric, _ figure: Metric.RankingFigure, over indices: [Int]) -> OverQueries {
        let values = indices.compactMap { value(figure, query: $0) }
        let unlabelled = indices.count { !isLabelled[$0] }
        let without = indices.count - unlabelled - values.count
        guard !values.isEmpty else {
            let reason: NotEstimable = indices.isEmpty ? .emptyGroup : without > 0 ? .noPositives : .unlabelled
            return OverQueries(
                estimate: Estimate(notEstimable: reason), withoutRelevant: without, unlabelled: unlabelled, sample: nil)
        }
        let sample = MeanInterval.Sample(values)
        let interval =
            sample.sampleVariance > 0
            ? MeanInterval.studentT(sample, level: context.level).map {
                Interval(
                    lower: max(metric.range.lowerBound, $0.lower), upper: min(metric.range.upperBound, $0.upper),
                    level: $0.level, method: $0.method)
            } : nil
        return OverQueries(
            estimate: Estimate(sample.mean, n: values.count, interval: interval), withoutRelevant: without,
            unlabelled: unlabelled, sample: sample)
    }

    /// The mean over some queries less that over others, with Welch's limits.
    package func difference(_ own: OverQueries, _ other: OverQueries) -> Estimate {
        guard let first = own.sample, let second = other.sample else {
            return Estimate(notEstimable: own.estimate.reason ?? other.estimate.reason ?? .emptyGroup)
        }
        let isSpread = min(first.count, second.count) >= 2 && first.sampleVariance + second.sampleVariance > 0
        return Estimate(
            first.mean - second.mean, n: Int(first.count + second.count),
            interval: isSpread ? MeanInterval.welchDifference(first, second, level: context.level) : nil)
    }

    // MARK: Figures of items

    /// A figure of the items of a group.
    package struct OfItems: Sendable {
        /// n is the items of the group.
        package let estimate: Estimate
        /// Whether an order that does not look at groups would put as few, or as many, of them first; `nil` for figures of
        /// exposure.
        package let pValue: Double?
    }

    /// The figure of the items with a mark, over all queries; limits from how queries differ.
    ///
    /// - Complexity: O(rows).
    package func items(_ figure: Metric.RankingFigure, _ isMarked: [Bool]) -> OfItems {
        let n = queries.reduce(0) { $0 + $1.blocks.reduce(0) { $0 + $1.rows.count { isMarked[$0] } } }
        guard n > 0 else { return OfItems(estimate: Estimate(notEstimable: .emptyGroup), pValue: nil) }
        switch figure {
        case .topShareRatio(let k), .skew(let k): return top(figure, k, isMarked, n)
        case .exposureShare, .exposureToMerit:
            return OfItems(estimate: exposure(figure, isMarked, n), pValue: nil)
        case .precision, .recall, .discountedGain:
            return OfItems(estimate: Estimate(notEstimable: .notInCube, n: n), pValue: nil)
        }
    }

    private func top(_ figure: Metric.RankingFigure, _ k: Int, _ isMarked: [Bool], _ n: Int) -> OfItems {
        var (found, expected): ([Double], [Double]) = ([], [])
        var urns: [HypergeometricSum.Urn] = []
        for query in queries {
            let own = query.blocks.reduce(0) { $0 + $1.rows.count { isMarked[$0] } }
            let urn = HypergeometricSum.Urn(items: query.count, marked: own, drawn: min(k, query.count))
            urns.append(urn)
            found.append(query.marked(among: k) { isMarked[$0] })
            expected.append(Double(urn.drawn) * Double(own) / Double(query.count))
        }
        let (top, chance) = (found.reduce(0, +), expected.reduce(0, +))
        let pValue = HypergeometricSum(urns).pValue(observed: top)
        // Some items are in each query that has marked ones, so something is expected.
        let ratio = top / chance
        guard ratio > 0 else {
            let none =
                if case .skew = figure { Estimate(notEstimable: .noPredictedPositives, n: n) } else {
                    Estimate(0, n: n, interval: nil)
                }
            return OfItems(estimate: none, pValue: pValue)
        }
        let linear = linearised(ratio, zip(found, expected).map { $0 / top - $1 / chance })
        let limits = linear.interval(level: context.level, range: 0...Double.infinity)
        guard case .skew = figure else {
            return OfItems(estimate: Estimate(ratio, n: n, interval: limits), pValue: pValue)
        }
        return OfItems(
            estimate: Estimate(
                LogScale.logarithm(ratio), n: n,
                interval: limits.map {
                    Interval(
                        lower: LogScale.logarithm($0.lower), upper: LogScale.logarithm($0.upper), level: $0.level,
                        method: $0.method)
                }), pValue: pValue)
    }

    private func exposure(_ figure: Metric.RankingFigure, _ isMarked: [Bool], _ n: Int) -> Estimate {
        let used = figure == .exposureToMerit ? queries.indices.filter { isLabelled[$0] } : Array(queries.indices)
        guard !used.isEmpty else { return Estimate(notEstimable: .unlabelled, n: n) }
        let own = used.map { queries[$0].exposure { isMarked[$0] } }
        let all = used.map { queries[$0].exposure { _ in true } }
        let (ownSum, sum) = (own.reduce(0, +), all.reduce(0, +))
        guard ownSum > 0 else { return Estimate(notEstimable: .unlabelled, n: n) }
        let relative = zip(own, all).map { $0 / ownSum - $1 / sum }
        guard figure == .exposureToMerit else {
            return Estimate(
                ownSum / sum, n: n,
                interval: linearised(ownSum / sum, relative).interval(level: context.level, range: 0...1))
        }
        func merit(_ isIn: (Int) -> Bool) -> [Double] {
            used.map { queries[$0].blocks.reduce(0) { $0 + $1.rows.reduce(0) { $0 + (isIn($1) ? relevance[$1] : 0) } } }
        }
        let (ownMerit, allMerit) = (merit { isMarked[$0] }, merit { _ in true })
        let (ownTotal, total) = (ownMerit.reduce(0, +), allMerit.reduce(0, +))
        guard total > 0 else { return Estimate(notEstimable: .noPositives, n: n) }
        guard ownTotal > 0 else { return Estimate(notEstimable: .zeroReference, n: n) }
        let value = (ownSum / sum) / (ownTotal / total)
        let influence = relative.indices.map { relative[$0] - ownMerit[$0] / ownTotal + allMerit[$0] / total }
        return Estimate(
            value, n: n,
            interval: linearised(value, influence).interval(level: context.level, range: 0...Double.infinity))
    }

    /// A figure whose logarithm each query moves by so much; queries are what was sampled.
    private func linearised(_ value: Double, _ influence: [Double]) -> Linearised {
        let m = Double(influence.count)
        let squares = influence.reduce(0) { $0 + $1 * $1 }
        // What rounding leaves where all queries are alike is no spread.
        let relative = influence.count > 1 && squares > 1e-24 ? squares * m / (m - 1) : 0
        return Linearised(value: value, variance: value * value * relative, count: influence.count, scale: .logarithm)
    }
}
