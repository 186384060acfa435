package import Tables

/// Counts a table while it is read, by several groups of its columns: no row has to be kept, and what can be asked of the
/// rows can be asked of these counts.
///
/// Worth it where columns hold few different values; a column of ids would make every row distinct. Scores are told apart
/// by value until they are more than a grid of values may hold, and by bins with sums from then on: the bins of rows seen
/// before get what these rows would have added, so that the order of rows changes nothing.
package struct RowCounter: ColumnConsumer, Sendable {
    /// Columns that are counted together.
    package struct Group: Sendable, Hashable {
        /// Indices into the category columns that the table is read with.
        package let categories: [Int]
        /// The number column that holds scores, told apart too.
        package let score: Int?
        /// A number column of which only is told whether it reaches a threshold.
        package let threshold: Threshold?
        /// The same of another model's scores.
        package let otherThreshold: Threshold?
        /// The number columns of scores of two models, of which the shift is summed.
        package let shift: Shift?

        package init(
            categories: [Int], score: Int? = nil, threshold: Threshold? = nil, otherThreshold: Threshold? = nil,
            shift: Shift? = nil
        ) {
            self.otherThreshold = otherThreshold
            self.shift = shift
            self.categories = categories
            self.score = score
            self.threshold = threshold
        }

        fileprivate var thresholds: [Threshold] { [threshold, otherThreshold].compactMap { $0 } }
        fileprivate var columnCount: Int { categories.count + thresholds.count + (score == nil ? 0 : 1) }
    }

    /// Whether the number in a column is at least so large.
    package struct Threshold: Sendable, Hashable {
        package let number: Int
        package let value: Double

        package init(number: Int, value: Double) {
            self.number = number
            self.value = value
        }
    }

    /// Two number columns: the score of a model, and that of the one it is compared with.
    package struct Shift: Sendable, Hashable {
        package let score: Int
        package let other: Int

        package init(score: Int, other: Int) {
            self.score = score
            self.other = other
        }
    }

    /// The number column that holds what rows weigh.
    package struct Weight: Sendable, Hashable {
        package let number: Int
        package let kind: CubeHeader.WeightKind

        package init(number: Int, kind: CubeHeader.WeightKind) {
            self.number = number
            self.kind = kind
        }
    }

    /// A row whose weight is none, or whose scores lie too far apart.
    package struct WeightFault: Sendable, Hashable {
        /// From 0, among the rows used.
        package let row: Int
        /// What is wrong, in words that follow "row 7: ".
        package let reason: String

        package init(row: Int, reason: String) {
            self.row = row
            self.reason = reason
        }
    }

    private let groups: [Group]
    private let weight: Weight?
    private let wantedGrid: ScoreGrid
    private let valueLimit: Int
    private var counters: [CombinationCounter]
    private var coders: [Int: ScoreCoder]
    private var rowCount = 0
    private var weightSum = 0.0
    /// Whether all rows could be counted: not when there are more combinations than 64 bits can tell apart, nor when
    /// scores outside 0…1 cannot be binned.
    package private(set) var isComplete = true
    /// The first row whose weight is none; nothing is counted from there on.
    package private(set) var weightFault: WeightFault?
    /// The first row whose two scores lie too far apart; nothing is counted from there on.
    package private(set) var shiftFault: WeightFault?

    private var isFaulty: Bool { weightFault != nil || shiftFault != nil }

    /// - Parameters:
    ///   - grid: the grid of scores from the start.
    ///   - valueLimit: so many different scores are told apart by value.
    package init(
        groups: [Group], weight: Weight? = nil, grid: ScoreGrid = .values, valueLimit: Int = ScoreGrid.valueLimit
    ) {
        self.groups = groups
        self.weight = weight
        self.valueLimit = valueLimit
        wantedGrid = grid
        coders = [:]
        for group in groups {
            if let score = group.score { coders[score] = ScoreCoder(grid: grid, valueLimit: valueLimit) }
        }
        let measures = weight.map { $0.kind.isSummed } ?? false ? 2 : 0
        counters = groups.map { group in
            CombinationCounter(
                columnCount: group.columnCount,
                measureCount: measures + (group.shift == nil ? 0 : ScoreShifts.width)
                    + (group.score == nil || !grid.isBinned ? 0 : ScoreCoder.measureCount))
        }
    }

    /// The grid that scores are told apart by.
    package var grid: ScoreGrid { coders.values.first { $0.grid.isBinned }?.grid ?? wantedGrid }

    private var sumsWeights: Bool { weight?.kind.isSummed ?? false }

    package mutating func consume(_ chunk: borrowing ColumnChunk) {
        guard isComplete, !isFaulty else { return }
        var times: [Int]?
        var weights: [[Int128]] = []
        if let weight {
            let values = chunk.numbers[weight.number]
            guard check(values, weight.kind) else { return }
            if weight.kind == .frequency {
                times = values.map { Int($0) }
            } else {
                weights = [
                    values.map { FixedPoint.fixed($0, bits: CubeMeasure.weightBits) },
                    values.map { FixedPoint.fixed($0 * $0, bits: CubeMeasure.weightBits) },
                ]
            }
        }
        rowCount += chunk.rowCount
        for number in coders.keys.sorted() {
            var coder = coders[number] ?? ScoreCoder(grid: wantedGrid, valueLimit: valueLimit)
            if let old = coder.code(chunk.numbers[number]) {
                coders[number] = coder
                rebin(number, values: old)
            } else {
                coders[number] = coder
            }
            isComplete = isComplete && coder.isComplete
        }
        guard isComplete else { return }
        for (index, group) in groups.enumerated() {
            var columns = group.categories.map { chunk.codes[$0] }
            for threshold in group.thresholds {
                columns.append(Self.decisions(chunk.numbers[threshold.number], from: threshold.value))
            }
            var sums = weights
            if let shift = group.shift {
                let (scores, others) = (chunk.numbers[shift.score], chunk.numbers[shift.other])
                if let row = ScoreShifts.fault(scores, others) {
                    shiftFault = WeightFault(
                        row: rowCount - chunk.rowCount + row, reason: ScoreShifts.fault(scores[row] - others[row]))
                    return
                }
                sums += ScoreShifts.sums(scores, others, times: times)
            }
            if let score = group.score, let coder = coders[score] {
                columns.append(coder.codes)
                if coder.grid.isBinned {
                    sums += coder.sums(chunk.numbers[score], times: times, weights: weights.first)
                }
            }
            isComplete =
                isComplete && counters[index].count(columns, rowCount: chunk.rowCount, times: times, sums: sums)
        }
    }

    private mutating func check(_ weights: [Double], _ kind: CubeHeader.WeightKind) -> Bool {
        for (row, value) in weights.enumerated() {
            if let reason = RowWeights.fault(value, kind) {
                weightFault = WeightFault(row: rowCount + row, reason: reason)
                return false
            }
            weightSum += value
        }
        guard weightSum <= CubeMeasure.weightSumLimit else {
            weightFault = WeightFault(
                row: rowCount, reason: "the weights sum to more than \(Int(CubeMeasure.weightSumLimit))")
            return false
        }
        return true
    }

    /// Codes 0 and 1 for scores below and from a threshold.
    @inline(never)
    private static func decisions(_ scores: [Double], from threshold: Double) -> [UInt32] {
        scores.map { $0.isNaN ? CategoryColumn.missing : $0 >= threshold ? 1 : 0 }
    }

    /// Puts the scores counted so far into bins.
    ///
    /// - Parameter values: the scores by their codes so far.
    private mutating func rebin(_ number: Int, values: [Double]) {
        guard var coder = coders[number] else { return }
        let codes = values.map { coder.binCode($0) }
        coders[number] = coder
        for (index, group) in groups.enumerated() where group.score == number {
            var counter = CombinationCounter(
                columnCount: group.columnCount,
                measureCount: counters[index].measureCount + ScoreCoder.measureCount)
            var cells = counters[index].cells()
            for cell in cells.indices {
                guard let code = cells[cell].codes.last, code != CategoryColumn.missing else {
                    cells[cell].sums += Array(repeating: 0, count: ScoreCoder.measureCount)
                    continue
                }
                cells[cell].codes[cells[cell].codes.count - 1] = codes[Int(code)]
                cells[cell].sums += ScoreCoder.addends(
                    values[Int(code)], count: cells[cell].count, weight: sumsWeights ? cells[cell].sums[0] : nil)
            }
            isComplete = isComplete && counter.add(cells)
            counters[index] = counter
        }
    }

    // MARK: Several readers

    /// A counter of the same groups that has counted nothing.
    package var forked: RowCounter {
        RowCounter(groups: groups, weight: weight, grid: wantedGrid, valueLimit: valueLimit)
    }

    /// Adds what another counter of the same groups has counted of the rows behind these.
    ///
    /// - Parameter codes: by category column, the code here of each code there; `nil` where codes mean the same.
    package mutating func merge(_ other: RowCounter, codes: [[UInt32]]?) {
        guard isComplete, !isFaulty else { return }
        guard other.isComplete else {
            isComplete = false
            return
        }
        if let fault = other.weightFault {
            weightFault = WeightFault(row: rowCount + fault.row, reason: fault.reason)
            return
        }
        if let fault = other.shiftFault {
            shiftFault = WeightFault(row: rowCount + fault.row, reason: fault.reason)
            return
        }
        var other = other
        weightSum += other.weightSum
        if weightSum > CubeMeasure.weightSumLimit {
            weightFault = WeightFault(
                row: rowCount, reason: "the weights sum to more than \(Int(CubeMeasure.weightSumLimit))")
            return
        }
        rowCount += other.rowCount
        var scoreCodes: [Int: [UInt32]] = [:]
        for number in coders.keys.sorted() {
            guard var mine = coders[number], var theirs = other.coders[number] else { continue }
            // Both by value or both in bins, also if only together they are too many.
            let isBinned = mine.grid.isBinned || theirs.grid.isBinned || mine.united(with: theirs)
            if isBinned {
                if let old = mine.bin() {
                    coders[number] = mine
                    rebin(number, values: old)
                    mine = coders[number] ?? mine
                }
                if let old = theirs.bin() {
                    other.coders[number] = theirs
                    other.rebin(number, values: old)
                    theirs = other.coders[number] ?? theirs
                }
            }
            scoreCodes[number] = theirs.values.map { mine.ownCode($0) }
            isComplete = isComplete && mine.isComplete && theirs.isComplete
            coders[number] = mine
        }
        guard isComplete, other.isComplete else {
            isComplete = false
            return
        }
        for (index, group) in groups.enumerated() {
            var recoding: [[UInt32]?] = group.categories.map { codes?[$0] }
            recoding += group.thresholds.map { _ in nil }
            if let score = group.score { recoding.append(scoreCodes[score]) }
            isComplete = isComplete && counters[index].merge(other.counters[index], recoding: recoding)
        }
    }

    // MARK: Counts

    /// The distinct rows of a group, in canonical order of their codes.
    package struct Entries: Sendable {
        /// Codes by category column of the group.
        package let codes: [[UInt32]]
        /// 0 below the threshold, 1 from it, or missing; none without one.
        package let decisions: [UInt32]
        /// The same of the other threshold.
        package let otherDecisions: [UInt32]
        /// Scores, or the lower edges of their bins; NaN where missing; none without them.
        package let scores: [Double]
        /// How many rows each stands for; at least 1.
        package let multiplicities: [Int]
        /// By measure: weights first, then those of shifts, then `ScoreCoder.measures` of binned scores.
        let sums: [[Int128]]

        package var count: Int { multiplicities.count }

        /// About how much memory they take.
        package var byteCount: Int {
            count
                * (codes.count * MemoryLayout<UInt32>.stride + (decisions.isEmpty ? 0 : MemoryLayout<UInt32>.stride)
                    + (scores.isEmpty ? 0 : MemoryLayout<Double>.stride) + MemoryLayout<Int>.stride
                    + sums.count * MemoryLayout<Int128>.stride)
        }

        /// Only some of the entries.
        package func kept(_ entries: [Int]) -> Entries {
            Entries(
                codes: codes.map { codes in entries.map { codes[$0] } },
                decisions: decisions.isEmpty ? [] : entries.map { decisions[$0] },
                otherDecisions: otherDecisions.isEmpty ? [] : entries.map { otherDecisions[$0] },
                scores: scores.isEmpty ? [] : entries.map { scores[$0] },
                multiplicities: entries.map { multiplicities[$0] },
                sums: sums.map { sums in entries.map { sums[$0] } })
        }
    }

    /// What was counted of a group, once the table has been read without fault.
    package func entries(_ group: Int) -> Entries {
        let (spec, cells) = (groups[group], counters[group].columns())
        let values = spec.score.flatMap { coders[$0]?.values } ?? []
        let categories = spec.categories.count
        return Entries(
            codes: Array(cells.codes[..<categories]),
            decisions: spec.threshold == nil ? [] : cells.codes[categories],
            otherDecisions: spec.otherThreshold == nil ? [] : cells.codes[categories + spec.thresholds.count - 1],
            scores: spec.score == nil
                ? []
                : cells.codes[spec.columnCount - 1].map { $0 == CategoryColumn.missing ? .nan : values[Int($0)] },
            multiplicities: cells.counts, sums: cells.sums)
    }
}

