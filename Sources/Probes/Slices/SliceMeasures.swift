import Statistics

/// What is said of the slices that were found.
struct SliceMeasures {
    private(set) var slices: [Slice]
    let overall: Estimate
    private var found: [SliceTable.Found]
    private let options: SliceSearch.Options

    /// - Parameters:
    ///   - table: the rows searched.
    ///   - tolerance: how little a level changes where it is redundant.
    ///   - family: of how many slices these are the ones that were looked at; `nil` for those that could be tested.
    init(
        _ found: [SliceTable.Found], _ index: SliceIndex, in table: SliceTable, by measurer: any SliceMeasurer,
        tolerance: Double, options: SliceSearch.Options, family: Int? = nil
    ) {
        let overall = measurer.overall
        let figures = measurer.figures(found)
        let divergences = Divergences(figures.map(\.estimate.number), overall.number, index)
        let adjusted = Self.adjusted(figures.map(\.pValue)) {
            Multiplicity.benjaminiHochberg($0, family: family ?? $0.count)
        }
        self.found = found
        self.overall = overall
        self.options = options
        slices = found.indices.map { place in
            let (slice, figure) = (found[place], figures[place])
            let parts = divergences.parts(slice.items)
            return Slice(
                group: table.key(slice.items), rows: slice.rows,
                support: table.rows > 0 ? Double(slice.rows) / Double(table.rows) : 0, estimate: figure.estimate,
                divergence: parts.value, difference: figure.difference, pValue: figure.pValue,
                adjustedPValue: adjusted[place], welchT: figure.welchT, score: figure.score,
                contributions: parts.shapley, isRedundant: parts.isRedundant(within: tolerance), confirmation: nil)
        }
    }

    /// Some of the slices only, in another order.
    func only(_ kept: [SliceTable.Found]) -> SliceMeasures {
        var places: [[SliceTable.Item]: Int] = [:]
        for (place, slice) in found.enumerated() { places[slice.items] = place }
        var result = self
        result.found = kept
        result.slices = kept.compactMap { places[$0.items].map { slices[$0] } }
        return result
    }

    /// The slices found significant, looked at again in rows that were not searched.
    func confirmed(in other: SliceTable, by measurer: any SliceMeasurer) -> [Slice] {
        var confirmed = slices
        let discovered = confirmed.indices.filter { (slices[$0].adjustedPValue ?? 1) <= options.falseDiscoveryRate }
        let again = measurer.figures(discovered.map { other.rows(sharing: found[$0].items) })
        let pValues = Self.adjusted(again.map(\.pValue), by: Multiplicity.holm)
        for (place, index) in discovered.enumerated() {
            let (old, own) = (slices[index], again[place])
            let isSameSide = ((own.difference.number ?? 0) > 0) == ((old.difference.number ?? 0) > 0)
            confirmed[index] = old.confirmed(
                .init(
                    estimate: own.estimate, difference: own.difference, adjustedPValue: pValues[place],
                    isConfirmed: isSameSide && (pValues[place] ?? 1) <= options.falseDiscoveryRate))
        }
        return confirmed
    }

    private static func adjusted(_ pValues: [Double?], by method: ([Double]) -> [Double]) -> [Double?] {
        let known = pValues.indices.filter { pValues[$0] != nil }
        let adjusted = method(known.compactMap { pValues[$0] })
        var result = [Double?](repeating: nil, count: pValues.count)
        for (place, index) in known.enumerated() { result[index] = adjusted[place] }
        return result
    }
}

/// How the figures of slices differ from everybody's, and what each level brings.
private struct Divergences {
    private let values: [Double?]
    private let index: SliceIndex

    init(_ figures: [Double?], _ overall: Double?, _ index: SliceIndex) {
        values = figures.map { figure in overall.flatMap { all in figure.map { $0 - all } } }
        self.index = index
    }

    /// The divergences of all sets of a slice's levels, that of the slice itself last.
    func parts(_ items: [SliceTable.Item]) -> Parts {
        var parts = index.parts(items).map { $0.flatMap { values[$0] } }
        // Everybody does not differ from everybody.
        parts[0] = 0
        return Parts(values: parts, size: items.count)
    }

    struct Parts {
        /// By the bits of the levels in a set; `nil` where it has no value.
        let values: [Double?]
        let size: Int

        var value: Double? { values[values.count - 1] }

        /// Whether leaving out one level changes next to nothing.
        func isRedundant(within tolerance: Double) -> Bool {
            guard size > 1, let own = value else { return false }
            return (0..<size).contains { level in
                values[((1 << size) - 1) & ~(1 << level)].map { abs(own - $0) <= tolerance } ?? false
            }
        }

        /// Δ(i|I) = Σ_{J ⊆ I∖i} |J|! (|I| − |J| − 1)! / |I|! [Δ(J ∪ i) − Δ(J)]; they sum to Δ(I).
        ///
        /// - Complexity: O(2^|I|).
        var shapley: [Double]? {
            let known = values.compactMap { $0 }
            guard known.count == values.count else { return nil }
            func factorial(_ n: Int) -> Double { n < 2 ? 1 : (2...n).reduce(1) { $0 * Double($1) } }
            let weights = (0..<size).map { factorial($0) * factorial(size - $0 - 1) / factorial(size) }
            return (0..<size).map { level in
                var sum = 0.0
                for subset in 0..<(1 << size) where subset >> level & 1 == 0 {
                    sum += weights[subset.nonzeroBitCount] * (known[subset | 1 << level] - known[subset])
                }
                return sum
            }
        }
    }
}
