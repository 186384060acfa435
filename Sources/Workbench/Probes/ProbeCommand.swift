import Diagnostics
import Evidence
import Interchange
import Metrics
import Probes
import Scenarios
import Statistics
import Tables

/// `probe`: looks for what averages hide.
enum ProbeCommand {
    enum Kind: String, CaseIterable {
        case slices, counterfactual, proxy, drift, transfer, representation, thresholds, inputs, legibility

        /// The clauses that mean something to it.
        var clauses: [String] {
            switch self {
            case .slices:
                ["metric", "by", "support", "depth", "redundancy", "top", "all", "where", "level", "to"]
                    + (DataClauses.evidence + DataClauses.reading).map(\.word)
            case .counterfactual: CounterfactualProbe.clauses
            case .proxy: ProxyProbe.clauses
            case .drift: DriftProbe.clauses
            case .transfer: TransferProbe.clauses
            case .representation: RepresentationProbe.clauses
            case .thresholds: ThresholdProbe.clauses
            case .inputs: InputProbe.clauses
            case .legibility: LegibilityProbe.clauses
            }
        }
    }

    static func run(
        _ call: Call, _ state: inout SessionState, _ environment: Session.Environment
    ) throws(CommandFailure) -> Report {
        guard let kind = call.text("kind").flatMap({ Kind(rawValue: $0.value) }) else {
            throw CommandFailure(
                "E670", call, at: nil, "which probe?", help: Kind.allCases.map { "probe \($0.rawValue)" })
        }
        for clause in call.clauses where !kind.clauses.contains(clause.name) {
            throw CommandFailure(
                "E676", call, at: clause.span, "'\(clause.name)' means nothing to 'probe \(kind.rawValue)'",
                help: ["it takes: " + kind.clauses.joined(separator: ", ")])
        }
        switch kind {
        case .slices: return try slices(call, state, environment)
        case .counterfactual: return try CounterfactualProbe.run(call, environment)
        case .proxy: return try ProxyProbe.run(call, state, environment)
        case .drift: return try DriftProbe.run(call, state, environment)
        case .transfer: return try TransferProbe.run(call, state, environment)
        case .representation: return try RepresentationProbe.run(call, state, environment)
        case .thresholds: return try ThresholdProbe.run(call, state, environment)
        case .inputs: return try InputProbe.run(call, state, environment)
        case .legibility: return try LegibilityProbe.run(call, state, environment)
        }
    }

    private static func slices(
        _ call: Call, _ state: SessionState, _ environment: Session.Environment
    ) throws(CommandFailure) -> Report {
        let options = try options(call)
        guard !call.list("by").isEmpty else {
            throw CommandFailure(
                "E670", call, at: nil, "which groups are slices made of?", help: ["add by COLS"])
        }
        guard let name = call.text("metric") else {
            throw CommandFailure("E670", call, at: nil, "which rate is looked at?", help: ["add metric METRIC"])
        }
        guard let known = Catalogue.metric(named: name.value) else { throw Question.unknownMetric(name, call) }
        guard case .proportion = known.definition, known.name != "share" else {
            throw CommandFailure(
                "E671", call, at: name.span, "slices are searched for rates, and '\(known.name)' is none",
                help: ["rates: accuracy, error-rate, selection-rate, false-positive-rate, …"])
        }
        let question = try Question(call, state)
        guard let metric = Catalogue.metric(named: name.value, binary: question.classes.isBinary),
            metric.fits(binary: question.classes.isBinary), question.outcome.onlyClass == nil
        else {
            throw CommandFailure(
                "E611", call, at: name.span, "'\(known.name)' needs a label with a positive value",
                help: ["add positive VALUE"])
        }
        try question.requireClass(of: metric, call, at: name.span)
        guard question.builder.cube.header.weights.isSummed == false else {
            throw CommandFailure(
                "E671", call, at: call.span(of: "weight"), "slices are searched among rows without weights")
        }
        var columns: [String] = []
        for column in question.groupings.flatMap({ $0 }) where !columns.contains(column) { columns.append(column) }
        try CommandFailure.throwIfStopped()
        let favourable = question.builder.context.favourablePositive
        guard
            let search = SliceSearch(
                question.builder.cube, metric, favourablePositive: favourable, columns: columns,
                options: options)
        else {
            throw CommandFailure(
                "E672", call, at: call.span(of: "support"),
                "there are more than \(SliceSearch.sliceLimit.grouped) slices with so many rows",
                help: ["raise support, or lower depth"])
        }
        let shown =
            call.has("all")
            ? search.byScore
            : search.worst(
                side: metric.worseSide(favourablePositive: favourable), atMost: call.integer("top")?.value ?? 10)
        let model = question.model
        let answer = Answer(
            table: SliceForm.long(shown, metric),
            readable: {
                SliceForm.readable(
                    shown, metric, footers: footers(search, shown, options, call) + question.footers)
            },
            document: { search.document(of: shown, metric: metric.name, model: model).canonicalText() + "\n" },
            lines: {
                shown.map { $0.record(metric: metric.name, model: model).canonicalText(.compact) + "\n" }.joined()
            })
        return try answer.report(call, environment, notes: question.notes)
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
        if let level = call.number("level") { options.level = level.value }
        return options
    }

    private static func footers(
        _ search: SliceSearch, _ shown: [Slice], _ options: SliceSearch.Options, _ call: Call
    ) -> [String] {
        var lines = [
            "\(search.slices.count.grouped) slices of \(search.fewestRows.grouped) rows or more were searched; "
                + "p-values are adjusted for all of them (Benjamini–Hochberg)"
        ]
        if !call.has("all") {
            let redundant = search.slices.count { $0.isRedundant }
            lines.append(
                "shown: \(shown.count) that are worse, with adjusted p ≤ 0.05, and not redundant "
                    + "(\(redundant.grouped) are); `all` shows every slice")
        }
        if let overall = search.overall.number {
            lines.append("everybody: \(NumberText.rounded(overall)) of \(search.overall.n.grouped)")
        }
        lines.append(
            search.isConfirmed
                ? "searched among half of the clusters; confirmed in the other half (Holm)"
                : "found and measured in the same rows: add cluster COL to confirm in the half that is not searched")
        return lines
    }
}
