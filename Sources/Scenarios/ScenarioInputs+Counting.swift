import Diagnostics
import Evidence
import Tables

extension ScenarioInputs {
    /// Everything the scenario names: counted while it is read where that is possible, else with all rows in memory.
    ///
    /// Counting keeps no rows: memory grows with the combinations of groups, label and decision, where they are needed
    /// with those of scores and the groups that figures are asked by, and with what `TableReader.stream(joining:…)` needs for files in different order. More
    /// combinations than 64 bits can tell apart cannot be counted so.
    ///
    /// - Parameter needsScores: whether a figure asked for looks at scores; else they are only checked.
    /// - Throws: the first file's problems, all of them; nothing is kept then.
    static func gathered(_ scenario: Scenario, needsScores: Bool) throws(ScenarioFailure) -> ScenarioInputs {
        if let counted = try counted(scenario, needsScores: needsScores) { return counted }
        return try ScenarioInputs(reading: scenario)
    }

    /// The inputs with distinct rows; `nil` where there are too many combinations, or no decisions.
    static func counted(_ scenario: Scenario, needsScores: Bool) throws(ScenarioFailure) -> ScenarioInputs? {
        let layout = try CountingLayout(scenario, needsScores: needsScores)
        guard var counter = layout.counter(for: scenario) else { return nil }
        let (tables, meetings) = try read(scenario, layout, into: &counter)
        for (file, table) in zip(layout.files, tables) { try check(table, file.path, sha256: file.sha256) }
        guard counter.isComplete else { return nil }

        let data = tables[0]
        var inputs = [try scenarioInput(scenario), input(.data, model: nil, scenario.data.file.value, data)]
        let sources = zip(scenario.models, layout.fileOfModel).map { ($0, tables[$1]) }
        for (model, table) in sources {
            if let path = model.predictions {
                inputs.append(input(.predictions, model: model.name, path.value, table))
            }
        }
        let classes = try classes(scenario, data, sources)
        let groups = try groups(scenario, data)
        let label = try label(scenario, data)
        do { _ = try classes.labels(label, at: scenario.data.label.column.location) } catch {
            throw ScenarioFailure(error)
        }
        let clusterless = layout.cluster.map { counter.missingCounts[0][$0] }
        let design = design(scenario, data, clusterless: clusterless)
        var models: [ModelInput] = []
        for (index, (model, table)) in sources.enumerated() {
            let file = layout.fileOfModel[index]
            let meeting = file == 0 ? nil : meetings[file - 1]
            for (_, column, isProbability) in try scoreColumns(of: model, classes: classes) where isProbability {
                if let place = layout.files[file].numberPlace(column.value), let bad = counter.outside[file][place] {
                    throw notAProbability(bad, column: column.value, in: table)
                }
            }
            var remarks: [Diagnostic] = []
            if let declared = model.prediction {
                guard let column = table.category(declared.value) else { throw missing(declared) }
                let place = layout.decisionPlaces[index]
                remarks = try invalid(
                    column, counts: place.map { counter.levelCounts[file][$0] } ?? [], declared, classes,
                    path: model.predictions?.value ?? "")
            } else if !classes.isBinary {
                throw noDecisions(model)
            }
            models.append(
                ModelInput(
                    declaration: model,
                    evidence: .counts(
                        try cube(
                            counter.decisions[index], counter.scores[index], of: model, table, classes,
                            groups + layout.blocks.compactMap { data.category($0.name) }, label, layout
                        ).told(
                            by: layout.blocks, keeping: design.isClustered,
                            and: model.stages.map(\.decision.decision))),
                    matched: meeting?.matchedCount ?? data.rowCount,
                    withoutPrediction: meeting?.unmatchedBaseCount ?? 0,
                    unmatchedPredictions: meeting?.unmatchedOtherCount ?? 0,
                    warnings: (meeting.map { warnings($0, model: model, path: model.predictions?.value ?? "") } ?? [])
                        + remarks))
        }
        models = try meeting(
            models, scenario, counter.pairs, sources.map(\.1), classes,
            groups + layout.blocks.compactMap { data.category($0.name) },
            keptCount: groups.count + (design.isClustered ? layout.blocks.count : 0), label,
            told: design.isClustered ? layout.blocks : [])
        return ScenarioInputs(
            scenario, data: data, classes: classes, groups: groups, models: models, inputs: inputs,
            design: design)
    }

