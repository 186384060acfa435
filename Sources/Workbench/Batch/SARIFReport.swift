import Diagnostics
import Interchange
import Statistics
import Storage

/// A run as SARIF 2.1.0, for code scanning: the gates are the rules, and what fails or stays undecided are results at the
/// gate's line in the scenario's file.
///
/// A fingerprint of scenario, gate, model and group keeps one finding one alert, wherever the line moves. An undecided
/// gate is of the kind `open`, which SARIF has for what cannot be told from what is known.
/// - Source: OASIS, Static Analysis Results Interchange Format 2.1.0, 3.27.9 (kind), 3.27.17 (partialFingerprints).
enum SARIFReport {
    static let schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

    static func json(of suite: SuiteResult) -> JSONValue {
        var rules: [JSONValue] = []
        var indices: [String: Int] = [:]
        var results: [JSONValue] = []
        var notifications: [JSONValue] = []
        for result in suite.results {
            if let failure = result.failure { notifications += failure.diagnostics.map { notification($0, result) } }
            for gate in result.assessed?.gates ?? [] {
                let rule = (result.name ?? result.path) + "/" + gate.gate
                let index = indices[rule] ?? rules.count
                if index == rules.count {
                    indices[rule] = index
                    rules.append(self.rule(rule, gate))
                }
                results += self.results(gate, result, rule: rule, index: index)
            }
        }
        let status = suite.exitStatus
        return [
            "$schema": .string(schema), "version": "2.1.0",
            "runs": [
                [
                    "tool": [
                        "driver": [
                            "name": "kigezo", "semanticVersion": .string(ProgramVersion.current),
                            "rules": .array(rules),
                        ]
                    ],
                    "invocations": [
                        [
                            "executionSuccessful": .bool(!status.isError), "exitCode": .integer(Int(status.rawValue)),
                            "toolExecutionNotifications": .array(notifications),
                        ]
                    ],
                    "results": .array(results),
                ]
            ],
        ]
    }

    private static func rule(_ id: String, _ gate: GateRecord) -> JSONValue {
        var members: [JSONValue.Member] = [
            .init("id", .string(id)), .init("name", .string(gate.gate)),
            .init("shortDescription", ["text": .string("\(gate.gate): \(gate.metric), \(gate.limit)")]),
        ]
        if let because = gate.because { members.append(.init("fullDescription", ["text": .string(because)])) }
        return .object(members)
    }

    /// One for each group that fails; one for the whole gate where nothing is decided.
    private static func results(
        _ gate: GateRecord, _ result: ScenarioResult, rule: String, index: Int
    ) -> [JSONValue] {
        func made(_ kind: String, _ level: String, _ group: String, _ text: String) -> JSONValue {
            let identity = [result.name ?? result.path, gate.gate, gate.model, group].map { "\($0.utf8.count):\($0)" }
            let digest = SHA256.hexadecimal(SHA256.digest(of: Array(identity.joined().utf8)))
            return [
                "ruleId": .string(rule), "ruleIndex": .integer(index), "kind": .string(kind), "level": .string(level),
                "message": ["text": .string("\(gate.model): \(text)")],
                "locations": [location(SourceLocation(file: gate.location.file, line: gate.location.line))],
                "partialFingerprints": ["kigezoGate/v1": .string(digest)],
            ]
        }
        switch gate.verdict {
        case .pass: return []
        case .inconclusive: return [made("open", "none", "", GateWords.sentence(gate))]
        case .fail:
            return gate.components.filter { $0.verdict == .fail }.map {
                made("fail", "error", $0.group, GateWords.failure(gate, $0))
            }
        }
    }

    private static func notification(_ diagnostic: Diagnostic, _ result: ScenarioResult) -> JSONValue {
        let level = diagnostic.severity == .error ? "error" : diagnostic.severity == .warning ? "warning" : "note"
        let text = ([diagnostic.message] + diagnostic.help).joined(separator: "\n")
        let place = diagnostic.location ?? SourceLocation(file: result.file)
        return [
            "descriptor": ["id": .string(diagnostic.code)], "level": .string(level),
            "message": ["text": .string(text)], "locations": [location(place)],
        ]
    }

    private static func location(_ place: SourceLocation) -> JSONValue {
        var members: [JSONValue.Member] = [.init("artifactLocation", artifact(place.file))]
        if let line = place.line { members.append(.init("region", ["startLine": .integer(max(1, line))])) }
        return ["physicalLocation": .object(members)]
    }

    /// A file as an address: relative to the folder the run was started in, or absolute as it was named.
    private static func artifact(_ path: String) -> JSONValue {
        path.hasPrefix("/")
            ? ["uri": .string("file://" + escaped(path))] : ["uri": .string(escaped(path)), "uriBaseId": "%SRCROOT%"]
    }

    /// The bytes that a path of an address may hold as they are, all others as `%1B`.
    static func escaped(_ path: String) -> String {
        var text: [UInt8] = []
        let digits = Array("0123456789ABCDEF".utf8)
        for byte in path.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"), UInt8(ascii: "/"):
                text.append(byte)
            default: text += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: text, as: UTF8.self)
    }
}
