import Diagnostics
import Localization
import Scenarios
import Storage
import Synchronization

/// Runs the scenarios of a selection: assesses them on some threads, writes and tells their results in order.
struct SuiteRunner: Sendable {
    let options: SuiteOptions
    let locales: LocaleFolder
    let languages: [String]
    let date: String?
    let out: String
    let isForced: Bool
    /// Where finished work is kept, if anywhere.
    let cache: StepCache?
    /// Whether scenarios have to be what their locks say.
    let isLocked: Bool
    /// What assessments are compared with: a file, or a folder of an earlier run; nil for what scenarios declare.
    let against: String?
    /// Told each result as soon as it is written.
    let tell: @Sendable (ScenarioResult) -> Void

    private struct Piece: Sendable {
        typealias Made = (product: ScenarioWork.Product, isCached: Bool, remark: String?)
        let made: Result<Made, CommandFailure>
    }

    /// What was done so far; touched by the thread that writes only, but kept by closures that any thread may hold.
    private final class Progress: Sendable {
        struct State {
            var results: [ScenarioResult] = []
            var names: Set<String> = []
        }
        let state = Mutex(State())
    }

    /// The results, one for each entry and in their order.
    func run(_ entries: [SuiteSelection.Entry]) -> [ScenarioResult] {
        let supervisor = Supervision.current
        let progress = Progress()
        OrderedWork<Piece>.run(
            entries.count, threads: options.jobs,
            compute: { index in
                // Threads of the system know nothing of the task's values.
                Supervision.$current.withValue(supervisor) { piece(entries[index]) }
            },
            take: { index, piece in
                let isStopped = supervisor?.stopRequest != nil
                // What was not finished when the run was to stop, was not run.
                if isStopped, case .failure(let failure) = piece.made,
                    [.interrupted, .terminated].contains(failure.exitStatus)
                {
                    return false
                }
                let result = progress.state.withLock { state in
                    let result = written(entries[index], piece, &state.names)
                    state.results.append(result)
                    return result
                }
                tell(result)
                return !isStopped && !(options.failFast && result.stopsFastRuns)
            })
        var results = progress.state.withLock { $0.results }
        results += entries.dropFirst(results.count).map { $0.result(.notRun) }
        return results
    }

    private func piece(_ entry: SuiteSelection.Entry) -> Piece {
        let deadline = options.timeout.map { Deadline(Supervision.current, seconds: $0) }
        let work = { () -> Result<Piece.Made, CommandFailure> in
            Result { () throws(CommandFailure) in try attempt(entry) }
        }
        guard let deadline else { return Piece(made: work()) }
        let made = Supervision.$current.withValue(deadline, operation: work)
        if case .failure(let failure) = made, failure.exitStatus == .terminated, deadline.hasStopped {
            return Piece(made: .failure(tooLong(entry)))
        }
        return Piece(made: made)
    }

    private func attempt(_ entry: SuiteSelection.Entry) throws(CommandFailure) -> Piece.Made {
        try CommandFailure.throwIfStopped()
        let scenario = try entry.scenario.get()
        var lock: ScenarioLock?
        if isLocked {
            lock = try ScenarioLock(beside: scenario)
            guard lock != nil else {
                throw CommandFailure(
                    [
                        Diagnostic(
                            "E798", at: SourceLocation(file: ScenarioLock.path(scenario)),
                            "there is no lock beside the scenario",
                            help: ["kigezo lock \(scenario.folder) writes one"])
                    ], exitStatus: .input)
            }
        }
        let work = ScenarioWork(
            scenario: scenario, locales: locales, languages: languages, date: date, against: against)
        return try work.product(cache, lock: lock)
    }

    private func tooLong(_ entry: SuiteSelection.Entry) -> CommandFailure {
        CommandFailure(
            [
                Diagnostic(
                    "E796", at: SourceLocation(file: entry.path),
                    "the scenario took longer than the \(Spelling.number(options.timeout ?? 0)) s it was given",
                    help: ["nothing of it was written; a longer timeout, or no other work beside it, may do"])
            ], exitStatus: .terminated)
    }

    /// Writes what was made and says what it amounts to.
    private func written(_ entry: SuiteSelection.Entry, _ piece: Piece, _ names: inout Set<String>) -> ScenarioResult {
        do throws(CommandFailure) {
            let made = try piece.made.get()
            let scenario = try entry.scenario.get()
            guard names.insert(scenario.name).inserted else {
                throw CommandFailure(
                    [
                        Diagnostic(
                            "E661", at: SourceLocation(file: scenario.file),
                            "two scenarios are called '\(scenario.name)'",
                            help: ["results are kept by name: give one of them another"])
                    ])
            }
            let target = try OutputFolder(out, scenario: scenario, isForced: isForced)
            try target.write(made.product.files)
            return entry.result(
                .assessed(
                    .init(
                        made.product, scenario: scenario, folder: target.path, isCached: made.isCached,
                        remark: made.remark)))
        } catch {
            return entry.result(.failed(error))
        }
    }
}

extension SuiteSelection.Entry {
    func result(_ state: ScenarioResult.State) -> ScenarioResult {
        let scenario = try? scenario.get()
        return ScenarioResult(
            path: path, name: scenario?.name, title: scenario?.title, file: scenario?.file ?? path, state: state)
    }
}

extension ScenarioResult {
    /// Whether a run that is to end at the first failure ends here; what is undecided is no failure.
    var stopsFastRuns: Bool { status.map { $0 != .success && $0 != .undecided } ?? true }
}

/// Stops work when its time is up, or when somebody else says so.
final class Deadline: Supervisor {
    private let base: (any Supervisor)?
    private let end: ContinuousClock.Instant
    private let stopped = Atomic<Bool>(false)

    init(_ base: (any Supervisor)?, seconds: Double) {
        self.base = base
        end = .now + .seconds(seconds)
    }

    /// Whether it was this that stopped the work.
    var hasStopped: Bool { stopped.load(ordering: .relaxed) }

    var stopRequest: StopRequest? {
        if let request = base?.stopRequest { return request }
        guard ContinuousClock.now >= end else { return nil }
        stopped.store(true, ordering: .relaxed)
        return .terminated
    }

    var wakeDescriptor: Int32 { base?.wakeDescriptor ?? -1 }

    func note(_ progress: ReadingProgress) { base?.note(progress) }
}