    private static func read(
        _ scenario: Scenario, _ layout: CountingLayout, into counter: inout ScenarioCounter
    ) throws(ScenarioFailure) -> (tables: [Table], meetings: [RowMeeting]) {
        let base = layout.files[0]
        guard let id = scenario.data.id?.value else {
            do {
                let table = try TableReader.stream(
                    path: base.place, as: base.place, columns: base.columns, into: &counter)
                return ([table], [])
            } catch { throw failure(error, base.path) }
        }
        do {
            let join = try TableReader.stream(
                joining: KeyedFile(path: base.place, identifier: id, columns: base.columns),
                with: layout.files.dropFirst().map {
                    KeyedFile(path: $0.place, identifier: $0.identifier, columns: $0.columns)
                }, into: &counter)
            return ([join.base] + join.partners.map(\.table), join.partners.map(\.meeting))
        } catch {
            // A file that is not the one declared is the news, whatever else follows from it.
            for (file, table) in zip(layout.files, error.tables) {
                try check(table, file.path, sha256: file.sha256)
            }
            throw failure(error.error, layout.files[error.file].path)
        }
    }

    /// The cube of one model.
    private static func cube(
        _ decisions: RowCounter, _ scores: [RowCounter], of model: Scenario.ModelDeclaration, _ table: Table,
        _ classes: OutcomeClasses, _ groups: [CategoryColumn], _ label: CategoryColumn, _ layout: CountingLayout
    ) throws(ScenarioFailure) -> EvidenceCube {
        func labels(_ codes: [UInt32]) throws(ScenarioFailure) -> [UInt16] {
            do {
                return try classes.labels(
                    CategoryColumn(name: label.name, levels: label.levels, codes: codes),
                    at: SourceLocation(file: table.name, line: 1))
            } catch { throw ScenarioFailure(error) }
        }
        let entries = decisions.entries(0)
        let column = model.prediction.flatMap { table.category($0.value) }
        func decided(_ codes: [UInt32]) -> [UInt16] {
            column.map { classes.predictions(CategoryColumn(name: $0.name, levels: $0.levels, codes: codes)) } ?? []
        }
        let predictions =
            column == nil
            ? entries.decisions.map { $0 > 1 ? PredictionState.missing.rawValue : UInt16($0) }
            : decided(entries.codes[groups.count + 1])
        // The decisions of stages stand behind the groups, the label and a column of the model's own.
        let stages = try stageColumns(model, table)
        let first = entries.codes.count - stages.count
        let rows = EvidenceRows(
            dimensions: groups.enumerated().map { .init(name: $1.name, levels: $1.levels, codes: entries.codes[$0]) }
                + stages.enumerated().map {
                    .init(name: $1.name, levels: $1.levels, codes: entries.codes[first + $0])
                },
            classes: classes.names, labels: try labels(entries.codes[groups.count]), predictions: predictions,
            entries: entries)
        guard !scores.isEmpty else {
            return EvidenceCube(
                decisions: rows, scores: [], header: CubeHeader(outcome: classes.isBinary ? .binary : .classes))
        }
        let declared = CountingLayout.scoreNames(of: model)
        let ordered = try scoreColumns(of: model, classes: classes).compactMap { _, column, _ in
            declared.firstIndex(of: column.value)
        }
        let names = groups.map(\.name)
        var scored: [ScoredRows] = []
        let slots = DecisionSlots(classCount: classes.names.count)
        let byDecision = ordered.count > 1 && slots.count <= Int(Int32.max) / ScoreGrid.valueLimit
        for (number, margin) in layout.margins.enumerated() {
            for (column, place) in ordered.enumerated() {
                let entries = scores[place].entries(number)
                let keys = margin.count + 1
                scored.append(
                    ScoredRows(
                        column: column, margin: margin.compactMap(names.firstIndex(of:)),
                        levelCounts: groups.map(\.levels.count), codes: Array(entries.codes.prefix(margin.count)),
                        labels: try labels(entries.codes[margin.count]),
                        predictions: byDecision ? decided(entries.codes[keys]) : [], entries: entries,
                        positiveClass: UInt16(ordered.count == 1 ? classes.names.count - 1 : column),
                        isWeighted: false))
            }
        }
        return EvidenceCube(
            decisions: rows, scores: scored,
            header: CubeHeader(
                outcome: classes.isBinary ? .binary : .classes, scores: ordered.map { declared[$0] },
                scoreGrid: scores[0].grid,
                scoreMargins: layout.margins, scoresByDecision: byDecision))
    }
}

