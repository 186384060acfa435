import Diagnostics
import Evidence
import Interchange
import Metrics
import Probes
import Scenarios
import Statistics
import Tables

/// `probe representation`: whom the rows stand for, beside a population.
enum RepresentationProbe {
    /// The clauses that only this probe has.
    static let declared = [
        CommandDeclaration.Clause(
            "census", .path, hint: "FILE", summary: "representation: a file with columns dimension, level, persons"),
        CommandDeclaration.Clause(
            "shares", .cell(words: []), hint: "LEVEL=SHARE", summary: "or the shares of one column: Nairobi=0.09, …"),
        CommandDeclaration.Clause(
            "persons", .number, hint: "N", summary: "people of the area, where some belong to several groups"),
        CommandDeclaration.Clause(
            "gap", .number, hint: "G", summary: "the gap that rows should be enough to see; 0.1 if not said"),
        CommandDeclaration.Clause(
            "rake", .flag, summary: "weigh rows so that they look like the population in all columns of by"),
        CommandDeclaration.Clause("cap", .number, hint: "C", summary: "no weight over C times the mean; 5 if not said"),
    ]

    static let examples = [
        CommandDeclaration.Example(
            "probe representation in loans.csv by region shares Nairobi=0.5, Kisumu=0.2, Mombasa=0.2, Turkana=0.1 gap 0.2"
        ),
        CommandDeclaration.Example(
            "probe representation in loans.csv by region by gender census census.csv label repaid positive yes prediction approved metric accuracy rake"
        ),
    ]

    /// The clauses that mean something to it.
    static let clauses =
        declared.map(\.word) + ["by", "metric", "where", "level", "seed", "to"]
        + (DataClauses.evidence + DataClauses.reading).map(\.word).filter {
            !["weight", "weights", "time", "per", "zone"].contains($0)
        }

    static func run(
        _ call: Call, _ state: SessionState, _ environment: Session.Environment
    ) throws(CommandFailure) -> Report {
        let columns = try columns(call)
        let options = try Options(call)
        let census = try Census(call, columns: columns)
        let rows = try GroupRows(call, state, columns)
        try CommandFailure.throwIfStopped()
        var parts: [RepresentationForm.Part] = []
        for (column, margin) in zip(columns, census.margins) {
            let counts = rows.counts(column.value)
            let population = zip(margin.levels, margin.sizes).map { level, size in
                (key: GroupKey([GroupLevel(dimension: column.value, value: level)]), size: size)
            }
            let found = Representation(
                counts: counts, population: population, evidence: rows.evidence(column.value),
                adequacy: .init(gap: options.gap, rate: rows.rate ?? 0.5), flags: rows.flags, level: options.level,
                seed: options.seed)
            var coverage: LanguageCoverage?
            if let figures = rows.figures(column.value), let metric = rows.metric {
                let sizes = population.filter { $0.size > 0 }.sorted { $0.key < $1.key }.map(\.size)
                coverage = LanguageCoverage(
                    zip(found.groups, sizes).map {
                        .init(key: $0.key, speakers: $1, isAdequate: $0.isAdequate, figure: figures[$0.key])
                    }, persons: options.persons?.value, largest: metric.range.upperBound, level: options.level)
                if coverage == nil, let persons = options.persons {
                    throw CommandFailure(
                        "E899", call, at: persons.span, "there are fewer persons than one group has",
                        help: ["persons counts everybody of the area once, in the unit of the census"])
                }
            }
            parts.append(.init(column: column.value, found: found, coverage: coverage))
        }
        let raking = options.rakes ? try self.raking(rows, census, options, call) : nil
        let form = RepresentationForm(
            parts: parts, raking: raking, margins: census.margins, metric: rows.metric?.name, gap: options.gap)
        let answer = Answer(
            table: form.long, readable: { form.readable }, document: { form.document.canonicalText() + "\n" },
            lines: { form.records.map { $0.canonicalText(.compact) + "\n" }.joined() })
        return try answer.report(call, environment, notes: rows.notes)
    }

    private static func columns(_ call: Call) throws(CommandFailure) -> [Located<String>] {
        let lists = call.lists("by")
        guard !lists.isEmpty else {
            throw CommandFailure(
                "E899", call, at: nil, "which groups is the population made of?", help: ["add by COL"])
        }
        guard call.has("census") || !call.cells("shares").isEmpty else {
            throw CommandFailure(
                "E899", call, at: nil, "who lives there?",
                help: ["add census FILE (dimension,level,persons), or shares LEVEL=SHARE, …"])
        }
        var columns: [Located<String>] = []
        for list in lists {
            guard let column = list.first, list.count == 1 else {
                throw CommandFailure(
                    "E899", call, at: list.last?.span, "a population is told by one column at a time",
                    help: ["write by A by B"])
            }
            guard !columns.contains(where: { $0.value == column.value }) else {
                throw CommandFailure("E604", call, at: column.span, "'\(column.value)' stands twice in one question")
            }
            columns.append(column)
        }
        return columns
    }

    private struct Options {
        let gap: Double
        let persons: Located<Double>?
        let rakes: Bool
        let cap: Double
        let level: Double
        let seed: UInt64

