import Diagnostics
import Evidence
import Metrics
import Probes
import Statistics
import Tables

extension ProbeRunner {
    // MARK: Transfer

    /// Figures here beside what is reported or known of the place each model comes from; models of which nothing is
    /// known are left out.
    mutating func transfers(_ probe: Scenario.Transfer) throws(ScenarioFailure) -> [Assessment.TransferRecord] {
        var records: [Assessment.TransferRecord] = []
        for (number, model) in inputs.models.enumerated() {
            let declaration = model.declaration
            var reported: [String: OriginFigure] = [:]
            var asked: [Metric] = []
            for figure in declaration.origin?.reported ?? [] {
                let metric = try self.metric(figure.metric)
                do throws(OriginFigure.Problem) { try OriginFigure.value(figure.value).check(metric) } catch {
                    throw ScenarioFailure([
                        Diagnostic(
                            "E916", at: figure.metric.location, "'\(metric.name)' is never \(figure.value)",
                            help: ["it lies between \(metric.range.lowerBound) and \(metric.range.upperBound)"])
                    ])
                }
                reported[metric.name] = .value(figure.value)
                asked.append(metric)
            }
            let home = probe.home.first { $0.model.value == declaration.name }
            guard home != nil || !reported.isEmpty else { continue }
            let origin = try home.map { home throws(ScenarioFailure) in try homeCube(home, declaration) }
            if origin != nil {
                let more = try probe.metrics.map { names throws(ScenarioFailure) in
                    var found: [Metric] = []
                    for name in names { found.append(try self.metric(name)) }
                    return found
                }
                for metric in more ?? metrics where !asked.contains(where: { $0.name == metric.name }) {
                    asked.append(metric)
                }
            }
            let groupings = probe.by.map(\.value)
            records.append(
                Assessment.TransferRecord(
                    model: declaration.name, tolerance: probe.tolerance, hasHome: origin != nil,
                    classes: inputs.classes.names,
                    transfer: Transfer(
                        local: cubes[number], origin: .init(rows: origin, reported: reported), metrics: asked,
                        groupings: groupings, context: contexts[number],
                        tolerance: probe.tolerance.map {
                            .init($0, isTwoSided: false, minimumRows: scenario.analysis.minimumGroup)
                        })))
        }
        return records
    }

    private func metric(_ name: Scenario.Placed<String>) throws(ScenarioFailure) -> Metric {
        try ScenarioRunner.metric(name.value, inputs.classes, scenario: scenario, at: name.location)
    }

    /// The rows of a model's place, read as a scenario of that model alone.
    private mutating func homeCube(
        _ home: Scenario.Transfer.Home, _ model: Scenario.ModelDeclaration
    ) throws(ScenarioFailure) -> EvidenceCube {
        var there = scenario
        there.probes = .init()
        there.data.file = home.data
        there.data.sha256 = nil
        there.data.groups = []
        there.data.time = nil
        there.data.cluster = nil
        var own = model
        own.predictions = home.predictions
        own.sha256 = nil
        there.models = [own]
        let read = try ScenarioInputs(reading: there)
        guard read.classes == inputs.classes else {
            throw ScenarioFailure([
                Diagnostic(
                    "E917", at: home.data.location, "the labels of the two places are not the same",
                    help: [
                        "here: " + inputs.classes.names.prefix(8).joined(separator: ", "),
                        "there: " + read.classes.names.prefix(8).joined(separator: ", "),
                    ])
            ])
        }
        for input in read.inputs where input.role != .scenario {
            var input = input
            input.role = .home
            input.model = model.name
            add(input)
        }
        warnings(read.models.flatMap(\.warnings))
        return read.models[0].cube
    }

    // MARK: Representation

    /// Rows of each group beside its share of the population; the first model's figure says which evidence counts.
    func representations(_ probe: Scenario.Representation) -> [Assessment.RepresentationRecord] {
        (scenario.population?.shares ?? []).filter { entry in
            probe.columns.map { $0.contains { $0.value == entry.column.value } } ?? true
        }.map { entry in
            let column = entry.column.value
            let population = entry.levels.map { level in
                (key: GroupKey([GroupLevel(dimension: column, value: level.level)]), size: level.share)
            }
            let evidence = cubes[0].evidence(by: [column])
            let adequacy = Representation.Adequacy(gap: probe.gap)
            return Assessment.RepresentationRecord(
                column: column, source: scenario.population?.source,
                found: Representation(
                    counts: evidence.map { ($0.group, $0.rows) }, population: population,
                    evidence: Dictionary(
                        evidence.map { ($0.group, $0.labelled) }, uniquingKeysWith: { first, _ in first }),
                    adequacy: adequacy, level: scenario.analysis.level, seed: scenario.analysis.seed))
        }
    }

    // MARK: Thresholds

