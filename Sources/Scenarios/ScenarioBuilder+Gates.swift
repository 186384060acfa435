import Diagnostics
import Interchange

extension ScenarioBuilder {
    mutating func gates(
        _ values: [Declared], models: [Scenario.ModelDeclaration], groups: [Scenario.Group], columns: KnownNames?
    ) -> [Gate] {
        checkRepeats(values.compactMap { $0.object?["name"] }, what: "gate")
        let modelNames = KnownNames(models.map(\.name))
        return values.compactMap { value in
            value.object.flatMap { gate($0, models: modelNames, groups: groups, columns: columns) }
        }
    }

    /// The keys that a comparison reads besides those that every gate has.
    private struct Uses {
        var required: [String] = []
        var optional: [String] = []
        /// Exactly one of floor and ceiling.
        var limit = false
        /// Whether slices can stand for a grouping.
        var slices = false
        /// Whether it can look at some rows only.
        var condition = true

        /// Keys that only some comparisons read.
        static let special = [
            "by", "slices", "where", "reference", "against", "floor", "ceiling", "tolerance", "harm", "since",
        ]

        static let of: [String: Uses] = [
            "no-skill": Uses(required: ["floor"], optional: ["by"], slices: true),
            "value": Uses(optional: ["by"], limit: true, slices: true),
            "difference": Uses(required: ["by", "tolerance"], optional: ["reference", "harm"], slices: true),
            "ratio": Uses(required: ["by"], optional: ["reference", "harm"], limit: true, slices: true),
            "range": Uses(required: ["by", "tolerance"]),
            "worst-group": Uses(required: ["by"], limit: true, slices: true),
            "model": Uses(required: ["against", "tolerance"], optional: ["by", "harm"]),
            "change": Uses(required: ["tolerance"], optional: ["by", "harm", "since"], condition: false),
            "gap-change": Uses(
                required: ["by", "tolerance"], optional: ["reference", "harm", "since"], condition: false),
        ]

        var keys: [String] {
            required + optional + (limit ? ["floor", "ceiling"] : []) + (slices ? ["slices"] : [])
                + (condition ? ["where"] : [])
        }
    }

    private mutating func gate(
        _ object: DeclaredObject, models: KnownNames, groups: [Scenario.Group], columns: KnownNames?
    ) -> Gate? {
        let metric = object["metric"].flatMap { value in
            value.text.map { (name: gateMetric($0, value), value: value) }
        }
        let by = grouping(object["by"], columns: columns)
        let bound = boundModels(object["models"], models: models)
        if metric?.name == "favourable-rate" { checkFavourable(metric?.value, bound: bound, models: models) }
        guard let compare = object["compare"], let name = compare.text, let uses = Uses.of[name] else { return nil }
        for key in uses.required where !object.has(key) && !(key == "by" && uses.slices && object.has("slices")) {
            report(.gateNeeds(key, comparison: name), compare)
        }
        for key in Uses.special where !uses.keys.contains(key) {
            if let member = object.member(key) {
                report(.gateRefuses(key, comparison: name, uses: Uses.special.filter(uses.keys.contains)), member)
            }
        }
        if uses.limit, object.has("floor") == object.has("ceiling") {
            report(.gateNeedsOneLimit(comparison: name), compare)
        }
        if name == "ratio" {
            for key in ["floor", "ceiling"] {
                guard let value = object[key], let number = value.number, number <= 0 else { continue }
                report(.outOfRange(JSONValue.text(of: number), key: key, range: "more than 0 for a ratio"), value)
            }
        }
        let reference = reference(object["reference"], by: by, groups: groups)
        checkOpponent(object["against"], bound: bound, models: models)
        guard let metric, let gateName = object["name"]?.text,
            let comparison = comparison(name, object, reference: reference)
        else { return nil }
        var gate = Gate(
            name: gateName, location: location(object.position), metric: metric.name, by: by, models: bound,
            comparison: comparison, harm: object["harm"]?.text.flatMap(Gate.Harm.init(rawValue:)) ?? .worse,
            alpha: object["alpha"]?.number ?? 0.05, chosenBy: object["chosen-by"]?.text,
            because: object["because"]?.text)
        gate.slices = slices(object, columns: columns)
        gate.since = object["since"]?.text.flatMap(Gate.Since.init(rawValue:)) ?? .earlier
        if gate.since == .baseline, !hasWindows { report(.gateNeeds("probes.drift", comparison: name), compare) }
        gate.conditions = conditions(object["where"]?.object, columns: columns)
        return gate
    }

