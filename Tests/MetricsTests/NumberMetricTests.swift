import Interchange
import Statistics
import TestSupport
import Testing

@testable import Evidence
@testable import Metrics

@Suite("Figures of numbers")
struct NumberMetricTests {
    private static let names =
        Metric.numeric.map(\.name) + ["pinball-0.9", "pinball-0.25"]

    private static func metric(_ name: String) throws -> Metric {
        guard let metric = Catalogue.metric(named: name, outcome: .number(.standard)),
            metric.fits(.number(.standard))
        else { throw MetricFixtures.NoSuchMetric(name: name) }
        return metric
    }

    private func estimator(_ table: NumberTable) throws -> Estimator {
        Estimator(try table.overall(), context: EstimationContext(model: "m"))
    }

    private func estimate(_ name: String, _ table: NumberTable, level: Double = 0.95) throws -> Estimate {
        var estimator = try estimator(table)
        return estimator.estimate(try Self.metric(name), level: level)
    }

    /// The variance that stands behind a figure.
    private func variance(_ name: String, _ table: NumberTable) throws -> Double? {
        switch try estimator(table).sampled(try Self.metric(name)) {
        case .mean(let sample): sample.sampleVariance / sample.count
        case .linearised(let figure): figure.variance
        default: nil
        }
    }

    @Test("Values and variances are those of the rows, group by group", arguments: 0..<24 as Range<UInt64>)
    func slowTwin(seed: UInt64) throws {
        let table = NumberTable.random(seed: seed, step: 0.25)
        let cube = try table.cube()
        for grouping in [[], ["region"], ["gender", "region"]] {
            for evidence in cube.evidence(by: grouping) {
                let own = table.filtered { row in
                    evidence.group.levels.allSatisfy {
                        row.groups[NumberTable.dimensions.firstIndex(of: $0.dimension) ?? 0] == $0.value
                    }
                }
                let twin = NumberTwin(own)
                for name in Self.names {
                    let place: Comment = "seed \(seed) \(name) \(evidence.group.levels.map(\.name))"
                    let expected = twin.figure(name)
                    let estimator = Estimator(evidence, context: EstimationContext(model: "m"))
                    #expect(agree(estimator.value(try Self.metric(name)), expected?.value, within: 1e-12), place)
                    guard let expected else { continue }
                    let found = try #require(try variance(name, own), place)
                    // What rounding leaves of a line without scatter is nothing here.
                    let scale = max(expected.value * expected.value, 1)
                    #expect(abs(found - expected.variance) <= 1e-10 * max(scale, expected.variance), place)
                }
            }
        }
    }

    @Test("Values and intervals of any digits are sound", arguments: 0..<100 as Range<UInt64>)
    func soundness(seed: UInt64) throws {
        let table = NumberTable.random(seed: seed &+ 500, maximumRows: 25)
        for name in Self.names {
            let (estimate, metric) = (try estimate(name, table), try Self.metric(name))
            let place: Comment = "seed \(seed) \(name)"
            guard let value = estimate.number else {
                #expect(estimate.reason != nil && estimate.interval == nil, place)
                continue
            }
            #expect(metric.range.contains(value), place)
            guard let interval = estimate.interval else {
                #expect(estimate.n < 3, place)
                continue
            }
            #expect(interval.lower <= value && value <= interval.upper && interval.lower < interval.upper, place)
            #expect(metric.range.lowerBound <= interval.lower && interval.upper <= metric.range.upperBound, place)
            let twin = NumberTwin(table)
            // Rounding to 2^−30 is seen where numbers are thousandths.
            #expect(agree(value, twin.figure(name)?.value, within: 1e-4), place)
        }
    }

