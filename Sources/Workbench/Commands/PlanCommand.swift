import Diagnostics
import Interchange
import Localization
import Metrics
import Scenarios
import Statistics
import Storage
import Tables

/// `plan`: what the rows of a scenario can decide, before any label is read.
enum PlanCommand {
    static func run(
        _ call: Call, _ state: inout SessionState, _ environment: Session.Environment
    ) throws(CommandFailure) -> Report {
        guard let path = call.text("scenario") else {
            throw CommandFailure("E660", call, at: nil, "which scenario?", help: ["plan SCENARIO"])
        }
        let assumptions = try assumptions(call)
        let scenario = try RunCommand.load(path.value, call)
        guard !scenario.gates.isEmpty else {
            throw CommandFailure(
                [
                    call.diagnostic(
                        "E662", at: path.span, "the scenario declares no gate, so there is nothing to plan",
                        help: ["add gates: to \(ScenarioFile.fileName)"])
                ], exitStatus: .nothingSelected)
        }
        let plan: ScenarioPlan
        do {
            plan = try ScenarioPlan(
                scenario, assumptions: assumptions, rollUps: rollUps(scenario, call, environment))
        } catch { throw CommandFailure(error) }
        let answer = Answer(
            table: table(plan), document: { document(plan).canonicalText() + "\n" },
            lines: { plan.gates.map { record($0).canonicalText(.compact) + "\n" }.joined() })
        var report = try answer.report(call, environment, notes: [TerminalText.safe(plan.accounting)])
        report.exitStatus = plan.isDecidable ? .success : .undecided
        return report
    }

    private static func assumptions(_ call: Call) throws(CommandFailure) -> PlanningAssumptions {
        var assumptions = PlanningAssumptions()
        let open: [(String, WritableKeyPath<PlanningAssumptions, Double>)] = [
            ("base-rate", \.baseRate), ("rate", \.rate), ("power", \.power), ("discordance", \.discordance),
        ]
        for (clause, path) in open {
            guard let number = call.number(clause) else { continue }
            guard number.value > 0, number.value < 1 else {
                throw CommandFailure("E663", call, at: number.span, "'\(clause)' lies between 0 and 1")
            }
            assumptions[keyPath: path] = number.value
        }
        if let number = call.number("correlation") {
            guard (0...1).contains(number.value) else {
                throw CommandFailure("E663", call, at: number.span, "'correlation' is 0 to 1")
            }
            assumptions.correlation = number.value
        }
        if let number = call.number("label-coverage") {
            guard number.value > 0, number.value <= 1 else {
                throw CommandFailure("E663", call, at: number.span, "'label-coverage' is above 0 and at most 1")
            }
            assumptions.labelCoverage = number.value
        }
        return assumptions
    }

    /// The levels above columns of regions that the place's pack knows.
    private static func rollUps(
        _ scenario: Scenario, _ call: Call, _ environment: Session.Environment
    ) -> [ScenarioPlan.RollUp] {
        // Without packs groups are planned as they stand in the data.
        guard case .code(let code) = scenario.place?.value,
            let folder = try? LocaleFolder.find(explicit: call.text("locales")?.value ?? environment.localesOption),
            let pack = try? PlacePack.load(
                code, from: folder, digest: { SHA256.hexadecimal(SHA256.digest(of: $0)) })
        else { return [] }
        var rollUps: [ScenarioPlan.RollUp] = []
        for group in scenario.data.groups where group.kind == "region" {
            let own = pack.regions.first { $0.level == group.levels } ?? pack.regions.first { $0.parent != nil }
            var level = own?.level
            while let current = level,
                let parent = pack.regions.first(where: { $0.level == current })?.parent,
                let above = pack.regions.first(where: { $0.code == parent })
            {
                let target = above.level
                rollUps.append(
                    ScenarioPlan.RollUp(column: group.column.value, level: target) { name in
                        var region = pack.region(name)
                        while let current = region, current.level != target {
                            region = current.parent.flatMap { code in pack.regions.first { $0.code == code } }
                        }
                        return region?.names["en"]
                    })
                level = target == current ? nil : target
            }
        }
        return rollUps
    }

    // MARK: Forms

