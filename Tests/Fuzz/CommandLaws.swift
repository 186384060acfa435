import Diagnostics
import Workbench

/// Laws of the command language: an error points into the line, and a command written canonically means the same.
enum CommandLaws {
    /// The first byte says whether the others are a line or process arguments with a NUL between them.
    static func check(_ bytes: [UInt8]) {
        guard let first = bytes.first else { return }
        let rest = bytes.dropFirst()
        let registry = CommandRegistry.standard
        if first & 1 == 0 {
            let line = String(decoding: rest, as: UTF8.self)
            _ = CommandRegistry.needsMore(line)
            do {
                for call in try registry.parse(line: line) { check(call, registry) }
            } catch { check(error) }
        } else {
            let arguments = rest.split(separator: 0, omittingEmptySubsequences: false).map {
                String(decoding: $0, as: UTF8.self)
            }
            do { check(try registry.parse(arguments: arguments), registry) } catch { check(error) }
        }
    }

    private static func check(_ error: LanguageError) {
        require(!DiagnosticRenderer().text(of: error).isEmpty, "a refusal has a reason")
        require(error.span.column >= 1 && error.span.length >= 0, "places count from 1")
        require(error.span.column <= error.line.count + 1, "an error points into its line")
    }

    private static func check(_ call: Call, _ registry: CommandRegistry) {
        let text = call.description
        // Quotes and escapes may make a canonical line longer than a line may be.
        guard text.utf8.count < 60_000 else { return }
        let again: [Call]
        do { again = try registry.parse(line: text) } catch {
            fatalError("the canonical spelling '\(text)' can be read: \(error)")
        }
        require(again.count == 1, "the canonical spelling '\(text)' is one command")
        require(again.first?.description == text, "'\(text)' is its own canonical spelling")
        for entry in call.clauses + call.parameters {
            if case .expression(let expression) = entry.value { evaluate(expression) }
        }
    }

    /// Cells of every kind, by the place of the column.
    private struct Row: PredicateRow {
        let shift: Int

        func cell(_ column: Int) -> PredicateCell {
            switch (column + shift) % 4 {
            case 0: .missing
            case 1: .text("north")
            case 2: .text("12.5")
            default: .number(0.5)
            }
        }
    }

    private static func evaluate(_ expression: WhereExpression) {
        for shift in 0..<4 { _ = expression.holds(for: Row(shift: shift)) }
    }
}
