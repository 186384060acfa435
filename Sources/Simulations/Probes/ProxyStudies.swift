import Probes
import Statistics

extension SizeStudy {
    static let proxies = SizeSection(
        title: "Proxies",
        words: "An attribute of two values, one in three rows. Features do not know it, or lean towards it.",
        studies: [
            association(levels: 4, rows: 200), association(levels: 40, rows: 400),
            strata, features, clusteredFeatures(isConstant: true), clusteredFeatures(isConstant: false),
            recovery(perUnit: 1), recovery(perUnit: 4), transmission(ratesDiffer: true),
            transmission(ratesDiffer: false),
        ])

    private static let attributeWeights = [2.0, 1]

    /// Levels of a feature; with a pull, some rows take a level that tells the attribute.
    private static func feature(
        _ attributes: [UInt32], levels: Int, pull: Double, _ random: inout RandomStream
    ) -> [UInt32] {
        let half = UInt32(max(1, levels / 2))
        return attributes.map { value in
            let drawn = UInt32(random.uniform() * Double(levels))
            return pull > 0 && random.uniform() < pull ? drawn % half + (value == 1 ? UInt32(levels) - half : 0) : drawn
        }
    }

    private static func table(_ attributes: [UInt32], _ feature: [UInt32], levels: Int) -> [[Int]] {
        var table = [[Int]](repeating: [Int](repeating: 0, count: levels), count: 2)
        for (attribute, level) in zip(attributes, feature) { table[Int(attribute)][Int(level)] += 1 }
        return table
    }

    /// χ², or permutation where cells are expected to hold few rows.
    private static func association(levels: Int, rows: Int) -> SizeStudy {
        SizeStudy(
            question: "one feature of \(levels) levels, \(rows) rows", effect: "a quarter of rows lean"
        ) { hasEffect, random in
            let attributes = codes(rows, attributeWeights, &random)
            let own = feature(attributes, levels: levels, pull: hasEffect ? 0.25 : 0, &random)
            return rejects(
                IndependenceTest(
                    [table(attributes, own, levels: levels)], permutations: 999, seed: random.next(), stream: "size")?
                    .pValue)
        }
    }

    /// A legitimate column that both go with.
    private static let strata = SizeStudy(
        question: "one feature of 4 levels at equal legitimate columns of 6 levels, 400 rows",
        effect: "a quarter of rows lean"
    ) { hasEffect, random in
        let strata = codes(400, [3, 2, 2, 1, 1, 1], &random)
        var tables = [[[Int]]](repeating: [[Int]](repeating: [0, 0, 0, 0], count: 2), count: 6)
        for stratum in strata {
            let attribute = random.uniform() < 0.1 + 0.14 * Double(stratum) ? 1 : 0
            let drawn = Int(random.uniform() * 4)
            var level = random.uniform() < 0.15 * Double(stratum) ? 3 : drawn
            if hasEffect, random.uniform() < 0.25 { level = attribute == 1 ? 2 + drawn % 2 : drawn % 2 }
            tables[Int(stratum)][attribute][level] += 1
        }
        return rejects(
            IndependenceTest(tables, permutations: 999, seed: random.next(), stream: "size")?.pValue)
    }

    /// Twenty features of a search; with an effect five lean, and what is found is their share among those five.
    private static let features = SizeStudy(
        question: "any of 20 features, adjusted (Benjamini and Hochberg), 400 rows",
        effect: "a fifth of rows lean in 5 of them", runs: 2_000
    ) { hasEffect, random in
        let attributes = codes(400, attributeWeights, &random)
        let columns = (0..<20).map { place -> ProxySearch.Column in
            let pull = hasEffect && place < 5 ? 0.2 : 0
            if place % 4 == 3 {
                return .init(
                    "f\(place)", numbers: attributes.map { random.normal() + (pull > 0 ? 0.4 * Double($0) : 0) })
            }
            let levels = place % 4 == 2 ? 30 : 3 + place % 4
            return .init(
                "f\(place)", levelCount: levels, codes: feature(attributes, levels: levels, pull: pull, &random))
        }
        let search = ProxySearch(
            of: .init("a", levelCount: 2, codes: attributes), features: columns,
            options: .init(seed: random.next(), permutations: 999))
        let found = (search?.features ?? []).filter { ($0.adjustedPValue ?? 1) <= 0.05 }
        guard hasEffect else { return found.isEmpty ? 0 : 1 }
        return Double(found.count { ["f0", "f1", "f2", "f3", "f4"].contains($0.feature) }) / 5
    }

