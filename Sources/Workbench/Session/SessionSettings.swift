import Diagnostics

/// How answers are shown, as `set` says; never what they are.
struct SessionSettings: Sendable, Hashable {
    /// Whether drawings are made of ASCII; `nil` for whatever the terminal can.
    var isASCII: Bool?
    /// The form of answers that name none; `nil` for a table.
    var output: OutputFormat?

    /// Whether the time of each answer is shown, however short.
    var showsTime = false
    /// How the terminal counts the columns of texts.
    var width = DisplayWidth.Rule.standard
    /// The tag of the language that words are in; English if nothing was said.
    var language = "en"

    /// What can be set, with the words for it.
    static let choices: [(name: String, words: [String], meaning: String)] = [
        ("ascii", ["on", "off", "auto"], "draw with ASCII only; auto asks the terminal's settings"),
        ("lang", [], "the language of words in answers: a folder below locales/languages, such as sw"),
        ("output", OutputFormat.allCases.map(\.rawValue), "how answers are printed that do not say it"),
        ("timing", ["on", "off"], "show how long each line took; a second and more is always shown"),
        (
            "width", DisplayWidth.Rule.allCases.map(\.rawValue),
            "how the terminal counts columns; try the other if tables are ragged"
        ),
    ]

    /// Sets one of them.
    ///
    /// - Returns: whether the word is one of its own.
    mutating func set(_ name: String, to word: String) -> Bool {
        switch (name, word) {
        case ("ascii", "on"): isASCII = true
        case ("ascii", "off"): isASCII = false
        case ("ascii", "auto"): isASCII = nil
        case ("timing", "on"): showsTime = true
        case ("timing", "off"): showsTime = false
        case ("width", _):
            guard let rule = DisplayWidth.Rule(rawValue: word) else { return false }
            width = rule
        case ("output", _):
            guard let format = OutputFormat(name: word) else { return false }
            output = format == .table ? nil : format
        default: return false
        }
        return true
    }

    /// The word that one of them is set to.
    func word(_ name: String) -> String {
        switch name {
        case "ascii": isASCII.map { $0 ? "on" : "off" } ?? "auto"
        case "timing": showsTime ? "on" : "off"
        case "output": (output ?? .table).rawValue
        case "width": width.rawValue
        case "lang": language
        default: ""
        }
    }
}
