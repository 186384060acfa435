/// A condition on one row: SQL's predicates over named columns, texts and numbers.
package indirect enum Predicate: Hashable, Sendable {
    case comparison(Operand, Comparison, Operand)
    case isNull(Operand, negated: Bool)
    case isIn(Operand, [Operand], negated: Bool)
    case between(Operand, Operand, Operand, negated: Bool)
    case like(Operand, LikePattern, negated: Bool)
    case not(Predicate)
    /// At least two conditions that must all hold.
    case all([Predicate])
    /// At least two conditions of which one must hold.
    case any([Predicate])

    /// What a condition looks at.
    package indirect enum Operand: Hashable, Sendable {
        /// A column, by its place in `WhereExpression.columns`.
        case column(Int)
        case text(String)
        case number(Double)
        /// Two numbers reckoned together.
        case arithmetic(Operand, Arithmetic, Operand)
    }

    /// How two numbers are reckoned together.
    package enum Arithmetic: String, Hashable, Sendable, CaseIterable {
        case add = "+"
        case subtract = "-"
        case multiply = "*"
        case divide = "/"

        /// Whether it binds tighter than sums do.
        var isProduct: Bool { self == .multiply || self == .divide }
    }

    /// How two operands are compared.
    package enum Comparison: String, Hashable, Sendable, CaseIterable {
        case equal = "="
        case notEqual = "!="
        case less = "<"
        case lessOrEqual = "<="
        case greater = ">"
        case greaterOrEqual = ">="
    }
}

extension Predicate {
    /// Whether any of its operands is reckoned from others.
    var reckons: Bool {
        switch self {
        case .comparison(let left, _, let right): left.isReckoned || right.isReckoned
        case .isNull(let operand, _), .like(let operand, _, _): operand.isReckoned
        case .isIn(let operand, let list, _): operand.isReckoned || list.contains(where: \.isReckoned)
        case .between(let operand, let lower, let upper, _):
            operand.isReckoned || lower.isReckoned || upper.isReckoned
        case .not(let inner): inner.reckons
        case .all(let parts), .any(let parts): parts.contains(where: \.reckons)
        }
    }
}

extension Predicate.Operand {
    /// Whether it is reckoned from others.
    var isReckoned: Bool {
        if case .arithmetic = self { true } else { false }
    }
}

/// A condition and the columns it names, each once, in the order of their first mention.
package struct WhereExpression: Hashable, Sendable {
    /// The condition.
    package let predicate: Predicate
    /// The columns the condition reads; operands refer to them by index, so that a row is read without looking up names.
    package let columns: [Located<String>]

    /// - Parameter columns: at least as many as the operands refer to.
    package init(_ predicate: Predicate, columns: [Located<String>]) {
        self.predicate = predicate
        self.columns = columns
    }
}

extension WhereExpression: CustomStringConvertible {
    /// The condition in canonical spelling; parsing it gives the same condition.
    package var description: String { text(of: predicate, inside: 0) }

    /// - Parameter level: how tightly the surroundings bind: 0 nothing, 1 `or`, 2 `and`, 3 `not`.
    private func text(of predicate: Predicate, inside level: Int) -> String {
        func join(_ parts: [Predicate], by word: String, level own: Int) -> String {
            let text = parts.map { self.text(of: $0, inside: own) }.joined(separator: " \(word) ")
            return level >= own ? "(\(text))" : text
        }
        switch predicate {
        case .comparison(let left, let comparison, let right):
            return "\(text(of: left)) \(comparison.rawValue) \(text(of: right))"
        case .isNull(let operand, let negated): return "\(text(of: operand)) is \(negated ? "not " : "")null"
        case .isIn(let operand, let list, let negated):
            let entries = list.map { text(of: $0) }.joined(separator: ", ")
            return "\(text(of: operand)) \(negated ? "not " : "")in (\(entries))"
        case .between(let operand, let lower, let upper, let negated):
            return
                "\(text(of: operand)) \(negated ? "not " : "")between \(text(of: lower)) and \(text(of: upper))"
        case .like(let operand, let pattern, let negated):
            return "\(text(of: operand)) \(negated ? "not " : "")like \(Spelling.string(pattern.source))"
        case .not(let inner): return "not \(text(of: inner, inside: 3))"
        case .all(let parts): return join(parts, by: "and", level: 2)
        case .any(let parts): return join(parts, by: "or", level: 1)
        }
    }

    private func text(of operand: Predicate.Operand) -> String {
        ColumnFormula(.value(operand), columns: columns).description
    }
}
