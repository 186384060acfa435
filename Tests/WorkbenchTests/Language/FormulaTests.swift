import Diagnostics
import TestSupport
import Testing

@testable import Workbench

@Suite("Columns worked out from others")
struct FormulaTests {
    private static func definition(_ line: String) throws -> ColumnDefinition {
        let call = try #require(try CommandRegistry.standard.parse(line: line).first)
        return try #require(call.definition("column"))
    }

    @Test(
        "Signs bind as in arithmetic, and the canonical spelling means the same",
        arguments: [
            ("a + b * c", "a + b * c"), ("(a + b) * c", "(a + b) * c"), ("a - b - c", "a - b - c"),
            ("a - (b - c)", "a - (b - c)"), ("a / b / c", "a / b / c"), ("a / (b * c)", "a / (b * c)"),
            ("(a * b) + c", "a * b + c"), ("a + (b)", "a + b"), ("-1 * a", "-1 * a"),
            ("a + 1 >= b / 2 and not (c is null or d = 'x')", "a + 1 >= b / 2 and not (c is null or d = 'x')"),
            ("(a + b) / 2 between 1 and b + 1", "(a + b) / 2 between 1 and b + 1"),
            ("a in (1, b + 1, 'x')", "a in (1, b + 1, 'x')"), ("(((a)))", "a"), ("'text'", "'text'"),
        ])
    func spelling(text: String, canonical: String) throws {
        let definition = try Self.definition("derive x = \(text)")
        #expect(definition.formula.description == canonical)
        let again = try Self.definition("derive x = \(canonical)")
        #expect(again.formula.body == definition.formula.body)
        // The same as arguments of a process, in one piece or in several.
        let whole = try CommandRegistry.standard.parse(arguments: ["derive", "x = \(text)"])
        #expect(whole.definition("column")?.formula.body == definition.formula.body)
        let parts = try CommandRegistry.standard.parse(arguments: ["derive", "x", "=", text])
        #expect(parts.definition("column")?.formula.body == definition.formula.body)
    }

    @Test(
        "What is no expression is told with the place of the piece",
        arguments: [
            ("derive x = a + 'b'", "E113", 16), ("derive x = (a > 1) + 2", "E113", 12),
            ("derive x = a and b > 1", "E113", 14), ("derive x = a +", "E113", 15), ("derive x = * a", "E113", 12),
            ("derive x = (a + 1", "E113", 18), ("derive x a", "E113", 10), ("derive x = 2x + 1", "E107", 12),
            ("derive x = 0,5 + a", "E108", 12), ("metrics tpr where a + 1", "E113", 24),
            ("metrics tpr where (a + 1) * 2", "E113", 30), ("band a into [1, b]", "E107", 17),
            ("band a into [1, 2", "E113", 18), ("band a into", "E106", 12),
        ])
    func refused(line: String, code: String, column: Int) {
        do {
            _ = try CommandRegistry.standard.parse(line: line)
            Issue.record("\(line) was taken")
        } catch {
            #expect(error.diagnostics.first?.code == code, "\(line): \(error.problem)")
            #expect(error.span.column == column, "\(line): \(error.span.column)")
        }
    }

    @Test("Long chains and deep brackets are refused, not followed")
    func limits() {
        let chain = "derive x = a" + String(repeating: " + a", count: 5_000)
        let deep = "derive x = " + String(repeating: "(", count: 500) + "a" + String(repeating: ")", count: 500)
        for line in [chain, deep] {
            do {
                _ = try CommandRegistry.standard.parse(line: line)
                Issue.record("a hostile line was taken")
            } catch { #expect(error.diagnostics.first?.code == "E114") }
        }
    }

    private struct Row: PredicateRow {
        let cells: [PredicateCell]

        func cell(_ column: Int) -> PredicateCell { cells[column] }
    }

    /// A random formula of numbers, and what it comes to, reckoned beside it.
    private static func random(_ depth: Int, _ values: [Double?], _ random: inout SeededRandom) -> (String, Double?) {
        if depth == 0 || Int.random(in: 0..<4, using: &random) == 0 {
            if Bool.random(using: &random) {
                let number = Int.random(in: 0...3, using: &random)
                return (String(number), Double(number))
            }
            let column = Int.random(in: 0..<values.count, using: &random)
            return ("c\(column)", values[column])
        }
        let (left, a) = Self.random(depth - 1, values, &random)
        let (right, b) = Self.random(depth - 1, values, &random)
        let sign = ["+", "-", "*", "/"].randomElement(using: &random) ?? "+"
        var result: Double?
        if let a, let b {
            result = sign == "+" ? a + b : sign == "-" ? a - b : sign == "*" ? a * b : b == 0 ? nil : a / b
        }
        return ("(\(left) \(sign) \(right))", result)
    }

    @Test(
        "A formula comes to what its pieces come to; missing stays missing, and so does x / 0",
        arguments: 0..<200 as Range<UInt64>)
    func twin(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let values: [Double?] = (0..<4).map { _ in
            Bool.random(using: &random) ? Double(Int.random(in: -3...3, using: &random)) : nil
        }
        let (text, expected) = Self.random(4, values, &random)
        let definition = try Self.definition("derive x = \(text) + 0")
        guard case .value(let operand) = definition.formula.body else {
            Issue.record("a value")
            return
        }
        let row = Row(
            cells: definition.formula.columns.map { column in
                let index = Int(column.value.dropFirst()) ?? 0
                // As files have it: numbers are texts.
                return values[index].map { .text(Spelling.number($0)) } ?? .missing
            })
        let found = WhereExpression.value(operand, row)
        #expect(found.number == expected, "\(text) with \(values)")
        let again = try Self.definition("derive x = \(definition.formula.description)")
        #expect(again.formula.description == definition.formula.description)
    }
}
