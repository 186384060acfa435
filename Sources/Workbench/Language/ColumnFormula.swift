/// What the values of a column are worked out from: a value, or a condition that is true or false of each row.
package struct ColumnFormula: Hashable, Sendable {
    /// What it gives.
    package enum Body: Hashable, Sendable {
        case value(Predicate.Operand)
        case condition(Predicate)
    }

    /// What it gives.
    package let body: Body
    /// The columns it reads, in the order of their first mention; operands refer to them by index.
    package let columns: [Located<String>]

    /// - Parameter columns: at least as many as the operands refer to.
    package init(_ body: Body, columns: [Located<String>]) {
        self.body = body
        self.columns = columns
    }
}

/// A column and what its values are worked out from: `NAME = EXPR`.
package struct ColumnDefinition: Hashable, Sendable {
    /// The new column.
    package let name: Located<String>
    /// What it holds.
    package let formula: ColumnFormula

    /// A definition.
    package init(name: Located<String>, formula: ColumnFormula) {
        self.name = name
        self.formula = formula
    }
}

extension ColumnFormula: CustomStringConvertible {
    /// In canonical spelling; parsing it gives the same.
    package var description: String {
        switch body {
        case .value(let operand): text(of: operand)
        case .condition(let predicate): WhereExpression(predicate, columns: columns).description
        }
    }

    private func text(of operand: Predicate.Operand) -> String {
        switch operand {
        case .column(let index): columns.indices.contains(index) ? Spelling.name(columns[index].value) : "?"
        case .text(let text): Spelling.string(text)
        case .number(let value): Spelling.number(value)
        case .arithmetic(let left, let sign, let right):
            // What is reckoned first stands alone on the left; on the right anything else needs its brackets.
            "\(part(left, of: sign, isRight: false)) \(sign.rawValue) \(part(right, of: sign, isRight: true))"
        }
    }

    private func part(_ operand: Predicate.Operand, of sign: Predicate.Arithmetic, isRight: Bool) -> String {
        guard case .arithmetic(_, let own, _) = operand else { return text(of: operand) }
        let isBare = own.isProduct && !sign.isProduct || !isRight && own.isProduct == sign.isProduct
        return isBare ? text(of: operand) : "(\(text(of: operand)))"
    }
}
