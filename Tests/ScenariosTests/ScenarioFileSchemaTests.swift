import Diagnostics
import Foundation
import Interchange
import TestSupport
import Testing

@testable import Scenarios

@Suite("Scenario files: the declared shape")
struct ScenarioFileSchemaTests {
    /// A mapping of the schema and a document in which it stands.
    struct Spot: Sendable, CustomTestStringConvertible {
        let object: ObjectShape
        let path: String
        /// Around the mapping's text.
        let before: String
        let after: String

        var testDescription: String { path }

        func document(_ members: [String]) -> String { before + "{" + members.joined(separator: ", ") + "}" + after }
    }

    static let spots = spots(ScenarioSchema.root, path: "scenario", before: "", after: "")

    private static func spots(_ object: ObjectShape, path: String, before: String, after: String) -> [Spot] {
        var found = [Spot(object: object, path: path, before: before, after: after)]
        for field in object.fields {
            let others = object.fields.filter { $0.isRequired && $0.key != field.key }
                .map { "\($0.key): \($0.example), " }.joined()
            for (inner, open, close) in nested(field.shape) {
                found += spots(
                    inner, path: path + "." + field.key, before: before + "{" + others + field.key + ": " + open,
                    after: close + "}" + after)
            }
        }
        return found
    }

    private static func nested(_ shape: Shape) -> [(ObjectShape, String, String)] {
        switch shape {
        case .object(let object): [(object, "", "")]
        case .list(let element, _): nested(element).map { ($0.0, "[" + $0.1, $0.2 + "]") }
        case .map(let value, _): nested(value).map { ($0.0, "{one: " + $0.1, $0.2 + "}") }
        case .either(let shapes): shapes.flatMap(nested)
        default: []
        }
    }

    private static let schemaCodes: Set<String> = [
        "E403", "E404", "E405", "E406", "E407", "E408", "E409", "E411", "E412",
    ]

    private func schemaProblems(_ text: String) -> [Diagnostic] {
        ScenarioFileFixtures.problems(text).filter { Self.schemaCodes.contains($0.code) }
    }

