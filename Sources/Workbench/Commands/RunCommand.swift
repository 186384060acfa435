import Diagnostics
import Dossiers
import Interchange
import Localization
import Metrics
import Scenarios
import Statistics
import Storage
import Tables

/// `run`: assesses scenarios and writes assessment, dossiers and summary below a folder.
enum RunCommand {
    static func run(
        _ call: Call, _ state: inout SessionState, _ environment: Session.Environment
    ) throws(CommandFailure) -> Report {
        guard let out = call.text("out") else { throw CommandFailure("E660", call, at: nil, "out DIR is missing") }
        let folder: LocaleFolder
        do {
            folder = try LocaleFolder.find(explicit: call.text("locales")?.value ?? environment.localesOption)
        } catch { throw CommandFailure(error) }
        var lines: [String] = []
        var notes: [String] = []
        var statuses: [ExitStatus] = []
        var used: Set<String> = []
        for path in call.texts("scenarios") {
            do throws(CommandFailure) {
                try CommandFailure.throwIfStopped()
                let scenario = try load(path.value, call)
                guard used.insert(scenario.name).inserted else {
                    throw CommandFailure("E661", call, at: path.span, "two scenarios are called '\(scenario.name)'")
                }
                let outcome = try assess(scenario, call, out: out.value, folder: folder)
                lines += outcome.lines
                notes += outcome.notes
                statuses.append(outcome.status)
            } catch {
                // The others still run; what is wrong with this one is told and decides the status.
                let renderer = DiagnosticRenderer(width: environment.width ?? 100)
                notes.append(renderer.text(of: error))
                lines.append("\(TerminalText.safe(path.value)): not assessed, nothing was written")
                statuses.append(error.exitStatus)
                if [.interrupted, .terminated].contains(error.exitStatus) { break }
            }
        }
        return Report(
            lines.joined(separator: "\n"), notes: notes,
            exitStatus: statuses.isEmpty ? .nothingSelected : ExitStatus.strongest(of: statuses))
    }

    private struct Outcome {
        let lines: [String]
        let notes: [String]
        let status: ExitStatus
    }

    static func load(_ path: String, _ call: Call) throws(CommandFailure) -> Scenario {
        do {
            return try ScenarioFile.load(path) { name in
                Catalogue.metric(named: name).map { .known(canonical: $0.name) }
                    ?? .unknown(near: Catalogue.nearest(to: name).map { [$0] } ?? [])
            }
        } catch { throw CommandFailure(error) }
    }

    private static func assess(
        _ scenario: Scenario, _ call: Call, out: String, folder: LocaleFolder
    ) throws(CommandFailure) -> Outcome {
        let asked = call.list("locale").map(\.value)
        let place: String? = if case .code(let code) = scenario.place?.value { code } else { nil }
        var localizers: [Localizer] = []
        for language in asked.isEmpty ? scenario.languages.map(\.value) : asked {
            let localizer: Localizer
            do {
                localizer = try Localizer(
                    language: language, place: place, folder: folder,
                    digest: { SHA256.hexadecimal(SHA256.digest(of: $0)) })
            } catch { throw localeFailure(error, language, scenario) }
            localizers.append(localizer)
        }
        var assessment: Assessment
        do {
            assessment = try ScenarioRunner.assess(
                scenario, programVersion: ProgramVersion.current, date: call.text("date")?.value)
        } catch { throw CommandFailure(error) }
        assessment.localeFiles = Set(localizers.flatMap { $0.files }).sorted().map {
            Assessment.LocaleDigest(path: $0.path, sha256: $0.digest)
        }
        let json = assessment.json.canonicalText() + "\n"
        let evidence = EvidenceFile(
            name: "assessment.json", sha256: SHA256.hexadecimal(SHA256.digest(of: Array(json.utf8))))
        var files: [(name: String, text: String)] = []
        for localizer in localizers {
            files.append(
                (
                    "dossier.\(localizer.tag).html",
                    Dossier.html(assessment: assessment, localizer: localizer, evidence: evidence)
                ))
            files.append(
                (
                    "dossier.\(localizer.tag).md",
                    Dossier.markdown(assessment: assessment, localizer: localizer, evidence: evidence)
                ))
        }
        do { files.append(("summary.md", try Summary.markdown(assessment: assessment))) } catch {
            throw CommandFailure(error)
        }
        // Last, so that its presence means that everything is there.
        files.append((evidence.name, json))
        try CommandFailure.throwIfStopped()
        let target = try OutputFolder(out, scenario: scenario, isForced: call.has("force"))
        try target.write(files)
        return Outcome(
            lines: lines(assessment, target: target.path, files: files.map(\.name)),
            notes: inputNotes(assessment), status: assessment.exitStatus)
    }

