import Diagnostics
import Evidence
import Metrics
import Scenarios
import Statistics
import Tables

extension Question {
    /// A question about labels that are numbers, or about errors of texts; `nil` if it is about classes.
    init?(measured call: Call, _ state: SessionState) throws(CommandFailure) {
        let dataset = Self.dataset(call, state)
        let file = call.text("in")?.value
        guard dataset != nil || file != nil else { return nil }
        let roles = Roles(call, earlier: dataset?.roles)
        guard let measured = try MeasuredRoles(roles, call) else { return nil }
        let told = try ToldColumns(call)
        let groupings = told.groupings(call)
        for grouping in groupings where Set(grouping).count != grouping.count {
            throw CommandFailure("E604", call, at: call.span(of: "by"), "a column stands twice in one grouping")
        }
        let level = try Self.level(call)
        let rows = MeasuredRows(call: call, roles: roles, measured: measured, groupings: groupings, told: told)
        var (cube, table, notes): (EvidenceCube, Table, [String])
        if let dataset {
            try RowReading.refuseClauses(call)
            (cube, table, notes) = (try rows.counting(told.added(to: dataset.table, call)), dataset.table, [])
        } else {
            (cube, table, notes) = try rows.reading(file ?? "")
            notes.insert("\(TerminalText.safe(table.name)): \(table.accounting.sentence)", at: 0)
        }
        if let condition = call.expression("where") {
            notes.append("where keeps \(cube.rows.grouped) of \(table.rowCount.grouped) rows")
            guard cube.rows > 0 else {
                throw CommandFailure(
                    [
                        call.diagnostic(
                            "E609", at: condition.span, "no row meets the condition",
                            help: condition.value.slips { table.category($0)?.levels })
                    ], exitStatus: .nothingSelected)
            }
        }
        self.groupings = groupings
        stages = []
        self.told = told
        filter = call.expression("where").map { "where \($0.value.description)" }
        classes = OutcomeClasses(of: cube)
        model = dataset?.name ?? roles.modelName
        builder = AssessmentBuilder(
            cube: cube,
            context: EstimationContext(
                model: model, level: level, seed: UInt64(call.integer("seed")?.value ?? 0)),
            minimumGroup: call.integer("minimum-group")?.value ?? 0)
        hasScores = false
        hasDecisions = true
        self.notes = notes
        self.roles = roles
        sha256 = table.sha256
    }

    /// What the metrics of this question are about.
    var outcome: CubeHeader.Outcome {
        let counted = builder.cube.header.outcome
        return counted.onlyClass == nil ? .ofClasses(binary: classes.isBinary) : counted
    }

    /// The dataset that a call asks about, if it asks about one that is loaded.
    private static func dataset(_ call: Call, _ state: SessionState) -> Dataset? {
        if let named = call.text("of") ?? call.text("in") { return state.dataset(named.value) }
        return state.onlyDataset
    }

    /// The metrics a call names of an outcome that is no class.
    func measuredMetrics(_ call: Call, named names: [Located<String>]) throws(CommandFailure) -> [Metric] {
        var metrics: [Metric] = []
        for name in names {
            if name.value == "all" {
                metrics += Catalogue.available(for: outcome)
                continue
            }
            let metric = try metric(named: name, call)
            if !metrics.contains(where: { $0.name == metric.name }) { metrics.append(metric) }
        }
        return metrics
    }

    /// The metric of a name, if it says something of the outcome that is asked about.
    func metric(named name: Located<String>, _ call: Call) throws(CommandFailure) -> Metric {
        guard let metric = Catalogue.metric(named: name.value, outcome: outcome) else {
            throw Self.unknownMetric(name, call)
        }
        guard metric.fits(outcome) else { throw Self.unfit(metric, for: outcome, call, at: name.span) }
        return metric
    }

    /// Why a metric says nothing of an outcome.
    static func unfit(
        _ metric: Metric, for outcome: CubeHeader.Outcome, _ call: Call, at span: TextSpan
    ) -> CommandFailure {
        let known = Catalogue.available(for: outcome).map(\.name).prefix(8).joined(separator: ", ")
        switch metric.definition {
        case .number:
            return CommandFailure(
                "E611", call, at: span, "'\(metric.name)' is for labels that are numbers", help: ["add outcome number"])
        case .errorRate(let unit):
            return CommandFailure(
                "E611", call, at: span, "'\(metric.name)' is for errors counted in \(unit.rawValue)",
                help: ["add errors COL length COL unit \(unit.rawValue)"])
        case .ranking, .neighbours:
            let command = metric.outcome == .ranking ? "ranking" : "consistency"
            return CommandFailure(
                "E611", call, at: span, "'\(metric.name)' looks at rows one by one",
                help: ["use the command \(command)"])
        default:
            return CommandFailure(
                "E611", call, at: span, "'\(metric.name)' is for labels that are classes", help: ["metrics: " + known])
        }
    }
}

/// The rows of a question about numbers or errors of texts: where they come from and how they are counted.
private struct MeasuredRows {
    let call: Call
    let roles: Roles
    let measured: MeasuredRoles
    let groupings: [[String]]
    let told: ToldColumns

    private var groups: [String] {
        Set(groupings.flatMap { $0 } + told.dimensions.map(\.name)).sorted()
    }

    /// Columns that are read as categories: groups, then what only conditions look at.
    private var categories: [String] {
        var names = groups
        for column in call.expression("where")?.value.columns ?? [] where !names.contains(column.value) {
            names.append(column.value)
        }
        return names
    }