/// Codes of scores: by value, or by bin with what the rows of a bin add to its sums.
struct ScoreCoder: Sendable {
    /// Σs, Σs², and Σℓ, Σℓ² for either label: which one a row has is known only at the end.
    static let measureCount = 6

    private(set) var grid: ScoreGrid
    private var dictionary = ValueDictionary()
    /// The codes of the chunk coded last.
    private(set) var codes: [UInt32] = []
    /// Whether every score has a code.
    private(set) var isComplete = true
    private var allInUnit = true

    private let valueLimit: Int

    init(grid: ScoreGrid, valueLimit: Int) {
        self.grid = grid
        self.valueLimit = valueLimit
    }

    /// Scores, or lower edges of bins, by code.
    var values: [Double] { dictionary.values }

    /// Codes the scores of a chunk.
    ///
    /// - Returns: the values by their codes so far if from now on scores are binned; the codes of the chunk are then
    ///   those of bins already.
    mutating func code(_ scores: [Double]) -> [Double]? {
        if !grid.isBinned {
            let known = dictionary.values.count
            dictionary.code(scores, into: &codes)
            allInUnit = allInUnit && dictionary.values[known...].allSatisfy((0...1).contains)
            guard dictionary.values.count > valueLimit, allInUnit else {
                isComplete = dictionary.values.count <= CubeLimits.scoreValues
                return nil
            }
            // The values of this chunk have not been counted yet, but bins of theirs do no harm.
            let old = bin()
            codeBins(scores)
            return old
        }
        codeBins(scores)
        return nil
    }