    /// What other thresholds would do; models without one score are left out.
    func thresholds(_ probe: Scenario.Thresholds) throws(ScenarioFailure) -> [Assessment.ThresholdRecord] {
        guard inputs.classes.isBinary else {
            throw ScenarioFailure([
                Diagnostic(
                    "E918", at: probe.by.location,
                    "thresholds turn one score into a decision, and the label has several classes",
                    help: ["take the probe 'thresholds' out"])
            ])
        }
        let shown = ["selection-rate", "true-positive-rate", "false-positive-rate", "positive-predictive-value"]
            .compactMap { Catalogue.metric(named: $0, binary: true) }
        var records: [Assessment.ThresholdRecord] = []
        for (number, model) in inputs.models.enumerated() where model.declaration.score != nil {
            var options = ThresholdStudy.Options()
            options.costs = DecisionCosts(
                falsePositive: probe.falsePositiveCost, falseNegative: probe.falseNegativeCost)
            options.threshold = model.declaration.threshold
            options.level = scenario.analysis.level
            options.seed = scenario.analysis.seed
            let cube = cubes[number]
            guard
                let study = ThresholdStudy(
                    cube, by: probe.by.value, metrics: shown, thresholds: Self.spaced(cube), options: options,
                    context: contexts[number])
            else { continue }
            records.append(
                Assessment.ThresholdRecord(
                    model: model.declaration.name, by: probe.by.value, threshold: model.declaration.threshold,
                    metrics: shown.map(\.name), costs: options.costs, level: options.level, study: study))
        }
        return records
    }

    /// About twenty thresholds, as far apart as they select rows.
    private static func spaced(_ cube: EvidenceCube) -> [Double]? {
        guard let scores = cube.overall.scores.first else { return nil }
        let curve = ThresholdCurve(key: .overall, scores: scores)
        return curve.spaced(21)
    }

    // MARK: Inputs

    /// What models are given, group by group.
    func inputQuality(_ probe: Scenario.Inputs) throws(ScenarioFailure) -> Assessment.InputRecord {
        var columns: [InputQuality.Column] = []
        for name in probe.columns {
            let column = try column(name)
            columns.append(InputQuality.Column(column.name, levels: column.levels, codes: column.codes))
        }
        if let text = probe.text {
            let column = try column(text)
            columns.append(
                InputQuality.Column(
                    column.name, levels: column.levels, codes: column.codes, longest: probe.longest,
                    scripts: column.codes.map { _ in [] }))
        }
        return Assessment.InputRecord(
            quality: InputQuality(
                columns, rows: inputs.data.rowCount, groups: try members(probe.by), level: scenario.analysis.level))
    }

    /// Whether each model reads its texts.
    mutating func legibility(_ probe: Scenario.Legibility) throws(ScenarioFailure) -> [Assessment.LegibilityRecord] {
        let texts = try column(probe.text)
        var characters: Set<Unicode.Scalar>?
        if let home = probe.home {
            let table = try read(home, [ColumnRequest(probe.text.value, .category)], .home, model: nil)
            characters = (table.category(probe.text.value)?.levels ?? []).reduce(into: []) {
                $0.formUnion($1.unicodeScalars)
            }
        }
        let groups = try members(probe.by)
        let count = inputs.classes.names.count
        func code(_ code: UInt16) -> Int? { Int(code) < count ? Int(code) : nil }
        var records: [Assessment.LegibilityRecord] = []
        for (number, model) in inputs.models.enumerated() {
            let rows = rows(number)
            records.append(
                Assessment.LegibilityRecord(
                    model: model.declaration.name,
                    found: Legibility(
                        .init(
                            texts: texts.levels, codes: texts.codes.map { min($0, UInt32(texts.levels.count)) },
                            // Of several classes any one will do: a text that is told apart has a score of its own.
                            scores: rows.scores.last, decisions: rows.predictions.map(code),
                            labels: rows.labels.map(code), classCount: count),
                        groups: groups, homeCharacters: characters, context: contexts[number])))
        }
        return records
    }

    /// Rows by group, grouping by grouping.
    private func members(
        _ groupings: [Scenario.Placed<[String]>]
    ) throws(ScenarioFailure) -> [(key: GroupKey, rows: [Int])] {
        var groups: [(key: GroupKey, rows: [Int])] = []
        for grouping in groupings {
            var columns: [CategoryColumn] = []
            for name in grouping.value { columns.append(try column(.init(name, at: grouping.location))) }
            var members: [GroupKey: [Int]] = [:]
            for row in 0..<inputs.data.rowCount {
                let key = GroupKey(columns.map { GroupLevel(dimension: $0.name, value: $0.level(ofRow: row)) })
                members[key, default: []].append(row)
            }
            groups += members.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        }
        return groups
    }
}
