import Diagnostics
import Interchange
import Tables

/// The values of a new column, row by row, and what was met on the way.
struct DerivedColumn {
    let category: CategoryColumn
    /// The same as numbers, where all values are.
    let numbers: NumberColumn?
    /// Rows in which a number was divided by 0, and rows whose number is beyond what can be held; both are left missing.
    let zeroDivisions: Int
    let overflows: Int

    /// Works a formula out for all rows.
    ///
    /// A condition is `true` or `false`; unknown, as with a missing value, it stays missing (SQL's three-valued logic).
    ///
    /// - Complexity: O(rows × size of the formula); O(levels × size) where it reads one column.
    init(_ definition: ColumnDefinition, in table: Table, _ call: Call) throws(CommandFailure) {
        let sources = try Self.sources(definition.formula, table, call)
        try Self.check(definition.formula, sources, table, call)
        var work = Work(formula: definition.formula)
        if sources.count == 1, case .levels(let cells, let codes) = sources[0] {
            // Every row of a level has the same value.
            var row = Row(cells: [.missing])
            let results = (cells + [.missing]).map { cell -> UInt32 in
                row.cells[0] = cell
                return work.code(of: row)
            }
            let causes = (cells + [.missing]).map { cell -> Work.Cause? in
                row.cells[0] = cell
                return work.cause(of: row)
            }
            let last = cells.count
            var own: [UInt32] = []
            own.reserveCapacity(codes.count)
            for code in codes {
                let index = code == CategoryColumn.missing ? last : Int(code)
                own.append(results[index])
                work.note(causes[index])
            }
            work.codes = own
        } else {
            var row = Row(cells: Array(repeating: .missing, count: sources.count))
            work.codes.reserveCapacity(table.rowCount)
            for index in 0..<table.rowCount {
                for (place, source) in sources.enumerated() { row.cells[place] = source.cell(index) }
                let code = work.code(of: row)
                work.codes.append(code)
                if code == CategoryColumn.missing { work.note(work.cause(of: row)) }
            }
        }
        category = CategoryColumn(name: definition.name.value, levels: work.levels, codes: work.codes)
        (zeroDivisions, overflows) = (work.zeroDivisions, work.overflows)
        var values: [Double] = []
        for level in work.levels { if let value = PlainNumber.value(of: level) { values.append(value) } }
        guard definition.formula.isValue, !work.levels.isEmpty, values.count == work.levels.count else {
            numbers = nil
            return
        }
        numbers = NumberColumn(
            name: definition.name.value,
            values: work.codes.map { $0 == CategoryColumn.missing ? .nan : values[Int($0)] })
    }

    // MARK: Rows

    private struct Row: PredicateRow {
        var cells: [PredicateCell]

        func cell(_ column: Int) -> PredicateCell { cells[column] }
    }

    /// A column as conditions see it.
    private enum Source {
        case levels([PredicateCell], codes: [UInt32])
        case numbers([Double])
        case names(IdentifierColumn)

        func cell(_ row: Int) -> PredicateCell {
            switch self {
            case .levels(let cells, let codes):
                codes[row] == CategoryColumn.missing ? .missing : cells[Int(codes[row])]
            case .numbers(let values): values[row].isNaN ? .missing : .number(values[row])
            case .names(let column): .text(column[row])
            }
        }
    }

    private static func sources(
        _ formula: ColumnFormula, _ table: Table, _ call: Call
    ) throws(CommandFailure) -> [Source] {
        var sources: [Source] = []
        for name in formula.columns {
            if let column = table.category(name.value) {
                sources.append(.levels(column.levels.map { .text($0) }, codes: column.codes))
            } else if let column = table.number(name.value) {
                sources.append(.numbers(column.values))
            } else if let column = table.identifier(name.value) {
                sources.append(.names(column))
            } else {
                let failure = CommandFailure.unknownColumn(
                    name.value, of: table.header, in: table.name, call, at: name.span)
                guard name.value.contains(where: { "+-*/".contains($0) }) else { throw failure }
                throw CommandFailure(
                    failure.diagnostics.map {
                        call.diagnostic(
                            $0.code, at: name.span, $0.message,
                            help: ["signs of arithmetic stand between spaces: a + b, a / b"] + $0.help)
                    })
            }
        }
        return sources
    }

