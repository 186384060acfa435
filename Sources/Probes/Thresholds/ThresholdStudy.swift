package import Evidence
package import Metrics
package import Statistics

/// What other thresholds would do: for everybody, by group, with costs, and at equal rates.
///
/// Whatever is chosen is chosen on one half of the rows and told of the other; nothing here is a verdict. Thresholds of
/// groups of their own are diagnostic: they may be unlawful.
///
/// - Source: METHODS §4f.
package struct ThresholdStudy: Sendable {
    /// A threshold for everybody.
    package struct Point: Sendable {
        /// Infinite: nobody is selected.
        package let threshold: Double
        /// By metric asked for, in their order.
        package let estimates: [Estimate]
        package let cost: Estimate
        /// `nil` where the threshold is no probability.
        package let netBenefit: Estimate?
        /// By rate, the largest less the smallest of groups; `nil` where a group has nobody in a denominator.
        package let disparities: [Double?]
    }

    /// Rules by group that were chosen on one half, and what they do in the other.
    package struct Plan: Sendable {
        package let rules: [DecisionRule]
        /// What rates were to be, where they were to be something.
        package let target: Double?
        /// By group, how far the rate lies from the target on the rows chosen on.
        package let misses: [Double]
        /// By group, on the rows told of.
        package let outcomes: [RuleOutcome]
        /// The largest less the smallest rate there, by rate; `nil` where one is not estimable.
        package let disparities: [Double?]
        package let cost: Estimate
        /// The share of rows whose decision is drawn.
        package let randomised: Double?

        init(
            _ rules: [DecisionRule], target: Double? = nil, misses: [Double] = [], told curves: [ThresholdCurve],
            _ costs: DecisionCosts, level: Double
        ) {
            self.rules = rules
            self.target = target
            self.misses = misses
            let outcomes = zip(rules, curves).map { $0.outcome($1) }
            self.outcomes = outcomes
            disparities = ThresholdRate.allCases.map { rate in
                ThresholdStudy.spread(outcomes.map { $0.rate(rate, level: level).number })
            }
            cost = RuleOutcome.together(outcomes).cost(costs, level: level)
            let rows = curves.reduce(0) { $0 + $1.rows }
            let drawn = zip(rules, curves).reduce(0.0) { $0 + ($1.0.randomisedShare($1.1) ?? 0) * Double($1.1.rows) }
            randomised = rows > 0 ? drawn / Double(rows) : nil
        }
    }

    package struct Options: Sendable {
        package var costs = DecisionCosts()
        /// The rates of the front, and what all groups' rates are made equal to: those of this threshold; of the one that
        /// costs least if nothing is said.
        package var threshold: Double?
        package var frontRate = ThresholdRate.selection
        package var level = 0.95
        package var seed: UInt64 = 0

        package init() {}
    }

    /// The groups, in their order.
    package let groups: [GroupKey]
    /// Groups left out of what is made equal: those without positives, negatives, or rows in one half.
    package let excluded: [GroupKey]
    /// On all rows, by threshold.
    package let sweep: [Point]
    /// The threshold for everybody that costs least on one half, and what it does in the other.
    package let leastCost: Plan?
    package let band: LeastCost.Band?
    /// By rate, thresholds by group that bring it nearest to that of everybody.
    package let equalised: [(rate: ThresholdRate, plan: Plan)]
    package let equalisedOdds: Plan?
    /// On the rows chosen on, one threshold for everybody.
    package let singleFront: [CostFront.Single]
    /// By group, with what each does in the other half.
    package let separateFront: [(choice: CostFront.Separate, plan: Plan)]
    /// Rows that thresholds were chosen on, and those that are told of.
    package let chosenRows: Int
    package let toldRows: Int
    /// Whether halves are of clusters, not of rows.
    package let splitsClusters: Bool
    /// The share of rows with a label, which alone tell of errors; `nil` without rows.
    package let labelCoverage: Double?

    /// - Parameters:
    ///   - cube: with scores by the grouping, of two classes.
    ///   - metrics: what is told of each threshold for everybody.
    ///   - thresholds: those of the sweep; every score if `nil`.
    /// - Returns: `nil` without scores by these groups.
    /// - Complexity: O(cells) for all curves, and what the parts take.
    package init?(
        _ cube: EvidenceCube, by grouping: [String], metrics: [Metric], thresholds: [Double]? = nil, options: Options,
        context: EstimationContext
    ) {
        guard let halves = ScoreHalves(cube, by: grouping, seed: options.seed) else { return nil }
        let (costs, level) = (options.costs, options.level)
        groups = halves.whole.map(\.key)
        sweep = Self.sweep(
            halves.everybody, halves.whole, metrics, thresholds ?? halves.everybody.thresholds, costs, context)
        (chosenRows, toldRows) = (halves.allChosen.rows, halves.allTold.rows)
        splitsClusters = halves.splitsClusters
        labelCoverage =
            halves.everybody.rows > 0 ? Double(halves.everybody.labelled) / Double(halves.everybody.rows) : nil
        func isWhole(_ curve: ThresholdCurve) -> Bool { curve.positives > 0 && curve.negatives > 0 }
        let kept = halves.whole.indices.filter { isWhole(halves.chosen[$0]) && isWhole(halves.told[$0]) }
        excluded = halves.whole.indices.filter { !kept.contains($0) }.map { halves.whole[$0].key }
        let (chosen, told) = (kept.map { halves.chosen[$0] }, kept.map { halves.told[$0] })
        func plan(_ rules: [DecisionRule], target: Double? = nil, misses: [Double] = []) -> Plan {
            Plan(rules, target: target, misses: misses, told: told, costs, level: level)
        }
        let least = LeastCost.threshold(halves.allChosen, costs)
        leastCost = least.map { threshold in
            Plan(
                halves.told.map { DecisionRule(key: $0.key, threshold: threshold) }, told: halves.told, costs,
                level: level)
        }
        band = LeastCost.band(choosing: halves.allChosen, reporting: halves.allTold, costs, level: level)
        let common = (options.threshold ?? least).map { halves.allChosen.place(of: $0) }
        equalised =
            kept.count < 2
            ? []
            : ThresholdRate.allCases.compactMap { rate in
                guard let target = common.flatMap({ halves.allChosen.rate(rate, at: $0) }) else { return nil }
                let nearest = chosen.map { EqualisedRate.nearest($0, rate, to: target) }
                let rules = zip(chosen, nearest).map { DecisionRule(key: $0.key, threshold: $1.threshold) }
                return (rate, plan(rules, target: target, misses: nearest.map(\.miss)))
            }
        equalisedOdds = kept.count < 2 ? nil : EqualisedOdds(chosen, costs: costs).map { plan($0.rules) }
        singleFront = CostFront.single(halves.allChosen, chosen, options.frontRate, costs)
        separateFront = CostFront.separate(chosen, options.frontRate, costs).map { ($0, plan($0.rules)) }
    }

    /// The largest less the smallest; `nil` where one is missing.
    static func spread(_ values: [Double?]) -> Double? {
        let known = values.compactMap { $0 }
        guard known.count == values.count, let low = known.min(), let high = known.max() else { return nil }
        return high - low
    }

    private static func sweep(
        _ all: ThresholdCurve, _ groups: [ThresholdCurve], _ metrics: [Metric], _ thresholds: [Double],
        _ costs: DecisionCosts, _ context: EstimationContext
    ) -> [Point] {
        thresholds.map { threshold in
            let place = all.place(of: threshold)
            var estimator = Estimator(all.evidence(at: place), context: context)
            let outcome = DecisionRule(key: .overall, threshold: threshold).outcome(all)
            let isProbability = threshold > 0 && threshold < 1
            return Point(
                threshold: threshold, estimates: metrics.map { estimator.estimate($0) },
                cost: outcome.cost(costs, level: context.level),
                netBenefit: isProbability && context.scoresAreProbabilities
                    ? outcome.netBenefit(at: threshold, level: context.level) : nil,
                disparities: ThresholdRate.allCases.map { rate in
                    groups.count < 2 ? nil : spread(groups.map { $0.rate(rate, at: $0.place(of: threshold)) })
                })
        }
    }
}

