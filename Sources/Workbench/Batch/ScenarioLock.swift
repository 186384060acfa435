import Diagnostics
import Interchange
import Scenarios
import Storage

/// What a scenario was assessed from and what came out, to be kept beside it and held against later runs.
struct ScenarioLock: Sendable {
    static let fileName = "kigezo.lock"

    /// Name and value of each fact, as the file has them; a file is `path` with its digest and rows.
    let document: JSONValue

    /// The lock that goes with an assessment.
    init(_ assessment: JSONValue, scenario: Scenario) {
        let inputs = (assessment["inputs"]?.elements ?? []).map { input -> JSONValue in
            [
                "path": input["path"] ?? .null, "sha256": input["sha256"] ?? .null,
                "rows": input["rows"]?["used"] ?? .null,
            ]
        }
        document = [
            "catalogue": .string(ScenarioDigests.catalogue), "inputs": .array(inputs), "kigezo": 1, "kind": "lock",
            "locale-files": assessment["locale-files"] ?? [],
            "program": ["name": "kigezo", "version": .string(ProgramVersion.current)],
            "result": .string(Self.result(assessment)), "scenario": .string(scenario.name),
            "seed": .string(String(scenario.analysis.seed)),
        ]
    }

    /// The lock beside a scenario.
    ///
    /// - Returns: nil if there is none.
    /// - Throws: when there is one that is none of this program's.
    init?(beside scenario: Scenario) throws(CommandFailure) {
        let path = Self.path(scenario)
        guard FileKind.at(path) != nil else { return nil }
        let bytes: [UInt8]
        do { bytes = try FileReader.contents(of: path, limit: 1 << 24) } catch { throw CommandFailure(error) }
        guard let document = try? JSONValue.parse(bytes), document["kind"]?.text == "lock",
            document["scenario"]?.text == scenario.name
        else {
            throw CommandFailure(
                [
                    Diagnostic(
                        "E798", at: SourceLocation(file: path), "this is no lock of '\(scenario.name)'",
                        help: ["kigezo lock \(scenario.folder) update writes it anew"])
                ], exitStatus: .input)
        }
        self.document = document
    }

    static func path(_ scenario: Scenario) -> String { PathPattern.path(scenario.folder, fileName) }

    /// The figures and verdicts as one digest; versions, words and warnings have no part in it.
    private static func result(_ assessment: JSONValue) -> String {
        let parts = ["classes", "comparisons", "coverage", "estimates", "findings", "gates", "models"]
        let document = JSONValue.object(parts.map { .init($0, assessment[$0] ?? .null) })
        return SHA256.hexadecimal(SHA256.digest(of: Array(document.canonicalText(.compact).utf8)))
    }

    var text: String { document.canonicalText() + "\n" }

    /// Holds the files of a scenario against those that are locked.
    func check(_ digests: ScenarioDigests, _ scenario: Scenario) throws(CommandFailure) {
        let locked = document["inputs"]?.elements ?? []
        var diagnostics: [Diagnostic] = []
        func changed(_ path: String, _ help: [String]) {
            let place = path == ScenarioFile.fileName ? scenario.file : PathPattern.path(scenario.folder, path)
            diagnostics.append(
                Diagnostic(
                    "E798", at: SourceLocation(file: place), "the file is not the one that is locked",
                    help: help + ["kigezo lock \(scenario.folder) update takes the change, and shows it"]))
        }
        for file in digests.files {
            guard let entry = locked.first(where: { $0["path"]?.text == file.path }) else {
                changed(file.path, ["it is not named in the lock"])
                continue
            }
            if entry["sha256"]?.text != file.sha256 {
                changed(file.path, ["locked: \(entry["sha256"]?.text ?? "")", "found:  \(file.sha256)"])
            }
        }
        guard diagnostics.isEmpty else { throw CommandFailure(diagnostics, exitStatus: .input) }
    }

    /// Holds a result against the one that is locked.
    func check(_ assessment: JSONValue, _ scenario: Scenario) throws(CommandFailure) {
        let now = ScenarioLock(assessment, scenario: scenario)
        guard now.document["result"] != document["result"] else { return }
        let differences = changes(to: now).filter { !$0.hasPrefix("result:") }
        throw CommandFailure(
            [
                Diagnostic(
                    "E808", at: SourceLocation(file: Self.path(scenario)),
                    "the same files give other figures than those that are locked", help: Array(differences.prefix(5)))
            ], exitStatus: .verificationFailed)
    }

    /// What differs from a newer lock, a line each.
    func changes(to newer: ScenarioLock) -> [String] {
        var lines: [String] = []
        func compare(_ name: String, _ old: String?, _ new: String?) {
            switch (old, new) {
            case (let old?, let new?) where old != new: lines.append("\(name): \(old) → \(new)")
            case (nil, let new?): lines.append("\(name): new, \(new)")
            case (let old?, nil): lines.append("\(name): gone, was \(old)")
            default: break
            }
        }
        func short(_ digest: String?) -> String? { digest.map { String($0.prefix(12)) + "…" } }
        compare("program", document["program"]?["version"]?.text, newer.document["program"]?["version"]?.text)
        compare("catalogue", short(document["catalogue"]?.text), short(newer.document["catalogue"]?.text))
        compare("seed", document["seed"]?.text, newer.document["seed"]?.text)
        for (list, label) in [("inputs", ""), ("locale-files", "locales/")] {
            let old = document[list]?.elements ?? []
            let new = newer.document[list]?.elements ?? []
            let paths = Set((old + new).compactMap { $0["path"]?.text }).sorted()
            for path in paths {
                func words(_ entries: [JSONValue]) -> String? {
                    entries.first { $0["path"]?.text == path }.map { entry in
                        let rows = entry["rows"]?.integerValue.map { ", \($0) rows" } ?? ""
                        return (short(entry["sha256"]?.text) ?? "") + rows
                    }
                }
                compare(label + path, words(old), words(new))
            }
        }
        compare("result", short(document["result"]?.text), short(newer.document["result"]?.text))
        return lines
    }
}
