/// Numbers in SQL as they are read and rounded here.
extension SQLDialect {
    /// What is read as a number: none that a double of the engine would not hold.
    private static let number = "[-+]?([0-9]{1,200}[.]?[0-9]{0,200}|[.][0-9]{1,200})([eE][-+]?0*[0-9]{1,2})?"

    /// The number that a text is; NULL for any other text.
    func number(_ text: String) throws(SQLError) -> String {
        "CASE WHEN \(try isWhole(text, Self.number)) THEN CAST(\(text) AS \(doubleType)) END"
    }

    /// For each of some texts its number, called `…_v`, and whether there is anything, called `…_is`.
    func reading(_ texts: [String]) throws(SQLError) -> [String] {
        var selected: [String] = []
        for text in texts {
            selected.append("\(try number(text)) AS \(text)_v")
            selected.append("CASE WHEN \(text) IS NULL OR \(text) = '' THEN 0 ELSE 1 END AS \(text)_is")
        }
        return selected
    }

    /// The nearest whole number to one from 0, ties to even: a double from 2^52 up has no digits behind the point, so
    /// adding 2^52 rounds as doubles do. The rounding functions of engines differ.
    static func rounded(_ value: String) -> String {
        "CASE WHEN \(value) < 4503599627370496 THEN (\(value) + 4503599627370496) - 4503599627370496 ELSE \(value) END"
    }

    /// The type of whole numbers that sums of products fit into.
    var wholeType: String {
        switch self {
        case .duckdb: "HUGEINT"
        case .postgres: "numeric"
        case .spark: "DECIMAL(38, 0)"
        }
    }

    /// One digit of a whole number from 0.
    ///
    /// - Parameters:
    ///   - place: 0 is the lowest.
    ///   - bits: of a digit; all digits up to this one have less than 128.
    ///   - number: an expression.
    func digit(_ place: Int, ofBits bits: Int, of number: String) -> String {
        let below = place == 0 ? "(\(number))" : quotient(number, "\(UInt128(1) << UInt128(place * bits))")
        return "(\(below) % \(1 << bits))"
    }

    /// How often a whole number from 0 holds another one.
    func quotient(_ a: String, _ b: String) -> String { self == .duckdb ? "((\(a)) // \(b))" : "div(\(a), \(b))" }
}
