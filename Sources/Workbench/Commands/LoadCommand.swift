import Diagnostics
import Scenarios
import Tables

/// `load`: reads a file once and keeps it under a name.
enum LoadCommand {
    static func run(
        _ call: Call, _ state: inout SessionState, _ environment: Session.Environment
    ) throws(CommandFailure) -> Report {
        guard let file = call.text("file"), let name = call.text("as") else {
            throw CommandFailure("E630", call, at: nil, "a file and a name are needed")
        }
        let roles = Roles(call)
        let measured = try MeasuredRoles(roles, call)
        let predictions = call.text("predictions")
        var requests: [ColumnRequest] = []
        for (clause, name) in zip(measured?.clauses ?? [], measured?.columns ?? [])
        where !requests.contains(where: { $0.name == name }) {
            requests.append(ColumnRequest(name, .number, required: predictions == nil || clause != "prediction"))
        }
        if let score = roles.score { requests.append(ColumnRequest(score, .number, required: predictions == nil)) }
        if let other = roles.againstScore, other != roles.score { requests.append(ColumnRequest(other, .number)) }
        if let weight = roles.weight, weight != roles.score { requests.append(ColumnRequest(weight, .number)) }
        if let identifier = roles.identifier { requests.append(ColumnRequest(identifier, .identifier)) }
        let reading = try RowReading(call)
        var (table, notes) = try reading.read(
            file.value, columns: .every(otherwise: .category, except: requests))
        var parts = [table.accounting.sentence]
        if let predictions {
            let (joined, sentence) = try join(predictions, to: table, roles, measured, call)
            table = joined
            parts.append(sentence)
        }
        for (clause, column) in [("label", roles.label), ("prediction", roles.prediction)] where measured == nil {
            guard let column, table.category(column) == nil else { continue }
            throw CommandFailure.unknownColumn(
                column, of: table.header, in: table.name, call, at: call.span(of: clause))
        }
        if let label = roles.label, let positive = roles.positive, let column = table.category(label) {
            do {
                _ = try OutcomeClasses.settle(
                    label: column, positive: positive, classes: nil,
                    predictions: roles.prediction.flatMap { table.category($0) }.map { [$0] } ?? [],
                    at: SourceLocation(file: table.name, line: 1))
            } catch { throw Question.outcomeFailure(error, call) }
        }
        let replaced = state.dataset(name.value) != nil
        state.load(Dataset(name: name.value, table: table, roles: roles))
        parts.append("\(table.header.count) \(table.header.count == 1 ? "column" : "columns")")
        if let digest = table.sha256 { parts.append("sha256 \(digest.prefix(8))…") }
        if replaced { parts.append("replaces what was loaded as \(TerminalText.safe(name.value))") }
        notes += DescribeCommand.warnings(table)
        return Report("  " + parts.joined(separator: " · ") + "\n", notes: notes)
    }

    /// Puts the decisions and scores of a second file beside the rows of the first.
    private static func join(
        _ file: Located<String>, to table: Table, _ roles: Roles, _ measured: MeasuredRoles?, _ call: Call
    ) throws(CommandFailure) -> (Table, String) {
        guard let identifier = roles.identifier else {
            throw CommandFailure(
                "E636", call, at: file.span, "predictions in a file of their own need an id to be joined by",
                help: ["add id COL: the column that names each row in both files"])
        }
        var requests = [ColumnRequest(identifier, .identifier)]
        if let prediction = roles.prediction, !table.header.contains(prediction) {
            requests.append(ColumnRequest(prediction, measured == nil ? .category : .number))
        }
        if let score = roles.score, !table.header.contains(score) { requests.append(ColumnRequest(score, .number)) }
        let names = requests.dropFirst().map(\.name)
        guard !names.isEmpty else {
            throw CommandFailure(
                "E637", call, at: file.span, "no column of this file is asked for",
                help: ["add prediction COL, or score COL threshold T, with a column that only this file has"])
        }
        do {
            let other = try TableReader.read(path: file.value, columns: .only(requests))
            let join = try RowJoin.match(base: table, baseID: identifier, other: other, otherID: identifier)
            let sentence = join.meeting.sentence(predictions: other.accounting.used)
            return (table.joined(names, of: other, by: join), sentence)
        } catch { throw CommandFailure(error, columnsOf: call) }
    }
}
