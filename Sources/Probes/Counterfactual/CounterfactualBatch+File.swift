import Interchange

extension CounterfactualBatch {
    /// The kind of a row that is no change.
    package static let originalKind = "original"
    /// What stands before the columns of the model.
    package static let fileColumns = [
        "id", "original", "template", "kind", "from", "to", "from-text", "to-text", "made-with",
    ]

    /// One row of the file that the owner of a model is sent.
    package struct FileRow: Sendable, Hashable {
        package let id: String
        /// Which of `rows` of the batch it is.
        package let row: Int
        /// Whether it is the second copy of an original.
        package let isRepeat: Bool
        /// Its cells, in the order of the file's columns.
        package let cells: [String?]
    }

    /// The rows of the file: each original twice, so that the noise of the model is seen, then the changes.
    package var fileRows: [FileRow] {
        var rows: [FileRow] = []
        for isRepeat in [false, true] {
            for (index, original) in originals.enumerated() {
                // Numbers, as two data sets may give one id to an original and to a change.
                let id = "o\(index + 1)" + (isRepeat ? "b" : "a")
                rows.append(
                    FileRow(
                        id: id, row: index, isRepeat: isRepeat,
                        cells: [id, original.id, nil, Self.originalKind, nil, nil, nil, nil, nil] + original.cells))
            }
        }
        for (index, change) in changes.enumerated() {
            let id = "c\(index + 1)"
            rows.append(
                FileRow(
                    id: id, row: originals.count + index, isRepeat: false,
                    cells: [
                        id, originals[change.original].id, change.template, change.kind, change.from, change.to,
                        change.fromText, change.toText, change.madeWith,
                    ] + change.cells))
        }
        return rows
    }

    /// The file as comma-separated text. Texts are written as they are, since a model reads them and not a spreadsheet.
    package var fileText: String {
        let writer = CSVText(isRaw: true)
        var text = writer.row((Self.fileColumns + columns).map { .text($0) })
        for row in fileRows { text += writer.row(row.cells.map { $0.map { .text($0) } ?? .empty }) }
        return text
    }

    /// The batch that a file holds.
    ///
    /// - Parameters:
    ///   - header: its columns.
    ///   - rows: the cells of each of its rows.
    /// - Throws: what is wrong, with the row (from 0) that it is wrong in.
    package init(header: [String], rows: [[String?]]) throws(CounterfactualFileError) {
        guard Array(header.prefix(Self.fileColumns.count)) == Self.fileColumns, header.count > Self.fileColumns.count
        else { throw .notABatch }
        var originals: [Original] = []
        var numbers: [String: Int] = [:]
        var seen: Set<String> = []
        let width = Self.fileColumns.count
        for (index, row) in rows.enumerated() where row[3] == Self.originalKind {
            guard let id = row[0], seen.insert(id).inserted, let name = row[1] else { throw .badRow(index) }
            let original = Original(id: name, cells: Array(row[width...]))
            if let known = numbers[name] {
                guard originals[known] == original else { throw .badRow(index) }
            } else {
                numbers[name] = originals.count
                originals.append(original)
            }
        }
        var changes: [Change] = []
        for (index, row) in rows.enumerated() where row[3] != Self.originalKind {
            guard let id = row[0], seen.insert(id).inserted, let name = row[1], let original = numbers[name],
                let kind = row[3]
            else { throw .badRow(index) }
            changes.append(
                Change(
                    id: id, original: original, template: row[2], kind: kind, from: row[4], to: row[5],
                    fromText: row[6], toText: row[7], madeWith: row[8], cells: Array(row[width...])))
        }
        self.init(columns: Array(header[width...]), originals: originals, changes: changes)
        // Only a file that we wrote, and nobody changed, has its rows in their places.
        for (row, wanted) in zip(rows, fileRows) where row != wanted.cells { throw .notABatch }
        guard rows.count == fileRows.count else { throw .notABatch }
    }
}

/// Why a file is not one that was exported.
package enum CounterfactualFileError: Error, Hashable {
    case notABatch
    case badRow(Int)
}

