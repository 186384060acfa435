import Diagnostics
import Tables

/// Makes a draft of what is said, asked and proposed.
struct Drafting {
    private let call: Call
    private let rows: NewCommand.Rows
    private let decisions: NewCommand.Rows?
    private var interview: Interview
    private var remarks: [String] = []
    private var decisionHints: [String] = []

    init(
        _ call: Call, _ environment: Session.Environment, rows: NewCommand.Rows, decisions: NewCommand.Rows?
    ) throws(CommandFailure) {
        self.call = call
        self.rows = rows
        self.decisions = decisions
        interview = Interview(call, environment)
        for clause in ["label", "id", "time", "cluster"] { try check(call.text(clause), in: rows) }
        for clause in ["prediction", "score"] { try check(call.text(clause), in: decisions ?? rows) }
        for name in call.list("group") + call.list("personal") { try check(name, in: rows) }
    }

    private func check(_ name: Located<String>?, in rows: NewCommand.Rows) throws(CommandFailure) {
        guard let name, !rows.header.contains(name.value) else { return }
        throw CommandFailure.unknownColumn(name.value, of: rows.header, in: rows.path, call, at: name.span)
    }

    mutating func draft(name: String) throws(CommandFailure) -> ScenarioDraft {
        let proposal = RoleProposal(rows.columns, label: call.text("label")?.value)
        let personal = rows.personal + proposal.personal
        guard rows.columns.first?.rows ?? 0 > 0 else {
            throw CommandFailure("E801", call, at: call.span(of: "from"), "the file has no rows to look at")
        }
        let label = try settleLabel(proposal)
        let column = rows.columns.first { $0.name == label.column }
        let positive = try settlePositive(column)
        let (prediction, score) = try settleDecision(proposal, label: column)
        if !interview.missing.isEmpty {
            throw CommandFailure(
                "E804", call, at: call.span(of: "from"),
                "the file does not say: \(interview.missing.joined(separator: ", "))",
                help: ["add to the line: " + interview.missing.map(flag).joined(separator: " ")]
                    + (hint(column).map { [$0] } ?? [])
                    + (interview.missing.contains("prediction COL") ? decisionHints : []))
        }
        let favourable = try settleFavourable(column, positive)
        let groups = try settleGroups(
            proposal, taken: [label.column, prediction?.column, score?.column].compactMap { $0 })
        let scoreColumn = (decisions ?? rows).columns.first { $0.name == score?.column }
        let isProbability =
            scoreColumn.map { ($0.range?.lowerBound ?? -1) >= 0 && ($0.range?.upperBound ?? 2) <= 1 } ?? false
        var draft = ScenarioDraft(
            name: name, title: call.text("title")?.value ?? Self.title(name), place: call.text("place")?.value,
            languages: call.list("languages").isEmpty ? ["en"] : call.list("languages").map(\.value), file: "",
            sha256: "",
            model: call.text("model")?.value ?? "model", predictions: nil,
            identifier: chosen("id") ?? proposal.identifier,
            label: label, labelSample: column?.sample ?? "", positive: positive, prediction: prediction, score: score,
            scoreIsProbability: isProbability, threshold: nil, favourable: favourable, groups: groups,
            time: chosen("time") ?? proposal.time, cluster: chosen("cluster") ?? proposal.cluster, personal: personal)
        try settleThreshold(&draft, scoreColumn)
        try joinPredictions(&draft)
        if let missing = column?.missing, missing > 0 {
            remarks.append(
                "\(missing.grouped) of \(rows.columns[0].rows.grouped) rows have no label: gates that need it can then hardly be decided"
            )
        }
        for name in proposal.tooManyValues where !groups.contains(where: { $0.column == name }) {
            remarks.append("'\(name)' has too many values to compare people by: make bands of it, such as 18-24, 25-34")
        }
        if groups.isEmpty { remarks.append("no column to compare people by was found: say --group COLS") }
        if draft.isBinary, favourable == nil {
            remarks.append(
                "which decision people want is not said: with --favourable VALUE gates can ask who is worse off")
        }
        draft.remarks = remarks
        return draft
    }

    private func chosen(_ clause: String) -> RoleProposal.Choice? {
        call.text(clause).map { RoleProposal.Choice(column: $0.value, why: "as said") }
    }

    /// `first-loans` as `First loans`.
    private static func title(_ name: String) -> String {
        let words = name.split(separator: "-").joined(separator: " ")
        return words.prefix(1).uppercased() + words.dropFirst()
    }

    // MARK: One role after the other

