import Diagnostics
import Interchange
import Localization
import Probes
import Storage
import Tables

/// The swaps of texts that a call asks for: words of a lexicon of a place, or other forms of the same.
struct CounterfactualSwaps {
    /// What is swapped, as a call names it.
    static let kinds = lexicons + TextForm.allCases.map(\.rawValue)
    private static let lexicons = ["names", "place-names", "language-names", "words"]

    private enum Way {
        case words(LexiconSwap)
        case form(TextForm)
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
        if let form = TextForm(rawValue: kind.value) {
            way = .form(form)
            notes = []
            return
        }
        let lexicon = try Self.lexicon(kind, call, locales: locales)
        if lexicon.isRestricted, call.text("purpose")?.value.isEmpty ?? true {
            throw CommandFailure(
                "E880", call, at: kind.span, "these names signal what can endanger people: say what they are used for",
                help: ["add purpose 'WHY'; it is printed with the results"])
        }
        let axis: SwapLexicon.Axis?
        if let wanted = call.text("vary") {
            axis = lexicon.axes.first { $0.changed == wanted.value }
            guard axis != nil else {
                throw CommandFailure(
                    "E872", call, at: wanted.span, "'\(wanted.value)' is not what these words differ in",
                    help: ["vary " + lexicon.axes.map(\.changed).joined(separator: ", or ")])
            }
        } else {
            axis = lexicon.axes.first
        }
        guard let axis else { preconditionFailure("a lexicon has an axis") }
        way = .words(LexiconSwap(lexicon, axis: axis))
        notes = [lexicon.provenance] + (call.text("purpose").map { ["purpose: " + $0.value] } ?? [])
    }

    private static func lexicon(
        _ kind: Located<String>, _ call: Call, locales: String?
    ) throws(CommandFailure) -> SwapLexicon {
        guard let place = call.text("lexicon") else {
            throw CommandFailure(
                "E872", call, at: kind.span, "of which place are the \(kind.value)?",
                help: ["add lexicon CC, such as KE"])
        }
        guard place.value.utf8.count == 2, place.value.utf8.allSatisfy({ (0x41...0x5A).contains($0) }) else {
            throw CommandFailure("E879", call, at: place.span, "'\(place.value)' is no code of a place, such as KE")
        }
        let folder: LocaleFolder
        do { folder = try LocaleFolder.find(explicit: locales) } catch { throw CommandFailure(error) }
        let name = "places/\(place.value)/\(kind.value).json"
        let path = folder.path + "/" + name
        guard FileKind.isRegularFile(path) else {
            throw CommandFailure(
                [call.diagnostic("E879", at: place.span, "there is no lexicon \(name) in \(folder.path)")],
                exitStatus: .input)
        }
        do {
            return try SwapLexicon(JSONValue.parse(FileReader.contents(of: path), from: name))
        } catch {
            let reason = (error as? SwapLexicon.Malformed)?.reason ?? "\(error)"
            throw CommandFailure(
                [
                    Diagnostic(
                        "E879", at: SourceLocation(file: path),
                        TerminalText.safe("the lexicon cannot be used: \(reason)"))
                ], exitStatus: .input)
        }
    }

    /// The changes of one column of originals.
    func changes(
        of originals: [CounterfactualBatch.Original], column: Int, name: Located<String>
    ) throws(CommandFailure) -> (changes: [CounterfactualBatch.Change], untouched: Int) {
        switch way {
        case .form(let form): return form.changes(of: originals, column: column)
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