    private var numbers: [String] { measured.columns + [roles.weight].compactMap { $0 } }

    private var counter: MeasuredCounter {
        let columns: MeasuredCounter.Columns =
            switch measured {
            case .number(_, _, let scale): .numbers(scale)
            case .errors(let columns, _, _): .errors(kinds: columns.count)
            }
        return MeasuredCounter(
            categoryCount: categories.count, columns: columns, weights: roles.weightKind)
    }

    /// Counts a file while it is read.
    func reading(_ path: String) throws(CommandFailure) -> (EvidenceCube, Table, notes: [String]) {
        let reading = try RowReading(call, takesDigest: call.takesDigest)
        // One column may be a label and a prediction, but is read once.
        var distinct: [String] = []
        for name in numbers where !distinct.contains(name) { distinct.append(name) }
        var reader = Reader(
            counter: counter,
            places: numbers.compactMap { name in distinct.firstIndex(of: name) })
        let requests =
            categories.map(told.request) + distinct.map { ColumnRequest($0, .number) }
        let table = try reading.streamJoined(path, columns: requests, into: &reader)
        let levels = try categories.map { name throws(CommandFailure) in try self.levels(name, table) }
        let cube = try cube(reader.counter, levels, table)
        return (cube, table, try reading.settle(table))
    }

    /// Counts a table in memory.
    func counting(_ table: Table) throws(CommandFailure) -> EvidenceCube {
        var codes: [[UInt32]] = []
        for name in categories {
            guard let column = table.category(name) else { throw unknown(name, table) }
            codes.append(column.codes)
        }
        var values: [[Double]] = []
        for name in numbers {
            guard let column = table.number(name) else {
                guard table.header.contains(name) else { throw unknown(name, table) }
                throw CommandFailure(
                    "E693", call, at: span(of: name), "'\(name)' was not loaded as a column of numbers",
                    help: ["say what the columns mean when the file is loaded: load FILE as NAME outcome number …"])
            }
            values.append(column.values)
        }
        var counter = counter
        counter.count(codes, values, rowCount: table.rowCount)
        let levels = try categories.map { name throws(CommandFailure) in try self.levels(name, table) }
        return try cube(counter, levels, table)
    }

    /// Brings the columns of a file into the order of the counter.
    private struct Reader: MergeableConsumer {
        var counter: MeasuredCounter
        let places: [Int]

        var forked: Reader { Reader(counter: counter.forked, places: places) }
        var needsOrder: Bool { counter.needsOrder }

        mutating func merge(_ other: consuming Reader) { counter.merge(other.counter) }

        mutating func consume(_ chunk: borrowing ColumnChunk) {
            counter.count(chunk.codes, places.map { chunk.numbers[$0] }, rowCount: chunk.rowCount)
        }
    }

    private func cube(
        _ counter: MeasuredCounter, _ levels: [[String]], _ table: Table
    ) throws(CommandFailure) -> EvidenceCube {
        if let fault = counter.fault { throw failure(fault, table) }
        let condition = call.expression("where")?.value
        let places = condition.map { $0.columns.compactMap { categories.firstIndex(of: $0.value) } } ?? []
        let header = CubeHeader(
            label: measured.label, outcome: measured.outcome,
            scoreMargins: call.command == CommandDeclaration.cube.name
                ? ScoreMargins.ofCube(groupings) : groupings.isEmpty ? [[]] : groupings, weights: roles.weightKind,
            weight: roles.weight,
            told: told.dimensions)
        return counter.cube(
            dimensions: groups.indices.map { (column: $0, name: groups[$0], levels: levels[$0]) }, header: header
        ) { codes in
            guard let condition else { return true }
            let values = places.map { place in
                Int(codes[place]) < levels[place].count ? levels[place][Int(codes[place])] : nil
            }
            return condition.holds(for: Combination(levels: values)) == true
        }
    }

    /// The levels of the columns of a condition as it sees them: texts, or missing.
    private struct Combination: PredicateRow {
        let levels: [String?]

        func cell(_ column: Int) -> PredicateCell { levels[column].map { .text($0) } ?? .missing }
    }

    private func levels(_ name: String, _ table: Table) throws(CommandFailure) -> [String] {
        guard let column = table.category(name) else { throw unknown(name, table) }
        return column.levels
    }

    private func span(of column: String) -> TextSpan? {
        for (clause, name) in zip(measured.clauses, measured.columns) where name == column {
            return call.span(of: clause)
        }
        return call.list("by").first { $0.value == column }?.span
            ?? call.expression("where")?.value.columns.first { $0.value == column }?.span ?? call.span(of: "weight")
    }

    private func unknown(_ name: String, _ table: Table) -> CommandFailure {
        .unknownColumn(name, of: table.header, in: table.name, call, at: span(of: name))
    }

    /// A row that cannot be summed is told with its place.
    private func failure(_ fault: MeasuredCounter.Fault, _ table: Table) -> CommandFailure {
        let column = numbers[fault.column]
        let place = table.place(row: fault.row, column: column)
        let help =
            switch measured {
            case .number: "add largest V: no label and no prediction is larger than V"
            case .errors: "counts of errors and lengths are whole numbers from 0"
            }
        return CommandFailure(
            [
                Diagnostic(
                    "E694", at: place.location, "\(column): \(fault.reason)",
                    help: fault.column < measured.columns.count
                        ? [help]
                        : ["a weight is a number from 0; say what it is: weights sampling, importance or frequency"],
                    excerpt: place.excerpt)
            ], exitStatus: .input)
    }
}
