import Evidence
import Interchange
import Probes
import Scenarios
import Statistics
import Tables

/// Labels of originals, and what they say of whether the model can read each group.
struct CounterfactualJudgement {
    let classes: [String]
    /// Label and decision of each row that has both.
    private let rows: [(label: Int, decision: Int)]
    /// By column, the level of each of these rows.
    private let levels: [String: [String?]]
    private let places: [String: Int]
    /// The original of each pair.
    private let originals: [String]

    /// - Parameters:
    ///   - originals: of each pair, the id of its original.
    ///   - decisions: what was decided of originals, by id.
    /// - Returns: `nil` if no label is named.
    init?(
        _ call: Call, originals: [String], decisions: [String: String]
    ) throws(CommandFailure) {
        guard let label = call.text("label") else { return nil }
        guard let path = call.text("in") ?? call.text("original") else {
            throw CommandFailure("E872", call, at: label.span, "which file holds the labels?", help: ["add in FILE"])
        }
        let id = CounterfactualProbe.Identifiers(call).own
        let by = call.lists("by").flatMap { $0 }.map(\.value)
        var requests = [ColumnRequest(id, .identifier), ColumnRequest(label.value, .category)]
        for name in by where name != label.value && name != id {
            let request = ColumnRequest(name, .category, required: false)
            if !requests.contains(request) { requests.append(request) }
        }
        let table: Table
        do {
            table = try TableReader.read(path: path.value, columns: .only(requests))
            _ = try table.rows(byIdentifier: id)
        } catch { throw CommandFailure(error, columnsOf: call) }
        guard let ids = table.identifier(id), let labels = table.category(label.value) else {
            preconditionFailure("columns that were read")
        }
        var classes = ClassCodes()
        var rows: [(label: Int, decision: Int)] = []
        var kept: [Int] = []
        var places: [String: Int] = [:]
        for row in 0..<table.rowCount {
            guard let wanted = classes.code(labels.level(ofRow: row)), let decision = classes.code(decisions[ids[row]])
            else { continue }
            places[ids[row]] = rows.count
            rows.append((wanted, decision))
            kept.append(row)
        }
        var levels: [String: [String?]] = [:]
        for name in by {
            guard let column = table.category(name) else { continue }
            levels[name] = kept.map { column.level(ofRow: $0) }
        }
        (self.classes, self.rows, self.levels, self.places) = (classes.names, rows, levels, places)
        self.originals = originals
    }

    /// What is known of a group: of all its rows where the file of labels tells who belongs to it, else of the
    /// originals of its pairs.
    private func legibility(of group: MeasuredPairs.Group, model: String, level: Double) -> AnswerSkill? {
        let own: [Int]
        if group.key.levels.allSatisfy({ levels[$0.dimension] != nil }) {
            own = rows.indices.filter { row in
                group.key.levels.allSatisfy { wanted in
                    levels[wanted.dimension].map {
                        GroupLevel(dimension: wanted.dimension, value: $0[row]) == wanted
                    } ?? false
                }
            }
        } else {
            own = Set(group.members.compactMap { places[originals[$0]] }).sorted()
        }
        var counts = Array(repeating: Array(repeating: 0, count: classes.count), count: classes.count)
        for row in own { counts[rows[row].label][rows[row].decision] += 1 }
        return AnswerSkill(Confusion(rows: counts), group: group.key, model: model, level: level)
    }

    /// What is to be said of each group, in their order.
    static func findings(
        _ results: [(key: GroupKey, result: ChangedPairs.Result)], _ measured: MeasuredPairs,
        _ judgement: CounterfactualJudgement?, level: Double
    ) -> [CounterfactualFinding] {
        zip(results, measured.groups).flatMap { own, group in
            CounterfactualFinding.findings(
                own.result, group: own.key,
                legibility: judgement?.legibility(of: group, model: measured.model, level: level),
                noise: measured.noise, level: level)
        }
    }

    /// The finding in a sentence, for somebody who has not read how it is made.
    static func sentence(_ finding: CounterfactualFinding, classes: [String]) -> String {
        let who = finding.group.levels.isEmpty ? "everybody" : finding.group.levels.map(\.name).joined(separator: " · ")
        let flips = "\(finding.flips.grouped) of \(finding.pairs.grouped) decisions flip"
        func name(_ code: Int) -> String { classes.indices.contains(code) ? "'\(classes[code])'" : "one class" }
        guard let legibility = finding.legibility, let accuracy = legibility.accuracy.number else {
            return "\(who): \(flips), no more than the model flips by itself: the change is not shown to do anything"
        }
        let share = NumberText.rounded(legibility.commonestShare)
        let answers = "\(share) of its answers are \(name(legibility.commonestDecision))"
        let right = NumberText.rounded(accuracy)
        switch finding.kind {
        case .cannotRead:
            return
                "\(who): cannot read. \(flips), but the model is right on only \(right) of \(legibility.accuracy.n.grouped) rows, "
                + "where always answering \(name(legibility.commonestLabel)) is right on \(NumberText.rounded(legibility.noSkill)); "
                + "\(answers). It does not flip because it does not read: this is no sign of fairness"
        case .accuracyHidesClasses:
            return
                "\(who): the accuracy of \(right) hides classes. \(answers), and counting every class alike (macro-F1) "
                + "leaves \(NumberText.rounded(legibility.macroF1.number ?? 0))"
        case .withinNoise:
            return "\(who): \(flips), no more than the model flips by itself: the change is not shown to do anything"
        }
    }

    static func record(_ finding: CounterfactualFinding, classes: [String]) -> JSONValue {
        var members: [JSONValue.Member] = [
            .init("flips", .integer(finding.flips)), .init("group", EstimateJSON.group(finding.group)),
            .init("kind", .string(finding.kind.rawValue)), .init("pairs", .integer(finding.pairs)),
            .init("sentence", .string(sentence(finding, classes: classes))),
        ]
        if let legibility = finding.legibility {
            func name(_ code: Int) -> JSONValue { classes.indices.contains(code) ? .string(classes[code]) : .null }
            members += [
                .init("accuracy", .object(EstimateJSON.members(legibility.accuracy))),
                .init("commonest-decision", name(legibility.commonestDecision)),
                .init("commonest-decision-share", .number(legibility.commonestShare)),
                .init("commonest-label", name(legibility.commonestLabel)),
                .init("macro-f1", .object(EstimateJSON.members(legibility.macroF1))),
                .init("no-skill", .number(legibility.noSkill)),
            ]
        }
        return .object(members)
    }
}