    @Test("Adding to labels and predictions moves their means and nothing else", arguments: 0..<40 as Range<UInt64>)
    func shift(seed: UInt64) throws {
        let table = NumberTable.random(seed: seed, step: 0.25)
        var moved = table
        for index in moved.rows.indices {
            moved.rows[index].label? += 1_000_000
            moved.rows[index].prediction? += 1_000_000
        }
        for name in Self.names where name != "weighted-absolute-percentage-error" {
            let (before, after) = (try estimate(name, table), try estimate(name, moved))
            let isMean = name == "mean-outcome" || name == "mean-prediction"
            let place: Comment = "seed \(seed) \(name)"
            #expect(agree(before.number.map { isMean ? $0 + 1_000_000 : $0 }, after.number, within: 1e-14), place)
            #expect(before.reason == after.reason && before.n == after.n, place)
            // Bit for bit: whole numbers lose nothing where a million stands before every digit.
            if !isMean { #expect(before.interval == after.interval, place) }
        }
    }

    @Test("Doubling every number doubles what has its unit", arguments: 0..<40 as Range<UInt64>)
    func doubling(seed: UInt64) throws {
        let table = NumberTable.random(seed: seed, step: 0.25)
        var doubled = table
        for index in doubled.rows.indices {
            doubled.rows[index].label? *= 2
            doubled.rows[index].prediction? *= 2
        }
        let pure = ["r-squared", "correlation", "weighted-absolute-percentage-error"]
        for name in Self.names {
            let (before, after) = (try estimate(name, table), try estimate(name, doubled))
            let factor = pure.contains(name) ? 1.0 : 2
            #expect(before.number.map { $0 * factor } == after.number, "seed \(seed) \(name)")
            #expect(agree(before.interval.map { $0.upper * factor }, after.interval?.upper, within: 1e-13), "\(name)")
        }
    }

    @Test("Turning signs around turns errors around", arguments: 0..<40 as Range<UInt64>)
    func signs(seed: UInt64) throws {
        let table = NumberTable.random(seed: seed, step: 0.25)
        var turned = table
        for index in turned.rows.indices {
            turned.rows[index].label?.negate()
            turned.rows[index].prediction?.negate()
        }
        for (a, b, sign) in [
            ("mean-absolute-error", "mean-absolute-error", 1.0),
            ("root-mean-squared-error", "root-mean-squared-error", 1),
            ("mean-error", "mean-error", -1), ("r-squared", "r-squared", 1), ("correlation", "correlation", 1),
            ("pinball-0.9", "pinball-0.1", 1), ("mean-outcome", "mean-outcome", -1),
        ] {
            #expect(
                agree(try estimate(a, table).number, try estimate(b, turned).number.map { $0 * sign }, within: 1e-14))
        }
        let half = try estimate("pinball-0.5", table)
        let whole = try estimate("mae", table)
        #expect(agree(half.number.map { $0 * 2 }, whole.number, within: 1e-14))
        #expect(agree(half.interval.map { $0.lower * 2 }, whole.interval?.lower, within: 1e-12))
    }

    @Test(
        "The order of rows changes nothing, and twice the rows are twice the rows", arguments: 0..<20 as Range<UInt64>)
    func order(seed: UInt64) throws {
        let table = NumberTable.random(seed: seed &+ 40)
        var random = SeededRandom(seed: seed)
        let shuffled = NumberTable(table.rows.shuffled(using: &random))
        let twice = EvidenceCube(
            counting: try table.evidenceRows(weights: try RowWeights(.frequency, table.rows.map { _ in 2 })))
        for name in Self.names {
            #expect(try estimate(name, table) == estimate(name, shuffled))
            let doubled = Estimator(twice.overall, context: EstimationContext(model: "m"))
            let both = try estimator(NumberTable(table.rows + table.rows))
            #expect(doubled.value(try Self.metric(name)) == both.value(try Self.metric(name)), "\(name)")
            #expect(doubled.denominator(try Self.metric(name)) == both.denominator(try Self.metric(name)), "\(name)")
        }
    }

    @Test("Where there is no figure there is a reason")
    func reasons() throws {
        func reason(_ name: String, _ pairs: [(label: Double?, prediction: Double?)]) throws -> NotEstimable? {
            try estimate(name, NumberTable(pairs)).reason
        }
        for name in ["mae", "rmse", "bias", "r2", "correlation", "wape", "pinball-0.5"] {
            #expect(try reason(name, []) == .emptyGroup)
            #expect(try reason(name, [(nil, 3), (nil, nil)]) == .unlabelled)
            #expect(try reason(name, [(3, nil)]) == .emptyGroup)
        }
        #expect(try reason("mean-outcome", [(nil, 3)]) == .unlabelled)
        #expect(try reason("mean-prediction", [(3, nil)]) == .emptyGroup)
        #expect(try estimate("mean-prediction", NumberTable([(nil, 3), (1, 4)])).number == 3.5)
        #expect(try estimate("mean-outcome", NumberTable([(2, nil), (1, 4)])).number == 1.5)
        #expect(try reason("r2", [(5, 4), (5, 6)]) == .constantTarget)
        #expect(try reason("r2", [(5, 4)]) == .constantTarget)
        #expect(try reason("correlation", [(5, 4), (5, 6)]) == .constantTarget)
        #expect(try reason("correlation", [(5, 4), (6, 4)]) == .degenerateMargins)
        #expect(try reason("wape", [(0, 4), (0, 4)]) == .zeroReference)
        #expect(try reason("wape", [(0, 0)]) == .bothZero)
    }

