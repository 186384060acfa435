import Evidence
import Statistics

extension FairnessAssessor.Inquiry {
    /// Rows below which a bin says too little of a group (METHODS §2.2, MCE).
    private static let binFloor = 20

    /// The score bins of each group; those without labelled scores, and why.
    private func scoreBins() -> (bins: [Int: ScoreBins], excluded: [FairnessResult.Excluded]) {
        var (bins, excluded): ([Int: ScoreBins], [FairnessResult.Excluded]) = ([:], [])
        for (place, group) in groups.enumerated() {
            let own = group.evidence.scores.first.map { ScoreBins($0, count: context.calibrationBins) }
            if context.scoresAreProbabilities, let own, own.bins.contains(where: { $0.weight > 0 }) {
                bins[place] = own
            } else {
                let reason: NotEstimable =
                    group.counts.rows == 0
                    ? .emptyGroup
                    : group.evidence.scoresAreElsewhere
                        ? .notInCube
                        : !group.evidence.scores.isEmpty && group.counts.labelled == 0 ? .unlabelled : .noScores
                excluded.append(.init(group: group.evidence.group, reason: reason))
            }
        }
        return (bins, excluded)
    }

    private func stream(_ group: Int, _ bin: Int) -> String { "score bin \(bin) " + groups[group].stream }

    private func sample(
        _ bin: ScoreBins.Bin, group: Int, stream: String, expected: Double? = nil
    ) -> GroupSample {
        GroupSample(
            group: group, successes: bin.positiveShare * bin.effectiveRows, trials: bin.effectiveRows,
            mass: bin.weight, stream: stream, expected: expected)
    }

    private func exactness(_ bins: [Int: ScoreBins]) -> Exactness {
        bins.values.contains(where: \.isBinned) ? .approximate : .exact
    }

    /// The largest gap of the share of positives between a group and everybody with scores in the same bin, over bins
    /// with 20 rows of the group.
    func calibration() -> FairnessResult {
        var (bins, excluded) = scoreBins()
        let count = context.calibrationBins
        var rates: [[GroupSample]] = []
        var numbers: [Int] = []
        var compared: Set<Int> = []
        for number in 0..<count {
            var samples: [GroupSample] = []
            // Rows of groups that are too few here still belong to everybody.
            var rest = ScoreBins.Bin()
            for place in groups.indices {
                guard let bin = bins[place]?.bins[number], bin.weight > 0 else { continue }
                if bin.rows >= Self.binFloor {
                    samples.append(sample(bin, group: place, stream: stream(place, number)))
                } else {
                    rest.weight += bin.weight
                    rest.squaredWeight += bin.squaredWeight
                    rest.positives += bin.positives
                }
            }
            guard samples.count >= 2 else { continue }
            compared.formUnion(samples.map(\.group))
            if rest.weight > 0 {
                samples.append(sample(rest, group: -1, stream: "score bin \(number), few rows"))
            }
            rates.append(samples)
            numbers.append(number)
        }
        for place in groups.indices where bins[place] != nil && !compared.contains(place) {
            excluded.append(.init(group: groups[place].evidence.group, reason: .tooFewRows))
        }
        excluded.sort { $0.group < $1.group }
        let n = bins.values.reduce(0) { $0 + $1.bins.reduce(0) { $0 + $1.rows } }
        guard
            let bands = SimultaneousBands(
                rates, contrasts: .complement, scale: .identity, level: level, replicates: replicates,
                seed: context.seed)
        else { return missing(excluded, n: n) }
        let totals = rates.map { $0.reduce(0) { $0 + $1.mass } }
        func weight(_ contrast: SimultaneousBands.Contrast) -> Double {
            let own = rates[contrast.rate].first { $0.group == contrast.group }?.mass ?? 0
            return 1 - own / totals[contrast.rate]
        }
        let known = bands.contrasts.filter { $0.group >= 0 }
        guard let widest = known.max(by: { weight($0) * abs($0.value) < weight($1) * abs($1.value) }) else {
            return missing(excluded, n: n)
        }
        let value = weight(widest) * abs(widest.value)
        let limits = bands.largestAbsolute(where: { $0.group >= 0 }, weight: weight)
        let expected = NoDisparity.mean(rates, replicates: replicates, seed: context.seed) { values in
            var largest = 0.0
            for (rate, own) in values.enumerated() {
                let all = zip(own, rates[rate]).reduce(0) { $0 + $1.0 * $1.1.mass } / totals[rate]
                for (value, sample) in zip(own, rates[rate]) where sample.group >= 0 {
                    largest = max(largest, abs(value - all))
                }
            }
            return largest
        }
        return FairnessResult(
            Estimate(
                value, n: n,
                interval: Interval(
                    lower: min(value, limits.lower), upper: min(1, max(value, limits.upper)), level: level,
                    method: .maxT), exactness: exactness(bins)),
            group: key(widest.group), excluded: excluded, expected: expected,
            parts: [
                .init(
                    "scores-from",
                    Estimate(
                        Double(numbers[widest.rate]) / Double(count),
                        n: bins[widest.group]?.bins[numbers[widest.rate]].rows ?? 0,
                        interval: nil), group: key(widest.group))
            ])
    }

