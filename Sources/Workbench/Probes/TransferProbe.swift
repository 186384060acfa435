import Diagnostics
import Evidence
import Interchange
import Metrics
import Probes
import Scenarios
import Statistics
import Tables

/// `probe transfer`: figures here beside those of the place a model comes from.
enum TransferProbe {
    /// The clauses that only this probe has.
    static let declared = [
        CommandDeclaration.Clause(
            "metrics", .list, hint: "LIST", summary: "transfer: the figures compared; accuracy if nothing is said"),
        CommandDeclaration.Clause(
            "home", .path, hint: "FILE", summary: "transfer: labels of the place the model comes from"),
        CommandDeclaration.Clause(
            "home-predictions", .path, hint: "FILE", summary: "what the model said of them, joined by the id column"),
        CommandDeclaration.Clause(
            "home-group", .cell(words: []), hint: "NAME=VALUE", summary: "or the rows of the file that come from there"),
        CommandDeclaration.Clause(
            "reported", .cell(words: []), hint: "NAME=VALUE", repeatable: true,
            summary: "or as reported: auc='0.81 0.79..0.83', tpr='81 of 100'"),
        CommandDeclaration.Clause(
            "reported-level", .number, hint: "L", summary: "the level of reported limits; 0.95 if not said"),
        CommandDeclaration.Clause(
            "two-sided", .flag, summary: "transfer: a gap to the better counts, too (equivalence)"),
        CommandDeclaration.Clause(
            "unlabelled", .flag, summary: "transfer: the rows have no label; decisions tell how common labels are"),
    ]

    static let examples = [
        CommandDeclaration.Example(
            "probe transfer in loans.csv label repaid positive yes prediction approved home-group region=Nairobi metrics accuracy, tpr by region tolerance 0.05"
        ),
        CommandDeclaration.Example(
            "probe transfer in loans.csv label repaid positive yes prediction approved score p_repay reported roc-auc='0.81 0.79..0.83', tpr='812 of 900', base-rate=0.6"
        ),
    ]

    /// The clauses that mean something to it; it takes rows without weights.
    static let clauses =
        declared.map(\.word) + ["by", "given", "tolerance", "where", "minimum-group", "level", "seed", "to"]
        + (DataClauses.evidence + DataClauses.reading).map(\.word).filter {
            !["weight", "weights", "time", "per", "zone"].contains($0)
        }

    static func run(
        _ call: Call, _ state: SessionState, _ environment: Session.Environment
    ) throws(CommandFailure) -> Report {
        let hasReports = !call.cells("reported").isEmpty
        guard call.has("home") || call.has("home-group") || hasReports else {
            throw CommandFailure(
                "E895", call, at: nil, "what is known of the place the model comes from?",
                help: ["add home FILE, home-group NAME=VALUE, or reported METRIC=VALUE"])
        }
        if call.has("home"), let group = call.span(of: "home-group") {
            throw CommandFailure(
                "E895", call, at: group, "the origin is a file of its own or a group of the rows, not both")
        }
        if let home = call.text("home"), call.has("unlabelled") {
            return try unlabelled(call, home, state, environment)
        }
        let sides = try TransferSides(withMetrics(call), state)
        let metrics = try sides.question.metrics(sides.call)
        let reported = try TransferReports(call, sides.question).figures
        try CommandFailure.throwIfStopped()
        let transfer = Transfer(
            local: sides.local, origin: .init(rows: sides.home, reported: reported),
            metrics: metrics.filter { sides.home != nil || reported[$0.name] != nil },
            groupings: sides.groupings, strata: call.list("given").map(\.value),
            context: sides.question.builder.context, tolerance: try tolerance(call))
        guard !transfer.comparisons.isEmpty else {
            throw CommandFailure(
                "E895", call, at: call.span(of: "metrics"), "none of these figures is known of the origin",
                help: ["add home FILE, or reported METRIC=VALUE for them"])
        }
        let form = TransferForm(
            transfer: transfer, classes: sides.local.classes, model: sides.question.model,
            tolerance: call.number("tolerance")?.value, isTwoSided: call.has("two-sided"),
            minimumGroup: call.integer("minimum-group")?.value ?? 0)
        let footers = sides.question.footers
        let answer = Answer(
            table: form.long, readable: { form.readable(footers) },
            document: { form.document.canonicalText() + "\n" },
            lines: { form.records.map { $0.canonicalText(.compact) + "\n" }.joined() })
        return try answer.report(call, environment, notes: sides.notes)
    }

    /// The figures that the line asks for or reports, so that what they need is counted.
    private static func withMetrics(_ call: Call) -> Call {
        let asked = call.list("metrics")
        let reported = call.cells("reported").map(\.name).filter { name in !asked.contains { $0.value == name.value } }
        let all = asked + reported
        return call.with("metrics", list: all.isEmpty ? [Located("accuracy", at: call.commandSpan)] : all)
    }

    private static func tolerance(_ call: Call) throws(CommandFailure) -> TransferGap.Tolerance? {
        guard let size = call.number("tolerance") else {
            guard let span = call.span(of: "two-sided") else { return nil }
            throw CommandFailure(
                "E896", call, at: span, "'two-sided' says how a tolerance is meant", help: ["add tolerance T"])
        }
        guard size.value >= 0, size.value.isFinite else {
            throw CommandFailure("E673", call, at: size.span, "'tolerance' is 0 or more")
        }
        return TransferGap.Tolerance(
            size.value, isTwoSided: call.has("two-sided"), minimumRows: call.integer("minimum-group")?.value ?? 0)
    }

    // MARK: Without labels

    /// Decisions of rows that nobody labelled, beside labelled rows of the origin.
    private static func unlabelled(
        _ call: Call, _ home: Located<String>, _ state: SessionState, _ environment: Session.Environment
    ) throws(CommandFailure) -> Report {
        guard let prediction = call.text("prediction") else {
            throw CommandFailure(
                "E895", call, at: nil, "which column holds the decisions?", help: ["add prediction COL"])
        }
        for clause in ["tolerance", "two-sided", "metrics", "by", "given", "reported"] where call.has(clause) {
            throw CommandFailure(
                "E896", call, at: call.span(of: clause), "rows without labels have no figure to compare",
                help: ["leave out unlabelled, or '\(clause)'"])
        }
        let origin = try TransferSides.home(call, home, roles: Roles(call), state)
        let rows = try ColumnRows(call, state, categories: [prediction.value])
        let column = try rows.category(Located(prediction.value, at: prediction.span), call)
        let classes = origin.builder.cube.classes
        var decisions = classes.map { _ in 0 }
        var others = 0
        let codes = column.levels.map { level in classes.firstIndex { $0.utf8.elementsEqual(level.utf8) } }
        for code in column.codes {
            guard code != CategoryColumn.missing, let place = codes[Int(code)] else {
                others += 1
                continue
            }
            decisions[place] += 1
        }
        let shift = BlackBoxShift(
            origin: origin.builder.cube.overall.confusion, decisions: decisions, level: try Question.level(call))
        let form = BlackBoxForm(
            shift: shift, classes: classes, decisions: decisions, origin: origin.builder.cube.overall.confusion)
        var notes = origin.notes + rows.notes
        if others > 0 { notes.append("\(others.grouped) rows have no decision that is a label of the origin") }
        let answer = Answer(
            table: form.table, document: { form.document.canonicalText() + "\n" },
            lines: { form.document.canonicalText(.compact) + "\n" })
        return try answer.report(call, environment, notes: notes)
    }
}
