import Probes

extension CounterfactualProbe {
    /// The clauses that `probe counterfactual` alone has.
    static let declared = [
        CommandDeclaration.Clause(
            "pairs", .path, hint: "FILE", summary: "counterfactual: which changed row is made of which original"),
        CommandDeclaration.Clause(
            "original", .path, hint: "FILE", summary: "the originals: what they hold, or their decisions and scores"),
        CommandDeclaration.Clause(
            "changed", .path, hint: "FILE", summary: "the decisions and scores of the changed rows"),
        CommandDeclaration.Clause(
            "on", .name, hint: "COL", summary: "what names a pair in both files; id if not said"),
        CommandDeclaration.Clause(
            "original-id", .name, hint: "COL", summary: "what names its original; original if not said"),
        CommandDeclaration.Clause(
            "changed-prediction", .name, hint: "COL", summary: "the decision after, if its column is another"),
        CommandDeclaration.Clause(
            "changed-score", .name, hint: "COL", summary: "the score after, if its column is another"),
        CommandDeclaration.Clause(
            "tolerance", .number, hint: "T",
            summary: "the largest change that is none: of a score; drift: of the rate itself"),
        CommandDeclaration.Clause(
            "expect", .choice(CounterfactualQuestion.Kind.allCases.map(\.rawValue)), hint: "KIND",
            summary: "what is expected of pairs: no change, a rise, a fall, a known decision"),
        CommandDeclaration.Clause(
            "expected", .name, hint: "COL", summary: "minimum-functionality: the decision a changed row should get"),
        CommandDeclaration.Clause(
            "allowed", .number, hint: "S", summary: "the share of pairs that may do otherwise; gives a verdict"),
        CommandDeclaration.Clause(
            "flip", .name, hint: "COL", summary: "or make the pairs: each row with each other value of this feature"),
        CommandDeclaration.Clause(
            "swap", .choice(CounterfactualSwaps.kinds), hint: "KIND",
            summary: "or texts with other words, letters or forms of numbers and days"),
        CommandDeclaration.Clause(
            "lexicon", .string, hint: "CC", summary: "the place whose words, letters or formats are used, such as KE"),
        CommandDeclaration.Clause(
            "vary", .string, hint: "NAME", summary: "what words differ in, such as sex of names; of script: the table"),
        CommandDeclaration.Clause(
            "text", .name, hint: "COL", summary: "the column of texts; counterfactual: if there are several features"),
        CommandDeclaration.Clause(
            "template", .path, hint: "FILE", summary: "or texts with {} where words are filled in; one row a template"),
        CommandDeclaration.Clause(
            "fills", .integer, hint: "N", summary: "words of each group tried in a template; 5 if not said"),
        CommandDeclaration.Clause(
            "purpose", .string, hint: "TEXT", summary: "what names of groups are used for; some lexicons ask for it"),
        CommandDeclaration.Clause(
            "match", .name, hint: "COL",
            summary: "or compare real rows that differ in COL and are alike in given COLS"),
        CommandDeclaration.Clause(
            "review", .path, hint: "FILE",
            summary: "what speakers said of pairs (id, accepted, reviewer): accepted ones count"),
        CommandDeclaration.Clause(
            "review-sheet", .path, hint: "FILE", summary: "beside out: a sheet for reviewers, to be filled in"),
        CommandDeclaration.Clause(
            "out", .path, hint: "FILE", summary: "write the pairs, to be scored wherever the model is"),
        CommandDeclaration.Clause(
            "scored", .path, hint: "FILE", summary: "what came back of the pairs that were written"),
        CommandDeclaration.Clause(
            "allow-scorer", .flag, summary: "let the program behind using be started; nothing is without it"),
        CommandDeclaration.Clause(
            "wire", .choice(ScorerWire.allCases.map(\.rawValue)), hint: "FORMAT",
            summary: "how it is asked: jsonl (if not said) or csv, one row a line"),
        CommandDeclaration.Clause(
            "row-timeout", .number, hint: "S", summary: "end it after S seconds without an answer; 30 if not said"),
        CommandDeclaration.Clause(
            "total-timeout", .number, hint: "S", summary: "end it after S seconds in all; 3600 if not said"),
        CommandDeclaration.Clause(
            "memory-limit", .integer, hint: "N", summary: "megabytes of memory it may take; 16384 if not said"),
        CommandDeclaration.Clause("answers", .path, hint: "FILE", summary: "keep what it answered in a file"),
        CommandDeclaration.Clause(
            "using", .words, hint: "CMD ARGS…",
            summary: "the program that scores the pairs; the rest of the line is its"),
    ]

    static let examples = [
        CommandDeclaration.Example(
            "probe counterfactual pairs swaps.csv original loans.csv changed swaps.csv on pair original-id application_id id application_id prediction approved score p_repay favourable yes by attribute, from, to"
        ),
        CommandDeclaration.Example(
            "probe counterfactual in loans.csv id application_id features gender, age flip gender favourable yes by from, to wire csv allow-scorer using awk -f score.awk"
        ),
        CommandDeclaration.Example(
            "probe counterfactual pairs swaps.csv original loans.csv changed swaps.csv on pair original-id application_id id application_id prediction approved score p_repay label repaid expect invariance tolerance 0.05 allowed 0.02 by from, to"
        ),
        CommandDeclaration.Example(
            "probe counterfactual in loans.csv id application_id features gender, age flip gender out pairs.csv"),
        CommandDeclaration.Example(
            "probe counterfactual template templates.csv swap names lexicon KE vary group purpose 'test of a content filter' out pairs.csv"
        ),
        CommandDeclaration.Example(
            "probe counterfactual in tweets.csv features text swap place-names lexicon KE out pairs.csv"),
        CommandDeclaration.Example(
            "probe counterfactual in notes.csv features text swap script lexicon ET vary sera out pairs.csv review-sheet sheet.csv"
        ),
        CommandDeclaration.Example(
            "probe counterfactual in notes.csv features text swap currency lexicon KE where language = 'en' out pairs.csv"
        ),
        CommandDeclaration.Example(
            "probe counterfactual pairs swaps.csv original loans.csv changed swaps.csv on pair original-id application_id id application_id prediction approved review reviews.csv by from, to"
        ),
        CommandDeclaration.Example(
            "probe counterfactual match gender in loans.csv prediction approved favourable yes given region, age numbers age"
        ),
        CommandDeclaration.Example(
            "probe counterfactual pairs exported.csv scored returned.csv prediction decision score p favourable yes by from, to"
        ),
    ]
}
