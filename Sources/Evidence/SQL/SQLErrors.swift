/// Counts of errors of texts in SQL, and the whole sums that cells hold of them.
struct SQLErrors {
    let dialect: SQLDialect
    /// Columns of errors: one, or one each of substitutions, deletions and insertions.
    let kinds: Int
    /// Whether rows have weights that are summed.
    var isWeighted = false

    /// The texts of the rows: the length of the reference, then the errors.
    var texts: [String] { ["l"] + (0..<kinds).map { "e\($0 + 1)" } }

    /// What is summed, in the order of the cube's measures.
    var sums: [String] { (1...measures).map { "m\($0)" } }

    private var measures: Int {
        guard isWeighted else { return CubeMeasure.ofErrors.count + (kinds == 3 ? 3 : 0) }
        return CubeMeasure.ofWeightedErrors.reduce(kinds == 3 ? 3 : 0) { $0 + $1.width }
    }

    private var wide: String { dialect.wholeType }

    /// Steps from the texts to what cells sum: the name of each, and what it selects beside the keys.
    ///
    /// - Parameter carried: columns of weights that are passed on.
    func stages(_ carried: [String], isCounted: Bool) throws(SQLError) -> [(name: String, selected: [String])] {
        guard dialect != .spark || !isWeighted else { throw .unsupported("errors times weights", dialect: dialect) }
        let isGood = { (text: String) in
            "(\(text)_is = 0 OR (\(text)_v >= 0 AND \(text)_v <= \(ErrorRows.limit) AND \(text)_v = FLOOR(\(text)_v)))"
        }
        let edits = texts.dropFirst()
        let isWhole = edits.map { "\($0)_is = 1" }.joined(separator: " AND ")
        let isNone = edits.map { "\($0)_is = 0" }.joined(separator: " AND ")
        let isFine = (texts.map(isGood) + ["((\(isWhole)) OR (\(isNone)))"]).joined(separator: " AND ")
        func whole(_ text: String) -> String {
            "CASE WHEN fine = 1 AND \(text)_is = 1 THEN CAST(CAST(\(text)_v AS BIGINT) AS \(wide)) ELSE 0 END"
        }
        let counted =
            texts.map { "\(whole($0)) AS \($0)_n" } + [
                "CASE WHEN l_is = 1 THEN 'errors' END AS y", "CASE WHEN e1_is = 1 THEN 'errors' END AS d",
                "1 - fine AS faulty",
            ]
        let e = "(\(edits.map { "\($0)_n" }.joined(separator: " + ")))"
        let both = "CASE WHEN y IS NOT NULL AND d IS NOT NULL THEN"
        var products = kinds == 3 ? edits.map { "\($0)_n" } : []
        products += [
            e, "l_n", "\(both) \(e) * \(e) ELSE 0 END", "\(both) \(e) * l_n ELSE 0 END", "\(both) l_n * l_n ELSE 0 END",
        ]
        let times = isCounted ? " * CAST(n AS \(wide))" : ""
        if isWeighted { products = weighted(products) }
        return [
            ("read", try dialect.reading(texts) + carried),
            (
                "checked",
                texts.flatMap { ["\($0)_v", "\($0)_is"] } + ["CASE WHEN \(isFine) THEN 1 ELSE 0 END AS fine"] + carried
            ), ("counted", counted + carried),
            ("multiplied", ["y", "d", "faulty"] + zip(products, sums).map { "(\($0))\(times) AS \($1)" } + carried),
        ]
    }

    /// The same times the weight, and what is multiplied twice times its square, digit by digit as cells hold it.
    private func weighted(_ products: [String]) -> [String] {
        let measures = (kinds == 3 ? CubeMeasure.ofEdits.map { $0.times(.weight) } : []) + CubeMeasure.ofWeightedErrors
        return zip(products, measures).flatMap { product, measure in
            let factor = SQLWeights.whole(measure.factor == .squaredWeight ? "w2" : "w")
            guard measure.digitCount > 1 else { return ["(\(product)) * \(factor)"] }
            return (0..<measure.digitCount).map { place in
                dialect.digit(place, ofBits: measure.digitBits, of: product) + " * \(factor)"
            }
        }
    }
}
