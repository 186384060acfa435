import Diagnostics
import Evidence
import Metrics
import Probes
import Statistics
import Storage
import Tables

extension ProbeRunner {
    /// What each model gave for rows with one thing changed.
    mutating func counterfactuals(
        _ probe: Scenario.Counterfactual
    ) throws(ScenarioFailure) -> [Assessment.CounterfactualRecord] {
        guard let id = scenario.data.id else { return [] }
        let columns = probe.by.flatMap(\.value)
        let pairs = try read(
            probe.pairs,
            [ColumnRequest(probe.id.value, .identifier), ColumnRequest(probe.original.value, .text)]
                + columns.map { ColumnRequest($0, .category) }, .pairs, model: nil)
        let originals: [String: Int]
        do {
            // Pairs that stand twice would count twice.
            _ = try pairs.rows(byIdentifier: probe.id.value)
            originals = try inputs.data.rows(byIdentifier: id.value)
        } catch { throw ScenarioFailure(error) }
        var records: [Assessment.CounterfactualRecord] = []
        for changed in probe.changed {
            guard let number = inputs.models.firstIndex(where: { $0.declaration.name == changed.model.value }) else {
                continue
            }
            do { try Supervision.check() } catch { throw ScenarioFailure(error) }
            let after = try self.changed(changed, probe, model: number)
            records.append(try record(probe, changed, pairs, originals, after, model: number))
        }
        return records
    }

    /// What a model gave for changed rows, by the ids of the pairs.
    private struct Changed {
        let rows: [String: Int]
        let predictions: [UInt16]
        /// The scores, and which of the model's they are compared with.
        let scores: (values: [Double], column: Int)?
    }

    private mutating func changed(
        _ changed: Scenario.Counterfactual.Changed, _ probe: Scenario.Counterfactual, model number: Int
    ) throws(ScenarioFailure) -> Changed {
        let model = inputs.models[number].declaration
        let id = changed.id ?? probe.id
        let prediction = changed.prediction ?? model.prediction
        let ordered = try ScenarioInputs.scoreColumns(of: model, classes: inputs.classes)
        let score = changed.score ?? (inputs.classes.isBinary ? ordered.first?.column : nil)
        let place =
            inputs.classes.isBinary ? 0 : ordered.firstIndex { $0.column.value == score?.value }
        var requests = [ColumnRequest(id.value, .identifier)]
        if let prediction { requests.append(ColumnRequest(prediction.value, .category)) }
        if let score { requests.append(ColumnRequest(score.value, .number)) }
        let table = try read(changed.file, requests, .changedPredictions, model: model.name)
        let rows: [String: Int]
        do { rows = try table.rows(byIdentifier: id.value) } catch { throw ScenarioFailure(error) }
        let numbers = score.flatMap { table.number($0.value)?.values }
        let predictions: [UInt16]
        if let prediction, let column = table.category(prediction.value) {
            warnings(
                try ScenarioInputs.invalid(
                    column, counts: column.counts().ofLevels, prediction, inputs.classes, path: changed.file.value))
            predictions = inputs.classes.predictions(column)
        } else if let threshold = model.threshold, let numbers, inputs.classes.isBinary {
            predictions = OutcomeClasses.predictions(scores: numbers, threshold: threshold)
        } else {
            throw ScenarioInputs.noDecisions(model)
        }
        return Changed(
            rows: rows, predictions: predictions,
            scores: numbers.flatMap { numbers in place.map { (numbers, $0) } })
    }

