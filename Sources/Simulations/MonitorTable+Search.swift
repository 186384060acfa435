import Evidence
import Metrics
import Probes
import Statistics

extension MonitorTable {
    /// What a whole search watches: a rate above and below what its baseline leaves open, and three groups against all others.
    private struct Setting {
        let rows: Int
        /// Of the first of three equal groups, and of the others.
        let rates: (before: Double, first: Double, others: Double)
    }

    private static let searches = 300
    private static let baseline = 6
    private static let later = 60
    /// The change comes after so many windows behind the baseline.
    private static let quiet = 12

    /// All monitors of a search together.
    var searches: String {
        var table = MarkdownTable([
            "rows a window", "rate", "of all after the change", "of one group", "mean windows to a false alarm",
            "false before", "found within 48", "delay", "start", "any found by e-BH",
        ])
        for rows in [60, 600] {
            for (first, others) in [(0.2, 0.2), (0.3, 0.3), (0.3, 0.2), (0.4, 0.2)] {
                table.add(cells(Setting(rows: rows, rates: (0.2, first, others))))
            }
        }
        return table.text
    }

    private func cells(_ setting: Setting) -> [String] {
        var random = RandomStream(
            seed: 17, name: "searches \(setting.rows) \(setting.rates.first) \(setting.rates.others)")
        let hasChange = setting.rates.first != setting.rates.before || setting.rates.others != setting.rates.before
        var (firsts, delays, starts, early, discoveries) = ([Int](), [Int](), [Int](), 0, 0)
        for _ in 0..<Self.searches {
            guard let search = search(setting, &random) else { continue }
            var first: (alarm: Int, start: Int)?
            for alarm in search.monitors.flatMap(\.alarms) {
                guard let window = Int(alarm.window), let start = Int(alarm.start) else { continue }
                // Windows behind the baseline from 1.
                let place = window - 1_000 - Self.baseline + 1
                if first.map({ place < $0.alarm }) ?? true { first = (place, start - 1_000 - Self.baseline + 1) }
            }
            firsts.append(first?.alarm ?? Self.later)
            if search.monitors.contains(where: \.isDiscovery) { discoveries += 1 }
            guard let first else { continue }
            if first.alarm <= Self.quiet {
                early += 1
            } else {
                delays.append(first.alarm - Self.quiet)
                starts.append(first.start)
            }
        }
        func part(_ count: Int) -> String { share(Double(count) / Double(Self.searches)) }
        let mean = firsts.reduce(0, +) / Self.searches
        return [
            "\(setting.rows)", share(setting.rates.before),
            hasChange && setting.rates.others > 0.2 ? share(setting.rates.others) : "",
            hasChange && setting.rates.others == 0.2 ? share(setting.rates.first) : "",
            hasChange ? "" : mean < 20 ? "**\(mean)**" : "\(mean)", hasChange ? part(early) : "",
            hasChange ? part(delays.count) : "", hasChange ? median(delays) : "", hasChange ? median(starts) : "",
            hasChange ? part(discoveries) : held(Double(discoveries) / Double(Self.searches), runs: Self.searches),
        ]
    }

    private func search(_ setting: Setting, _ random: inout RandomStream) -> DriftSearch? {
        guard let metric = Catalogue.metric(named: "selection-rate", binary: true) else { return nil }
        let windows = (0..<Self.baseline + Self.later).map { place -> (name: String, cube: EvidenceCube) in
            let isAfter = place >= Self.baseline + Self.quiet
            var (codes, counts): ([UInt32], [Int]) = ([], [])
            for group in 0..<3 {
                let rows = setting.rows / 3
                let rate = isAfter ? (group == 0 ? setting.rates.first : setting.rates.others) : setting.rates.before
                let selected = random.binomial(trials: rows, probability: rate)
                codes += [UInt32(group), UInt32(group)]
                counts += [selected, rows - selected]
            }
            return (
                String(1_000 + place),
                EvidenceCube(
                    counting: EvidenceRows(
                        dimensions: [.init(name: "g", levels: ["g0", "g1", "g2"], codes: codes)], classes: ["0", "1"],
                        labels: codes.map { _ in 1 }, predictions: codes.indices.map { $0 % 2 == 0 ? 1 : 0 },
                        scores: [],
                        multiplicities: counts))
            )
        }
        do {
            return try DriftSearch(
                windows: windows, baseline: Set(windows.prefix(Self.baseline).map(\.name)), metric: metric,
                groupings: [["g"]], context: EstimationContext(model: "m", favourablePositive: true))
        } catch { return nil }
    }
}
