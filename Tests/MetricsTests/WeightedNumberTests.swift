import Evidence
@testable import Metrics
import Statistics
import Storage
import TestSupport
import Testing

@Suite("Numbers and errors of texts with weights")
struct WeightedNumberTests {
    private static let numeric =
        Catalogue.available(for: .number(.standard)).filter {
            if case .number(let figure) = $0.definition { figure != .absoluteErrorQuantile(0.5) } else { false }
        }
        + ["pinball-0.9", "pinball-0.25"].compactMap { Catalogue.metric(named: $0, outcome: .number(.standard)) }
    private static let quantiles = ["median-absolute-error", "absolute-error-quantile-0.8"].compactMap {
        Catalogue.metric(named: $0, outcome: .number(.standard))
    }
    private static let text = ["word-error-rate"].compactMap {
        Catalogue.metric(named: $0, outcome: .errors(columns: ["e"], unit: .words))
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let metric: Metric
        let seed: UInt64
        var testDescription: String { "\(metric.name), seed \(seed)" }
    }

    static let cases = (numeric + text).flatMap { metric in
        (1...6 as ClosedRange<UInt64>).map { Case(metric: metric, seed: $0) }
    }

    /// Rows with two numbers each: label and prediction, or length and errors; NaN where there is none.
    private struct Rows {
        var first: [Double]
        var second: [Double]
        var weights: [Double]

        init(seed: UInt64, isText: Bool, count: Int = 60) {
            var random = SeededRandom(seed: seed)
            first = (0..<count).map { _ in
                Int.random(in: 0..<9, using: &random) == 0
                    ? .nan
                    : isText
                        ? Double(Int.random(in: 1..<30, using: &random)) : Double.random(in: -50...200, using: &random)
            }
            second = first.map { own in
                guard Int.random(in: 0..<9, using: &random) > 0 else { return .nan }
                let base = own.isNaN ? 7 : own
                return isText
                    ? Double(Int.random(in: 0...max(1, Int(base) / 3), using: &random))
                    : base + Double.random(in: -30...20, using: &random)
            }
            weights = (0..<count).map { _ in
                Int.random(in: 0..<10, using: &random) == 0 ? 0 : Double.random(in: 0.01...12, using: &random)
            }
        }

        func kept(_ rows: [Int]) -> Rows {
            var part = self
            (part.first, part.second, part.weights) = (
                rows.map { first[$0] }, rows.map { second[$0] }, rows.map { weights[$0] }
            )
            return part
        }

        func evidence(
            isText: Bool, kind: CubeHeader.WeightKind? = .sampling, provenance: [CubeProvenance] = []
        ) throws -> EvidenceCube {
            let own = try kind.map { try RowWeights($0, weights) }
            let rows =
                isText
                ? EvidenceRows(dimensions: [], errors: try ErrorRows(errors: [second], lengths: first), weights: own)
                : EvidenceRows(
                    dimensions: [], numbers: try NumberRows(labels: first, predictions: second), weights: own)
            return EvidenceCube(
                counting: rows,
                header: CubeHeader(
                    outcome: isText ? .errors(columns: ["e"], unit: .words) : .number(.standard),
                    weights: kind ?? .none, weight: kind.map { _ in "w" }, provenance: provenance))
        }

        /// The same rows one by one: what a ratio of weighted sums and its linearised variance are by hand.
        var pairs: [(y: Double, p: Double, w: Double)] {
            first.indices.compactMap {
                first[$0].isNaN || second[$0].isNaN ? nil : (first[$0], second[$0], weights[$0])
            }
        }
    }

    private static func isText(_ metric: Metric) -> Bool {
        if case .errorRate = metric.definition { true } else { false }
    }

    private static func estimator(_ cube: EvidenceCube) -> Estimator {
        Estimator(cube.overall, context: EstimationContext(model: "m"))
    }

    private static func estimate(_ cube: EvidenceCube, _ metric: Metric) -> Estimate {
        var estimator = estimator(cube)
        return estimator.estimate(metric)
    }