    /// People with five rows each; attribute and feature belong to the person, or the feature leans to one level for each.
    private static func clusteredFeatures(isConstant: Bool) -> SizeStudy {
        SizeStudy(
            question: "one feature of 3 levels, 80 people of 5 rows, "
                + (isConstant ? "the same in all rows of one" : "mostly the same in the rows of one"),
            effect: "half of people lean", runs: 2_000
        ) { hasEffect, random in
            let people = codes(80, attributeWeights, &random)
            let own = feature(people, levels: 3, pull: hasEffect ? 0.5 : 0, &random)
            var (attributes, levels, units): ([UInt32], [UInt32], [UInt32]) = ([], [], [])
            for person in 0..<80 {
                for _ in 0..<5 {
                    attributes.append(people[person])
                    units.append(UInt32(person))
                    levels.append(
                        isConstant || random.uniform() < 0.7 ? own[person] : UInt32(random.uniform() * 3))
                }
            }
            let search = ProxySearch(
                of: .init("a", levelCount: 2, codes: attributes),
                features: [.init("f", levelCount: 3, codes: levels)], units: units,
                options: .init(seed: random.next(), permutations: 999))
            return rejects(search?.features.first?.adjustedPValue)
        }
    }

    private static func recovery(perUnit: Int) -> SizeStudy {
        SizeStudy(
            question: "all of 6 features together, 240 rows" + (perUnit > 1 ? " of people with \(perUnit)" : ""),
            effect: "a quarter of rows lean in 2 of them", runs: 1_000
        ) { hasEffect, random in
            let people = codes(240 / perUnit, attributeWeights, &random)
            let attributes = people.flatMap { [UInt32](repeating: $0, count: perUnit) }
            let columns = (0..<6).map { place -> ProxySearch.Column in
                let pull = hasEffect && place < 2 ? 0.25 : 0
                let own = feature(people, levels: 4, pull: pull, &random)
                return .init(
                    "f\(place)", levelCount: 4, codes: own.flatMap { [UInt32](repeating: $0, count: perUnit) })
            }
            var options = ProxySearch.Options(seed: random.next(), permutations: 999)
            options.recovers = true
            options.recoveryPermutations = 99
            let search = ProxySearch(
                of: .init("a", levelCount: 2, codes: attributes), features: columns,
                units: perUnit == 1
                    ? nil : people.indices.flatMap { [UInt32](repeating: UInt32($0), count: perUnit) },
                options: options)
            return rejects(search?.recovery?.pValue)
        }
    }

    /// Limits of what composition adds to a gap, where both groups are composed alike.
    private static func transmission(ratesDiffer: Bool) -> SizeStudy {
        SizeStudy(
            question: "limits of the part of a gap that a feature of 4 levels transmits, 300 + 200 rows, "
                + (ratesDiffer ? "levels decided differently" : "all levels decided alike"),
            effect: ratesDiffer ? "a fifth of rows lean" : "", runs: 2_000
        ) { hasEffect, random in
            func group(_ rows: Int, weights: [Double], shift: Double) -> RateDecomposition.Group {
                let own = counts(codes(rows, weights, &random), of: 4)
                return .init(
                    rows: own,
                    selected: own.enumerated().map { level, count in
                        random.binomial(
                            trials: count, probability: (ratesDiffer ? 0.25 + 0.15 * Double(level) : 0.5) - shift)
                    })
            }
            let leaning = hasEffect ? [1.4, 1.2, 0.8, 0.6] : [1, 1, 1, 1]
            let parts = RateDecomposition.estimates(
                group(300, weights: leaning, shift: 0.1), group(200, weights: [1, 1, 1, 1], shift: 0), level: 0.95,
                replicates: 999, seed: random.next(), stream: "size")
            return misses(0, parts.composition.interval)
        }
    }
}
