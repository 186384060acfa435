/// What a session remembers between commands.
package struct SessionState: Sendable {
    /// In the order loaded.
    package private(set) var datasets: [Dataset] = []
    /// The result that was printed last.
    var lastAnswer: Answer?

    /// Changes that can be taken back, the last one last, and those that were.
    private var done: [Change] = []
    private var undone: [Change] = []

    /// A change of the datasets.
    private struct Change: Sendable {
        /// What was done: `load loans`.
        let words: String
        let before: [Dataset]
        let after: [Dataset]
    }

    /// How many changes can be taken back: the rows of each stay in memory.
    static let changeLimit = 20

    package init() {}

    /// The dataset of this name.
    func dataset(_ name: String) -> Dataset? { datasets.first { $0.name == name } }

    /// Puts a dataset behind the others, in place of one of the same name.
    mutating func load(_ dataset: Dataset) {
        change("load \(Spelling.word(dataset.name))", to: datasets.filter { $0.name != dataset.name } + [dataset])
    }

    mutating func drop(_ name: String) {
        change("drop \(Spelling.word(name))", to: datasets.filter { $0.name != name })
    }

    private mutating func change(_ words: String, to after: [Dataset]) {
        done.append(Change(words: words, before: datasets, after: after))
        if done.count > Self.changeLimit { done.removeFirst() }
        undone = []
        datasets = after
    }

    /// How many changes can be taken back, and how many of those can be made again.
    var undoCount: Int { done.count }
    var redoCount: Int { undone.count }

    /// Takes the last change back.
    ///
    /// - Returns: what it was; `nil` if there is none.
    mutating func undo() -> String? {
        guard let change = done.popLast() else { return nil }
        undone.append(change)
        datasets = change.before
        return change.words
    }

    /// Makes the change again that was taken back last.
    mutating func redo() -> String? {
        guard let change = undone.popLast() else { return nil }
        done.append(change)
        datasets = change.after
        return change.words
    }
}