    @Test("There is a spot for every mapping of the format")
    func spotsAreFound() {
        #expect(
            Set(Self.spots.map(\.object.title)) == [
                "scenario", "place", "volume", "data", "label", "group", "provenance", "model", "score", "origin",
                "population", "analysis", "gate", "governance", "appeals", "probes", "proxy", "counterfactual",
                "changed predictions", "slices", "drift", "home", "transfer", "representation", "costs", "thresholds",
                "inputs", "legibility", "stage", "gate slices", "earlier", "matched",
            ])
    }

    @Test("The example of every key is one that is read", arguments: spots)
    func examples(spot: Spot) {
        for field in spot.object.fields {
            let required = spot.object.fields.filter { $0.isRequired && $0.key != field.key }
            let text = spot.document((required + [field]).map { "\($0.key): \($0.example)" })
            #expect(schemaProblems(text).isEmpty, "\(text)")
        }
    }

    @Test("Every required key is missed", arguments: spots)
    func required(spot: Spot) throws {
        for missing in spot.object.fields where missing.isRequired {
            let rest = spot.object.fields.filter { $0.isRequired && $0.key != missing.key }
            let problems = schemaProblems(spot.document(rest.map { "\($0.key): \($0.example)" }))
            #expect(problems.map(\.code) == ["E408"])
            let problem = try #require(problems.first)
            #expect(problem.message == "'\(spot.object.title)' lacks the key '\(missing.key)'")
            #expect(problem.help == ["for example: \(missing.key): \(missing.example)"])
            #expect(problem.location?.column != nil)
        }
    }

    @Test("Every key is suggested for its misspelling", arguments: spots)
    func nearMatches(spot: Spot) throws {
        let required = spot.object.fields.filter(\.isRequired).map { "\($0.key): \($0.example)" }
        for field in spot.object.fields where field.key.count > 2 {
            let letters = Array(field.key)
            let slip = String([letters[1], letters[0]] + letters[2...])
            let text = spot.document(required + ["\(slip): 1"])
            let problems = schemaProblems(text)
            #expect(problems.map(\.code) == ["E407"], "\(text)")
            #expect(problems.first?.help.first == "did you mean '\(field.key)'?")
            let column = spot.before.count + spot.document(required).count - spot.before.count - spot.after.count
            #expect(problems.first?.location?.column == column + (required.isEmpty ? 0 : 2))
        }
    }

    @Test("A value of the wrong kind is told of with an example", arguments: spots)
    func wrongKinds(spot: Spot) throws {
        for field in spot.object.fields {
            let required = spot.object.fields.filter { $0.isRequired && $0.key != field.key }
                .map { "\($0.key): \($0.example)" }
            // No shape takes a list of lists of mappings, and none takes nothing.
            for (wrong, words) in [("[[{}]]", "must be"), ("", "has no value"), ("null", "has no value")] {
                let problems = schemaProblems(spot.document(required + ["\(field.key): \(wrong)"]))
                #expect(problems.contains { $0.message.contains(words) }, "\(field.key): \(wrong)")
                if wrong.isEmpty { #expect(problems.first?.help == ["for example: \(field.key): \(field.example)"]) }
            }
        }
    }

    @Test(
        "Numbers are those of JSON",
        arguments: [
            ("0", true), ("-0", true), ("10", true), ("0.5", true), ("1e3", true), ("1E-3", true), ("-1.5e+3", true),
            ("", false), ("-", false), (".5", false), ("5.", false), ("05", false), ("+1", false), ("1e", false),
            ("0x10", false), ("0o7", false), ("1_000", false), ("1,5", false), ("inf", false), (".inf", false),
            ("NaN", false), ("١٢", false), ("1 ", false), ("1e1.5", false), ("--1", false), ("½", false),
        ])
    func numbers(text: String, isNumber: Bool) {
        #expect((NumberText(text) != nil) == isNumber)
        if isNumber { #expect(Double(text) != nil) }
    }

    @Test(
        "A date is a day that exists",
        arguments: [
            ("2024-02-29", true), ("2023-02-29", false), ("2000-02-29", true), ("1900-02-29", false),
            ("2024-12-31", true),
            ("2024-13-01", false), ("2024-00-10", false), ("2024-01-00", false), ("2024-04-31", false),
            ("24-01-01", false),
            ("2024-1-1", false), ("2024/01/01", false), ("2024-01-01T00:00", false), ("٢٠٢٤-01-01", false), ("", false),
        ])
    func dates(text: String, isDate: Bool) {
        #expect(ISODate.isDate(text) == isDate)
    }

    @Test("Today is a day")
    func today() {
        #expect(ISODate.isDate(ISODate.today()))
        #expect(ISODate.today() >= "2025-01-01")
    }

    @Test("The JSON Schema has every key of the validator, and allows no other")
    func jsonSchema() throws {
        let schema = ScenarioSchema.jsonSchema()
        #expect(schema["$schema"]?.text == "http://json-schema.org/draft-07/schema#")
        try compare(schema, .object(ScenarioSchema.root))
    }

    @Test("The JSON Schema is the published one")
    func publishedSchema() throws {
        let file = URL(fileURLWithPath: PackageFolder.root + "/scenarios/scenario.schema.json")
        let text = ScenarioSchema.jsonSchema().canonicalText() + "\n"
        if ProcessInfo.processInfo.environment["UPDATE_GOLDENS"] == "1" {
            try text.write(to: file, atomically: true, encoding: .utf8)
        }
        #expect(text == (try String(contentsOf: file, encoding: .utf8)))
    }

    private func compare(_ schema: JSONValue, _ shape: Shape) throws {
        switch shape {
        case .object(let object):
            #expect(schema["additionalProperties"]?.boolean == false)
            let properties = try #require(schema["properties"]?.members)
            #expect(properties.map(\.name) == object.fields.map(\.key))
            let required = schema["required"]?.elements?.compactMap(\.text) ?? []
            #expect(required == object.fields.filter(\.isRequired).map(\.key))
            for (property, field) in zip(properties, object.fields) {
                #expect(property.value["description"]?.text == field.doc)
                #expect(field.doc.hasSuffix("."))
                try compare(property.value, field.shape)
            }
        case .map(let value, _): try compare(#require(schema["additionalProperties"]), value)
        case .list(let element, _): try compare(#require(schema["items"]), element)
        case .either(let shapes):
            let alternatives = try #require(schema["anyOf"]?.elements)
            #expect(alternatives.count == shapes.count)
            for (alternative, shape) in zip(alternatives, shapes) { try compare(alternative, shape) }
        case .choice(let words): #expect(schema["enum"]?.elements?.compactMap(\.text) == words)
        case .integer: #expect(schema["type"]?.text == "integer")
        case .number: #expect(schema["type"]?.text == "number")
        case .text: #expect(schema["type"]?.elements?.contains("string") == true)
        }
    }
}
