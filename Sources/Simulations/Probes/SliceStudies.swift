import Evidence
import Metrics
import Probes
import Scenarios
import Statistics
import Tables

extension SizeStudy {
    static let slices = SizeSection(
        title: "Slices",
        words:
            "Four columns of four levels, slices of up to two levels, accuracy. The slice where the model is worse is the "
            + "pair of the first levels of the first two columns, a sixteenth of the rows.",
        studies: [
            search(
                "any slice against all others, adjusted (Benjamini and Hochberg), 4,000 rows", rate: 0.8, drop: 0.15),
            search("the same, accuracy .98", rate: 0.98, drop: 0.08),
            search(
                "the same, accuracy .98, 16,000 rows, up to three levels", rate: 0.98, drop: 0.05, rows: 16_000,
                depth: 3),
            confirmed(perPerson: 1), confirmed(perPerson: 10),
        ])

    private static func search(
        _ question: String, rate: Double, drop: Double, rows: Int = 4_000, depth: Int = 2
    ) -> SizeStudy {
        SizeStudy(
            question: question, effect: "\(share(rate - drop)) in one slice", runs: depth == 2 ? 2_000 : 1_000
        ) { hasEffect, random in
            let cube = sliceCube(rows: rows, perPerson: 1, rate, drop: hasEffect ? drop : 0, hasBlocks: false, &random)
            guard let search = found(cube, depth: depth) else { return 0 }
            return search.slices.contains {
                ($0.adjustedPValue ?? 1) <= 0.05 && (!hasEffect || isPlanted($0))
            } ? 1 : 0
        }
    }

    private static func confirmed(perPerson: Int) -> SizeStudy {
        SizeStudy(
            question: "any slice confirmed in the other half of the people, 8,000 rows, "
                + (perPerson == 1 ? "one row each" : "\(perPerson) each, intraclass correlation .2"),
            effect: ".650 in one slice", runs: 2_000
        ) { hasEffect, random in
            let cube = sliceCube(
                rows: 8_000, perPerson: perPerson, 0.8, drop: hasEffect ? 0.15 : 0, hasBlocks: true, &random)
            guard let search = found(cube) else { return 0 }
            return search.slices.contains {
                $0.confirmation?.isConfirmed == true && (!hasEffect || isPlanted($0))
            } ? 1 : 0
        }
    }

    private static func isPlanted(_ slice: Slice) -> Bool {
        slice.group.levels.map(\.dimension) == ["c0", "c1"] && slice.group.levels.allSatisfy { $0.value == "l0" }
    }

    private static func found(_ cube: EvidenceCube, depth: Int = 2) -> SliceSearch? {
        guard let metric = Catalogue.metric(named: "accuracy", binary: true) else { return nil }
        return SliceSearch(
            cube, metric, context: EstimationContext(model: "m", favourablePositive: true),
            columns: (0..<4).map { "c\($0)" }, options: .init(depth: depth))
    }

    /// Rows of people, whose levels are theirs, and who share how often the model is right about them.
    private static func sliceCube(
        rows: Int, perPerson: Int, _ rate: Double, drop: Double, hasBlocks: Bool, _ random: inout RandomStream
    ) -> EvidenceCube {
        var codes = [[UInt32]](repeating: [], count: 4)
        var (blocks, labels, predictions): ([UInt32], [UInt16], [UInt16]) = ([], [], [])
        for _ in 0..<rows / perPerson {
            let own = (0..<4).map { _ in UInt32(random.uniform() * 4) }
            let block = UInt32(random.next() % UInt64(ClusterBlock.count))
            var right = own[0] == 0 && own[1] == 0 ? rate - drop : rate
            if perPerson > 1 {
                let (x, y) = (random.gamma(shape: right * 4), random.gamma(shape: (1 - right) * 4))
                if x + y > 0 { right = x / (x + y) }
            }
            for _ in 0..<perPerson {
                for column in 0..<4 { codes[column].append(own[column]) }
                blocks.append(block)
                let label: UInt16 = random.uniform() < 0.5 ? 1 : 0
                labels.append(label)
                predictions.append(random.uniform() < right ? label : 1 - label)
            }
        }
        var dimensions = codes.enumerated().map {
            EvidenceRows.Dimension(name: "c\($0)", levels: (0..<4).map { "l\($0)" }, codes: $1)
        }
        var told: [ToldDimension] = []
        if hasBlocks {
            let block = ToldDimension(column: "person", rule: .block)
            told.append(block)
            dimensions.append(
                .init(
                    name: block.name, levels: (0..<ClusterBlock.count).map { ClusterBlock.text($0) }, codes: blocks))
        }
        return EvidenceCube(
            counting: EvidenceRows(
                dimensions: dimensions, classes: ["0", "1"], labels: labels, predictions: predictions, scores: []),
            header: CubeHeader(outcome: .ofClasses(binary: true), told: told))
    }
}
