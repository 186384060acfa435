package import Evidence
package import Statistics

/// How two models, or two stages of a decision, decided the same rows of one group (METHODS §1.1, M7).
package struct PairedDecisions: Sendable {
    package let group: GroupKey
    /// Rows by slot of the first (label × decision) and decision of the second.
    private(set) var rows: [Int]
    /// The same of each block of clusters; empty where there are none.
    private(set) var blocks: [[Int]] = []
    let slots: DecisionSlots

    /// The first decides as the cube does, the second as stands in a column of other decisions.
    ///
    /// - Parameters:
    ///   - decision: a dimension of the cube.
    ///   - names: the dimensions that tell groups apart; none for everybody.
    /// - Returns: one a group, in canonical order.
    /// - Complexity: O(cells log cells + groups × blocks × classes³).
    package static func groups(
        of cube: EvidenceCube, by names: [String], against decision: ToldDimension
    ) -> [PairedDecisions] {
        let codes = cube.predictions(of: decision)
        let levels = cube.cells.dimensions.first { $0.name == decision.name }?.levels ?? []
        var numbers: [String: Int] = [:]
        for (code, level) in levels.enumerated() { numbers[level] = code }
        var groups: [PairedDecisions] = []
        var places: [GroupKey: Int] = [:]
        for part in cube.evidence(by: names + [decision.name]) {
            let key = GroupKey(Array(part.group.levels.dropLast()))
            let place = places[key] ?? groups.count
            if place == groups.count {
                groups.append(
                    PairedDecisions(nobody: key, classCount: cube.classes.count, blockCount: part.blocks.count))
                places[key] = place
            }
            groups[place].add(
                part, second: codes[part.group.levels.last?.value.flatMap { numbers[$0] } ?? levels.count])
        }
        return groups.isEmpty && names.isEmpty
            ? [PairedDecisions(nobody: .overall, classCount: cube.classes.count, blockCount: 0)] : groups
    }

    init(nobody group: GroupKey, classCount: Int, blockCount: Int) {
        self.group = group
        slots = DecisionSlots(classCount: classCount)
        rows = Array(repeating: 0, count: slots.count * slots.columns)
        blocks = Array(repeating: rows, count: blockCount)
    }

    private mutating func add(_ evidence: GroupEvidence, second: UInt16) {
        let column = slots.column(of: second)
        func add(_ evidence: GroupEvidence, to table: inout [Int]) {
            for slot in 0..<slots.count { table[slot * slots.columns + column] += evidence.rows(inSlots: [slot]) }
        }
        add(evidence, to: &rows)
        for (block, part) in evidence.blocks.enumerated() { add(part, to: &blocks[block]) }
    }

    /// The rows of this group that are not in `part`.
    package func subtracting(_ part: PairedDecisions) -> PairedDecisions {
        var rest = self
        rest.rows = zip(rows, part.rows).map { $0 - $1 }
        rest.blocks = zip(blocks, part.blocks).map { zip($0, $1).map { $0 - $1 } }
        return rest
    }

    /// Rows that get the decision people want from the first only, and from the second only.
    ///
    /// - Parameter wanted: the class that is wanted.
    package func changed(wanted: Int) -> (gained: Int, lost: Int) {
        var (gained, lost) = (0, 0)
        for slot in 0..<slots.count {
            guard let first = slots.place(of: slot).prediction else { continue }
            for second in 0..<slots.classCount where (first == wanted) != (second == wanted) {
                if first == wanted {
                    gained += rows[slot * slots.columns + second]
                } else {
                    lost += rows[slot * slots.columns + second]
                }
            }
        }
        return (gained, lost)
    }

    /// What a rate says of each slot of label and decision; `nil` where the slot is not in its denominator.
    package struct Rate: Sendable {
        let holds: [Bool?]
        let whenEmpty: NotEstimable

        /// - Returns: `nil` for figures that are no rates, for rates whose rows depend on what was decided, and for such
        ///   as decisions do not change.
        package init?(_ metric: Metric, classCount: Int, context: EstimationContext) {
            var context = context
            context.allRows = nil
            guard case .proportion(_, _, let reason) = metric.definition else { return nil }
            let slots = DecisionSlots(classCount: classCount)
            var holds: [Bool?] = []
            for slot in 0..<slots.count {
                let row = Estimator(GroupEvidence(rowIn: slot, classCount: classCount), context: context)
                let own = row.versusRest(metric)
                guard case .proportion(let sample) = (own?.estimator ?? row).sampled(own?.metric ?? metric) else {
                    holds.append(nil)
                    continue
                }
                holds.append(sample.value > 0)
            }
            var isChanged = false
            for label in 0...classCount {
                let decided = (0..<classCount).map { holds[label * slots.columns + $0] }
                // Where only one of two models would put a row into the denominator, rows are not paired.
                guard Set(decided.map { $0 == nil }).count == 1 else { return nil }
                isChanged =
                    isChanged
                    || Set(holds[label * slots.columns..<(label + 1) * slots.columns].compactMap { $0 }).count > 1
            }
            guard isChanged else { return nil }
            self.holds = holds
            whenEmpty = reason
        }
    }

    /// Both rates over the rows that both can tell of, and rows that only one can.
    private func table(_ rate: Rate, _ rows: [Int]) -> (pair: PairedProportions, leftOut: Int) {
        var counts = [0, 0, 0, 0]
        var leftOut = 0
        for slot in 0..<slots.count {
            let label = slot / slots.columns * slots.columns
            for column in 0..<slots.columns {
                let count = rows[slot * slots.columns + column]
                switch (rate.holds[slot], rate.holds[label + column]) {
                case (let first?, let second?): counts[(first ? 0 : 2) + (second ? 0 : 1)] += count
                case (nil, nil): break
                default: leftOut += count
                }
            }
        }
        return (
            PairedProportions(
                both: Double(counts[0]), onlyFirst: Double(counts[1]), onlySecond: Double(counts[2]),
                neither: Double(counts[3])), leftOut
        )
    }

    /// Two rates of the same rows.
    package struct Result: Sendable, Hashable {
        /// The rates over the rows of both; `nil` without such rows.
        package let first: Double?
        package let second: Double?
        /// The first rate less the second.
        package let difference: Estimate
        /// Rows in the numerator of one only.
        package let onlyFirst: Int
        package let onlySecond: Int
        /// Rows that only one of them can tell of, such as those on which one gives no decision.
        package let leftOut: Int
        /// Of as many rows one way as the other: McNemar's mid-p, or Student's t over blocks of clusters.
        package let pValue: Double?
        /// McNemar's exact p without mid-p, as other programs have it; `nil` for blocks of clusters.
        package let exactP: Double?

        /// What it shares with figures that are no rates.
        package var figure: PairedFigure {
            PairedFigure(first: first, second: second, difference: difference, leftOut: leftOut)
        }
    }

    /// A rate of the first, and the same rate of the second.
    ///
    /// Independent rows: Newcombe's paired interval (method 10) where it is shown, Tango's where it decides, and McNemar's
    /// exact mid-p. Rows counted by blocks of clusters: the same interval with the rows that the blocks leave (Korn and
    /// Graubard 1998), and Student's t over the figure without each block (METHODS §3.6).
    package func result(_ rate: Rate, level: Double, for purpose: IntervalPurpose = .display) -> Result {
        let (pair, leftOut) = table(rate, rows)
        guard let difference = pair.difference else {
            return Result(
                first: nil, second: nil,
                difference: Estimate(notEstimable: rows.contains { $0 > 0 } ? rate.whenEmpty : .emptyGroup),
                onlyFirst: 0, onlySecond: 0, leftOut: leftOut, pValue: nil, exactP: nil)
        }
        var estimate = Estimate(difference, n: Int(pair.total), interval: pair.interval(level: level, for: purpose))
        var pValue = pair.mcNemarMidP
        if !blocks.isEmpty {
            let jackknife = jackknife(rate, pair)
            (estimate, pValue) = (
                clustered(estimate, pair, jackknife, level: level, for: purpose), Self.pValue(difference, jackknife)
            )
        }
        return Result(
            first: (pair.both + pair.onlyFirst) / pair.total, second: (pair.both + pair.onlySecond) / pair.total,
            difference: estimate, onlyFirst: Int(pair.onlyFirst), onlySecond: Int(pair.onlySecond), leftOut: leftOut,
            pValue: pValue, exactP: blocks.isEmpty ? pair.mcNemarExactP : nil)
    }

    private func jackknife(_ rate: Rate, _ whole: PairedProportions) -> BlockJackknife {
        BlockJackknife(
            blocks.compactMap { block in
                let part = table(rate, block).pair
                guard part.total > 0 else { return nil }
                return PairedProportions(
                    both: whole.both - part.both, onlyFirst: whole.onlyFirst - part.onlyFirst,
                    onlySecond: whole.onlySecond - part.onlySecond, neither: whole.neither - part.neither
                ).difference ?? .nan
            })
    }

    private func clustered(
        _ estimate: Estimate, _ pair: PairedProportions, _ jackknife: BlockJackknife, level: Double,
        for purpose: IntervalPurpose
    ) -> Estimate {
        guard jackknife.blockCount >= BlockJackknife.fewestBlocks, let difference = pair.difference else {
            return estimate.with(interval: nil).adding([.tooFewClusters])
        }
        let independent = ((pair.onlyFirst + pair.onlySecond) / pair.total - difference * difference) / pair.total
        guard let share = jackknife.share(independent: independent, rows: pair.total, level: level) else {
            return estimate.adding([.assumesIndependence])
        }
        let effective = PairedProportions(
            both: pair.both * share, onlyFirst: pair.onlyFirst * share, onlySecond: pair.onlySecond * share,
            neither: pair.neither * share)
        return estimate.with(
            interval: effective.interval(level: level, for: purpose).map {
                $0.holding(difference).by(purpose == .gate ? .tangoBlocks : .newcombePairedBlocks)
            }
        ).with(designEffect: jackknife.designEffect(independent: independent))
    }

    private static func pValue(_ difference: Double, _ jackknife: BlockJackknife) -> Double? {
        guard jackknife.blockCount >= BlockJackknife.fewestBlocks, let variance = jackknife.variance, variance > 0
        else {
            return nil
        }
        return 2
            * StudentT(degreesOfFreedom: Double(jackknife.blockCount - 1)).cdf(-abs(difference) / variance.squareRoot())
    }
}

extension PairedProportions {
    fileprivate func interval(level: Double, for purpose: IntervalPurpose) -> Interval? {
        purpose == .gate ? tangoDifference(level: level) : newcombeDifference(level: level)
    }
}