    @Test("What was not seen to vary has no interval")
    func withoutSpread() throws {
        let constant = NumberTable([(1, 2), (3, 4), (7, 8)])
        for name in ["mae", "rmse", "bias", "correlation", "pinball-0.9"] {
            #expect(try estimate(name, constant).interval == nil, "\(name)")
        }
        #expect(try estimate("rmse", constant).number == 1)
        #expect(try estimate("correlation", constant).number == 1)
        let perfect = NumberTable([(1, 1), (3, 3)])
        #expect(try estimate("r2", perfect).number == 1)
        #expect(try estimate("rmse", perfect).number == 0)
        for name in Self.names {
            #expect(try estimate(name, NumberTable([(1, 2)])).interval == nil, "\(name)")
        }
    }

    @Test("Gaps between groups are those of the figures", arguments: 0..<30 as Range<UInt64>)
    func gaps(seed: UInt64) throws {
        let (first, second) = (
            NumberTable.random(seed: seed &+ 60, step: 0.25), NumberTable.random(seed: seed &+ 90, step: 0.25)
        )
        for name in Self.names {
            let metric = try Self.metric(name)
            var contrast = Contrast(try estimator(first), against: try estimator(second))
            let (a, b) = (try estimate(name, first), try estimate(name, second))
            guard let x = a.number, let y = b.number else { continue }
            let difference = contrast.difference(metric, level: 0.95, for: .display)
            #expect(difference.number == x - y)
            #expect(difference.n == a.n + b.n)
            if a.interval != nil, b.interval != nil {
                let interval = try #require(difference.interval, "\(name)")
                #expect(interval.contains(x - y))
            }
            let ratio = contrast.ratio(metric, level: 0.95, for: .display)
            #expect(ratio.number == (y == 0 ? nil : x / y))
            if metric.range.lowerBound < 0 { #expect(ratio.interval == nil) }
            var aggregate = GroupAggregate([try estimator(first), try estimator(second)])
            #expect(aggregate.range(metric, level: 0.95, for: .display).estimate.number == abs(x - y))
        }
    }

    @Test(
        "Means have as many degrees of freedom as the spread of their terms leaves", arguments: 0..<12 as Range<UInt64>)
    func degreesOfFreedom(seed: UInt64) throws {
        var random = SeededRandom(seed: seed &+ 40)
        // A few errors far beyond all others.
        let pairs = (0..<40).map { row -> (label: Double?, prediction: Double?) in
            let label = Double(Int.random(in: 0...400, using: &random)) / 4
            let size = row % 13 == 0 ? 400 : 8
            return (label, label + Double(Int.random(in: -size...size, using: &random)) / 4)
        }
        let table = NumberTable(pairs)
        let errors = pairs.map { ($0.prediction ?? 0) - ($0.label ?? 0) }
        let terms: [(String, [Double], Double)] = [
            ("mean-absolute-error", errors.map(abs), 1e-9), ("mean-error", errors, 1e-9),
            ("mean-outcome", pairs.map { $0.label ?? 0 }, 1e-9), ("pinball-0.5", errors.map { abs($0) / 2 }, 1e-9),
            // Fourth powers of both sides were summed together.
            ("pinball-0.75", errors.map { max(-0.75 * $0, 0.25 * $0) }, 0.35),
        ]
        for (name, values, tolerance) in terms {
            guard case .mean(let sample) = try estimator(table).sampled(try Self.metric(name)) else {
                Issue.record("\(name) is a mean")
                continue
            }
            let expected = MeanInterval.Sample(values).degreesOfFreedom
            #expect(abs(sample.degreesOfFreedom / expected - 1) <= tolerance, "\(name) \(sample) \(expected)")
            let mean = values.reduce(0, +) / 40
            let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
            let fourths = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) * ($1 - mean) * ($1 - mean) }
            let kurtosis = 40 * fourths / squares / squares
            #expect(agree(expected, max(1, min(39, 80 / (kurtosis - 1))), within: 1e-9))
        }
    }

    @Test("Intervals cover at about their level", arguments: ["rmse", "r2", "correlation", "wape", "mae"])
    func coverage(name: String) throws {
        // Errors that grow with the label and lean to one side, as those of amounts do.
        var random = SeededRandom(seed: 11)
        func normal() -> Double {
            (0..<12).reduce(-6) { sum, _ in sum + Double.random(in: 0..<1, using: &random) }
        }
        func table(_ count: Int) -> NumberTable {
            NumberTable(
                (0..<count).map { _ in
                    let label = 100 + 20 * normal()
                    return (label, label + 4 + (3 + label / 20) * normal())
                })
        }
        let truth = try #require(try estimate(name, table(20_000)).number)
        let rounds = 400
        let covered = try (0..<rounds).count { _ in
            try estimate(name, table(60)).interval?.contains(truth) ?? false
        }
        let rate = Double(covered) / Double(rounds)
        #expect(rate > 0.905 && rate < 0.985, "\(name) \(rate)")
    }

    @Test("Quantiles of pinball losses are read from their names")
    func pinballNames() {
        #expect(Catalogue.metric(named: "pinball-0.05")?.name == "pinball-0.05")
        for name in [
            "pinball-", "pinball-1", "pinball-0", "pinball-0.", "pinball-.5", "pinball-0.50", "pinball-5e-1",
            "pinball-0.5x", "pinball--0.5", "pinball-nan", "pinball-0.00000000000000000001",
        ] {
            #expect(Catalogue.metric(named: name) == nil, "\(name)")
        }
        #expect(Catalogue.metric(named: "mae")?.fits(binary: true) == false)
        #expect(Catalogue.metric(named: "accuracy")?.fits(.number(.standard)) == false)
        #expect(Catalogue.metric(named: "count")?.fits(.number(.standard)) == true)
    }
}

