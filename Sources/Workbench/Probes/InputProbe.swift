import Diagnostics
import Interchange
import Probes
import Scenarios
import Statistics
import Tables

/// `probe inputs`: what a model is given, and what reasons are given for its decisions, group by group.
enum InputProbe {
    /// The clauses that this probe and that of legibility have.
    static let declared = [
        CommandDeclaration.Clause(
            "longest", .integer, hint: "N", summary: "inputs: texts of N characters or more count as cut"),
        CommandDeclaration.Clause(
            "script", .name, hint: "COL", summary: "the column that names the script of a text: Ethi, Latn, Arab+Latn"),
        CommandDeclaration.Clause(
            "reasons", .name, hint: "COL", summary: "inputs: the column of the reason given for a decision"),
        CommandDeclaration.Clause(
            "other", .list, hint: "VALUES", summary: "reasons that say nothing; other and Other if not said"),
    ]

    static let examples = [
        CommandDeclaration.Example("probe inputs in loans.csv features gender, age by region"),
        CommandDeclaration.Example(
            "probe inputs in messages.csv text text script script longest 30 reasons reason by language"),
    ]

    /// The clauses that mean something to it.
    static let clauses =
        declared.map(\.word) + ["text", "home", "features", "by", "of", "in", "where", "level", "seed", "to"]
        + DataClauses.reading.map(\.word)

    static func run(
        _ call: Call, _ state: SessionState, _ environment: Session.Environment
    ) throws(CommandFailure) -> Report {
        let features = call.list("features")
        let (text, reasons, script) = (name("text", call), name("reasons", call), name("script", call))
        guard !features.isEmpty || text != nil || reasons != nil else {
            throw CommandFailure(
                "E902", call, at: nil, "which inputs are looked at?",
                help: ["add features COLS, text COL, or reasons COL"])
        }
        for (place, feature) in features.enumerated()
        where features.prefix(place).contains(where: { $0.value == feature.value }) {
            throw CommandFailure("E604", call, at: feature.span, "'\(feature.value)' stands twice in one question")
        }
        if text == nil, let span = call.span(of: "longest") ?? call.span(of: "script") {
            throw CommandFailure("E902", call, at: span, "this is asked of texts", help: ["add text COL"])
        }
        if let longest = call.integer("longest"), longest.value < 1 {
            throw CommandFailure("E673", call, at: longest.span, "'longest' is 1 or more")
        }
        if reasons == nil, let span = call.span(of: "other") {
            throw CommandFailure("E902", call, at: span, "'other' names reasons", help: ["add reasons COL"])
        }
        let level = try Question.level(call)
        let read = try TextRows(
            call, state, categories: features + [text, reasons, script].compactMap { $0 })
        try CommandFailure.throwIfStopped()
        var columns = try self.features(features, read, call)
        if let text { columns.append(try self.text(text, script, read, call)) }
        let quality = InputQuality(columns, rows: read.rows.count, groups: read.groups, level: level)
        let codes = try reasons.map { reasons throws(CommandFailure) in
            let column = try read.rows.category(reasons, call)
            let others = call.list("other").map(\.value)
            return ReasonCodes(
                levels: column.levels, codes: column.codes, others: Set(others.isEmpty ? ["other", "Other"] : others),
                groups: read.groups, level: level, seed: UInt64(call.integer("seed")?.value ?? 0))
        }
        let form = InputForm(quality: quality, reasons: codes, reasonColumn: reasons?.value)
        let answer = Answer(
            table: form.long, readable: { form.readable }, document: { form.document.canonicalText() + "\n" },
            lines: { form.records.map { $0.canonicalText(.compact) + "\n" }.joined() })
        return try answer.report(call, environment, notes: read.rows.notes)
    }

    private static func name(_ clause: String, _ call: Call) -> Located<String>? {
        call.text(clause).map { Located($0.value, at: $0.span) }
    }

    private static func features(
        _ features: [Located<String>], _ read: TextRows, _ call: Call
    ) throws(CommandFailure) -> [InputQuality.Column] {
        let home =
            try features.isEmpty
            ? nil
            : call.text("home").map { file throws(CommandFailure) in
                try TextRows.home(file, features.map(\.value))
            }
        var columns: [InputQuality.Column] = []
        for feature in features {
            let column = try read.rows.category(feature, call)
            columns.append(
                InputQuality.Column(
                    feature.value, levels: column.levels, codes: column.codes,
                    home: home?.category(feature.value).map { Set($0.levels) }))
        }
        return columns
    }

