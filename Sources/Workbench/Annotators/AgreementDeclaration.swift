extension CommandDeclaration {
    /// `agreement [METRICS] annotators COLS …`: how far people who labelled the same rows agree, and what it changes.
    package static let agreement = CommandDeclaration(
        "agreement", summary: "How far annotators agree, by group, and results under each of them",
        parameters: [
            Parameter(
                "metrics", .list, hint: "METRICS", required: false,
                summary: "show these under each annotator, the majority and soft labels")
        ],
        clauses: [
            Clause("annotators", .list, hint: "COLS", summary: "the columns of labels, one an annotator"),
            DataClauses.by(required: false),
            Clause("pairs", .flag, summary: "also each pair of annotators, by Cohen's kappa"),
            Clause("outcome", .choice(["number"]), hint: "KIND", summary: "number: labels are numbers"),
            DataClauses.positive, DataClauses.prediction, DataClauses.favourable, DataClauses.of, DataClauses.file,
        ] + DataClauses.reading + [
            DataClauses.expression, DataClauses.level, DataClauses.seed, DataClauses.order, DataClauses.format,
        ],
        examples: [
            Example(
                "agreement in ratings.csv annotators first, second, third by language",
                prints: """
                      language  figure              annotators  value  interval         n
                      am        krippendorff-alpha  all         0.395  [0.263, 0.541]  60
                      am        fleiss-kappa        all         0.387  [0.256, 0.542]  57
                      am        observed-agreement  all         0.606  [0.516, 0.695]  60
                      en        krippendorff-alpha  all         0.836  [0.717, 0.918]  60
                      en        fleiss-kappa        all         0.830  [0.714, 0.913]  57
                      en        observed-agreement  all         0.900  [0.822, 0.945]  60
                      ha        krippendorff-alpha  all         0.606  [0.455, 0.749]  60
                      ha        fleiss-kappa        all         0.584  [0.406, 0.742]  48
                      ha        observed-agreement  all         0.761  [0.661, 0.850]  60
                      180 rows · 3 annotators · n: rows with two labels or more
                      where people disagree, no model can be judged more surely than they agree
                      intervals: bca
                    """),
            Example("agreement in ratings.csv annotators first, second, third order low, medium, high pairs"),
            Example(
                "agreement accuracy, macro-f1 in ratings.csv annotators first, second, third prediction model by language"
            ),
            Example(
                "load ratings.csv as texts; agreement accuracy annotators first, second prediction model to csv"),
        ])
}
