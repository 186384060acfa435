import Probes
import Statistics

extension SizeStudy {
    static let representation = SizeSection(
        title: "Representation",
        words: "Rows drawn from a population whose shares are known, or of which one group comes half as often.",
        studies: [
            shares("χ² of 5 groups", [5, 4, 3, 2, 1], rows: 500, runs: 2_000),
            shares("the same, simulated", [5, 4, 3, 2, 1, 1, 0.5, 0.2], rows: 60, runs: 500),
            ratio("limits of one group's share, 5 groups", [5, 4, 3, 2, 1], rows: 500),
        ])

    private static func representation(
        _ weights: [Double], rows: Int, _ hasEffect: Bool, _ random: inout RandomStream
    ) -> Representation {
        var drawn = weights
        if hasEffect { drawn[0] /= 2 }
        func key(_ place: Int) -> GroupKey { GroupKey([GroupLevel(dimension: "g", value: "\(10 + place)")]) }
        let counts = counts(codes(rows, drawn, &random), of: weights.count)
        return Representation(
            counts: counts.enumerated().map { (key($0), $1) },
            population: weights.enumerated().map { (key($0), $1) }, seed: random.next())
    }

    private static func shares(_ words: String, _ weights: [Double], rows: Int, runs: Int) -> SizeStudy {
        SizeStudy(question: "\(words), \(rows) rows", effect: "the first half as common", runs: runs) {
            hasEffect, random in
            rejects(representation(weights, rows: rows, hasEffect, &random).pValue)
        }
    }

    private static func ratio(_ words: String, _ weights: [Double], rows: Int) -> SizeStudy {
        SizeStudy(question: "\(words), \(rows) rows", effect: "half as common") { hasEffect, random in
            misses(1, representation(weights, rows: rows, hasEffect, &random).groups.first?.ratio.interval)
        }
    }
}