    private static func localeFailure(
        _ error: LocalizationError, _ language: String, _ scenario: Scenario
    ) -> CommandFailure {
        let place = scenario.languages.first { $0.value == language }?.location
        return CommandFailure(
            error.diagnostics.map {
                Diagnostic($0.code, severity: $0.severity, at: $0.location ?? place, $0.message, help: $0.help)
            }, exitStatus: error.exitStatus)
    }

    /// One line a gate and model, the reasons why some cannot be decided, then where the files are.
    private static func lines(_ assessment: Assessment, target: String, files: [String]) -> [String] {
        var lines = ["\(TerminalText.safe(assessment.scenario.name)): \(summary(assessment))"]
        let width = (assessment.models.map { DisplayWidth.of(TerminalText.safe($0.name)) }.max() ?? 0)
        var reasons: [String] = []
        for result in assessment.gates {
            let sign: String
            var why: [String] = []
            switch result.verdict {
            case .pass: sign = "pass"
            case .fail: sign = "FAIL"
            case .inconclusive(let kind):
                sign = "?"
                why = result.caps.map {
                    EnglishWords.cap($0, minimumGroup: assessment.scenario.analysis.minimumGroup)
                }
                if why.isEmpty { why = [EnglishWords.undecided(kind)] }
            }
            let model = DisplayWidth.padded(TerminalText.safe(result.model), to: width)
            var line = "  \(DisplayWidth.padded(sign, to: 4))  \(model)  \(TerminalText.safe(result.gate.name))"
            if let group = result.worseOff, !group.isOverall {
                let names = group.levels.map { TerminalText.safe($0.name) }.joined(separator: ", ")
                line += (result.verdict == .fail ? " — worse off: " : " — most in doubt: ") + names
            }
            line += figures(result)
            let numbers = why.map { reason -> Int in
                if let index = reasons.firstIndex(of: reason) { return index + 1 }
                reasons.append(reason)
                return reasons.count
            }
            if !numbers.isEmpty { line += " (\(numbers.sorted().map(String.init).joined(separator: ", ")))" }
            lines.append(line)
        }
        if !reasons.isEmpty {
            lines.append("  ? cannot tell, because:")
            lines += reasons.enumerated().map { "    (\($0 + 1)) \($1)" }
        }
        lines.append(
            "  wrote \(TerminalText.safe(target))/: \(files.map { TerminalText.safe($0) }.joined(separator: ", "))")
        return lines
    }

    /// The figures behind a gate that is decided: those that are too small to be shown never decide one.
    private static func figures(_ result: Assessment.GateResult) -> String {
        let component = result.components.first { $0.group == result.worseOff && $0.verdict == result.verdict }
        guard result.verdict == .fail, let component, let value = component.groupValue else { return "" }
        let reference = component.referenceValue.map { " against \(NumberText.rounded($0))" } ?? ""
        return component.group.isOverall
            ? " — \(NumberText.rounded(value))\(reference)" : ", \(NumberText.rounded(value))\(reference)"
    }

    private static func summary(_ assessment: Assessment) -> String {
        guard !assessment.gates.isEmpty else { return "no gate was declared, so nothing is judged" }
        var counts = [0, 0, 0]
        for result in assessment.gates {
            switch result.verdict {
            case .pass: counts[0] += 1
            case .fail: counts[1] += 1
            case .inconclusive: counts[2] += 1
            }
        }
        let verdicts = "\(counts[0]) pass, \(counts[1]) fail, \(counts[2]) undecided"
        guard assessment.models.count > 1 else { return "gates: " + verdicts }
        return "gates of \(assessment.models.count) models: " + verdicts
    }

    /// Row accounting of every file read, and warnings.
    private static func inputNotes(_ assessment: Assessment) -> [String] {
        let accounting = assessment.inputs.compactMap { input in
            input.rows.map { rows in
                "\(input.path): \((rows.used + rows.refused).grouped) rows read, \(rows.used.grouped) used, "
                    + "\(rows.refused.grouped) refused"
            }
        }
        let renderer = DiagnosticRenderer()
        return accounting.map { TerminalText.safe($0) } + assessment.warnings.map { renderer.text(of: $0) }
    }
}