    /// Goes over to bins.
    ///
    /// - Returns: the values so far by their codes; `nil` if scores were in bins already.
    mutating func bin() -> [Double]? {
        guard !grid.isBinned else { return nil }
        guard allInUnit else {
            isComplete = false
            return nil
        }
        let old = dictionary.values
        grid = .fallback
        dictionary = ValueDictionary()
        return old
    }

    /// Whether the values of both are more than a grid of values may hold.
    func united(with other: ScoreCoder) -> Bool {
        guard !grid.isBinned, !other.grid.isBinned, allInUnit, other.allInUnit else { return false }
        guard values.count + other.values.count > valueLimit else { return false }
        return Set(values).union(other.values).count > valueLimit
    }

    /// The code of the bin that a score lies in.
    mutating func binCode(_ score: Double) -> UInt32 { dictionary.code(grid.lowerEdge(of: score)) }

    /// The code of a value, or of the lower edge of a bin, of another coder.
    mutating func ownCode(_ value: Double) -> UInt32 {
        allInUnit = allInUnit && (0...1).contains(value)
        let code = dictionary.code(value)
        isComplete = isComplete && dictionary.values.count <= CubeLimits.scoreValues
        return code
    }

    private mutating func codeBins(_ scores: [Double]) {
        codes.removeAll(keepingCapacity: true)
        for score in scores {
            guard !score.isNaN else {
                codes.append(CategoryColumn.missing)
                continue
            }
            guard (0...1).contains(score) else {
                isComplete = false
                return
            }
            codes.append(binCode(score))
        }
    }

