import Localization
import Tables

/// What a session remembers between commands.
package struct SessionState: Sendable {
    /// What commands change and `undo` takes back.
    struct Loaded: Sendable {
        /// Datasets and imported models, in the order loaded.
        var datasets: [Dataset] = []
        /// What groups are compared with where a line does not say it.
        var references = SessionReference()
        var settings = SessionSettings()
        /// The words of the language that is set; `nil` for English.
        var localizer: Localizer?
        /// Words for beginnings of lines.
        var shortcuts = Shortcuts()
        /// Results that have names, in the order they were kept.
        var results: [KeptResult] = []
    }

    /// A result under a name.
    struct KeptResult: Sendable {
        let name: String
        /// The line it answers, as it would be typed.
        let line: String
        let answer: Answer
    }

    private(set) var loaded = Loaded()
    /// The result that was printed last.
    var lastAnswer: Answer?
    /// What was done, to be saved.
    private(set) var log = SessionLog()

    /// Changes that can be taken back, the last one last, and those that were.
    private var done: [Change] = []
    private var undone: [Change] = []

    /// A change of what is loaded.
    private struct Change: Sendable {
        /// What was done: `load loans`.
        let words: String
        let before: Loaded
        let after: Loaded
    }

    /// How many changes can be taken back: the rows of each stay in memory.
    static let changeLimit = 20

    package init() {}

    /// Datasets and imported models, in the order loaded.
    package var datasets: [Dataset] { loaded.datasets }

    /// Those that were read from files of rows.
    var ownDatasets: [Dataset] { loaded.datasets.filter { $0.base == nil } }

    /// The dataset of a line that names none: the only one there is.
    var onlyDataset: Dataset? { ownDatasets.count == 1 ? ownDatasets.first : nil }

    /// The dataset or model of this name.
    func dataset(_ name: String) -> Dataset? { datasets.first { $0.name == name } }

    /// Puts a dataset behind the others, in place of one of the same name and the models imported onto that.
    mutating func load(_ dataset: Dataset) {
        change("load \(Spelling.word(dataset.name))") { loaded in
            loaded.datasets.removeAll { $0.name == dataset.name || $0.base == dataset.name }
            loaded.datasets.append(dataset)
        }
    }

    /// Forgets a dataset with the models imported onto it, or a model.
    mutating func drop(_ name: String) {
        change("drop \(Spelling.word(name))") { loaded in
            let model = loaded.datasets.first { $0.name == name && $0.base != nil }
            loaded.datasets.removeAll { $0.name == name || $0.base == name }
            if let model { loaded.replace(model.table.without(model.ownColumns), ofRows: model.rowsName) }
        }
    }

    /// Keeps a result under a name, in place of an earlier one.
    mutating func keep(_ answer: Answer, of call: Call, as name: String) {
        change("\(Spelling.name(name)) = \(call.command)") { loaded in
            loaded.results.removeAll { $0.name == name }
            loaded.results.append(KeptResult(name: name, line: call.withoutWriting.description, answer: answer))
        }
    }

    /// Changes what is loaded, so that it can be taken back.
    ///
    /// - Parameter words: what is done, as a line says it.
    mutating func change(_ words: String, _ make: (inout Loaded) -> Void) {
        var after = loaded
        make(&after)
        done.append(Change(words: words, before: loaded, after: after))
        if done.count > Self.changeLimit { done.removeFirst() }
        undone = []
        loaded = after
    }

    /// Writes a command that worked into the log.
    mutating func note(_ call: Call, _ report: Report) {
        var known: [String: String] = [:]
        for dataset in ownDatasets { known[dataset.table.name] = dataset.table.sha256 }
        log.note(call, report, known: known, names: Set(datasets.map(\.name)))
    }

    /// Writes a line that is a comment into the log.
    mutating func note(comment line: String) { log.note(comment: line) }

    /// How many changes can be taken back, and how many of those can be made again.
    var undoCount: Int { done.count }
    var redoCount: Int { undone.count }

    /// Takes the last change back.
    ///
    /// - Returns: what it was; `nil` if there is none.
    mutating func undo() -> String? {
        guard let change = done.popLast() else { return nil }
        undone.append(change)
        loaded = change.before
        return change.words
    }

    /// Makes the change again that was taken back last.
    mutating func redo() -> String? {
        guard let change = undone.popLast() else { return nil }
        done.append(change)
        loaded = change.after
        return change.words
    }
}