    private mutating func settleLabel(_ proposal: RoleProposal) throws(CommandFailure) -> RoleProposal.Choice {
        if let said = chosen("label") { return said }
        let proposed = proposal.label
        let options = rows.columns.filter { $0.values.count >= 2 && $0.name != proposal.identifier?.column }.map(\.name)
        let answer = try interview.choice(
            "Which column holds what really happened?", clause: "label COL",
            options: proposed == nil && !proposal.labelCandidates.isEmpty
                ? proposal.labelCandidates + options.filter { !proposal.labelCandidates.contains($0) } : options,
            proposed: proposed?.column)
        guard let answer else {
            let near = proposal.labelCandidates.prefix(6).joined(separator: ", ")
            throw CommandFailure(
                "E804", call, at: call.span(of: "from"),
                "the file does not say which column holds what really happened",
                help: ["add to the line: --label COL" + (near.isEmpty ? "" : ", perhaps one of \(near)")])
        }
        return proposed?.column == answer
            ? proposed ?? .init(column: answer, why: "as said") : .init(column: answer, why: "as said")
    }

    private mutating func settlePositive(_ column: ColumnProfile?) throws(CommandFailure) -> String? {
        guard let column else {
            throw CommandFailure(
                "E804", call, at: call.span(of: "label"), "the label column holds personal data, which is never read")
        }
        if let said = call.text("positive") {
            let values = column.values.map(\.text)
            guard values.contains(said.value) else {
                throw CommandFailure(
                    "E701", call, at: said.span, "the positive value '\(said.value)' is not in column '\(column.name)'",
                    help: (NearMatch.nearest(to: said.value, among: values).map { ["did you mean '\($0)'?"] } ?? [])
                        + ["values: " + values.prefix(8).joined(separator: ", ")])
            }
            return said.value
        }
        guard column.values.count >= 2 else {
            throw CommandFailure(
                "E804", call, at: call.span(of: "label") ?? call.span(of: "from"),
                "column '\(column.name)' holds one value only: no label can be told from another")
        }
        guard column.values.count <= OutcomeLimit.classes else {
            throw CommandFailure(
                "E804", call, at: call.span(of: "label") ?? call.span(of: "from"),
                "column '\(column.name)' has \(column.values.count.grouped) different values: that is no label of a scenario",
                help: ["is it the label column? outcomes that are numbers are answered by `metrics … outcome number`"])
        }
        // A label of several classes has no positive one.
        guard column.values.count == 2 else { return nil }
        let values = column.values.map(\.text)
        return try interview.choice(
            "Which value of \(TerminalText.safe(column.name)) is the positive one, that the model is to find?",
            clause: "positive VALUE",
            options: values, proposed: RoleProposal.positive(values)?.column)
    }

    private mutating func settleDecision(
        _ proposal: RoleProposal, label: ColumnProfile?
    ) throws(CommandFailure) -> (prediction: RoleProposal.Choice?, score: RoleProposal.Choice?) {
        let source = decisions ?? rows
        let proposed = decisions.map { RoleProposal($0.columns) } ?? proposal
        let saidPrediction = chosen("prediction")
        let saidScore = chosen("score")
        if let saidPrediction, let label,
            let column = source.columns.first(where: { $0.name == saidPrediction.column }),
            !column.isWrittenLike(label)
        {
            throw CommandFailure(
                "E807", call, at: call.span(of: "prediction"),
                "decisions are written otherwise than what really happened",
                help: [
                    "in '\(column.name)': " + column.values.prefix(6).map(\.text).joined(separator: ", "),
                    "in '\(label.name)': " + label.values.prefix(6).map(\.text).joined(separator: ", "),
                    "write both alike in the file, or give a score with a threshold",
                ])
        }
        if saidPrediction != nil || saidScore != nil { return (saidPrediction, saidScore) }
        let fits = source.columns.filter { column in
            column.name != label?.name && column.values.count >= 2 && label.map { column.isWrittenLike($0) } ?? false
        }
        let prediction = proposed.prediction.flatMap { choice in
            fits.contains { $0.name == choice.column } ? choice : nil
        }
        let score = (label?.values.count ?? 0) == 2 ? proposed.score : nil
        let options = fits.map(\.name) + (score.map { [$0.column] } ?? [])
        decisionHints = Self.hints(source, label)
        let answer = try interview.choice(
            decisionHints.map { "  \(TerminalText.safe($0))\n" }.joined()
                + "Which column holds the decision of the model\(score == nil ? "" : ", or its score")?",
            clause: "prediction COL",
            options: options.isEmpty ? source.columns.map(\.name) : options,
            proposed: prediction?.column ?? score?.column)
        guard let answer else { return (nil, nil) }
        if answer == score?.column { return (nil, score) }
        let choice = prediction?.column == answer ? prediction : RoleProposal.Choice(column: answer, why: "as said")
        guard fits.contains(where: { $0.name == answer }) else {
            throw CommandFailure(
                "E807", call, at: call.span(of: "from"),
                "'\(answer)' holds no decisions written like '\(label?.name ?? "")'",
                help: ["write both alike in the file, or give a score with a threshold"])
        }
        return (choice, score)
    }

