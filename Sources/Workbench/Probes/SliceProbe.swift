import Diagnostics
import Evidence
import Interchange
import Metrics
import Probes
import Scenarios
import Statistics
import Tables

/// `probe slices`: every combination of groups with enough rows, or the worst of them.
enum SliceProbe {
    static let declared = [
        CommandDeclaration.Clause(
            "support", .number, hint: "S", summary: "the smallest share of rows of a slice; 0.005 if not said"),
        CommandDeclaration.Clause("depth", .integer, hint: "D", summary: "the most groups in one slice; 3 if not said"),
        CommandDeclaration.Clause(
            "redundancy", .number, hint: "E",
            summary: "hide slices that one group less changes by E or less; 0.01 if not said"),
        CommandDeclaration.Clause("top", .integer, hint: "N", summary: "show so many slices; 10 if not said"),
        CommandDeclaration.Clause("all", .flag, summary: "show every slice that was searched"),
        CommandDeclaration.Clause(
            "prune", .flag,
            summary: "slices: look for the top N by score only, and leave out the others unseen"),
        CommandDeclaration.Clause(
            "alpha", .number, hint: "S",
            summary: "slices: how much a score weighs bad against small; 0.95 if not said"),
    ]

    static let clauses =
        ["metric", "by"] + declared.map(\.word) + ["where", "level", "to"]
        + (DataClauses.evidence + DataClauses.reading).map(\.word)

    static let examples = [
        CommandDeclaration.Example(
            "probe slices in loans.csv label repaid positive yes prediction approved metric selection-rate by region, gender, age support 0.1 depth 2"
        ),
        CommandDeclaration.Example(
            "probe slices in loans.csv label repaid positive yes prediction approved metric fpr by region, gender all to csv"
        ),
        CommandDeclaration.Example(
            "probe slices in loans.csv label repaid positive yes prediction approved metric fpr, fnr by region, gender all to json"
        ),
        CommandDeclaration.Example(
            "probe slices in loans.csv label repaid positive yes prediction approved metric error-rate by region, gender, age prune top 3"
        ),
        CommandDeclaration.Example(
            "probe slices in scenarios/mobile-credit/applications.csv label repaid positive 1 id application_id predictions scenarios/mobile-credit/predictions/vendor.csv score p_repay threshold 0.5 favourable 1 metric favourable-rate by region, language, gender, work cluster customer_id"
        ),
    ]

    static func run(
        _ call: Call, _ state: SessionState, _ environment: Session.Environment
    ) throws(CommandFailure) -> Report {
        let options = try options(call)
        guard !call.list("by").isEmpty else {
            throw CommandFailure(
                "E670", call, at: nil, "which groups are slices made of?", help: ["add by COLS"])
        }
        let names = call.list("metric")
        guard !names.isEmpty else {
            throw CommandFailure("E670", call, at: nil, "which metric is looked at?", help: ["add metric METRIC"])
        }
        for name in names { try check(name, options, call) }
        let question = try Question(call, state)
        let metrics = try question.metrics(call, named: names)
        if question.builder.cube.header.told.contains(where: { $0.rule == .block }),
            let place = metrics.firstIndex(where: { !SliceSearch.canBePruned($0) })
        {
            throw CommandFailure(
                "E671", call, at: names[min(place, names.count - 1)].span,
                "slices cannot be tested for '\(metrics[place].name)' where rows depend on each other",
                help: ["ask for a rate such as error-rate", "leave out cluster if each row is of somebody else"])
        }
        if question.builder.cube.header.weights.isSummed, options.onlyBest != nil {
            throw CommandFailure(
                "E946", call, at: call.span(of: "prune"), "nothing is left out among rows of different weight",
                help: ["leave out prune"])
        }
        var columns: [String] = []
        for column in question.groupings.flatMap({ $0 }) where !columns.contains(column) { columns.append(column) }
        try CommandFailure.throwIfStopped()
        let favourable = question.builder.context.favourablePositive
        guard
            let searches = SliceSearch.searches(
                question.builder.cube, metrics, context: question.builder.context, columns: columns, options: options)
        else {
            throw CommandFailure(
                "E672", call, at: call.span(of: "support"),
                "there are more than \(SliceSearch.sliceLimit.grouped) slices with so many rows",
                help: ["raise support, or lower depth", "add prune: only the worst are looked for"])
        }
        let found = zip(metrics, searches).map { metric, search in
            Found(
                metric: metric, search: search,
                shown: call.has("all")
                    ? search.byScore
                    : search.isPruned
                        ? search.slices
                        : search.worst(
                            side: metric.worseSide(favourablePositive: favourable),
                            atMost: call.integer("top")?.value ?? standardTop))
        }
        let model = question.model
        let answer = Answer(
            table: SliceForm.long(found),
            readable: { SliceForm.readable(found, footers: question.footers, options, isAll: call.has("all")) },
            document: { SliceForm.document(found, model: model).canonicalText() + "\n" },
            lines: {
                found.flatMap { own in
                    own.shown.map { $0.record(metric: own.metric.name, model: model).canonicalText(.compact) + "\n" }
                }.joined()
            })
        return try answer.report(call, environment, notes: question.notes)
    }

