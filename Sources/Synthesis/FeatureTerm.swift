import Interchange

/// How one column of the file becomes one number of a model.
struct FeatureTerm: Hashable, Sendable {
    let column: String
    let encoding: Encoding

    enum Encoding: Hashable, Sendable {
        /// 1 where the field is this text, else 0.
        case equals(String)
        /// The field read as a number, divided by this.
        case dividedBy(Double)
        /// The position of the field in this list, from 0.
        case rank([String])
    }

    init(_ column: String, _ encoding: Encoding) {
        self.column = column
        self.encoding = encoding
    }

    /// The number for one field as written; `nil` if the field cannot be read so.
    func value(of field: String) -> Double? {
        switch encoding {
        case .equals(let text): field == text ? 1 : 0
        case .dividedBy(let divisor): Double(field).map { $0 / divisor }
        case .rank(let levels): levels.firstIndex(of: field).map(Double.init)
        }
    }

    func document(coefficient: Double) -> JSONValue {
        let rule: JSONValue.Member =
            switch encoding {
            case .equals(let text): .init("equals", .string(text))
            case .dividedBy(let divisor): .init("divided-by", .number(divisor))
            case .rank(let levels): .init("rank-in", .array(levels.map(JSONValue.string)))
            }
        return .object([.init("column", .string(column)), rule, .init("coefficient", .number(coefficient))])
    }
}