    /// The value, and each row's influence on it.
    private static func twin(_ rows: Rows, _ name: String) -> (value: Double, influences: [Double])? {
        func mean(_ own: [(x: Double, w: Double)]) -> (value: Double, influences: [Double]) {
            let total = own.reduce(0) { $0 + $1.w }
            let mean = own.reduce(0) { $0 + $1.x * $1.w } / total
            return (mean, own.map { $0.w * ($0.x - mean) / total })
        }
        func ratio(_ a: [Double], _ b: [Double], _ w: [Double]) -> (value: Double, influences: [Double]) {
            let (top, bottom) = (zip(a, w).reduce(0) { $0 + $1.0 * $1.1 }, zip(b, w).reduce(0) { $0 + $1.0 * $1.1 })
            return (top / bottom, w.indices.map { w[$0] * (a[$0] - top / bottom * b[$0]) / bottom })
        }
        let pairs = rows.pairs
        let w = pairs.map(\.w)
        let e = pairs.map { $0.p - $0.y }
        func of(_ value: (Double) -> Double) -> (value: Double, influences: [Double]) {
            mean(zip(e, w).map { (value($0.0), $0.1) })
        }
        switch name {
        case "mean-absolute-error": return of { abs($0) }
        case "mean-error": return of { $0 }
        case "mean-outcome":
            return mean(rows.first.indices.filter { !rows.first[$0].isNaN }.map { (rows.first[$0], rows.weights[$0]) })
        case "mean-prediction":
            return mean(
                rows.second.indices.filter { !rows.second[$0].isNaN }.map { (rows.second[$0], rows.weights[$0]) })
        case "pinball-0.9": return of { max(-0.9 * $0, 0.1 * $0) }
        case "pinball-0.25": return of { max(-0.25 * $0, 0.75 * $0) }
        case "root-mean-squared-error":
            let square = of { $0 * $0 }
            let root = square.value.squareRoot()
            return (root, square.influences.map { $0 / (2 * root) })
        case "weighted-absolute-percentage-error": return ratio(e.map(abs), pairs.map { abs($0.y) }, w)
        case "word-error-rate": return ratio(pairs.map(\.p), pairs.map(\.y), w)
        default: break
        }
        let (y, p) = (mean(pairs.map { ($0.y, $0.w) }).value, mean(pairs.map { ($0.p, $0.w) }).value)
        if name == "r-squared" {
            let unexplained = ratio(e.map { $0 * $0 }, pairs.map { ($0.y - y) * ($0.y - y) }, w)
            return (1 - unexplained.value, unexplained.influences)
        }
        guard name == "correlation" else { return nil }
        let total = w.reduce(0, +)
        let sy = (pairs.reduce(0) { $0 + $1.w * ($1.y - y) * ($1.y - y) } / total).squareRoot()
        let sp = (pairs.reduce(0) { $0 + $1.w * ($1.p - p) * ($1.p - p) } / total).squareRoot()
        let r = pairs.reduce(0) { $0 + $1.w * ($1.y - y) * ($1.p - p) } / total / sy / sp
        return (
            r,
            pairs.map { row in
                let (zy, zp) = ((row.y - y) / sy, (row.p - p) / sp)
                return row.w * (zy * zp - r * (zy * zy + zp * zp) / 2) / total
            }
        )
    }

    static let allCases =
        cases
        + quantiles.flatMap { metric in (1...6 as ClosedRange<UInt64>).map { Case(metric: metric, seed: $0) } }

    @Test("Value and variance are those of the ratio of sums by hand", arguments: cases)
    func byHand(_ test: Case) throws {
        let rows = Rows(seed: test.seed, isText: Self.isText(test.metric))
        let twin = try #require(Self.twin(rows, test.metric.name))
        let found = Self.estimate(try rows.evidence(isText: Self.isText(test.metric)), test.metric)
        let value = try #require(found.number)
        #expect(abs(value - twin.value) <= 1e-9 * max(1, abs(twin.value)))
        #expect(found.n == twin.influences.count)
        let n = Double(twin.influences.count)
        let variance = twin.influences.reduce(0) { $0 + $1 * $1 } * n / (n - 1)
        let sampled = Self.estimator(try rows.evidence(isText: Self.isText(test.metric))).sampled(test.metric)
        let own: Double? =
            switch sampled {
            case .mean(let sample): sample.sampleVariance / sample.count
            case .linearised(let figure): figure.variance
            default: nil
            }
        #expect(abs(try #require(own) / variance - 1) <= 1e-8)
        #expect(found.interval?.contains(value) ?? false)
    }

