extension CommandDeclaration {
    /// `run SCENARIO… out DIR …`: the batch runner.
    package static let run = CommandDeclaration(
        "run", summary: "Assess scenarios and write their dossiers",
        parameters: [
            Parameter(
                "scenarios", .path, hint: "SCENARIO", repeated: true,
                summary: "scenario folders, folders to search for them, or patterns with *, ? and **")
        ],
        clauses: [
            Clause("out", .path, hint: "DIR", summary: "the folder to write below; needed unless list is said"),
            Clause("date", .date, hint: "YYYY-MM-DD", summary: "the date the assessment is made for"),
            Clause(
                "locale", .list, hint: "TAGS", repeatable: true,
                summary: "languages of the dossiers, instead of the scenario's own"),
            Clause("locales", .path, hint: "DIR", summary: "the folder of locale packs"),
            Clause(
                "against", .path, hint: "FILE|DIR",
                summary: "an earlier assessment.json, or the folder of an earlier run, to compare with"),
            Clause("force", .flag, summary: "replace what was written before"),
            Clause(
                "tag", .list, hint: "TAGS", short: "t", repeatable: true,
                summary: "only scenarios that carry one of the tags; '!tag' means without it"),
            Clause(
                "match", .string, hint: "EXPR", short: "k",
                summary: "only names with these words, joined by and, or, not, ( ); may have * and ?"),
            Clause("shard", .string, hint: "I/N", summary: "only part I of N, for machines that share the work"),
            Clause("list", .flag, summary: "show what would be run, and run nothing"),
            Clause("jobs", .string, hint: "N|auto", summary: "scenarios at a time; results never depend on it"),
            Clause("fail-fast", .flag, summary: "stop behind the first that fails or cannot be assessed"),
            Clause("timeout", .string, hint: "TIME", summary: "what one scenario may take: 90s, 10m, 1h"),
            Clause(
                "rerun-failed", .flag, summary: "only those that did not pass in the last run into the same folder"),
            Clause("allow-undecided", .flag, summary: "undecided gates are no reason for a status other than 0"),
            Clause("locked", .flag, summary: "refuse scenarios whose files or figures are not those of kigezo.lock"),
            Clause(
                "cache", .path, hint: "DIR", summary: "where finished work is kept, instead of the user's own cache"),
            Clause("no-cache", .flag, summary: "work everything out, and keep nothing"),
            Clause("watch", .flag, summary: "run again whenever a file changes, until Ctrl-C; only on a terminal"),
            Clause("junit", .path, hint: "FILE", summary: "write results as JUnit XML: a gate in a group is a test"),
            Clause("sarif", .path, hint: "FILE", summary: "write results as SARIF 2.1.0, at the lines of the gates"),
            Clause("json", .path, hint: "FILE", summary: "write results as one JSON object"),
            Clause("jsonl", .path, hint: "FILE", summary: "write results as JSON, a scenario a line"),
            Clause("md", .path, hint: "FILE", summary: "write a summary as Markdown, for the page of a build"),
        ],
        examples: [
            Example("run scenarios/mobile-credit out results"),
            Example("run scenarios/mobile-credit out results date 2026-11-21 locale en force"),
            Example("run scenarios tag credit, health match 'mobile* and not slow' list"),
            Example("run scenarios out results jobs auto junit results/junit.xml sarif results/gates.sarif"),
        ])
}
