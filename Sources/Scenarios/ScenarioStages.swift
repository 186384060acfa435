import Diagnostics
import Evidence
import Metrics
import Statistics
import Tables

/// What a scenario says of the stages behind a model: columns beside the model's decisions (DESIGN §3).
extension ScenarioInputs {
    /// The columns to read for the stages of a model; each is a key of the model's counts.
    static func stageRequests(_ model: Scenario.ModelDeclaration) -> [ColumnRequest] {
        model.stages.map { stage in
            ColumnRequest(stage.decision.decision.name, from: stage.column.value, by: .verbatim)
        }
    }

    /// The columns of what was decided at each stage.
    static func stageColumns(
        _ model: Scenario.ModelDeclaration, _ table: Table
    ) throws(ScenarioFailure) -> [CategoryColumn] {
        var columns: [CategoryColumn] = []
        for stage in model.stages {
            guard let column = table.category(stage.decision.decision.name) else { throw missing(stage.column) }
            columns.append(column)
        }
        return columns
    }

    /// The same, row by row of the data.
    static func stageDimensions(
        _ model: Scenario.ModelDeclaration, _ table: Table, _ join: RowJoin?
    ) throws(ScenarioFailure) -> [EvidenceRows.Dimension] {
        try stageColumns(model, table).map { column in
            EvidenceRows.Dimension(
                name: column.name, levels: column.levels,
                codes: join.map { join in
                    join.otherRows.map { $0 < 0 ? CategoryColumn.missing : column.codes[$0] }
                } ?? column.codes)
        }
    }

    /// Refuses stages of which no decision is a class of the label, and tells of decisions that are none.
    static func stageRemarks(
        _ cube: EvidenceCube, _ model: Scenario.ModelDeclaration
    ) throws(ScenarioFailure) -> [Diagnostic] {
        var remarks: [Diagnostic] = []
        for stage in model.stages {
            guard let decisions = cube.decisions(in: stage.column.value),
                let place = cube.cells.index(ofDimension: decisions.name)
            else { continue }
            let states = cube.predictions(of: decisions)
            let levels = cube.cells.dimensions[place].levels
            func words(_ values: [String]) -> String {
                values.prefix(8).map { "'\($0)'" }.joined(separator: ", ") + (values.count > 8 ? ", …" : "")
            }
            let odd = zip(levels, states).filter { $1 == PredictionState.invalid.rawValue }.map(\.0)
            guard !odd.isEmpty else { continue }
            let help = ["found: " + words(odd), "classes: " + words(cube.classes)]
            guard odd.count < levels.count else {
                throw ScenarioFailure([
                    Diagnostic(
                        "E811", at: stage.column.location,
                        "no decision of the stage '\(stage.name.value)' is a class of the label", help: help)
                ])
            }
            let count = odd.reduce(0) { count, level in
                let group = GroupKey([GroupLevel(dimension: decisions.name, value: level)])
                return count + (cube.evidence(by: [decisions.name]).first { $0.group == group }?.rows ?? 0)
            }
            remarks.append(
                Diagnostic(
                    "W811", severity: .warning, at: stage.column.location,
                    "\(count) decisions of the stage '\(stage.name.value)' are no class of the label and count as invalid",
                    help: help))
        }
        return remarks
    }
}

extension AssessmentBuilder {
    /// The gaps of each metric and grouping behind each stage, and what each stage adds to them.
    ///
    /// Only of figures about decisions: scores are the model's alone. A grouping of one group has no gap.
    func stageRecords(
        _ stages: [DecisionStage], _ metrics: [Metric], by groupings: [[String]],
        reference: ([String]) -> Gate.Reference
    ) throws(ScenarioFailure) -> [StageRecord] {
        guard !stages.isEmpty else { return [] }
        var records: [StageRecord] = []
        for grouping in groupings where !grouping.isEmpty && cube.evidence(by: grouping).count > 1 {
            for metric in metrics where !metric.needsScores {
                do {
                    records += try stagedGaps(metric, by: grouping, stages: stages, reference: reference(grouping))
                } catch { throw ScenarioFailure(error) }
            }
        }
        return records
    }
}
