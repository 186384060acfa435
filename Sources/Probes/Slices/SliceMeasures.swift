import Statistics

/// What is said of the slices that were found.
struct SliceMeasures {
    let slices: [Slice]
    let overall: Estimate
    private let found: [SliceTable.Found]
    private let worseIsHigher: Bool
    private let options: SliceSearch.Options

    /// How much a score weighs how bad a slice is against how small (SliceLine's α).
    static let weightOfError = 0.95

    init(
        _ found: [SliceTable.Found], in table: SliceTable, worseIsHigher: Bool, options: SliceSearch.Options
    ) {
        let everybody = table.everybody
        let divergences = Divergences(found, everybody)
        let pValues = found.map { Self.outside($0, everybody).equalityPValue }
        let adjusted = Self.adjusted(pValues, by: Multiplicity.benjaminiHochberg)
        self.found = found
        self.worseIsHigher = worseIsHigher
        self.options = options
        overall = Self.rate(everybody, options.level)
        slices = found.indices.map { index in
            let slice = found[index]
            return Slice(
                group: table.key(slice.items), rows: slice.rows,
                support: table.rows > 0 ? Double(slice.rows) / Double(table.rows) : 0,
                estimate: Self.rate(slice, options.level), divergence: divergences.value(slice.items),
                difference: Self.difference(slice, everybody, options.level), pValue: pValues[index],
                adjustedPValue: adjusted[index], welchT: Self.welchT(slice, everybody),
                score: Self.score(slice, everybody, worseIsHigher: worseIsHigher),
                contributions: divergences.shapley(slice.items),
                isRedundant: divergences.isRedundant(slice.items, within: options.redundancy), confirmation: nil)
        }
    }

    /// The slices found significant and worse, looked at again in rows that were not searched.
    func confirmed(_ slices: [Slice], in other: SliceTable) -> [Slice] {
        let everybody = other.everybody
        let discovered = slices.indices.filter { index in
            (slices[index].adjustedPValue ?? 1) <= options.falseDiscoveryRate
        }
        let again = discovered.map { other.rows(sharing: found[$0].items) }
        let pValues = Self.adjusted(
            again.map { Self.outside($0, everybody).equalityPValue }, by: Multiplicity.holm)
        var slices = slices
        for (place, index) in discovered.enumerated() {
            let old = slices[index]
            let difference = Self.difference(again[place], everybody, options.level)
            let isSameSide = ((difference.number ?? 0) > 0) == ((old.difference.number ?? 0) > 0)
            slices[index] = Slice(
                group: old.group, rows: old.rows, support: old.support, estimate: old.estimate,
                divergence: old.divergence, difference: old.difference, pValue: old.pValue,
                adjustedPValue: old.adjustedPValue, welchT: old.welchT, score: old.score,
                contributions: old.contributions, isRedundant: old.isRedundant,
                confirmation: .init(
                    estimate: Self.rate(again[place], options.level), difference: difference,
                    adjustedPValue: pValues[place],
                    isConfirmed: isSameSide && (pValues[place] ?? 1) <= options.falseDiscoveryRate))
        }
        return slices
    }

    // MARK: Figures

    private static func adjusted(_ pValues: [Double?], by method: ([Double]) -> [Double]) -> [Double?] {
        let known = pValues.indices.filter { pValues[$0] != nil }
        let adjusted = method(known.compactMap { pValues[$0] })
        var result = [Double?](repeating: nil, count: pValues.count)
        for (place, index) in known.enumerated() { result[index] = adjusted[place] }
        return result
    }

    private static func rate(_ slice: SliceTable.Found, _ level: Double) -> Estimate {
        guard slice.trials > 0 else { return Estimate(notEstimable: .emptyGroup) }
        return Estimate(
            Double(slice.successes) / Double(slice.trials), n: slice.trials,
            interval: Proportion.wilson(
                successes: Double(slice.successes), trials: Double(slice.trials), level: level))
    }

