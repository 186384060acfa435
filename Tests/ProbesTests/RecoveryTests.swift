import Interchange
import Statistics
import Storage
import TestSupport
import Testing

@testable import Probes

@Suite("Telling an attribute from all features")
struct RecoveryTests {
    private static func column(_ name: String, _ codes: [Int], levels: Int) -> ProxySearch.Column {
        .init(name, levelCount: levels, codes: codes.map { UInt32($0) })
    }

    /// Features of some rows, of which the first two tell the attribute together.
    private static func search(
        seed: UInt64, rows: Int, strength: Double, permutations: Int = 99, strata: Bool = false
    ) throws -> AttributeRecovery {
        var random = SeededRandom(seed: seed)
        let stratum = (0..<rows).map { _ in Int.random(in: 0..<2, using: &random) }
        let attribute = stratum.map { stratum in
            Double.random(in: 0..<1, using: &random) < (strata ? 0.25 + 0.5 * Double(stratum) : 0.5) ? 1 : 0
        }
        func told(_ value: Int) -> Int {
            Double.random(in: 0..<1, using: &random) < strength ? value : Int.random(in: 0..<3, using: &random)
        }
        let first = attribute.map { told($0) }
        let noise = (0..<rows).map { _ in Double.random(in: 0..<1, using: &random) }
        let second = strata ? stratum : attribute.map { told($0) }
        var options = ProxySearch.Options(seed: seed, permutations: 9)
        options.recovers = true
        options.recoveryPermutations = permutations
        let search = try #require(
            ProxySearch(
                of: Self.column("a", attribute, levels: 2),
                features: [
                    Self.column("first", first, levels: 3), .init("noise", numbers: noise),
                    Self.column("second", second, levels: 3),
                ], legitimate: strata ? stratum.map { UInt32($0) } : nil, options: options))
        return try #require(search.recovery)
    }

    @Test("What tells is found and its loss is felt; what does not is not")
    func planted() throws {
        let found = try Self.search(seed: 1, rows: 1_500, strength: 0.5)
        #expect(found.features == ["first", "noise", "second"] && found.pValue == 0.01)
        for learner in found.learners {
            let (area, interval) = (try #require(learner.area.number), try #require(learner.area.interval))
            #expect(area > 0.8 && interval.contains(area) && interval.upper - interval.lower < 0.06)
            let drops = try learner.drops.map { try #require($0) }
            #expect(drops[0] > 0.04 && abs(drops[1]) < 0.01 && drops[2] > 0.04, "\(learner.kind): \(drops)")
        }
    }

    @Test("Without anything to tell p is small as often as it says, also at equal strata", arguments: [false, true])
    func size(strata: Bool) throws {
        var small = 0
        let runs = 80
        for run in 0..<runs {
            let found = try Self.search(
                seed: UInt64(run) + 100, rows: 120, strength: 0, permutations: 39, strata: strata)
            let p = try #require(found.pValue)
            if p <= 0.05 { small += 1 }
        }
        // .05 of 80 and three standard errors.
        #expect(small <= 10, "\(small)")
    }

    @Test("Units move as a whole, with what differs within them")
    func units() {
        let attributes: [UInt32] = [0, 0, 1, 1, 0, 1]
        let whole = AttributeShuffle(attributes, strata: nil, units: [7, 7, 8, 8, 9, 4])
        var random = RapidStream(1)
        for _ in 0..<20 {
            let shuffled = whole.shuffled(attributes, &random)
            #expect(
                shuffled[0] == shuffled[1] && shuffled[2] == shuffled[3] && shuffled.sorted() == attributes.sorted())
        }
        let mixed = AttributeShuffle(attributes, strata: nil, units: [7, 7, 7, 8, 8, 8])
        let drawn = Set((0..<20).map { _ in mixed.shuffled(attributes, &random) })
        #expect(drawn == [attributes, [1, 0, 1, 0, 0, 1]])
        // A unit of two strata changes places with units of the same two.
        let crossed = AttributeShuffle(attributes, strata: [0, 1, 1, 0, 0, 0], units: [7, 7, 8, 8, 9, 9])
        #expect(Set((0..<20).map { _ in crossed.shuffled(attributes, &random) }) == [attributes, [1, 1, 0, 0, 0, 1]])
        // Nobody of one stratum gets what those of another have.
        let strata: [UInt32] = [1, 1, 1, 1, 0, 0]
        let held = AttributeShuffle(attributes, strata: strata, units: nil)
        for _ in 0..<20 { #expect(Set(held.shuffled(attributes, &random)[4...]) == [0, 1]) }
    }

    @Test("The ridge regression is where its slopes are nought, and one step without a column is near the whole way")
    func regression() throws {
        var random = SeededRandom(seed: 4)
        let rows = 400
        let levels = (0..<rows).map { _ in UInt32.random(in: 0..<3, using: &random) }
        let numbers = (0..<rows).map { row in
            row % 17 == 0 ? Double.nan : Double.random(in: 0..<1, using: &random) + Double(levels[row])
        }
        let positives = (0..<rows).map { row in
            Double.random(in: 0..<1, using: &random) < 0.2 + 0.25 * Double(levels[row])
        }
        let columns: [MixedDesign.Column] = [.levels(levels, count: 3), .numbers(numbers)]
        let design = MixedDesign(columns, rows: rows)
        #expect(design.termCount == 5 && design.terms == [0..<3, 3..<5])
        let all = Array(0..<rows)
        let fit = try #require(RidgeLogistic(design, rows: all, positives: positives, ridge: 1))
        let scores = design.predictors(fit.coefficients, of: all)
        var slopes = [Double](repeating: 0, count: 6)
        design.accumulate(
            zip(scores, positives).map { ($1 ? 1 : 0) - 1 / (1 + LogScale.exponential(-$0)) }, of: all, into: &slopes)
        for (slope, coefficient) in zip(slopes.dropLast(), fit.coefficients) {
            #expect(abs(slope - coefficient) < 1e-6)
        }
        #expect(abs(slopes[5]) < 1e-6)
        let without = try #require(fit.coefficients(without: 3..<5))
        let alone = MixedDesign([columns[0]], rows: rows)
        let exact = try #require(RidgeLogistic(alone, rows: all, positives: positives, ridge: 1))
        #expect(without[3] == 0 && without[4] == 0)
        let (x, y) = (design.predictors(without, of: all), alone.predictors(exact.coefficients, of: all))
        for row in all { #expect(abs(x[row] - y[row]) < 0.05) }
        #expect(RidgeLogistic(design, rows: [0], positives: positives, ridge: 1) == nil)
    }

    @Test("An area of ranks is that of all pairs, and clusters of one row are rows")
    func area() throws {
        let (scores, positives) = ([0.1, 0.4, 0.4, 0.8, 0.3, 0.4], [false, true, false, true, false, true])
        var pairs = 0.0
        for i in 0..<6 where positives[i] {
            for j in 0..<6 where !positives[j] { pairs += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0 }
        }
        let own = try #require(RankedArea(scores: scores, positives: positives))
        #expect(abs(own.area - pairs / 9) < 1e-15)
        let clustered = try #require(RankedArea(scores: scores, positives: positives, units: [0, 1, 2, 3, 4, 5]))
        let doubled = try #require(
            RankedArea(
                scores: scores + scores, positives: positives + positives, units: [0, 1, 2, 3, 4, 5, 0, 1, 2, 3, 4, 5]))
        let (one, two) = (try #require(clustered.variance), try #require(doubled.variance))
        #expect(abs(one - two) < 1e-12)
        #expect(RankedArea(scores: [1], positives: [true]) == nil)
    }

    /// Written by Oracles/recoverability.py; fold of row i is i mod 5 on both sides.
    @Test(
        "scikit-learn tells gender and sex from the real data sets as well",
        .enabled(if: SharedFiles.exists("data/finincl/data.csv")), arguments: ["finincl", "taiwan-credit"])
    func peer(data: String) throws {
        let path = PackageFolder.root + "/Tests/ProbesTests/Oracles/recoverability.json"
        let oracle = try JSONValue.parse(FileReader.contents(of: path))
        let expected = try #require(oracle["questions"]?.elements?.first { $0["data"]?.text == data })
        let names = try #require(expected["features"]?.elements).compactMap(\.text)
        let question = try ProxyData.question(
            data, of: try #require(expected["attribute"]?.text), features: names)
        let rows = try #require(
            ProxyRows(
                question.attribute, decisions: nil, selected: nil, strata: nil, legitimate: nil, units: nil,
                options: .init()))
        let levels = question.features.map(rows.levels)
        var options = ProxySearch.Options()
        options.recoveryPermutations = 1
        let found = AttributeRecovery(
            attributes: rows.attributes, classes: 2, folds: rows.attributes.indices.map { UInt8($0 % 5) }, foldCount: 5,
            features: names,
            columns: zip(question.features, levels).map { feature, levels in
                feature.numbers.map { .numbers($0) } ?? .levels(levels.codes, count: levels.count)
            }, levels: levels, strata: nil, units: nil, options: options)
        for learner in found.learners {
            let name = learner.kind == .naiveBayes ? "bayes" : "logistic"
            let (area, wanted) = (try #require(learner.area.number), try #require(expected[name]?.double))
            // Areas move only where two rows change places: solutions agree to about 1e-8.
            #expect(abs(area - wanted) < 2e-6, "\(name): \(area), not \(wanted)")
            for (feature, drop) in zip(names, learner.drops) {
                let without = try #require(expected[name + "_without"]?[feature]?.double)
                let lost = try #require(drop)
                // Naive Bayes leaves out a term, which is exact; the regression goes one step only where little is lost.
                let isExact = learner.kind == .naiveBayes || lost > 0.02
                let tolerance = isExact ? 2e-6 : 0.003
                let own = area - lost
                #expect(abs(own - without) < tolerance, "\(name) without \(feature): \(own), not \(without)")
            }
        }
    }
}
