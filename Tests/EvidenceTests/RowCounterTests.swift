import Statistics
import Tables
import TestSupport
import Testing

@testable import Evidence

@Suite("Counting while reading")
struct RowCounterTests {
    /// Random codes: few levels, many levels, or more than a dense table can hold; missing values among them.
    static func columns(seed: UInt64, rows: Int, sizes: [Int]) -> [[UInt32]] {
        var random = SeededRandom(seed: seed)
        return sizes.map { size in
            (0..<rows).map { _ in
                let code = UInt32.random(in: 0...UInt32(size), using: &random)
                return code == UInt32(size) ? CategoryColumn.missing : code
            }
        }
    }

    @Test(
        "Combinations are counted as a dictionary counts them, whatever the chunks",
        arguments: [[2, 3, 2, 2], [300, 40, 5], [70_000, 5, 900], [3], [1, 1, 1, 1, 1, 1]], [1, 7, 500])
    func combinations(sizes: [Int], chunk: Int) {
        let rows = 3_000
        let columns = Self.columns(seed: UInt64(sizes.count * chunk), rows: rows, sizes: sizes)
        var counter = CombinationCounter(columnCount: sizes.count)
        var expected: [[UInt32]: Int] = [:]
        for start in stride(from: 0, to: rows, by: chunk) {
            let range = start..<min(rows, start + chunk)
            let counted = counter.count(columns.map { Array($0[range]) }, rowCount: range.count)
            #expect(counted)
        }
        for row in 0..<rows { expected[columns.map { $0[row] }, default: 0] += 1 }
        let cells = counter.cells()
        #expect(cells.count == expected.count)
        #expect(cells.allSatisfy { expected[$0.codes] == $0.count })
        #expect(zip(cells, cells.dropFirst()).allSatisfy { $0.codes.lexicographicallyPrecedes($1.codes) })
    }

    @Test("Keys stand in order as a sort puts them, equal ones in their own", arguments: [3, 200, 257, 5_000])
    func order(count: Int) {
        var random = SeededRandom(seed: UInt64(count))
        for bits in [1, 11, 12, 23, 40, 63, 64] {
            let keys = (0..<count).map { _ in UInt64.random(in: 0...(.max >> UInt64(64 - bits)), using: &random) }
            let expected = keys.indices.sorted { (keys[$0], $0) < (keys[$1], $1) }
            #expect(DigitOrder.ascending(keys, bits: bits).map { Int($0) } == expected, "\(bits) bits")
            #expect(DigitOrder.ascending(keys.map { $0 & 1 }, bits: bits).count == count)
        }
        #expect([0, 1, 2, 3, 4, 255, 256].map(DigitOrder.bits) == [0, 1, 2, 2, 3, 8, 9])
    }

