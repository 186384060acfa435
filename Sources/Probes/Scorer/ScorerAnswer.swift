/// What a scorer said of one row.
package struct ScorerAnswer: Sendable, Hashable {
    /// The class decided; `nil` where it abstained, or was not asked.
    package let prediction: String?
    /// A finite number; `nil` where it gave none, or was not asked.
    package let score: Double?

    package init(prediction: String?, score: Double?) {
        self.prediction = prediction
        self.score = score
    }

    /// The largest difference of two scores of the same row that is no difference: the rounding of another batch.
    package static let scoreRounding = 1e-6

    /// Whether two answers to the same row are one answer.
    package func agrees(with other: ScorerAnswer) -> Bool {
        guard prediction == other.prediction else { return false }
        return switch (score, other.score) {
        case (nil, nil): true
        case (let first?, let second?): abs(first - second) <= Self.scoreRounding
        default: false
        }
    }
}

/// What can be wrong with the lines of a scorer.
package enum ScorerFault: String, Sendable, Hashable, CaseIterable {
    /// Not a line of the format agreed on, or not UTF-8.
    case malformed = "malformed-line"
    /// An id that it was not asked about.
    case unknownID = "unknown-id"
    /// An id answered before; where the answers differ, neither counts.
    case answeredTwice = "answered-twice"
    /// A score that is no finite number.
    case badScore = "bad-score"
    /// A prediction that is missing where one was asked for, or no text.
    case badPrediction = "bad-prediction"
    /// Ids never answered in a way that counts.
    case unanswered
    /// Repeated rows with another answer than before.
    case notDeterministic = "not-deterministic"
    /// Processes that stayed when it had ended, and were killed.
    case leftProcesses = "left-processes"
}

/// Why a scorer was not heard to its end, or how it ended.
package enum ScorerEnding: Sendable, Hashable {
    /// It read all, answered, and ended by itself without an error.
    case finished
    case exited(code: Int)
    case signalled(Int)
    /// The system would not execute it.
    case notStarted(errorNumber: Int)
    /// It neither answered nor read for as long as a row may take.
    case rowTimeout
    case totalTimeout
    /// It closed its output before all was answered, and stayed.
    case closedOutput
    case lineTooLong
    case tooManyWrongLines
    case tooManyErrors
    /// Somebody asked us to stop.
    case cancelled

    /// As JSON names it.
    package var name: String {
        switch self {
        case .finished: "finished"
        case .exited: "exited"
        case .signalled: "signalled"
        case .notStarted: "not-started"
        case .rowTimeout: "row-timeout"
        case .totalTimeout: "total-timeout"
        case .closedOutput: "closed-output"
        case .lineTooLong: "line-too-long"
        case .tooManyWrongLines: "too-many-wrong-lines"
        case .tooManyErrors: "too-much-on-standard-error"
        case .cancelled: "cancelled"
        }
    }
}

/// What became of the rows that a scorer was given.
package struct ScorerOutcome: Sendable, Hashable {
    /// By row, in the order given; `nil` where no answer counts.
    package let answers: [ScorerAnswer?]
    package let ending: ScorerEnding
    /// How often each thing was wrong; without those that never were.
    package let faults: [ScorerFault: Int]
    /// What the rows that were asked about twice told.
    package let noise: NoiseFloor
    /// SHA-256 of what was sent, of what was received, and of both digests with a line feed behind each.
    package let sentSHA256: String
    package let receivedSHA256: String
    package let transcriptSHA256: String
    /// The last lines of its standard error, made safe to print, without what looks like a secret or was sent.
    package let errorLines: [String]
    package let errorByteCount: Int
    package let seconds: Double

    /// Whether every row has an answer and nothing was wrong.
    package var isComplete: Bool { ending == .finished && faults.isEmpty }
    package var answered: Int { answers.count { $0 != nil } }
}