/// What came back of a batch that was scored elsewhere.
package struct ReturnedScores: Sendable, Hashable {
    /// Why a row is not taken.
    package enum Rejection: String, Sendable, Hashable, CaseIterable {
        /// Never came back.
        case missing
        /// Came back more than once; which is right cannot be told.
        case duplicate
        /// Came back with another text, original or kind than was sent.
        case changed
        /// Was never sent.
        case unknown
        /// Has a score that is no finite number.
        case badScore = "bad-score"
    }

    /// One row that is not taken.
    package struct Rejected: Sendable, Hashable {
        package let id: String
        package let reason: Rejection
        /// The row of the returned file, from 0; `nil` for one that is missing.
        package let row: Int?
    }

    /// One row that came back.
    package struct Row: Sendable {
        package let id: String?
        package let prediction: String?
        package let score: String?
        /// What it says of the columns that were sent; only of those that came back.
        package let echo: [(column: Int, cell: String?)]

        package init(id: String?, prediction: String?, score: String?, echo: [(column: Int, cell: String?)]) {
            self.id = id
            self.prediction = prediction
            self.score = score
            self.echo = echo
        }
    }

    /// To the rows of the batch; `nil` where there is none.
    package let answers: [ScorerAnswer?]
    package let rejected: [Rejected]
    /// What asking twice about the originals told.
    package let noise: NoiseFloor

    package var counts: [Rejection: Int] { rejected.reduce(into: [:]) { $0[$1.reason, default: 0] += 1 } }

    /// - Parameter read: a number as the returned file writes it; `nil` if it is none.
    /// - Complexity: O(rows).
    package init(_ rows: [Row], to batch: CounterfactualBatch, readScore read: (String) -> Double?) {
        let sent = batch.fileRows
        var places: [String: Int] = [:]
        for (index, row) in sent.enumerated() { places[row.id] = index }
        var rejected: [Rejected] = []
        var found: [[Int]] = Array(repeating: [], count: sent.count)
        for (index, row) in rows.enumerated() {
            guard let id = row.id, let place = places[id] else {
                rejected.append(Rejected(id: row.id ?? "", reason: .unknown, row: index))
                continue
            }
            found[place].append(index)
        }
        var taken: [ScorerAnswer?] = Array(repeating: nil, count: sent.count)
        for (place, row) in sent.enumerated() {
            guard let index = found[place].first else {
                rejected.append(Rejected(id: row.id, reason: .missing, row: nil))
                continue
            }
            guard found[place].count == 1 else {
                rejected += found[place].map { Rejected(id: row.id, reason: .duplicate, row: $0) }
                continue
            }
            let returned = rows[index]
            guard returned.echo.allSatisfy({ row.cells[$0.column] == $0.cell }) else {
                rejected.append(Rejected(id: row.id, reason: .changed, row: index))
                continue
            }
            var score: Double?
            if let text = returned.score {
                guard let value = read(text), value.isFinite else {
                    rejected.append(Rejected(id: row.id, reason: .badScore, row: index))
                    continue
                }
                score = value
            }
            taken[place] = ScorerAnswer(prediction: returned.prediction, score: score)
        }
        var answers: [ScorerAnswer?] = Array(repeating: nil, count: batch.originals.count + batch.changes.count)
        var (repeated, flipped, differing) = (0, 0, 0)
        for (place, row) in sent.enumerated() {
            guard row.isRepeat else {
                answers[row.row] = taken[place]
                continue
            }
            // The first copy stands before; where only the second was taken, it is the original's answer.
            guard let first = answers[row.row] else {
                answers[row.row] = taken[place]
                continue
            }
            guard let second = taken[place] else { continue }
            repeated += 1
            if first.prediction != second.prediction { flipped += 1 }
            if !first.agrees(with: second) { differing += 1 }
        }
        self.answers = answers
        self.rejected = rejected
        noise = NoiseFloor(repeated: repeated, flipped: flipped, differing: differing)
    }
}