@Suite(
    "Agreement with scikit-learn on numbers",
    .enabled(if: GoldenOutcomes.isPresent, "the shared oracle tables are absent"))
struct NumberOracleTests {
    @Test("Every figure of amounts, for everybody and in every group", arguments: ["", "gender", "region"])
    func amounts(grouping: String) throws {
        let oracle = try #require(try GoldenOutcomes.oracle.get()["regression"])
        // Amounts are smaller than ten thousand, which leaves 48 bits for fractions.
        let cube = try GoldenOutcomes.numeric.get()
        #expect(cube.header.numberScale?.bits == 48)
        let groups = cube.evidence(by: grouping.isEmpty ? [] : [grouping])
        let expected = try #require(
            grouping.isEmpty
                ? JSONValue.object([.init("", oracle["overall"] ?? .null)]) : oracle["by"]?[grouping])
        #expect(expected.members?.count == groups.count)
        var checked = 0
        for evidence in groups {
            let key = evidence.group.levels.map { $0.name }.joined()
            let numbers = try #require(expected[key]?.members)
            let estimator = Estimator(evidence, context: EstimationContext(model: "golden"))
            for number in numbers {
                if number.name == "n" {
                    #expect(number.value.integerValue == evidence.judged)
                    continue
                }
                let name = number.name.replacing("_", with: "-")
                let metric = try #require(Catalogue.metric(named: name, outcome: cube.header.outcome), "\(name)")
                // Quantiles of errors are told by bins: to their relative error, and between their edges.
                let tolerance = metric.name == "median-absolute-error" ? ErrorSketch.relativeError : 5e-12
                #expect(agree(estimator.value(metric), number.value.double, within: tolerance), "\(grouping) \(name)")
                if metric.name == "median-absolute-error", let golden = number.value.double {
                    var estimator = estimator
                    let estimate = estimator.estimate(metric)
                    guard case .bounded(let lower, let upper) = estimate.exactness else {
                        Issue.record("\(grouping) is not bounded")
                        continue
                    }
                    #expect(lower <= golden + 1e-9 && golden <= upper + 1e-9)
                    #expect(estimate.interval?.contains(golden) ?? false)
                }
                checked += 1
            }
        }
        #expect(checked == 5 * groups.count)
    }
}
