import Evidence
import Foundation
import Metrics
import Statistics
import TestSupport
import Testing

@Suite("Scores of several classes")
struct ClassScoreTests {
    private static let names = Metric.classScores.map(\.name)

    private static func metric(_ name: String) throws -> Metric { try MetricFixtures.metric(name, binary: false) }

    private func estimate(_ name: String, _ evidence: GroupEvidence, bins: Int = 15) throws -> Estimate {
        var context = EstimationContext(model: "m", replicates: 100)
        context.calibrationBins = bins
        var estimator = Estimator(evidence, context: context)
        return estimator.estimate(try Self.metric(name))
    }

    /// Rows with three scores that lean to the label, as much as `skill` says.
    private func draw(_ count: Int, skill: Double = 1, _ random: inout SeededRandom) -> [OutcomeTable.Row] {
        (0..<count).map { _ in
            let label = [0, 0, 0, 1, 1, 2][Int.random(in: 0..<6, using: &random)]
            let raw = (0..<3).map { Double.random(in: 0.05...1, using: &random) + ($0 == label ? skill : 0) }
            let sum = raw.reduce(0, +)
            let scores = raw.map { ($0 / sum * 1000).rounded() / 1000 }
            return .init(
                [], label: label, decision: .predicted(scores.firstIndex(of: scores.max() ?? 0) ?? 0), scores: scores)
        }
    }

    private func evidence(_ rows: [OutcomeTable.Row]) -> GroupEvidence {
        OutcomeTable(dimensions: [], classes: ["a", "b", "c"], rows: rows).cube.overall
    }

    @Test("They lie in their range and inside their limits, and no limits are without width", arguments: names)
    func sound(name: String) throws {
        var random = SeededRandom(seed: 3)
        for count in [12, 40, 300] {
            let estimate = try estimate(name, evidence(draw(count, skill: 0.6, &random)))
            let value = try #require(estimate.number)
            let interval = try #require(estimate.interval)
            #expect(try Self.metric(name).range.contains(value) && interval.contains(value))
            #expect(interval.lower < interval.upper && estimate.n == count)
        }
    }

    @Test("Limits hold the truth at least as often as they say", arguments: names)
    func coverage(name: String) throws {
        var random = SeededRandom(seed: 5)
        // Right scores have an error of 0 only in the limit: skill and noise as they are give the truth of many rows.
        let truth = try #require(try estimate(name, evidence(draw(60_000, &random))).number)
        let rounds = 200
        let held = try (0..<rounds).count { _ in
            try estimate(name, evidence(draw(90, &random))).interval?.contains(truth) ?? false
        }
        #expect(Double(held) / Double(rounds) >= 0.92, "\(name) \(held)")
    }

