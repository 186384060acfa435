import Diagnostics
import Evidence
import Storage
import Tables

/// The files of a scenario, read and checked: every digest that is declared has matched.
struct ScenarioInputs {
    let scenario: Scenario
    /// The data; without their rows where these were counted while they were read.
    let data: Table
    let classes: OutcomeClasses
    /// The columns that rows are grouped by, with all levels in the data.
    let groups: [CategoryColumn]
    let models: [ModelInput]
    let inputs: [Assessment.Input]
    let design: EvidenceDesign

    /// One model's decisions and scores, aligned with the rows of the data.
    struct ModelInput {
        let declaration: Scenario.ModelDeclaration
        let evidence: Evidence
        let matched: Int
        let withoutPrediction: Int
        let unmatchedPredictions: Int
        let warnings: [Diagnostic]
        /// The models that gates compare this one with, by name.
        var opponents: [String: Opponent] = [:]

        /// What is known of the rows.
        enum Evidence {
            /// Rows, and which of their dimensions are told from columns.
            case rows(EvidenceRows, told: [ToldDimension])
            case counts(EvidenceCube)
        }

        /// The counts.
        var cube: EvidenceCube {
            switch evidence {
            case .rows(let rows, let told): EvidenceCube(counting: rows, told: told)
            case .counts(let cube): cube
            }
        }
    }

    /// Reads everything the scenario names and keeps the rows.
    ///
    /// - Throws: the first file's problems, all of them; nothing is kept then.
    init(reading scenario: Scenario) throws(ScenarioFailure) {
        self.scenario = scenario
        data = try Self.readData(scenario)
        var inputs = [
            try Self.scenarioInput(scenario), Self.input(.data, model: nil, scenario.data.file.value, data),
        ]
        // Predictions first, because a label column that is empty throughout borrows its classes from them.
        var sources: [(Scenario.ModelDeclaration, Table)] = []
        for model in scenario.models {
            guard let path = model.predictions else {
                sources.append((model, data))
                continue
            }
            let table = try Self.readPredictions(scenario, model, path)
            inputs.append(Self.input(.predictions, model: model.name, path.value, table))
            sources.append((model, table))
        }
        self.inputs = inputs
        classes = try Self.classes(scenario, data, sources)
        groups = try Self.groups(scenario, data)
        design = Self.design(scenario, data, clusterless: nil)
        let label = try Self.label(scenario, data)
        let labels: [UInt16]
        do { labels = try classes.labels(label, at: scenario.data.label.column.location) } catch {
            throw ScenarioFailure(error)
        }
        let told = Self.told(scenario, design)
        let dimensions = (groups + [Self.blocks(scenario, data, design)].compactMap { $0 }).map {
            EvidenceRows.Dimension(name: $0.name, levels: $0.levels, codes: $0.codes)
        }
        var models: [ModelInput] = []
        for (model, table) in sources {
            let decided = try Self.align(model, table, with: data, scenario: scenario, classes: classes)
            let stages = try Self.stageDimensions(model, table, decided.join)
            models.append(
                ModelInput(
                    declaration: model,
                    evidence: .rows(
                        EvidenceRows(
                            dimensions: dimensions + stages, classes: classes.names, labels: labels,
                            predictions: decided.predictions, scores: decided.scores),
                        told: told + model.stages.map(\.decision.decision)),
                    matched: decided.join?.matchedCount ?? data.rowCount,
                    withoutPrediction: decided.join?.unmatchedBaseCount ?? 0,
                    unmatchedPredictions: decided.join?.unmatchedOtherCount ?? 0, warnings: decided.warnings))
        }
        self.models = Self.meeting(models, scenario)
    }

    init(
        _ scenario: Scenario, data: Table, classes: OutcomeClasses, groups: [CategoryColumn], models: [ModelInput],
        inputs: [Assessment.Input], design: EvidenceDesign
    ) {
        self.scenario = scenario
        self.data = data
        self.classes = classes
        self.groups = groups
        self.models = models
        self.inputs = inputs
        self.design = design
    }