    private static func table(_ plan: ScenarioPlan) -> ResultTable {
        let rows = plan.gates.map { gate -> [ResultTable.Cell] in
            [
                .text(gate.gate), .text(gate.metric), .text(gate.level ?? gate.by.joined(separator: " × ")),
                .text(gate.group.isOverall ? "everybody" : gate.group.levels.map(\.name).joined(separator: ", ")),
                .integer(gate.rows), cell(gate.expected) { "\(Int($0.rounded()).grouped)" },
                cell(gate.detectable) { NumberText.rounded($0) },
                cell(gate.passes) { limit(gate, $0, passes: true) },
                cell(gate.fails) { limit(gate, $0, passes: false) },
                .text(word(gate.state)),
                {
                    if case .tooFewRows(let needed?) = gate.state { return .integer(needed) }
                    return .empty(shown: "")
                }(),
            ]
        }
        let assumed = plan.assumptions
        var footers = [
            "\(plan.rows.grouped) rows · no label, decision or score was read",
            "assumed: base rate \(Spelling.number(assumed.baseRate)), common rate \(Spelling.number(assumed.rate)), "
                + "labels for \(Spelling.number(assumed.labelCoverage * 100)) % of rows; "
                + "decided with probability \(Spelling.number(assumed.power))",
        ]
        if let least = plan.gates.compactMap(\.discordance).min() {
            footers.append(
                "two models on the same rows: \(Spelling.number(assumed.discordance * 100)) % of them assumed to be decided "
                    + "differently; with no difference, gates pass everywhere up to \(NumberText.rounded(least * 100)) %"
            )
        }
        if plan.gates.contains(where: { $0.state == .notPlanned(.windows) }) {
            footers.append(
                "not planned: changes since the baseline of probes.drift, as rows are not told apart by time")
        }
        if !plan.knowsEarlierRows,
            plan.gates.contains(where: { $0.comparison.hasSuffix("change") && $0.state != .notPlanned(.windows) })
        {
            footers.append("changes: the earlier assessment is assumed to have had as many rows")
        }
        if let perCluster = plan.rowsPerCluster, plan.designEffect > 1 {
            footers.append(
                "\(NumberText.rounded(perCluster)) rows a cluster: variances are expected to be "
                    + "\(NumberText.rounded(plan.designEffect)) times those of independent rows")
        }
        if plan.gates.contains(where: { $0.state == .notPlanned(.notARate) }) {
            footers.append("not planned: figures that are no rates and no areas under the curve")
        }
        return ResultTable(
            columns: [
                .init("gate"), .init("metric"), .init("by"), .init("group"), .init("rows", .number),
                .init("counts", title: "in the figure", .number),
                .init("detectable", title: "smallest gap seen", .number),
                .init("passes", title: "passes if", .number), .init("fails", title: "fails if", .number),
                .init("can-decide", title: "can decide"), .init("rows-needed", title: "rows needed", .number),
            ], rows: rows, footers: footers)
    }

    private static func cell(_ value: Double?, _ shown: (Double) -> String) -> ResultTable.Cell {
        value.map { .number($0, shown: shown($0)) } ?? .empty(shown: "—")
    }

    private static func limit(_ gate: GatePlan, _ value: Double, passes: Bool) -> String {
        let number = NumberText.rounded(value)
        switch gate.scale {
        case .gap: return passes ? "gap ≤ \(number)" : "gap ≥ \(number)"
        case .ratio, .value:
            let isFloor = (gate.passes ?? 1) >= (gate.fails ?? 0)
            return "\(gate.scale == .ratio ? "ratio" : "value") \(passes == isFloor ? "≥" : "≤") \(number)"
        }
    }

    private static func word(_ state: GatePlan.State) -> String {
        switch state {
        case .decidable: "yes"
        case .tooFewRows: "no"
        case .notPlanned(let reason): reason.rawValue
        }
    }

    private static func record(_ gate: GatePlan) -> JSONValue {
        func number(_ value: Double?) -> JSONValue { value.map { .number($0) } ?? .null }
        var needed: JSONValue = .null
        if case .tooFewRows(let rows?) = gate.state { needed = .integer(rows) }
        return [
            "by": .array(gate.by.map { .string($0) }), "can-decide": .string(word(gate.state)),
            "comparison": .string(gate.comparison), "counts": number(gate.expected),
            "counts-in-reference": number(gate.expectedInReference), "detectable": number(gate.detectable),
            "discordance": number(gate.discordance), "fails": number(gate.fails), "gate": .string(gate.gate),
            "group": EstimateJSON.group(gate.group),
            "level": gate.level.map { .string($0) } ?? .null, "metric": .string(gate.metric),
            "passes": number(gate.passes), "rows": .integer(gate.rows), "rows-needed": needed,
            "scale": .string(gate.scale.rawValue),
        ]
    }

    private static func document(_ plan: ScenarioPlan) -> JSONValue {
        [
            "assumptions": [
                "base-rate": .number(plan.assumptions.baseRate), "correlation": .number(plan.assumptions.correlation),
                "discordance": .number(plan.assumptions.discordance),
                "label-coverage": .number(plan.assumptions.labelCoverage), "power": .number(plan.assumptions.power),
                "rate": .number(plan.assumptions.rate),
            ],
            "design-effect": .number(plan.designEffect), "gates": .array(plan.gates.map(record)), "kigezo": 1,
            "kind": "plan", "minimum-group": .integer(plan.minimumGroup), "rows": .integer(plan.rows),
            "rows-per-cluster": plan.rowsPerCluster.map { .number($0) } ?? .null,
            "scenario": .string(plan.scenario),
        ]
    }
}
