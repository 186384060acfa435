import Probes
import Statistics

extension SizeStudy {
    static let inputs = SizeSection(
        title: "Inputs and reasons",
        words:
            "Six groups whose fields are empty as often, and who are given reasons as often; one group of them with an effect.",
        studies: [missing, reasons])

    private static func groups(_ rows: Int, _ random: inout RandomStream) -> [(key: GroupKey, rows: [Int])] {
        let own = codes(rows, [1, 1, 1, 1, 1, 1], &random)
        return (0..<6).map { group in
            (
                GroupKey([GroupLevel(dimension: "g", value: "\(group)")]),
                own.indices.filter { own[$0] == UInt32(group) }
            )
        }
    }

    private static let missing = SizeStudy(
        question:
            "any group with more or fewer empty fields in any of 4 columns, adjusted (Benjamini and Hochberg), 600 rows",
        effect: ".20 instead of .05 in one column", runs: 2_000
    ) { hasEffect, random in
        let groups = groups(600, &random)
        let first = Set(groups[0].rows)
        let columns = (0..<4).map { place in
            InputQuality.Column(
                "c\(place)", levels: ["a"],
                codes: (0..<600).map { row in
                    random.uniform() < (hasEffect && place == 0 && first.contains(row) ? 0.2 : 0.05) ? 1 : 0
                })
        }
        let quality = InputQuality(columns, rows: 600, groups: groups, level: 0.95)
        return quality.figures.contains { ($0.adjustedPValue ?? 1) <= 0.05 } ? 1 : 0
    }

    private static let reasons = SizeStudy(
        question: "any group with other reasons of 5, adjusted (Benjamini and Hochberg), 600 rows",
        effect: "a third of one group's reasons are the first", runs: 1_000
    ) { hasEffect, random in
        let groups = groups(600, &random)
        let first = Set(groups[0].rows)
        var own = codes(600, [3, 2, 2, 1, 1], &random)
        if hasEffect { for row in own.indices where first.contains(row) && random.uniform() < 1.0 / 3 { own[row] = 0 } }
        let reasons = ReasonCodes(
            levels: (0..<5).map { "r\($0)" }, codes: own, others: [], groups: groups, level: 0.95, seed: random.next())
        return reasons.groups.contains { ($0.adjustedPValue ?? 1) <= 0.05 } ? 1 : 0
    }
}
