import Diagnostics

/// `alias`: words of one's own for beginnings of lines.
enum AliasCommand {
    static func run(
        _ call: Call, _ state: inout SessionState, _ environment: Session.Environment
    ) throws(CommandFailure) -> Report {
        guard let name = call.text("name") else { return list(state.loaded.shortcuts) }
        guard let definition = call.words("command").first else {
            guard let text = state.loaded.shortcuts[name.value] else {
                let names = state.loaded.shortcuts.names
                throw CommandFailure(
                    "E120", call, at: name.span, "no alias is called '\(name.value)'",
                    help: (NearMatch.nearest(to: name.value, among: names).map { ["did you mean '\($0)'?"] } ?? [])
                        + ["alias NAME = COMMAND … makes one"])
            }
            return Report("  \(TerminalText.safe(name.value)) = \(TerminalText.safe(text))")
        }
        let text = try self.text(behind: definition, call, state.loaded.shortcuts)
        guard Spelling.name(name.value) == name.value, CommandRegistry.standard[name.value] == nil else {
            throw CommandFailure(
                "E121", call, at: name.span, "'\(name.value)' cannot be an alias",
                help: ["an alias is one bare word that is no command; commands keep their meaning"])
        }
        guard state.loaded.shortcuts.own.count < Shortcuts.limit || state.loaded.shortcuts[name.value] != nil else {
            throw CommandFailure("E121", call, at: name.span, "there are \(Shortcuts.limit) aliases already")
        }
        state.change("alias \(name.value)") { $0.shortcuts.add(name.value, text) }
        return Report("  \(name.value) = \(TerminalText.safe(text))")
    }

    /// The rest of the line behind `=`, as it was written, with the alias that it may begin with put in.
    private static func text(
        behind sign: Located<String>, _ call: Call, _ shortcuts: Shortcuts
    ) throws(CommandFailure) -> String {
        let tokens: [Token]
        do throws(LanguageError) {
            var lexer = try Lexer(line: call.line, origin: call.origin)
            tokens = try lexer.tokens()
        } catch { throw CommandFailure(error) }
        let statements = tokens.split(whereSeparator: { $0.isSymbol(";") })
        let statement = statements.first { $0.contains { $0.span.column == sign.span.column } } ?? []
        guard let place = statement.firstIndex(where: { $0.span.column == sign.span.column }),
            statement[place].isSymbol("="),
            let verb = statement[(place + 1)...].first, let last = statement.last
        else {
            throw CommandFailure(
                "E120", call, at: sign.span, "an alias is written with '=' and a command",
                help: ["such as: alias rates = metrics tpr, fpr"])
        }
        let characters = Array(call.line)[(verb.span.column - 1)..<(last.span.column - 1 + last.span.length)]
        let text = shortcuts.expanded(String(characters))
        let word = shortcuts[verb.text].map { String($0.prefix { $0 != " " }) } ?? verb.text
        guard let command = CommandRegistry.standard[word], command.name != CommandDeclaration.alias.name else {
            throw CommandFailure(
                LanguageError(
                    .unknownCommand(verb.text, known: CommandRegistry.standard.names), in: call.line, at: verb.span,
                    origin: call.origin))
        }
        return text
    }

    private static func list(_ shortcuts: Shortcuts) -> Report {
        let entries = shortcuts.names.map { [$0, shortcuts[$0] ?? ""] }
        return Report(TextTable(columns: [.init("alias"), .init("stands for")], rows: entries).text())
    }
}

extension CommandDeclaration {
    /// `alias [NAME [= COMMAND]]`.
    package static let alias = CommandDeclaration(
        "alias", summary: "Make a word of your own for the beginning of a line; without anything, list them",
        parameters: [
            Parameter("name", .name, hint: "WORD", required: false, summary: "the new word; it must be no command"),
            Parameter(
                "command", .words, hint: "= COMMAND", required: false,
                summary: "what it stands for; what follows the word later is put behind"),
        ],
        examples: [
            Example("alias"),
            Example("alias rates = metrics tpr, fpr; alias rates"),
        ])
}
