import Evidence
import Metrics
import Statistics
import Tables

extension SizeStudy {
    static let models = SizeSection(
        title: "Two models on the same rows",
        words:
            "Both are right .80 of the time and agree more than chance would have it; with an effect the second is right "
            + "less often.",
        studies: [
            rate("McNemar's mid-p, accuracy, 200 rows", rows: 200, .midP), rate("the same, 40 rows", rows: 40, .midP),
            rate("limits that are shown (Newcombe), 200 rows", rows: 200, .newcombe),
            rate("limits that decide (Tango), 200 rows", rows: 200, .tango),
            rate("the same, 40 rows", rows: 40, .tango),
            rate("t over blocks, 1,000 rows of 100 people", rows: 1_000, .blocks),
            rate("limits that decide, the same rows", rows: 1_000, .tangoBlocks),
            groups,
        ])

    private enum Way { case midP, newcombe, tango, blocks, tangoBlocks }

    private static let decision = ToldDimension(column: "b", rule: .decision)

    private static func rate(_ words: String, rows: Int, _ way: Way) -> SizeStudy {
        let isClustered = way == .blocks || way == .tangoBlocks
        return SizeStudy(question: words, effect: ".70", runs: isClustered ? 2_000 : 4_000) { hasEffect, random in
            let cube = cube(rows, perPerson: isClustered ? 10 : 1, loss: hasEffect ? 0.1 : 0, groups: 1, &random)
            guard let result = results(cube, by: [], for: way == .tango || way == .tangoBlocks ? .gate : .display).first
            else { return 0 }
            switch way {
            case .midP, .blocks: return rejects(result.pValue)
            case .newcombe, .tango, .tangoBlocks: return misses(0, result.difference.interval)
            }
        }
    }

    private static let groups = SizeStudy(
        question: "any of 6 groups, adjusted (Holm), 600 rows", effect: ".70 in all of them, any found", runs: 2_000
    ) { hasEffect, random in
        let cube = cube(600, perPerson: 1, loss: hasEffect ? 0.1 : 0, groups: 6, &random)
        let adjusted = Multiplicity.holm(results(cube, by: ["g"], for: .display).compactMap(\.pValue))
        return adjusted.contains { $0 <= 0.05 } ? 1 : 0
    }

    private static func results(
        _ cube: EvidenceCube, by names: [String], for purpose: IntervalPurpose
    ) -> [PairedDecisions.Result] {
        var context = EstimationContext(model: "m", favourablePositive: true)
        context.classes = ["0", "1"]
        guard let accuracy = Catalogue.metric(named: "accuracy", binary: true),
            let rate = PairedDecisions.Rate(accuracy, classCount: 2, context: context)
        else { return [] }
        return PairedDecisions.groups(of: cube, by: names, against: decision).map {
            $0.result(rate, level: 0.95, for: purpose)
        }
    }

    /// Both are right about some rows, wrong about others, and on a third of their own about the rest.
    private static func cube(
        _ rows: Int, perPerson: Int, loss: Double, groups: Int, _ random: inout RandomStream
    ) -> EvidenceCube {
        var (group, second, blocks): ([UInt32], [UInt32], [UInt32]) = ([], [], [])
        var (labels, first): ([UInt16], [UInt16]) = ([], [])
        for _ in 0..<rows / perPerson {
            let block = UInt32(random.next() % UInt64(ClusterBlock.count))
            let own = UInt32(random.uniform() * Double(groups))
            // Whom a model suits, it suits in all rows.
            func suits(_ rate: Double) -> Double {
                guard perPerson > 1 else { return rate }
                let (x, y) = (random.gamma(shape: rate * 4), random.gamma(shape: (1 - rate) * 4))
                return x + y > 0 ? x / (x + y) : rate
            }
            let (one, other) = (suits(0.8), suits(0.8 - 3 * loss))
            for _ in 0..<perPerson {
                let label: UInt16 = random.uniform() < 0.5 ? 1 : 0
                let shared = random.uniform() < 0.8
                let isShared = random.uniform() < 2.0 / 3
                let right = (
                    isShared ? shared : random.uniform() < one, isShared ? shared : random.uniform() < other
                )
                labels.append(label)
                group.append(own)
                blocks.append(block)
                first.append(right.0 ? label : 1 - label)
                second.append(UInt32(right.1 ? label : 1 - label))
            }
        }
        var told = [decision]
        var dimensions = [
            EvidenceRows.Dimension(name: decision.name, levels: ["0", "1"], codes: second),
            .init(name: "g", levels: (0..<groups).map { "g\($0)" }, codes: group),
        ]
        if perPerson > 1 {
            let block = ToldDimension(column: "person", rule: .block)
            told.append(block)
            dimensions.append(
                .init(
                    name: block.name, levels: (0..<ClusterBlock.count).map { ClusterBlock.text($0) }, codes: blocks))
        }
        return EvidenceCube(
            counting: EvidenceRows(
                dimensions: dimensions, classes: ["0", "1"], labels: labels, predictions: first, scores: []),
            header: CubeHeader(outcome: .ofClasses(binary: true), told: told))
    }
}
