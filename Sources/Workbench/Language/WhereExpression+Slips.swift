import Diagnostics

extension WhereExpression {
    /// The texts that columns are said to be equal to, or among.
    ///
    /// - Complexity: O(parts).
    var comparedTexts: [(column: String, text: String)] {
        var found: [(column: String, text: String)] = []
        func add(_ operand: Predicate.Operand, _ others: [Predicate.Operand]) {
            guard case .column(let place) = operand else { return }
            for case .text(let text) in others { found.append((columns[place].value, text)) }
        }
        func visit(_ predicate: Predicate) {
            switch predicate {
            case .comparison(let left, .equal, let right):
                add(left, [right])
                add(right, [left])
            case .isIn(let operand, let list, negated: false): add(operand, list)
            case .not(let inner): visit(inner)
            case .all(let parts), .any(let parts): for part in parts { visit(part) }
            case .comparison, .isNull, .isIn, .between, .like: break
            }
        }
        visit(predicate)
        return found
    }

    /// What to say when no row meets the condition: which values are none of their column, and which may be meant.
    ///
    /// - Parameter levels: the values of a column; `nil` where they are not known.
    func slips(_ levels: (String) -> [String]?) -> [String] {
        let slips = comparedTexts.compactMap { compared -> String? in
            guard let levels = levels(compared.column), !levels.contains(compared.text) else { return nil }
            let near = NearMatch.nearest(to: compared.text, among: levels).map { ": did you mean '\($0)'?" } ?? ""
            return "'\(compared.column)' has no value '\(compared.text)'\(near)"
        }
        return slips.isEmpty ? ["describe shows the values of each column"] : Array(slips.prefix(4))
    }
}