    private static func text(
        _ text: Located<String>, _ script: Located<String>?, _ read: TextRows, _ call: Call
    ) throws(CommandFailure) -> InputQuality.Column {
        let texts = try read.rows.category(text, call)
        var scripts: [[String]] = texts.codes.map { _ in [] }
        if let script {
            let column = try read.rows.category(script, call)
            let named = column.levels.map { WritingSystem.scripts(named: $0) }
            if let place = named.firstIndex(of: []) {
                throw CommandFailure(
                    "E902", call, at: script.span, "'\(column.levels[place])' names no script that is known here",
                    help: ["scripts: " + WritingSystem.codes.joined(separator: ", ")])
            }
            scripts = column.codes.map { $0 == CategoryColumn.missing ? [] : named[Int($0)] }
        }
        return InputQuality.Column(
            text.value, levels: texts.levels, codes: texts.codes, longest: call.integer("longest")?.value,
            scripts: scripts)
    }
}

/// Faults of inputs and reasons, as tables and records.
struct InputForm {
    let quality: InputQuality
    let reasons: ReasonCodes?
    let reasonColumn: String?

    var records: [JSONValue] { quality.records + (reasons?.records ?? []) }

    var document: JSONValue {
        [
            "estimates": .array(quality.records), "kigezo": 1, "kind": "inputs",
            "reasons": reasons.map { .array($0.records) } ?? .null,
        ]
    }

    /// Everything as lines of one table.
    private var lines: [(column: String, what: String, group: GroupKey, share: Estimate, gap: Estimate?, p: Double?)] {
        quality.figures.map { ($0.column, $0.fault.rawValue, $0.group, $0.share, $0.gap, $0.adjustedPValue) }
            + (reasons?.groups.flatMap { group in
                [
                    (reasonColumn ?? "", "has a reason", group.key, group.coverage, nil, nil),
                    (reasonColumn ?? "", "reason says nothing", group.key, group.others, nil, nil),
                ]
            } ?? [])
    }

    private func name(_ key: GroupKey) -> String {
        key.isOverall ? "everybody" : key.levels.map { "\($0.dimension)=\($0.name)" }.joined(separator: " & ")
    }

    var long: ResultTable {
        ResultTable(
            columns: [
                .init("column"), .init("what"), .init("group"), .init("n", .number), .init("share", .number),
                .init("lower", .number), .init("upper", .number), .init("gap", .number),
                .init("gap-lower", .number), .init("gap-upper", .number), .init("adjusted-p", .number),
            ],
            rows: lines.map { line in
                [
                    .text(line.column), .text(line.what), .text(name(line.group)), .integer(line.share.n),
                    EstimateTable.number(line.share.number), EstimateTable.number(line.share.interval?.lower),
                    EstimateTable.number(line.share.interval?.upper), EstimateTable.number(line.gap?.number),
                    EstimateTable.number(line.gap?.interval?.lower), EstimateTable.number(line.gap?.interval?.upper),
                    EstimateTable.number(line.p),
                ]
            })
    }

    var readable: ResultTable {
        // Faults that nobody has need no line a group.
        let lines = lines.filter { line in
            line.group.isOverall
                || self.lines.contains {
                    $0.column == line.column && $0.what == line.what && ($0.share.number ?? 0) > 0
                }
        }
        return ResultTable(
            columns: [
                .init("column"), .init("what"), .init("group"), .init("share", .number), .init("interval"),
                .init("gap", title: "than the others", .number), .init("adjusted-p", title: "adjusted p", .number),
            ],
            rows: lines.map { line in
                [
                    .text(line.column), .text(line.what), .text(name(line.group)),
                    EstimateTable.number(line.share.number),
                    EstimateTable.interval(line.share),
                    line.gap.map { EstimateTable.change($0.number) } ?? .empty(shown: ""),
                    line.p.map { EstimateTable.pValue($0) } ?? .empty(shown: ""),
                ]
            }, footers: remarks)
    }

    private var remarks: [String] {
        var footers = ["shares are of rows with a value, but for missing; p-values are adjusted for all of them"]
        for group in reasons?.groups ?? [] {
            guard let distance = group.distance, let chance = group.distanceByChance, let p = group.adjustedPValue,
                p <= 0.05
            else { continue }
            footers.append(
                "\(TerminalText.safe(name(group.key))) gets other reasons than everybody else: \(NumberText.percent(distance)) "
                    + "of them would have to change (by chance \(NumberText.percent(chance))), adjusted p "
                    + (p < 0.001 ? "< 0.001" : "= " + NumberText.rounded(p)))
        }
        return footers
    }
}