    // MARK: What columns mean

    static func label(_ scenario: Scenario, _ data: Table) throws(ScenarioFailure) -> CategoryColumn {
        guard let label = data.category(scenario.data.label.column.value) else {
            throw missing(scenario.data.label.column)
        }
        return label
    }

    /// The classes of the label; their rows are not looked at.
    static func classes(
        _ scenario: Scenario, _ data: Table, _ sources: [(Scenario.ModelDeclaration, Table)]
    ) throws(ScenarioFailure) -> OutcomeClasses {
        let label = scenario.data.label
        let column = try self.label(scenario, data)
        do {
            return try OutcomeClasses.settle(
                label: column, positive: label.positive, classes: label.classes,
                predictions: sources.compactMap { model, table in model.prediction.flatMap { table.category($0.value) }
                },
                at: label.column.location)
        } catch {
            throw ScenarioFailure(error)
        }
    }

    static func groups(_ scenario: Scenario, _ data: Table) throws(ScenarioFailure) -> [CategoryColumn] {
        var groups: [CategoryColumn] = []
        for group in scenario.data.groups {
            guard let column = data.category(group.column.value) else { throw missing(group.column) }
            groups.append(column)
        }
        return groups
    }

    /// The blocks of clusters, where rows of one cluster come again.
    static func told(_ scenario: Scenario, _ design: EvidenceDesign) -> [ToldDimension] {
        guard let cluster = scenario.data.cluster, design.isClustered else { return [] }
        return [ToldDimension(column: cluster.value, rule: .block)]
    }

    /// The block of each row, where rows of one cluster come again.
    static func blocks(_ scenario: Scenario, _ data: Table, _ design: EvidenceDesign) -> CategoryColumn? {
        told(scenario, design).first.flatMap { data.category($0.name) }
    }

    /// How often one person stands in the data, and whose groups were inferred.
    ///
    /// - Parameter clusterless: the rows without a cluster, where they were counted already.
    static func design(_ scenario: Scenario, _ data: Table, clusterless: Int?) -> EvidenceDesign {
        var rowsPerCluster: Double?
        if let name = scenario.data.cluster?.value, let cluster = data.category(name) {
            let missing = clusterless ?? cluster.counts().missing
            // Each level stands in some row; a row without a cluster stands for itself.
            let clusters = cluster.levels.count + missing
            rowsPerCluster = clusters > 0 ? Double(data.rowCount) / Double(clusters) : nil
        }
        return EvidenceDesign(
            rowsPerCluster: rowsPerCluster,
            inferredColumns: Set(scenario.data.groups.filter { $0.source == "inferred" }.map(\.column.value)))
    }

    // MARK: Reading

    static func resolve(_ path: Scenario.Placed<String>, _ scenario: Scenario) throws(ScenarioFailure) -> String {
        do {
            return try ContainedPath.resolve(path.value, under: scenario.folder)
        } catch {
            throw ScenarioFailure(
                error.diagnostics.map {
                    Diagnostic($0.code, severity: $0.severity, at: path.location, $0.message, help: $0.help)
                }, exitStatus: error.exitStatus)
        }
    }

    private static func readData(_ scenario: Scenario) throws(ScenarioFailure) -> Table {
        try read(scenario.data.file, sha256: scenario.data.sha256, dataRequests(scenario), scenario)
    }