    /// What each row of a chunk adds to the sums of its bin.
    func sums(_ scores: [Double], times: [Int]?, weights: [Int128]?) -> [[Int128]] {
        var sums = [[Int128]](repeating: [], count: Self.measureCount)
        for measure in sums.indices { sums[measure].reserveCapacity(scores.count) }
        for (row, score) in scores.enumerated() {
            let own = score.isNaN ? [] : Self.addends(score, count: times?[row] ?? 1, weight: weights?[row])
            for measure in sums.indices { sums[measure].append(own.isEmpty ? 0 : own[measure]) }
        }
        return sums
    }

    /// What rows of one score add to the sums.
    static func addends(_ score: Double, count: Int, weight: Int128?) -> [Int128] {
        func addend(_ measure: CubeMeasure, _ isPositive: Bool?) -> Int128 {
            measure.addend(score: score, isPositive: isPositive, count: count, weight: weight)
        }
        return [
            addend(.score, nil), addend(.squaredScore, nil), addend(.loss, true), addend(.squaredLoss, true),
            addend(.loss, false), addend(.squaredLoss, false),
        ]
    }

    /// The sums of score cells, by measure: those of the loss for the label each entry has.
    static func scoreSums(_ sums: [[Int128]], isPositive: [Bool?]) -> [[Int128]] {
        func loss(_ first: Int) -> [Int128] {
            isPositive.enumerated().map { entry, positive in positive.map { sums[$0 ? first : first + 2][entry] } ?? 0 }
        }
        return [sums[0], sums[1], loss(2), loss(3)]
    }
}