    /// The largest gap between mean score and share of positives over groups and score bins, times the share of rows
    /// there; the gap itself stands beside it.
    ///
    /// - Source: Hébert-Johnson et al. 2018; METHODS §2.9.
    func multicalibration() -> FairnessResult {
        let (bins, excluded) = scoreBins()
        let count = context.calibrationBins
        var samples: [GroupSample] = []
        var places: [(group: Int, bin: Int)] = []
        for place in groups.indices {
            for (number, bin) in (bins[place]?.bins ?? []).enumerated() where bin.effectiveRows > 0 {
                // Contrasts go by the number of the cell, which is a group and a bin.
                samples.append(
                    sample(
                        bin, group: places.count, stream: stream(place, number),
                        expected: min(max(bin.meanScore, 0), 1)))
                places.append((place, number))
            }
        }
        let n = bins.values.reduce(0) { $0 + $1.bins.reduce(0) { $0 + $1.rows } }
        let total = bins.values.reduce(0) { $0 + $1.bins.reduce(0) { $0 + $1.weight } }
        guard total > 0,
            let bands = SimultaneousBands(
                [samples], contrasts: .each, scale: .identity, level: level, replicates: replicates,
                seed: context.seed)
        else { return missing(excluded, n: n) }
        func weight(_ cell: Int) -> Double {
            (bins[places[cell].group]?.bins[places[cell].bin].weight ?? 0) / total
        }
        let gaps = samples.indices.map { abs(samples[$0].value - (samples[$0].expected ?? 0)) }
        guard let worst = samples.indices.max(by: { weight($0) * gaps[$0] < weight($1) * gaps[$1] }) else {
            return missing(excluded, n: n)
        }
        let value = weight(worst) * gaps[worst]
        let limits = bands.largestAbsolute(weight: { weight($0.group) })
        let alone = bands.largestAbsolute(where: { $0.group == worst })
        let expected = NoDisparity.mean([samples], replicates: replicates, seed: context.seed) { values in
            samples.indices.map { weight($0) * abs(values[0][$0] - (samples[$0].expected ?? 0)) }.max()
        }
        let place = places[worst]
        let rows = bins[place.group]?.bins[place.bin].rows ?? 0
        return FairnessResult(
            Estimate(
                value, n: n,
                interval: Interval(
                    lower: min(value, limits.lower), upper: min(1, max(value, limits.upper)), level: level,
                    method: .maxT), exactness: exactness(bins)),
            group: key(place.group), excluded: excluded, expected: expected,
            parts: [
                .init(
                    "unweighted-gap",
                    Estimate(
                        gaps[worst], n: rows,
                        interval: Interval(
                            lower: min(gaps[worst], alone.lower), upper: min(1, max(gaps[worst], alone.upper)),
                            level: level, method: .maxT)), group: key(place.group)),
                .init(
                    "scores-from", Estimate(Double(place.bin) / Double(count), n: rows, interval: nil),
                    group: key(place.group)),
            ])
    }
}
