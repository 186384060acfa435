import Interchange

/// Originals and their changed forms, to be scored together: by a program, or by whoever has the model.
package struct CounterfactualBatch: Sendable, Hashable {
    /// A row as it is.
    package struct Original: Sendable, Hashable {
        package let id: String
        /// By column; `nil` where a cell is missing.
        package let cells: [String?]

        package init(id: String, cells: [String?]) {
            self.id = id
            self.cells = cells
        }
    }

    /// A row with one thing changed.
    package struct Change: Sendable, Hashable {
        package let id: String
        /// Which of the originals it is made of.
        package let original: Int
        /// The template both were made from, if they were.
        package let template: String?
        /// What was changed: the kind of swap, or the attribute.
        package let kind: String
        package let from: String?
        package let to: String?
        /// The word that was changed and what it became, where it is a single one.
        package let fromText: String?
        package let toText: String?
        /// The pack whose words or rules made it, with its review state and date: `KE/names draft 2026-11-22`.
        package let madeWith: String?
        package let cells: [String?]

        package init(
            id: String, original: Int, template: String? = nil, kind: String, from: String?, to: String?,
            fromText: String? = nil, toText: String? = nil, madeWith: String? = nil, cells: [String?]
        ) {
            (self.fromText, self.toText, self.madeWith) = (fromText, toText, madeWith)
            self.id = id
            self.original = original
            self.template = template
            self.kind = kind
            self.from = from
            self.to = to
            self.cells = cells
        }

        /// The same change, where originals are numbered otherwise.
        package func of(original number: Int) -> Change {
            Change(
                id: id, original: number, template: template, kind: kind, from: from, to: to, fromText: fromText,
                toText: toText, madeWith: madeWith, cells: cells)
        }
    }

    /// The columns a model is given.
    package let columns: [String]
    package let originals: [Original]
    package let changes: [Change]

    package init(columns: [String], originals: [Original], changes: [Change]) {
        self.columns = columns
        self.originals = originals
        self.changes = changes
    }

    /// What a scorer is given: the originals, then the changes.
    package var rows: [[String?]] { originals.map(\.cells) + changes.map(\.cells) }

    /// The unit that pairs depend on each other by: the template where there is one, else the original.
    package var units: [Int] {
        var templates: [String: Int] = [:]
        return changes.map { change in
            guard let template = change.template else { return change.original }
            return templates[template]
                ?? {
                    let unit = originals.count + templates.count
                    templates[template] = unit
                    return unit
                }()
        }
    }

    /// The changes that other forms of a text make of one column of originals, and how many of these have none.
    ///
    /// - Parameter forms: the other forms of one text.
    package static func changes(
        of originals: [Original], column: Int, kind: String, madeWith: String? = nil,
        forms: (String) -> [TextForm.Written]
    ) -> (changes: [Change], untouched: Int) {
        var changes: [Change] = []
        var untouched = 0
        for (index, original) in originals.enumerated() {
            let own = original.cells[column].map(forms) ?? []
            if own.isEmpty { untouched += 1 }
            for form in own {
                var cells = original.cells
                cells[column] = form.text
                changes.append(
                    Change(
                        id: "c\(changes.count + 1)", original: index, kind: kind, from: form.from, to: form.to,
                        fromText: form.fromText, toText: form.toText, madeWith: madeWith, cells: cells))
            }
        }
        return (changes, untouched)
    }

    /// Pairs of which both sides were answered.
    package struct Scored: Sendable, Hashable {
        package let pairs: [ChangedPairs.Pair]
        /// The change of each pair.
        package let changes: [Int]
        /// The classes met, in the order of the pairs.
        package let classes: [String]
        /// Changes without a counted answer on one side or the other.
        package let unanswered: [Int]
    }

    /// The pairs that answers make.
    ///
    /// - Parameter answers: to `rows`, in their order.
    /// - Complexity: O(changes).
    package func scored(_ answers: [ScorerAnswer?]) -> Scored {
        precondition(answers.count == originals.count + changes.count, "an answer, or its absence, a row")
        var classes = ClassCodes()
        var pairs: [ChangedPairs.Pair] = []
        var (kept, unanswered): ([Int], [Int]) = ([], [])
        let units = units
        for (index, change) in changes.enumerated() {
            guard let before = answers[change.original], let after = answers[originals.count + index] else {
                unanswered.append(index)
                continue
            }
            var shift: Double?
            if let first = before.score, let second = after.score { shift = second - first }
            pairs.append(
                .init(
                    original: units[index], before: classes.code(before.prediction),
                    after: classes.code(after.prediction), shift: shift))
            kept.append(index)
        }
        return Scored(pairs: pairs, changes: kept, classes: classes.names, unanswered: unanswered)
    }
}

/// Classes numbered as they are met.
package struct ClassCodes {
    package private(set) var names: [String] = []
    private var codes: [String: Int] = [:]

    package init() {}

    /// The number of a class; `nil` for none.
    package mutating func code(_ name: String?) -> Int? {
        guard let name else { return nil }
        if let code = codes[name] { return code }
        codes[name] = names.count
        names.append(name)
        return names.count - 1
    }
}
