import Diagnostics
import Evidence
import Foundation
import Interchange
import Scenarios
import Storage
import Tables

/// `cube`: makes, combines and shows cube files.
enum CubeCommand {
    /// What can be done with cubes.
    enum Action: String, CaseIterable {
        case build, merge, subtract, project, show, sql, `import`

        /// How many cube files it takes.
        var fileCount: ClosedRange<Int> {
            switch self {
            case .build, .sql: 0...0
            case .merge: 2...Int.max
            case .subtract: 2...2
            case .project, .show, .import: 1...1
            }
        }

        /// The clauses that mean something to it.
        var clauses: [String] {
            switch self {
            case .build:
                (DataClauses.evidence + DataClauses.other).map(\.word) + [
                    "by", "class-scores", "stages", "scores-by", "where", "model", "site",
                    "window", "as-of", "out",
                ] + DataClauses.reading.map(\.word)
            case .merge: ["disjoint", "out", "force"]
            case .subtract: ["out", "force"]
            case .project: ["by", "per", "out", "force"]
            case .show: ["cells", "to"]
            case .sql:
                [
                    "dialect", "from", "in", "label", "positive", "prediction", "class-scores", "against",
                    "against-score", "stages", "score", "threshold", "favourable", "weight", "weights", "errors",
                    "substitutions", "deletions", "insertions", "length", "unit",
                    "outcome",
                    "largest", "score-grid", "time", "per", "zone", "cluster", "by", "scores-by", "where",
                    "model",
                    "site", "window", "as-of", "sha256",
                ]
            case .import: ["out", "force"]
            }
        }

        /// How it is written.
        var usage: String {
            switch self {
            case .build: "cube build in FILE label COL [by COLS] out CUBE"
            case .merge: "cube merge CUBE CUBE… out CUBE"
            case .subtract: "cube subtract WHOLE PART out CUBE"
            case .project: "cube project CUBE by COLS out CUBE"
            case .show: "cube show CUBE"
            case .sql: "cube sql dialect ENGINE from TABLE label COL [by COLS]"
            case .import: "cube import COUNTS out CUBE"
            }
        }
    }

    static func run(
        _ call: Call, _ state: inout SessionState, _ environment: Session.Environment
    ) throws(CommandFailure) -> Report {
        guard let action = call.text("action").flatMap({ Action(rawValue: $0.value) }) else {
            throw CommandFailure("E744", call, at: nil, "what is to be done with the cubes?")
        }
        let paths = call.texts("cubes")
        guard action.fileCount.contains(paths.count) else {
            let surplus = paths.count > action.fileCount.upperBound ? paths.last?.span : nil
            throw CommandFailure(
                "E744", call, at: surplus ?? call.span(of: "action"),
                "'cube \(action.rawValue)' does not take \(paths.count) files", help: [action.usage])
        }
        for clause in call.clauses where !action.clauses.contains(clause.name) {
            throw CommandFailure(
                "E745", call, at: clause.span, "'\(clause.name)' means nothing to 'cube \(action.rawValue)'",
                help: ["it takes: " + action.clauses.joined(separator: ", ")])
        }
        switch action {
        case .build: return try build(call, state)
        case .merge:
            var result = try read(paths[0])
            for path in paths.dropFirst() {
                let next = try read(path)
                result = try attempt(call, at: path.span) { () throws(CubeError) in
                    try result.merging(next, assumingDisjoint: call.has("disjoint"))
                }
            }
            return try write(result, call, inputs: paths.map(\.value))
        case .subtract:
            let (whole, part) = (try read(paths[0]), try read(paths[1]))
            let rest = try attempt(call, at: paths[1].span) { () throws(CubeError) in try whole.subtracting(part) }
            return try write(rest, call, inputs: paths.map(\.value))
        case .project:
            var result = try read(paths[0])
            // The stages are a key as others are, though their decisions stand in several.
            var names = call.list("by").flatMap { name in
                name.value == DecisionStage.dimension && !result.header.stages.isEmpty
                    ? result.header.stages.map(\.decision.name) : [name.value]
            }
            if let unit = ToldColumns.unit(call) {
                result = try attempt(call, at: call.span(of: "per")) { () throws(CubeError) in
                    try result.coarseningTime(to: unit)
                }
                if let name = result.dimension(ofTimePer: unit), !names.contains(name) { names.append(name) }
            }
            result = try attempt(call, at: call.span(of: "by")) { () throws(CubeError) in
                try result.projecting(to: names)
            }
            return try write(result, call, inputs: paths.map(\.value))
        case .show: return try show(try read(paths[0]), call, environment)
        case .sql: return try sql(call)
        case .import: return try importing(paths[0], call)
        }
    }

    // MARK: Actions

