import Statistics
import Storage

/// Which innocent-looking columns carry a protected attribute, and whether decisions follow them.
///
/// - Source: METHODS §4b; Datta et al. 2017 and Yeom, Datta and Fredrikson 2018 for association times influence.
package struct ProxySearch: Sendable {
    /// How the search is made.
    package struct Options: Sendable, Hashable {
        /// Folds of the guesses.
        package var folds: Int
        package var seed: UInt64
        /// The most permutations where cells are expected to hold too few rows for χ².
        package var permutations: Int
        /// Draws behind the intervals of what a feature transmits.
        package var replicates = 2_000
        /// Of those intervals, in 0..<1.
        package var level = 0.95
        /// Whether to try to tell the attribute from all features together.
        package var recovers = false
        /// The most permutations of that.
        package var recoveryPermutations = 199
        /// From what availability, with an adjusted p of .05 or less, a feature counts as one that carries the attribute: .1
        /// is an area of .55.
        package var availableFrom = 0.1
        /// From what use a feature counts as followed: .01 is a hundredth of what decisions vary.
        package var usedFrom = 0.01

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
    /// How well all features together tell the attribute; `nil` where that was not asked for.
    package let recovery: AttributeRecovery?
    package let options: Options

    /// Searches among rows whose attribute is known.
    ///
    /// - Parameters:
    ///   - attribute: the protected attribute; two values or more.
    ///   - features: missing values are a level of their own: missingness itself often is the proxy.
    ///   - decisions: codes of the decisions with their number; rows without one are left out of `use`.
    ///   - selected: the code of the decision whose rate is split into what each feature transmits; `nil` for none.
    ///   - strata: what is held fixed when use is looked at, such as label and legitimate columns, as one code a row.
    ///   - legitimate: what is held fixed when it is asked whether a feature goes with the attribute at all.
    ///   - units: what folds are made of, and what changes places in tests, such as people; one a row if absent.
    /// - Returns: `nil` for an attribute with fewer than two values.
    /// - Complexity: O(rows · features); for features with too few rows a cell, O(permutations · rows) at most.
    package init?(
        of attribute: Column, features: [Column], decisions: (codes: [UInt32], count: Int)? = nil,
        selected: UInt32? = nil, strata: [UInt32]? = nil, legitimate: [UInt32]? = nil, units: [UInt32]? = nil,
        options: Options = Options()
    ) {
        guard
            let rows = ProxyRows(
                attribute, decisions: decisions, selected: selected, strata: strata, legitimate: legitimate,
                units: units, options: options)
        else { return nil }
        self.rows = rows.kept.count
        self.options = options
        baselineAccuracy = Double(rows.classCounts.max() ?? 0) / Double(rows.kept.count)
        let measured = Threads.map(features.count) { place -> (feature: ProxyFeature, levels: ProxyRows.Levels?) in
            let own = rows.levels(of: features[place])
            return (rows.feature(features[place], own), options.recovers ? own : nil)
        }
        var found = measured.map(\.feature)
        let levels = measured.compactMap(\.levels)
        let known = found.indices.filter { found[$0].pValue != nil }
        let adjusted = Multiplicity.benjaminiHochberg(known.compactMap { found[$0].pValue })
        for (place, index) in known.enumerated() { found[index].adjustedPValue = adjusted[place] }
        for index in found.indices { found[index].place = found[index].placed(options) }
        recovery =
            options.recovers
            ? AttributeRecovery(rows, features: features, levels: levels, units: units, options: options) : nil
        self.features = found.enumerated().sorted { a, b in
            let (x, y) = (a.element.availability ?? -1, b.element.availability ?? -1)
            return x == y ? a.offset < b.offset : x > y
        }.map(\.element)
    }
}

/// The rows of a search, as codes without gaps.
struct ProxyRows {
    /// Rows that have the attribute; everything below has one element for each of them.
    let kept: [Int]
    let attributes: [UInt32]
    /// The attribute's codes that occur, in order; `attributes` are places in it.
    let values: [UInt32]
    let classCounts: [Int]
    let folds: [UInt8]
    let legitimate: [UInt32]?
    /// Where several rows come in one unit.
    private let unitPermutation: UnitPermutation?
    private let decisions: (codes: [UInt32], count: Int)?
    private let selected: UInt32?
    /// Rows with a decision by stratum.
    private let members: [[Int]]
    private let options: ProxySearch.Options

    init?(
        _ attribute: ProxySearch.Column, decisions: (codes: [UInt32], count: Int)?, selected: UInt32?,
        strata: [UInt32]?, legitimate: [UInt32]?, units: [UInt32]?, options: ProxySearch.Options
    ) {
        let kept = attribute.codes.indices.filter { Int(attribute.codes[$0]) < attribute.levelCount }
        var occurs = [Bool](repeating: false, count: attribute.levelCount)
        for row in kept { occurs[Int(attribute.codes[row])] = true }
        let values = (0..<UInt32(attribute.levelCount)).filter { occurs[Int($0)] }
        guard values.count >= 2 else { return nil }
        var dense = [UInt32](repeating: 0, count: attribute.levelCount)
        for (index, code) in values.enumerated() { dense[Int(code)] = UInt32(index) }
        attributes = kept.map { dense[Int(attribute.codes[$0])] }
        var counts = [Int](repeating: 0, count: values.count)
        for code in attributes { counts[Int(code)] += 1 }
        classCounts = counts
        self.kept = kept
        self.values = values
        self.options = options
        self.selected = selected
        folds = ProxySearch.folds(kept, units, options)
        let own = legitimate.map { codes in kept.map { codes[$0] } }
        self.legitimate = own
        let people = attributes
        unitPermutation = units.flatMap { units in
            UnitPermutation(people, valueCount: values.count, strata: own, units: kept.map { units[$0] })
        }
        self.decisions = decisions.map { decisions in (kept.map { decisions.codes[$0] }, decisions.count) }
        var members: [UInt32: [Int]] = [:]
        if let decisions {
            for (index, row) in kept.enumerated() where Int(decisions.codes[row]) < decisions.count {
                members[strata?[row] ?? 0, default: []].append(index)
            }
        }
        self.members = members.sorted { $0.key < $1.key }.map(\.value)
    }

    /// A feature's levels: bins between deciles for numbers, and missing values behind all others.
    struct Levels {
        let codes: [UInt32]
        let count: Int
    }

    func levels(of feature: ProxySearch.Column) -> Levels {
        let (codes, count) = feature.deciles() ?? (feature.codes, feature.levelCount)
        return Levels(codes: kept.map { min(codes[$0], UInt32(count)) }, count: count + 1)
    }

    func feature(_ feature: ProxySearch.Column, _ levels: Levels) -> ProxyFeature {
        let table = ContingencyTable(counts(levels))
        let area = ProxySearch.guessingArea(
            attributes, values.count, levels.codes, levels.count, folds, options.folds)
        let availability = area.map { min(1, 2 * abs($0 - 0.5)) }
        let use = use(levels)
        let test = test(levels, table, stream: "proxy" + feature.name)
        var unbinned: [[Int]]?
        var pair: (area: Double?, correlation: Double?)?
        if feature.numbers != nil {
            let own = counts(
                Levels(
                    codes: kept.map { min(feature.codes[$0], UInt32(feature.levelCount)) },
                    count: feature.levelCount + 1))
            if values.count == 2 {
                pair = ProxySearch.numeric(
                    feature.distinct, feature.distinct.indices.map { (own[0][$0], own[1][$0]) })
            }
            unbinned = own
        }
        return ProxyFeature(
            feature: feature.name, isNumeric: feature.numbers != nil, levels: table.columnTotals.count,
            rows: kept.count, association: table, unbinned: unbinned.map { ContingencyTable($0) }, guessingArea: area,
            availability: availability, numericArea: pair?.area, correlation: pair?.correlation, use: use,
            score: availability.flatMap { availability in use.map { availability * $0 } }, test: test,
            transmissions: transmissions(levels, feature.name))
    }

    /// Whether the feature goes with the attribute at all: by people where rows come in people.
    private func test(_ levels: Levels, _ table: ContingencyTable, stream: String) -> IndependenceTest? {
        if let unitPermutation {
            return unitPermutation.test(
                levels, permutations: options.permutations, seed: options.seed, stream: stream)
        }
        return IndependenceTest(
            legitimate == nil ? [table.counts] : strata(levels), permutations: options.permutations,
            seed: options.seed, stream: stream)
    }

    /// Rows by value of the attribute and level.
    private func counts(_ levels: Levels) -> [[Int]] {
        var flat = [Int](repeating: 0, count: values.count * levels.count)
        for (attribute, level) in zip(attributes, levels.codes) {
            flat[Int(attribute) * levels.count + Int(level)] += 1
        }
        return values.indices.map { Array(flat[$0 * levels.count..<($0 + 1) * levels.count]) }
    }

    /// The same in each stratum of the legitimate columns.
    private func strata(_ levels: Levels) -> [[[Int]]] {
        guard let legitimate else { return [] }
        var tables: [UInt32: [[Int]]] = [:]
        for (index, stratum) in legitimate.enumerated() {
            tables[stratum, default: values.map { _ in [Int](repeating: 0, count: levels.count) }][
                Int(attributes[index])][Int(levels.codes[index])] += 1
        }
        return tables.sorted { $0.key < $1.key }.map(\.value)
    }

    /// U(decision | level, stratum) = Σ (n_s/n) max(0, I_s − df_s/2n_s) / Σ (n_s/n) H_s.
    private func use(_ levels: Levels) -> Double? {
        guard let decisions else { return nil }
        let total = members.reduce(0) { $0 + $1.count }
        guard total > 0 else { return nil }
        var (information, entropy) = (CompensatedSum(), CompensatedSum())
        for rows in members {
            var flat = [Int](repeating: 0, count: decisions.count * levels.count)
            for row in rows { flat[Int(decisions.codes[row]) * levels.count + Int(levels.codes[row])] += 1 }
            let table = ContingencyTable(
                (0..<decisions.count).map { Array(flat[$0 * levels.count..<($0 + 1) * levels.count]) })
            let share = Double(rows.count) / Double(total)
            information.add(share * table.correctedMutualInformation)
            entropy.add(share * table.rowEntropy)
        }
        guard entropy.value > 0 else { return nil }
        return min(1, max(0, information.value / entropy.value))
    }

    /// What the feature transmits of each value's gap to all others; of two values, of the second's to the first.
    private func transmissions(_ levels: Levels, _ name: String) -> [ProxyFeature.Transmission] {
        guard let decisions, let selected else { return [] }
        let none = RateDecomposition.Group(
            rows: [Int](repeating: 0, count: levels.count), selected: [Int](repeating: 0, count: levels.count))
        var groups = [RateDecomposition.Group](repeating: none, count: values.count)
        for (index, attribute) in attributes.enumerated() where Int(decisions.codes[index]) < decisions.count {
            let level = Int(levels.codes[index])
            groups[Int(attribute)].rows[level] += 1
            if decisions.codes[index] == selected { groups[Int(attribute)].selected[level] += 1 }
        }
        return values.indices.dropFirst(values.count == 2 ? 1 : 0).map { value in
            var others = none
            for other in values.indices where other != value {
                for level in 0..<levels.count {
                    others.rows[level] += groups[other].rows[level]
                    others.selected[level] += groups[other].selected[level]
                }
            }
            return ProxyFeature.Transmission(
                group: values[value], against: values.count == 2 ? values[0] : nil,
                parts: RateDecomposition.estimates(
                    groups[value], others, level: options.level, replicates: options.replicates, seed: options.seed,
                    stream: "transmission:\(name):\(values[value])"))
        }
    }
}
