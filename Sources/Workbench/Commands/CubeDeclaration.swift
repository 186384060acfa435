import Evidence

extension CommandDeclaration {
    /// `cube ACTION …`: counts rows into a cube file, and puts cube files together or takes them apart.
    package static let cube = CommandDeclaration(
        "cube", summary: "Count rows into a cube file, combine cube files, or show one",
        parameters: [
            Parameter(
                "action", .choice(CubeCommand.Action.allCases.map(\.rawValue)), hint: "ACTION",
                summary: "build, merge, subtract (WHOLE PART), project, show, sql or import"),
            Parameter(
                "cubes", .path, hint: "CUBE", required: false, repeated: true,
                summary: "the cube files; import: the CSV file of counts"),
        ],
        clauses: DataClauses.evidence + [
            DataClauses.by(required: false), DataClauses.classScores,
        ] + DataClauses.other + [
            DataClauses.stages, DataClauses.scoresBy, DataClauses.expression,
            Clause("model", .name, hint: "NAME", summary: "what the model is called; its column by default"),
            Clause("site", .string, hint: "NAME", summary: "where the rows come from"),
            Clause("window", .string, hint: "A..B", summary: "the days the rows are from, B excluded"),
            Clause("as-of", .date, hint: "YYYY-MM-DD", summary: "the day up to which labels had arrived"),
            Clause("out", .path, hint: "CUBE", summary: "the cube file to write"),
            Clause("force", .flag, summary: "replace the files written if they exist"),
            Clause(
                "dialect", .choice(SQLDialect.allCases.map(\.rawValue)), hint: "ENGINE",
                summary: "sql: for which engine: duckdb, postgres or spark"),
            Clause("from", .string, hint: "TABLE", summary: "sql: the table or view that holds the rows"),
            Clause("sha256", .string, hint: "HEX", summary: "sql: the digest of the file the table was loaded from"),
            Clause("disjoint", .flag, summary: "merge: state that no row is in two of the cubes"),
            Clause("cells", .flag, summary: "show: every occupied cell of decisions"),
            DataClauses.format,
        ] + DataClauses.reading.filter { $0.word != "force" },
        examples: [
            Example(
                "cube build in loans.csv label repaid positive yes prediction approved by region, gender out loans.cube; cube show loans.cube"
            ),
            Example(
                "cube build in loans.csv label repaid positive yes score p_repay by region out a.cube; metrics auc in a.cube by region"
            ),
            Example(
                "cube build in loans.csv label repaid positive yes prediction approved by region, gender out a.cube; cube project a.cube by region out b.cube"
            ),
            Example(
                "cube sql dialect duckdb in loans.csv label repaid positive yes prediction approved score p_repay by region"
            ),
            Example(
                "cube sql dialect postgres from credit.loans label repaid positive yes prediction approved by region where age >= 25"
            ),
            Example(
                "cube build in scenarios/mobile-credit/applications.csv label repaid positive 1 time decided_on per month cluster customer_id out months.cube; metrics label-coverage in months.cube per year"
            ),
            Example(
                "cube build in loans.csv label repaid positive yes score p_repay threshold 0.6 against approved by region out two.cube; compare accuracy in two.cube against approved by region"
            ),
            Example("cube import counts.csv out loans.cube; metrics tpr in loans.cube by region"),
        ])
}
