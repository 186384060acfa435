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
        let columns = probe.by.flatMap(\.value) + [probe.expected?.value].compactMap { $0 }
        let pairs = try read(
            probe.pairs,
            [ColumnRequest(probe.id.value, .identifier), ColumnRequest(probe.original.value, .text)]
                + columns.map { ColumnRequest($0, .category) }
                + ["kind", "made-with"].map { ColumnRequest($0, .text, required: false) }, .pairs, model: nil)
        let originals: [String: Int]
        do {
            // Pairs that stand twice would count twice.
            _ = try pairs.rows(byIdentifier: probe.id.value)
            originals = try inputs.data.rows(byIdentifier: id.value)
        } catch { throw ScenarioFailure(error) }
        let asked = try Asked(probe, pairs: pairs, originals: originals, review: review(probe), units: units())
        var records: [Assessment.CounterfactualRecord] = []
        for changed in probe.changed {
            guard let number = inputs.models.firstIndex(where: { $0.declaration.name == changed.model.value }) else {
                continue
            }
            do { try Supervision.check() } catch { throw ScenarioFailure(error) }
            let after = try self.changed(changed, probe, model: number)
            records.append(try record(asked, changed, after, model: number))
        }
        return records
    }

    /// What people said of changed texts.
    private mutating func review(_ probe: Scenario.Counterfactual) throws(ScenarioFailure) -> PairReview? {
        guard let file = probe.review else { return nil }
        let table = try read(file, PairReview.requests(pair: probe.id.value), .reviews, model: nil)
        do throws(PairReview.Malformed) { return try PairReview(table, pair: probe.id.value) } catch {
            throw ScenarioFailure([
                Diagnostic(
                    "E931", at: error.location, error.reason,
                    help: ["'\(PairReview.acceptedColumn)' is yes, no, or empty for a pair nobody looked at"])
            ])
        }
    }

    /// By row of the data, the cluster that is declared; without one, or where it is missing, the row itself.
    private func units() throws(ScenarioFailure) -> [Int] {
        let rows = 0..<inputs.data.rowCount
        guard let cluster = scenario.data.cluster else { return Array(rows) }
        let column = try column(cluster)
        return rows.map {
            column.codes[$0] == CategoryColumn.missing ? column.levels.count + $0 : Int(column.codes[$0])
        }
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
        _ asked: Asked, _ changed: Scenario.Counterfactual.Changed, _ after: Changed, model number: Int
    ) throws(ScenarioFailure) -> Assessment.CounterfactualRecord {
        let probe = asked.probe
        let joined = joined(asked, after, model: number)
        guard !joined.pairs.isEmpty else {
            throw ScenarioFailure([
                Diagnostic(
                    "E912", at: changed.file.location, "no pair of \(probe.pairs.value) was found in the data and here",
                    help: [
                        "pairs name their rows by '\(probe.original.value)' and are found by '\(probe.id.value)'",
                        "say id: and original: if the columns are called otherwise",
                    ])
            ])
        }
        tell(
            "W913", joined.lacksOriginal.map { asked.sources[$0] ?? "" }, "pairs come from no row of the data",
            probe.pairs)
        tell(
            "W914", joined.lacksChange.map { asked.ids[$0] }, "pairs were not scored by '\(changed.model.value)'",
            changed.file)
        tell(
            "W930", joined.otherwise,
            "originals got another decision of '\(changed.model.value)' with the pairs than in its predictions",
            changed.file)
        let model = inputs.models[number].declaration
        let tested = ChangedPairs(joined.pairs, classCount: inputs.classes.names.count)
        let expectation = try expectation(probe, asked.pairs, joined)
        let groups = try groups(probe, asked.pairs, joined.rows)
        let skills = try skills(groups.map(\.key), model: number)
        let level = scenario.analysis.level
        func result(_ members: [Int]) -> ChangedPairs.Result {
            tested.result(
                of: members, wanted: model.favourablePositive.map { $0 ? 1 : 0 }, tolerance: probe.tolerance,
                level: level)
        }
        let results = zip(groups, skills).map { group, skill in
            let chosen = asked.review?.accepted(group.members, ids: joined.ids) ?? group.members
            return Assessment.CounterfactualRecord.Result(
                group: group.key, result: result(chosen),
                expected: tested.expected(expectation, of: chosen, allowed: probe.allowedFlips, level: level),
                acceptance: asked.review?.acceptance(of: group.members, ids: joined.ids, tested, level: level),
                all: asked.review.map { _ in result(group.members) }, skill: skill.skill,
                commonestAnswer: skill.commonest)
        }
        if asked.review != nil, results.first?.result.pairs == 0 {
            warn(
                "W931", "reviewers accept no pair of '\(probe.name)': there are no results of it",
                at: (probe.review ?? probe.pairs).location)
        }
        return Assessment.CounterfactualRecord(
            model: model.name, name: probe.name, kind: probe.kind, file: probe.pairs.value,
            tolerance: probe.tolerance, allowedFlips: probe.allowedFlips, expectation: probe.expectation,
            classes: inputs.classes.names, pairs: asked.changes.count, withoutOriginal: joined.lacksOriginal.count,
            withoutChange: joined.lacksChange.count, level: level, unit: scenario.data.cluster?.value,
            madeWith: asked.madeWith, noise: noise(asked, after), reviewers: asked.review?.reviewerCount,
            results: results)
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

    private mutating func tell(
        _ code: String, _ names: [String], _ what: String, _ file: Scenario.Placed<String>
    ) {
        guard !names.isEmpty else { return }
        warn(
            code, "\(names.count) \(what)", at: SourceLocation(file: file.value),
            help: ["first: " + names.prefix(5).joined(separator: ", ")])
    }
}
