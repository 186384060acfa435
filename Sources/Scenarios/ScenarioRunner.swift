import Diagnostics
import Evidence
import Metrics
import Statistics
import Storage
import Tables

/// Assesses a scenario: reads its files, counts, estimates, decides the gates and collects what a reader should know.
package enum ScenarioRunner {
    /// The assessment of a scenario.
    ///
    /// - Parameters:
    ///   - programVersion: goes into the assessment.
    ///   - date: the day of the assessment as an ISO date, if it is to be told; never taken from the clock.
    ///   - given: what it is compared with, instead of what the scenario declares.
    /// - Throws: everything wrong with the first file that cannot be used; nothing has been written.
    package static func assess(
        _ scenario: Scenario, programVersion: String, date: String? = nil, earlier given: EarlierAssessment? = nil
    ) throws(ScenarioFailure) -> Assessment {
        var earlier = given
        if earlier == nil, let declared = scenario.earlier {
            earlier = try EarlierAssessment(
                contentsOf: try ScenarioInputs.resolve(declared.assessment, scenario), at: declared.assessment.location,
                sha256: declared.sha256?.value)
        }
        let isDeclared = given == nil
        let inputs =
            scenario.probes.needRows || comparesScores(scenario)
            ? try ScenarioInputs(reading: scenario)
            : try ScenarioInputs.gathered(scenario, needsScores: needsScores(scenario))
        var assessment = try assess(
            scenario, inputs, programVersion: programVersion, date: date, earlier: earlier)
        // A file that was named on the way lies anywhere; its digest stands among the changes.
        if isDeclared, let earlier, let path = scenario.earlier?.assessment.value {
            assessment.inputs.append(
                Assessment.Input(
                    role: .earlier, model: nil, path: path, sha256: earlier.sha256, bytes: earlier.byteCount, rows: nil)
            )
        }
        return assessment
    }

    /// As above, of files that were read.
    static func assess(
        _ scenario: Scenario, _ inputs: ScenarioInputs, programVersion: String, date: String?,
        earlier: EarlierAssessment? = nil
    ) throws(ScenarioFailure) -> Assessment {
        let isBinary = inputs.classes.isBinary
        let metrics = try self.metrics(of: scenario, inputs.classes)
        let gateMetrics = try self.gateMetrics(of: scenario, inputs.classes)
        let groupings = scenario.analysis.by.map(\.value)
        let measures = try fairnessMeasures(of: scenario, inputs.classes)
        let absent = absentGroups(inputs)
        try earlier?.requireMatch(scenario, classes: inputs.classes.names, groupings: groupings)
        try checkChanges(gateMetrics, metrics, scenario, earlier)
        let before = earlier.map {
            GateEvaluator.Earlier($0, mayShareRows: $0.mayShareRows(inputs.inputs, period(inputs)))
        }

        var assessment = Assessment(
            scenario: scenario, programVersion: programVersion, date: date, period: period(inputs),
            inputs: inputs.inputs,
            localeFiles: [], classes: inputs.classes.names, isBinary: isBinary, models: [], coverage: [],
            absentGroups: absent, estimates: [], comparisons: [], gates: [], findings: [],
            warnings: groupNameWarnings(inputs))
        var belowNoSkill: [Assessment.Finding] = []
        var impossible: [Assessment.Finding] = []
        var (cubes, contexts): ([EvidenceCube], [EstimationContext]) = ([], [])
        for model in inputs.models {
            do { try Supervision.check() } catch { throw ScenarioFailure(error) }
            let cube = model.cube
            var context = EstimationContext(
                model: model.declaration.name, level: scenario.analysis.level, seed: scenario.analysis.seed,
                favourablePositive: model.declaration.favourablePositive,
                scoresAreProbabilities: model.declaration.score?.kind != .margin, allRows: cube.rows)
            context.classes = inputs.classes.names
            context.order = declaredOrder(scenario, inputs.classes)
            let builder = AssessmentBuilder(
                cube: cube, context: context, minimumGroup: scenario.analysis.minimumGroup, design: inputs.design)
            let evaluator = GateEvaluator(
                cube: cube, context: builder.context, minimumGroup: scenario.analysis.minimumGroup,
                design: inputs.design, opponents: model.opponents, earlier: before,
                windows: try ProbeRunner(scenario, inputs, cubes: [], contexts: [], metrics: [])
                    .windows(model.declaration.name))
            cubes.append(cube)
            contexts.append(builder.context)
            assessment.models.append(record(model))
            assessment.warnings += model.warnings
            assessment.estimates += builder.estimates(metrics, by: groupings, absent: absent)
            assessment.comparisons += builder.comparisons(metrics, by: groupings) { reference($0, scenario) }
            for grouping in groupings where cube.evidence(by: grouping).count > 1 {
                do { try Supervision.check() } catch { throw ScenarioFailure(error) }
                let given = strata(of: scenario).filter { !grouping.contains($0) }
                let own = measures.filter {
                    isMeasurable($0, of: model.declaration) && !($0.needsStrata && given.isEmpty)
                }
                assessment.fairness += builder.fairness(own, by: grouping, given: given)
            }
            assessment.warnings += try ScenarioInputs.stageRemarks(cube, model.declaration)
            assessment.stages += try builder.stageRecords(
                model.declaration.stages.map(\.decision), metrics, by: groupings
            ) { reference($0, scenario) }
            for (gate, metric) in gateMetrics where gate.binds(model.declaration.name) {
                do { try Supervision.check() } catch { throw ScenarioFailure(error) }
                assessment.gates.append(evaluator.evaluate(gate, metric: metric))
            }
            belowNoSkill += builder.belowNoSkill(metrics, by: groupings)
            if impossible.isEmpty { impossible = builder.impossible(scenario.gates) }
            if assessment.coverage.isEmpty { assessment.coverage = coverage(cube, groupings, scenario, inputs.design) }
        }
        assessment.gates.sort { a, b in
            position(a.gate, scenario) < position(b.gate, scenario)
        }
        var probes = ProbeRunner(scenario, inputs, cubes: cubes, contexts: contexts, metrics: metrics)
        assessment.probes = try probes.run()
        assessment.warnings += probes.warnings
        assessment.inputs += probes.files
        assessment.findings = Findings.collect(assessment, belowNoSkill: belowNoSkill, impossible: impossible)
        assessment.changes = before.map {
            Assessment.Changes(assessment, since: $0.assessment, mayShareRows: $0.mayShareRows)
        }
        return assessment
    }

    private static func position(_ gate: Gate, _ scenario: Scenario) -> Int {
        scenario.gates.firstIndex { $0.name == gate.name } ?? scenario.gates.count
    }

    // MARK: What is asked

    private static func metrics(
        of scenario: Scenario, _ classes: OutcomeClasses
    ) throws(ScenarioFailure) -> [Metric] {
        let isBinary = classes.isBinary
        if scenario.analysis.metrics.isEmpty {
            let names =
                isBinary
                ? ["selection-rate", "accuracy", "true-positive-rate", "false-positive-rate"]
                : ["accuracy", "macro-f1"]
            return names.compactMap { Catalogue.metric(named: $0, binary: isBinary) }
        }
        var metrics: [Metric] = []
        func add(_ metric: Metric) {
            if !metrics.contains(where: { $0.name == metric.name }) { metrics.append(metric) }
        }
        for name in scenario.analysis.metrics {
            if name.value == "all" {
                available(in: scenario, isBinary: isBinary).forEach(add)
            } else {
                add(try metric(name.value, classes, scenario: scenario, at: name.location))
            }
        }
        return metrics
    }

    /// Classes that are declared stand in their order, the lowest first; those of the column are only sorted by name.
    static func declaredOrder(_ scenario: Scenario, _ classes: OutcomeClasses) -> [Int]? {
        scenario.data.label.classes == nil ? nil : Array(classes.names.indices)
    }

    /// Every metric that the declared columns allow for at least one model.
    private static func available(in scenario: Scenario, isBinary: Bool) -> [Metric] {
        let models = scenario.models
        return Catalogue.available(
            binary: isBinary, hasScores: models.contains { $0.score != nil || !$0.scores.isEmpty },
            hasProbabilities: models.contains { $0.score?.kind == .probability || !$0.scores.isEmpty }
        ).filter {
            ($0.name != "favourable-rate" || models.allSatisfy { $0.favourablePositive != nil })
                && (!$0.isOrdinal || scenario.data.label.classes != nil)
        }
    }

    /// Whether any figure asked for looks at scores; an unknown name is told of later.
    private static func needsScores(_ scenario: Scenario) -> Bool {
        scenario.probes.thresholds != nil || scenario.probes.transfer != nil || scenario.searchesScores
            || (scenario.analysis.fairness ?? []).contains {
                $0.value == "all" || FairnessMeasure.measure(named: $0.value)?.needsScores ?? true
            }
            || (scenario.analysis.metrics.map(\.value) + scenario.gates.map(\.metric)).contains { name in
                name == "all"
                    || [true, false].contains { Catalogue.metric(named: name, binary: $0)?.needsScores ?? true }
            }
    }

    /// Whether two models are compared by their scores, which only rows with both tell.
    private static func comparesScores(_ scenario: Scenario) -> Bool {
        scenario.gates.contains { gate in
            guard case .model = gate.comparison else { return false }
            return Catalogue.metric(named: gate.metric, binary: true)?.needsScores ?? false
        }
    }

    private static func gateMetrics(
        of scenario: Scenario, _ classes: OutcomeClasses
    ) throws(ScenarioFailure) -> [(Gate, Metric)] {
        var result: [(Gate, Metric)] = []
        for gate in scenario.gates {
            let metric = try metric(gate.metric, classes, scenario: scenario, at: gate.location)
            if case .noSkill = gate.comparison, metric.noSkill == nil {
                throw ScenarioFailure([
                    Diagnostic(
                        "E721", at: gate.location, "'\(metric.name)' has no no-skill reference to compare with",
                        help: ["accuracy, macro-f1, roc-auc, brier-score and others have one"])
                ])
            }
            try checkOpponent(gate, metric, classes, scenario)
            result.append((gate, metric))
        }
        return result
    }

    static func metric(
        _ name: String, _ classes: OutcomeClasses, scenario: Scenario, at location: SourceLocation
    ) throws(ScenarioFailure) -> Metric {
        let isBinary = classes.isBinary
        guard let metric = Catalogue.metric(named: name, binary: isBinary) else {
            let near = Catalogue.nearest(to: name).map { ["did you mean '\($0)'?"] } ?? []
            throw ScenarioFailure([Diagnostic("E722", at: location, "no metric named '\(name)'", help: near)])
        }
        guard metric.fits(binary: isBinary) else {
            throw ScenarioFailure([
                Diagnostic(
                    "E723", at: location,
                    isBinary
                        ? "'\(name)' is for labels of several classes"
                        : "'\(name)' needs a label with a positive value",
                    help: isBinary
                        ? []
                        : [
                            "declare label: {column: …, positive: …}, or use accuracy or macro-f1",
                            "or \(name):\(classes.names.first ?? "CLASS") for one class against all others",
                        ])
            ])
        }
        if metric.isOrdinal, declaredOrder(scenario, classes) == nil {
            throw ScenarioFailure([
                Diagnostic(
                    "E725", at: location, "'\(name)' needs to know the order of the classes",
                    help: ["add classes: [\(classes.names.joined(separator: ", "))] to the label, the lowest first"])
            ])
        }
        if let own = metric.versusRest, !classes.names.contains(own) {
            let near = NearMatch.nearest(to: own, among: classes.names).map { ["did you mean '\($0)'?"] } ?? []
            throw ScenarioFailure([Diagnostic("E722", at: location, "'\(own)' is no class of this label", help: near)])
        }
        if metric.name == "favourable-rate", let model = scenario.models.first(where: { $0.favourablePositive == nil })
        {
            throw ScenarioFailure([
                Diagnostic(
                    "E724", at: location,
                    "'favourable-rate' needs to know which decision of '\(model.name)' people want",
                    help: ["add favourable: 1 (or 0) to the model"])
            ])
        }
        return metric
    }

    /// The reference of a grouping: the declared one of a single column, else everybody but the group.
    static func reference(_ grouping: [String], _ scenario: Scenario) -> Gate.Reference {
        guard grouping.count == 1,
            let declared = scenario.data.groups.first(where: { $0.column.value == grouping[0] })?.reference
        else { return .complement }
        return .named([declared.value])
    }

    // MARK: What is known of the data

    private static func record(_ model: ScenarioInputs.ModelInput) -> Assessment.Model {
        Assessment.Model(
            name: model.declaration.name, version: model.declaration.version, owner: model.declaration.owner,
            origin: model.declaration.origin, threshold: model.declaration.threshold,
            favourablePositive: model.declaration.favourablePositive, matched: model.matched,
            withoutPrediction: model.withoutPrediction, unmatchedPredictions: model.unmatchedPredictions)
    }

    private static func coverage(
        _ cube: EvidenceCube, _ groupings: [[String]], _ scenario: Scenario, _ design: EvidenceDesign
    ) -> [Assessment.Coverage] {
        let assumed = PlanningAssumptions()
        let effect = assumed.designEffect(rowsPerCluster: design.rowsPerCluster ?? 1)
        let all = cube.overall.labelled
        return ([[]] + groupings).flatMap { grouping in
            (grouping.isEmpty ? [cube.overall] : cube.evidence(by: grouping)).map { evidence in
                Assessment.Coverage(
                    group: evidence.group, rows: evidence.rows, labelled: evidence.labelled,
                    populationShare: populationShare(evidence.group, scenario),
                    detectable: grouping.isEmpty
                        ? nil
                        : Power.minimumDetectableDisparity(
                            rate: 0.5, rows1: Double(evidence.labelled) / effect,
                            rows0: Double(all - evidence.labelled) / effect, power: assumed.power
                        ).flatMap { $0 <= 0.5 ? $0 : nil })
            }
        }
    }

    private static func populationShare(_ group: GroupKey, _ scenario: Scenario) -> Double? {
        guard group.levels.count == 1, let level = group.levels.first else { return nil }
        return scenario.population?.shares.first { $0.column.value == level.dimension }?
            .levels.first { $0.level == level.value }?.share
    }

    /// Levels that are declared, as a reference or with a share of the population, but that no row has.
    private static func absentGroups(_ inputs: ScenarioInputs) -> [GroupKey] {
        inputs.groups.flatMap { dimension -> [GroupKey] in
            // As keys, because these are kept apart by their bytes.
            let present = Set(dimension.levels.map { GroupLevel(dimension: dimension.name, value: $0) })
            var declared: [String] = []
            let group = inputs.scenario.data.groups.first { $0.column.value == dimension.name }
            if let reference = group?.reference { declared.append(reference.value) }
            let shares = inputs.scenario.population?.shares.first { $0.column.value == dimension.name }
            declared += shares?.levels.map(\.level) ?? []
            return Set(declared.map { GroupLevel(dimension: dimension.name, value: $0) }).subtracting(present)
                .map { GroupKey([$0]) }
        }.sorted()
    }

    private static func period(_ inputs: ScenarioInputs) -> Assessment.Period? {
        guard let time = inputs.scenario.data.time, let column = inputs.data.category(time.value) else { return nil }
        let calendar = inputs.scenario.data.calendar
        let dates = column.levels.compactMap { level in
            calendar == .gregorian ? (ISODate.isDate(level) ? level : nil) : calendar.isoDay(level)
        }
        guard dates.count == column.levels.count, let first = dates.min(), let last = dates.max() else { return nil }
        return Assessment.Period(first: first, last: last)
    }

    private static func groupNameWarnings(_ inputs: ScenarioInputs) -> [Diagnostic] {
        inputs.groups.flatMap { dimension -> [Diagnostic] in
            LookAlikes.groups(among: dimension.levels).map { group in
                Diagnostic(
                    "W717", severity: .warning, at: SourceLocation(file: inputs.scenario.data.file.value),
                    "\(group.count) groups of '\(dimension.name)' look alike: "
                        + group.map { "'\($0)'" }.joined(separator: ", "),
                    help: ["they are counted apart"])
            }
        }
    }
}
