import Interchange
import Scenarios

extension CommandDeclaration {
    /// `schema [scenario|run]`.
    package static let schema = CommandDeclaration(
        "schema", summary: "Print the JSON Schema of scenario files, or of the results of a run",
        parameters: [
            Parameter(
                "what", .choice(["scenario", "run"]), hint: "scenario|run", required: false,
                summary: "scenario.yaml if not said, for editors; or what run writes with json")
        ],
        examples: [Example("schema"), Example("schema run")])
}

/// `schema`: the shapes of files that people and programs write and read, as JSON Schema (draft-07).
enum SchemaCommand {
    static func run(
        _ call: Call, _ state: inout SessionState, _ environment: Session.Environment
    ) throws(CommandFailure) -> Report {
        let schema = call.text("what")?.value == "run" ? SuiteJSON.schema : ScenarioSchema.jsonSchema()
        return Report(schema.canonicalText() + "\n")
    }
}
