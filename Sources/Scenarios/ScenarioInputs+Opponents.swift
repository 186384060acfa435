import Evidence
import Metrics
import Tables

extension Scenario {
    /// The pairs of models that gates compare, by their places among the models; each once, in order.
    var pairedModels: [(model: Int, other: Int)] {
        models.indices.flatMap { model in
            models.indices.filter { other in
                gates.contains { gate in
                    guard case .model(models[other].name, _) = gate.comparison else { return false }
                    return gate.binds(models[model].name)
                }
            }.map { (model, $0) }
        }
    }
}

extension Opponent {
    /// Rows by what one model decided, and the codes of what another one decided of them.
    ///
    /// - Parameters:
    ///   - rows: without scores.
    ///   - told: dimensions that are told from columns already.
    ///   - scores: those of both models, where they are compared by them.
    init(
        _ rows: EvidenceRows, told: [ToldDimension], against predictions: [UInt16], named name: String,
        scores: PairedScoreRows? = nil
    ) {
        var decision = ToldDimension(column: name, rule: .decision)
        // A column of the data may be called so.
        while rows.dimensions.contains(where: { $0.name == decision.name }) {
            decision = ToldDimension(column: decision.column + "'", rule: .decision)
        }
        var none = PredictionState.invalid.name
        while rows.classes.contains(none) { none += "'" }
        var rows = rows
        rows.dimensions.append(
            .init(
                name: decision.name, levels: rows.classes + [none],
                codes: predictions.map { code in
                    code == PredictionState.missing.rawValue
                        ? EvidenceRows.Dimension.missing : UInt32(min(Int(code), rows.classes.count))
                }))
        self.init(
            cube: EvidenceCube(counting: rows, told: told + [decision]), decision: decision, scores: scores)
    }
}

extension ScenarioInputs {
    /// The models with those that gates compare them with, where rows are in memory.
    static func meeting(_ models: [ModelInput], _ scenario: Scenario) -> [ModelInput] {
        var models = models
        for (model, other) in scenario.pairedModels {
            guard case .rows(var rows, let told) = models[model].evidence,
                case .rows(let others, _) = models[other].evidence
            else { continue }
            let name = models[other].declaration.name
            let scores = others.scores.first.flatMap { other in
                PairedScoreRows(rows, against: other, block: told.first { $0.rule == .block }?.name)
            }
            rows.scores = []
            models[model].opponents[name] = Opponent(
                rows, told: told, against: others.predictions, named: name, scores: scores)
        }
        return models
    }

    /// The same of rows that were counted while they were read.
    ///
    /// - Parameters:
    ///   - tables: with the predictions of each model.
    ///   - groups: the columns that rows were counted by.
    ///   - keptCount: so many of them are told apart, the first ones.
    static func meeting(
        _ models: [ModelInput], _ scenario: Scenario, _ counters: [RowCounter], _ tables: [Table],
        _ classes: OutcomeClasses, _ groups: [CategoryColumn], keptCount: Int, _ label: CategoryColumn,
        told: [ToldDimension]
    ) throws(ScenarioFailure) -> [ModelInput] {
        var models = models
        for (counter, (model, other)) in zip(counters, scenario.pairedModels) {
            let entries = counter.entries(0)
            var next = groups.count + 1
            func decided(_ place: Int, _ thresholds: [UInt32]) -> [UInt16] {
                guard let name = scenario.models[place].prediction?.value, let column = tables[place].category(name)
                else { return thresholds.map { $0 > 1 ? PredictionState.missing.rawValue : UInt16($0) } }
                defer { next += 1 }
                return classes.predictions(
                    CategoryColumn(name: column.name, levels: column.levels, codes: entries.codes[next]))
            }
            let own = decided(model, entries.decisions)
            let others = decided(other, entries.otherDecisions)
            let labels: [UInt16]
            do {
                labels = try classes.labels(
                    CategoryColumn(name: label.name, levels: label.levels, codes: entries.codes[groups.count]),
                    at: scenario.data.label.column.location)
            } catch { throw ScenarioFailure(error) }
            let rows = EvidenceRows(
                dimensions: groups.prefix(keptCount).enumerated().map {
                    .init(name: $1.name, levels: $1.levels, codes: entries.codes[$0])
                }, classes: classes.names, labels: labels, predictions: own, entries: entries)
            let name = scenario.models[other].name
            models[model].opponents[name] = Opponent(rows, told: told, against: others, named: name)
        }
        return models
    }
}