extension EvidenceCube {
    /// Rows in memory, with dimensions that are told from columns.
    init(counting rows: EvidenceRows, told: [ToldDimension]) {
        self = EvidenceCube(counting: rows).saying(told)
    }

    /// The cube with the blocks of its rows, or without them where every row stands for itself.
    fileprivate func told(
        by blocks: [ToldDimension], keeping isKept: Bool, and decisions: [ToldDimension]
    ) -> EvidenceCube {
        let whole = saying((isKept ? blocks : []) + decisions)
        guard !isKept, let block = blocks.first else { return whole }
        do { return try whole.projecting(to: dimensions.filter { $0 != block.name }) } catch {
            preconditionFailure("dimensions of the cube: \(error.diagnostics.map(\.message))")
        }
    }

    private func saying(_ told: [ToldDimension]) -> EvidenceCube {
        do { return try with(header: header.with(told: told)) } catch {
            preconditionFailure("levels that were told: \(error.diagnostics.map(\.message))")
        }
    }
}

/// Which columns of which files a scenario's rows are counted by.
struct CountingLayout {
    struct File {
        let path: Scenario.Placed<String>
        /// The path resolved.
        let place: String
        let sha256: Scenario.Placed<String>?
        let identifier: String
        /// Categories and numbers.
        let columns: [ColumnRequest]

        func categoryPlace(_ name: String) -> Int? { Self.place(name, .category, columns) }
        func numberPlace(_ name: String) -> Int? { Self.place(name, .number, columns) }

        private static func place(_ name: String, _ kind: ColumnKind, _ columns: [ColumnRequest]) -> Int? {
            columns.filter { $0.kind == kind }.firstIndex { $0.name == name }
        }
    }

    /// The data, then the files of predictions.
    let files: [File]
    /// The file with the predictions of each model.
    let fileOfModel: [Int]
    /// The decisions of each model among the categories that are looked at in its file; `nil` for a threshold.
    private(set) var decisionPlaces: [Int?] = []
    /// The cluster column among the categories that are looked at in the data.
    private(set) var cluster: Int?
    private var looks: [ScenarioCounter.FilePlaces]
    private let needsScores: Bool
    /// The groups that scores are counted by: those that figures are asked by.
    let margins: [[String]]
    /// The blocks of clusters that rows are counted by, if a column of clusters is declared.
    let blocks: [ToldDimension]