    @Test("Rows have the numbers of their combinations, in whatever number of bits", arguments: [1, 4, 40])
    func combinations(width: Int) {
        let columns = Self.columns(seed: 6, rows: 700, sizes: Array(repeating: 3, count: width)).map { codes in
            codes.map { $0 == CategoryColumn.missing ? 3 : $0 }
        }
        let found = RowCombinations(of: columns, count: 700)
        let expected = (0..<700).map { row in columns.map { $0[row] } }
        #expect(found.count == Set(expected).count && found.codes.count == found.count * width)
        #expect(
            (0..<700).allSatisfy { row in
                Array(found.codes[found.ofRow[row] * width..<(found.ofRow[row] + 1) * width]) == expected[row]
            })
        let none = RowCombinations(of: [], count: 2)
        #expect(none.count == 1 && none.ofRow == [0, 0] && RowCombinations(of: [[]], count: 0).count == 0)
    }

    @Test("More combinations than 64 bits can tell apart are refused and leave the counts as they were")
    func tooWide() {
        var counter = CombinationCounter(columnCount: 3)
        let counted = counter.count([[1], [2], [3]], rowCount: 1)
        #expect(counted)
        let before = counter.cells()
        let tooWide = counter.count([[1 << 30], [1 << 30], [1 << 30]], rowCount: 1)
        #expect(!tooWide)
        #expect(counter.cells() == before)
    }

    @Test("Merged counters count what one counter counts, whatever the widths and codes of each", arguments: [1, 2, 3])
    func merged(seed: UInt64) {
        for sizes in [[2, 3, 2], [300, 40, 5], [70_000, 5, 900]] {
            for hasSums in [false, true] {
                let columns = Self.columns(seed: seed, rows: 2_000, sizes: sizes)
                // The codes of the last column are the other way round in the second counter.
                let last = UInt32(sizes[2] - 1)
                let turned = columns[2].map { $0 == CategoryColumn.missing ? $0 : last - $0 }
                let sums = hasSums ? [(0..<2_000).map { Int128($0 % 37) - 9 }] : []
                var whole = CombinationCounter(columnCount: 3, measureCount: sums.count)
                var (first, second) = (whole, whole)
                let counted = [
                    whole.count(columns, rowCount: 2_000, sums: sums),
                    first.count(
                        columns.map { Array($0[..<300]) }, rowCount: 300, sums: sums.map { Array($0[..<300]) }),
                    second.count(
                        [columns[0], columns[1], turned].map { Array($0[300...]) }, rowCount: 1_700,
                        sums: sums.map { Array($0[300...]) }),
                    first.merge(second, recoding: [nil, nil, (0...last).map { last - $0 }]),
                ]
                #expect(counted.allSatisfy { $0 })
                #expect(first.cells() == whole.cells(), "seed \(seed), sizes \(sizes)")
            }
        }
    }

    /// A file with missing groups, labels, predictions and scores.
    static func text(seed: UInt64, rows: Int) -> String {
        var random = SeededRandom(seed: seed)
        var lines = ["id,region,gender,label,prediction,score"]
        for row in 0..<rows {
            func pick(_ values: [String]) -> String { values.randomElement(using: &random) ?? "" }
            let score = pick(["", "0.25", "0.5", "-0", "0", "1", "\(Double(row % 97) / 97)"])
            lines.append(
                [
                    "\(row)", pick(["Nairobi", "NA", "አማራ", "", "\"a,b\""]), pick(["f", "m", ""]),
                    pick(["0", "1", ""]),
                    pick(["0", "1", "", "?"]), score,
                ].joined(separator: ","))
        }
        return lines.joined(separator: "\n") + "\n"
    }

    @Test("What threads count together is what one counts", arguments: [1, 2, 3] as [UInt64], [2, 3, 8])
    func threads(seed: UInt64, threads: Int) throws {
        let folder = try ScratchFolder()
        let path = try folder.write(Self.text(seed: seed, rows: 1_000), as: "rows.csv")
        let requests =
            ["id", "gender", "region", "label"].map { ColumnRequest($0, .category) } + [ColumnRequest("score", .number)]
        for limit in [1_000, 30] {
            var results: [(table: Table, counter: RowCounter)] = []
            for count in [1, threads] {
                var counter = RowCounter(
                    groups: [
                        .init(categories: [0, 3]), .init(categories: [1, 2], threshold: .init(number: 0, value: 0.5)),
                        .init(categories: [1, 3], score: 0),
                    ], valueLimit: limit)
                let table = try TableReader.stream(
                    path: path, columns: requests,
                    options: ReadingOptions(
                        takesDigest: false, chunkByteCount: 256, threads: count, segmentByteCount: 300),
                    into: &counter)
                #expect(counter.isComplete)
                results.append((table, counter))
            }
            #expect(results[0].table == results[1].table)
            #expect(results[0].counter.grid == results[1].counter.grid)
            #expect(results[0].counter.grid.isBinned == (limit == 30))
            for group in 0..<3 {
                let (one, several) = (results[0].counter.entries(group), results[1].counter.entries(group))
                #expect(one.count == several.count)
                #expect(Self.rows(one) == Self.rows(several), "group \(group), seed \(seed)")
            }
        }
    }

    /// Entries as a set: their order depends on which score came first.
    private static func rows(_ entries: RowCounter.Entries) -> Set<[String]> {
        Set(
            (0..<entries.count).map { entry in
                entries.codes.map { "\($0[entry])" } + entries.decisions.dropFirst(entry).prefix(1).map { "\($0)" }
                    + entries.scores.dropFirst(entry).prefix(1).map { "\($0)" } + ["\(entries.multiplicities[entry])"]
                    + entries.sums.map { "\($0[entry])" }
            })
    }

    @Test("A bad weight is told with its row, whoever read it", arguments: [1, 2, 3, 8])
    func badWeight(threads: Int) throws {
        let folder = try ScratchFolder()
        var lines = ["label,weight"] + (0..<1_000).map { "\($0 % 2),1.5" }
        lines[712] = "1,-2"
        lines[901] = "1,-3"
        let path = try folder.write(lines.joined(separator: "\n") + "\n", as: "rows.csv")
        var counter = RowCounter(
            groups: [.init(categories: [0])], weight: .init(number: 0, kind: .sampling))
        _ = try TableReader.stream(
            path: path, columns: [ColumnRequest("label", .category), ColumnRequest("weight", .number)],
            options: ReadingOptions(takesDigest: false, chunkByteCount: 256, threads: threads, segmentByteCount: 100),
            into: &counter)
        #expect(counter.weightFault?.row == 711)
        #expect(counter.weightFault?.reason == "the weight -2.0 is negative")
    }

    @Test("The cube counted while reading equals the cube counted from rows", arguments: [1, 2, 3, 4])
    func streamEqualsRows(seed: UInt64) throws {
        let folder = try ScratchFolder()
        let path = try folder.write(Self.text(seed: seed, rows: 2_000), as: "rows.csv")
        let dimensions = ["gender", "region"]
        let categories = (dimensions + ["label", "prediction"]).map { ColumnRequest($0, .category) }
        let requests = categories + [ColumnRequest("score", .number)]
        let classes = ["0", "1"]
        func codes(_ levels: [String]) -> [UInt16] {
            levels.map { level in
                classes.firstIndex(of: level).map { UInt16($0) } ?? PredictionState.invalid.rawValue
            }
        }
        let table = try TableReader.read(path: path, columns: .only(requests))
        let columns = dimensions.compactMap { table.category($0) }
        let label = try #require(table.category("label"))
        let prediction = try #require(table.category("prediction"))
        let score = try #require(table.number("score"))
        func rowCodes(_ column: CategoryColumn, missing: UInt16) -> [UInt16] {
            let byLevel = codes(column.levels)
            return column.codes.map { $0 == CategoryColumn.missing ? missing : byLevel[Int($0)] }
        }
        let expected = EvidenceCube(
            counting: EvidenceRows(
                dimensions: columns.map { .init(name: $0.name, levels: $0.levels, codes: $0.codes) }, classes: classes,
                labels: rowCodes(label, missing: LabelState.unlabelled),
                predictions: rowCodes(prediction, missing: PredictionState.missing.rawValue), scores: [score.values]))

        for chunk in [64, 1_000, 1 << 18] {
            var counter = RowCounter(groups: [.init(categories: [0, 1, 2, 3], score: 0)])
            let streamed = try TableReader.stream(
                path: path, columns: requests, options: ReadingOptions(chunkByteCount: chunk), into: &counter)
            #expect(counter.isComplete)
            #expect(streamed.accounting == table.accounting)
            #expect(streamed.sha256 == table.sha256)
            let rows = counter.entries(0)
            #expect(rows.multiplicities.reduce(0, +) == 2_000)
            let levels = try (dimensions + ["label", "prediction"]).map { try #require(streamed.category($0)).levels }
            func classCodes(_ index: Int, missing: UInt16) -> [UInt16] {
                let byLevel = codes(levels[index])
                return rows.codes[index].map { $0 == CategoryColumn.missing ? missing : byLevel[Int($0)] }
            }
            let cube = EvidenceCube(
                counting: EvidenceRows(
                    dimensions: (0..<2).map { .init(name: dimensions[$0], levels: levels[$0], codes: rows.codes[$0]) },
                    classes: classes, labels: classCodes(2, missing: LabelState.unlabelled),
                    predictions: classCodes(3, missing: PredictionState.missing.rawValue), scores: [rows.scores],
                    multiplicities: rows.multiplicities))
            for names in [[], ["region"], ["gender", "region"]] {
                #expect(cube.evidence(by: names) == expected.evidence(by: names))
            }
        }
    }
}
