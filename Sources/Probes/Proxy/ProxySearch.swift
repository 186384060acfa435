import Statistics

/// Which innocent-looking columns carry a protected attribute, and whether decisions follow them.
///
/// - Source: METHODS §4b; Datta et al. 2017 and Yeom, Datta and Fredrikson 2018 for association times influence.
package struct ProxySearch: Sendable {
    /// A column of the rows: codes into levels, `levels` for a missing value; numbers where it was read so.
    package struct Column: Sendable {
        package let name: String
        package let levelCount: Int
        package let codes: [UInt32]
        /// The values, NaN where missing; `nil` for levels that are no numbers.
        package let numbers: [Double]?

        /// Levels as they stand; a code from `levelCount` up is a missing value.
        package init(_ name: String, levelCount: Int, codes: [UInt32]) {
            self.name = name
            self.levelCount = levelCount
            self.codes = codes
            numbers = nil
        }

        /// Numbers; NaN is a missing value.
        package init(_ name: String, numbers: [Double]) {
            let distinct = Set(numbers.filter { !$0.isNaN }).sorted()
            self.init(name, numbers: numbers, distinct: distinct)
        }

        private init(_ name: String, numbers: [Double], distinct: [Double]) {
            self.name = name
            levelCount = distinct.count
            codes = numbers.map { value in
                guard !value.isNaN else { return UInt32(distinct.count) }
                var (low, high) = (0, distinct.count - 1)
                while low < high {
                    let middle = (low + high) / 2
                    if distinct[middle] < value { low = middle + 1 } else { high = middle }
                }
                return UInt32(low)
            }
            self.numbers = numbers
        }

        /// The same in bins between deciles: edges are the distinct quantiles .1 to .9 with linear interpolation, and a
        /// value's bin is how many edges lie below it.
        func deciles() -> (codes: [UInt32], count: Int)? {
            guard let numbers else { return nil }
            let sorted = numbers.filter { !$0.isNaN }.sorted()
            guard !sorted.isEmpty else { return nil }
            var edges: [Double] = []
            for tenth in 1...9 {
                guard let edge = Quantile.type7(sorted: sorted, probability: Double(tenth) / 10) else { continue }
                if edges.last != edge { edges.append(edge) }
            }
            let codes = numbers.map { value -> UInt32 in
                value.isNaN ? UInt32(edges.count + 1) : UInt32(edges.count { $0 < value })
            }
            return (codes, edges.count + 1)
        }
    }

    /// How the search is made.
    package struct Options: Sendable, Hashable {
        /// Folds of the guesses.
        package var folds: Int
        package var seed: UInt64
        /// Permutations where a cell is expected to hold fewer than five rows.
        package var permutations: Int

        package init(folds: Int = 5, seed: UInt64 = 0, permutations: Int = 9_999) {
            self.folds = folds
            self.seed = seed
            self.permutations = permutations
        }
    }

    /// By availability, the largest first.
    package let features: [ProxyFeature]
    /// The share of the attribute's commonest value.
    package let baselineAccuracy: Double
    /// Rows that have the attribute.
    package let rows: Int

    /// Searches among rows whose attribute is known.
    ///
    /// - Parameters:
    ///   - attribute: the protected attribute; two values or more.
    ///   - features: missing values are a level of their own: missingness itself often is the proxy.
    ///   - decisions: codes of the decisions with their number; rows without one are left out of `use`.
    ///   - strata: what is held fixed when use is looked at, such as label and legitimate columns, as one code a row.
    ///   - units: what folds are made of, such as people; one a row if absent.
    /// - Returns: `nil` for an attribute with fewer than two values.
    /// - Complexity: O(rows · features), and O(permutations · rows) for features with small cells.
    package init?(
        of attribute: Column, features: [Column], decisions: (codes: [UInt32], count: Int)? = nil,
        strata: [UInt32]? = nil, units: [UInt32]? = nil, options: Options = Options()
    ) {
        let kept = attribute.codes.indices.filter { Int(attribute.codes[$0]) < attribute.levelCount }
        let codes = kept.map { attribute.codes[$0] }
        let present = Set(codes).sorted()
        guard present.count >= 2 else { return nil }
        var dense: [UInt32: UInt32] = [:]
        for (index, code) in present.enumerated() { dense[code] = UInt32(index) }
        let attributes = codes.map { dense[$0] ?? 0 }
        var counts = [Int](repeating: 0, count: present.count)
        for code in attributes { counts[Int(code)] += 1 }
        rows = kept.count
        baselineAccuracy = Double(counts.max() ?? 0) / Double(kept.count)
        let folds = Self.folds(kept, units, options)
        var found: [ProxyFeature] = []
        for feature in features {
            let own = kept.map { feature.codes[$0] }
            let bins = feature.deciles().map { bins in (codes: kept.map { bins.codes[$0] }, count: bins.count) }
            let levels = bins ?? (codes: own, count: feature.levelCount)
            let table = Self.table(attributes, present.count, levels.codes, levels.count + 1)
            let area = Self.guessingArea(
                attributes, present.count, levels.codes, levels.count + 1, folds, options.folds)
            let availability = area.map { min(1, 2 * abs($0 - 0.5)) }
            let use = decisions.flatMap { decisions in
                Self.use(
                    levels.codes, levels.count + 1, kept.map { decisions.codes[$0] }, decisions.count,
                    strata.map { strata in kept.map { strata[$0] } })
            }
            let pair =
                present.count == 2
                ? feature.numbers.map { numbers in Self.numeric(attributes, kept.map { numbers[$0] }) } : nil
            found.append(
                ProxyFeature(
                    feature: feature.name, isNumeric: feature.numbers != nil, levels: Set(levels.codes).count,
                    rows: kept.count, association: table,
                    unbinned: feature.numbers == nil
                        ? nil : Self.table(attributes, present.count, own, feature.levelCount + 1),
                    guessingArea: area, availability: availability, numericArea: pair?.area,
                    correlation: pair?.correlation, use: use,
                    score: availability.flatMap { availability in use.map { availability * $0 } },
                    pValue: Self.pValue(table, attributes, levels.codes, levels.count + 1, feature.name, options)))
        }
        let known = found.indices.filter { found[$0].pValue != nil }
        let adjusted = Multiplicity.benjaminiHochberg(known.compactMap { found[$0].pValue })
        for (place, index) in known.enumerated() { found[index].adjustedPValue = adjusted[place] }
        self.features = found.enumerated().sorted { a, b in
            let (x, y) = (a.element.availability ?? -1, b.element.availability ?? -1)
            return x == y ? a.offset < b.offset : x > y
        }.map(\.element)
    }

    // MARK: Association

    private static func table(
        _ attributes: [UInt32], _ rows: Int, _ levels: [UInt32], _ columns: Int
    ) -> ContingencyTable {
        var flat = [Int](repeating: 0, count: rows * columns)
        for (attribute, level) in zip(attributes, levels) {
            flat[Int(attribute) * columns + min(Int(level), columns - 1)] += 1
        }
        return ContingencyTable((0..<rows).map { Array(flat[$0 * columns..<($0 + 1) * columns]) })
    }

    /// χ², or where a cell is expected to hold fewer than five rows the share of permutations of the attribute with a χ²
    /// as large.
    private static func pValue(
        _ table: ContingencyTable, _ attributes: [UInt32], _ levels: [UInt32], _ columns: Int, _ name: String,
        _ options: Options
    ) -> Double? {
        guard table.degreesOfFreedom > 0 else { return nil }
        let smallest =
            Double(table.rowTotals.min() ?? 0) * Double(table.columnTotals.min() ?? 0) / Double(table.total)
        guard smallest < 5 else { return table.chiSquarePValue }
        let observed = table.chiSquare
        let count = table.rowTotals.count
        var shuffled = attributes
        var random = RandomStream(seed: options.seed, name: "proxy" + name)
        var asLarge = 0
        for _ in 0..<options.permutations {
            for index in stride(from: shuffled.count - 1, to: 0, by: -1) {
                shuffled.swapAt(index, Int(random.uniform() * Double(index + 1)))
            }
            // Sums in another order may differ in their last digits.
            if Self.table(shuffled, count, levels, columns).chiSquare >= observed * (1 - 1e-12) { asLarge += 1 }
        }
        return Double(asLarge + 1) / Double(options.permutations + 1)
    }

    // MARK: Guessing

    /// The fold of each row, the same for all rows of a unit.
    private static func folds(_ kept: [Int], _ units: [UInt32]?, _ options: Options) -> [UInt8] {
        let key = RandomStream.Key(seed: options.seed, name: "folds")
        return kept.map { row in
            var stream = key.stream(replicate: 0, cell: UInt64(units.map { UInt64($0[row]) } ?? UInt64(row)))
            return UInt8(stream.uniform() * Double(options.folds))
        }
    }

    /// The area under the curve of guessing the attribute from a level, its share of the attribute taken from other
    /// folds: shares of the same rows would make every column with many levels look telling.
    private static func guessingArea(
        _ attributes: [UInt32], _ classes: Int, _ levels: [UInt32], _ columns: Int, _ folds: [UInt8], _ foldCount: Int
    ) -> Double? {
        // Rows by fold, level and class.
        var counts = [Int](repeating: 0, count: foldCount * columns * classes)
        for index in attributes.indices {
            let level = min(Int(levels[index]), columns - 1)
            counts[(Int(folds[index]) * columns + level) * classes + Int(attributes[index])] += 1
        }
        var areas: [Double] = []
        for wanted in 0..<(classes == 2 ? 1 : classes) {
            // With two values the second is guessed, which is one less the area of the first.
            let target = classes == 2 ? 1 : wanted
            var sum = 0.0
            var weight = 0
            for fold in 0..<foldCount {
                var scored: [(share: Double, positives: Int, negatives: Int)] = []
                let base = Self.share(counts, foldCount, columns, classes, leaving: fold, target, level: nil) ?? 0.5
                for level in 0..<columns {
                    let start = (fold * columns + level) * classes
                    let rows = counts[start..<start + classes].reduce(0, +)
                    guard rows > 0 else { continue }
                    let share =
                        Self.share(counts, foldCount, columns, classes, leaving: fold, target, level: level) ?? base
                    scored.append((share, counts[start + target], rows - counts[start + target]))
                }
                guard let area = Self.area(scored) else { continue }
                let rows = scored.reduce(0) { $0 + $1.positives + $1.negatives }
                sum += area * Double(rows)
                weight += rows
            }
            if weight > 0 { areas.append(sum / Double(weight)) }
        }
        return areas.isEmpty ? nil : areas.reduce(0, +) / Double(areas.count)
    }

    /// The share of a value of the attribute in a level, outside one fold.
    private static func share(
        _ counts: [Int], _ foldCount: Int, _ columns: Int, _ classes: Int, leaving fold: Int, _ target: Int, level: Int?
    ) -> Double? {
        var (own, all) = (0, 0)
        for other in 0..<foldCount where other != fold {
            for column in level.map({ $0..<$0 + 1 }) ?? 0..<columns {
                let start = (other * columns + column) * classes
                own += counts[start + target]
                all += counts[start..<start + classes].reduce(0, +)
            }
        }
        return all > 0 ? Double(own) / Double(all) : nil
    }

    /// P(a positive's share is higher than a negative's), ties counting half.
    private static func area(_ scored: [(share: Double, positives: Int, negatives: Int)]) -> Double? {
        let positives = scored.reduce(0) { $0 + $1.positives }
        let negatives = scored.reduce(0) { $0 + $1.negatives }
        guard positives > 0, negatives > 0 else { return nil }
        let ordered = scored.sorted { $0.share < $1.share }
        var (below, sum) = (0, 0.0)
        var index = 0
        while index < ordered.count {
            var (p, n) = (0, 0)
            let share = ordered[index].share
            while index < ordered.count, ordered[index].share == share {
                p += ordered[index].positives
                n += ordered[index].negatives
                index += 1
            }
            sum += Double(p) * (Double(below) + Double(n) / 2)
            below += n
        }
        return sum / Double(positives) / Double(negatives)
    }

    /// Of a number and an attribute with two values: P(second's > first's) + ½ P(equal), and Pearson's correlation.
    private static func numeric(
        _ attributes: [UInt32], _ numbers: [Double]
    ) -> (area: Double?, correlation: Double?) {
        var values: [Double: (positives: Int, negatives: Int)] = [:]
        for (attribute, number) in zip(attributes, numbers) where !number.isNaN {
            let old = values[number] ?? (0, 0)
            values[number] = (old.positives + Int(attribute), old.negatives + 1 - Int(attribute))
        }
        let area = area(values.map { (share: $0.key, positives: $0.value.positives, negatives: $0.value.negatives) })
        let n = Double(values.values.reduce(0) { $0 + $1.positives + $1.negatives })
        let ordered = values.sorted { $0.key < $1.key }
        var (sum, ones) = (CompensatedSum(), 0)
        for (number, counts) in ordered {
            sum.add(number * Double(counts.positives + counts.negatives))
            ones += counts.positives
        }
        let (mean, rate) = (sum.value / n, Double(ones) / n)
        var (spread, product) = (CompensatedSum(), CompensatedSum())
        for (number, counts) in ordered {
            let gap = number - mean
            spread.add(gap * gap * Double(counts.positives + counts.negatives))
            product.add(gap * (Double(counts.positives) * (1 - rate) - Double(counts.negatives) * rate))
        }
        let scale = (spread.value * n * rate * (1 - rate)).squareRoot()
        return (area, scale > 0 ? product.value / scale : nil)
    }

    // MARK: Use

    /// U(decision | level, stratum) = Σ (n_s/n) max(0, I_s − df_s/2n_s) / Σ (n_s/n) H_s.
    private static func use(
        _ levels: [UInt32], _ columns: Int, _ decisions: [UInt32], _ count: Int, _ strata: [UInt32]?
    ) -> Double? {
        var members: [UInt32: [Int]] = [:]
        for row in decisions.indices where Int(decisions[row]) < count {
            members[strata?[row] ?? 0, default: []].append(row)
        }
        let total = members.values.reduce(0) { $0 + $1.count }
        guard total > 0 else { return nil }
        var (information, entropy) = (CompensatedSum(), CompensatedSum())
        for (_, rows) in members.sorted(by: { $0.key < $1.key }) {
            let table = table(rows.map { decisions[$0] }, count, rows.map { levels[$0] }, columns)
            let share = Double(rows.count) / Double(total)
            information.add(share * table.correctedMutualInformation)
            entropy.add(share * table.rowEntropy)
        }
        guard entropy.value > 0 else { return nil }
        return min(1, max(0, information.value / entropy.value))
    }
}
