extension CommandDeclaration {
    /// `plan SCENARIO …`: what the rows can decide, before any label is read.
    package static let plan = CommandDeclaration(
        "plan", summary: "Tell which gates the rows of a scenario can decide, before labels are read",
        parameters: [Parameter("scenario", .path, hint: "SCENARIO", summary: "a scenario folder")],
        clauses: [
            Clause("base-rate", .number, hint: "P", summary: "the share of positive labels to expect; 0.5 if not said"),
            Clause("rate", .number, hint: "P", summary: "the rate that groups have in common; 0.5 if not said"),
            Clause("power", .number, hint: "P", summary: "the chance to decide what is true; 0.8 if not said"),
            Clause(
                "correlation", .number, hint: "R",
                summary: "how alike rows of one cluster are, 0 to 1; 0.1 if not said"),
            Clause(
                "label-coverage", .number, hint: "P", summary: "the share of rows that will have a label; 1 if not said"
            ),
            Clause(
                "discordance", .number, hint: "P",
                summary: "the share of rows that two models decide differently; 0.2 if not said"),
            Clause("locales", .path, hint: "DIR", summary: "the folder of locale packs"),
            DataClauses.format,
        ],
        examples: [
            Example("plan scenarios/mobile-credit"),
            Example(
                "plan scenarios/mobile-credit base-rate 0.8 label-coverage 0.55 | where can-decide = 'no' | head 5"),
            Example("plan scenarios/mobile-credit to csv"),
        ])
}