    /// Refuses to reckon with a column that holds texts.
    private static func check(
        _ formula: ColumnFormula, _ sources: [Source], _ table: Table, _ call: Call
    ) throws(CommandFailure) {
        for index in formula.reckonedColumns.sorted() {
            let name = formula.columns[index]
            let text: String?
            switch sources[index] {
            case .levels(let cells, _): text = cells.lazy.compactMap { $0.number == nil ? $0.text : nil }.first
            case .numbers: text = nil
            case .names(let column):
                text = (0..<table.rowCount).lazy.map { column[$0] }.first { PlainNumber.value(of: $0) == nil }
            }
            guard let text else { continue }
            throw CommandFailure(
                "E844", call, at: name.span,
                "'\(name.value)' holds texts, such as '\(TerminalText.safe(text))', which cannot be reckoned with",
                help: ["only columns of numbers and missing values are added, multiplied and divided"])
        }
    }

    // MARK: Values

    private struct Work {
        /// Why a value is missing though what it is made of is there.
        enum Cause { case zeroDivision, overflow }

        let formula: ColumnFormula
        var levels: [String] = []
        var codes: [UInt32] = []
        var zeroDivisions = 0
        var overflows = 0
        private var known: [String: UInt32] = [:]

        init(formula: ColumnFormula) { self.formula = formula }

        mutating func code(of row: Row) -> UInt32 {
            let level: String
            switch formula.body {
            case .condition(let predicate):
                guard let holds = WhereExpression.holds(predicate, row) else { return CategoryColumn.missing }
                level = holds ? "true" : "false"
            case .value(let operand):
                switch WhereExpression.value(operand, row) {
                case .missing: return CategoryColumn.missing
                case .text(let text): level = text
                // 0 and -0 are one number.
                case .number(let number): level = Spelling.number(number == 0 ? 0 : number)
                }
            }
            if let code = known[level] { return code }
            let code = UInt32(levels.count)
            levels.append(level)
            known[level] = code
            return code
        }

        /// Whether a sign in the formula has no result for the row though both its sides are numbers.
        func cause(of row: Row) -> Cause? {
            switch formula.body {
            case .value(let operand): cause(operand, row)
            case .condition(let predicate): predicate.operands.lazy.compactMap { cause($0, row) }.first
            }
        }

        private func cause(_ operand: Predicate.Operand, _ row: Row) -> Cause? {
            guard case .arithmetic(let left, let sign, let right) = operand else { return nil }
            if let inner = cause(left, row) ?? cause(right, row) { return inner }
            guard let a = WhereExpression.value(left, row).number, let b = WhereExpression.value(right, row).number,
                !sign.result(a, b).isFinite
            else { return nil }
            return sign == .divide && b == 0 ? .zeroDivision : .overflow
        }

        mutating func note(_ cause: Cause?) {
            switch cause {
            case .zeroDivision: zeroDivisions += 1
            case .overflow: overflows += 1
            case nil: break
            }
        }
    }
}

extension PredicateCell {
    /// The text it is.
    fileprivate var text: String? {
        if case .text(let text) = self { text } else { nil }
    }
}

extension ColumnFormula {
    /// Whether it gives values, rather than whether a condition holds.
    fileprivate var isValue: Bool {
        if case .value = body { true } else { false }
    }

    /// The columns that stand beside a sign of arithmetic.
    fileprivate var reckonedColumns: Set<Int> {
        switch body {
        case .value(let operand): operand.reckonedColumns
        case .condition(let predicate): predicate.operands.reduce(into: []) { $0.formUnion($1.reckonedColumns) }
        }
    }
}

extension Predicate.Operand {
    fileprivate var reckonedColumns: Set<Int> {
        guard case .arithmetic(let left, _, let right) = self else { return [] }
        return [left, right].reduce(into: []) { columns, side in
            if case .column(let index) = side { columns.insert(index) } else { columns.formUnion(side.reckonedColumns) }
        }
    }
}

extension Predicate {
    /// All that it looks at.
    fileprivate var operands: [Operand] {
        switch self {
        case .comparison(let left, _, let right): [left, right]
        case .isNull(let operand, _), .like(let operand, _, _): [operand]
        case .isIn(let operand, let list, _): [operand] + list
        case .between(let operand, let lower, let upper, _): [operand, lower, upper]
        case .not(let inner): inner.operands
        case .all(let parts), .any(let parts): parts.flatMap(\.operands)
        }
    }
}
