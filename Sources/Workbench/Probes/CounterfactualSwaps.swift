import Diagnostics
import Interchange
import Localization
import Probes
import Tables

/// The swaps of texts that a call asks for: words of a lexicon of a place, or other forms of the same.
struct CounterfactualSwaps {
    /// What is swapped, as a call names it.
    static let kinds = lexicons + TextForm.allCases.map(\.rawValue) + ["currency", "script"]
    private static let lexicons = ["names", "place-names", "language-names", "words", "code-switch", "spellings"]

    private enum Way {
        case words(LexiconSwap)
        case form(TextForm)
        case letters(LetterTable)
        case place(PlaceFormats, PlaceFormats.Kind)
    }

    private let way: Way
    private let seed: UInt64
    private let call: Call
    /// Where the words come from, and whether anybody has looked at them.
    let notes: [String]

    /// - Returns: `nil` if nothing is to be swapped.
    init?(_ call: Call, locales: String?) throws(CommandFailure) {
        guard let kind = call.text("swap") else { return nil }
        self.call = call
        seed = UInt64(call.integer("seed")?.value ?? 0)
        if let form = TextForm(rawValue: kind.value), !call.has("lexicon") {
            way = .form(form)
            notes = []
        } else if let own = PlaceFormats.Kind(rawValue: kind.value) {
            let formats = try PackFile(kind, call, "formats", locales: locales).read { document throws(PackError) in
                try PlaceFormats(document)
            }
            guard formats.has(own) else {
                throw CommandFailure(
                    "E879", call, at: kind.span, "the pack says nothing of \(own.rawValue): \(formats.source.name).json"
                )
            }
            way = .place(formats, own)
            notes = ["\(own.rawValue) of \(formats.source.name): \(formats.source.provenance)"]
        } else if kind.value == "script" {
            let tables = try PackFile(kind, call, "scripts", locales: locales).read { document throws(PackError) in
                try LetterTable.tables(of: document)
            }
            let table = try Self.chosen(tables, name: \.name, call, "is no table of these letters")
            way = .letters(table)
            notes = [
                "\(table.source.name), \(table.from) to \(table.to) (\(table.languages.joined(separator: ", "))): "
                    + table.source.provenance
            ]
        } else {
            guard TextForm(rawValue: kind.value) == nil else {
                throw CommandFailure(
                    "E872", call, at: call.span(of: "lexicon"), "\(kind.value) are the same in all places")
            }
            let lexicon = try PackFile(kind, call, kind.value, locales: locales).read { document throws(PackError) in
                try SwapLexicon(document)
            }
            if lexicon.isRestricted, call.text("purpose")?.value.isEmpty ?? true {
                throw CommandFailure(
                    "E880", call, at: kind.span,
                    "these names signal what can endanger people: say what they are used for",
                    help: ["add purpose 'WHY'; it is printed with the results"])
            }
            let axis = try Self.chosen(lexicon.axes, name: \.changed, call, "is not what these words differ in")
            way = .words(LexiconSwap(lexicon, axis: axis))
            notes = [lexicon.provenance] + (call.text("purpose").map { ["purpose: " + $0.value] } ?? [])
        }
    }

    /// What `vary` names, the first if nothing is said.
    private static func chosen<Choice>(
        _ choices: [Choice], name: (Choice) -> String, _ call: Call, _ refusal: String
    ) throws(CommandFailure) -> Choice {
        let wanted = call.text("vary")
        guard let choice = choices.first(where: { wanted == nil || name($0) == wanted?.value }) else {
            throw CommandFailure(
                "E872", call, at: wanted?.span, "'\(wanted?.value ?? "")' \(refusal)",
                help: ["vary " + choices.map(name).joined(separator: ", or ")])
        }
        return choice
    }

    /// The changes of one column of originals.
    func changes(
        of originals: [CounterfactualBatch.Original], column: Int, name: Located<String>
    ) throws(CommandFailure) -> (changes: [CounterfactualBatch.Change], untouched: Int) {
        switch way {
        case .form(let form): return form.changes(of: originals, column: column)
        case .letters(let table): return table.changes(of: originals, column: column)
        case .place(let formats, let kind):
            return CounterfactualBatch.changes(
                of: originals, column: column, kind: kind.rawValue, madeWith: formats.source.mark
            ) { formats.forms(of: $0, kind) }
        case .words(let swap):
            guard !swap.isListOfBearers(originals.map { $0.cells[column] }) else {
                throw CommandFailure(
                    "E881", call, at: name.span, "'\(name.value)' holds people and not texts",
                    help: [
                        "names are signals in texts made to probe a model: what a person is cannot be told from a name",
                        "template FILE fills texts of your own",
                    ])
            }
            return swap.changes(of: originals, column: column, seed: seed)
        }
    }

    /// Texts made of templates; `nil` of forms, which have no words to be filled in.
    func batch(_ templates: [TemplateFills.Template], column: String, turns: Int) -> CounterfactualBatch? {
        guard case .words(let swap) = way else { return nil }
        return TemplateFills.batch(templates, swap, column: column, turns: turns)
    }
}
