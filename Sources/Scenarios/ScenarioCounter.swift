import Evidence
import Tables

/// Counts the rows of a scenario while its files are read, for each model by the codes of its columns.
struct ScenarioCounter: JoinConsumer {
    /// Where the columns of a model stand in the joined rows.
    struct ModelPlaces {
        /// A category column of the joined rows, or a score and its threshold.
        enum Decision {
            case category(Int)
            case threshold(number: Int, Double)
        }

        let decision: Decision
        /// The scores to be counted.
        let scores: [Int]
    }

    /// Columns of one file to be looked at before it is joined.
    struct FilePlaces {
        /// Categories whose levels are counted.
        var categories: [Int] = []
        /// Numbers of which the first outside 0…1 is wanted.
        var numbers: [Int] = []
    }

    /// The codes of decisions by threshold.
    static let positiveCode: UInt32 = 1

    /// The category columns of groups and label in the joined rows.
    private let groups: [Int]
    private let label: Int
    private let models: [ModelPlaces]
    private let files: [FilePlaces]
    /// Whether there is one file only, whose rows are looked at as they are counted.
    private let isAlone: Bool
    private var rowCount = 0
    private var decided: [UInt32] = []

    /// By model: groups, label and decision, then scores.
    private(set) var counts: [DistinctRows]
    /// By file and category: the rows of each level, and those without a value.
    private(set) var levelCounts: [[[Int]]]
    private(set) var missingCounts: [[Int]]
    /// By file and number: the first value outside 0…1.
    private(set) var outside: [[(row: Int, value: Double)?]]

    init(groups: [Int], label: Int, models: [ModelPlaces], files: [FilePlaces], isAlone: Bool) {
        self.groups = groups
        self.label = label
        self.models = models
        self.files = files
        self.isAlone = isAlone
        counts = models.map { DistinctRows(categoryCount: groups.count + 2, numberCount: $0.scores.count) }
        levelCounts = files.map { Array(repeating: [], count: $0.categories.count) }
        missingCounts = files.map { Array(repeating: 0, count: $0.categories.count) }
        outside = files.map { Array(repeating: nil, count: $0.numbers.count) }
    }

    /// Whether all rows could be counted for every model.
    var isComplete: Bool { counts.allSatisfy(\.isComplete) }

    mutating func consume(_ chunk: borrowing ColumnChunk) {
        if isAlone { inspect(chunk, of: 0, firstRow: rowCount) }
        rowCount += chunk.rowCount
        let shared = groups.map { chunk.codes[$0] } + [chunk.codes[label]]
        for (index, model) in models.enumerated() {
            let decisions: [UInt32]
            switch model.decision {
            case .category(let place): decisions = chunk.codes[place]
            case .threshold(let place, let threshold):
                Self.decide(chunk.numbers[place], threshold, into: &decided)
                decisions = decided
            }
            counts[index].consume(
                ColumnChunk(
                    rowCount: chunk.rowCount, codes: shared + [decisions],
                    numbers: model.scores.map { chunk.numbers[$0] }))
        }
    }

    private static func decide(_ scores: [Double], _ threshold: Double, into codes: inout [UInt32]) {
        codes.removeAll(keepingCapacity: true)
        for score in scores {
            codes.append(score.isNaN ? CategoryColumn.missing : score >= threshold ? positiveCode : 0)
        }
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