    /// What was found of one metric.
    struct Found: Sendable {
        let metric: Metric
        let search: SliceSearch
        let shown: [Slice]
    }

    private static let standardTop = 10

    /// Refuses a metric of which it cannot be tested how slices differ, or which of them are the worst.
    private static func check(
        _ name: Located<String>, _ options: SliceSearch.Options, _ call: Call
    ) throws(CommandFailure) {
        guard let known = Catalogue.metric(named: name.value) else { throw Question.unknownMetric(name, call) }
        guard known.hasEqualityTest else {
            throw CommandFailure(
                "E671", call, at: name.span,
                "slices cannot be tested for '\(known.name)': nothing says well enough how far chance moves it",
                help: [
                    "rates such as error-rate or false-positive-rate, brier-score, calibration-in-the-large, mean-score"
                ])
        }
        guard options.onlyBest == nil || SliceSearch.canBePruned(known) else {
            throw CommandFailure(
                "E946", call, at: name.span,
                "slices of '\(known.name)' are not left out: its errors have no limit that shows which cannot be the worst",
                help: ["leave out prune, or ask for a rate"])
        }
    }

    private static func options(_ call: Call) throws(CommandFailure) -> SliceSearch.Options {
        var options = SliceSearch.Options()
        if let support = call.number("support") {
            guard support.value > 0, support.value <= 1 else {
                throw CommandFailure("E673", call, at: support.span, "'support' is a share: above 0 and at most 1")
            }
            options.support = support.value
            // A share that is declared is what was meant.
            options.fewestRows = 1
        }
        if let depth = call.integer("depth") {
            guard (1...8).contains(depth.value) else {
                throw CommandFailure("E673", call, at: depth.span, "'depth' is 1 to 8")
            }
            options.depth = depth.value
        }
        if let redundancy = call.number("redundancy") {
            guard redundancy.value >= 0 else {
                throw CommandFailure("E673", call, at: redundancy.span, "'redundancy' is 0 or more")
            }
            options.redundancy = redundancy.value
        }
        if let alpha = call.number("alpha") {
            guard alpha.value > 0, alpha.value <= 1 else {
                throw CommandFailure("E673", call, at: alpha.span, "'alpha' is above 0 and at most 1")
            }
            options.weightOfError = alpha.value
        }
        if let top = call.integer("top"), top.value < 1 {
            throw CommandFailure("E673", call, at: top.span, "'top' is 1 or more")
        }
        if call.has("prune") {
            guard !call.has("all") else {
                throw CommandFailure(
                    "E673", call, at: call.span(of: "all"), "'all' and 'prune' contradict each other",
                    help: ["prune leaves out most slices; say top N for more of the worst"])
            }
            options.onlyBest = call.integer("top")?.value ?? standardTop
        }
        if let level = call.number("level") { options.level = level.value }
        return options
    }
}
