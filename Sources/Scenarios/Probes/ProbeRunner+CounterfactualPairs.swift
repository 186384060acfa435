import Diagnostics
import Evidence
import Metrics
import Probes
import Statistics
import Storage
import Tables

extension ProbeRunner {
    /// What a probe asks of every model.
    struct Asked {
        let probe: Scenario.Counterfactual
        let pairs: Table
        let ids: IdentifierColumn
        let sources: TextColumn
        /// Rows of the data by id.
        let originals: [String: Int]
        let review: PairReview?
        /// By row of the data, what its pairs depend on each other by.
        let units: [Int]
        /// The rows of the pairs that are changes.
        let changes: [Int]
        /// By original, its rows among the pairs: it was scored again with them.
        let copies: [String: [Int]]

        init(
            _ probe: Scenario.Counterfactual, pairs: Table, originals: [String: Int], review: PairReview?, units: [Int]
        ) throws(ScenarioFailure) {
            guard let ids = pairs.identifier(probe.id.value), let sources = pairs.text(probe.original.value) else {
                throw ScenarioInputs.missing(probe.original)
            }
            (self.probe, self.pairs, self.ids, self.sources) = (probe, pairs, ids, sources)
            (self.originals, self.review, self.units) = (originals, review, units)
            // Only files that were written to be scored name their rows so.
            let kinds =
                Array(pairs.header.prefix(CounterfactualBatch.fileColumns.count)) == CounterfactualBatch.fileColumns
                ? pairs.text("kind") : nil
            var (changes, copies): ([Int], [String: [Int]]) = ([], [:])
            for row in 0..<pairs.rowCount {
                if kinds?[row] == CounterfactualBatch.originalKind, let source = sources[row] {
                    copies[source, default: []].append(row)
                } else {
                    changes.append(row)
                }
            }
            (self.changes, self.copies) = (changes, copies)
        }

        /// The packs that changes were made with.
        var madeWith: [String] {
            guard let column = pairs.text("made-with") else { return [] }
            return Set(changes.compactMap { column[$0] }).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        }
    }

    /// What a model gave for changed rows, by the ids of the pairs.
    struct Changed {
        let rows: [String: Int]
        let predictions: [UInt16]
        /// The scores, and which of the model's they are compared with.
        let scores: (values: [Double], column: Int)?
    }

    /// Both sides of each pair that has them.
    struct Joined {
        var pairs: [ChangedPairs.Pair] = []
        /// The row of each pair, and its name.
        var rows: [Int] = []
        var ids: [String] = []
        var lacksOriginal: [Int] = []
        var lacksChange: [Int] = []
        /// Originals that were decided otherwise when they were scored with the pairs.
        var otherwise: [String] = []
    }

    func joined(_ asked: Asked, _ after: Changed, model number: Int) -> Joined {
        let before = rows(number)
        let classCount = inputs.classes.names.count
        func decision(_ code: UInt16) -> Int? { Int(code) < classCount ? Int(code) : nil }
        var joined = Joined()
        for row in asked.changes {
            guard let name = asked.sources[row], let source = asked.originals[name] else {
                joined.lacksOriginal.append(row)
                continue
            }
            guard let target = after.rows[asked.ids[row]] else {
                joined.lacksChange.append(row)
                continue
            }
            // An original that was scored with its changes is what they are compared with.
            let again = asked.copies[name]?.lazy.compactMap { after.rows[asked.ids[$0]] }.first
            let own = before.predictions[source]
            let decided = again.map { after.predictions[$0] } ?? own
            if decided != own, joined.otherwise.last != name { joined.otherwise.append(name) }
            var shift: Double?
            if let scores = after.scores, before.scores.indices.contains(scores.column) {
                let first = again.map { scores.values[$0] } ?? before.scores[scores.column][source]
                let difference = scores.values[target] - first
                if !difference.isNaN { shift = difference }
            }
            joined.pairs.append(
                .init(
                    original: asked.units[source], before: decision(decided),
                    after: decision(after.predictions[target]), shift: shift))
            joined.rows.append(row)
            joined.ids.append(asked.ids[row])
        }
        return joined
    }

    /// What scoring originals twice told; `nil` where they were not.
    func noise(_ asked: Asked, _ after: Changed) -> NoiseFloor? {
        guard !asked.copies.isEmpty else { return nil }
        var (repeated, flipped, differing) = (0, 0, 0)
        for copies in asked.copies.values {
            let rows = copies.compactMap { after.rows[asked.ids[$0]] }
            guard rows.count > 1 else { continue }
            repeated += 1
            if after.predictions[rows[0]] != after.predictions[rows[1]] { flipped += 1 }
            let scores = after.scores?.values
            if ScorerAnswer(prediction: "\(after.predictions[rows[0]])", score: scores?[rows[0]])
                .agrees(with: ScorerAnswer(prediction: "\(after.predictions[rows[1]])", score: scores?[rows[1]]))
                == false
            {
                differing += 1
            }
        }
        return NoiseFloor(repeated: repeated, flipped: flipped, differing: differing)
    }

    /// What the probe expects of each pair.
    func expectation(
        _ probe: Scenario.Counterfactual, _ pairs: Table, _ joined: Joined
    ) throws(ScenarioFailure) -> CounterfactualExpectation {
        switch probe.expectation {
        case .invariance: return .invariance(tolerance: probe.tolerance)
        case .rise, .fall:
            guard joined.pairs.contains(where: { $0.shift != nil }) else {
                throw ScenarioFailure([
                    Diagnostic(
                        "E933", at: probe.pairs.location,
                        "'\(probe.name)' expects a score to \(probe.expectation.rawValue), and no pair has scores",
                        help: ["declare the model's score, and predictions: {MODEL: {file: …, score: COL}}"])
                ])
            }
            return .directional(rises: probe.expectation == .rise, tolerance: probe.tolerance ?? 0)
        case .minimumFunctionality:
            guard let name = probe.expected, let column = pairs.category(name.value) else {
                throw ScenarioInputs.missing(probe.expected ?? probe.pairs)
            }
            for (row, code) in column.codes.enumerated() where code != CategoryColumn.missing {
                guard inputs.classes.names.contains(column.levels[Int(code)]) else {
                    throw ScenarioFailure([
                        Diagnostic(
                            "E934", at: pairs.location(row: row, column: name.value),
                            "'\(column.levels[Int(code)])' is no decision of this scenario",
                            help: ["decisions: " + inputs.classes.names.joined(separator: ", ")])
                    ])
                }
            }
            return .minimumFunctionality(
                joined.rows.map { row in column.level(ofRow: row).flatMap { inputs.classes.names.firstIndex(of: $0) } })
        }
    }

    /// In groups that the data have, too, how much better the model is than always giving the commonest answer, and how
    /// often it gives its own commonest one.
    func skills(
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
}
