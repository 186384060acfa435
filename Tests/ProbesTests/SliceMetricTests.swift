import Evidence
import Metrics
import Statistics
import TestSupport
import Testing

@testable import Probes

@Suite("Slices by other figures than rates")
struct SliceMetricTests {
    /// Columns of levels, and what a model gave for each row.
    private struct Rows {
        var codes: [[UInt32]]
        var labels: [Double]
        var predictions: [Double]
        var blocks: [UInt32] = []

        private func dimensions(_ hasBlocks: Bool) -> [EvidenceRows.Dimension] {
            var all = codes.enumerated().map { column, codes in
                EvidenceRows.Dimension(name: "c\(column)", levels: (0..<4).map { "v\($0)" }, codes: codes)
            }
            if hasBlocks {
                all.append(
                    .init(name: "id.block", levels: (0..<64).map { $0 < 10 ? "0\($0)" : "\($0)" }, codes: blocks))
            }
            return all
        }

        private var told: [ToldDimension] { blocks.isEmpty ? [] : [ToldDimension(column: "id", rule: .block)] }

        /// Labels 0 and 1 and scores.
        func scores() -> EvidenceCube {
            EvidenceCube(
                counting: EvidenceRows(
                    dimensions: dimensions(!blocks.isEmpty), classes: ["0", "1"],
                    labels: labels.map { UInt16($0) }, predictions: predictions.map { $0 >= 0.5 ? 1 : 0 },
                    scores: [predictions]), header: CubeHeader(outcome: .binary, scores: ["s"], told: told))
        }

        func kept(_ group: GroupKey, inside: Bool) -> [Int] {
            labels.indices.filter { row in
                inside
                    == group.levels.allSatisfy { level in
                        Int(level.dimension.dropFirst()).map { "v\(codes[$0][row])" == level.value } ?? false
                    }
            }
        }
    }

    /// Scores that tell labels, but for one slice where they tell less, or the other way round.
    private static func scores(_ count: Int, seed: UInt64, shift: Double = 0) -> Rows {
        var random = RandomStream(seed: seed, name: "slices")
        let codes = (0..<3).map { _ in (0..<count).map { _ in UInt32(random.uniform() * 4) } }
        var rows = Rows(codes: codes, labels: [], predictions: [])
        for row in 0..<count {
            let isBad = codes[0][row] == 1 && codes[1][row] == 2
            let truth = random.uniform() < 0.4 ? 1.0 : 0
            let score = 0.5 + 0.2 * (truth - 0.5) * (isBad ? 1 - shift : 1) + 0.1 * random.normal()
            rows.labels.append(truth)
            rows.predictions.append((min(max(score, 0.01), 0.99) * 100).rounded() / 100)
        }
        return rows
    }