    @Test("Without a column for each class, or counts by decision, the cube does not hold what they need")
    func notInCube() throws {
        var random = SeededRandom(seed: 9)
        let rows = draw(60, &random).map {
            OutcomeTable.Row([], label: $0.label, decision: $0.decision, scores: [$0.scores[2]])
        }
        for name in Self.names { #expect(try estimate(name, evidence(rows)).reason == .notInCube, "\(name)") }
        var table = OutcomeTable(dimensions: [], classes: ["a", "b", "c"], rows: draw(60, &random)).cube.overall
        table = GroupEvidence(confusion: table.confusion, scores: table.scores)
        #expect(try estimate("hand-till-auc", table).reason == .notInCube)
        #expect(try estimate("top-label-ece", table).reason == .notInCube)
        #expect(try estimate("macro-auc", table).number != nil)
    }

    @Test("One class of labels has no area, and no limits of what the others would score")
    func oneClass() throws {
        var random = SeededRandom(seed: 10)
        let rows = draw(80, &random).filter { $0.label == 0 }
        for name in ["macro-roc-auc", "weighted-roc-auc", "hand-till-auc"] {
            #expect(try estimate(name, evidence(rows)).reason == .singleClass)
        }
        let brier = try estimate("brier-score", evidence(rows))
        #expect(brier.number != nil && brier.interval == nil && brier.flags.contains(.oneClass))
    }

    @Test("On a binned grid figures have bounds that hold the figure of the rows", arguments: names)
    func binned(name: String) throws {
        var random = SeededRandom(seed: 12)
        let table = OutcomeTable(dimensions: [], classes: ["a", "b", "c"], rows: draw(200, skill: 0.4, &random))
        var header = CubeHeader(outcome: .classes, scores: ["a", "b", "c"], scoreGrid: .floor(digits: 1))
        header = header.with(scoreMargins: [[]])
        let exact = try estimate(name, table.cube.overall)
        let rough = try estimate(name, EvidenceCube(counting: table.evidenceRows, header: header).overall)
        let value = try #require(exact.number)
        guard case .bounded(let lower, let upper) = rough.exactness else {
            // Squared errors are summed beside the bins.
            #expect(agree(rough.number, value, within: 1e-9), "\(name)")
            return
        }
        #expect(lower <= value + 1e-12 && value <= upper + 1e-12, "\(name) \(lower) \(value) \(upper)")
    }

    @Test("A file, a sum, a difference and a projection of cubes keep what pairs of classes need")
    func algebra() throws {
        var random = SeededRandom(seed: 13)
        func table(_ count: Int) -> OutcomeTable {
            OutcomeTable(
                dimensions: ["g"], classes: ["a", "b", "c"],
                rows: draw(count, &random).enumerated().map {
                    .init([$0 % 2 == 0 ? "x" : "y"], label: $1.label, decision: $1.decision, scores: $1.scores)
                })
        }
        let (first, second) = (table(50), table(70))
        var both = first
        both.rows += second.rows
        let sum = try first.cube.merging(second.cube)
        for (one, other) in [
            (sum, both.cube), (try sum.subtracting(second.cube), first.cube),
            (try sum.projecting(to: []), try both.cube.projecting(to: [])),
        ] {
            #expect(one.cells.scores == other.cells.scores && one.header.scoresByDecision)
            for name in Self.names {
                #expect(try estimate(name, one.overall) == estimate(name, other.overall), "\(name)")
            }
        }
        let read = try CubeFile.cube(from: CubeFile.bytes(of: sum), named: "x.cube")
        #expect(read.cells.scores == sum.cells.scores && read.specHash == sum.specHash)
        // The halves of a group are the group.
        let parts = sum.evidence(by: ["g"])
        var whole = parts[0].adding(parts[1])
        whole.group = .overall
        for name in Self.names { #expect(try estimate(name, whole) == estimate(name, sum.overall), "\(name)") }
    }

    // MARK: Real predictions

    /// The English tweets on which one model was trained and the other was not.
    private struct Tweets {
        let labels: [UInt16]
        let predictions: [UInt16]
        /// Millionths, by class.
        let scores: [[Int]]

        init(model: String) throws {
            func lines(_ name: String) throws -> [[Substring]] {
                let path = try #require(PackageFolder.sharedFile("data/afrisenti/home/\(name).csv"))
                return try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").dropFirst()
                    .map { $0.split(separator: ",") }
            }
            let classes: [Substring] = ["negative", "neutral", "positive"]
            var truth: [Substring: UInt16] = [:]
            for line in try lines("labels") { truth[line[0]] = UInt16(classes.firstIndex(of: line[2]) ?? 9) }
            let rows = try lines(model)
            labels = try rows.map { try #require(truth[$0[0]]) }
            predictions = rows.map { UInt16(classes.firstIndex(of: $0[1]) ?? 9) }
            scores = (0..<3).map { k in rows.map { Int(((Double($0[2 + k]) ?? 0) * 1e6).rounded()) } }
        }
    }

    @Test(
        "Real predictions: log loss, Brier score and top-label calibration error are those of the file",
        .enabled(if: PackageFolder.sharedFile("data/afrisenti/expected.json") != nil),
        arguments: ["imported-en", "local-afri"])
    func tweets(model: String) throws {
        let path = try #require(PackageFolder.sharedFile("data/afrisenti/expected.json"))
        let file = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: path)))
        let models = try #require((file as? [String: Any])?["models"] as? [String: Any])
        let expected = try #require((models[model] as? [String: Any])?["home"] as? [String: Any])
        func number(_ name: String) throws -> Double { try #require(expected[name] as? Double) }
        let tweets = try Tweets(model: model)
        func evidence(_ score: (Int) -> Double) -> GroupEvidence {
            EvidenceCube(
                counting: EvidenceRows(
                    dimensions: [], classes: ["negative", "neutral", "positive"], labels: tweets.labels,
                    predictions: tweets.predictions, scores: tweets.scores.map { $0.map(score) })
            ).overall
        }
        let own = evidence { Double($0) / 1e6 }
        #expect(agree(try estimate("brier-score", own).number, try number("brier"), within: 1e-11))
        #expect(agree(try estimate("log-loss", own).number, try number("log_loss"), within: 1e-11))
        // Their bins are closed above and ours below: turned about, ours are theirs.
        let turned = tweets.labels.indices.map { row -> (right: Bool, score: Double) in
            let decided = Int(tweets.predictions[row])
            return (Int(tweets.labels[row]) != decided, Double(1_000_000 - tweets.scores[decided][row]) / 1e6)
        }
        let reflected = EvidenceCube(
            counting: EvidenceRows(
                dimensions: [], classes: ["0", "1"], labels: turned.map { $0.right ? 1 : 0 },
                predictions: turned.map { _ in 0 }, scores: [turned.map(\.score)])
        ).overall
        var context = EstimationContext(model: "m")
        context.calibrationBins = 10
        let theirs = Estimator(reflected, context: context).value(try MetricFixtures.metric("ece"))
        #expect(agree(theirs, try number("ece10"), within: 1e-11))
        let onEdges = turned.count { ($0.score * 10).rounded() / 10 == $0.score }
        let ours = try #require(try estimate("top-label-ece", own, bins: 10).number)
        #expect(abs(ours - (try number("ece10"))) <= 2 * Double(onEdges) / Double(turned.count) + 1e-11)
    }
}

@Suite("Macro averages of groups that lack a class")
struct CommonClassTests {
    private func evidence(_ name: String, _ rows: [(label: Int, predicted: Int, count: Int)]) -> GroupEvidence {
        var evidence = OutcomeTable(
            dimensions: [], classes: ["a", "b", "c"],
            rows: rows.flatMap { row in
                Array(
                    repeating: OutcomeTable.Row([], label: row.label, decision: .predicted(row.predicted)),
                    count: row.count)
            }
        ).cube.overall
        evidence.group = GroupKey([GroupLevel(dimension: "g", value: name)])
        return evidence
    }