    @Test("A weight of two is the row twice, for the value of every figure", arguments: allCases)
    func twice(_ test: Case) throws {
        let isText = Self.isText(test.metric)
        var rows = Rows(seed: test.seed, isText: isText)
        rows.weights = rows.weights.indices.map { $0 % 3 == 0 ? 2 : 1 }
        var copied = rows.kept(rows.first.indices.flatMap { $0 % 3 == 0 ? [$0, $0] : [$0] })
        copied.weights = copied.weights.map { _ in 1 }
        let expected = Self.estimate(try copied.evidence(isText: isText, kind: nil), test.metric)
        let sampled = Self.estimate(try rows.evidence(isText: isText), test.metric)
        #expect(
            abs(try #require(sampled.number) - (try #require(expected.number))) <= 1e-10
                * max(1, abs(expected.number ?? 0)))
        // As frequencies they are rows in every respect.
        #expect(Self.estimate(try rows.evidence(isText: isText, kind: .frequency), test.metric) == expected)
        // With weights of one nothing changes, the interval included.
        let ones = Self.estimate(try copied.evidence(isText: isText), test.metric)
        #expect(ones.n == expected.n)
        guard !test.metric.growsWithNoise else { return }
        #expect(
            abs((ones.interval?.lower ?? 0) - (expected.interval?.lower ?? 1)) <= 1e-8
                * max(1, abs(expected.interval?.lower ?? 0)))
    }

    @Test("Weights on another scale change no figure, nor its interval", arguments: allCases)
    func rescaled(_ test: Case) throws {
        let isText = Self.isText(test.metric)
        var rows = Rows(seed: test.seed, isText: isText)
        let plain = Self.estimate(try rows.evidence(isText: isText), test.metric)
        for scale in [0.37, 1_000, 12.5] {
            var other = rows
            other.weights = rows.weights.map { $0 * scale }
            let found = Self.estimate(try other.evidence(isText: isText, kind: .importance), test.metric)
            let value = try #require(plain.number)
            #expect(abs(try #require(found.number) - value) <= 1e-9 * max(1, abs(value)))
            #expect(abs((found.interval?.upper ?? 0) - (plain.interval?.upper ?? 1)) <= 1e-7 * max(1, abs(value)))
        }
        rows.weights = rows.weights.map { _ in 0 }
        #expect(Self.estimate(try rows.evidence(isText: isText), test.metric).reason == .invalidWeights)
    }

    @Test(
        "Parts make up the whole bit for bit, files give it back, and impossible sums are refused",
        arguments: [false, true], [3, 4, 5] as [UInt64])
    func algebra(isText: Bool, seed: UInt64) throws {
        let rows = Rows(seed: seed, isText: isText)
        let sites = (0..<2).map { [CubeProvenance(site: "s\($0)", sha256: String(repeating: "\($0)", count: 64))] }
        let halves = try (0..<2).map { side in
            try rows.kept(rows.first.indices.filter { $0 % 2 == side }).evidence(
                isText: isText, provenance: sites[side])
        }
        let whole = try halves[0].merging(halves[1])
        let counted = try rows.evidence(isText: isText, provenance: sites[0] + sites[1])
        #expect(try CubeFile.bytes(of: whole) == CubeFile.bytes(of: counted))
        #expect(
            try CubeFile.bytes(of: whole.subtracting(halves[1]).with(header: halves[0].header))
                == CubeFile.bytes(of: halves[0]))
        let read = try CubeFile.cube(from: CubeFile.bytes(of: whole), named: "x")
        #expect(try CubeFile.bytes(of: read) == CubeFile.bytes(of: whole))
        var cells = whole.cells
        let measures = whole.header.decisionMeasures
        let place = try #require(
            measures.firstIndex(of: isText ? .squaredErrors.times(.squaredWeight) : .squaredError.times(.weight)))
        let start = CubeMeasure.places(of: measures)[place]
        for cell in cells.decisions.cells.indices {
            for offset in start { cells.decisions.sums[cell * whole.header.decisionWidth + offset] = 0 }
        }
        #expect(throws: CubeError.self) { try EvidenceCube(header: whole.header, cells: cells) }
    }

    @Test(
        "Intervals of weighted figures cover what they should",
        arguments: ["mean-absolute-error", "root-mean-squared-error", "correlation"])
    func coverage(name: String) throws {
        let metric = try #require(Catalogue.metric(named: name, outcome: .number(.standard)))
        // Rows drawn with chances that go with their size, weighed back: the truth is that of a large population.
        func draw(_ count: Int, _ random: inout SeededRandom) -> Rows {
            var rows = Rows(seed: 1, isText: false, count: 0)
            while rows.first.count < count {
                let size = Double.random(in: 0.2...1, using: &random)
                guard count > 5_000 || Double.random(in: 0..<1, using: &random) < size else { continue }
                let label = 10 * size + Double.random(in: -3...3, using: &random)
                rows.first.append(label)
                rows.second.append(label + Double.random(in: -2...2, using: &random) * (0.5 + size))
                rows.weights.append(count > 5_000 ? 1 : 1 / size)
            }
            return rows
        }
        var random = SeededRandom(seed: 5)
        let population = draw(200_000, &random)
        let truth = try #require(Self.twin(population, name)).value
        var covered = 0
        let runs = 300
        for _ in 0..<runs {
            let found = Self.estimate(try draw(150, &random).evidence(isText: false), metric)
            if found.interval?.contains(truth) ?? false { covered += 1 }
        }
        #expect(Double(covered) / Double(runs) > 0.95 - 4 * 0.0126)
    }
}
