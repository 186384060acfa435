import Diagnostics

/// `history`: what was typed before.
enum HistoryCommand {
    /// How many entries are shown if nothing is said.
    private static let usualCount = 20

    static func run(
        _ call: Call, _ state: inout SessionState, _ environment: Session.Environment
    ) throws(CommandFailure) -> Report {
        let entries = environment.history?() ?? []
        let shown = entries.suffix(call.integer("count")?.value ?? usualCount)
        guard !shown.isEmpty else { return Report("  nothing is kept of what was typed\n") }
        let table = ResultTable(
            columns: [.init("number", .number), .init("entry")],
            rows: shown.enumerated().map { index, entry in
                // The line ends of an entry are part of it.
                [.integer(entries.count - shown.count + index + 1), .text(entry.replacing("\n", with: " ⏎ "))]
            })
        let report = try Answer(table: table).report(call, environment)
        // It is no result that anybody wants to see again.
        return Report(report.output, notes: report.notes)
    }
}
