import Diagnostics
import Localization

/// `set`: how answers are shown.
enum SetCommand {
    static func run(
        _ call: Call, _ state: inout SessionState, _ environment: Session.Environment
    ) throws(CommandFailure) -> Report {
        guard let name = call.text("setting"),
            let choice = SessionSettings.choices.first(where: { $0.name == name.value })
        else { return list(state) }
        guard let word = call.text("value") else {
            return Report("  \(choice.name) is \(state.loaded.settings.word(choice.name))")
        }
        if choice.name == "lang" { return try setLanguage(word, call, &state, environment) }
        var settings = state.loaded.settings
        guard settings.set(choice.name, to: word.value) else {
            throw CommandFailure(
                "E842", call, at: word.span, "'\(word.value)' is no value of \(choice.name)",
                help: (NearMatch.nearest(to: word.value, among: choice.words).map { ["did you mean '\($0)'?"] } ?? [])
                    + ["values: " + choice.words.joined(separator: ", ")])
        }
        state.change("set \(choice.name) \(word.value)") { $0.settings = settings }
        return Report("  \(choice.name) is \(settings.word(choice.name))")
    }

    /// Words of another language, from now on.
    private static func setLanguage(
        _ tag: Located<String>, _ call: Call, _ state: inout SessionState, _ environment: Session.Environment
    ) throws(CommandFailure) -> Report {
        let localizer: Localizer
        do throws(LocalizationError) {
            let folder: LocaleFolder?
            do { folder = try LocaleFolder.find(explicit: environment.localesOption) } catch {
                // English is in the program.
                guard tag.value == "en" else { throw error }
                folder = nil
            }
            localizer = try Localizer(language: tag.value, folder: folder, digest: { _ in "" })
        } catch {
            throw CommandFailure(
                error.diagnostics.map { problem in
                    call.diagnostic("E122", at: tag.span, problem.message, help: problem.help)
                })
        }
        var settings = state.loaded.settings
        settings.language = localizer.tag
        state.change("set lang \(localizer.tag)") { loaded in
            (loaded.settings, loaded.localizer) = (settings, localizer.tag == "en" ? nil : localizer)
        }
        let isDraft = localizer.chain.first?.description.status == .draft && localizer.tag != "en"
        return Report(
            "  lang is \(TerminalText.safe(localizer.tag))",
            notes: isDraft
                ? ["the words of '\(TerminalText.safe(localizer.tag))' are a draft that nobody has reviewed"] : [])
    }

    private static func list(_ state: SessionState) -> Report {
        let table = TextTable(
            columns: [.init("setting"), .init("is"), .init("can be"), .init("meaning")],
            rows: SessionSettings.choices.map {
                [
                    $0.name, state.loaded.settings.word($0.name),
                    $0.words.isEmpty ? "a tag" : $0.words.joined(separator: " "), $0.meaning,
                ]
            })
        return Report(table.text())
    }
}

extension CommandDeclaration {
    /// `set [NAME [VALUE]]`.
    package static let set = CommandDeclaration(
        "set", summary: "Say how answers are shown; without anything, list what can be said",
        parameters: [
            Parameter(
                "setting", .choice(SessionSettings.choices.map(\.name)), hint: "SETTING", required: false,
                summary: SessionSettings.choices.map(\.name).joined(separator: ", ")),
            Parameter("value", .string, hint: "WORD", required: false, summary: "without it, what it is now"),
        ],
        examples: [
            Example("set"),
            Example(
                "set ascii on; metrics tpr in loans.csv label repaid positive yes prediction approved by gender | plot"),
            Example("set output csv; describe loans.csv"),
            Example("set lang en; set width graphemes"),
        ])
}
