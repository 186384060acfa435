import Diagnostics
import Interchange
import Scenarios
import Storage

/// The files that a run is told in, beside what it prints.
struct SuiteReports: Sendable {
    private struct Report: Sendable {
        let clause: String
        let path: Located<String>
        /// What every report of this kind holds near its start, so that an earlier one is known for what it is.
        let mark: String
        let text: @Sendable (SuiteResult) -> String
    }

    private let reports: [Report]

    private static let kinds: [(clause: String, mark: String, text: @Sendable (SuiteResult) -> String)] = [
        ("junit", "<testsuites name=\"kigezo\"", { JUnitReport.text(of: $0) }),
        ("sarif", "\"\(SARIFReport.schema)\"", { SARIFReport.json(of: $0).canonicalText() + "\n" }),
        ("json", "\"kind\": \"run\"", { SuiteJSON.document(of: $0).canonicalText() + "\n" }),
        ("jsonl", "\"kind\":\"scenario-result\"", { SuiteJSON.lines(of: $0) }),
        ("md", "<details><summary>All scenarios</summary>", { SuiteMarkdown.text(of: $0) }),
    ]

    init(_ call: Call) {
        reports = Self.kinds.compactMap { kind in
            call.text(kind.clause).map { Report(clause: kind.clause, path: $0, mark: kind.mark, text: kind.text) }
        }
    }

    /// Refuses targets before anything is done: files that are read, and files that no earlier run wrote.
    func check(_ call: Call, _ selection: SuiteSelection) throws(CommandFailure) {
        for (index, report) in reports.enumerated() {
            let path = report.path.value
            if reports[..<index].contains(where: { $0.path.value == path }) {
                throw CommandFailure("E797", call, at: report.path.span, "two reports cannot go to one file")
            }
            guard FileKind.at(path) != nil else { continue }
            for entry in selection.entries {
                guard let scenario = try? entry.scenario.get() else { continue }
                let inputs =
                    [scenario.file] + scenario.inputFiles.map { scenario.folder + "/" + $0 }
                if inputs.contains(where: { FileKind.isSameFile($0, path) }) {
                    throw refused(report, call, "this file is read by '\(scenario.name)'")
                }
            }
            if !call.has("force"), !isOurs(report) {
                throw refused(report, call, "the file is there already, and no earlier run wrote it")
            }
        }
    }

    private func refused(_ report: Report, _ call: Call, _ message: String) -> CommandFailure {
        CommandFailure(
            [
                call.diagnostic(
                    "E797", at: report.path.span, message,
                    help: ["choose another name, or add force to replace a file that nothing reads"])
            ],
            exitStatus: .cannotCreate)
    }

    /// Whether the file is empty, as build services make it, or a report of the same kind.
    private func isOurs(_ report: Report) -> Bool {
        guard let bytes = try? FileReader.contents(of: report.path.value, limit: 1 << 28) else { return false }
        return bytes.isEmpty || String(decoding: bytes, as: UTF8.self).contains(report.mark)
    }

    /// Writes each report, whole or not at all.
    ///
    /// - Returns: the files that were written.
    func write(_ suite: SuiteResult) throws(CommandFailure) -> [String] {
        for report in reports {
            do {
                let path = report.path.value
                AtomicFile.removeTemporaries(
                    in: path.contains("/") ? String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]) : ".")
                try AtomicFile.write(
                    report.text(suite), to: report.path.value, replaceExisting: true, creatingFolders: true)
            } catch { throw CommandFailure(error) }
        }
        return reports.map(\.path.value)
    }
}
