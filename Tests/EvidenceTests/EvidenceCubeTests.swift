import Evidence
import Statistics
import TestSupport
import Testing

@Suite("Evidence cubes")
struct EvidenceCubeTests {
    /// The evidence of some rows, counted on their own under the name of a group.
    private func direct(_ table: OutcomeTable, _ group: GroupKey) -> GroupEvidence {
        let chosen = group.levels.map { level in
            (table.dimensions.firstIndex(of: level.dimension) ?? 0, level.value)
        }
        var evidence = table.filtered { row in chosen.allSatisfy { row.groups[$0.0] == $0.1 } }.cube.overall
        evidence.group = group
        return evidence
    }

    private static let groupings: [[String]] = [
        [], ["region"], ["gender"], ["region", "gender"], ["gender", "region"],
    ]

    @Test("Coarsening and then counting is counting and then coarsening", arguments: 0..<50 as Range<UInt64>)
    func projection(seed: UInt64) {
        let table = OutcomeTable.random(seed: seed, classCount: 2 + Int(seed % 3))
        let cube = table.cube
        for grouping in Self.groupings {
            let groups = cube.evidence(by: grouping)
            #expect(groups.reduce(0) { $0 + $1.rows } == table.rows.count, "seed \(seed)")
            for evidence in groups {
                #expect(evidence == direct(table, evidence.group), "seed \(seed), \(evidence.group)")
            }
        }
    }

    @Test("Groups stand in the order of their bytes, the missing level last, whatever the order of rows")
    func order() {
        let table = OutcomeTable.random(seed: 4, maximumRows: 60)
        var shuffled = table
        var random = SeededRandom(seed: 9)
        shuffled.rows.shuffle(using: &random)
        for grouping in Self.groupings {
            let groups = table.cube.evidence(by: grouping)
            #expect(groups == shuffled.cube.evidence(by: grouping))
            #expect(groups.map(\.group) == groups.map(\.group).sorted())
        }
    }

    @Test("(C + D) − D = C, and parts of any cut add up to the whole", arguments: 0..<50 as Range<UInt64>)
    func algebra(seed: UInt64) {
        let table = OutcomeTable.random(seed: seed, classCount: 2 + Int(seed % 3))
        let cut = Int(seed) % (table.rows.count + 1)
        var (head, tail) = (table, table)
        head.rows = Array(table.rows[..<cut])
        tail.rows = Array(table.rows[cut...])
        let whole = table.cube.overall
        func overall(_ part: OutcomeTable) -> GroupEvidence {
            part.rows.isEmpty ? table.cube.empty.overall : part.cube.overall
        }
        let (c, d) = (overall(head), overall(tail))
        #expect(c.adding(d) == whole)
        #expect(d.adding(c) == whole)
        #expect(whole.subtracting(d) == c)
        #expect(whole.subtracting(c) == d)
        #expect(whole.subtracting(whole).rows == 0)
    }

    @Test("A cube of no row has no groups and an empty overall, with scores and without", arguments: [0, 1])
    func noRows(scoreColumns: Int) {
        let cube = EvidenceCube(
            counting: EvidenceRows(
                dimensions: [.init(name: "region", levels: [], codes: [])], classes: ["0", "1"], labels: [],
                predictions: [], scores: Array(repeating: [], count: scoreColumns)))
        #expect(cube.rows == 0)
        #expect(cube.evidence(by: ["region"]).isEmpty)
        #expect(cube.evidence(by: []).map(\.rows) == [0])
        #expect(cube.overall.scores.count == scoreColumns)
    }

    private func counting(_ values: [String?]) -> [GroupEvidence] {
        OutcomeTable(
            dimensions: ["g"], classes: ["0", "1"],
            rows: values.map { .init([$0], label: 1, decision: .predicted(1)) }
        ).cube.evidence(by: ["g"])
    }

    @Test("A group called NA is a group, and so is one that calls itself missing")
    func namesThatLookLikeAbsence() {
        let groups = counting(["NA", nil, "(missing)", "NA", "", "null"])
        #expect(groups.map { $0.group.levels[0].value } == ["", "(missing)", "NA", "null", nil])
        #expect(groups.map(\.rows) == [1, 1, 2, 1, 1])
        #expect(Set(groups.map(\.group)).count == 5)
    }

    @Test("Names with other bytes are other groups, although they look alike")
    func composedAndDecomposed() {
        let groups = counting(["\u{E9}", "e\u{301}", "\u{E9}"])
        #expect(groups.map(\.rows) == [1, 2])
        #expect(groups[0].group != groups[1].group)
        #expect(Set(groups.map(\.group)).count == 2)
        #expect((groups[0].group < groups[1].group) != (groups[1].group < groups[0].group))
    }

    @Test("Zero and negative zero are one score")
    func negativeZero() {
        let table = OutcomeTable(
            dimensions: [], classes: ["0", "1"],
            rows: [-0.0, 0.0, 0.5].map { .init([], label: 1, decision: .predicted(1), scores: [$0]) })
        #expect(table.cube.overall.scores[0].values == [0, 0.5])
        #expect(table.cube.overall.scores[0].positives == [2, 1])
    }

    @Test("Rows are told apart by what they lack")
    func states() {
        let rows: [OutcomeTable.Row] = [
            .init([], label: 1, decision: .predicted(0)), .init([], label: 0, decision: .none(.invalid)),
            .init([], label: 1, decision: .none(.missing)), .init([], label: nil, decision: .predicted(1)),
            .init([], label: nil, decision: .none(.abstained)), .init([], label: nil, decision: .none(.invalid)),
        ]
        let evidence = OutcomeTable(dimensions: [], classes: ["0", "1"], rows: rows).cube.overall
        #expect(evidence.rows == 6)
        #expect(evidence.labelled == 3)
        #expect(evidence.judged == 1)
        #expect(evidence.predicted == 2)
        #expect(evidence.confusion[1, 0] == 1)
        #expect(evidence.unlabelledByPrediction == [0, 1])
        #expect(evidence.unpredicted(.invalid) == 2)
        #expect(evidence.unpredicted(.missing) == 1)
        #expect(evidence.unpredicted(.abstained) == 1)
        #expect(evidence.unpredictedByLabel[.invalid] == [1, 0])
    }

    @Test("A class has its own score table when there are several classes")
    func multiclassScores() {
        let rows: [OutcomeTable.Row] = [
            .init([], label: 0, decision: .predicted(0), scores: [0.7, 0.2, 0.1]),
            .init([], label: 2, decision: .predicted(0), scores: [0.7, .nan, 0.3]),
            .init([], label: nil, decision: .predicted(0), scores: [0.1, 0.2, 0.7]),
        ]
        let scores = OutcomeTable(dimensions: [], classes: ["a", "b", "c"], rows: rows).cube.overall.scores
        #expect(scores.map(\.values) == [[0.1, 0.7], [0.2], [0.1, 0.3, 0.7]])
        #expect(scores.map(\.positives) == [[0, 1], [0], [0, 1, 0]])
        #expect(scores.map(\.negatives) == [[0, 1], [1], [1, 0, 0]])
        #expect(scores.map(\.unlabelled) == [[1, 0], [1], [0, 0, 1]])
    }
}