        init(_ call: Call) throws(CommandFailure) {
            gap = call.number("gap")?.value ?? 0.1
            guard gap > 0, gap <= 1 else {
                throw CommandFailure("E673", call, at: call.span(of: "gap"), "'gap' is above 0 and at most 1")
            }
            persons = call.number("persons")
            if let persons, !(persons.value > 0) {
                throw CommandFailure("E673", call, at: persons.span, "'persons' is above 0")
            }
            if let persons, !call.has("metric") {
                throw CommandFailure(
                    "E899", call, at: persons.span, "'persons' is for a figure by groups", help: ["add metric METRIC"])
            }
            rakes = call.has("rake")
            cap = call.number("cap")?.value ?? 5
            guard cap > 1 else { throw CommandFailure("E673", call, at: call.span(of: "cap"), "'cap' is above 1") }
            if !rakes, let span = call.span(of: "cap") {
                throw CommandFailure("E899", call, at: span, "'cap' cuts weights", help: ["add rake"])
            }
            level = try Question.level(call)
            seed = UInt64(call.integer("seed")?.value ?? 0)
        }
    }

    /// Weights for all columns at once; rows of a level that the census does not have are left out.
    private static func raking(
        _ rows: GroupRows, _ census: Census, _ options: Options, _ call: Call
    ) throws(CommandFailure) -> Raking {
        let places = census.margins.map { margin in
            Dictionary(uniqueKeysWithValues: margin.levels.enumerated().map { (Array($1.utf8), $0) })
        }
        var cells: [(places: [Int], rows: Int)] = []
        for (levels, count) in rows.cells {
            let own = zip(levels, places).map { level, places in level.flatMap { places[Array($0.utf8)] } }
            let known = own.compactMap { $0 }
            if known.count == own.count { cells.append((known, count)) }
        }
        guard let raking = Raking(cells: cells, margins: census.margins, cap: options.cap) else {
            throw CommandFailure(
                "E899", call, at: call.span(of: "rake"), "no row is of a level that the census knows in every column")
        }
        return raking
    }
}

/// Rows by some columns, with a figure of each group if one was asked for.
private struct GroupRows {
    let metric: Metric?
    /// The figure of everybody.
    let rate: Double?
    let flags: [EstimateFlag]
    let notes: [String]
    /// Rows by level of every column.
    let cells: [(levels: [String?], rows: Int)]
    private let columns: [String]
    private let byColumn: [String: [GroupEvidence]]
    private let context: EstimationContext?

    init(_ call: Call, _ state: SessionState, _ columns: [Located<String>]) throws(CommandFailure) {
        self.columns = columns.map(\.value)
        var isCounted = call.has("metric")
        if !isCounted { isCounted = try Question.cube(call, state) != nil }
        guard isCounted else {
            let read = try ColumnRows(call, state, categories: columns.map(\.value))
            var categories: [CategoryColumn] = []
            for column in columns { categories.append(try read.category(column, call)) }
            (metric, rate, byColumn, context, flags, notes) = (nil, nil, [:], nil, [], read.notes)
            var counts: [[UInt32]: Int] = [:]
            for row in 0..<read.count { counts[categories.map { $0.codes[row] }, default: 0] += 1 }
            cells = counts.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { codes, rows in
                (zip(codes, categories).map { $0 == CategoryColumn.missing ? nil : $1.levels[Int($0)] }, rows)
            }
            return
        }
        // Every combination is counted, too, for weights.
        var counted = call
        if columns.count > 1 {
            counted = call.with(
                clauses: call.clauses + [.init(name: "by", value: .list(columns), span: columns[0].span)])
        }
        let question = try Question(counted, state)
        let found = try Self.metric(call, question)
        let cube = question.builder.cube
        metric = found
        context = question.builder.context
        let everybody = Estimator(cube.overall, context: question.builder.context)
        rate = found.flatMap { everybody.value($0) }.flatMap { $0 > 0 && $0 < 1 ? $0 : nil }
        var byColumn: [String: [GroupEvidence]] = [:]
        for column in columns { byColumn[column.value] = cube.evidence(by: [column.value]) }
        self.byColumn = byColumn
        flags = cube.overall.blocks.isEmpty ? [] : [.assumesIndependence]
        notes = question.notes
        cells = cube.evidence(by: columns.map(\.value)).map { ($0.group.levels.map(\.value), $0.rows) }
    }

    private static func metric(_ call: Call, _ question: Question) throws(CommandFailure) -> Metric? {
        guard let name = try ProbeCommand.onlyMetric(call) else { return nil }
        let metric = try question.metric(named: name, call)
        guard metric.range == 0...1, metric.direction == .higherIsBetter else {
            throw CommandFailure(
                "E899", call, at: name.span, "'\(metric.name)' is not a figure from 0 to 1 that is best at 1",
                help: ["accuracy, true-positive-rate, f1-score, macro-f1, …"])
        }
        return metric
    }

    func counts(_ column: String) -> [(key: GroupKey, rows: Int)] {
        if let groups = byColumn[column] { return groups.map { ($0.group, $0.rows) } }
        guard let place = columns.firstIndex(of: column) else { return [] }
        var sums: [GroupKey: Int] = [:]
        for cell in cells {
            sums[GroupKey([GroupLevel(dimension: column, value: cell.levels[place])]), default: 0] += cell.rows
        }
        return sums.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// Rows behind the figure by group; `nil` where none was asked for.
    func evidence(_ column: String) -> [GroupKey: Int]? {
        guard let metric, let context, let groups = byColumn[column] else { return nil }
        return groups.reduce(into: [:]) { $0[$1.group] = Estimator($1, context: context).denominator(metric) }
    }

    func figures(_ column: String) -> [GroupKey: Estimate]? {
        guard let metric, let context, let groups = byColumn[column] else { return nil }
        return groups.reduce(into: [:]) { figures, evidence in
            var estimator = Estimator(evidence, context: context)
            figures[evidence.group] = estimator.estimate(metric)
        }
    }
}
