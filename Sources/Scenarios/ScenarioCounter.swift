import Evidence
import Tables

/// Counts the rows of a scenario while its files are read, for each model by the codes of its columns.
struct ScenarioCounter: JoinConsumer {
    /// What is counted of a model, by columns of the joined rows.
    struct ModelGroups {
        /// Groups, label, and the decision or a threshold.
        let decisions: RowCounter.Group
        /// By score column: groups and label for each margin.
        let scores: [[RowCounter.Group]]
    }

    /// Columns of one file to be looked at before it is joined.
    struct FilePlaces {
        /// Categories whose levels are counted.
        var categories: [Int] = []
        /// Numbers of which the first outside 0…1 is wanted.
        var numbers: [Int] = []
    }

    private let files: [FilePlaces]
    /// Whether there is one file only, whose rows are looked at as they are counted.
    private let isAlone: Bool
    private var rowCount = 0

    /// By model: decisions.
    private(set) var decisions: [RowCounter]
    /// By model and score column.
    private(set) var scores: [[RowCounter]]
    /// By pair of models that gates compare: decisions of both.
    private(set) var pairs: [RowCounter]
    /// By file and category: the rows of each level, and those without a value.
    private(set) var levelCounts: [[[Int]]]
    private(set) var missingCounts: [[Int]]
    /// By file and number: the first value outside 0…1.
    private(set) var outside: [[(row: Int, value: Double)?]]

    init(models: [ModelGroups], pairs: [RowCounter.Group], files: [FilePlaces], isAlone: Bool) {
        self.files = files
        self.pairs = pairs.map { RowCounter(groups: [$0]) }
        self.isAlone = isAlone
        decisions = models.map { RowCounter(groups: [$0.decisions]) }
        scores = models.map { $0.scores.map { RowCounter(groups: $0) } }
        levelCounts = files.map { Array(repeating: [], count: $0.categories.count) }
        missingCounts = files.map { Array(repeating: 0, count: $0.categories.count) }
        outside = files.map { Array(repeating: nil, count: $0.numbers.count) }
    }

    /// Whether all rows could be counted for every model, and the scores of each on one grid.
    var isComplete: Bool {
        decisions.allSatisfy(\.isComplete) && pairs.allSatisfy(\.isComplete)
            && scores.allSatisfy { columns in
                columns.allSatisfy { $0.isComplete && $0.grid == columns[0].grid }
            }
    }

    mutating func consume(_ chunk: borrowing ColumnChunk) {
        if isAlone { inspect(chunk, of: 0, firstRow: rowCount) }
        rowCount += chunk.rowCount
        for model in decisions.indices {
            decisions[model].consume(chunk)
            for column in scores[model].indices { scores[model][column].consume(chunk) }
        }
        for pair in pairs.indices { pairs[pair].consume(chunk) }
    }

    func inspects(file: Int) -> Bool { !isAlone && !(files[file].categories.isEmpty && files[file].numbers.isEmpty) }

    mutating func inspect(_ chunk: borrowing ColumnChunk, of file: Int, firstRow: Int) {
        for (index, place) in files[file].categories.enumerated() {
            missingCounts[file][index] += Self.count(chunk.codes[place], into: &levelCounts[file][index])
        }
        for (index, place) in files[file].numbers.enumerated() where outside[file][index] == nil {
            let values = chunk.numbers[place]
            if let row = Self.firstOutside(values) { outside[file][index] = (firstRow + row, values[row]) }
        }
    }

    /// Counts codes, and tells how many rows have none.
    private static func count(_ codes: [UInt32], into counts: inout [Int]) -> Int {
        var missing = 0
        for code in codes {
            if code == CategoryColumn.missing {
                missing += 1
                continue
            }
            let code = Int(code)
            if code >= counts.count {
                counts.append(contentsOf: repeatElement(0, count: max(code + 1, counts.count * 2) - counts.count))
            }
            counts[code] += 1
        }
        return missing
    }

    private static func firstOutside(_ values: [Double]) -> Int? {
        for row in values.indices where values[row] < 0 || values[row] > 1 { return row }
        return nil
    }
}
