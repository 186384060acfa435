import Diagnostics
import Localization
import Metrics
import Scenarios
import Storage

/// `run`: assesses scenarios and writes assessment, dossiers and summary below a folder.
enum RunCommand {
    static func run(
        _ call: Call, _ state: inout SessionState, _ environment: Session.Environment
    ) throws(CommandFailure) -> Report {
        if call.has("watch") { return try SuiteWatch(call, environment).run() }
        return try once(call, environment)
    }

    /// One run over what the call selects.
    static func once(_ call: Call, _ environment: Session.Environment) throws(CommandFailure) -> Report {
        let options = try SuiteOptions(call)
        let reports = SuiteReports(call)
        guard let out = call.text("out") ?? (call.has("list") ? Located("", at: call.commandSpan) : nil) else {
            throw CommandFailure(
                "E660", call, at: nil, "out DIR is missing", help: ["say where results go: out results"])
        }
        var selection = try SuiteSelection(call, options: options)
        var history = RunHistory(in: out.value)
        if options.rerunFailed {
            selection.keep { _, entry in history.needsRun(entry.path, allowUndecided: options.allowUndecided) }
        }
        if let shard = options.shard { selection.keep { index, _ in shard.contains(index) } }
        let problems = selection.problems.map { DiagnosticRenderer(width: environment.width ?? 100).text(of: $0) }
        guard !selection.entries.isEmpty else { throw nothingSelected(selection, call) }
        if call.has("list") { return list(selection, notes: problems) }
        try reports.check(call, selection)

        let locales: LocaleFolder
        do {
            locales = try LocaleFolder.find(explicit: call.text("locales")?.value ?? environment.localesOption)
        } catch { throw CommandFailure(error) }
        let isSuite = selection.entries.count > 1 || call.has("watch")
        let telling = Telling(environment, isSuite: isSuite)
        let runner = SuiteRunner(
            options: options, locales: locales, languages: call.list("locale").map(\.value),
            date: call.text("date")?.value, out: out.value, isForced: call.has("force"),
            cache: try StepCache(call, environment), isLocked: call.has("locked"),
            against: try against(call, selection), tell: telling.tell)
        let results = runner.run(selection.entries)
        var stopped: [String] = []
        var others = selection.problems.map(\.exitStatus)
        if results.contains(where: { $0.status == nil }), let request = Supervision.current?.stopRequest {
            others.append(request.exitStatus)
            stopped = [DiagnosticRenderer().text(of: StorageError.stopped(request, path: nil))]
        }
        let suite = SuiteResult(results: results, allowUndecided: options.allowUndecided, otherStatuses: others)
        var lines = telling.lines
        lines += isSuite ? SuiteText.ending(suite, out: out.value) : results.flatMap(SuiteText.block)
        for path in try reports.write(suite) { lines.append("  wrote \(TerminalText.safe(path))") }
        try history.remember(results, in: out.value)
        if environment.isGitHubBuild { lines += GitHubAnnotations.lines(for: suite) }
        return Report(
            lines.joined(separator: "\n"), notes: problems + telling.notes + stopped + cacheNotes(results),
            exitStatus: suite.exitStatus)
    }

    /// The file or folder of earlier assessments; one file is about one scenario.
    private static func against(_ call: Call, _ selection: SuiteSelection) throws(CommandFailure) -> String? {
        guard let path = call.text("against") else { return nil }
        if selection.entries.count > 1, FileKind.at(path.value) != .folder {
            throw CommandFailure(
                "E837", call, at: path.span, "one earlier assessment cannot be compared with several scenarios",
                help: ["name the folder that an earlier run wrote to: it is searched for each by its name"])
        }
        return path.value
    }

    /// What was found instead of worked out, and why something could not be kept, told once.
    private static func cacheNotes(_ results: [ScenarioResult]) -> [String] {
        let assessed = results.compactMap(\.assessed)
        let found = assessed.count(where: \.isCached)
        var notes = assessed.compactMap(\.remark).prefix(1).map { $0 }
        if found > 0 {
            let which = assessed.count == 1 ? "it was" : "\(found) of \(assessed.count) were"
            notes.append("\(which) found in the cache, worked out before from the same input; no-cache works out again")
        }
        return notes
    }

    static func load(_ path: String, _ call: Call) throws(CommandFailure) -> Scenario {
        do {
            return try ScenarioFile.load(path) { name in
                Catalogue.metric(named: name).map { .known(canonical: $0.name) }
                    ?? .unknown(near: Catalogue.nearest(to: name).map { [$0] } ?? [])
            }
        } catch { throw CommandFailure(error) }
    }

    private static func nothingSelected(_ selection: SuiteSelection, _ call: Call) -> CommandFailure {
        guard selection.foundCount > 0 else {
            return CommandFailure(selection.problems.flatMap(\.diagnostics), exitStatus: .nothingSelected)
        }
        let filters = ["tag", "match", "rerun-failed", "shard"].filter(call.has)
        return CommandFailure(
            selection.problems.flatMap(\.diagnostics) + [
                call.diagnostic(
                    "E791", at: filters.first.flatMap { call.span(of: $0) } ?? call.commandSpan,
                    "nothing is selected: none of \(selection.foundCount) scenario\(selection.foundCount == 1 ? "" : "s")"
                        + " is left by \(filters.joined(separator: ", "))",
                    help: ["run … list shows what there is"])
            ], exitStatus: .nothingSelected)
    }

    /// What would be run: name, folder, tags, title.
    private static func list(_ selection: SuiteSelection, notes: [String]) -> Report {
        let table = TextTable(
            columns: [.init("scenario"), .init("path"), .init("tags"), .init("title")],
            rows: selection.entries.map { entry in
                guard case .success(let scenario) = entry.scenario else {
                    return ["(cannot be read)", entry.path, "", ""]
                }
                return [scenario.name, entry.path, scenario.tags.joined(separator: ", "), scenario.title]
            },
            footers: ["\(selection.entries.count) of \(selection.foundCount) found"])
        let failures = selection.entries.compactMap { entry -> CommandFailure? in
            if case .failure(let failure) = entry.scenario { failure } else { nil }
        }
        let renderer = DiagnosticRenderer()
        return Report(
            table.text(), notes: notes + failures.map { renderer.text(of: $0) },
            exitStatus: ExitStatus.strongest(of: selection.problems.map(\.exitStatus) + failures.map(\.exitStatus)))
    }
}
