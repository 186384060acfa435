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
        let (table, notes) = try RowReading(call).read(
            file.value, columns: .every(otherwise: .category, except: requests))
        for (clause, column) in [("label", roles.label), ("prediction", roles.prediction)] {
            guard let column, table.category(column) == nil else { continue }
            throw CommandFailure(
                "E102", call, at: call.span(of: clause), "no column '\(column)' in '\(table.name)'",
                help: (NearMatch.nearest(to: column, among: table.header).map { ["did you mean '\($0)'?"] } ?? [])
                    + ["columns: " + table.header.prefix(12).joined(separator: ", ")])
        }
        if let label = roles.label, let positive = roles.positive, let column = table.category(label) {
            do {
                _ = try OutcomeClasses.settle(
                    label: column, positive: positive, classes: nil,
                    predictions: roles.prediction.flatMap { table.category($0) }.map { [$0] } ?? [],
                    at: SourceLocation(file: table.name, line: 1))
            } catch { throw CommandFailure(error) }
        }
        let replaced = state.dataset(name.value) != nil
        state.datasets.removeAll { $0.name == name.value }
        state.datasets.append(Dataset(name: name.value, table: table, roles: roles))
        var parts = [table.accounting.sentence, "\(table.header.count) columns"]
        if let digest = table.sha256 { parts.append("sha256 \(digest.prefix(8))…") }
        if replaced { parts.append("replaces what was loaded as \(name.value)") }
        return Report("  " + parts.joined(separator: " · ") + "\n", notes: notes + DescribeCommand.warnings(table))
    }
}
