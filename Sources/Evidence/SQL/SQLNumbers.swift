/// Numbers and their predictions in SQL: products of up to four whole numbers in digits of 64 bits, as cells hold them.
///
/// Engines have whole numbers of 128 bits; a product of two such is put together from digits of 32 bits with carries.
struct SQLNumbers {
    let dialect: SQLDialect
    let scale: NumberScale
    /// Whether rows have weights that are summed.
    var isWeighted = false

    /// The texts of the rows: the label and the prediction.
    static let texts = ["l", "e1"]

    /// What is summed, digit by digit, in the order of the cube's measures.
    var sums: [String] { (1...(isWeighted ? Self.weightedWidth : NumberRows.width)).map { "m\($0)" } }

    private static let ofWeights = Array(CubeMeasure.ofWeightedNumbers.dropFirst(2))
    private static let weightedWidth = ofWeights.reduce(0) { $0 + $1.width }

    private static let digit = "18446744073709551616"
    private static let half = "4294967296"

    private var wide: String { dialect.wholeType }

    /// A product of a number of 128 bits and another one: their parts, how many digits it has, and what its sign is.
    private struct Product {
        let quantity: CubeQuantity
        let first: String
        let second: String
        let digits: Int
    }

    private static let products = [
        Product(quantity: .cubedLabel, first: "yy", second: "ya", digits: 3),
        Product(quantity: .squaredLabelError, first: "yy", second: "ea", digits: 3),
        Product(quantity: .labelSquaredError, first: "ee", second: "ya", digits: 3),
        Product(quantity: .cubedError, first: "ee", second: "ea", digits: 3),
        Product(quantity: .fourthLabel, first: "yy", second: "yy", digits: 4),
        Product(quantity: .cubedLabelError, first: "yy", second: "ye", digits: 4),
        Product(quantity: .squaredLabelSquaredError, first: "yy", second: "ee", digits: 4),
        Product(quantity: .labelCubedError, first: "ee", second: "ye", digits: 4),
        Product(quantity: .fourthError, first: "ee", second: "ee", digits: 4),
    ]

    private static func limbs(_ name: String) -> Int { name.hasSuffix("a") ? 2 : 4 }

    /// The sum of the products of 32 bits that stand at one place.
    private static func column(_ product: Product, _ place: Int) -> String {
        let terms = (0..<limbs(product.first)).compactMap { index -> String? in
            let other = place - index
            guard (0..<limbs(product.second)).contains(other) else { return nil }
            return "\(product.first)_\(index) * \(product.second)_\(other)"
        }
        return terms.isEmpty ? "0" : terms.joined(separator: " + ")
    }

    /// Steps from the texts to what cells sum: each adds columns to those before it; the last has only what is summed.
    ///
    /// - Throws: `unsupported` for an engine without whole numbers of this size.
    func stages(isCounted: Bool) throws(SQLError) -> [(name: String, selected: [String])] {
        guard dialect != .spark else { throw .unsupported("products of numbers", dialect: dialect) }
        var stages: [(name: String, selected: [String])] = []
        func add(_ name: String, _ columns: [String]) { stages.append((name, ["*"] + columns)) }
        add("read", try dialect.reading(Self.texts))
        let factor = "CAST(\(Double(sign: .plus, exponent: scale.bits, significand: 1)) AS \(dialect.doubleType))"
        add("number_scaled", Self.texts.map { "ABS(\($0)_v) * \(factor) AS \($0)_x" })
        add(
            "number_rounded",
            Self.texts.map { "\(SQLDialect.rounded("\($0)_x")) AS \($0)_r" })
        add(
            "checked",
            [
                "CASE WHEN "
                    + Self.texts.map { "(\($0)_is = 0 OR \($0)_r <= 4611686018427387904)" }.joined(separator: " AND ")
                    + " THEN 1 ELSE 0 END AS fine"
            ])
        add(
            "whole",
            zip(Self.texts, ["ys", "ps"]).map { text, name in
                let size = "CAST(CAST(\(text)_r AS BIGINT) AS \(wide))"
                return
                    "CASE WHEN fine = 1 AND \(text)_is = 1 THEN CASE WHEN \(text)_v < 0 THEN -\(size) ELSE \(size) END"
                    + " ELSE 0 END AS \(name)"
            } + [
                "CASE WHEN l_is = 1 THEN 'number' END AS y", "CASE WHEN e1_is = 1 THEN 'number' END AS d",
                "1 - fine AS faulty", "l_is * e1_is AS judged",
            ])
        add("error", ["CASE WHEN judged = 1 THEN ps - ys ELSE 0 END AS es"])
        add("sizes", ["ys", "ps", "es"].map { "ABS(\($0)) AS \($0.prefix(1))a" })
        let edges = (1...57).map {
            "WHEN ea < \(UInt64(1) << UInt64($0 + 7 - 1)) THEN ea - ea % \(UInt64(1) << UInt64($0 - 1))"
        }
        add(
            "squares",
            [
                "ya * ya AS yy", "pa * pa AS pp", "ea * ea AS ee", "ya * ea AS ye",
                "CASE WHEN judged = 1 THEN CAST(CASE \(edges.joined(separator: " ")) ELSE ea - ea % \(UInt64(1) << 57) END"
                    + " AS \(dialect.textType)) END AS s",
            ])
        var parts: [String] = []
        for name in ["yy", "ee", "ye", "ya", "ea"] {
            var rest = name
            for index in 0..<Self.limbs(name) {
                parts.append("(\(rest)) % \(Self.half) AS \(name)_\(index)")
                rest = dialect.quotient(rest, Self.half)
            }
        }
        add("parts", parts)
        for place in 0..<4 {
            add(
                "carried\(place)",
                Self.products.enumerated().compactMap { index, product in
                    guard place < product.digits else { return nil }
                    let own =
                        "\(Self.column(product, 2 * place)) + (\(Self.column(product, 2 * place + 1))) * \(Self.half)"
                    let carry = place == 0 ? "" : dialect.quotient("t\(index)_\(place - 1)", Self.digit) + " + "
                    return "\(carry)\(own) AS t\(index)_\(place)"
                })
        }
        if isWeighted {
            add(
                "digits",
                CubeMeasure.ofNumbers.flatMap { measure in
                    digits(of: measure.quantity).enumerated().map { "\($1) AS \(Self.name($0, of: measure.quantity))" }
                } + ["w", "w2"].map { "\(SQLWeights.whole($0)) AS \($0)_whole" })
        }
        stages.append(
            ("multiplied", ["y", "d", "s", "faulty"] + (isWeighted ? weighted() : summed(isCounted: isCounted))))
        return stages
    }

