extension CommandDeclaration {
    /// `run SCENARIO… out DIR …`: the batch runner.
    package static let run = CommandDeclaration(
        "run", summary: "Assess scenarios and write their dossiers",
        parameters: [
            Parameter(
                "scenarios", .path, hint: "SCENARIO", repeated: true, summary: "scenario folders")
        ],
        clauses: [
            Clause("out", .path, hint: "DIR", required: true, summary: "the folder to write below"),
            Clause("date", .date, hint: "YYYY-MM-DD", summary: "the date the assessment is made for"),
            Clause(
                "locale", .list, hint: "TAGS", repeatable: true,
                summary: "languages of the dossiers, instead of the scenario's own"),
            Clause("locales", .path, hint: "DIR", summary: "the folder of locale packs"),
            Clause("force", .flag, summary: "replace what was written before"),
        ],
        examples: [
            Example("run scenarios/mobile-credit out results"),
            Example("run scenarios/mobile-credit out results date 2026-11-21 locale en force"),
        ])
}