    private static func search(_ cube: EvidenceCube, _ name: String, support: Double = 0.02) throws -> SliceSearch {
        let metric = try #require(Catalogue.metric(named: name, outcome: cube.header.outcome))
        return try #require(
            SliceSearch(
                cube, metric, context: EstimationContext(model: "m"), columns: ["c0", "c1", "c2"],
                options: .init(support: support, fewestRows: 1)))
    }

    @Test(
        "A slice is measured, compared and tested as its group of the cube is",
        arguments: [
            "brier-score", "mean-score", "mean-score-of-positives", "calibration-in-the-large",
            "outcome-rate-from-0.4-to-0.7",
        ])
    func twin(name: String) throws {
        let cube = Self.scores(1_500, seed: 3, shift: 1).scores()
        let metric = try #require(Catalogue.metric(named: name, outcome: cube.header.outcome))
        let search = try Self.search(cube, name, support: 0.03)
        #expect(search.slices.count == 12 + 48, "four levels of three columns, and their pairs; triples are too small")
        var tested = 0
        for slice in search.slices {
            let evidence = try #require(
                cube.evidence(by: slice.group.dimensions).first { $0.group == slice.group })
            var own = Estimator(evidence, context: EstimationContext(model: "m"))
            let rest = Estimator(cube.overall.subtracting(evidence), context: EstimationContext(model: "m"))
            var contrast = Contrast(own, against: rest)
            #expect(slice.estimate == own.estimate(metric) && slice.rows == evidence.rows)
            #expect(slice.difference.number == contrast.difference(metric, level: 0.95, for: .display).number)
            if let value = slice.estimate.number, let all = search.overall.number {
                #expect(slice.divergence == value - all)
            }
            guard let pValue = slice.pValue, let interval = slice.difference.interval else { continue }
            tested += 1
            #expect((0...1).contains(pValue))
            // Limits and tests agree where they have one scale; on others they may part near the edge.
            let excludes = interval.lower > 0 || interval.upper < 0
            #expect(excludes == (pValue < 0.05) || (0.02...0.12).contains(pValue), "\(slice.group): \(pValue)")
        }
        #expect(tested >= 50, "\(tested)")
    }

    @Test("Means are tested by Welch's t over single rows, with the freedom their kurtosis leaves")
    func welch() throws {
        let rows = Self.scores(600, seed: 9, shift: 1)
        let search = try Self.search(rows.scores(), "brier-score")
        for slice in search.slices {
            func sample(_ inside: Bool) -> MeanInterval.Sample {
                MeanInterval.Sample(
                    rows.kept(slice.group, inside: inside).map { row in
                        let gap = rows.predictions[row] - rows.labels[row]
                        return gap * gap
                    })
            }
            let (own, rest) = (sample(true), sample(false))
            let expected = try #require(MeanInterval.welchPValue(own, rest))
            #expect(abs(try #require(slice.estimate.number) - own.mean) < 1e-9)
            #expect(abs(try #require(slice.difference.number) - (own.mean - rest.mean)) < 1e-9)
            #expect(abs(try #require(slice.pValue) - expected) < 1e-6 * max(expected, 1e-9))
        }
    }

    @Test(
        "Where nothing differs false discoveries stay at their rate, and a planted slice is found",
        arguments: ["brier-score", "calibration-in-the-large"])
    func discoveries(name: String) throws {
        func search(_ seed: UInt64, bad: Bool) throws -> SliceSearch {
            try Self.search(Self.scores(800, seed: seed, shift: bad ? 2.5 : 0).scores(), name, support: 0.03)
        }
        var (falselyFound, planted) = (0, 0)
        let runs = 60
        for seed in 1...UInt64(runs) {
            if try search(seed, bad: false).slices.contains(where: { ($0.adjustedPValue ?? 1) <= 0.05 }) {
                falselyFound += 1
            }
        }
        for seed in 1...UInt64(10) where name == "brier-score" {
            let target = try search(1_000 + seed, bad: true).slices.first {
                $0.group.levels.map(\.name) == ["v1", "v2"]
            }
            if (target?.adjustedPValue ?? 1) <= 0.05 { planted += 1 }
        }
        #expect(falselyFound <= 7, "\(falselyFound) of \(runs)")
        #expect(planted >= 8 || name != "brier-score", "\(planted) of 10")
    }

    @Test("Rows of one person are allowed for: chance among persons is not found; means of scores are not searched")
    func clusters() throws {
        var (blocked, independent) = (0, 0)
        let runs = 30
        for seed in 1...UInt64(runs) {
            var random = RandomStream(seed: seed, name: "clusters")
            var rows = Rows(codes: [[], [], []], labels: [], predictions: [])
            // Persons have their own levels, and their own share or size of errors.
            for person in 0..<320 {
                let codes = (0..<3).map { _ in UInt32(random.uniform() * 4) }
                let own = random.uniform() * random.uniform()
                for _ in 0..<10 {
                    for column in 0..<3 { rows.codes[column].append(codes[column]) }
                    let label = random.uniform() < 0.5 ? 1.0 : 0
                    rows.labels.append(label)
                    let isWrong = random.uniform() < own
                    rows.predictions.append(abs(label - (isWrong ? 1 : 0)))
                    rows.blocks.append(UInt32(person % 64))
                }
            }
            func found(_ rows: Rows) throws -> Bool {
                let cube = rows.scores()
                return try Self.search(cube, "error-rate", support: 0.05).slices.contains {
                    ($0.adjustedPValue ?? 1) <= 0.05
                }
            }
            if try found(rows) { blocked += 1 }
            let brier = try #require(Catalogue.metric(named: "brier-score", binary: true))
            #expect(
                SliceSearch(
                    rows.scores(), brier, context: EstimationContext(model: "m"), columns: ["c0"], options: .init())
                    == nil)
            rows.blocks = []
            if try found(rows) { independent += 1 }
        }
        #expect(blocked <= 5, "\(blocked) of \(runs)")
        #expect(independent >= 15, "\(independent) of \(runs): the test would see what blocks allow for")
    }

    @Test("Figures whose tails nobody knows are not searched")
    func refused() throws {
        let cube = Self.scores(300, seed: 1).scores()
        for name in ["f1-score", "matthews-correlation", "expected-calibration-error", "roc-auc", "log-loss"] {
            let metric = try #require(Catalogue.metric(named: name, binary: true))
            #expect(!metric.hasEqualityTest)
            let search = SliceSearch(
                cube, metric, context: EstimationContext(model: "m"), columns: ["c0"], options: .init())
            #expect(search == nil)
        }
        #expect(Catalogue.metric(named: "mean-absolute-error")?.hasEqualityTest == false)
        let brier = try #require(Catalogue.metric(named: "brier-score", binary: true))
        let pruned = SliceSearch(
            cube, brier, context: EstimationContext(model: "m"), columns: ["c0"], options: .init(onlyBest: 3))
        #expect(pruned == nil)
    }
}
