import Diagnostics
import Evidence
import Interchange
import Metrics
import Probes
import Scenarios
import Statistics
import Tables

/// `probe drift`: windows of time against a baseline.
enum DriftProbe {
    /// The clauses that mean something to it.
    static let clauses =
        ["metric", "by", "baseline", "matured", "tolerance", "cubes", "where", "level", "seed", "to"]
        + (DataClauses.evidence + DataClauses.reading).map(\.word)

    static func run(
        _ call: Call, _ state: SessionState, _ environment: Session.Environment
    ) throws(CommandFailure) -> Report {
        guard call.text("time") != nil || call.has("cubes") else {
            throw CommandFailure(
                "E679", call, at: nil, "which column holds the time?",
                help: [
                    "add time COL per month, time COL where its values are windows themselves, or cubes FILES, one a "
                        + "window"
                ])
        }
        guard let span = call.text("baseline") else {
            throw CommandFailure(
                "E679", call, at: nil, "which windows are compared with?", help: ["add baseline FIRST..LAST"])
        }
        let asked =
            call.has("cubes") ? try ofCubes(call, span) : try ofRows(call, state, span)
        let (search, question, metric, time) = (asked.search, asked.question, asked.metric, asked.time)
        let form = DriftForm(search: search, metric: metric, model: question.model, time: time)
        let footers = question.footers
        let answer = Answer(
            table: form.long, readable: { form.readable(footers) },
            document: { form.document.canonicalText() + "\n" },
            lines: { form.records.map { $0.canonicalText(.compact) + "\n" }.joined() })
        return try answer.report(call, environment, notes: asked.notes)
    }

    /// A search with what it was made of.
    private struct Asked {
        let search: DriftSearch
        let question: Question
        let metric: Metric?
        /// What windows are called.
        let time: String
        let notes: [String]
    }

    private static func ofRows(
        _ call: Call, _ state: SessionState, _ span: Located<String>
    ) throws(CommandFailure) -> Asked {
        let question = try Question(call, state)
        let metric = try metric(call, question)
        let cube = question.builder.cube
        guard let time = question.groupings.first?.last, let place = cube.dimensions.firstIndex(of: time) else {
            preconditionFailure("windows are a key of the question")
        }
        let order = DriftSearch.ordered(cube.levels[place])
        let baseline = try baseline(span, order, call)
        let groupings = question.groupings.map { $0.filter { $0 != time } }.filter { !$0.isEmpty }
        try CommandFailure.throwIfStopped()
        let search = DriftSearch(
            cube, time: time, order: order, baseline: baseline, metric: metric, groupings: groupings,
            context: question.builder.context, options: try options(call, question))
        let missing = cube.rows - search.windows.reduce(0) { $0 + $1.rows }
        var notes = question.notes
        if missing > 0 { notes.append("\(missing.grouped) rows without a time are in no window") }
        return Asked(search: search, question: question, metric: metric, time: time, notes: notes)
    }

    /// One cube a window, called what its file is called.
    private static func ofCubes(_ call: Call, _ span: Located<String>) throws(CommandFailure) -> Asked {
        for clause in ["in", "of", "time"] {
            if let other = call.span(of: clause) {
                throw CommandFailure(
                    "E861", call, at: other, "'\(clause)' says where windows come from, and so does cubes")
            }
        }
        var windows: [(name: String, question: Question)] = []
        for path in try files(call) {
            try CommandFailure.throwIfStopped()
            let cube: EvidenceCube
            do { cube = try CubeFile.read(path.value) } catch { throw CommandFailure(error) }
            let file = path.value.split(separator: "/").last.map(String.init) ?? path.value
            let name = file.hasSuffix(".cube") ? String(file.dropLast(5)) : file
            guard !windows.contains(where: { $0.name == name }) else {
                throw CommandFailure(
                    "E861", call, at: path.span, "two cubes are of the window '\(name)'",
                    help: [
                        "a file is called after its window: 2026-01.cube; cube merge puts cubes of one window together"
                    ])
            }
            windows.append((name, try Question(call, about: cube, named: path.value)))
        }
        let order = DriftSearch.ordered(windows.map(\.name))
        let places = Dictionary(
            windows.enumerated().map { ($0.element.name, $0.offset) }, uniquingKeysWith: { a, _ in a })
        let ordered = order.compactMap { places[$0] }.map { windows[$0] }
        guard let first = ordered.first else {
            throw CommandFailure("E861", call, at: call.span(of: "cubes"), "no cube was found")
        }
        let metric = try metric(call, first.question)
        let baseline = try baseline(span, order, call)
        let context = first.question.builder.context
        let options = try options(call, first.question)
        let search: DriftSearch?
        do {
            search = try DriftSearch(
                windows: ordered.map { ($0.name, $0.question.builder.cube) }, baseline: baseline, metric: metric,
                groupings: first.question.groupings, context: context, options: options)
        } catch { throw CommandFailure(error) }
        guard let search else { preconditionFailure("there is a window") }
        return Asked(
            search: search, question: first.question, metric: metric, time: "window",
            notes: ordered.flatMap(\.question.notes))
    }

    /// The files that `cubes` names, by name or by pattern.
    private static func files(_ call: Call) throws(CommandFailure) -> [Located<String>] {
        var files: [Located<String>] = []
        for name in call.list("cubes") {
            guard let pattern = PathPattern(name.value) else {
                files.append(name)
                continue
            }
            do { files += try pattern.matches().map { Located($0, at: name.span) } } catch {
                throw CommandFailure(error)
            }
        }
        return files
    }

    private static func options(_ call: Call, _ question: Question) throws(CommandFailure) -> DriftSearch.Options {
        var options = DriftSearch.Options(alpha: 1 - question.builder.context.level)
        for (clause, key) in [("matured", \DriftSearch.Options.matured), ("tolerance", \.tolerance)] {
            guard let share = call.number(clause) else { continue }
            guard (0...1).contains(share.value) else {
                throw CommandFailure("E862", call, at: share.span, "'\(clause)' is a share: 0 to 1")
            }
            options[keyPath: key] = share.value
        }
        return options
    }

    private static func metric(_ call: Call, _ question: Question) throws(CommandFailure) -> Metric? {
        guard let name = try ProbeCommand.onlyMetric(call) else { return nil }
        return try question.metric(named: name, call)
    }

    private static func baseline(
        _ span: Located<String>, _ order: [String], _ call: Call
    ) throws(CommandFailure) -> Set<String> {
        guard let dots = span.value.firstRange(of: "..") else {
            guard order.contains(span.value) else { throw unknown(span.value, span, order, call) }
            return [span.value]
        }
        let (first, last) = (String(span.value[..<dots.lowerBound]), String(span.value[dots.upperBound...]))
        guard let start = order.firstIndex(of: first) else { throw unknown(first, span, order, call) }
        guard let end = order.firstIndex(of: last) else { throw unknown(last, span, order, call) }
        guard start <= end else {
            throw CommandFailure(
                "E679", call, at: span.span, "'\(first)' comes after '\(last)'", help: ["write FIRST..LAST"])
        }
        return Set(order[start...end])
    }

    private static func unknown(
        _ name: String, _ span: Located<String>, _ order: [String], _ call: Call
    ) -> CommandFailure {
        CommandFailure(
            "E679", call, at: span.span, "no row is in the window '\(name)'",
            help: ["windows: " + order.prefix(12).joined(separator: ", ") + (order.count > 12 ? ", …" : "")])
    }
}
