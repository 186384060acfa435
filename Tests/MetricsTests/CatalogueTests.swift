import Evidence
import Metrics
import Statistics
import TestSupport
import Testing

extension Metric: CustomTestStringConvertible {
    /// The name and the kind of outcome, in lists of cases.
    public var testDescription: String { "\(name) (\(outcome.rawValue))" }
}

@Suite("Laws of every metric")
struct CatalogueTests {
    private static let context = EstimationContext(
        model: "m", replicates: 200, gateReplicates: 200, favourablePositive: true)

    private func estimate(_ metric: Metric, _ evidence: GroupEvidence, allRows: Int? = nil) -> Estimate {
        var context = Self.context
        context.allRows = allRows
        var estimator = Estimator(evidence, context: context)
        return estimator.estimate(metric)
    }

    /// Metrics × numbers of classes that they are defined for.
    private static let fitting: [(Metric, Int)] = Catalogue.all.flatMap { metric in
        [2, 3, 4].filter { metric.fits(binary: $0 == 2) }.map { (metric, $0) }
    }

    @Test("Names are kebab-case, and no name or alias stands for two metrics of one kind of outcome")
    func names() {
        for binary in [true, false] {
            let names = Catalogue.all.filter { $0.fits(binary: binary) }.flatMap { [$0.name] + $0.aliases }
            #expect(Set(names).count == names.count)
            for name in names {
                let metric = Catalogue.metric(named: name, binary: binary)
                #expect(metric.map { [$0.name] + $0.aliases }?.contains(name) == true)
                #expect(metric?.fits(binary: binary) == true)
            }
        }
        for metric in Catalogue.all {
            #expect(metric.name.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "-" || $0 == "." })
            #expect(!metric.source.isEmpty)
        }
    }

    @Test("An empty group has a reason, and counts nothing", arguments: Catalogue.all)
    func emptyGroup(metric: Metric) {
        for classCount in [2, 3] where metric.fits(binary: classCount == 2) {
            for tables in [0, classCount == 2 ? 1 : 3] {
                let evidence = GroupEvidence(group: .overall, classCount: classCount, scoreTables: tables)
                let estimate = estimate(metric, evidence)
                #expect(estimate.interval == nil)
                #expect(estimate.n == 0)
                if metric.name == "count" {
                    #expect(estimate.number == 0)
                } else {
                    #expect(estimate.reason == .emptyGroup)
                }
            }
        }
    }

    @Test("A declared group without a row has a share of nothing among everybody")
    func emptyShare() throws {
        let metric = try #require(Catalogue.metric(named: "share"))
        let estimate = estimate(metric, GroupEvidence(group: .overall, classCount: 2), allRows: 10)
        #expect(estimate.number == 0)
        #expect(estimate.n == 10)
    }

    @Test("Without labels, figures that use them say so and the others do not", arguments: Catalogue.all)
    func unlabelled(metric: Metric) {
        for classCount in [2, 3] where metric.fits(binary: classCount == 2) {
            let rows = (0..<12).map { index in
                OutcomeTable.Row(
                    [], label: nil, decision: .predicted(index % classCount),
                    scores: classCount == 2 ? [Double(index) / 12] : [0.2, 0.3, 0.5])
            }
            let table = OutcomeTable(dimensions: [], classes: (0..<classCount).map(String.init), rows: rows)
            let estimate = estimate(metric, table.cube.overall)
            if metric.usesLabels {
                #expect(estimate.reason == .unlabelled)
            } else {
                #expect(estimate.number != nil)
            }
        }
    }

    @Test("Without scores, figures that need them say so whether there are labels or not", arguments: Catalogue.all)
    func withoutScores(metric: Metric) {
        guard metric.needsScores, metric.fits(binary: true) else { return }
        for label in [0, nil] {
            let table = OutcomeTable(
                dimensions: [], classes: ["0", "1"],
                rows: [.init([], label: label, decision: .predicted(1), scores: [.nan])])
            let expected: NotEstimable = label == nil && metric.usesLabels ? .unlabelled : .noScores
            #expect(estimate(metric, table.cube.overall).reason == expected)
        }
    }

