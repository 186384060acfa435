import Evidence
import Metrics
import Statistics
import TestSupport
import Testing

/// Measures computed row by row, as a person would write them down.
@Suite("Fairness measures and their slow twins")
struct FairnessTwinTests {
    private typealias Row = OutcomeTable.Row

    private func share(_ rows: [Row], _ holds: (Row) -> Bool) -> Double? {
        rows.isEmpty ? nil : Double(rows.count(where: holds)) / Double(rows.count)
    }

    private func groups(_ rows: [Row], _ dimension: Int) -> [[Row]] {
        // In one order, so that sums round alike in every run.
        Dictionary(grouping: rows) { $0.groups[dimension] ?? "\u{0}" }.sorted { $0.key < $1.key }.map(\.value)
    }

    private func table(_ seed: UInt64) -> OutcomeTable { OutcomeTable.random(seed: seed + 300, maximumRows: 400) }

    private func value(_ name: String, _ table: OutcomeTable, given: [String] = []) throws -> Double? {
        var context = FairnessFixtures.context
        context.replicates = 20
        context.calibrationBins = 5
        return FairnessAssessor(table.cube, by: ["region"], given: given, context: context)
            .assess(try FairnessFixtures.measure(name)).estimate.number
    }

    @Test("Subgroup fairness", arguments: 0..<10 as Range<UInt64>)
    func subgroup(seed: UInt64) throws {
        let table = table(seed)
        let decided = table.rows.filter { $0.predicted != nil }
        let all = share(decided) { $0.predicted == 1 } ?? 0
        let gaps = groups(decided, 0).map { rows in
            Double(rows.count) / Double(decided.count) * abs((share(rows) { $0.predicted == 1 } ?? 0) - all)
        }
        if gaps.count > 1 {
            #expect(agree(try value("subgroup-fairness", table), gaps.max(), within: 1e-12))
        }
        let judged = decided.filter { $0.label != nil }
        let negatives = judged.filter { $0.label == 0 }
        let rate = share(negatives) { $0.predicted == 1 } ?? 0
        let falses = groups(negatives, 0).map { rows in
            Double(rows.count) / Double(judged.count) * abs((share(rows) { $0.predicted == 1 } ?? 0) - rate)
        }
        if falses.count > 1 {
            #expect(agree(try value("false-positive-subgroup-fairness", table), falses.max(), within: 1e-12))
        }
    }

    @Test("Multicalibration error", arguments: 0..<10 as Range<UInt64>)
    func multicalibration(seed: UInt64) throws {
        let table = table(seed)
        let scored = table.rows.filter { $0.label != nil && !$0.scores[0].isNaN }
        var largest: Double?
        for group in groups(scored, 0) {
            for bin in Dictionary(grouping: group, by: { min(4, Int($0.scores[0] * 100) / 20) }).values {
                let gap = bin.reduce(0.0) { $0 + $1.scores[0] - Double($1.label ?? 0) } / Double(scored.count)
                largest = max(largest ?? 0, abs(gap))
            }
        }
        #expect(agree(try value("multicalibration-error", table), largest, within: 1e-12))
    }

    @Test("Calibration within groups", arguments: 0..<10 as Range<UInt64>)
    func calibration(seed: UInt64) throws {
        let table = table(seed)
        let scored = table.rows.filter { $0.label != nil && !$0.scores[0].isNaN }
        var largest: Double?
        for bin in Dictionary(grouping: scored, by: { min(4, Int($0.scores[0] * 100) / 20) }).values {
            let large = groups(bin, 0).filter { $0.count >= 20 }
            guard large.count >= 2, let all = share(bin, { $0.label == 1 }) else { continue }
            for group in large { largest = max(largest ?? 0, abs((share(group) { $0.label == 1 } ?? 0) - all)) }
        }
        #expect(agree(try value("calibration-within-groups", table), largest, within: 1e-12))
    }

    @Test("Conditional statistical parity: Mantel–Haenszel over strata", arguments: 0..<10 as Range<UInt64>)
    func stratified(seed: UInt64) throws {
        let table = table(seed)
        let decided = table.rows.filter { $0.predicted != nil }
        var largest: Double?
        for group in Set(decided.map { $0.groups[0] }) {
            var (top, bottom) = (0.0, 0.0)
            for stratum in groups(decided, 1) {
                let own = stratum.filter { $0.groups[0] == group }
                let others = stratum.filter { $0.groups[0] != group }
                guard let p = share(own, { $0.predicted == 1 }), let q = share(others, { $0.predicted == 1 }) else {
                    continue
                }
                let weight = Double(own.count * others.count) / Double(stratum.count)
                top += weight * (p - q)
                bottom += weight
            }
            if bottom > 0 { largest = max(largest ?? 0, abs(top / bottom)) }
        }
        #expect(
            agree(
                try value("conditional-statistical-parity-difference", table, given: ["gender"]), largest,
                within: 1e-12))
    }

    @Test("Conditional demographic disparity", arguments: 0..<10 as Range<UInt64>)
    func disparity(seed: UInt64) throws {
        let table = table(seed)
        let decided = table.rows.filter { $0.predicted != nil }
        guard Set(decided.map { $0.groups[0] }).count > 1 else { return }
        let strata = groups(decided, 1).filter { Set($0.map(\.predicted)).count == 2 }
        let total = strata.reduce(0) { $0 + $1.count }
        guard total > 0 else { return }
        let values = Set(decided.map { $0.groups[0] }).map { group in
            strata.reduce(0.0) { sum, rows in
                let refused = share(rows.filter { $0.predicted == 0 }) { $0.groups[0] == group } ?? 0
                let accepted = share(rows.filter { $0.predicted == 1 }) { $0.groups[0] == group } ?? 0
                return sum + Double(rows.count) / Double(total) * (refused - accepted)
            }
        }
        #expect(
            agree(try value("conditional-demographic-disparity", table, given: ["gender"]), values.max(), within: 1e-12)
        )
    }

    @Test("Generalized entropy, of people and between groups", arguments: 0..<10 as Range<UInt64>)
    func entropy(seed: UInt64) throws {
        let table = table(seed)
        let judged = table.rows.filter { $0.predicted != nil && $0.label != nil }
        func index(_ benefits: [Double]) -> Double? {
            let mean = benefits.reduce(0, +) / Double(benefits.count)
            guard mean > 0 else { return nil }
            return benefits.reduce(0) { $0 + ($1 / mean) * ($1 / mean) - 1 } / Double(benefits.count) / 2
        }
        func benefit(_ row: Row) -> Double { Double((row.predicted ?? 0) - (row.label ?? 0) + 1) }
        guard !judged.isEmpty else { return }
        let all = index(judged.map(benefit))
        #expect(agree(try value("generalized-entropy-index", table), all, within: 1e-11))
        let parts = groups(judged, 0)
        guard parts.count > 1 else { return }
        let means = parts.flatMap { rows in
            rows.map { _ in rows.reduce(0.0) { $0 + benefit($1) } / Double(rows.count) }
        }
        let between = index(means)
        #expect(agree(try value("between-group-gei", table), between, within: 1e-11))
        // Total = between + within, where each group counts by its people and the square of its mean.
        let mean = judged.reduce(0.0) { $0 + benefit($1) } / Double(judged.count)
        let within = parts.reduce(0.0) { sum, rows in
            let own = rows.reduce(0.0) { $0 + benefit($1) } / Double(rows.count)
            return sum + Double(rows.count) / Double(judged.count) * (own / mean) * (own / mean)
                * (index(rows.map(benefit)) ?? 0)
        }
        #expect(agree(all, (between ?? 0) + within, within: 1e-11))
    }
}