    /// What a digit of a quantity is called.
    private static func name(_ digit: Int, of quantity: CubeQuantity) -> String {
        "q\(CubeMeasure.ofNumbers.firstIndex { $0.quantity == quantity } ?? 0)_\(digit)"
    }

    /// Every digit of every measure of weights, times the weight or its square. These digits are parts of those of 64
    /// bits, so that the products stay within 128.
    private func weighted() -> [String] {
        let values = Self.ofWeights.flatMap { measure in
            let factor = measure.factor == .squaredWeight ? "w2_whole" : "w_whole"
            let parts = 64 / measure.digitBits
            let digits = (0..<measure.digitCount).map { place in
                dialect.digit(
                    place % parts, ofBits: measure.digitBits, of: Self.name(place / parts, of: measure.quantity))
                    + " * \(factor)"
            }
            return Self.bySign(digits, of: measure)
        }
        return zip(values, sums).map { "(\($0)) AS \($1)" }
    }

    /// The digits of a measure that has a sign, once for what is positive and once for what is negative.
    private static func bySign(_ digits: [String], of measure: CubeMeasure) -> [String] {
        guard measure.isSigned else { return digits }
        let sign = sign(of: measure.quantity)
        return digits.map { "CASE WHEN \(sign) THEN 0 ELSE \($0) END" }
            + digits.map { "CASE WHEN \(sign) THEN \($0) ELSE 0 END" }
    }

    /// Every digit of every measure, times the rows that a row stands for.
    private func summed(isCounted: Bool) -> [String] {
        let values = CubeMeasure.ofNumbers.flatMap { Self.bySign(digits(of: $0.quantity), of: $0) }
        let times = isCounted ? " * CAST(n AS \(wide))" : ""
        return zip(values, sums).map { "(\($0))\(times) AS \($1)" }
    }

    private func digits(of quantity: CubeQuantity) -> [String] {
        func split(_ name: String) -> [String] { ["\(name) % \(Self.digit)", dialect.quotient(name, Self.digit)] }
        switch quantity {
        case .label: return ["ya"]
        case .prediction: return ["pa"]
        case .error: return ["ea"]
        case .squaredLabel: return split("yy")
        case .squaredPrediction: return split("pp")
        case .squaredError: return split("ee")
        case .labelError: return split("ye")
        default:
            guard let index = Self.products.firstIndex(where: { $0.quantity == quantity }) else {
                preconditionFailure("a quantity of numbers")
            }
            // Higher products are of rows with both.
            return (0..<Self.products[index].digits).map { "t\(index)_\($0) % \(Self.digit) * judged" }
        }
    }

    /// Whether what is summed is negative.
    private static func sign(of quantity: CubeQuantity) -> String {
        switch quantity {
        case .label, .cubedLabel, .labelSquaredError: "ys < 0"
        case .prediction: "ps < 0"
        case .error, .squaredError, .squaredLabelError, .cubedError: "es < 0"
        default: "(ys < 0) <> (es < 0)"
        }
    }
}
