import Evidence
import Storage

/// What the questions about a dataset have counted of its rows, kept for those that follow; no answer depends on it.
///
/// At most about 8 MiB of counts of decisions, and 16 MiB of others, such as those of scores.
final class QuestionMemory: Sendable {
    /// Counts of decisions, from which questions by fewer columns are answered, too.
    let decisions = CountMemory(byteLimit: 8 << 20)

    /// What one question counts, and how it wants scores told apart.
    struct Question: Hashable {
        let columns: QuestionRows.Columns
        let grid: ScoreGrid
    }

    private struct Kept {
        let question: Question
        let rows: QuestionRows
        let byteCount: Int
    }

    /// The last asked one last.
    private final class Contents: @unchecked Sendable {
        var kept: [Kept] = []
    }

    private static let byteLimit = 16 << 20
    private let monitor = Monitor()
    private let contents = Contents()

    /// What the same question has counted.
    func rows(of question: Question) -> QuestionRows? {
        monitor.locked {
            guard let index = contents.kept.firstIndex(where: { $0.question == question }) else { return nil }
            let kept = contents.kept.remove(at: index)
            contents.kept.append(kept)
            return kept.rows
        }
    }

    /// Keeps what a question has counted, unless it is too much; what was asked longest ago gives way.
    func keep(_ rows: QuestionRows, of question: Question) {
        let byteCount = ([rows.decisions] + (rows.scores ?? [])).reduce(0) { $0 + ($1.entries?.byteCount ?? 0) }
        guard byteCount <= Self.byteLimit else { return }
        monitor.locked {
            contents.kept.append(Kept(question: question, rows: rows, byteCount: byteCount))
            while contents.kept.reduce(0, { $0 + $1.byteCount }) > Self.byteLimit { contents.kept.removeFirst() }
        }
    }
}
