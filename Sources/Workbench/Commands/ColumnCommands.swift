import Diagnostics
import Tables

/// `derive`, `band` and `reference`: new columns of what is loaded, and what its groups are compared with.
enum ColumnCommands {
    static func derive(
        _ call: Call, _ state: inout SessionState, _ environment: Session.Environment
    ) throws(CommandFailure) -> Report {
        guard let definition = call.definition("column") else {
            throw CommandFailure("E843", call, at: nil, "a new column and what it is made of are needed")
        }
        let dataset = try dataset(call, state)
        try requireFree(definition.name, dataset.table, call)
        let column = try DerivedColumn(definition, in: dataset.table, call)
        let table = dataset.table.adding(column.category, numbers: column.numbers)
        let name = dataset.rowsName
        state.change("derive \(Spelling.word(definition.name.value))") { $0.replace(table, ofRows: name) }
        let counts = column.category.counts()
        var parts: [String] = []
        if column.numbers != nil {
            parts.append("\(counts.ofLevels.reduce(0, +).grouped) numbers")
        } else {
            let order = counts.ofLevels.indices.sorted {
                counts.ofLevels[$0] == counts.ofLevels[$1] ? $0 < $1 : counts.ofLevels[$0] > counts.ofLevels[$1]
            }
            parts.append(
                order.prefix(4).map {
                    "\(TerminalText.safe(column.category.levels[$0])) \(counts.ofLevels[$0].grouped)"
                }.joined(separator: ", ") + (order.count > 4 ? ", …" : ""))
        }
        parts.append("missing \(counts.missing.grouped)")
        if column.zeroDivisions > 0 { parts.append("\(column.zeroDivisions.grouped) of them divided by 0") }
        if column.overflows > 0 { parts.append("\(column.overflows.grouped) of them too large for a number") }
        return Report(
            "  \(TerminalText.safe(definition.name.value)): " + parts.filter { !$0.isEmpty }.joined(separator: " · "))
    }

    static func band(
        _ call: Call, _ state: inout SessionState, _ environment: Session.Environment
    ) throws(CommandFailure) -> Report {
        guard let source = call.text("column") else {
            throw CommandFailure("E843", call, at: nil, "a column of numbers is needed")
        }
        let edges = call.numbers("into")
        guard edges.count > 1 else {
            throw CommandFailure(
                "E845", call, at: call.span(of: "into"), "bands need two edges or more",
                help: ["such as into [0, 25, 40, 60]"])
        }
        for (earlier, edge) in zip(edges, edges.dropFirst()) where edge.value <= earlier.value {
            throw CommandFailure(
                "E845", call, at: edge.span,
                "edges rise: \(Spelling.number(edge.value)) does not lie above \(Spelling.number(earlier.value))",
                help: ["each band goes from its own edge up to the next one, which it does not hold"])
        }
        let dataset = try dataset(call, state)
        let name = call.text("as") ?? Located(source.value + "_band", at: source.span)
        try requireFree(name, dataset.table, call)
        let column = try BandedColumn(
            name.value, of: source, edges: edges.map(\.value), in: dataset.table, call)
        let table = dataset.table.adding(column.category)
        let rows = dataset.rowsName
        state.change("band \(Spelling.word(source.value))") { $0.replace(table, ofRows: rows) }
        let counts = column.counts.map { "\($0.band) \($0.rows.grouped)" } + ["missing \(column.missing.grouped)"]
        let beyond = column.below + column.above
        let note =
            beyond > 0
            ? [
                "\(TerminalText.safe(source.value)): \(beyond.grouped) \(beyond == 1 ? "row lies" : "rows lie") beyond the edges, in bands of their own"
            ] : []
        return Report("  \(TerminalText.safe(name.value)): " + counts.joined(separator: ", "), notes: note)
    }

    static func reference(
        _ call: Call, _ state: inout SessionState, _ environment: Session.Environment
    ) throws(CommandFailure) -> Report {
        var reference = state.loaded.references
        if let word = call.text("group") {
            if word.value == "none" { reference = SessionReference() } else { reference.set(word.value) }
        } else if let cells = call.cell("group") {
            for cell in cells {
                try requireKnown(cell, state, call)
                reference.set(cell.name.value, to: cell.value.value)
            }
        } else {
            return Report("  " + words(reference))
        }
        let changed = reference
        let words = changed.isEmpty ? "none" : changed.description
        state.change("reference \(words)") { $0.references = changed }
        return Report("  " + Self.words(changed))
    }

    private static func words(_ reference: SessionReference) -> String {
        reference.isEmpty
            ? "no reference for the session: each line says its own, or groups are compared with everybody else"
            : TerminalText.safe("compare and fairness take \(reference.description), unless a line says otherwise")
    }

    /// Refuses a value that no dataset with this column has, before a question meets it.
    private static func requireKnown(
        _ cell: Call.CellEntry, _ state: SessionState, _ call: Call
    ) throws(CommandFailure) {
        let columns = state.ownDatasets.compactMap { $0.table.category(cell.name.value) }
        guard !columns.isEmpty else {
            // Rows that are not loaded yet, or read by `in`, may have it.
            guard let dataset = state.onlyDataset else { return }
            throw CommandFailure.unknownColumn(
                cell.name.value, of: dataset.table.header, in: dataset.table.name, call, at: cell.name.span)
        }
        guard !columns.contains(where: { $0.code(of: cell.value.value) != nil }) else { return }
        let known = columns.flatMap(\.levels)
        throw CommandFailure(
            "E623", call, at: cell.value.span, "no row is in the group \(cell.name.value)='\(cell.value.value)'",
            help: (NearMatch.nearest(to: cell.value.value, among: known).map { ["did you mean '\($0)'?"] } ?? [])
                + ["\(cell.name.value): " + known.prefix(12).joined(separator: ", ") + (known.count > 12 ? ", …" : "")])
    }

    /// The dataset that a column is added to.
    static func dataset(_ call: Call, _ state: SessionState) throws(CommandFailure) -> Dataset {
        if let named = call.text("of") {
            if let dataset = state.dataset(named.value) { return dataset }
            let names = state.datasets.map(\.name)
            throw CommandFailure(
                "E606", call, at: named.span, "nothing is loaded under the name '\(named.value)'",
                help: (NearMatch.nearest(to: named.value, among: names).map { ["did you mean '\($0)'?"] } ?? [])
                    + ["load FILE as \(named.value)"])
        }
        guard let dataset = state.onlyDataset else {
            let names = state.ownDatasets.map(\.name)
            throw CommandFailure(
                "E607", call, at: nil, names.isEmpty ? "nothing is loaded" : "several datasets are loaded; say which",
                help: names.isEmpty ? ["load FILE as NAME"] : ["add of NAME: " + names.joined(separator: ", ")])
        }
        return dataset
    }

    static func requireFree(_ name: Located<String>, _ table: Table, _ call: Call) throws(CommandFailure) {
        guard table.header.contains(where: { $0.utf8.elementsEqual(name.value.utf8) }) else { return }
        throw CommandFailure(
            "E843", call, at: name.span, "'\(table.name)' has a column '\(name.value)' already",
            help: ["choose another name; `undo` takes back a column that was added last"])
    }
}
