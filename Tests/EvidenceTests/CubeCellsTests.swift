import Evidence
import Metrics
import Statistics
import TestSupport
import Testing

@Suite("Cells counted elsewhere")
struct CubeCellsTests {
    private static let good = CubeCells(
        dimensions: [.init(name: "region", levels: ["west", "east"]), .init(name: "gender", levels: ["f"])],
        classes: ["0", "1"],
        decisions: CellTable(
            margin: [0, 1], combinationCount: 2, codes: [0, 1, 1, 0],
            cells: [
                .init(combination: 0, place: 1, count: 2), .init(combination: 1, place: 5, count: 1),
                .init(combination: 0, place: 1, count: 3),
            ]),
        scores: [
            .init(
                values: [0.5, 0.25],
                table: CellTable(
                    margin: [0, 1], combinationCount: 2, codes: [0, 1, 1, 0],
                    cells: [.init(combination: 1, place: 1, count: 1)]))
        ])

    private static let header = CubeHeader(outcome: .binary, scores: ["p"], scoreMargins: [["region", "gender"]])

    @Test("Cells in any order make the cube that rows make")
    func order() throws {
        let cube = try EvidenceCube(header: Self.header, cells: Self.good)
        var rows = (0..<5).map { _ in
            OutcomeTable.Row(["west", nil], label: 0, decision: .predicted(1), scores: [.nan])
        }
        rows.append(.init(["east", "f"], label: 1, decision: .predicted(0), scores: [0.5]))
        let table = OutcomeTable(dimensions: ["region", "gender"], classes: ["0", "1"], rows: rows)
        let counted = EvidenceCube(counting: table.evidenceRows, header: Self.header)
        #expect(try CubeFile.bytes(of: cube) == CubeFile.bytes(of: counted))
        #expect(cube.dimensions == ["gender", "region"])
        #expect(cube.levels == [["f"], ["east", "west"]])
    }

    @Test("Many classes are counted as few are")
    func manyClasses() {
        var random = SeededRandom(seed: 2)
        let rows = (0..<200).map { _ in
            OutcomeTable.Row(
                ["g\(Int.random(in: 0..<40, using: &random))"], label: Int.random(in: 0..<90, using: &random),
                decision: .predicted(Int.random(in: 0..<90, using: &random)))
        }
        let table = OutcomeTable(dimensions: ["g"], classes: (0..<90).map { "c\($0)" }, rows: rows)
        for evidence in table.cube.evidence(by: ["g"]) {
            let own = table.filtered { $0.groups[0] == evidence.group.levels[0].value }
            var confusion = Confusion(rows: Array(repeating: Array(repeating: 0, count: 90), count: 90))
            for row in own.rows { confusion[row.label ?? 0, row.predicted ?? 0] += 1 }
            #expect(evidence.confusion == confusion)
        }
    }

    struct Break: Sendable, CustomTestStringConvertible {
        let name: String
        let change: @Sendable (inout CubeCells, inout CubeHeader) -> Void
        var testDescription: String { name }
    }

    static let breaks = [
        Break(name: "a code too large") { cells, _ in cells.decisions.codes[0] = 3 },
        Break(name: "a code too few") { cells, _ in cells.decisions.codes.removeLast() },
        Break(name: "a negative number of combinations") { cells, _ in
            cells.decisions.combinationCount = -1
            cells.decisions.codes = []
        },
        Break(name: "two dimensions of one name") { cells, _ in
            cells.dimensions[1] = .init(name: "region", levels: ["f"])
        },
        Break(name: "two levels of one name") { cells, _ in cells.dimensions[0].levels = ["west", "west"] },
        Break(name: "two classes of one name") { cells, _ in cells.classes = ["1", "1"] },
        Break(name: "no class") { cells, _ in cells.classes = [] },
        Break(name: "three classes of a binary outcome") { cells, _ in cells.classes = ["0", "1", "2"] },
        Break(name: "a slot outside the table") { cells, _ in
            cells.decisions.cells.append(.init(combination: 0, place: 15, count: 1))
        },
        Break(name: "a slot before the table") { cells, _ in
            cells.decisions.cells.append(.init(combination: 0, place: -1, count: 1))
        },
        Break(name: "a combination that is not there") { cells, _ in cells.decisions.cells[0].combination = 2 },
        Break(name: "a negative count") { cells, _ in cells.decisions.cells[0].count = -1 },
        Break(name: "counts that overflow") { cells, _ in
            cells.decisions.cells[0].count = .max
            cells.decisions.cells[1].count = .max
        },
        Break(name: "an infinite score") { cells, _ in cells.scores[0].values[0] = .infinity },
        Break(name: "a score that is none") { cells, _ in cells.scores[0].values[0] = .nan },
        Break(name: "a value that is not there") { cells, _ in cells.scores[0].table.cells[0].place = 6 },
        Break(name: "more scores than rows") { cells, _ in cells.scores[0].table.cells[0].count = 2 },
        Break(name: "a score column without a table") { _, header in header.scores = [] },
        Break(name: "more tables than a binary outcome has") { cells, header in
            cells.scores.append(cells.scores[0])
            header.scores.append("q")
        },
        Break(name: "a favourable decision that is no class") { _, header in header.favourable = "yes" },
        Break(name: "a threshold that is no number") { _, header in header.threshold = .nan },
        Break(name: "too many dimensions") { cells, _ in
            cells.dimensions = (0..<65).map { .init(name: "d\($0)", levels: ["x"]) }
            cells.decisions.margin = Array(0..<65)
            cells.decisions.codes = [UInt32](repeating: 0, count: 130)
        },
    ]

    @Test("Cells that contradict one another are refused", arguments: breaks)
    func broken(_ test: Break) {
        var (cells, header) = (Self.good, Self.header)
        test.change(&cells, &header)
        #expect(throws: CubeError.self) { try EvidenceCube(header: header, cells: cells) }
    }

    @Test(
        "Every metric says the same of rows and of a cube that was written and read", arguments: 0..<9 as Range<UInt64>)
    func metrics(seed: UInt64) throws {
        let table = OutcomeTable.random(seed: seed, classCount: 2 + Int(seed % 3), maximumRows: 120)
        let cube = try CubeFile.cube(from: CubeFile.bytes(of: CubeFixtures.cube(table)), named: "x.cube")
        #expect(cube.scoresAreProbabilities)
        let context = EstimationContext(
            model: cube.header.model, seed: seed, replicates: 50, favourablePositive: true, allRows: cube.rows)
        for grouping in [[], ["region"], ["gender", "region"]] {
            for evidence in cube.evidence(by: grouping) {
                // The rows of the group, counted on their own.
                let places = evidence.group.levels.map { level in
                    (table.dimensions.firstIndex(of: level.dimension) ?? 0, level.value)
                }
                var rows = table.filtered { row in places.allSatisfy { row.groups[$0.0] == $0.1 } }.cube.overall
                rows.group = evidence.group
                #expect(rows == evidence)
                var (fromRows, fromCube) = (
                    Estimator(rows, context: context), Estimator(evidence, context: context)
                )
                for metric in Catalogue.all where metric.fits(binary: table.classes.count == 2) {
                    #expect(
                        fromRows.estimate(metric) == fromCube.estimate(metric),
                        "seed \(seed), \(metric.name), \(evidence.group)")
                }
            }
        }
    }
}
