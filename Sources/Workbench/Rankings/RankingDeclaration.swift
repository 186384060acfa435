extension CommandDeclaration {
    /// `ranking [METRICS] score COL query COL label COL …`: how good ordered lists are, and what groups get of their top.
    package static let ranking = CommandDeclaration(
        "ranking", summary: "How good ordered lists are, and how much of their top each group gets",
        parameters: [
            Parameter(
                "metrics", .list, hint: "METRICS", required: false,
                summary: "such as ndcg-at-10, skew-at-5, exposure-to-merit; without them, all that the rows allow")
        ],
        clauses: [
            Clause("score", .name, hint: "COL", summary: "the column that puts items in order, the highest first"),
            Clause(
                "query", .name, hint: "COL",
                summary: "the column that names the list an item is in; one list without it"),
            Clause("label", .name, hint: "COL", summary: "how relevant an item is: a number from 0 up, or a class"),
            Clause("positive", .string, hint: "VALUE", summary: "the class that is relevant"),
            DataClauses.by(required: false), DataClauses.of, DataClauses.file,
        ] + DataClauses.reading + [DataClauses.expression, DataClauses.level, DataClauses.format],
        examples: [
            Example("ranking in jobs.csv query search score rating label relevance by language"),
            Example("ranking skew-at-3, exposure-share in jobs.csv query search score rating by gender"),
            Example("ranking ndcg-at-5 in jobs.csv query search score rating label relevance to csv"),
        ])
}