    /// The slice beside all other rows.
    private static func outside(_ slice: SliceTable.Found, _ all: SliceTable.Found) -> TwoProportions {
        TwoProportions(
            successes1: Double(slice.successes), trials1: Double(slice.trials),
            successes0: Double(all.successes - slice.successes), trials0: Double(all.trials - slice.trials))
    }

    private static func difference(_ slice: SliceTable.Found, _ all: SliceTable.Found, _ level: Double) -> Estimate {
        let pair = outside(slice, all)
        guard let value = pair.difference else { return Estimate(notEstimable: .emptyGroup) }
        return Estimate(value, n: all.trials, interval: pair.newcombeDifference(level: level))
    }

    private static func welchT(_ slice: SliceTable.Found, _ all: SliceTable.Found) -> Double? {
        guard slice.trials > 0, all.trials > 0 else { return nil }
        func moments(_ found: SliceTable.Found) -> (mean: Double, variance: Double) {
            let (a, b) = (1 + Double(found.successes), 1 + Double(found.trials - found.successes))
            return (a / (a + b), a * b / ((a + b) * (a + b) * (a + b + 1)))
        }
        let (own, whole) = (moments(slice), moments(all))
        return abs(own.mean - whole.mean) / (own.variance + whole.variance).squareRoot()
    }

    /// α(ē_S/ē − 1) − (1 − α)(n/|S| − 1) with the rate as the error, or one less it where a higher rate is better.
    private static func score(
        _ slice: SliceTable.Found, _ all: SliceTable.Found, worseIsHigher: Bool
    ) -> Double? {
        guard slice.trials > 0 else { return nil }
        func errors(_ found: SliceTable.Found) -> Double {
            Double(worseIsHigher ? found.successes : found.trials - found.successes) / Double(found.trials)
        }
        let average = errors(all)
        guard average > 0 else { return nil }
        return weightOfError * (errors(slice) / average - 1)
            - (1 - weightOfError) * (Double(all.trials) / Double(slice.trials) - 1)
    }
}

/// How the rates of slices differ from everybody's, and what each level brings.
private struct Divergences {
    private let values: [[SliceTable.Item]: Double]

    init(_ found: [SliceTable.Found], _ all: SliceTable.Found) {
        var values: [[SliceTable.Item]: Double] = [[]: 0]
        let rate = all.trials > 0 ? Double(all.successes) / Double(all.trials) : .nan
        for slice in found where slice.trials > 0 {
            values[slice.items] = Double(slice.successes) / Double(slice.trials) - rate
        }
        self.values = values
    }

    func value(_ items: [SliceTable.Item]) -> Double? { values[items] }

    /// Whether leaving out one level changes next to nothing.
    func isRedundant(_ items: [SliceTable.Item], within tolerance: Double) -> Bool {
        guard items.count > 1, let own = values[items] else { return false }
        return items.indices.contains { index in
            var rest = items
            rest.remove(at: index)
            return values[rest].map { abs(own - $0) <= tolerance } ?? false
        }
    }

    /// Δ(i|I) = Σ_{J ⊆ I∖i} |J|! (|I| − |J| − 1)! / |I|! [Δ(J ∪ i) − Δ(J)]; they sum to Δ(I).
    ///
    /// - Complexity: O(2^|I|).
    func shapley(_ items: [SliceTable.Item]) -> [Double]? {
        guard items.count <= 16 else { return nil }
        let size = items.count
        var subsets = [Double](repeating: 0, count: 1 << size)
        for subset in 1..<(1 << size) {
            guard let value = values[items.indices.filter { subset >> $0 & 1 == 1 }.map { items[$0] }] else {
                return nil
            }
            subsets[subset] = value
        }
        func factorial(_ n: Int) -> Double { n < 2 ? 1 : (2...n).reduce(1) { $0 * Double($1) } }
        return items.indices.map { item in
            var sum = 0.0
            for subset in 0..<(1 << size) where subset >> item & 1 == 0 {
                let others = subset.nonzeroBitCount
                let weight = factorial(others) * factorial(size - others - 1) / factorial(size)
                sum += weight * (subsets[subset | 1 << item] - subsets[subset])
            }
            return sum
        }
    }
}
