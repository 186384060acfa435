import Evidence
import Metrics
import Statistics
import TestSupport
import Testing

@testable import Probes

@Suite("Watching for drift")
struct DriftMonitorTests {
    /// One row: window, group, label (`nil` for none), decision, score.
    struct Row {
        let window: Int
        let group: Int
        let label: Bool?
        let isSelected: Bool
        var score = 0.5
    }

    static func cube(_ rows: [Row], windows: Int, window: Int? = nil) -> EvidenceCube {
        let own = rows.filter { window == nil || $0.window == window }
        var dimensions = [
            EvidenceRows.Dimension(name: "g", levels: ["x", "y", "z"], codes: own.map { UInt32($0.group) })
        ]
        if window == nil {
            dimensions.append(
                .init(
                    name: "w", levels: (0..<windows).map { String(100 + $0) }, codes: own.map { UInt32($0.window) }))
        }
        return EvidenceCube(
            counting: EvidenceRows(
                dimensions: dimensions, classes: ["0", "1"],
                labels: own.map { $0.label.map { $0 ? 1 : 0 } ?? LabelState.unlabelled },
                predictions: own.map { $0.isSelected ? 1 : 0 }, scores: [own.map(\.score)]))
    }

    static func search(
        _ rows: [Row], windows: Int, baseline: Int, metric: String, options: DriftSearch.Options = .init()
    ) throws -> DriftSearch {
        let order = (0..<windows).map { String(100 + $0) }
        let known = try #require(Catalogue.metric(named: metric))
        return DriftSearch(
            cube(rows, windows: windows), time: "w", order: order, baseline: Set(order[..<baseline]),
            metric: known, groupings: [["g"]],
            context: EstimationContext(model: "m", favourablePositive: true, scoresAreProbabilities: true),
            options: options)
    }

    static func rows(
        seed: UInt64, windows: Int, perWindow: Int, rate: (_ window: Int, _ group: Int) -> Double,
        isLabelled: (Int) -> Bool = { _ in true }
    ) -> [Row] {
        var random = SeededRandom(seed: seed)
        return (0..<windows * perWindow).map { index in
            let (window, group) = (index / perWindow, Int.random(in: 0..<3, using: &random))
            let score = Double(Int.random(in: 0..<100, using: &random)) / 100
            let label = Double.random(in: 0..<1, using: &random) < score
            return Row(
                window: window, group: group, label: isLabelled(window) ? label : nil,
                isSelected: Double.random(in: 0..<1, using: &random) < rate(window, group), score: score)
        }
    }

