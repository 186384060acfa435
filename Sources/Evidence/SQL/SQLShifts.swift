/// How far the scores of two models lie apart, in SQL: each row's shift and its square rounded once, as they are here, and
/// whole numbers from then on.
struct SQLShifts {
    let dialect: SQLDialect

    /// What is summed, in the order of the cube's measures.
    static let sums = (1...ScoreShifts.width).map { "m\($0)" }

    private var wide: String { dialect.wholeType }

    /// Steps from the texts of the two scores to what cells sum: the name of each, and what it selects beside the keys.
    ///
    /// - Parameters:
    ///   - carried: columns that are passed on.
    ///   - isCounted: whether a row stands for `n` rows.
    /// - Throws: `unsupported` for an engine that was not seen to sum them exactly.
    func stages(_ carried: [String], isCounted: Bool) throws(SQLError) -> [(name: String, selected: [String])] {
        guard dialect != .spark else { throw .unsupported("shifts of scores", dialect: dialect) }
        let isRead = ["s", "o"].map { "(\($0)_is = 0 OR \($0)_v IS NOT NULL)" }.joined(separator: " AND ")
        let isGood = "\(isRead) AND (x IS NULL OR ABS(x) <= \(Int(ScoreShifts.limit)))"
        func power(_ measure: CubeMeasure) -> String { "\(1 << measure.fractionBits(weighted: false))" }
        func rounded(_ name: String) -> String { "\(SQLDialect.rounded(name)) AS \(name)" }
        func cut(_ name: String) -> [String] {
            [
                "CAST(CAST(FLOOR(\(name) / 4294967296) AS BIGINT) AS \(wide)) AS \(name)_high",
                "CAST(CAST(\(name) - FLOOR(\(name) / 4294967296) * 4294967296 AS BIGINT) AS \(wide)) AS \(name)_low",
            ]
        }
        let (size, square) = (SQLWeights.whole("size"), SQLWeights.whole("square"))
        let values = [
            "is_pair", "CASE WHEN is_below = 1 THEN 0 ELSE \(size) END",
            "CASE WHEN is_below = 1 THEN \(size) ELSE 0 END",
            square,
        ]
        let times = isCounted ? " * CAST(n AS \(wide))" : ""
        return [
            ("read", try dialect.reading(["s", "o"]) + carried),
            ("shifted", ["s_v", "s_is", "o_v", "o_is", "s_v - o_v AS x"] + carried),
            ("checked", ["x", "CASE WHEN \(isGood) THEN 1 ELSE 0 END AS fine"] + carried),
            (
                "sized",
                [
                    "1 - fine AS faulty", "CASE WHEN fine = 1 AND x IS NOT NULL THEN 1 ELSE 0 END AS is_pair",
                    "CASE WHEN x < 0 THEN 1 ELSE 0 END AS is_below",
                    "CASE WHEN fine = 1 AND x IS NOT NULL THEN ABS(x) * \(power(.shift)) ELSE 0 END AS size",
                    "CASE WHEN fine = 1 AND x IS NOT NULL THEN x * x * \(power(.squaredShift)) ELSE 0 END AS square",
                ] + carried
            ), ("shift_rounded", ["faulty", "is_pair", "is_below", rounded("size"), rounded("square")] + carried),
            ("shift_cut", ["faulty", "is_pair", "is_below"] + cut("size") + cut("square") + carried),
            ("summed", ["faulty"] + zip(values, Self.sums).map { "(\($0))\(times) AS \($1)" } + carried),
        ]
    }
}
