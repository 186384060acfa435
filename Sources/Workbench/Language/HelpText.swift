import Diagnostics

/// Help made from the declarations, so that it cannot say anything else than the parser does.
package enum HelpText {
    /// One line for each command, and how to go on.
    package static func overview(of registry: CommandRegistry) -> String {
        var lines = ["Commands:"]
        lines += registry.declarations.map { "  " + padded($0.name, rows: registry.names) + "  " + $0.summary }
        lines += [
            "", "With a file of your own, start with `kigezo new scenario NAME --from FILE`.",
            "`help COMMAND` explains one command and shows examples.",
            "A clause `word VALUE` of a line is `--word VALUE` in the shell.",
        ]
        return lines.joined(separator: "\n") + "\n"
    }

    /// Usage, parameters, clauses and examples of one command.
    package static func text(of command: CommandDeclaration) -> String {
        var lines = ["\(command.name): \(command.summary)", "", "Usage:"] + wrappedUsage(command)
        if !command.aliases.isEmpty { lines.append("  also called: " + command.aliases.joined(separator: ", ")) }
        var rows = command.parameters.map { ($0.hint, summary($0)) }
        if !rows.isEmpty { lines += ["", "Parameters:"] + table(rows) }
        rows = command.clauses.map { (heading($0), summary($0)) }
        if !rows.isEmpty { lines += ["", "Clauses:"] + table(rows) }
        if !command.examples.isEmpty { lines += ["", "Examples:"] }
        return lines.joined(separator: "\n") + "\n" + examples(of: command)
    }

    /// The lines that show how a command is used, with what some of them print.
    package static func examples(of command: CommandDeclaration) -> String {
        var lines: [String] = []
        for example in command.examples {
            lines.append("  " + example.line)
            if let prints = example.prints {
                lines += prints.split(separator: "\n", omittingEmptySubsequences: false).map { "    " + $0 }
            }
        }
        return lines.joined(separator: "\n") + (lines.isEmpty ? "" : "\n")
    }

    /// The command on one line: `load FILE as NAME [label COL]`.
    package static func usage(_ command: CommandDeclaration) -> String {
        ([command.name] + usageParts(command)).joined(separator: " ")
    }

    private static func usageParts(_ command: CommandDeclaration) -> [String] {
        var words: [String] = []
        for parameter in command.parameters {
            let text = parameter.hint + (parameter.isRepeated ? "…" : "")
            words.append(parameter.isRequired ? text : "[\(text)]")
        }
        for clause in command.clauses {
            let text = clause.hint.isEmpty ? clause.word : "\(clause.word) \(clause.hint)"
            words.append((clause.isRequired ? text : "[\(text)]") + (clause.isRepeatable ? "…" : ""))
        }
        return words
    }

    /// The usage in lines of at most 78 columns, indented by two, what follows the first by six.
    private static func wrappedUsage(_ command: CommandDeclaration) -> [String] {
        var lines: [String] = []
        var line = "  " + command.name
        for part in usageParts(command) {
            if DisplayWidth.of(line) + 1 + DisplayWidth.of(part) > 78 {
                lines.append(line)
                line = "      " + part
            } else {
                line += " " + part
            }
        }
        return lines + [line]
    }

    private static func heading(_ clause: CommandDeclaration.Clause) -> String {
        let short = clause.short.map { "-\($0), " } ?? ""
        return short + ([clause.word] + clause.aliases).joined(separator: ", ")
            + (clause.hint.isEmpty ? "" : " \(clause.hint)")
    }

    private static func summary(_ parameter: CommandDeclaration.Parameter) -> String {
        parameter.summary + (parameter.isRepeated ? "; may repeat" : "")
    }

    private static func summary(_ clause: CommandDeclaration.Clause) -> String {
        clause.summary + (clause.isRequired ? "; required" : "") + (clause.isRepeatable ? "; may repeat" : "")
    }

    /// The most columns that a term takes beside its summary.
    private static let longestTerm = 26

    private static func table(_ rows: [(String, String)]) -> [String] {
        // What is too long for the column stands on a line of its own.
        let short = rows.map(\.0).filter { DisplayWidth.of($0) <= longestTerm }
        return rows.flatMap { term, summary -> [String] in
            guard DisplayWidth.of(term) > longestTerm else {
                return ["  " + padded(term, rows: short) + "  " + summary]
            }
            return ["  " + term, "  " + padded("", rows: short) + "  " + summary]
        }
    }

    private static func padded(_ text: String, rows: [String]) -> String {
        let width = rows.map(DisplayWidth.of).max() ?? 0
        return DisplayWidth.padded(text, to: width)
    }
}