    /// The columns of the data that have a role.
    static func dataRequests(_ scenario: Scenario) -> [ColumnRequest] {
        let data = scenario.data
        var requests: [ColumnRequest] = []
        func ask(_ name: String, _ kind: ColumnKind) {
            let request = ColumnRequest(name, kind)
            if !requests.contains(request) { requests.append(request) }
        }
        for model in scenario.models {
            if model.predictions != nil {
                if let id = data.id { ask(id.value, .identifier) }
            } else {
                Self.ask(for: model, ask)
                for request in stageRequests(model) where !requests.contains(request) { requests.append(request) }
            }
        }
        if let id = data.id { ask(id.value, .identifier) }
        ask(data.label.column.value, .category)
        for group in data.groups { ask(group.column.value, .category) }
        if let time = data.time { ask(time.value, .category) }
        if let cluster = data.cluster {
            ask(cluster.value, .category)
            let told = ToldDimension(column: cluster.value, rule: .block)
            requests.append(ColumnRequest(told.name, from: told.column, by: .block))
        }
        for name in scenario.probes.columns { ask(name, .category) }
        if let drift = scenario.probes.drift, let told = window(scenario) {
            requests.append(
                ColumnRequest(
                    told.name, from: told.column, by: .period(drift.window, zone: nil, calendar: data.calendar)))
        }
        return requests
    }

    /// The windows of a probe of drift, told from the column of time.
    static func window(_ scenario: Scenario) -> ToldDimension? {
        guard let drift = scenario.probes.drift, let time = scenario.data.time else { return nil }
        return ToldDimension(column: time.value, rule: .period(drift.window))
    }

    private static func readPredictions(
        _ scenario: Scenario, _ model: Scenario.ModelDeclaration, _ path: Scenario.Placed<String>
    ) throws(ScenarioFailure) -> Table {
        try read(path, sha256: model.sha256, predictionRequests(scenario, model, path), scenario)
    }

    /// The columns of a file of predictions that have a role, the id first.
    static func predictionRequests(
        _ scenario: Scenario, _ model: Scenario.ModelDeclaration, _ path: Scenario.Placed<String>
    ) throws(ScenarioFailure) -> [ColumnRequest] {
        guard let id = model.id ?? scenario.data.id else {
            throw ScenarioFailure([
                Diagnostic(
                    "E711", at: path.location,
                    "model '\(model.name)' has predictions in a file of their own, but no id column to join them by",
                    help: ["add id: COLUMN to data, and to the model if the column is called otherwise there"])
            ])
        }
        var requests = [ColumnRequest(id.value, .identifier)]
        ask(for: model) { requests.append(ColumnRequest($0, $1)) }
        return requests + stageRequests(model)
    }

    /// The columns that hold a model's decisions and scores.
    private static func ask(for model: Scenario.ModelDeclaration, _ ask: (String, ColumnKind) -> Void) {
        if let prediction = model.prediction { ask(prediction.value, .category) }
        if let score = model.score { ask(score.column.value, .number) }
        for score in model.scores { ask(score.column.value, .number) }
    }

    static func read(
        _ path: Scenario.Placed<String>, sha256: Scenario.Placed<String>?, _ requests: [ColumnRequest],
        _ scenario: Scenario
    ) throws(ScenarioFailure) -> Table {
        let place = try resolve(path, scenario)
        let table: Table
        do {
            table = try TableReader.read(path: place, as: place, columns: .only(requests))
        } catch {
            throw failure(error, path)
        }
        try check(table, path, sha256: sha256)
        return table
    }

    /// A file that cannot be opened is a fault of the line that names it.
    static func failure(_ error: TableError, _ path: Scenario.Placed<String>) -> ScenarioFailure {
        guard case .storage(let error) = error else { return ScenarioFailure(error) }
        return ScenarioFailure(
            error.diagnostics.map {
                Diagnostic($0.code, severity: $0.severity, at: path.location, $0.message, help: $0.help)
            }, exitStatus: error.exitStatus)
    }

    /// Holds a file against the digest that is declared.
    static func check(
        _ table: Table, _ path: Scenario.Placed<String>, sha256: Scenario.Placed<String>?
    ) throws(ScenarioFailure) {
        if let sha256, let digest = table.sha256, sha256.value.lowercased() != digest {
            throw ScenarioFailure([
                Diagnostic(
                    "E712", at: sha256.location, "\(path.value) is not the file this scenario was declared for",
                    help: [
                        "declared SHA-256: \(sha256.value)", "found: \(digest)",
                        "if the change is meant, write the new digest here",
                    ])
            ])
        }
    }

