import Diagnostics
import Evidence
import Interchange

extension ScenarioBuilder {
    mutating func models(
        _ object: DeclaredObject?, label: Scenario.Label, labelIsKnown: Bool, hasID: Bool
    ) -> [Scenario.ModelDeclaration] {
        (object?.members ?? []).compactMap { member in
            member.value.object.map {
                model(member, $0, label: label, labelIsKnown: labelIsKnown, hasID: hasID)
            }
        }
    }

    private mutating func model(
        _ member: DeclaredObject.Member, _ object: DeclaredObject, label: Scenario.Label, labelIsKnown: Bool,
        hasID: Bool
    ) -> Scenario.ModelDeclaration {
        if !object.has("prediction"), !object.has("score"), !object.has("scores") {
            report(.modelWithoutOutput(member.key), member)
        }
        if let predictions = object.member("predictions"), !hasID { report(.joinNeedsID, predictions) }
        if object.has("favourable") { declaresFavourable.insert(member.key) }
        let score = score(object["score"])
        if let threshold = object["threshold"], let value = threshold.number {
            if !object.has("score") {
                report(.thresholdWithoutScore, threshold)
            } else if score?.kind == .probability, !(0...1).contains(value) {
                let range = "between 0 and 1 for a probability"
                report(.outOfRange(JSONValue.text(of: value), key: "threshold", range: range), threshold)
            }
        }
        return Scenario.ModelDeclaration(
            name: member.key, location: location(member.keyPosition), predictions: placed(object["predictions"]),
            sha256: placed(object["sha256"]), id: placed(object["id"]), prediction: placed(object["prediction"]),
            score: score, scores: scores(object["scores"]?.object, label: label),
            threshold: object["threshold"]?.number,
            favourablePositive: labelIsKnown ? favourable(object.member("favourable"), label: label) : nil,
            version: object["version"]?.text, owner: object["owner"]?.text, origin: origin(object["origin"]?.object),
            stages: stages(object["stages"]?.list ?? []))
    }

    /// Stages in their order; each has a name and a column of its own.
    private mutating func stages(_ list: [Declared]) -> [Scenario.Stage] {
        checkRepeats(list.compactMap { $0.object?["name"] }, what: "stage")
        checkRepeats(list.compactMap { $0.object?["column"] }, what: "column of a stage")
        return list.compactMap { value in
            guard let object = value.object, let name = placed(object["name"]), let column = placed(object["column"])
            else { return nil }
            if name.value == DecisionStage.model, let value = object["name"] { report(.stageNamedModel, value) }
            return Scenario.Stage(name: name, column: column)
        }
    }

    private func score(_ value: Declared?) -> Scenario.Score? {
        if let column = placed(value) { return Scenario.Score(column: column, kind: .probability) }
        guard let object = value?.object, let column = placed(object["column"]) else { return nil }
        let kind = object["kind"]?.text.flatMap(Scenario.Score.Kind.init(rawValue:))
        return Scenario.Score(column: column, kind: kind ?? .probability)
    }

    private mutating func scores(
        _ object: DeclaredObject?, label: Scenario.Label
    ) -> [(className: String, column: Scenario.Placed<String>)] {
        var scores: [(className: String, column: Scenario.Placed<String>)] = []
        let classes = label.classes.map(KnownNames.init)
        for member in object?.members ?? [] {
            if let classes, !classes.contains(member.key) {
                report(.notAllowed(member.key, key: "scores", allowed: classes.list), member)
            }
            if let column = placed(member.value) { scores.append((member.key, column)) }
        }
        return scores
    }

    /// Whether the positive class is the decision that people want; `nil` if nothing or nothing clear is said.
    private mutating func favourable(_ member: DeclaredObject.Member?, label: Scenario.Label) -> Bool? {
        guard let member, let text = member.value.text else { return nil }
        guard let positive = label.positive else {
            report(.favourableNeedsPositive, member)
            return nil
        }
        let isBareDigit = !member.value.isQuoted && (text == "0" || text == "1")
        if isBareDigit {
            // With the classes 0 and 1 and the positive one called 0, a bare 1 could be either.
            if positive == "0" {
                report(.favourableUnclear(positive: positive), member.value)
                return nil
            }
            return text == "1"
        }
        if let classes = label.classes, !classes.contains(text) {
            report(.favourableNotAClass(text, classes: classes), member.value)
        }
        return text == positive
    }

    private mutating func origin(_ object: DeclaredObject?) -> Scenario.Origin? {
        guard let object else { return nil }
        var reported: [(metric: Scenario.Placed<String>, value: Double)] = []
        for member in object["reported"]?.object?.members ?? [] {
            let name = metric(member.key, at: member.keyPosition, length: member.keyLength)
            guard let value = member.value.number else { continue }
            reported.append((Scenario.Placed(name, at: location(member.keyPosition)), value))
        }
        return Scenario.Origin(
            place: object["place"]?.text, languages: texts(object["languages"]), period: object["period"]?.text,
            reported: reported)
    }
}
