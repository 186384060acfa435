import Interchange
import Tables

/// How rows and answers are written on a scorer's pipes, one a line.
package enum ScorerWire: String, Sendable, Hashable, CaseIterable {
    /// `{"id": "1", "text": "…"}`, answered by `{"id": "1", "prediction": "yes", "score": 0.5}`.
    case jsonLines = "jsonl"
    /// The same as tables with a header each.
    case csv

    /// What comes before the rows.
    func header(_ columns: [String]) -> [UInt8] {
        switch self {
        case .jsonLines: []
        case .csv: Array(CSVText(isRaw: true).row((["id"] + columns).map { .text($0) }).utf8)
        }
    }

    /// One row; a missing cell is null, or an empty field.
    func request(id: String, columns: [String], cells: [String?]) -> [UInt8] {
        switch self {
        case .jsonLines:
            var members = [JSONValue.Member("id", .string(id))]
            for (column, cell) in zip(columns, cells) {
                members.append(.init(column, cell.map { .string($0) } ?? .null))
            }
            return Array((JSONValue.object(members).canonicalText(.compact) + "\n").utf8)
        case .csv:
            let fields: [CSVText.Field] = [.text(id)] + cells.map { $0.map { .text($0) } ?? .empty }
            return Array(CSVText(isRaw: true).row(fields).utf8)
        }
    }
}

/// Reads the lines of a scorer.
struct ScorerReader {
    /// What one line says.
    enum Line {
        /// A header, or nothing.
        case nothing
        case answer(id: String, ScorerAnswer)
        case fault(ScorerFault, id: String?)
    }

    let wire: ScorerWire
    /// What answers call what they give; `nil` is not asked for.
    let prediction: String?
    let score: String?
    /// Of an answer in CSV, which field is what; known once its header was read.
    private var fields: (count: Int, id: Int, prediction: Int?, score: Int?)?

    init(wire: ScorerWire, prediction: String?, score: String?) {
        self.wire = wire
        self.prediction = prediction
        self.score = score
    }

    /// - Parameter bytes: a line without its end.
    mutating func read(_ bytes: ArraySlice<UInt8>) -> Line {
        var bytes = bytes
        if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
        if bytes.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { return .nothing }
        switch wire {
        case .jsonLines: return readJSON(Array(bytes))
        case .csv: return readCSV(bytes)
        }
    }

    private func readJSON(_ bytes: [UInt8]) -> Line {
        guard let object = try? JSONValue.parse(bytes), object.members != nil else {
            return .fault(.malformed, id: nil)
        }
        let id: String
        switch object["id"] {
        case .string(let text)?: id = text
        case .integer(let number)?: id = String(number)
        default: return .fault(.malformed, id: nil)
        }
        var decided: String?
        if let prediction {
            switch object[prediction] {
            case .string(let text)? where !text.isEmpty: decided = text
            case .integer(let number)?: decided = String(number)
            case .bool(let value)?: decided = value ? "true" : "false"
            // Said to be nothing, which is an abstention; not to say anything is not.
            case .null?: break
            default: return .fault(.badPrediction, id: id)
            }
        }
        var number: Double?
        if let score, object[score] != .null {
            guard let value = object[score]?.double, value.isFinite else { return .fault(.badScore, id: id) }
            number = value
        }
        return .answer(id: id, ScorerAnswer(prediction: decided, score: number))
    }

    private mutating func readCSV(_ bytes: ArraySlice<UInt8>) -> Line {
        guard let text = String(validating: bytes, as: UTF8.self), let cells = Self.cells(of: text) else {
            return .fault(.malformed, id: nil)
        }
        guard let fields else {
            guard let id = cells.firstIndex(of: "id"), Set(cells).count == cells.count,
                [prediction, score].compactMap({ $0 }).allSatisfy(cells.contains)
            else { return .fault(.malformed, id: nil) }
            func index(_ name: String?) -> Int? { name.flatMap { cells.firstIndex(of: $0) } }
            self.fields = (cells.count, id, index(prediction), index(score))
            return .nothing
        }
        // A decimal comma makes a field more.
        guard cells.count == fields.count else { return .fault(.malformed, id: nil) }
        let id = cells[fields.id]
        var number: Double?
        if let text = fields.score.map({ cells[$0] }), !text.isEmpty {
            guard let value = DecimalText.value(of: text), value.isFinite else { return .fault(.badScore, id: id) }
            number = value
        }
        let decided = fields.prediction.map { cells[$0] }
        return .answer(id: id, ScorerAnswer(prediction: decided == "" ? nil : decided, score: number))
    }

    /// The fields of one line of CSV; `nil` if a quote is left open or stands where none may.
    static func cells(of line: String) -> [String]? {
        var cells: [String] = []
        var cell = String.UnicodeScalarView()
        var (isQuoted, wasQuoted) = (false, false)
        var scalars = Array(line.unicodeScalars)[...]
        while let scalar = scalars.popFirst() {
            if isQuoted {
                if scalar != "\"" {
                    cell.append(scalar)
                } else if scalars.first == "\"" {
                    cell.append(scalar)
                    scalars.removeFirst()
                } else {
                    isQuoted = false
                }
            } else if scalar == "," {
                cells.append(String(cell))
                cell = String.UnicodeScalarView()
                wasQuoted = false
            } else if scalar == "\"" {
                guard cell.isEmpty, !wasQuoted else { return nil }
                (isQuoted, wasQuoted) = (true, true)
            } else {
                guard !wasQuoted else { return nil }
                cell.append(scalar)
            }
        }
        guard !isQuoted else { return nil }
        return cells + [String(cell)]
    }
}