    static func scenarioInput(_ scenario: Scenario) throws(ScenarioFailure) -> Assessment.Input {
        do {
            let bytes = try FileReader.contents(of: scenario.file, limit: ScenarioFile.sizeLimit)
            return Assessment.Input(
                role: .scenario, model: nil, path: ScenarioFile.fileName,
                sha256: SHA256.hexadecimal(SHA256.digest(of: bytes)), bytes: bytes.count, rows: nil)
        } catch {
            throw ScenarioFailure(error)
        }
    }

    static func input(
        _ role: Assessment.Input.Role, model: String?, _ path: String, _ table: Table
    ) -> Assessment.Input {
        let rows = table.accounting
        return Assessment.Input(
            role: role, model: model, path: path, sha256: table.sha256 ?? "", bytes: table.byteCount,
            rows: Assessment.Rows(
                records: rows.physicalRecords, header: rows.header, used: rows.used, refused: rows.refused,
                blank: rows.blank))
    }

    static func missing(_ column: Scenario.Placed<String>) -> ScenarioFailure {
        ScenarioFailure([Diagnostic("E713", at: column.location, "column '\(column.value)' was not read")])
    }

    // MARK: Aligning

    private static func align(
        _ model: Scenario.ModelDeclaration, _ table: Table, with data: Table, scenario: Scenario,
        classes: OutcomeClasses
    ) throws(ScenarioFailure) -> (
        predictions: [UInt16], scores: [[Double]], join: RowJoin?, warnings: [Diagnostic]
    ) {
        var join: RowJoin?
        if model.predictions != nil, let baseID = scenario.data.id, let id = model.id ?? scenario.data.id {
            do {
                join = try RowJoin.match(base: data, baseID: baseID.value, other: table, otherID: id.value)
            } catch {
                throw ScenarioFailure(error)
            }
        }
        func aligned<Value>(_ values: [Value], missing: Value) -> [Value] {
            guard let join else { return values }
            return join.otherRows.map { $0 < 0 ? missing : values[$0] }
        }
        var scores: [[Double]] = []
        for (_, column, isProbability) in try scoreColumns(of: model, classes: classes) {
            guard let numbers = table.number(column.value) else { throw missing(column) }
            let bad = numbers.values.firstIndex { $0 < 0 || $0 > 1 }.map { ($0, numbers.values[$0]) }
            if isProbability, let bad { throw notAProbability(bad, column: column.value, in: table) }
            scores.append(aligned(numbers.values, missing: .nan))
        }
        let predictions: [UInt16]
        var remarks: [Diagnostic] = []
        if let declared = model.prediction {
            guard let column = table.category(declared.value) else { throw missing(declared) }
            remarks = try invalid(
                column, counts: column.counts().ofLevels, declared, classes, path: model.predictions?.value ?? "")
            predictions = aligned(classes.predictions(column), missing: PredictionState.missing.rawValue)
        } else if let threshold = model.threshold, let own = scores.first, classes.isBinary {
            predictions = OutcomeClasses.predictions(scores: own, threshold: threshold)
        } else {
            throw noDecisions(model)
        }
        return (
            predictions, scores, join,
            (join.map { warnings($0.meeting, model: model, path: model.predictions?.value ?? "") } ?? []) + remarks
        )
    }

    static func noDecisions(_ model: Scenario.ModelDeclaration) -> ScenarioFailure {
        ScenarioFailure([
            Diagnostic(
                "E714", at: model.location, "model '\(model.name)' has no decisions",
                help: ["name a prediction column, or a score with a threshold for a binary label"])
        ])
    }

    static func notAProbability(_ bad: (row: Int, value: Double), column: String, in table: Table) -> ScenarioFailure {
        ScenarioFailure(OutcomeError.notAProbability(bad.value, column: column, at: table.location(row: bad.row)))
    }