    /// Combinations of columns; tells where groups are named otherwise, too.
    private mutating func slices(_ object: DeclaredObject, columns: KnownNames?) -> Gate.Slices? {
        guard let member = object.member("slices"), let slices = member.value.object else { return nil }
        if object.has("by") { report(.groupsAndSlices, member) }
        if let reference = object["reference"], reference.text != "complement" { report(.sliceReference, reference) }
        let names = slices["of"]?.list ?? []
        names.forEach { checkColumn($0, columns: columns) }
        checkRepeats(names, what: "column")
        let texts = names.compactMap(\.text)
        return texts.isEmpty
            ? nil
            : Gate.Slices(
                columns: texts, depth: slices["depth"]?.integer ?? 2, support: slices["support"]?.number ?? 0.005)
    }

    /// The rows that a gate looks at.
    private mutating func conditions(_ object: DeclaredObject?, columns: KnownNames?) -> [Gate.Condition] {
        (object?.members ?? []).map { member in
            if let columns, !columns.contains(member.key) {
                report(.unknownName(member.key, .groupColumn, known: columns.list), member)
            }
            let values = member.value.list ?? [member.value]
            checkRepeats(values, what: "level")
            return Gate.Condition(column: member.key, levels: values.compactMap(\.text))
        }
    }

    private func comparison(_ name: String, _ object: DeclaredObject, reference: Gate.Reference) -> Gate.Comparison? {
        let floor = object["floor"]?.number
        let limit = floor.map { Gate.Limit.floor($0) } ?? object["ceiling"]?.number.map { Gate.Limit.ceiling($0) }
        let tolerance = object["tolerance"]?.number
        switch name {
        case "no-skill": return floor.map { .noSkill(floor: $0) }
        case "value": return limit.map { .value($0) }
        case "difference": return tolerance.map { .difference(reference, tolerance: $0) }
        case "ratio": return limit.map { .ratio(reference, $0) }
        case "range": return tolerance.map { .range(tolerance: $0) }
        case "worst-group": return limit.map { .worstGroup($0) }
        case "change": return tolerance.map { .change(tolerance: $0) }
        case "gap-change": return tolerance.map { .gapChange(reference, tolerance: $0) }
        case "model":
            guard let other = object["against"]?.text else { return nil }
            return tolerance.map { .model(other, tolerance: $0) }
        default: return nil
        }
    }

    /// The favourable rate is no metric of the catalogue: which decision it counts is for each model to say.
    private mutating func gateMetric(_ name: String, _ value: Declared) -> String {
        name == "favourable-rate" ? name : metric(name, at: value.position, length: value.length)
    }

    private mutating func checkFavourable(
        _ metric: Declared?, bound: [String]?, models: KnownNames
    ) {
        // One is enough: the others are found when it is mended.
        let silent = (bound ?? models.list).first { models.contains($0) && !declaresFavourable.contains($0) }
        if let metric, let silent { report(.favourableMissing(model: silent), metric) }
    }

    /// A model is compared with another one, which is declared.
    private mutating func checkOpponent(_ value: Declared?, bound: [String]?, models: KnownNames) {
        guard let value, let other = value.text else { return }
        if !models.contains(other) {
            report(.unknownName(other, .model, known: models.list), value)
        } else if bound?.contains(other) ?? (models.list == [other]) {
            report(.againstItself(model: other), value)
        }
    }

    private mutating func grouping(_ value: Declared?, columns: KnownNames?) -> [String]? {
        guard let value else { return nil }
        var parts = value.list ?? [value]
        if parts.contains(where: { $0.list != nil }) {
            guard parts.count == 1, let inner = parts.first?.list else {
                report(.oneGroupingPerGate, value)
                return nil
            }
            parts = inner
        }
        parts.forEach { checkColumn($0, columns: columns) }
        checkRepeats(parts, what: "column")
        let names = parts.compactMap(\.text)
        return names.isEmpty ? nil : names
    }

    private mutating func boundModels(_ value: Declared?, models: KnownNames) -> [String]? {
        guard let values = value?.list else { return nil }
        checkRepeats(values, what: "model")
        for value in values {
            guard let name = value.text, !models.contains(name) else { continue }
            report(.unknownName(name, .model, known: models.list), value)
        }
        return values.compactMap(\.text)
    }

    /// What groups are compared with: as said, or the grouping column's own reference, or everybody else.
    private mutating func reference(_ value: Declared?, by: [String]?, groups: [Scenario.Group]) -> Gate.Reference {
        guard let value else {
            guard let by, by.count == 1, let group = groups.first(where: { $0.column.value == by[0] }),
                let level = group.reference
            else { return .complement }
            return .named([level.value])
        }
        switch value.text {
        case "complement": return .complement
        case "largest": return .largest
        default: break
        }
        let levels = value.text.map { [$0] } ?? texts(value)
        if let by, !levels.isEmpty, by.count != levels.count {
            report(.referenceCount(levels.count, columns: by.count), value)
        }
        return .named(levels)
    }
}