/// Thresholds of a group that bring a rate nearest to a target.
enum EqualisedRate {
    /// The threshold, and its rate less the target; the lowest threshold of equals.
    static func nearest(
        _ curve: ThresholdCurve, _ rate: ThresholdRate, to target: Double
    ) -> (threshold: Double, miss: Double) {
        var best = (threshold: Double.infinity, miss: Double.infinity)
        for (place, threshold) in curve.thresholds.enumerated() {
            guard let own = curve.rate(rate, at: place) else { continue }
            if abs(own - target) < abs(best.miss) { best = (threshold, own - target) }
        }
        return best
    }
}

/// The rows of a cube in two halves: one to choose on, one to tell of.
struct ScoreHalves: Sendable {
    let everybody: ThresholdCurve
    let allChosen: ThresholdCurve
    let allTold: ThresholdCurve
    /// By group, in the same order.
    let whole: [ThresholdCurve]
    let chosen: [ThresholdCurve]
    let told: [ThresholdCurve]
    /// Blocks 0–31 of clusters against 32–63; else each row falls into a half by a coin of its own.
    let splitsClusters: Bool

    init?(_ cube: EvidenceCube, by grouping: [String], seed: UInt64) {
        func curves(_ cube: EvidenceCube, _ keys: [GroupKey]?) -> [ThresholdCurve]? {
            var found: [GroupKey: ScoreCounts] = [:]
            for evidence in grouping.isEmpty ? [cube.overall] : cube.evidence(by: grouping) {
                guard evidence.scores.count == 1 else { return nil }
                found[evidence.group] = evidence.scores[0]
            }
            return (keys ?? found.keys.sorted()).map { ThresholdCurve(key: $0, scores: found[$0] ?? ScoreCounts()) }
        }
        guard cube.classes.count == 2, cube.overall.scores.count == 1, let whole = curves(cube, nil) else { return nil }
        let keys = whole.map(\.key)
        everybody = ThresholdCurve(key: .overall, scores: cube.overall.scores[0])
        self.whole = whole
        if let block = cube.header.told.first(where: { $0.rule == .block })?.name {
            let (first, second) = (Self.half(cube, block, isFirst: true), Self.half(cube, block, isFirst: false))
            guard let first, let second, first.overall.scores.count == 1, second.overall.scores.count == 1,
                let chosen = curves(first, keys), let told = curves(second, keys)
            else { return nil }
            (self.chosen, self.told, splitsClusters) = (chosen, told, true)
            allChosen = ThresholdCurve(key: .overall, scores: first.overall.scores[0])
            allTold = ThresholdCurve(key: .overall, scores: second.overall.scores[0])
            return
        }
        splitsClusters = false
        var (chosen, told): ([ScoreCounts], [ScoreCounts]) = ([], [])
        for (place, evidence) in (grouping.isEmpty ? [cube.overall] : cube.evidence(by: grouping)).sorted(by: {
            $0.group < $1.group
        }).enumerated() {
            let (first, second) = Self.split(evidence.scores[0], RandomStream.Key(seed: seed, name: "halves \(place)"))
            chosen.append(first)
            told.append(second)
        }
        self.chosen = zip(keys, chosen).map { ThresholdCurve(key: $0, scores: $1) }
        self.told = zip(keys, told).map { ThresholdCurve(key: $0, scores: $1) }
        allChosen = ThresholdCurve(key: .overall, scores: chosen.reduce(ScoreCounts()) { $0.together($1) })
        allTold = ThresholdCurve(key: .overall, scores: told.reduce(ScoreCounts()) { $0.together($1) })
    }