    /// Refuses decisions of which none is a class of the label, and tells of those that are not.
    ///
    /// - Parameter counts: the rows of each level of the column.
    static func invalid(
        _ column: CategoryColumn, counts: [Int], _ declared: Scenario.Placed<String>, _ classes: OutcomeClasses,
        path: String
    ) throws(ScenarioFailure) -> [Diagnostic] {
        let isClass = column.levels.map { level in classes.names.contains { $0.utf8.elementsEqual(level.utf8) } }
        let count = zip(counts, isClass).reduce(0) { $1.1 ? $0 : $0 + $1.0 }
        guard count > 0 else { return [] }
        let odd = column.levels.filter { !classes.names.contains($0) }
        func list(_ values: [String]) -> String {
            values.prefix(8).map { "'\($0)'" }.joined(separator: ", ") + (values.count > 8 ? ", …" : "")
        }
        guard isClass.contains(true) else {
            throw ScenarioFailure([
                Diagnostic(
                    "E719", at: declared.location,
                    "no decision in column '\(column.name)' of \(path.isEmpty ? "the data" : path) is a class of the label",
                    help: ["decisions: " + list(odd), "classes: " + list(classes.names)])
            ])
        }
        return [
            Diagnostic(
                "W719", severity: .warning, at: path.isEmpty ? declared.location : SourceLocation(file: path),
                "\(count) decisions in column '\(column.name)' are no class of the label and count as invalid",
                help: ["found: " + list(odd), "classes: " + list(classes.names)])
        ]
    }

    /// The score columns in class order (one for a binary outcome), and whether they hold probabilities.
    static func scoreColumns(
        of model: Scenario.ModelDeclaration, classes: OutcomeClasses
    ) throws(ScenarioFailure) -> [(className: String, column: Scenario.Placed<String>, isProbability: Bool)] {
        if let score = model.score, classes.isBinary {
            return [(classes.names[1], score.column, score.kind == .probability)]
        }
        if let score = model.score {
            throw ScenarioFailure(
                OutcomeError.oneScoreForSeveralClasses(column: score.column.value, at: score.column.location))
        }
        guard !model.scores.isEmpty else { return [] }
        for score in model.scores where !classes.names.contains(score.className) {
            throw ScenarioFailure(
                OutcomeError.scoreOfUnknownClass(
                    score.className, classes: classes.names, at: score.column.location))
        }
        let ordered = classes.names.compactMap { name in
            model.scores.first { $0.className == name }.map { ($0.className, $0.column, true) }
        }
        if classes.isBinary { return ordered.filter { $0.0 == classes.names[1] } }
        guard ordered.count == classes.names.count else {
            let declared = ordered.map(\.0)
            throw ScenarioFailure(
                OutcomeError.scoresMissing(
                    of: classes.names.filter { !declared.contains($0) }, at: model.location))
        }
        return ordered
    }

    static func warnings(_ join: RowMeeting, model: Scenario.ModelDeclaration, path: String) -> [Diagnostic] {
        var warnings: [Diagnostic] = []
        func warn(_ code: String, _ count: Int, _ what: String, _ first: [RowJoin.Unmatched]) {
            guard count > 0 else { return }
            let shown = first.map { "\($0.identifier) (line \($0.location.line ?? 0))" }
            warnings.append(
                Diagnostic(
                    code, severity: .warning, at: SourceLocation(file: path), "\(count) \(what)",
                    help: ["first: " + shown.joined(separator: ", ")]))
        }
        warn(
            "W715", join.unmatchedBaseCount, "rows of the data have no prediction of '\(model.name)'",
            join.firstUnmatchedBase)
        warn(
            "W716", join.unmatchedOtherCount, "predictions of '\(model.name)' belong to no row of the data",
            join.firstUnmatchedOther)
        return warnings
    }
}
