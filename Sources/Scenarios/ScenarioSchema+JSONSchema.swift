package import Interchange

extension ScenarioSchema {
    /// The shape of a scenario file as a JSON Schema (draft-07), for editors.
    ///
    /// Texts may be written as bare numbers and words there too, because the program reads `3.1` under `version` as the
    /// text "3.1". What several values say together (high risk, the keys of a gate's comparison) is left to the program.
    package static func jsonSchema() -> JSONValue {
        var members = root.schemaMembers
        members.insert(JSONValue.Member("$schema", "http://json-schema.org/draft-07/schema#"), at: 0)
        members.append(JSONValue.Member("title", "Kigezo scenario"))
        return .object(members)
    }
}

extension ObjectShape {
    fileprivate var schemaMembers: [JSONValue.Member] {
        let properties = fields.map { field in
            JSONValue.Member(
                field.key, .object(field.shape.schemaMembers + [JSONValue.Member("description", .string(field.doc))]))
        }
        var members = [
            JSONValue.Member("type", "object"), JSONValue.Member("additionalProperties", false),
            JSONValue.Member("properties", .object(properties)),
        ]
        let required = fields.filter(\.isRequired).map { JSONValue.string($0.key) }
        if !required.isEmpty { members.append(JSONValue.Member("required", .array(required))) }
        return members
    }
}

extension Shape {
    fileprivate var schemaMembers: [JSONValue.Member] {
        switch self {
        case .text(let rule): return rule.schemaMembers
        case .integer(let range):
            var members = [
                JSONValue.Member("type", "integer"), JSONValue.Member("minimum", .integer(range.lowerBound)),
            ]
            if range.upperBound < .max { members.append(JSONValue.Member("maximum", .integer(range.upperBound))) }
            return members
        case .number(let range):
            var members = [JSONValue.Member("type", "number")]
            if range.lower.isFinite {
                members.append(
                    JSONValue.Member(range.includesEnds ? "minimum" : "exclusiveMinimum", .number(range.lower)))
            }
            if range.upper.isFinite {
                members.append(
                    JSONValue.Member(range.includesEnds ? "maximum" : "exclusiveMaximum", .number(range.upper)))
            }
            return members
        case .choice(let words): return [JSONValue.Member("enum", .array(words.map { .string($0) }))]
        case .list(let element, let minimum):
            var members = [
                JSONValue.Member("type", "array"), JSONValue.Member("items", .object(element.schemaMembers)),
            ]
            if minimum > 0 { members.append(JSONValue.Member("minItems", .integer(minimum))) }
            return members
        case .object(let object): return object.schemaMembers
        case .map(let value, let minimum):
            var members = [
                JSONValue.Member("type", "object"),
                JSONValue.Member("additionalProperties", .object(value.schemaMembers)),
            ]
            if minimum > 0 { members.append(JSONValue.Member("minProperties", .integer(minimum))) }
            return members
        case .either(let shapes):
            return [JSONValue.Member("anyOf", .array(shapes.map { .object($0.schemaMembers) }))]
        }
    }
}

extension TextRule {
    fileprivate var schemaMembers: [JSONValue.Member] {
        let pattern: JSONValue
        switch self {
        case .any, .metric: return [JSONValue.Member("type", ["string", "number", "boolean"])]
        case .path: pattern = "^[^/~\\\\]"
        case .name: pattern = "^[a-z0-9][a-z0-9-]{0,63}$"
        case .date: pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
        case .sha256: pattern = "^[0-9A-Fa-f]{64}$"
        case .languageTag: pattern = "^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$"
        }
        // A pattern binds strings only; a name of digits alone is a number to an editor and text to the program.
        return [JSONValue.Member("type", ["string", "number"]), JSONValue.Member("pattern", pattern)]
    }
}
