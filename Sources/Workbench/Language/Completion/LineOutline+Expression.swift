import Interchange

/// Expressions, as `PredicateParser` reads them.
extension LineOutline {
    mutating func takeOfExpression(_ token: Token) {
        let isWord = token.kind == .word
        let word = isWord ? token.text.lowercased() : ""
        switch state {
        case .operand(let slot):
            if word == "not" || token.isSymbol("(") { return go(to: state, isWord ? .keyword : .sign) }
            takeOperand(token, column: nil, then: { .behindOperand(slot, $0) }, slot)
        case .behindOperand(let slot, let column):
            if isWord, Predicate.Arithmetic(rawValue: word) != nil { return go(to: .operand(slot), .sign) }
            // Behind a closing bracket the value may go on.
            if token.isSymbol(")") { return go(to: .behindOperand(slot, nil), .sign) }
            if token.kind == .symbol, ["=", "!=", "<>", "<", "<=", ">", ">="].contains(token.text) {
                return go(to: .compared(slot, column), .sign)
            }
            switch word {
            case "and", "or": go(to: .operand(slot), .keyword)
            case "not": go(to: state, .keyword)
            case "in": go(to: .listStart(slot, column), .keyword)
            case "between": go(to: .between(slot, column), .keyword)
            case "like": go(to: .compared(slot, nil), .keyword)
            case "is": go(to: .null(slot), .keyword)
            default: takeItem(token)
            }
        case .compared(let slot, let column), .listEntry(let slot, let column), .between(let slot, let column):
            let former = state
            if token.isSymbol("(") { return go(to: state, .sign) }
            takeOperand(
                token, column: column,
                then: { _ in
                    switch former {
                    case .listEntry: .behindListEntry(slot, column)
                    case .between: .betweenAnd(slot, column)
                    default: .behindCondition(slot)
                    }
                }, slot)
        case .listStart(let slot, let column):
            go(to: token.isSymbol("(") ? .listEntry(slot, column) : .items, token.isSymbol("(") ? .sign : .surplus)
        case .behindListEntry(let slot, let column):
            if isWord, Predicate.Arithmetic(rawValue: word) != nil { return go(to: .listEntry(slot, column), .sign) }
            if token.isSymbol(",") { return go(to: .listEntry(slot, column), .sign) }
            go(to: .behindCondition(slot), token.isSymbol(")") ? .sign : .surplus)
        case .betweenAnd(let slot, let column):
            if isWord, Predicate.Arithmetic(rawValue: word) != nil { return go(to: .between(slot, column), .sign) }
            go(to: .compared(slot, column), word == "and" ? .keyword : .surplus)
        case .null(let slot):
            go(
                to: word == "not" ? state : .behindCondition(slot),
                ["not", "null"].contains(word) ? .keyword : .surplus)
        case .behindCondition(let slot):
            if isWord, Predicate.Arithmetic(rawValue: word) != nil { return go(to: .compared(slot, nil), .sign) }
            if word == "and" || word == "or" { return go(to: .operand(slot), .keyword) }
            if token.isSymbol(")") { return go(to: state, .sign) }
            takeItem(token)
        default: takeItem(token)
        }
    }

    /// Takes a column, a text or a number.
    ///
    /// - Parameter column: what it is compared with.
    private mutating func takeOperand(
        _ token: Token, column: String?, then next: (String?) -> State, _ slot: Slot
    ) {
        let place = Self.column(slot)
        switch token.kind {
        case .string:
            go(to: next(nil), column.map { .columnValue($0) } ?? .value(Slot(kind: .string, word: "", hint: "")))
        case .quotedName: go(to: next(token.text), .value(place))
        case .word where PlainNumber.value(of: token.text) != nil:
            go(to: next(nil), .value(Slot(kind: .number, word: "", hint: "")))
        case .word where !Spelling.reserved.contains(token.text.lowercased()):
            go(to: next(token.text), .value(place))
        default: takeItem(token)
        }
    }
}