    private static func build(_ call: Call, _ state: SessionState) throws(CommandFailure) -> Report {
        if let file = call.text("in"), state.dataset(file.value) == nil, try isCube(file.value) {
            throw CommandFailure(
                "E744", call, at: file.span, "'\(file.value)' is a cube already", help: ["cube show \(file.value)"])
        }
        let window = try window(call)
        let call = try OtherModel.resolved(call)
        let question = try Question(call, state)
        let (roles, counted) = (question.roles, question.builder.cube)
        let filter = call.expression("where")?.value.description
        let isMeasured = question.outcome.onlyClass != nil
        let header = CubeHeader(
            model: call.text("model")?.value ?? question.model,
            label: isMeasured ? counted.header.label : roles.label ?? "",
            outcome: question.outcome, favourable: roles.favourable, prediction: roles.prediction,
            scores: counted.header.scores, scoreGrid: counted.header.scoreGrid,
            scoreMargins: counted.header.scoreMargins, scoresByDecision: counted.header.scoresByDecision,
            // A threshold decides nothing where the decisions have a column of their own.
            threshold: roles.prediction == nil ? roles.threshold : nil,
            againstScore: counted.header.againstScore, stages: question.stages,
            weights: roles.weightKind, weight: roles.weight, told: question.told?.dimensions ?? [],
            timeZone: call.text("zone")?.value,
            asOf: call.text("as-of")?.value, filter: filter,
            provenance: [
                CubeProvenance(site: call.text("site")?.value, window: window, filter: filter, sha256: question.sha256)
            ])
        let cube = try attempt(call, at: nil) { () throws(CubeError) in try counted.with(header: header) }
        var report = try write(
            cube, call, inputs: ["in", "predictions", "against-predictions"].compactMap { call.text($0)?.value })
        report.notes = question.notes + warnings(cube) + report.notes
        return report
    }

    /// A cube with nearly as many cells as rows hides nobody (METHODS §1.1).
    static func warnings(_ cube: EvidenceCube) -> [String] {
        let cells = cube.cells.tables.reduce(0) { $0 + $1.cells.count }
        guard cells > cube.rows / 4 else { return [] }
        return [
            "warning: \(cells.grouped) cells for \(cube.rows.grouped) rows: many hold one row and can point to a person;"
                + " leave out score or some keys before sharing the cube"
        ]
    }

    static func show(
        _ cube: EvidenceCube, _ call: Call, _ environment: Session.Environment
    ) throws(CommandFailure) -> Report {
        let document = try attempt(call, at: nil) { () throws(CubeError) in try CubeJSON.document(cube) }
        let lines = document["cells"]?["decisions"]?.elements ?? []
        let answer = Answer(
            table: call.has("cells") ? CubeTable.cells(cube) : CubeTable.properties(document, cube),
            document: { document.canonicalText() + "\n" },
            lines: { lines.map { $0.canonicalText(.compact) + "\n" }.joined() })
        return try answer.report(call, environment)
    }

    // MARK: Files

    private static func read(_ path: Located<String>) throws(CommandFailure) -> EvidenceCube {
        do { return try CubeFile.read(path.value) } catch { throw CommandFailure(error) }
    }

    static func write(
        _ cube: EvidenceCube, _ call: Call, inputs: [String]
    ) throws(CommandFailure) -> Report {
        guard let out = call.text("out") else {
            throw CommandFailure("E744", call, at: nil, "no file to write is named", help: ["add out CUBE"])
        }
        // Whatever is forced, what was read is not written over.
        if inputs.contains(where: { resolved($0) == resolved(out.value) }) {
            throw CommandFailure(
                [
                    call.diagnostic(
                        "E747", at: out.span, "'\(out.value)' is read by this command", help: ["choose another name"])
                ],
                exitStatus: .cannotCreate)
        }
        let document: JSONValue
        do {
            document = try CubeJSON.document(cube, includingCells: false)
            try CubeFile.write(cube, to: out.value, replaceExisting: call.has("force"))
        } catch { throw CommandFailure(error) }
        func number(_ name: String) -> String { (document["size"]?[name]?.integerValue ?? 0).grouped }
        return Report(
            "  \(TerminalText.safe(out.value)): \(number("rows")) rows · \(number("combinations")) combinations"
                + " · \(number("bytes")) bytes · sha256 \(document["digest"]?.text?.prefix(8) ?? "")…\n")
    }

    /// The path with links followed, to see whether two names are one file.
    private static func resolved(_ path: String) -> String { URL(fileURLWithPath: path).resolvingSymlinksInPath().path }

    /// What cubes refuse is told with the caret under the word that asked for it.
    private static func attempt<Result>(
        _ call: Call, at span: TextSpan?, _ body: () throws(CubeError) -> Result
    ) throws(CommandFailure) -> Result {
        do { return try body() } catch {
            var span = span
            if case .unknownDimension(let name, _) = error {
                span = call.list("by").first { $0.value == name }?.span ?? span
            }
            throw CommandFailure(
                error.diagnostics.map {
                    call.diagnostic($0.code, at: span ?? call.commandSpan, $0.message, help: $0.help)
                }, exitStatus: error.exitStatus)
        }
    }

    /// Whether the file at `path` is a cube, whatever its name.
    static func isCube(_ path: String) throws(CommandFailure) -> Bool {
        do { return try CubeFile.isCube(path) } catch { throw CommandFailure(error) }
    }
}
