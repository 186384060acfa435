import Statistics

/// Units of as many rows each that could as well have had each other's attributes.
struct ExchangeableUnits {
    /// The rows of one unit behind those of the one before, in the order of strata.
    let rows: [Int]
    /// Rows of one unit.
    let size: Int

    var count: Int { rows.count / size }

    subscript(unit: Int) -> ArraySlice<Int> { rows[unit * size..<(unit + 1) * size] }
}

/// Permutes an attribute among rows that could as well have had each other's: those of units of as many rows in the same
/// strata, which change places as a whole.
struct AttributeShuffle {
    let exchangeable: [ExchangeableUnits]

    /// - Parameters:
    ///   - units: such as people; each row is one if absent.
    ///   - rows: those that change places; all of them if absent. Units are in as a whole or not at all.
    init(_ attributes: [UInt32], strata: [UInt32]?, units: [UInt32]?, among rows: [Int]? = nil) {
        let rows = rows ?? Array(attributes.indices)
        guard let units else {
            var alike: [UInt32: [Int]] = [:]
            for row in rows { alike[strata?[row] ?? 0, default: []].append(row) }
            exchangeable = alike.sorted { $0.key < $1.key }.map { ExchangeableUnits(rows: $0.value, size: 1) }
            return
        }
        var members: [UInt32: [Int]] = [:]
        for row in rows { members[units[row], default: []].append(row) }
        var alike: [[UInt32]: [Int]] = [:]
        for unit in members.sorted(by: { $0.key < $1.key }).map(\.value) {
            // Rows of one stratum keep their order.
            let own = strata.map { strata in unit.sorted { (strata[$0], $0) < (strata[$1], $1) } } ?? unit
            alike[own.map { strata?[$0] ?? 0 }, default: []] += own
        }
        exchangeable = alike.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map {
            ExchangeableUnits(rows: $0.value, size: $0.key.count)
        }
    }

    /// The attribute after a permutation.
    func shuffled(_ attributes: [UInt32], _ random: inout RapidStream) -> [UInt32] {
        var result = attributes
        for units in exchangeable where units.count > 1 {
            var donors = Array(0..<units.count)
            random.shuffle(&donors)
            for (unit, donor) in donors.enumerated() {
                for offset in 0..<units.size {
                    result[units.rows[unit * units.size + offset]] = attributes[units.rows[donor * units.size + offset]]
                }
            }
        }
        return result
    }
}

/// Whether features tell an attribute at all: the same learner tried on the attribute and on its permutations.
///
/// The learner is the first step of the ridge regression from no effect at all, whose curvature is the same whatever the
/// permutation; the areas are those of 2,048 bins of its scores. Both change what is compared, not its validity: every
/// permutation is as likely as what was seen. So does looking at a part of very many rows, which are more than enough.
struct RecoveryTest {
    private static let bins = 2_048
    /// Of more rows about so many are looked at.
    static let mostRows = 20_000
    private let design: MixedDesign
    private let parts: [[Int]]
    private let targets: [UInt32]
    private let factors: [CholeskyFactor?]

    init(_ design: MixedDesign, parts: [[Int]], targets: [UInt32]) {
        self.design = design
        self.parts = parts
        self.targets = targets
        let own = parts.map { rows -> SymmetricMatrix in
            var matrix = SymmetricMatrix(size: design.termCount + 1)
            // ¼ is the most that a row can weigh; a scale that is the same for all permutations.
            design.accumulate([Double](repeating: 0.25, count: rows.count), of: rows, into: &matrix)
            return matrix
        }
        factors = parts.indices.map { fold in
            var matrix = SymmetricMatrix(size: design.termCount + 1)
            for other in parts.indices where other != fold {
                for index in matrix.values.indices { matrix.values[index] += own[other].values[index] }
            }
            for term in 0..<design.termCount { matrix[term, term] += AttributeRecovery.ridge }
            return CholeskyFactor(matrix)
        }
    }

    /// The rows of some units, drawn by the seed, about `mostRows` of them; all where there are no more.
    static func sample(_ rows: Int, units: [UInt32]?, seed: UInt64) -> [Int] {
        guard rows > mostRows else { return Array(0..<rows) }
        let key = RandomStream.Key(seed: seed, name: "recovery rows")
        let share = Double(mostRows) / Double(rows)
        return (0..<rows).filter { row in
            var stream = key.stream(replicate: 0, cell: UInt64(units.map { UInt64($0[row]) } ?? UInt64(row)))
            return stream.uniform() < share
        }
    }

    /// - Returns: p and the permutations made; `nil` where there is no area.
    func pValue(
        _ attributes: [UInt32], _ shuffle: AttributeShuffle, _ options: ProxySearch.Options
    ) -> (Double?, Int)? {
        guard let observed = statistic(attributes) else { return nil }
        var random = RapidStream(RandomStream.Key(seed: options.seed, name: "recovery").word)
        var (asLarge, drawn) = (0, 0)
        while drawn < options.recoveryPermutations, asLarge < AttributeRecovery.enough {
            drawn += 1
            if (statistic(shuffle.shuffled(attributes, &random)) ?? 0) >= observed - 1e-12 { asLarge += 1 }
        }
        guard drawn > 0 else { return nil }
        return asLarge >= AttributeRecovery.enough && drawn < options.recoveryPermutations
            ? (Double(asLarge) / Double(drawn), drawn) : (Double(asLarge + 1) / Double(drawn + 1), drawn)
    }

    /// The mean area over folds and values.
    private func statistic(_ attributes: [UInt32]) -> Double? {
        var areas: [Double] = []
        for target in targets {
            let share =
                Double(parts.reduce(0) { $0 + $1.count { attributes[$0] == target } })
                / Double(max(1, parts.reduce(0) { $0 + $1.count }))
            let gaps = parts.map { rows -> [Double] in
                var sums = [Double](repeating: 0, count: design.termCount + 1)
                design.accumulate(
                    rows.map { attributes[$0] == target ? 1 - share : -share }, of: rows, into: &sums)
                return sums
            }
            for (fold, rows) in parts.enumerated() {
                guard let factor = factors[fold] else { continue }
                var right = [Double](repeating: 0, count: design.termCount + 1)
                for other in parts.indices where other != fold {
                    for index in right.indices { right[index] += gaps[other][index] }
                }
                let scores = design.predictors(factor.solve(right), of: rows)
                if let area = Self.area(scores, rows.map { attributes[$0] == target }) { areas.append(area) }
            }
        }
        return areas.isEmpty ? nil : areas.reduce(0, +) / Double(areas.count)
    }

    private static func area(_ scores: [Double], _ positives: [Bool]) -> Double? {
        guard let low = scores.min(), let high = scores.max() else { return nil }
        let scale = high > low ? Double(bins - 1) / (high - low) : 0
        var (with, without) = ([Int](repeating: 0, count: bins), [Int](repeating: 0, count: bins))
        for (score, isPositive) in zip(scores, positives) {
            let bin = Int((score - low) * scale)
            if isPositive { with[bin] += 1 } else { without[bin] += 1 }
        }
        let (p, n) = (with.reduce(0, +), without.reduce(0, +))
        guard p > 0, n > 0 else { return nil }
        var (below, twice) = (0, 0)
        for bin in 0..<bins {
            twice += with[bin] * (2 * below + without[bin])
            below += without[bin]
        }
        return Double(twice) / (2 * Double(p) * Double(n))
    }
}