    /// Blocks 0–31, or all others, rows without a cluster among them.
    private static func half(_ cube: EvidenceCube, _ dimension: String, isFirst: Bool) -> EvidenceCube? {
        do {
            return try cube.filtering(told: isFirst ? "chosen on" : "told of", by: [dimension]) { levels in
                let block = (levels.first ?? nil).flatMap { Int($0) } ?? .max
                return (block < 32) == isFirst
            }
        } catch { return nil }
    }

    /// Rows of one score and label are alike, so that a number drawn for each such cell splits them as coins would.
    private static func split(_ scores: ScoreCounts, _ key: RandomStream.Key) -> (ScoreCounts, ScoreCounts) {
        var parts = [[Int]](repeating: [], count: 3)
        for place in scores.values.indices {
            for (state, counts) in [scores.negatives, scores.positives, scores.unlabelled].enumerated() {
                var stream = key.stream(replicate: UInt32(state), cell: UInt64(place))
                parts[state].append(stream.binomial(trials: counts[place], probability: 0.5))
            }
        }
        func less(_ all: [Int], _ part: [Int]) -> [Int] { zip(all, part).map { $0 - $1 } }
        return (
            ScoreCounts(values: scores.values, negatives: parts[0], positives: parts[1], unlabelled: parts[2]),
            ScoreCounts(
                values: scores.values, negatives: less(scores.negatives, parts[0]),
                positives: less(scores.positives, parts[1]), unlabelled: less(scores.unlabelled, parts[2]))
        )
    }
}

extension ScoreCounts {
    /// Rows of both, by their scores.
    fileprivate func together(_ other: ScoreCounts) -> ScoreCounts {
        var rows: [Double: (Int, Int, Int)] = [:]
        for part in [self, other] {
            for place in part.values.indices {
                let own = rows[part.values[place]] ?? (0, 0, 0)
                rows[part.values[place]] = (
                    own.0 + part.negatives[place], own.1 + part.positives[place], own.2 + part.unlabelled[place]
                )
            }
        }
        let ordered = rows.sorted { $0.key < $1.key }
        return ScoreCounts(
            values: ordered.map(\.key), negatives: ordered.map(\.value.0), positives: ordered.map(\.value.1),
            unlabelled: ordered.map(\.value.2))
    }
}
