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
        var requests: [ColumnRequest] = []
        if let score = roles.score { requests.append(ColumnRequest(score, .number)) }
        if let identifier = roles.identifier { requests.append(ColumnRequest(identifier, .identifier)) }
        let table: Table
        do {
            table = try TableReader.read(path: file.value, columns: .every(otherwise: .category, except: requests))
        } catch { throw CommandFailure(error, columnsOf: call) }
        for (clause, column) in [("label", roles.label), ("prediction", roles.prediction)] {
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
        state.datasets.removeAll { $0.name == name.value }
        state.datasets.append(Dataset(name: name.value, table: table, roles: roles))
        var parts = [
            table.accounting.sentence, "\(table.header.count) \(table.header.count == 1 ? "column" : "columns")",
        ]
        if let digest = table.sha256 { parts.append("sha256 \(digest.prefix(8))…") }
        if replaced { parts.append("replaces what was loaded as \(TerminalText.safe(name.value))") }
        return Report("  " + parts.joined(separator: " · ") + "\n", notes: DescribeCommand.warnings(table))
    }
}
