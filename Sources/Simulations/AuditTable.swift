import Diagnostics
import Evidence
import Metrics
import Scenarios
import Statistics
import Tables

/// Whole audits drawn again and again: how often a gate passes a model that stands at its tolerance, and fails it.
///
/// A model at the tolerance is the hardest case of both: one beyond passes less often, one within fails less often.
struct AuditTable {
    private static let audits = 1_000
    private static let tolerance = 0.1

    /// One cell of the table.
    private struct Setting: Hashable {
        let rows: Int
        let prevalence: Double
        let groups: Int
        /// Rows of each person; 1 for independent rows.
        let perPerson: Int
        let labelCoverage: Double
    }

    var markdown: String {
        var table = MarkdownTable([
            "rows per group", "base rate", "groups", "rows per person", "label coverage", "gate", "passes at tolerance",
            "fails at tolerance", "undecided", "passes without a gap",
        ])
        for rows in [100, 400, 1_600] {
            for prevalence in [0.1, 0.5] {
                for groups in [2, 6] {
                    for (perPerson, coverage) in [(1, 1.0), (10, 1.0), (1, 0.97), (1, 0.9)] {
                        let setting = Setting(
                            rows: rows, prevalence: prevalence, groups: groups, perPerson: perPerson,
                            labelCoverage: coverage)
                        for gate in gates { table.add(row(setting, gate)) }
                    }
                }
            }
        }
        return [
            "# Simulated audits", "",
            "Written by `swift run -c release Simulations audits`: \(Self.audits) audits a row. The first group stands exactly at "
                + "the tolerance, all others have no gap among them. *passes at tolerance* is the chance to wave through a "
                + "model that is as bad as just not allowed, *fails at tolerance* that to fail one that is just allowed: both "
                + "are to be .05 at most, within the error of \(Self.audits) runs (.064). **Bold**: above that, as two in a "
                + "hundred cells with a chance of exactly .05 are.", "",
            "Groups differ in the true positive rate by \(Self.tolerance), or in the selection rate by the ratio .8. Rows of one "
                + "person share their fate with intraclass correlation .2; labels are missing at random, and below .95 "
                + "coverage no gate on labels decides.", "", table.text,
        ].joined(separator: "\n")
    }

    private struct NamedGate {
        let name: String
        let gate: Gate
        let isRatio: Bool
    }

    private var gates: [NamedGate] {
        func gate(_ metric: String, _ comparison: Gate.Comparison) -> Gate {
            Gate(
                name: metric, location: SourceLocation(file: "simulation"), metric: metric, by: ["g"], models: nil,
                comparison: comparison)
        }
        return [
            NamedGate(
                name: "difference",
                gate: gate("true-positive-rate", .difference(.named(["g1"]), tolerance: Self.tolerance)), isRatio: false
            ),
            NamedGate(
                name: "range", gate: gate("true-positive-rate", .range(tolerance: Self.tolerance)), isRatio: false),
            NamedGate(
                name: "ratio", gate: gate("favourable-rate", .ratio(.named(["g1"]), .floor(0.8))), isRatio: true),
        ]
    }

    private func row(_ setting: Setting, _ named: NamedGate) -> [String] {
        guard let metric = Catalogue.metric(named: named.gate.metric, binary: true) else { return [] }
        var random = RandomStream(
            seed: 6,
            name:
                "\(named.name) \(setting.rows) \(setting.prevalence) \(setting.groups) \(setting.perPerson) \(setting.labelCoverage)"
        )
        var (passed, failed, passedWithout) = (0, 0, 0)
        for audit in 0..<Self.audits {
            switch verdict(setting, named, metric, hasGap: true, UInt64(audit), &random) {
            case .pass: passed += 1
            case .fail: failed += 1
            case .inconclusive: break
            }
            if audit < Self.audits / 5,
                case .pass = verdict(setting, named, metric, hasGap: false, UInt64(audit), &random)
            {
                passedWithout += 1
            }
        }
        func rate(_ count: Int) -> Double { Double(count) / Double(Self.audits) }
        func held(_ count: Int) -> String { rate(count) > 0.064 ? "**\(share(rate(count)))**" : share(rate(count)) }
        return [
            "\(setting.rows)", share(setting.prevalence), "\(setting.groups)", "\(setting.perPerson)",
            setting.labelCoverage == 1 ? "1" : share(setting.labelCoverage), named.name, held(passed), held(failed),
            share(rate(Self.audits - passed - failed)), share(Double(passedWithout) / Double(Self.audits / 5)),
        ]
    }

