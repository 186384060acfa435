import Diagnostics
import Interchange
import Scenarios
import Storage

/// How the scenarios of earlier runs into one folder ended, so that only those that did not pass are run again.
struct RunHistory {
    static let fileName = ".kigezo-runs.json"

    private var statuses: [String: Int] = [:]

    /// What the folder `out` remembers; nothing if it holds no such file, or one that cannot be read.
    init(in out: String) {
        guard let bytes = try? FileReader.contents(of: PathPattern.path(out, Self.fileName), limit: 1 << 26),
            let document = try? JSONValue.parse(bytes), document["kind"]?.text == "runs"
        else { return }
        for member in document["scenarios"]?.members ?? [] {
            statuses[member.name] = member.value.integerValue
        }
    }

    var isEmpty: Bool { statuses.isEmpty }

    /// Whether the scenario at `path` is to run again: it did not pass, or nobody knows that it did.
    func needsRun(_ path: String, allowUndecided: Bool) -> Bool {
        switch statuses[path] {
        case 0: false
        case Int(ExitStatus.undecided.rawValue): !allowUndecided
        default: true
        }
    }

    /// Remembers results; a scenario that was not run keeps what is known of it.
    ///
    /// Only a folder that something was written to before gets the file: a run that could do nothing leaves nothing.
    mutating func remember(_ results: [ScenarioResult], in out: String) throws(CommandFailure) {
        guard !isEmpty || results.contains(where: { $0.assessed != nil }) else { return }
        for result in results {
            if let status = result.status { statuses[result.path] = Int(status.rawValue) }
        }
        let document: JSONValue = [
            "kigezo": 1, "kind": "runs",
            "scenarios": .object(statuses.map { .init($0.key, .integer($0.value)) }),
        ]
        do {
            AtomicFile.removeTemporaries(in: out)
            try AtomicFile.write(
                document.canonicalText() + "\n", to: PathPattern.path(out, Self.fileName), replaceExisting: true)
        } catch { throw CommandFailure(error) }
    }
}
