import Diagnostics
import Evidence
import Interchange
import Metrics
import Scenarios
import Statistics

/// `compare … against COL`: two models on the same rows; `compare … stages`: the gap behind each stage of a decision.
enum ModelComparison {
    /// The answer to a comparison of two models; `nil` where a line compares groups.
    static func models(
        _ question: Question, _ call: Call, _ environment: Session.Environment
    ) throws(CommandFailure) -> Report? {
        guard let (decision, _) = try question.against(call) else { return nil }
        try refuse(["as", "reference", "stages", "tipping", "tolerance"], with: "two models on the same rows", call)
        let records = question.builder.paired(
            try question.pairedRates(call), against: decision, by: question.groupings)
        let answer = Answer(
            table: PairedTable.long(records, footers: question.footers),
            readable: { PairedTable.readable(records, footers: question.footers) },
            document: { EstimateJSON.paired(records).canonicalText() + "\n" },
            lines: { records.map { EstimateJSON.paired($0).canonicalText(.compact) + "\n" }.joined() })
        return try answer.report(call, environment, notes: question.notes)
    }

    /// The answer to a comparison of groups at each stage; `nil` without stages.
    static func stages(
        _ question: Question, _ call: Call, _ environment: Session.Environment
    ) throws(CommandFailure) -> Report? {
        guard !question.stages.isEmpty else { return nil }
        try refuse(["as", "tipping", "tolerance"], with: "stages by differences", call)
        var records: [StageRecord] = []
        for grouping in question.groupings {
            guard question.builder.cube.evidence(by: grouping).count > 1 else {
                throw CommandFailure(
                    "E621", call, at: call.span(of: "by"),
                    "there is only one group of \(grouping.joined(separator: ", ")): nothing to compare it with")
            }
            let reference: Gate.Reference
            switch try question.reference(call, grouping) {
            case .named(let key)?: reference = .named(key.levels.map(\.name))
            case .largest?: reference = .largest
            case .complement?, nil: reference = .complement
            case .overall?, .best?, .pairwise?:
                throw CommandFailure(
                    "E766", call, at: call.span(of: "reference"),
                    "the gaps of stages add up against one group, or against everybody else",
                    help: ["add reference COL=VALUE, or reference largest, or leave reference out"])
            }
            for metric in try question.metrics(call) {
                try CommandFailure.throwIfStopped()
                do {
                    records += try question.builder.stagedGaps(
                        metric, by: grouping, stages: question.stages, reference: reference)
                } catch { throw CommandFailure(error) }
            }
        }
        let found = records
        let answer = Answer(
            table: StageTable.long(found, footers: question.footers),
            readable: { StageTable.readable(found, footers: question.footers) },
            document: { EstimateJSON.stages(found).canonicalText() + "\n" },
            lines: { found.map { EstimateJSON.stage($0).canonicalText(.compact) + "\n" }.joined() })
        return try answer.report(call, environment, notes: question.notes)
    }

    private static func refuse(_ clauses: [String], with what: String, _ call: Call) throws(CommandFailure) {
        guard let clause = clauses.first(where: call.has) else { return }
        throw CommandFailure(
            "E766", call, at: call.span(of: clause), "'\(clause)' means nothing where a line compares \(what)",
            help: ["leave \(clause) out"])
    }
}
