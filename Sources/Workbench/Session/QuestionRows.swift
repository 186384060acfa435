import Diagnostics
import Evidence
import Metrics
import Tables

/// The rows that a question is about: those of a table in memory, or the counts of a file that was counted while it was
/// read.
struct QuestionRows {
    /// What is known of the file; its own columns hold rows only where they were kept.
    let table: Table
    /// What decisions are counted from.
    let decisions: Counted
    /// What scores are counted from, one for each margin; `nil` where rows are kept, which give all margins.
    let scores: [Counted]?
    /// How scores are told apart where they were counted already.
    let grid: ScoreGrid

    /// Rows, or entries that stand for several, as columns.
    struct Counted {
        /// The columns by name; of a table in memory all that there are.
        let categories: [CategoryColumn]
        /// The counts, where rows were not kept.
        let entries: RowCounter.Entries?
        let count: Int

        func category(_ name: String) -> CategoryColumn? { categories.first { $0.name == name } }

        /// How many rows each entry stands for; `nil` for one each.
        var multiplicities: [Int]? { entries?.multiplicities }
    }

    /// What a question needs to be counted while its file is read.
    struct Plan {
        let roles: Roles
        /// Columns of decisions: groups, conditions, label and prediction.
        let groups: [String]
        /// Which of them are told from columns, and how.
        let told: ToldColumns
        let conditions: [String]
        /// The margins by which scores are counted; none where nobody asks for scores.
        let margins: [[String]]
        let grid: ScoreGrid
        /// The model that is compared with.
        let other: OtherModel?
    }

    /// A table in memory.
    init(_ table: Table) {
        self.table = table
        decisions = Counted(categories: table.categories, entries: nil, count: table.rowCount)
        scores = nil
        grid = .values
    }

    private init(_ table: Table, decisions: Counted, scores: [Counted]?, grid: ScoreGrid) {
        self.table = table
        self.decisions = decisions
        self.scores = scores
        self.grid = grid
    }

    /// Reads a file for one question: only the columns it needs, counted on the way.
    ///
    /// - Returns: the rows, and what to say on standard error beside their accounting.
    static func reading(
        _ path: String, _ plan: Plan, _ call: Call
    ) throws(CommandFailure) -> (rows: QuestionRows, notes: [String]) {
        let columns = Columns(plan)
        // A cube and the walk back from a figure tell which file they were counted from.
        let reading = try RowReading(call, takesDigest: call.takesDigest)
        var counter = RowCounter(groups: columns.groups, weight: columns.weight, grid: plan.grid)
        let table = try reading.streamJoined(path, columns: columns.requests, into: &counter)
        if let fault = counter.weightFault { throw failure(fault, plan.roles.weight ?? "", table, call) }
        if let fault = counter.shiftFault { throw shiftFailure(fault, plan.roles.score ?? "", table, call) }
        guard counter.isComplete else {
            // More combinations than can be told apart by counting, or scores that cannot be binned: the rows
            // themselves then.
            let (whole, notes) = try reading.readJoined(path, columns: columns.requests)
            return (QuestionRows(plan.other?.deciding(whole) ?? whole), notes)
        }
        let rows = QuestionRows(table, columns, columns.groups.indices.map { counter.entries($0) }, counter.grid)
        return (rows, try reading.settle(table))
    }

    init(_ table: Table, _ columns: Columns, _ entries: [RowCounter.Entries], _ grid: ScoreGrid) {
        let levels = Dictionary(
            table.categories.map { ($0.name, $0.levels) }, uniquingKeysWith: { first, _ in first })
        let counted = zip(columns.groups, entries).map { group, entries -> Counted in
            var categories = zip(group.categories, entries.codes).map { column, codes in
                let name = columns.categories[column].name
                return CategoryColumn(name: name, levels: levels[name] ?? [], codes: codes)
            }
            if group.otherThreshold != nil, let name = columns.decidedName {
                categories.append(
                    CategoryColumn(name: name, levels: OtherModel.levels, codes: entries.otherDecisions))
            }
            return Counted(categories: categories, entries: entries, count: entries.count)
        }
        self.init(table, decisions: counted[0], scores: Array(counted.dropFirst()), grid: grid)
    }

    /// The same with the levels of a column of decisions called otherwise.
    func naming(_ column: String, levels: [String]) -> QuestionRows {
        let categories = decisions.categories.map {
            $0.name == column ? CategoryColumn(name: column, levels: levels, codes: $0.codes) : $0
        }
        return QuestionRows(
            table, decisions: Counted(categories: categories, entries: decisions.entries, count: decisions.count),
            scores: scores, grid: grid)
    }

