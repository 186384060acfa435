import Statistics
import Storage

/// A program of the user's own that scores rows: started once, given all rows on its standard input, and heard.
///
/// It gets explicit arguments, an empty environment, a session of its own and limits; whatever it does, the call ends in
/// time, what it answered rightly stays, and nothing that it started is left. Rows have ids made up here, so that it
/// cannot tell an original from its changed form by its name.
package struct Scorer: Sendable {
    package let command: ScorerCommand
    package var limits = ScorerLimits()
    package var wire = ScorerWire.jsonLines
    /// What answers call the class and the number they give; `nil` is not asked for.
    package var prediction: String? = "prediction"
    package var score: String? = "score"
    /// The share of rows asked about twice, and the fewest of them.
    package var repeatedShare = 0.01
    package var fewestRepeated = 20
    package var seed: UInt64 = 0
    /// What the program finds in its environment.
    package var environment = ScorerCommand.environment

    package init(_ command: ScorerCommand) { self.command = command }

    /// Scores rows; each has a cell for each column, `nil` where it is missing.
    ///
    /// - Returns: what was answered, also when the scorer failed.
    /// - Complexity: O(bytes sent and received), in memory too.
    package func score(_ rows: [[String?]], columns: [String]) -> ScorerOutcome {
        let calls = Array(rows.indices) + repeated(of: rows.count)
        var conversation = ScorerConversation(self, rows: rows, columns: columns, calls: calls)
        return conversation.run()
    }

    /// The rows asked about twice, in their order.
    private func repeated(of count: Int) -> [Int] {
        let wanted = min(count, max(fewestRepeated, Int((Double(count) * repeatedShare).rounded(.up))))
        var random = RandomStream(seed: seed, name: "repeated rows")
        // Selection sampling: each row once, all sets alike (Knuth 1997, §3.4.2, algorithm S).
        var chosen: [Int] = []
        for row in 0..<count where random.uniform() * Double(count - row) < Double(wanted - chosen.count) {
            chosen.append(row)
        }
        return chosen
    }
}
