import Statistics

/// Permutes an attribute among rows that could as well have had each other's.
struct AttributeShuffle {
    /// Sets of rows that change as one; sets of one list are as many rows each, and of one stratum.
    private let exchangeable: [[[Int]]]
    /// Whether units had to be taken apart.
    let splitsUnits: Bool

    init(_ attributes: [UInt32], strata: [UInt32]?, units: [UInt32]?) {
        var sets: [[Int]] = attributes.indices.map { [$0] }
        var isSplit = false
        if let units {
            var members: [UInt32: [Int]] = [:]
            for (row, unit) in units.enumerated() { members[unit, default: []].append(row) }
            let isWhole = members.values.allSatisfy { rows in
                rows.allSatisfy { attributes[$0] == attributes[rows[0]] && strata?[$0] == strata?[rows[0]] }
            }
            if isWhole { sets = members.sorted { $0.key < $1.key }.map(\.value) } else { isSplit = true }
        }
        splitsUnits = isSplit
        var alike: [UInt64: [[Int]]] = [:]
        for rows in sets {
            alike[UInt64(strata?[rows[0]] ?? 0) << 32 | UInt64(rows.count), default: []].append(rows)
        }
        exchangeable = alike.sorted { $0.key < $1.key }.map(\.value)
    }

    /// The attribute after a permutation.
    func shuffled(_ attributes: [UInt32], _ random: inout RapidStream) -> [UInt32] {
        var result = attributes
        for sets in exchangeable where sets.count > 1 {
            var own = sets.map { attributes[$0[0]] }
            random.shuffle(&own)
            for (rows, value) in zip(sets, own) { for row in rows { result[row] = value } }
        }
        return result
    }
}

/// Whether features tell an attribute at all: the same learner tried on the attribute and on its permutations.
///
/// The learner is the first step of the ridge regression from no effect at all, whose curvature is the same whatever the
/// permutation; the areas are those of 2,048 bins of its scores. Both change what is compared, not its validity: every
/// permutation is as likely as what was seen.
struct RecoveryTest {
    private static let bins = 2_048
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
            let share = Double(attributes.count { $0 == target }) / Double(attributes.count)
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