    /// The same counts, with another table to tell what the file holds.
    func about(_ table: Table) -> QuestionRows {
        QuestionRows(table, decisions: decisions, scores: scores ?? [], grid: grid)
    }

    /// Which columns of a file are read, and which of them are counted together.
    struct Columns: Hashable {
        private(set) var categories: [ColumnRequest] = []
        private(set) var numbers: [ColumnRequest] = []
        private(set) var groups: [RowCounter.Group] = []
        private(set) var weight: RowCounter.Weight?
        /// What decisions are called that a threshold makes of another model's scores.
        private(set) var decidedName: String?

        var requests: [ColumnRequest] { categories + numbers }

        init(_ plan: Plan) {
            let told = plan.told
            let roles = plan.roles
            let shared = plan.conditions + [roles.label].compactMap { $0 }
            let decided = (plan.groups + shared + [roles.prediction].compactMap { $0 }).filter {
                plan.other?.threshold == nil || $0 != plan.other?.decision
            }
            // The order in which a file that lacks them tells of it.
            let decisions = places(decided, told)
            var threshold: RowCounter.Threshold?
            if roles.prediction == nil, let score = roles.score, let value = roles.threshold {
                threshold = .init(number: place(.init(score, .number)), value: value)
            }
            var otherThreshold: RowCounter.Threshold?
            if let other = plan.other, let value = other.threshold, let request = other.scoreRequest {
                otherThreshold = .init(number: place(request), value: value)
                decidedName = other.decision
            }
            var shift: RowCounter.Shift?
            if let score = roles.score, let request = plan.other?.scoreRequest {
                shift = .init(score: place(.init(score, .number)), other: place(request))
            }
            groups.append(
                .init(categories: decisions, threshold: threshold, otherThreshold: otherThreshold, shift: shift))
            if let score = roles.score, !plan.margins.isEmpty {
                let number = place(.init(score, .number))
                for margin in plan.margins {
                    groups.append(.init(categories: places(margin + shared, told), score: number))
                }
            }
            if let column = roles.weight {
                weight = .init(number: place(.init(column, .number)), kind: roles.weightKind)
            }
        }

        private mutating func places(_ names: [String], _ told: ToldColumns) -> [Int] {
            var places: [Int] = []
            for name in names {
                let request = told.request(name)
                let place = categories.firstIndex(of: request) ?? categories.count
                if place == categories.count { categories.append(request) }
                if !places.contains(place) { places.append(place) }
            }
            return places
        }

        private mutating func place(_ request: ColumnRequest) -> Int {
            if let place = numbers.firstIndex(of: request) { return place }
            numbers.append(request)
            return numbers.count - 1
        }
    }

    /// The weights of rows in memory, checked.
    func weights(_ roles: Roles, _ call: Call) throws(CommandFailure) -> RowWeights? {
        guard let name = roles.weight, scores == nil else { return nil }
        guard let column = table.number(name) else {
            throw CommandFailure.unknownColumn(
                name, of: table.header, in: table.name, call, at: call.span(of: "weight"))
        }
        for (row, value) in column.values.enumerated() {
            guard let reason = RowWeights.fault(value, roles.weightKind) else { continue }
            throw Self.failure(.init(row: row, reason: reason), name, table, call)
        }
        do { return try RowWeights(roles.weightKind, column.values) } catch { throw CommandFailure(error) }
    }

    /// A row whose two scores lie too far apart is told with its place.
    static func shiftFailure(
        _ fault: RowCounter.WeightFault, _ column: String, _ table: Table, _ call: Call
    ) -> CommandFailure {
        let place = table.place(row: fault.row, column: column)
        return CommandFailure(
            [Diagnostic("E761", at: place.location, fault.reason, excerpt: place.excerpt)], exitStatus: .input)
    }

    /// A row without a good weight is told with its place.
    static func failure(
        _ fault: RowCounter.WeightFault, _ column: String, _ table: Table, _ call: Call
    ) -> CommandFailure {
        let place = table.place(row: fault.row, column: column)
        return CommandFailure(
            [
                Diagnostic(
                    "E638", at: place.location, fault.reason,
                    help: ["a weight is a number from 0; say what it is: weights sampling, importance or frequency"],
                    excerpt: place.excerpt)
            ], exitStatus: .input)
    }
}
