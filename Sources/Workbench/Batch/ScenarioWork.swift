import Diagnostics
import Dossiers
import Interchange
import Localization
import Scenarios
import Storage
import Tables

/// The work on one scenario, up to the point where its files could be written: nothing outside is changed by it.
struct ScenarioWork: Sendable {
    let scenario: Scenario
    let locales: LocaleFolder
    /// Languages of the dossiers instead of the scenario's own.
    let languages: [String]
    let date: String?
    /// The assessment that this one is compared with, or a folder that an earlier run wrote to; what the scenario declares
    /// if it is nil.
    var against: String?

    /// What the work made.
    struct Product: Sendable {
        /// In the order in which they are to be written; `assessment.json` last, so that its presence means that
        /// everything is there.
        let files: [(name: String, text: String)]
        /// The assessment as `assessment.json` has it.
        let assessment: JSONValue
        /// What is told of the files that were read.
        let notes: [String]
    }

    /// What the work makes, from the cache if it was made before; it is kept there otherwise.
    ///
    /// - Parameters:
    ///   - cache: where finished work is kept, if anywhere.
    ///   - lock: what the scenario's files have to be, if they are locked.
    /// - Returns: the product, whether it was found, and why it could not be kept, if it could not.
    func product(
        _ cache: StepCache?, lock: ScenarioLock? = nil
    ) throws(CommandFailure) -> (product: Product, isCached: Bool, remark: String?) {
        guard cache != nil || lock != nil, let digests = try ScenarioDigests(scenario) else {
            let product = try product()
            try lock?.check(product.assessment, scenario)
            return (product, false, nil)
        }
        try lock?.check(digests, scenario)
        let key = try cache?.key(self, digests)
        if let cache, let key, let product = cache.product(key) {
            try lock?.check(product.assessment, scenario)
            return (product, true, nil)
        }
        let product = try product()
        try lock?.check(product.assessment, scenario)
        guard let cache, let key else { return (product, false, nil) }
        do {
            try cache.store(product, key, digests)
            return (product, false, nil)
        } catch {
            // A cache that cannot be written is no reason not to tell what was found.
            let why = error.diagnostics.first.map { DiagnosticRenderer().compactText(of: $0) } ?? ""
            return (product, false, "the cache could not be written, which changes nothing else: \(why)")
        }
    }

    /// Assesses the scenario and makes the text of all its files.
    func product() throws(CommandFailure) -> Product {
        let localizers = try self.localizers()
        var assessment: Assessment
        do {
            assessment = try ScenarioRunner.assess(
                scenario, programVersion: ProgramVersion.current, date: date,
                earlier: earlierPath.map { path throws(ScenarioFailure) in try EarlierAssessment(contentsOf: path) })
        } catch { throw CommandFailure(error) }
        assessment.localeFiles = Set(localizers.flatMap { $0.files }).sorted().map {
            Assessment.LocaleDigest(path: $0.path, sha256: $0.digest)
        }
        let document = assessment.json
        let json = document.canonicalText() + "\n"
        let evidence = EvidenceFile(
            name: "assessment.json", sha256: SHA256.hexadecimal(SHA256.digest(of: Array(json.utf8))))
        var files: [(name: String, text: String)] = []
        for localizer in localizers {
            try CommandFailure.throwIfStopped()
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
        files.append((evidence.name, json))
        try CommandFailure.throwIfStopped()
        return Product(files: files, assessment: document, notes: Self.notes(assessment))
    }

    /// The file of the assessment that this one is compared with.
    var earlierPath: String? {
        against.map { path in
            FileKind.at(path) == .folder
                ? PathPattern.path(PathPattern.path(path, scenario.name), "assessment.json") : path
        }
    }

    /// The words of each language that a dossier is made in.
    func localizers() throws(CommandFailure) -> [Localizer] {
        let place: String? = if case .code(let code) = scenario.place?.value { code } else { nil }
        var localizers: [Localizer] = []
        for language in languages.isEmpty ? scenario.languages.map(\.value) : languages {
            do {
                localizers.append(
                    try Localizer(
                        language: language, place: place, folder: locales,
                        digest: { SHA256.hexadecimal(SHA256.digest(of: $0)) }))
            } catch { throw failure(error, language) }
        }
        return localizers
    }

    /// A language that cannot be used is a fault of the line that asks for it.
    private func failure(_ error: LocalizationError, _ language: String) -> CommandFailure {
        let place = scenario.languages.first { $0.value == language }?.location
        return CommandFailure(
            error.diagnostics.map {
                Diagnostic($0.code, severity: $0.severity, at: $0.location ?? place, $0.message, help: $0.help)
            }, exitStatus: error.exitStatus)
    }

    /// Row accounting of every file read, and warnings.
    private static func notes(_ assessment: Assessment) -> [String] {
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

extension ScenarioResult.Assessed {
    /// - Parameter product: what the work made, with an assessment that this program wrote.
    init(
        _ product: ScenarioWork.Product, scenario: Scenario, folder: String, isCached: Bool, remark: String?
    ) {
        let assessment = product.assessment
        gatesJSON = assessment["gates"] ?? []
        gates = (gatesJSON.elements ?? []).compactMap { GateRecord($0, scenario: scenario) }
        modelCount = assessment["models"]?.elements?.count ?? 0
        rows =
            (assessment["inputs"]?.elements ?? []).first { $0["role"]?.text == "data" }?["rows"]?["used"]?.integerValue
            ?? 0
        warningCount = assessment["warnings"]?.elements?.count ?? 0
        notes = product.notes
        self.folder = folder
        files = product.files.map(\.name)
        self.isCached = isCached
        self.remark = remark
    }
}
