import Diagnostics
import Interchange
import Probes
import Scenarios
import Tables

/// What became of a scorer, in words and as a record.
struct ScorerWords {
    private let outcome: ScorerOutcome
    private let program: String
    private let limits: ScorerLimits
    private let batch: CounterfactualBatch

    init(_ outcome: ScorerOutcome, program: String, limits: ScorerLimits, batch: CounterfactualBatch) {
        self.outcome = outcome
        self.program = program
        self.limits = limits
        self.batch = batch
    }

    private var asked: Int { batch.originals.count + batch.changes.count }

    /// How it ended, and what is kept.
    var ending: String {
        let kept = "\(outcome.answered.grouped) results kept"
        func seconds(_ value: Double) -> String { NumberText.rounded(value) + " s" }
        return switch outcome.ending {
        case .finished: "it ended by itself; \(kept)"
        case .exited(let code): "it ended with status \(code); \(kept)"
        case .signalled(let number): "it was ended by signal \(number); \(kept)"
        case .notStarted(let number): "the system could not start it (error \(number))"
        case .rowTimeout:
            "it did not answer within \(seconds(limits.rowSeconds)) on \(firstUnanswered); \(kept)"
        case .totalTimeout: "it took longer than \(seconds(limits.totalSeconds)) in all; \(kept)"
        case .closedOutput: "it closed its output before \(firstUnanswered) was answered; \(kept)"
        case .lineTooLong: "it wrote a line of more than \(limits.lineBytes.grouped) bytes; \(kept)"
        case .tooManyWrongLines: "more than \(limits.wrongLines.grouped) of its lines could not be used; \(kept)"
        case .tooManyErrors: "it wrote more than \(limits.errorBytes.grouped) bytes of errors; \(kept)"
        case .cancelled: "it was stopped on request; \(kept)"
        }
    }

    private var firstUnanswered: String {
        guard let row = outcome.answers.firstIndex(where: { $0 == nil }) else { return "the rows asked twice" }
        guard row >= batch.originals.count else { return "original \(batch.originals[row].id)" }
        let change = row - batch.originals.count
        return "pair \((change + 1).grouped) of \(batch.changes.count.grouped)"
    }

    /// What was wrong with its lines, one sentence a kind.
    var details: [String] {
        ScorerFault.allCases.compactMap { fault in
            guard let count = outcome.faults[fault] else { return nil }
            let number = count.grouped
            return switch fault {
            case .malformed: "\(number) of its lines are not of the format agreed on"
            case .unknownID: "\(number) answers have an id that it was not asked about"
            case .answeredTwice:
                "\(number) answers came for rows that were answered before; where they differ, none counts"
            case .badScore: "\(number) scores are no finite numbers"
            case .badPrediction: "\(number) answers lack a decision"
            case .unanswered: "\(number) answers are missing"
            case .notDeterministic:
                "the scorer is not deterministic: \(number) of \(outcome.noise.repeated.grouped) repeated rows got another answer"
            case .leftProcesses: "it left processes behind, which were ended"
            }
        }
    }

    /// The end of what it printed to its standard error, masked.
    var errors: [String] {
        outcome.errorLines.isEmpty
            ? []
            : ["its last words (\(outcome.errorByteCount.grouped) bytes in all):"]
                + outcome.errorLines.map { "  " + $0 }
    }

    /// Nothing that depends on time, so that the same answers give the same bytes.
    func record(_ scorer: Scorer) -> JSONValue {
        .object([
            .init("answered", .integer(outcome.answered)), .init("asked", .integer(asked)),
            .init("command", .array(([scorer.command.program] + scorer.command.arguments).map { .string($0) })),
            .init("ending", .string(outcome.ending.name)),
            .init(
                "faults",
                .object(
                    ScorerFault.allCases.compactMap { fault in
                        outcome.faults[fault].map { .init(fault.rawValue, .integer($0)) }
                    })),
            .init("received-sha256", .string(outcome.receivedSHA256)),
            .init("sent-sha256", .string(outcome.sentSHA256)),
            .init("transcript-sha256", .string(outcome.transcriptSHA256)),
        ])
    }
}
