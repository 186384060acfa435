import Evidence
import Statistics

extension FairnessAssessor.Inquiry {
    /// b = ŷ − y + 1 of TN, FP, FN, TP, with the decision people want as 1.
    private var benefits: [Double] {
        context.favourablePositive ?? true ? [1, 2, 0, 1] : [1, 0, 2, 1]
    }

    /// The index over all people.
    func entropy(_ alpha: Double) -> FairnessResult {
        let index = EntropyIndex(alpha: alpha)
        let benefits = benefits
        let metric = Metric(
            "generalized-entropy-index", direction: .lowerIsBetter, range: 0...Double.infinity,
            definition: .smooth(
                { index.value($0.inConfusionOrder, benefits) ?? .nan },
                gradient: { BinaryCells(index.gradient($0.inConfusionOrder, benefits)) },
                undefined: { counts in
                    let cells = [
                        counts.trueNegatives, counts.falsePositives, counts.falseNegatives, counts.truePositives,
                    ]
                    if counts.judged == 0 { return .emptyGroup }
                    if zip(cells, benefits).allSatisfy({ $0 == 0 || $1 == 0 }) { return .bothZero }
                    let isBare = zip(cells, benefits).contains { $0 > 0 && $1 == 0 }
                    return alpha <= 0 && isBare ? .zeroReference : nil
                }),
            source: "Speicher et al. 2018")
        var everybody = assessor.overall
        return FairnessResult(everybody.estimate(metric, level: level, for: purpose))
    }

    /// The index of the groups' mean benefits.
    ///
    /// Its limits are the extremes over all means inside limits that hold for all groups at once (Bonferroni, cells
    /// smoothed by ½): an index is never negative, so percentiles of draws would exclude 0 where groups are equal.
    func entropyBetweenGroups(_ alpha: Double) -> FairnessResult {
        let index = EntropyIndex(alpha: alpha)
        var (included, excluded): ([Int], [FairnessResult.Excluded]) = ([], [])
        for (place, group) in groups.enumerated() {
            if group.counts.judged > 0, group.observedConfusion.reduce(0, +) > 0 {
                included.append(place)
            } else {
                let reason: NotEstimable =
                    group.counts.rows == 0
                    ? .emptyGroup
                    : group.counts.labelled == 0
                        ? .unlabelled
                        : group.counts.judged == 0 ? .emptyGroup : .invalidWeights
                excluded.append(.init(group: group.evidence.group, reason: reason))
            }
        }
        let n = included.reduce(0) { $0 + groups[$1].counts.judged }
        guard included.count >= 2 else { return missing(excluded, n: n) }
        let weights = included.map { groups[$0].observedConfusion.reduce(0, +) }
        let means = included.map { mean(groups[$0].observedConfusion) }
        guard let value = index.value(weights, means) else {
            let reason: NotEstimable = means.allSatisfy { $0 == 0 } ? .bothZero : .zeroReference
            return FairnessResult(Estimate(notEstimable: reason, n: n), excluded: excluded)
        }
        let groupLevel = Multiplicity.bonferroniLevel(level, comparisons: included.count)
        let q = NormalDistribution.twoSidedQuantile(level: groupLevel)
        let limits = zip(included, means).map { place, mean -> (lower: Double, upper: Double) in
            let reach = q * standardError(groups[place].effectiveConfusion)
            return (min(max(0, mean - reach), mean), max(min(2, mean + reach), mean))
        }
        let extremes = index.extremes(weights, limits)
        let lowest = means.min().flatMap { means.firstIndex(of: $0) }
        let highest = means.max().flatMap { means.firstIndex(of: $0) }
        return FairnessResult(
            Estimate(
                value, n: n,
                interval: extremes.map {
                    Interval(
                        lower: min(value, $0.lower), upper: max(value, $0.upper), level: level,
                        method: .bonferroniGroups)
                }),
            group: key(lowest.map { included[$0] }), reference: key(highest.map { included[$0] }), excluded: excluded,
            expected: expectedBetweenGroups(index, included, weights))
    }

    private func mean(_ cells: [Double]) -> Double {
        let total = cells.reduce(0, +)
        return zip(cells, benefits).reduce(0) { $0 + $1.0 * $1.1 } / total
    }

    /// Of the mean benefit, with ½ a row more for each benefit there is.
    private func standardError(_ cells: [Double]) -> Double {
        let smooth = zip(cells, [0.25, 0.5, 0.5, 0.25]).map { $0 + $1 }
        let (total, mean) = (smooth.reduce(0, +), mean(smooth))
        let spread = zip(smooth, benefits).reduce(0) { $0 + $1.0 * ($1.1 - mean) * ($1.1 - mean) } / total
        return (spread / max(1, cells.reduce(0, +))).squareRoot()
    }

    /// The index on average if all groups had the cells of everybody.
    private func expectedBetweenGroups(_ index: EntropyIndex, _ included: [Int], _ weights: [Double]) -> Double? {
        let pooled = included.reduce([0.0, 0, 0, 0]) { sum, place in
            zip(sum, groups[place].effectiveConfusion).map { $0 + $1 }
        }
        let sampler = MultinomialSampler(weights: pooled)
        let keys = included.map {
            RandomStream.Key(seed: context.seed, name: "no disparity of benefits:" + groups[$0].stream)
        }
        let trials = included.map { max(1, Int(groups[$0].effectiveConfusion.reduce(0, +).rounded())) }
        var drawn = [0, 0, 0, 0]
        var (sum, count) = (CompensatedSum(), 0)
        for replicate in 0..<replicates {
            let means = included.indices.map { place -> Double in
                sampler.draw(
                    trials: trials[place], key: keys[place], replicate: UInt32(replicate), into: &drawn)
                return mean(drawn.map(Double.init))
            }
            guard let value = index.value(weights, means) else { continue }
            sum.add(value)
            count += 1
        }
        return count > 0 ? sum.value / Double(count) : nil
    }
}