    @Test("The row path and the cube path agree, group by group", arguments: 0..<50 as Range<UInt64>)
    func slowTwin(seed: UInt64) {
        let classCount = [2, 2, 3, 4][Int(seed % 4)]
        let table = OutcomeTable.random(seed: seed &+ 100, classCount: classCount)
        for grouping in [[], ["region"], ["region", "gender"]] {
            for evidence in table.cube.evidence(by: grouping) {
                let rows = table.rows.filter { row in
                    evidence.group.levels.allSatisfy { level in
                        row.groups[level.dimension == "region" ? 0 : 1] == level.value
                    }
                }
                let favourable = Int(seed / 4 % 2)
                let twin = SlowTwin(
                    rows: rows, allRows: table.rows.count, classCount: classCount, favourable: favourable)
                var context = Self.context
                context.allRows = table.rows.count
                context.favourablePositive = favourable == 1
                context.order = SlowTwin.order(classCount)
                let estimator = Estimator(evidence, context: context)
                for (metric, k) in Self.fitting where k == classCount {
                    #expect(
                        agree(estimator.value(metric), twin.value(metric.name), within: 1e-11),
                        "seed \(seed), \(metric.name), \(evidence.group.levels.map(\.name))")
                }
            }
        }
    }

    @Test("Values and intervals of random small groups are sound", arguments: 0..<500 as Range<UInt64>)
    func soundness(seed: UInt64) {
        let classCount = [2, 2, 3, 4][Int(seed % 4)]
        let table = OutcomeTable.random(seed: seed &+ 1_000, classCount: classCount, maximumRows: 30)
        var context = Self.context
        context.replicates = 60
        context.order = SlowTwin.order(classCount)
        var estimator = Estimator(table.cube.overall, context: context)
        for (metric, k) in Self.fitting where k == classCount {
            let estimate = estimator.estimate(metric)
            let place: Comment = "seed \(seed), \(metric.name)"
            #expect(estimate.number.map { $0.isFinite && metric.range.contains($0) } ?? true, place)
            #expect((estimate.number == nil) != (estimate.reason == nil), place)
            #expect(estimate.number == estimator.value(metric), place)
            #expect(estimate.n == estimator.denominator(metric), place)
            if let interval = estimate.interval {
                #expect(!interval.lower.isNaN && !interval.upper.isNaN, place)
                #expect(interval.lower < interval.upper, "\(place): an interval without width")
                #expect(
                    metric.range.lowerBound <= interval.lower && interval.upper <= metric.range.upperBound, place)
                if let value = estimate.number { #expect(interval.contains(value), place) }
            }
            if estimate.number != nil, promisesInterval(metric, estimator) { #expect(estimate.interval != nil, place) }
            if let skill = estimator.skill(metric, level: 0.9, for: .gate), let interval = skill.interval,
                let value = skill.number
            {
                #expect(interval.lower <= value && value <= interval.upper, "\(place): skill")
            }
        }
    }

    /// Everything but counts, means that were not seen to vary, and an average precision at the end of its scale.
    private func promisesInterval(_ metric: Metric, _ estimator: Estimator) -> Bool {
        switch metric.definition {
        case .count: false
        case .proportion, .ratioOfSums, .confusionFunctional, .smooth: !unboundedDraws.contains(metric.name)
        case .scoreFunctional(.areaUnderROC), .scoreFunctional(.gini), .scoreFunctional(.kolmogorovSmirnov),
            .scoreFunctional(.maximumCalibrationError), .scoreFunctional(.calibrationLine),
            .scoreFunctional(.brierPart(.uncertainty)):
            true
        case .scoreFunctional(.averagePrecision):
            // One positive tells nothing of how positives differ.
            (estimator.evidence.scores.first?.positiveTotal ?? 0) > 1
                && estimator.value(metric).map { $0 > 0 && $0 < 1 } ?? false
        case .scoreFunctional(.overClasses(.area)), .scoreFunctional(.overClasses(.pairedArea)): true
        case .moment, .number, .errorRate, .ranking, .neighbours, .scoreFunctional: false
        }
    }

    /// Figures whose draws can be infinite.
    private let unboundedDraws = ["false-negative-to-false-positive-ratio"]

    @Test("Means get an interval as soon as two rows differ")
    func meanIntervals() throws {
        let brier = try #require(Catalogue.metric(named: "brier-score"))
        func interval(_ rows: [(Int, Double)]) -> Interval? {
            let table = OutcomeTable(
                dimensions: [], classes: ["0", "1"],
                rows: rows.map { .init([], label: $0.0, decision: .predicted(1), scores: [$0.1]) })
            return estimate(brier, table.cube.overall).interval
        }
        #expect(interval([(1, 0.5)]) == nil)
        #expect(interval([(1, 0.5), (1, 0.5), (0, 0.5)]) == nil)
        #expect(interval([(1, 0.5), (0, 0.6)])?.method == .studentT)
        // Two rows that differ, but nothing of the other class.
        #expect(interval([(1, 0.5), (1, 0.6)]) == nil)
    }

    @Test("The order of rows and the names of groups change no figure", arguments: 0..<20 as Range<UInt64>)
    func orderAndNames(seed: UInt64) {
        let classCount = 2 + Int(seed % 3)
        let table = OutcomeTable.random(seed: seed, classCount: classCount)
        var renamed = table
        var random = SeededRandom(seed: seed)
        renamed.rows.shuffle(using: &random)
        // Names in another order than before, so that groups change their places.
        let names = ["north": "z", "NA": "y", "ቆላ": "a"]
        for index in renamed.rows.indices {
            renamed.rows[index].groups[0] = renamed.rows[index].groups[0].flatMap { names[$0] }
        }
        for evidence in table.cube.evidence(by: ["region"]) {
            let key = GroupKey([
                GroupLevel(dimension: "region", value: evidence.group.levels[0].value.flatMap { names[$0] })
            ])
            guard let other = renamed.cube.evidence(by: ["region"]).first(where: { $0.group == key }) else {
                Issue.record("seed \(seed): no group \(key)")
                continue
            }
            let (a, b) = (Estimator(evidence, context: Self.context), Estimator(other, context: Self.context))
            for (metric, k) in Self.fitting where k == classCount { #expect(a.value(metric) == b.value(metric)) }
            // Not only the values: with the same name, everything is the same, draws included.
            var shuffled = renamed
            shuffled.rows.shuffle(using: &random)
            let again = shuffled.cube.evidence(by: ["region"]).first { $0.group == key }
            for (metric, k) in Self.fitting where k == classCount {
                #expect(again.map { estimate(metric, $0) } == estimate(metric, other))
            }
        }
    }

    @Test("Two halves together are the whole", arguments: 0..<20 as Range<UInt64>)
    func halves(seed: UInt64) {
        let classCount = 2 + Int(seed % 3)
        let table = OutcomeTable.random(seed: seed, classCount: classCount, maximumRows: 40)
        let groups = table.cube.evidence(by: ["gender"])
        guard var sum = groups.first else { return }
        for part in groups.dropFirst() { sum = sum.adding(part) }
        sum.group = .overall
        for (metric, k) in Self.fitting where k == classCount {
            #expect(estimate(metric, sum) == estimate(metric, table.cube.overall), "seed \(seed), \(metric.name)")
        }
    }

    @Test("Labelled rows that no prediction can be held against are nobody to judge", arguments: Catalogue.all)
    func nothingToJudge(metric: Metric) {
        guard metric.fits(binary: true), metric.usesLabels, !metric.needsScores else { return }
        // It counts what cannot be judged as wrong.
        guard metric.name != "worst-case-accuracy" else { return }
        let table = OutcomeTable(
            dimensions: [], classes: ["0", "1"],
            rows: [.init([], label: 1, decision: .none(.invalid)), .init([], label: nil, decision: .predicted(1))])
        #expect(estimate(metric, table.cube.overall).reason == .emptyGroup)
    }

    @Test("A figure of a single class of labels has no interval of zero width")
    func singleClass() {
        let evidence = GroupEvidence.binary(truePositives: 0, falsePositives: 4, falseNegatives: 0, trueNegatives: 30)
        for name in ["f1-score", "cohen-kappa", "markedness", "jaccard-index"] {
            guard let metric = Catalogue.metric(named: name, binary: true) else { continue }
            let estimate = estimate(metric, evidence)
            #expect(agree(estimate.number, 0, within: 1e-12), "\(name)")
            #expect((estimate.interval?.upper ?? 0) > 0.001, "\(name)")
        }
    }
}
