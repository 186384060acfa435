import Diagnostics
import Evidence
import Storage
import Tables

/// The files of a scenario, read and checked: every digest that is declared has matched.
struct ScenarioInputs {
    let scenario: Scenario
    let data: Table
    let classes: OutcomeClasses
    let labels: [UInt16]
    let dimensions: [EvidenceRows.Dimension]
    let models: [ModelInput]
    let inputs: [Assessment.Input]
    let design: EvidenceDesign

    /// One model's decisions and scores, aligned with the rows of the data.
    struct ModelInput {
        let declaration: Scenario.ModelDeclaration
        let predictions: [UInt16]
        let scores: [[Double]]
        let matched: Int
        let withoutPrediction: Int
        let unmatchedPredictions: Int
        let warnings: [Diagnostic]
    }

    /// Reads everything the scenario names.
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
        let label = scenario.data.label
        guard let labelColumn = data.category(label.column.value) else {
            throw Self.missing(label.column)
        }
        do {
            classes = try OutcomeClasses.settle(
                label: labelColumn, positive: label.positive, classes: label.classes,
                predictions: sources.compactMap { model, table in model.prediction.flatMap { table.category($0.value) }
                },
                at: label.column.location)
            labels = try classes.labels(labelColumn, at: label.column.location)
        } catch {
            throw ScenarioFailure(error)
        }
        var dimensions: [EvidenceRows.Dimension] = []
        for group in scenario.data.groups {
            guard let column = data.category(group.column.value) else { throw Self.missing(group.column) }
            dimensions.append(.init(name: column.name, levels: column.levels, codes: column.codes))
        }
        design = Self.design(scenario, data)
        self.dimensions = dimensions
        var models: [ModelInput] = []
        for (model, table) in sources {
            models.append(try Self.align(model, table, with: data, scenario: scenario, classes: classes))
        }
        self.models = models
    }

    /// How often one person stands in the data, and whose groups were inferred.
    private static func design(_ scenario: Scenario, _ data: Table) -> EvidenceDesign {
        var rowsPerCluster: Double?
        if let name = scenario.data.cluster?.value, let cluster = data.category(name) {
            let (counts, missing) = cluster.counts()
            // A row without a cluster stands for itself.
            let clusters = counts.count { $0 > 0 } + missing
            rowsPerCluster = clusters > 0 ? Double(data.rowCount) / Double(clusters) : nil
        }
        return EvidenceDesign(
            rowsPerCluster: rowsPerCluster,
            inferredColumns: Set(scenario.data.groups.filter { $0.source == "inferred" }.map(\.column.value)))
    }

    /// The rows of one model, ready for counting.
    func rows(of model: ModelInput) -> EvidenceRows {
        EvidenceRows(
            dimensions: dimensions, classes: classes.names, labels: labels, predictions: model.predictions,
            scores: model.scores)
    }

    // MARK: Reading

    private static func resolve(_ path: Scenario.Placed<String>, _ scenario: Scenario) throws(ScenarioFailure) -> String
    {
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
            }
        }
        if let id = data.id { ask(id.value, .identifier) }
        ask(data.label.column.value, .category)
        for group in data.groups { ask(group.column.value, .category) }
        if let time = data.time { ask(time.value, .category) }
        if let cluster = data.cluster { ask(cluster.value, .category) }
        return try read(data.file, sha256: data.sha256, requests, scenario)
    }

    private static func readPredictions(
        _ scenario: Scenario, _ model: Scenario.ModelDeclaration, _ path: Scenario.Placed<String>
    ) throws(ScenarioFailure) -> Table {
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
        return try read(path, sha256: model.sha256, requests, scenario)
    }

    /// The columns that hold a model's decisions and scores.
    private static func ask(for model: Scenario.ModelDeclaration, _ ask: (String, ColumnKind) -> Void) {
        if let prediction = model.prediction { ask(prediction.value, .category) }
        if let score = model.score { ask(score.column.value, .number) }
        for score in model.scores { ask(score.column.value, .number) }
    }

    private static func read(
        _ path: Scenario.Placed<String>, sha256: Scenario.Placed<String>?, _ requests: [ColumnRequest],
        _ scenario: Scenario
    ) throws(ScenarioFailure) -> Table {
        let place = try resolve(path, scenario)
        let table: Table
        do {
            table = try TableReader.read(path: place, as: place, columns: .only(requests))
        } catch .storage(let error) {
            // A file that cannot be opened is a fault of the line that names it.
            throw ScenarioFailure(
                error.diagnostics.map {
                    Diagnostic($0.code, severity: $0.severity, at: path.location, $0.message, help: $0.help)
                }, exitStatus: error.exitStatus)
        } catch {
            throw ScenarioFailure(error)
        }
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
        return table
    }

    private static func scenarioInput(_ scenario: Scenario) throws(ScenarioFailure) -> Assessment.Input {
        do {
            let bytes = try FileReader.contents(of: scenario.file, limit: ScenarioFile.sizeLimit)
            return Assessment.Input(
                role: .scenario, model: nil, path: ScenarioFile.fileName,
                sha256: SHA256.hexadecimal(SHA256.digest(of: bytes)), bytes: bytes.count, rows: nil)
        } catch {
            throw ScenarioFailure(error)
        }
    }

    private static func input(
        _ role: Assessment.Input.Role, model: String?, _ path: String, _ table: Table
    ) -> Assessment.Input {
        let rows = table.accounting
        return Assessment.Input(
            role: role, model: model, path: path, sha256: table.sha256 ?? "", bytes: table.byteCount,
            rows: Assessment.Rows(
                records: rows.physicalRecords, header: rows.header, used: rows.used, refused: rows.refused,
                blank: rows.blank))
    }

    private static func missing(_ column: Scenario.Placed<String>) -> ScenarioFailure {
        ScenarioFailure([Diagnostic("E713", at: column.location, "column '\(column.value)' was not read")])
    }

    // MARK: Aligning

    private static func align(
        _ model: Scenario.ModelDeclaration, _ table: Table, with data: Table, scenario: Scenario,
        classes: OutcomeClasses
    ) throws(ScenarioFailure) -> ModelInput {
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
        do {
            for (_, column, isProbability) in try scoreColumns(of: model, classes: classes) {
                guard let numbers = table.number(column.value) else { throw missing(column) }
                if isProbability { try check(numbers, in: table) }
                scores.append(aligned(numbers.values, missing: .nan))
            }
        } catch let error as OutcomeError {
            throw ScenarioFailure(error)
        } catch let error as ScenarioFailure {
            throw error
        } catch {
            throw ScenarioFailure([Diagnostic("E713", at: model.location, "\(error)")], exitStatus: .defect)
        }
        let predictions: [UInt16]
        var remarks: [Diagnostic] = []
        if let declared = model.prediction {
            guard let column = table.category(declared.value) else { throw missing(declared) }
            let decisions = classes.predictions(column)
            remarks = try invalid(decisions, column, declared, classes, path: model.predictions?.value ?? "")
            predictions = aligned(decisions, missing: PredictionState.missing.rawValue)
        } else if let threshold = model.threshold, let own = scores.first, classes.isBinary {
            predictions = OutcomeClasses.predictions(scores: own, threshold: threshold)
        } else {
            throw ScenarioFailure([
                Diagnostic(
                    "E714", at: model.location, "model '\(model.name)' has no decisions",
                    help: ["name a prediction column, or a score with a threshold for a binary label"])
            ])
        }
        return ModelInput(
            declaration: model, predictions: predictions, scores: scores,
            matched: join?.matchedCount ?? data.rowCount, withoutPrediction: join?.unmatchedBaseCount ?? 0,
            unmatchedPredictions: join?.unmatchedOtherCount ?? 0,
            warnings: (join.map { warnings($0, model: model, path: model.predictions?.value ?? "") } ?? []) + remarks)
    }

    /// Refuses decisions of which none is a class of the label, and tells of those that are not.
    private static func invalid(
        _ decisions: [UInt16], _ column: CategoryColumn, _ declared: Scenario.Placed<String>, _ classes: OutcomeClasses,
        path: String
    ) throws(ScenarioFailure) -> [Diagnostic] {
        let count = decisions.count { $0 == PredictionState.invalid.rawValue }
        guard count > 0 else { return [] }
        let odd = column.levels.filter { !classes.names.contains($0) }
        func list(_ values: [String]) -> String {
            values.prefix(8).map { "'\($0)'" }.joined(separator: ", ") + (values.count > 8 ? ", …" : "")
        }
        guard decisions.contains(where: { Int($0) < classes.names.count }) else {
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
    private static func scoreColumns(
        of model: Scenario.ModelDeclaration, classes: OutcomeClasses
    ) throws(OutcomeError) -> [(className: String, column: Scenario.Placed<String>, isProbability: Bool)] {
        if let score = model.score, classes.isBinary {
            return [(classes.names[1], score.column, score.kind == .probability)]
        }
        if let score = model.score {
            throw .oneScoreForSeveralClasses(column: score.column.value, at: score.column.location)
        }
        guard !model.scores.isEmpty else { return [] }
        for score in model.scores where !classes.names.contains(score.className) {
            throw .scoreOfUnknownClass(score.className, classes: classes.names, at: score.column.location)
        }
        let ordered = classes.names.compactMap { name in
            model.scores.first { $0.className == name }.map { ($0.className, $0.column, true) }
        }
        if classes.isBinary { return ordered.filter { $0.0 == classes.names[1] } }
        guard ordered.count == classes.names.count else {
            let declared = ordered.map(\.0)
            throw .scoresMissing(of: classes.names.filter { !declared.contains($0) }, at: model.location)
        }
        return ordered
    }

    private static func check(_ numbers: NumberColumn, in table: Table) throws(OutcomeError) {
        for (row, value) in numbers.values.enumerated() where value < 0 || value > 1 {
            throw .notAProbability(value, column: numbers.name, at: table.location(row: row))
        }
    }

    private static func warnings(_ join: RowJoin, model: Scenario.ModelDeclaration, path: String) -> [Diagnostic] {
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