    private mutating func record(
        _ probe: Scenario.Counterfactual, _ changed: Scenario.Counterfactual.Changed, _ pairs: Table,
        _ originals: [String: Int], _ after: Changed, model number: Int
    ) throws(ScenarioFailure) -> Assessment.CounterfactualRecord {
        guard let ids = pairs.identifier(probe.id.value), let sources = pairs.text(probe.original.value) else {
            throw ScenarioInputs.missing(probe.original)
        }
        let before = rows(number)
        let classCount = inputs.classes.names.count
        func decision(_ code: UInt16) -> Int? { Int(code) < classCount ? Int(code) : nil }
        var (joined, members): ([ChangedPairs.Pair], [Int]) = ([], [])
        var (lacksOriginal, lacksChange): ([Int], [Int]) = ([], [])
        for row in 0..<pairs.rowCount {
            guard let source = sources[row].flatMap({ originals[$0] }) else {
                lacksOriginal.append(row)
                continue
            }
            guard let target = after.rows[ids[row]] else {
                lacksChange.append(row)
                continue
            }
            var shift: Double?
            if let scores = after.scores, before.scores.indices.contains(scores.column) {
                let difference = scores.values[target] - before.scores[scores.column][source]
                if !difference.isNaN { shift = difference }
            }
            joined.append(
                .init(
                    original: source, before: decision(before.predictions[source]),
                    after: decision(after.predictions[target]), shift: shift))
            members.append(row)
        }
        guard !joined.isEmpty else {
            throw ScenarioFailure([
                Diagnostic(
                    "E912", at: changed.file.location, "no pair of \(probe.pairs.value) was found in the data and here",
                    help: [
                        "pairs name their rows by '\(probe.original.value)' and are found by '\(probe.id.value)'",
                        "say id: and original: if the columns are called otherwise",
                    ])
            ])
        }
        tell("W913", lacksOriginal.map { sources[$0] ?? "" }, "pairs come from no row of the data", probe.pairs)
        tell(
            "W914", lacksChange.map { ids[$0] }, "pairs were not scored by '\(changed.model.value)'", changed.file)
        let model = inputs.models[number].declaration
        let tested = ChangedPairs(joined, classCount: classCount)
        let groups = try groups(probe, pairs, members)
        let skills = try skills(groups.map(\.key), model: number)
        return Assessment.CounterfactualRecord(
            model: model.name, name: probe.name, kind: probe.kind, file: probe.pairs.value,
            tolerance: probe.tolerance, allowedFlips: probe.allowedFlips, classes: inputs.classes.names,
            pairs: pairs.rowCount, withoutOriginal: lacksOriginal.count, withoutChange: lacksChange.count,
            results: zip(groups, skills).map { group, skill in
                .init(
                    group: group.key,
                    result: tested.result(
                        of: group.members, wanted: model.favourablePositive.map { $0 ? 1 : 0 },
                        tolerance: probe.tolerance, level: scenario.analysis.level), skill: skill.skill,
                    commonestAnswer: skill.commonest)
            })
    }

    /// Everybody, then the groups of each grouping in their order; members are places among the joined pairs.
    private func groups(
        _ probe: Scenario.Counterfactual, _ pairs: Table, _ rows: [Int]
    ) throws(ScenarioFailure) -> [(key: GroupKey, members: [Int])] {
        var groups: [(key: GroupKey, members: [Int])] = [(.overall, Array(rows.indices))]
        for grouping in probe.by {
            var columns: [CategoryColumn] = []
            for name in grouping.value {
                guard let column = pairs.category(name) else {
                    throw ScenarioInputs.missing(.init(name, at: grouping.location))
                }
                columns.append(column)
            }
            var members: [GroupKey: [Int]] = [:]
            for (place, row) in rows.enumerated() {
                let key = GroupKey(columns.map { GroupLevel(dimension: $0.name, value: $0.level(ofRow: row)) })
                members[key, default: []].append(place)
            }
            groups += members.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        }
        return groups
    }

    /// In groups that the data have, too, how much better the model is than always giving the commonest answer, and how
    /// often it gives its own commonest one.
    private func skills(
        _ keys: [GroupKey], model number: Int
    ) throws(ScenarioFailure) -> [(skill: Estimate?, commonest: Double?)] {
        let metric = try ScenarioRunner.metric(
            "accuracy", inputs.classes, scenario: scenario, at: SourceLocation(file: scenario.file))
        let columns = Set(scenario.data.groups.map(\.column.value))
        var evidence: [GroupKey: GroupEvidence] = [.overall: cubes[number].overall]
        var known: Set<[String]> = [[]]
        return keys.map { key in
            guard columns.isSuperset(of: key.dimensions) else { return (nil, nil) }
            if known.insert(key.dimensions).inserted {
                for group in cubes[number].evidence(by: key.dimensions) { evidence[group.group] = group }
            }
            guard let group = evidence[key] else { return (nil, nil) }
            var estimator = Estimator(group, context: contexts[number])
            let decided = group.decided
            let all = decided.reduce(0, +)
            return (
                estimator.skill(metric, level: scenario.analysis.level, for: .display),
                all > 0 ? Double(decided.max() ?? 0) / Double(all) : nil
            )
        }
    }

    private mutating func tell(
        _ code: String, _ names: [String], _ what: String, _ file: Scenario.Placed<String>
    ) {
        guard !names.isEmpty else { return }
        warn(
            code, "\(names.count) \(what)", at: SourceLocation(file: file.value),
            help: ["first: " + names.prefix(5).joined(separator: ", ")])
    }
}