    init(_ scenario: Scenario, needsScores: Bool) throws(ScenarioFailure) {
        self.needsScores = needsScores
        let asked =
            scenario.analysis.by.map(\.value)
            + scenario.gates.flatMap { gate in
                gate.groupings.map { by in by + gate.conditions.map(\.column).filter { !by.contains($0) } }
            }.filter { !$0.isEmpty }
            + (scenario.probes.thresholds.map { [$0.by.value] } ?? [])
            + (scenario.searchesScores ? [scenario.data.groups.map(\.column.value)] : [])
        let data = scenario.data
        let blocks = data.cluster.map { [ToldDimension(column: $0.value, rule: .block)] } ?? []
        self.blocks = blocks
        margins = CubeHeader.maximal((asked.isEmpty ? [[]] : asked).map { $0 + blocks.map(\.name) })
        var files = [
            File(
                path: data.file, place: try ScenarioInputs.resolve(data.file, scenario), sha256: data.sha256,
                identifier: data.id?.value ?? "", columns: Self.withoutIDs(ScenarioInputs.dataRequests(scenario)))
        ]
        var fileOfModel: [Int] = []
        for model in scenario.models {
            guard let path = model.predictions else {
                fileOfModel.append(0)
                continue
            }
            fileOfModel.append(files.count)
            let requests = try ScenarioInputs.predictionRequests(scenario, model, path)
            files.append(
                File(
                    path: path, place: try ScenarioInputs.resolve(path, scenario), sha256: model.sha256,
                    identifier: requests[0].name, columns: Self.withoutIDs(requests)))
        }
        looks = files.map { file in
            .init(numbers: Array(file.columns.filter { $0.kind == .number }.indices))
        }
        if let name = data.cluster?.value, let place = files[0].categoryPlace(name) {
            cluster = 0
            looks[0].categories.append(place)
        }
        for (model, file) in zip(scenario.models, fileOfModel) {
            guard let name = model.prediction?.value, let place = files[file].categoryPlace(name) else {
                decisionPlaces.append(nil)
                continue
            }
            decisionPlaces.append(looks[file].categories.count)
            looks[file].categories.append(place)
        }
        self.files = files
        self.fileOfModel = fileOfModel
    }

    private static func withoutIDs(_ requests: [ColumnRequest]) -> [ColumnRequest] {
        var columns: [ColumnRequest] = []
        for request in requests where request.kind != .identifier && !columns.contains(request) {
            columns.append(request)
        }
        return columns
    }

    /// The columns of a model's scores, in the order of the declaration.
    static func scoreNames(of model: Scenario.ModelDeclaration) -> [String] {
        (model.score.map { [$0.column.value] } ?? []) + model.scores.map(\.column.value)
    }

    /// A counter of the joined rows; `nil` where a model has no decisions.
    func counter(for scenario: Scenario) -> ScenarioCounter? {
        func first(_ kind: ColumnKind, of file: Int) -> Int {
            files[..<file].reduce(0) { $0 + $1.columns.count { $0.kind == kind } }
        }
        let groups = (scenario.data.groups.map(\.column.value) + blocks.map(\.name)).compactMap {
            files[0].categoryPlace($0)
        }
        guard groups.count == scenario.data.groups.count + blocks.count,
            let label = files[0].categoryPlace(scenario.data.label.column.value)
        else { return nil }
        var models: [ScenarioCounter.ModelGroups] = []
        for (model, file) in zip(scenario.models, fileOfModel) {
            let names = Self.scoreNames(of: model)
            let scores = names.compactMap { files[file].numberPlace($0).map { $0 + first(.number, of: file) } }
            let stages = model.stages.compactMap {
                files[file].categoryPlace($0.decision.decision.name).map { $0 + first(.category, of: file) }
            }
            let decisions: RowCounter.Group
            if let name = model.prediction?.value, let place = files[file].categoryPlace(name) {
                decisions = .init(categories: groups + [label, place + first(.category, of: file)] + stages)
            } else if model.prediction == nil, let threshold = model.threshold, scores.count == 1 {
                decisions = .init(
                    categories: groups + [label] + stages, threshold: .init(number: scores[0], value: threshold))
            } else {
                return nil
            }
            // Scores of several classes are told apart by what was decided too.
            let decided = names.count > 1 ? decisions.categories.dropFirst(groups.count + 1).prefix(1) : []
            let byMargin = margins.map { margin in
                margin.compactMap { files[0].categoryPlace($0) } + [label] + decided
            }
            models.append(
                .init(
                    decisions: decisions,
                    scores: (needsScores ? scores : []).map { score in
                        byMargin.map { .init(categories: $0, score: score) }
                    }))
        }
        let pairs = scenario.pairedModels.map { pair in
            let (own, other) = (models[pair.model].decisions, models[pair.other].decisions)
            return RowCounter.Group(
                categories: own.categories + other.categories.dropFirst(groups.count + 1), threshold: own.threshold,
                otherThreshold: other.threshold)
        }
        return ScenarioCounter(models: models, pairs: pairs, files: looks, isAlone: scenario.data.id == nil)
    }
}
