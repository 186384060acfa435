import Evidence
import Metrics
import Probes
import Statistics

extension Benchmark {
    /// What looks for more than averages show.
    static let probes = [
        Benchmark(
            name: "proxy-100k-30", summary: "proxies among 30 columns of 100,000 rows, with use and transmitted gap",
            budget: 5
        ) { _ in proxies(recovers: false) },
        Benchmark(
            name: "recovery-100k-30", summary: "the same, and telling the attribute from all columns together"
        ) { _ in proxies(recovers: true) },
        Benchmark(
            name: "drift-120", summary: "120 monthly cubes: a rate by region and language, scores, mix, monitors",
            budget: 0.1
        ) { _ in try drift() },
        Benchmark(
            name: "slices-6", summary: "all slices of 6 columns of 1,000,000 rows, support 0.01, two rates", budget: 0.1
        ) { _ in try slices(columns: 6, depth: 6, onlyBest: nil) },
        Benchmark(
            name: "slices-12", summary: "all slices of up to 4 of 12 columns of 1,000,000 rows, support 0.01",
            budget: 10
        ) { _ in try slices(columns: 12, depth: 4, onlyBest: nil) },
        Benchmark(name: "slices-12-worst", summary: "the 10 worst of them alone", budget: 5) { _ in
            try slices(columns: 12, depth: 4, onlyBest: 10)
        },
    ]

    /// Columns of 4 to 9 levels, common and rare ones, and errors that two of them make more frequent.
    private static func slices(columns: Int, depth: Int, onlyBest: Int?) throws -> Work {
        let rows = 1_000_000
        var random = RandomStream(seed: 5, name: "slices")
        var dimensions: [EvidenceRows.Dimension] = []
        for column in 0..<columns {
            let levels = 4 + column % 6
            dimensions.append(
                .init(
                    name: "column \(10 + column)", levels: (0..<levels).map { "level \($0)" },
                    codes: (0..<rows).map { _ in
                        let share = random.uniform()
                        return UInt32(share * share * Double(levels))
                    }))
        }
        let labels = (0..<rows).map { _ -> UInt16 in random.uniform() < 0.4 ? 1 : 0 }
        let predictions = (0..<rows).map { row -> UInt16 in
            let isBad = dimensions[0].codes[row] == 1 && dimensions[1].codes[row] == 0
            return random.uniform() < (isBad ? 0.3 : 0.1) ? 1 - labels[row] : labels[row]
        }
        let cube = EvidenceCube(
            counting: EvidenceRows(
                dimensions: dimensions, classes: ["0", "1"], labels: labels, predictions: predictions, scores: []))
        let metrics = ["false-positive-rate", "false-negative-rate"].compactMap {
            Catalogue.metric(named: $0, binary: true)
        }
        let searched = onlyBest == nil ? metrics : Array(metrics.prefix(1))
        return Work(rows: rows, note: "\(cube.cells.decisions.combinationCount) combinations") {
            SliceSearch.searches(
                cube, searched, context: EstimationContext(model: "m"), columns: cube.dimensions,
                options: .init(support: 0.01, fewestRows: 1, depth: depth, onlyBest: onlyBest))?.reduce(0) {
                    $0 + $1.count.measured
                } ?? 0
        }
    }

    /// 18 columns of numbers, ten of 2 to 40 levels, and two of 2,000, of which one tells the attribute a little.
    private static func proxies(recovers: Bool) -> Work {
        let rows = 100_000
        var random = RandomStream(seed: 3, name: "proxies")
        let attribute = (0..<rows).map { _ in UInt32(random.uniform() < 0.4 ? 1 : 0) }
        var features: [ProxySearch.Column] = []
        for column in 0..<18 {
            let pull = column % 3 == 0 ? 0.3 : 0
            features.append(
                .init(
                    "number \(column)",
                    numbers: attribute.map { ((random.normal() + pull * Double($0)) * 1_000).rounded() / 1_000 }))
        }
        for column in 0..<10 {
            let levels = 2 + column * 4
            features.append(
                .init(
                    "levels \(column)", levelCount: levels,
                    codes: attribute.map {
                        UInt32(
                            min(Double(levels - 1), random.uniform() * Double(levels) + (column == 4 ? Double($0) : 0)))
                    }))
        }
        for pull in [0.0, 0.15] {
            features.append(
                .init(
                    "names \(pull)", levelCount: 2_000,
                    codes: attribute.map { value in
                        let own = UInt32(random.uniform() * 2_000)
                        return random.uniform() < pull ? own / 2 * 2 + value : own
                    }))
        }
        let decisions = features[0].codes.map { code -> UInt32 in
            random.uniform() < 0.3 + Double(code) / Double(features[0].levelCount) * 0.4 ? 1 : 0
        }
        let labels = attribute.map { _ in UInt32(random.uniform() < 0.5 ? 1 : 0) }
        var options = ProxySearch.Options(seed: 7)
        options.recovers = recovers
        let (columns, chosen) = (features, options)
        return Work(rows: rows, note: "\(columns.count) columns") {
            ProxySearch(
                of: .init("attribute", levelCount: 2, codes: attribute), features: columns,
                decisions: (decisions, 2), selected: 1, strata: labels, options: chosen)?.features.count ?? 0
        }
    }

    private static func drift() throws -> Work {
        var random = RandomStream(seed: 4, name: "drift")
        let windows = (0..<120).map { month -> (name: String, cube: EvidenceCube) in
            let rows = 5_000
            func codes(_ count: Int) -> [UInt32] { (0..<rows).map { _ in UInt32(random.uniform() * Double(count)) } }
            let scores = (0..<rows).map { _ in (random.uniform() * 1_000).rounded() / 1_000 }
            let levels = { (count: Int) in (0..<count).map { "level \(100 + $0)" } }
            return (
                String(1_000 + month),
                EvidenceCube(
                    counting: EvidenceRows(
                        dimensions: [
                            .init(name: "language", levels: levels(6), codes: codes(6)),
                            .init(name: "region", levels: levels(8), codes: codes(8)),
                        ], classes: ["0", "1"], labels: scores.map { random.uniform() < $0 ? 1 : 0 },
                        predictions: scores.map { $0 >= 0.5 ? 1 : 0 }, scores: [scores]))
            )
        }
        guard let metric = Catalogue.metric(named: "true-positive-rate", binary: true) else {
            throw BenchmarkFailure(message: "there is no such metric")
        }
        let names = Set(windows.prefix(12).map(\.name))
        return Work(note: "\(windows.count) cubes of 5,000 rows") {
            try DriftSearch(
                windows: windows, baseline: names, metric: metric, groupings: [["region"], ["language"]],
                context: EstimationContext(model: "m", seed: 7, favourablePositive: true))?.monitors.count ?? 0
        }
    }
}
