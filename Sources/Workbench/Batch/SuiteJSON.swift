import Diagnostics
import Interchange

/// A run for machines: one object, or a record a scenario.
enum SuiteJSON {
    static func document(of suite: SuiteResult) -> JSONValue {
        [
            "exit-status": .integer(Int(suite.exitStatus.rawValue)), "kigezo": 1, "kind": "run",
            "program": ["name": "kigezo", "version": .string(ProgramVersion.current)],
            "scenarios": .array(suite.results.map(record)),
        ]
    }

    /// A record a line.
    static func lines(of suite: SuiteResult) -> String {
        suite.results.map { record($0).canonicalText(.compact) + "\n" }.joined()
    }

    private static func record(_ result: ScenarioResult) -> JSONValue {
        var members: [JSONValue.Member] = [
            .init("path", .string(result.path)), .init("name", result.name.map { .string($0) } ?? .null),
            .init("title", result.title.map { .string($0) } ?? .null), .init("kind", "scenario-result"),
            .init("exit-status", result.status.map { .integer(Int($0.rawValue)) } ?? .null),
        ]
        switch result.state {
        case .notRun: members.append(.init("state", "not-run"))
        case .failed(let failure):
            members += [
                .init("state", "not-assessed"),
                .init("problems", .array(failure.diagnostics.map(problem))),
            ]
        case .assessed(let assessed):
            let counts = assessed.counts
            members += [
                .init("state", "assessed"), .init("folder", .string(assessed.folder)),
                .init("gates", assessed.gatesJSON), .init("rows", .integer(assessed.rows)),
                .init(
                    "verdicts",
                    [
                        "fail": .integer(counts.fail), "inconclusive": .integer(counts.undecided),
                        "pass": .integer(counts.pass),
                    ]),
            ]
        }
        return .object(members)
    }

    private static func problem(_ diagnostic: Diagnostic) -> JSONValue {
        [
            "code": .string(diagnostic.code), "severity": .string(diagnostic.severity.rawValue),
            "file": diagnostic.location.map { .string($0.file) } ?? .null,
            "line": diagnostic.location?.line.map { .integer($0) } ?? .null,
            "column": diagnostic.location?.column.map { .integer($0) } ?? .null,
            "message": .string(diagnostic.message), "help": .array(diagnostic.help.map { .string($0) }),
        ]
    }
}
