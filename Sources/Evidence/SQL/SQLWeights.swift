/// Weights of rows in SQL, summed as they are here: each row's own rounded once to a multiple of 2^−40, ties to even, and
/// whole numbers from then on.
struct SQLWeights {
    let dialect: SQLDialect
    let kind: CubeHeader.WeightKind

    /// What the steps end with, beside rows without a good weight: Σw and Σw² in two parts each.
    static let sums = ["w_high", "w_low", "w2_high", "w2_low"]

    /// A weight, and its square, as one whole number of the steps' last columns.
    static func whole(_ name: String) -> String { "(\(name)_high * 4294967296 + \(name)_low)" }

    /// The type of whole numbers that sums of weights fit into.
    private static func wide(_ dialect: SQLDialect) -> String {
        switch dialect {
        case .duckdb: "HUGEINT"
        case .postgres: "numeric"
        case .spark: "DECIMAL(20, 0)"
        }
    }

    /// Steps from `w`, a text, to what cells sum: the name of each, and what it selects beside the columns of the cells.
    ///
    /// Doubles hold 53 bits, and engines convert them to whole numbers of 64: so a number is cut into what is above 2^32
    /// and what is below.
    var stages: [(name: String, selected: [String])] {
        get throws(SQLError) {
            var stages = [
                (
                    "numbers",
                    ["\(try dialect.number("w")) AS v"]
                )
            ]
            let isGood =
                "v >= 0 AND v <= \(Int(CubeMeasure.weightLimit))" + (kind == .frequency ? " AND v = FLOOR(v)" : "")
            stages.append(
                (
                    "weighed",
                    [
                        "CASE WHEN \(isGood) THEN v ELSE 0 END AS v", "CASE WHEN \(isGood) THEN 0 ELSE 1 END AS bad",
                    ]
                ))
            guard kind.isSummed else {
                stages.append(("frequencies", ["CAST(v AS BIGINT) AS n", "bad"]))
                return stages
            }
            let scale = 1 << CubeMeasure.weightBits
            stages.append(("scaled", ["v * \(scale) AS x", "v * v * \(scale) AS x2", "bad"]))
            stages.append(("rounded", ["x", "x2"].map { "\(SQLDialect.rounded($0)) AS \($0)" } + ["bad"]))
            let wide = Self.wide(dialect)
            stages.append(
                (
                    "fixed",
                    [("x", "w"), ("x2", "w2")].flatMap { value, name in
                        [
                            "CAST(CAST(FLOOR(\(value) / 4294967296) AS BIGINT) AS \(wide)) AS \(name)_high",
                            "CAST(CAST(\(value) - \(whole(value)) * 4294967296 AS BIGINT) AS \(wide))"
                                + " AS \(name)_low",
                        ]
                    } + ["bad"]
                ))
            return stages
        }
    }

    /// How often 2^32 is in a number, as a double: Spark's FLOOR makes a whole number of 64 bits, whose products overflow.
    private func whole(_ value: String) -> String { "CAST(FLOOR(\(value) / 4294967296) AS \(dialect.doubleType))" }

    /// A sum over cells as the digits of a whole number.
    static func total(_ name: String, _ dialect: SQLDialect) -> String {
        let sum = "SUM(\(name)_high) * 4294967296 + SUM(\(name)_low)"
        return "CAST(COALESCE(\(sum), 0) AS \(dialect.textType))"
    }
}