    private func verdict(
        _ setting: Setting, _ named: NamedGate, _ metric: Metric, hasGap: Bool, _ seed: UInt64,
        _ random: inout RandomStream
    ) -> Verdict {
        let cube = cube(setting, named, hasGap: hasGap, &random)
        let context = EstimationContext(
            model: "m", seed: seed, replicates: 300, gateReplicates: 300, favourablePositive: true)
        return GateEvaluator(cube: cube, context: context, minimumGroup: 10).evaluate(named.gate, metric: metric)
            .verdict
    }

    /// Rows of one audit, counted.
    private func cube(
        _ setting: Setting, _ named: NamedGate, hasGap: Bool, _ random: inout RandomStream
    ) -> EvidenceCube {
        var (groups, blocks, labels, predictions): ([UInt32], [UInt32], [UInt16], [UInt16]) = ([], [], [], [])
        let correlation = 0.2
        for group in 0..<setting.groups {
            // Where selection is compared, everybody is selected with this chance whatever the label.
            let base = named.isRatio ? 0.5 : 0.75
            let rate = !hasGap || group > 0 ? base : named.isRatio ? base * 0.8 : base - Self.tolerance
            var person = 0
            var fate = Fate(rate, setting.prevalence)
            for row in 0..<setting.rows {
                if row % setting.perPerson == 0 {
                    person = Int(random.next() % 64)
                    if setting.perPerson > 1 { fate = Fate(rate, setting.prevalence, correlation, &random) }
                }
                let isPositive = random.uniform() < fate.prevalence
                let chosen = random.uniform() < (named.isRatio || isPositive ? fate.rate : 0.15)
                let isLabelled = setting.labelCoverage == 1 || random.uniform() < setting.labelCoverage
                groups.append(UInt32(group))
                blocks.append(UInt32(person))
                labels.append(isLabelled ? (isPositive ? 1 : 0) : LabelState.unlabelled)
                predictions.append(chosen ? 1 : 0)
            }
        }
        var dimensions = [
            EvidenceRows.Dimension(name: "g", levels: (0..<setting.groups).map { "g\($0)" }, codes: groups)
        ]
        var told: [ToldDimension] = []
        if setting.perPerson > 1 {
            let block = ToldDimension(column: "person", rule: .block)
            told = [block]
            dimensions.append(.init(name: block.name, levels: (0..<64).map { ClusterBlock.text($0) }, codes: blocks))
        }
        return EvidenceCube(
            counting: EvidenceRows(
                dimensions: dimensions, classes: ["0", "1"], labels: labels, predictions: predictions, scores: []),
            header: CubeHeader(outcome: .ofClasses(binary: true), told: told))
    }
}

/// What the rows of one person share: their own rates, beta around those of the group, so that two of their rows have the
/// given correlation.
private struct Fate {
    let rate: Double
    let prevalence: Double

    init(_ rate: Double, _ prevalence: Double) { (self.rate, self.prevalence) = (rate, prevalence) }

    init(_ rate: Double, _ prevalence: Double, _ correlation: Double, _ random: inout RandomStream) {
        let size = 1 / correlation - 1
        func drawn(_ mean: Double) -> Double {
            let (x, y) = (random.gamma(shape: mean * size), random.gamma(shape: (1 - mean) * size))
            return x + y > 0 ? x / (x + y) : mean
        }
        self.rate = drawn(rate)
        self.prevalence = drawn(prevalence)
    }
}