    /// Recall .9, .5 and 0; the second has no c.
    private var full: GroupEvidence {
        evidence("x", [(0, 0, 90), (0, 1, 10), (1, 1, 50), (1, 0, 50), (2, 0, 100)])
    }
    private var part: GroupEvidence { evidence("y", [(0, 0, 80), (0, 1, 20), (1, 1, 60), (1, 2, 40)]) }

    private func estimator(_ evidence: GroupEvidence) -> Estimator {
        Estimator(evidence, context: EstimationContext(model: "m", replicates: 100, gateReplicates: 100))
    }

    @Test("A difference is that of averages over the classes that both have, and says so")
    func difference() throws {
        let recall = try MetricFixtures.metric("macro-recall", binary: false)
        #expect(agree(estimator(full).value(recall), 1.4 / 3, within: 1e-12))
        var contrast = Contrast(estimator(full), against: estimator(part))
        let gap = contrast.difference(recall, level: 0.95, for: .display)
        #expect(agree(gap.number, 0.7 - 0.7, within: 1e-12))
        #expect(gap.flags.contains(.commonClasses) && gap.interval?.contains(0) == true)
        let accuracy = try MetricFixtures.metric("accuracy", binary: false)
        #expect(contrast.difference(accuracy, level: 0.95, for: .display).flags.isEmpty)
        let weighted = try MetricFixtures.metric("weighted-recall", binary: false)
        let plain = contrast.difference(weighted, level: 0.95, for: .display)
        #expect(agree(plain.number, 140.0 / 300 - 140.0 / 200, within: 1e-12) && plain.flags.isEmpty)
    }

    @Test("A range, the worst group and pairs of groups average over the classes that all have")
    func aggregates() throws {
        let recall = try MetricFixtures.metric("macro-recall", binary: false)
        let third = evidence("z", [(0, 0, 50), (0, 2, 50), (1, 1, 100), (2, 2, 10)])
        let groups = [full, part, third].map(estimator)
        var aggregate = GroupAggregate(groups)
        let range = aggregate.range(recall, level: 0.95, for: .display)
        #expect(agree(range.estimate.number, 0.05, within: 1e-12) && range.estimate.flags.contains(.commonClasses))
        let worst = aggregate.worst(recall, side: .lower, level: 0.95)
        #expect(agree(worst.estimate.number, 0.7, within: 1e-12) && worst.estimate.flags.contains(.commonClasses))
        var contrasts = GroupContrasts(groups)
        let gaps = contrasts.gaps(recall, asRatio: false, level: 0.95, for: .display)
        #expect(gaps.map { ($0.estimate.number.map { abs($0) } ?? 9) < 0.0501 } == [true, true, true])
        // Groups without a class in common have no average that could be compared.
        var apart = Contrast(
            estimator(evidence("v", [(0, 0, 9)])), against: estimator(evidence("w", [(1, 1, 9)])))
        #expect(apart.difference(recall, level: 0.95, for: .display).reason == .noPositives)
    }
}
