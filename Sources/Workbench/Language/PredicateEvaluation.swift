import Interchange

/// One cell of a row as a condition sees it.
package enum PredicateCell: Hashable, Sendable {
    case missing
    case text(String)
    case number(Double)
}

/// A row that a condition can be asked about.
package protocol PredicateRow {
    /// The cell of the column with this index in `WhereExpression.columns`.
    func cell(_ column: Int) -> PredicateCell
}

extension WhereExpression {
    /// Whether the condition holds for `row`: SQL's three-valued logic, `nil` meaning unknown.
    ///
    /// Comparing with a missing cell is unknown. A text is compared with a number by the number it writes; a text that
    /// writes none is not equal to any number, and its order is unknown. Texts compare as Unicode scalars after
    /// canonical composition, without regard to any locale, so that the same rows are chosen on every machine.
    ///
    /// - Complexity: O(size of the expression), times the text length for `like`.
    package func holds(for row: borrowing some PredicateRow) -> Bool? { Self.holds(predicate, row) }

    static func holds(_ predicate: Predicate, _ row: borrowing some PredicateRow) -> Bool? {
        switch predicate {
        case .comparison(let left, let comparison, let right):
            return compare(value(left, row), comparison, value(right, row))
        case .isNull(let operand, let negated): return (value(operand, row) == .missing) != negated
        case .isIn(let operand, let list, let negated):
            let cell = value(operand, row)
            var unknown = false
            for entry in list {
                switch compare(cell, .equal, value(entry, row)) {
                case .some(true): return !negated
                case .none: unknown = true
                case .some(false): continue
                }
            }
            return unknown ? nil : negated
        case .between(let operand, let lower, let upper, let negated):
            let cell = value(operand, row)
            let inside = and(
                compare(cell, .greaterOrEqual, value(lower, row)), compare(cell, .lessOrEqual, value(upper, row)))
            return inside.map { $0 != negated }
        case .like(let operand, let pattern, let negated):
            switch value(operand, row) {
            case .missing: return nil
            case .text(let text): return pattern.matches(text) != negated
            case .number(let number): return pattern.matches(Spelling.number(number)) != negated
            }
        case .not(let inner): return holds(inner, row).map { !$0 }
        case .all(let parts):
            var result: Bool? = true
            for part in parts {
                result = and(result, holds(part, row))
                if result == false { return false }
            }
            return result
        case .any(let parts):
            var unknown = false
            for part in parts {
                guard let holds = holds(part, row) else {
                    unknown = true
                    continue
                }
                if holds { return true }
            }
            return unknown ? nil : false
        }
    }

    /// What an operand is for `row`: a number only where both sides of each sign are; x / 0 is none.
    static func value(_ operand: Predicate.Operand, _ row: borrowing some PredicateRow) -> PredicateCell {
        switch operand {
        case .column(let index): return row.cell(index)
        case .text(let text): return .text(text)
        case .number(let number): return .number(number)
        case .arithmetic(let left, let sign, let right):
            guard let a = value(left, row).number, let b = value(right, row).number else { return .missing }
            let result = sign.result(a, b)
            return result.isFinite ? .number(result) : .missing
        }
    }

    private static func and(_ left: Bool?, _ right: Bool?) -> Bool? {
        if left == false || right == false { return false }
        return left == nil || right == nil ? nil : true
    }

    private static func compare(_ left: PredicateCell, _ comparison: Predicate.Comparison, _ right: PredicateCell)
        -> Bool?
    {
        switch (left, right) {
        case (.missing, _), (_, .missing): return nil
        case (.text(let a), .text(let b)): return comparison.holds(a, b)
        case (.number(let a), .number(let b)): return comparison.holds(a, b)
        case (.text(let a), .number(let b)):
            guard let number = PlainNumber.value(of: a) else { return comparison.ofUnlike }
            return comparison.holds(number, b)
        case (.number(let a), .text(let b)):
            guard let number = PlainNumber.value(of: b) else { return comparison.ofUnlike }
            return comparison.holds(a, number)
        }
    }
}

extension PredicateCell {
    /// The number it is or writes.
    var number: Double? {
        switch self {
        case .missing: nil
        case .number(let value): value
        case .text(let text): PlainNumber.value(of: text)
        }
    }
}

extension Predicate.Arithmetic {
    /// The two numbers reckoned together, in double precision; not finite for x / 0 and what is too large.
    func result(_ a: Double, _ b: Double) -> Double {
        switch self {
        case .add: a + b
        case .subtract: a - b
        case .multiply: a * b
        case .divide: a / b
        }
    }
}

extension Predicate.Comparison {
    fileprivate func holds<T: Comparable>(_ a: T, _ b: T) -> Bool {
        switch self {
        case .equal: a == b
        case .notEqual: a != b
        case .less: a < b
        case .lessOrEqual: a <= b
        case .greater: a > b
        case .greaterOrEqual: a >= b
        }
    }

    /// The answer for a number and a text that is none: they differ, and have no order.
    fileprivate var ofUnlike: Bool? {
        switch self {
        case .equal: false
        case .notEqual: true
        default: nil
        }
    }
}