    private mutating func settleThreshold(_ draft: inout ScenarioDraft, _ column: ColumnProfile?) throws(CommandFailure)
    {
        if let said = call.number("threshold") {
            guard draft.score != nil else {
                throw CommandFailure(
                    "E804", call, at: said.span, "a threshold needs a score", help: ["add --score COL"])
            }
            draft.threshold = draft.prediction == nil ? said.value : nil
            if draft.prediction != nil {
                remarks.append(
                    "the decisions stand in '\(draft.prediction?.column ?? "")', so the threshold is left out")
            }
            return
        }
        guard draft.prediction == nil, draft.score != nil else { return }
        if draft.scoreIsProbability {
            draft.threshold = 0.5
            remarks.append("the threshold 0.5 is assumed: say --threshold T if decisions are made at another score")
            return
        }
        throw CommandFailure(
            "E804", call, at: call.span(of: "score") ?? call.span(of: "from"),
            "the file does not say from which score on the model decides as positive",
            help: ["add to the line: --threshold T"])
    }

    private mutating func settleFavourable(_ label: ColumnProfile?, _ positive: String?) throws(CommandFailure)
        -> String?
    {
        guard let label, positive != nil else { return nil }
        let values = label.values.map(\.text)
        if let said = call.text("favourable") {
            guard values.contains(said.value) else {
                throw CommandFailure(
                    "E804", call, at: said.span, "'\(said.value)' is no value of '\(label.name)'",
                    help: ["values: " + values.joined(separator: ", ")])
            }
            return said.value
        }
        return try interview.choice(
            "Which decision do people want for themselves?", clause: "favourable VALUE", options: values, proposed: nil,
            canBeNone: true)
    }

    private mutating func settleGroups(_ proposal: RoleProposal, taken: [String]) throws(CommandFailure)
        -> [ScenarioDraft.Group]
    {
        func group(_ name: String) -> ScenarioDraft.Group {
            let known = proposal.groups.first { $0.column == name }
            let kind =
                known?.kind ?? ColumnWords.groupKinds.first { ColumnWords.strength(of: name, for: .group($0)) != nil }
            return ScenarioDraft.Group(column: name, kind: kind, why: known?.why ?? "as said")
        }
        let said = call.lists("group").flatMap { $0 }
        if !said.isEmpty {
            for name in said {
                guard rows.columns.contains(where: { $0.name == name.value }), !taken.contains(name.value) else {
                    throw CommandFailure(
                        "E804", call, at: name.span, "'\(name.value)' is the label, the decision or personal already")
                }
            }
            return said.map { group($0.value) }
        }
        let proposed = proposal.groups.map(\.column).filter { !taken.contains($0) }
        let options = rows.columns.filter { column in
            let limit = column.isNumber ? RoleProposal.numberLimit : RoleProposal.groupLimit
            return (2...limit).contains(column.values.count) && !taken.contains(column.name)
        }.map(\.name)
        return try interview.choices(
            "By which columns are people to be compared? (commas between)", clause: "group COLS", options: options,
            proposed: proposed
        ).map(group)
    }

    private func joinPredictions(_ draft: inout ScenarioDraft) throws(CommandFailure) {
        guard let decisions else { return }
        guard let identifier = draft.identifier else {
            throw CommandFailure(
                "E804", call, at: call.span(of: "predictions"),
                "which column names each row, so that decisions can be joined?",
                help: ["add to the line: --id COL"])
        }
        let own =
            decisions.header.contains(identifier.column)
            ? identifier.column : RoleProposal(decisions.columns).identifier?.column
        guard let own else {
            throw CommandFailure(
                "E804", call, at: call.span(of: "predictions"),
                "the file of decisions has no column '\(identifier.column)' to join them by",
                help: ["columns: " + decisions.header.prefix(12).joined(separator: ", ")])
        }
        draft.predictions = (file: "", sha256: "", identifier: own)
    }

    /// Why columns whose names speak of decisions or scores are not proposed.
    private static func hints(_ source: NewCommand.Rows, _ label: ColumnProfile?) -> [String] {
        guard let label else { return [] }
        return source.columns.compactMap { column in
            guard column.name != label.name else { return nil }
            if ColumnWords.strength(of: column.name, for: .score) != nil, column.hasDecimalCommas {
                return "'\(column.name)' has decimal commas: add --decimal ,"
            }
            if ColumnWords.strength(of: column.name, for: .prediction) != nil, !column.isWrittenLike(label),
                column.values.count <= RoleProposal.classLimit
            {
                return "'\(column.name)' is written otherwise than '\(label.name)': "
                    + column.values.prefix(4).map(\.text).joined(separator: ", ")
            }
            return nil
        }
    }

    private func flag(_ clause: String) -> String {
        clause == "prediction COL" ? "--prediction COL (or --score COL)" : "--" + clause
    }

    private func hint(_ column: ColumnProfile?) -> String? {
        guard interview.missing.contains("positive VALUE"), let column else { return nil }
        return "values of '\(column.name)': " + column.values.map(\.text).joined(separator: ", ")
    }
}

/// What a scenario's label may have.
enum OutcomeLimit {
    static let classes = 200
}
