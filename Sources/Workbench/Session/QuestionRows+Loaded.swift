import Evidence
import Tables

extension QuestionRows {
    /// Counts the rows of a dataset for one question, or takes what an earlier question has counted.
    static func counting(_ dataset: Dataset, _ plan: Plan, _ call: Call) throws(CommandFailure) -> QuestionRows {
        let columns = Columns(plan)
        if let counts = narrowCounts(dataset, columns) {
            return QuestionRows(dataset.table, columns, [counts], plan.grid)
        }
        let question = QuestionMemory.Question(columns: columns, grid: plan.grid)
        if let known = dataset.memory.rows(of: question) { return known }
        let table = try plan.told.added(to: dataset.table, call)
        // What is not there is told of with its place in the line, by whoever asks for it.
        let categories = columns.categories.compactMap { table.category($0.name) }
        let numbers = columns.numbers.compactMap { table.number($0.name) }
        guard categories.count == columns.categories.count, numbers.count == columns.numbers.count else {
            return QuestionRows(table)
        }
        var counter = RowCounter(groups: columns.groups, weight: columns.weight, grid: plan.grid)
        counter.consume(categories, numbers, rowCount: table.rowCount)
        if let fault = counter.weightFault { throw failure(fault, plan.roles.weight ?? "", table, call) }
        if let fault = counter.shiftFault { throw shiftFailure(fault, plan.roles.score ?? "", table, call) }
        guard counter.isComplete else { return QuestionRows(table) }
        let rows = QuestionRows(table, columns, columns.groups.indices.map { counter.entries($0) }, counter.grid)
        // Without the columns told for it, which hold a value a row.
        dataset.memory.keep(rows.about(dataset.table), of: question)
        return rows
    }

    /// The counts of a question about decisions alone, in columns of few levels; `nil` for others.
    private static func narrowCounts(_ dataset: Dataset, _ columns: Columns) -> RowCounter.Entries? {
        guard columns.groups.count == 1, let group = columns.groups.first, group.shift == nil, columns.weight == nil
        else { return nil }
        let requests = group.categories.map { columns.categories[$0] }
        let names = requests.map(\.name)
        guard !requests.contains(where: \.isTold) else { return nil }
        var narrow = names.compactMap { dataset.narrow[$0] }
        guard narrow.count == names.count else { return nil }
        var keys = names.map { CountMemory.Key.column($0) }
        var scores: NumberColumn?
        if let threshold = group.threshold {
            let name = columns.numbers[threshold.number].name
            guard let column = dataset.table.number(name) else { return nil }
            scores = column
            keys.append(.decision(score: name, threshold: threshold.value))
        }
        return dataset.memory.decisions.counts(by: keys) {
            if let scores, let threshold = group.threshold {
                narrow.append(NarrowColumn(scores, from: threshold.value))
            }
            return NarrowCounter.counts(narrow, rowCount: dataset.table.rowCount)
        }?.entries(decision: scores == nil ? nil : names.count)
    }
}
