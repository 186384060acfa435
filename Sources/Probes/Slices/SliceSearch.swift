package import Evidence
package import Metrics
package import Statistics

/// All conjunctions of levels with enough rows, measured, tested and attributed.
///
/// A slice is a set of levels of different columns; all with enough rows are found, so that what is tested is known and
/// can be allowed for. Rows come as the cells of a cube: the cost does not depend on how many rows there are.
///
/// - Source: METHODS §4c; Pastor, de Alfaro and Baralis 2021; Sagadeeva and Boehm 2021 for the score.
package struct SliceSearch: Sendable {
    /// What is searched for.
    package struct Options: Sendable, Hashable {
        /// The smallest share of rows a slice has.
        package var support: Double
        /// The fewest rows.
        package var fewestRows: Int
        /// The most levels in one slice.
        package var depth: Int
        /// Slices are hidden that one level less would change by no more than this; of figures that do not lie between −1 and
        /// 1, by no more than this share of everybody's.
        package var redundancy: Double
        /// Of intervals.
        package var level: Double
        /// The share of false discoveries allowed.
        package var falseDiscoveryRate: Double
        /// How much a score weighs how bad a slice is against how small: SliceLine's α, above 0 and at most 1.
        package var weightOfError: Double
        /// Only so many slices are looked for, those with the highest scores, and what cannot be among them is left out;
        /// `nil` for all slices.
        package var onlyBest: Int?

        package init(
            support: Double = 0.005, fewestRows: Int = 30, depth: Int = 3, redundancy: Double = 0.01,
            level: Double = 0.95, falseDiscoveryRate: Double = 0.05, weightOfError: Double = 0.95, onlyBest: Int? = nil
        ) {
            self.support = support
            self.fewestRows = fewestRows
            self.depth = depth
            self.redundancy = redundancy
            self.level = level
            self.falseDiscoveryRate = falseDiscoveryRate
            self.weightOfError = weightOfError
            self.onlyBest = onlyBest
        }
    }

    /// All slices, in the order of their levels; where only the best were looked for, these, the highest score first.
    package let slices: [Slice]
    /// Everybody's figure.
    package let overall: Estimate
    /// The fewest rows a slice had to have.
    package let fewestRows: Int
    /// What was put together, looked at and left out.
    package let count: Count
    /// Whether slices were searched in one half of the clusters and looked at again in the other.
    package let isConfirmed: Bool
    /// The share of false discoveries that was allowed.
    package let falseDiscoveryRate: Double
    /// Whether only the slices with the highest scores were looked for.
    package let isPruned: Bool

    /// What became of the sets of levels.
    package struct Count: Sendable, Hashable {
        /// Sets put together: single levels, and sets of one level more than a slice that was looked at.
        package var enumerated = 0
        /// Slices with enough rows that were measured.
        package var measured = 0
        /// Sets with too few rows, or with a part that has too few; nothing below them was put together.
        package var small = 0
        /// Sets whose score, or that of a part of them, cannot be among the highest; nothing below them was put together.
        package var leftOut = 0
        /// The slices that p-values are adjusted for: all measured ones, or where some are left out as many as there can be.
        package var family = 0
    }

    /// More slices than this are not listed one by one.
    package static let sliceLimit = 1_000_000

    /// Searches the keys of a cube, but for blocks of clusters, which tell its halves apart.
    ///
    /// - Parameters:
    ///   - metric: one with `hasEqualityTest`; where only the best are looked for, one with `canBePruned` as well.
    ///   - columns: the keys searched, in this order.
    /// - Returns: `nil` for another metric, for other than rates where rows depend on each other, for rows that cannot be
    ///   pruned by what they weigh, and for more slices than `sliceLimit`.
    /// - Complexity: O(slices · cells in them); beyond plain rates O(sets of columns · cells) besides.
    package init?(
        _ cube: EvidenceCube, _ metric: Metric, context: EstimationContext, columns: [String], options: Options
    ) {
        guard
            let search = Self.searches(cube, [metric], context: context, columns: columns, options: options)?.first
        else { return nil }
        self = search
    }

    /// Searches for several metrics at once: slices are the same for all.
    ///
    /// - Returns: one search a metric; `nil` as `init`.
    package static func searches(
        _ cube: EvidenceCube, _ metrics: [Metric], context: EstimationContext, columns: [String], options: Options
    ) -> [SliceSearch]? {
        let isWeighted = cube.header.weights.isSummed
        guard metrics.allSatisfy(\.hasEqualityTest),
            options.onlyBest == nil || (!isWeighted && metrics.allSatisfy(Self.canBePruned)),
            let table = SliceTable(
                cube, metrics.filter(Self.canBePruned), favourablePositive: context.favourablePositive ?? true,
                columns: columns)
        else { return nil }
        let halves = halves(of: cube, table)
        // By simulation a mean of scores among people who come again is taken for a slice too often.
        guard halves == nil || metrics.allSatisfy(Self.canBePruned) else { return nil }
        let searched = halves?.first ?? Rows(cube: cube, table: table)
        let fewest = max(options.fewestRows, Int((options.support * Double(searched.table.rows)).rounded(.up)))
        var walk: SliceWalk?
        if options.onlyBest == nil {
            walk = SliceWalk(searched.table, fewestRows: fewest, depth: options.depth, limit: sliceLimit)
            if walk == nil { return nil }
        }
        let index = SliceIndex(walk?.found ?? [])
        var rates = 0
        return metrics.map { metric in
            let number = Self.canBePruned(metric) ? rates : nil
            if number != nil { rates += 1 }
            let worseIsHigher = metric.worseSide(favourablePositive: context.favourablePositive) != .lower
            func measurer(_ rows: Rows) -> any SliceMeasurer {
                // Counts of rows say all of a rate, unless rows weigh differently or depend on each other.
                guard let number, !isWeighted, halves == nil else {
                    return SliceContrasts(rows.cube, metric, context: context, table: rows.table, options: options)
                }
                return SliceRates(rows.table, metric, number: number, worseIsHigher: worseIsHigher, options: options)
            }
            let own = measurer(searched)
            let tolerance = options.redundancy * scale(metric, own.overall)
            let (measured, count): (SliceMeasures, Count)
            if let wanted = options.onlyBest {
                let pruning = SlicePruning(
                    searched.table, metric: number ?? 0, worseIsHigher: worseIsHigher, weight: options.weightOfError,
                    fewestRows: fewest, depth: options.depth, wanted: wanted)
                count = pruning.count
                measured = SliceMeasures(
                    pruning.evaluated, SliceIndex(pruning.evaluated), in: searched.table, by: own,
                    tolerance: tolerance, options: options, family: count.family
                ).only(pruning.best)
            } else {
                let (found, small) = (walk?.found ?? [], walk?.small ?? 0)
                // Where nothing was seen to vary nothing can be tested: that counts as telling nothing.
                let family = own is SliceRates ? nil : found.count
                measured = SliceMeasures(
                    found, index, in: searched.table, by: own, tolerance: tolerance, options: options, family: family)
                count = Count(
                    enumerated: found.count + small, measured: found.count, small: small, leftOut: 0,
                    family: family ?? measured.slices.count { $0.pValue != nil })
            }
            return SliceSearch(
                slices: halves.map { measured.confirmed(in: $0.second.table, by: measurer($0.second)) }
                    ?? measured.slices,
                overall: measured.overall, fewestRows: fewest, count: count, isConfirmed: halves != nil,
                falseDiscoveryRate: options.falseDiscoveryRate, isPruned: options.onlyBest != nil)
        }
    }

    private init(
        slices: [Slice], overall: Estimate, fewestRows: Int, count: Count, isConfirmed: Bool,
        falseDiscoveryRate: Double, isPruned: Bool
    ) {
        self.slices = slices
        self.overall = overall
        self.fewestRows = fewestRows
        self.count = count
        self.isConfirmed = isConfirmed
        self.falseDiscoveryRate = falseDiscoveryRate
        self.isPruned = isPruned
    }

    /// Whether the best slices can be found without looking at all: what is counted as wrong of a rate has limits.
    package static func canBePruned(_ metric: Metric) -> Bool {
        if case .proportion = metric.definition { metric.hasEqualityTest } else { false }
    }

    /// Rows as they are searched and as they are measured.
    private struct Rows {
        let cube: EvidenceCube
        let table: SliceTable
    }

    /// The rows of each half of the blocks of clusters; `nil` without blocks.
    private static func halves(of cube: EvidenceCube, _ table: SliceTable) -> (first: Rows, second: Rows)? {
        guard let tables = table.halves, let block = cube.header.told.first(where: { $0.rule == .block }) else {
            return nil
        }
        func half(_ table: SliceTable, _ isIn: (UInt32) -> Bool) -> Rows {
            do {
                let part = try cube.filtering(told: "half of the clusters", by: [block.name]) { levels in
                    isIn(levels[0].flatMap { UInt32($0) } ?? .max)
                }
                return Rows(cube: part, table: table)
            } catch { preconditionFailure("a dimension of the cube") }
        }
        return (half(tables.first, SliceTable.isInFirstHalf), half(tables.second) { !SliceTable.isInFirstHalf($0) })
    }

    /// What a change of a figure is small against: 1 for what lies between −1 and 1, else everybody's figure.
    private static func scale(_ metric: Metric, _ overall: Estimate) -> Double {
        metric.range.lowerBound >= -1 && metric.range.upperBound <= 1 ? 1 : abs(overall.number ?? 0)
    }
}
