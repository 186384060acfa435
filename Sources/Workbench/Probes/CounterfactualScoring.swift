import Diagnostics
import Interchange
import Probes
import Storage
import Tables

/// Pairs that a program of the user's scores now.
enum CounterfactualScoring {
    static func measured(_ call: Call, locales: String?) throws(CommandFailure) -> MeasuredPairs {
        let scorer = try scorer(call)
        let source = try CounterfactualBatchSource(call, locales: locales)
        let batch = source.batch
        let outcome = scorer.score(batch.rows, columns: batch.columns)
        if case .cancelled = outcome.ending, outcome.answered == 0 { try CommandFailure.throwIfStopped() }
        let words = ScorerWords(outcome, program: scorer.command.program, limits: scorer.limits, batch: batch)
        let scored = batch.scored(outcome.answers)
        guard !scored.pairs.isEmpty else {
            throw CommandFailure(
                [
                    call.diagnostic(
                        "E873", at: call.span(of: "using") ?? call.commandSpan,
                        TerminalText.safe("'\(scorer.command.program)' answered no pair: " + words.ending),
                        help: words.details + words.errors)
                ], exitStatus: .childFailed)
        }
        if let path = call.text("answers") { try CounterfactualExport.write(outcome.answers, of: batch, to: path) }
        let count = batch.originals.count + batch.changes.count
        var notes = source.notes
        notes.append(
            "\(count.grouped) rows were asked of \(scorer.command.program), \(outcome.answered.grouped) have an answer; "
                + "\(scored.pairs.count.grouped) of \(batch.changes.count.grouped) pairs have both sides")
        if !outcome.isComplete { notes += ["the scorer failed: " + words.ending] + words.details + words.errors }
        if let path = call.text("answers") { notes.append("wrote \(path.value)") }
        var measured = source.measured(
            scored, outcome.answers, call, model: scorer.prediction ?? scorer.score ?? "model", notes: notes)
        measured.noise = outcome.noise
        measured.members = [.init("scorer", words.record(scorer))]
        measured.exitStatus = exitStatus(outcome)
        return measured
    }

    private static func exitStatus(_ outcome: ScorerOutcome) -> ExitStatus {
        if case .cancelled = outcome.ending { return Supervision.current?.stopRequest?.exitStatus ?? .interrupted }
        return outcome.isComplete ? .success : .childFailed
    }

    private static func scorer(_ call: Call) throws(CommandFailure) -> Scorer {
        let words = call.words("using")
        guard let program = words.first else { preconditionFailure("a clause with a value") }
        guard call.has("allow-scorer") else {
            throw CommandFailure(
                "E870", call, at: program.span, "programs are not started unless you allow it",
                help: ["add allow-scorer before using, if you trust '\(program.value)'"])
        }
        let command = ScorerCommand(program.value, arguments: words.dropFirst().map(\.value))
        guard command.executable != nil else {
            throw CommandFailure(
                [
                    call.diagnostic(
                        "E871", at: program.span, "'\(program.value)' is no program that can be started",
                        help: [
                            program.value.contains("/")
                                ? "it must be a file that may be executed: chmod +x"
                                : "it is looked for in " + ScorerCommand.folders.joined(separator: ", ")
                                    + "; a file of yours needs a path: ./\(program.value)"
                        ])
                ], exitStatus: .input)
        }
        var scorer = Scorer(command)
        if call.has("prediction") || call.has("score") {
            scorer.prediction = call.text("prediction")?.value
            scorer.score = call.text("score")?.value
        }
        if let wire = call.text("wire").flatMap({ ScorerWire(rawValue: $0.value) }) { scorer.wire = wire }
        if let seed = call.integer("seed") { scorer.seed = UInt64(seed.value) }
        func seconds(_ name: String, _ standard: Double) throws(CommandFailure) -> Double {
            guard let value = call.number(name) else { return standard }
            guard value.value > 0, value.value <= 604_800 else {
                throw CommandFailure(
                    "E673", call, at: value.span, "'\(name)' is in seconds: more than 0, at most a week (604800)")
            }
            return value.value
        }
        scorer.limits.rowSeconds = try seconds("row-timeout", scorer.limits.rowSeconds)
        scorer.limits.totalSeconds = try seconds("total-timeout", scorer.limits.totalSeconds)
        scorer.limits.cpuSeconds = Int(scorer.limits.totalSeconds.rounded(.up)) * 8
        if let memory = call.integer("memory-limit") {
            guard (16...1_048_576).contains(memory.value) else {
                throw CommandFailure("E673", call, at: memory.span, "'memory-limit' is 16 to 1048576 MB")
            }
            scorer.limits.memoryBytes = memory.value << 20
        }
        return scorer
    }
}
