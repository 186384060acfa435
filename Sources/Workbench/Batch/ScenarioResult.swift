import Diagnostics
import Interchange
import Scenarios
import Statistics

/// What became of one scenario of a run.
struct ScenarioResult: Sendable {
    /// The scenario's folder or file, as it was named or found.
    let path: String
    let name: String?
    let title: String?
    /// The scenario's file.
    let file: String
    let state: State

    enum State: Sendable {
        case assessed(Assessed)
        /// Nothing was written.
        case failed(CommandFailure)
        /// Something else ended the run first.
        case notRun
    }

    /// What an assessment amounts to.
    struct Assessed: Sendable {
        let gates: [GateRecord]
        /// The `gates` of the assessment, for machines.
        let gatesJSON: JSONValue
        let modelCount: Int
        /// Rows of the data.
        let rows: Int
        /// Told of the files that were read, for a person.
        let notes: [String]
        let warningCount: Int
        /// The folder that was written.
        let folder: String
        let files: [String]
        /// Whether it had been done before and was found in the cache.
        let isCached: Bool
        /// Why it could not be kept in the cache, if it could not.
        let remark: String?

        /// How many gates pass, fail and stay undecided.
        var counts: (pass: Int, fail: Int, undecided: Int) {
            gates.reduce(into: (0, 0, 0)) { counts, gate in
                switch gate.verdict {
                case .pass: counts.0 += 1
                case .fail: counts.1 += 1
                case .inconclusive: counts.2 += 1
                }
            }
        }
    }

    var assessed: Assessed? { if case .assessed(let assessed) = state { assessed } else { nil } }
    var failure: CommandFailure? { if case .failed(let failure) = state { failure } else { nil } }

    /// What the scenario alone would end a process with; nil if it was not run.
    var status: ExitStatus? {
        switch state {
        case .failed(let failure): failure.exitStatus
        case .notRun: nil
        case .assessed(let assessed):
            ExitStatus.strongest(
                of: assessed.gates.map {
                    switch $0.verdict {
                    case .pass: .success
                    case .fail: .gateFailed
                    case .inconclusive: .undecided
                    }
                })
        }
    }
}

/// What became of a run: text, reports and the exit status are all made from this one value.
struct SuiteResult: Sendable {
    let results: [ScenarioResult]
    let allowUndecided: Bool
    /// What ended the run besides its scenarios: paths without one, a request to stop.
    let otherStatuses: [ExitStatus]

    var exitStatus: ExitStatus {
        let own = results.compactMap(\.status).map { allowUndecided && $0 == .undecided ? .success : $0 }
        let all = own + otherStatuses
        return all.isEmpty ? .nothingSelected : ExitStatus.strongest(of: all)
    }

    /// How many scenarios pass, fail, stay undecided, could not be assessed and were not run.
    var counts: (pass: Int, fail: Int, undecided: Int, failed: Int, notRun: Int) {
        results.reduce(into: (0, 0, 0, 0, 0)) { counts, result in
            switch result.status {
            case .success: counts.0 += 1
            case .gateFailed: counts.1 += 1
            case .undecided: counts.2 += 1
            case nil: counts.4 += 1
            default: counts.3 += 1
            }
        }
    }

    /// `12 scenarios: 9 pass, 2 fail, 1 undecided`.
    var summary: String {
        let counts = counts
        var parts = ["\(counts.pass) pass", "\(counts.fail) fail", "\(counts.undecided) undecided"]
        if counts.failed > 0 { parts.append("\(counts.failed) could not be assessed") }
        if counts.notRun > 0 { parts.append("\(counts.notRun) not run") }
        return "\(results.count) scenario\(results.count == 1 ? "" : "s"): " + parts.joined(separator: ", ")
    }
}
