import Diagnostics

/// `last`, `drop`, `undo` and `redo`: what a session remembers.
enum StateCommands {
    static func last(
        _ call: Call, _ state: inout SessionState, _ environment: Session.Environment
    ) throws(CommandFailure) -> Report {
        guard let answer = state.lastAnswer else {
            throw CommandFailure(
                "E644", call, at: call.commandSpan, "no result was printed in this session",
                help: ["ask for one first, such as describe FILE"])
        }
        return try answer.report(call, environment)
    }

    static func drop(
        _ call: Call, _ state: inout SessionState, _ environment: Session.Environment
    ) throws(CommandFailure) -> Report {
        guard let name = call.text("dataset") else {
            throw CommandFailure("E645", call, at: nil, "the name of a dataset is needed")
        }
        guard state.dataset(name.value) != nil else {
            let names = state.datasets.map(\.name)
            throw CommandFailure(
                "E645", call, at: name.span, "nothing is loaded as '\(name.value)'",
                help: (NearMatch.nearest(to: name.value, among: names).map { ["did you mean '\($0)'?"] } ?? [])
                    + [names.isEmpty ? "nothing is loaded" : "loaded: " + names.joined(separator: ", ")])
        }
        state.drop(name.value)
        return Report("  " + loaded(state))
    }

    static func undo(
        _ call: Call, _ state: inout SessionState, _ environment: Session.Environment
    ) throws(CommandFailure) -> Report {
        try step(call, &state, of: state.undoCount, "to take back", "took back") { $0.undo() }
    }

    static func redo(
        _ call: Call, _ state: inout SessionState, _ environment: Session.Environment
    ) throws(CommandFailure) -> Report {
        try step(call, &state, of: state.redoCount, "to make again", "made again") { $0.redo() }
    }

    /// Goes as many steps as the call says, or none if there are fewer.
    private static func step(
        _ call: Call, _ state: inout SessionState, of most: Int, _ wanted: String, _ done: String,
        _ move: (inout SessionState) -> String?
    ) throws(CommandFailure) -> Report {
        let count = call.integer("count")
        let steps = count?.value ?? 1
        guard (1...max(1, most)).contains(steps), most > 0 else {
            let help = most == 0 ? [] : ["there \(most == 1 ? "is 1 change" : "are \(most) changes") \(wanted)"]
            throw CommandFailure(
                "E646", call, at: count?.span ?? call.commandSpan,
                most == 0 ? "there is nothing \(wanted)" : "\(steps) changes cannot be gone through", help: help)
        }
        var lines: [String] = []
        for _ in 0..<steps { if let words = move(&state) { lines.append("  \(done): \(TerminalText.safe(words))\n") } }
        return Report(lines.joined() + "  " + loaded(state))
    }

    private static func loaded(_ state: SessionState) -> String {
        let names = state.ownDatasets.map { TerminalText.safe($0.name) }
        let models = state.datasets.filter { $0.base != nil }.map { TerminalText.safe($0.name) }
        return (names.isEmpty ? "nothing is loaded" : "loaded: " + names.joined(separator: ", "))
            + (models.isEmpty ? "" : " · models: " + models.joined(separator: ", "))
    }
}
