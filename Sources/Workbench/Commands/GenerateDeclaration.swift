extension CommandDeclaration {
    /// `generate FOLDER…`: makes the synthetic data of scenarios again, or checks it.
    package static let generate = CommandDeclaration(
        "generate", summary: "Make the synthetic data of scenarios again",
        parameters: [
            Parameter("scenarios", .path, hint: "SCENARIO", repeated: true, summary: "scenario folders")
        ],
        clauses: [
            DataClauses.seed,
            Clause("rows", .integer, hint: "N", summary: "how many rows, instead of the scenario's own number"),
            Clause("check", .flag, summary: "write nothing; say whether the files are what would be written"),
        ],
        examples: [
            Example("generate scenarios/mobile-credit check"),
            Example("generate scenarios/mobile-credit rows 10000 seed 7"),
        ])
}