    @Test("Looks are what their windows count, by hand")
    func twin() throws {
        let rows = Self.rows(seed: 1, windows: 8, perWindow: 60) { window, _ in window < 5 ? 0.4 : 0.6 }
        let search = try Self.search(rows, windows: 8, baseline: 3, metric: "selection-rate")
        #expect(search.monitors.map(\.kind) == [.rise, .fall, .gap, .gap, .gap])
        let rise = search.monitors[0]
        let upper = try #require(search.baseline.estimate?.interval?.upper)
        #expect(rise.limit == upper)
        let bet = try #require(RateBet(limit: upper))
        var (sum, state) = (0.0, -Double.infinity)
        for (place, look) in rise.looks.enumerated() {
            let own = rows.filter { $0.window == place + 3 }
            let factor = bet.logGain(successes: own.count { $0.isSelected }, trials: own.count)
            sum += factor
            state = max(state, 0) + factor
            #expect(abs(look.logFactor - factor) < 1e-12 && abs(look.logEvidence - sum) < 1e-12)
            #expect(abs(look.logDetector - state) < 1e-12)
        }
        let gap = search.monitors[3]
        #expect(gap.group?.levels.first?.value == "y")
        var process = EqualRatesProcess()
        for window in 0..<8 {
            let (a, b) = (
                rows.filter { $0.window == window && $0.group == 1 },
                rows.filter { $0.window == window && $0.group != 1 }
            )
            let factor = process.add(
                successesA: a.count { $0.isSelected }, trialsA: a.count, successesB: b.count { $0.isSelected },
                trialsB: b.count)
            if window >= 3 { #expect(abs(gap.looks[window - 3].logFactor - factor) < 1e-12) }
        }
        #expect(gap.gap?.method == .sequenceDifference)
    }

    @Test(
        "A rise, a fall and a gap are each seen by their own monitor, with where they began; nothing without a change")
    func changes() throws {
        func alarms(_ rate: @escaping (Int, Int) -> Double) throws -> DriftSearch {
            try Self.search(
                Self.rows(seed: 3, windows: 40, perWindow: 150, rate: rate), windows: 40, baseline: 10,
                metric: "selection-rate")
        }
        let quiet = try alarms { _, _ in 0.4 }
        #expect(quiet.monitors.allSatisfy { $0.alarms.isEmpty && !$0.isDiscovery })
        #expect(quiet.findings(metric: "selection-rate").allSatisfy { !$0.key.hasPrefix("drift-r") })
        let risen = try alarms { window, _ in window < 20 ? 0.4 : 0.55 }
        let rise = try #require(risen.monitors.first { $0.kind == .rise })
        let alarm = try #require(rise.alarms.first)
        #expect(("118"..."123").contains(alarm.start) && alarm.window > "119" && rise.isDiscovery)
        #expect(rise.alarms.count > 1, "watching goes on")
        #expect(risen.monitors.filter { $0.kind != .rise }.allSatisfy { $0.alarms.isEmpty })
        let finding = try #require(risen.findings(metric: "selection-rate").first)
        #expect(finding.key == "drift-rise" && finding.arguments["start"] == .text(alarm.start))
        let fallen = try alarms { window, _ in window < 20 ? 0.4 : 0.28 }
        #expect(fallen.monitors.filter { !$0.alarms.isEmpty }.map(\.kind) == [.fall])
        let apart = try alarms { window, group in window < 20 ? 0.4 : group == 1 ? 0.2 : 0.5 }
        let gap = try #require(apart.monitors.first { $0.kind == .gap && $0.group?.levels.first?.value == "y" })
        let (gapAlarm, limits) = (try #require(gap.alarms.first), try #require(gap.gap))
        #expect(("117"..."125").contains(gapAlarm.start) && limits.upper < 0)
        // A change within what was allowed is none.
        let allowed = try Self.search(
            Self.rows(seed: 3, windows: 40, perWindow: 150) { window, _ in window < 20 ? 0.4 : 0.45 }, windows: 40,
            baseline: 10, metric: "selection-rate", options: .init(tolerance: 0.1))
        #expect(allowed.monitors.filter { $0.kind != .gap }.allSatisfy { $0.alarms.isEmpty })
    }

    @Test("Young windows are kept out of figures that need labels, and stay in those that do not")
    func maturity() throws {
        let rows = Self.rows(seed: 5, windows: 8, perWindow: 80, rate: { _, _ in 0.5 }, isLabelled: { $0 < 6 })
        let search = try Self.search(
            rows, windows: 8, baseline: 2, metric: "accuracy", options: .init(matured: 0.9))
        #expect(search.windows.map(\.isMature) == [true, true, true, true, true, true, false, false])
        #expect(search.windows[7].change?.reason == .unlabelled && search.windows[7].scores != nil)
        #expect(search.windows[7].sequence == search.windows[5].sequence)
        let looks = try #require(search.monitors.first).looks
        #expect(looks.map(\.isCounted) == [true, true, true, true, false, false])
        #expect(looks[5].logEvidence == looks[3].logEvidence)
        // All since is the mature ones, with everybody's scores.
        let mature = try Self.search(
            rows.filter { $0.window < 6 }, windows: 6, baseline: 2, metric: "accuracy")
        #expect(search.current?.estimate == mature.current?.estimate && search.current?.rows == 480)
        let young = try #require(search.findings(metric: "accuracy").first { $0.key == "drift-young" })
        #expect(young.arguments["windows"] == .count(2) && young.weight == .warning)
        let selected = try Self.search(
            rows, windows: 8, baseline: 2, metric: "selection-rate", options: .init(matured: 0.9))
        #expect(selected.windows.allSatisfy { $0.isMature })
    }

    @Test(
        "A mean of bounded numbers has limits at every look, about its own mean",
        arguments: ["brier-score", "mean-score", "calibration-in-the-large"])
    func means(name: String) throws {
        let rows = Self.rows(seed: 6, windows: 6, perWindow: 200) { _, _ in 0.5 }
        let search = try Self.search(rows, windows: 6, baseline: 2, metric: name)
        let sequence = try #require(search.current?.sequence)
        #expect(sequence.method == .bernsteinSequence && search.monitors.isEmpty)
        let value = try #require(search.current?.estimate?.number)
        #expect(sequence.contains(value) && sequence.upper - sequence.lower < 0.4)
    }

    @Test("One cube a window answers as one cube of all windows does")
    func cubes() throws {
        let rows = Self.rows(seed: 7, windows: 9, perWindow: 70) { window, group in
            0.3 + 0.05 * Double(group + window / 4)
        }
        for name in ["selection-rate", "accuracy", "roc-auc"] {
            let metric = try #require(Catalogue.metric(named: name, binary: true))
            let whole = try Self.search(rows, windows: 9, baseline: 3, metric: name)
            let order = (0..<9).map { String(100 + $0) }
            let apart = try #require(
                try DriftSearch(
                    windows: order.enumerated().map { ($0.element, Self.cube(rows, windows: 9, window: $0.offset)) },
                    baseline: Set(order[..<3]), metric: metric, groupings: [["g"]],
                    context: EstimationContext(model: "m", favourablePositive: true, scoresAreProbabilities: true)))
            #expect(apart.monitors == whole.monitors)
            #expect(
                apart.current?.change == whole.current?.change && apart.baseline.estimate == whole.baseline.estimate)
            for (a, b) in zip(apart.windows, whole.windows) {
                #expect(a.estimate == b.estimate && a.sequence == b.sequence && a.rows == b.rows)
                #expect(a.groups.map(\.change) == b.groups.map(\.change) && a.scores?.sample == b.scores?.sample)
                #expect(a.mix.map(\.shift) == b.mix.map(\.shift))
            }
        }
        let other = EvidenceCube(
            counting: EvidenceRows(
                dimensions: [], classes: ["no", "yes"], labels: [0], predictions: [1], scores: []))
        #expect(throws: CubeError.self) {
            try DriftSearch(
                windows: [("1", Self.cube(rows, windows: 9, window: 0)), ("2", other)], baseline: ["1"], metric: nil,
                groupings: [], context: EstimationContext(model: "m"))
        }
    }

    @Test("Over all monitors together false alarms are no more than promised")
    func falseAlarms() throws {
        var (windows, alarms, discoveries) = (0, 0, 0)
        for run in 0..<40 {
            let rows = Self.rows(seed: UInt64(run) + 50, windows: 30, perWindow: 60) { _, _ in 0.3 }
            let search = try Self.search(rows, windows: 30, baseline: 10, metric: "selection-rate")
            windows += 20
            alarms += search.monitors.reduce(0) { $0 + $1.alarms.count }
            if search.monitors.contains(where: \.isDiscovery) { discoveries += 1 }
        }
        // One in 20 windows would be allowed.
        #expect(Double(alarms) / Double(windows) <= 0.01 && discoveries <= 2, "\(alarms), \(discoveries)")
    }
}
