import Diagnostics
import Evidence
import Metrics
import Statistics

extension GateEvaluator {
    /// The same of the rows that some conditions keep.
    func within(_ conditions: [Gate.Condition]) -> GateEvaluator {
        let names = conditions.map(\.column)
        let text = conditions.map { "\($0.column) = \($0.levels.joined(separator: " or "))" }.joined(separator: " and ")
        func isKept(_ levels: [String?]) -> Bool {
            zip(levels, conditions).allSatisfy { level, condition in
                let name = level ?? GroupLevel.missingName
                return condition.levels.contains { $0.utf8.elementsEqual(name.utf8) }
            }
        }
        func filtered(_ cube: EvidenceCube) -> EvidenceCube {
            do {
                return try cube.filtering(told: text, by: names, isKept)
            } catch { preconditionFailure("columns that were checked: \(error.diagnostics.map(\.message))") }
        }
        let rows = filtered(cube)
        var context = context
        context.allRows = rows.rows
        var evaluator = GateEvaluator(
            cube: rows, context: context, minimumGroup: minimumGroup, design: design,
            opponents: opponents.mapValues {
                Opponent(
                    cube: filtered($0.cube), decision: $0.decision, scores: $0.scores?.filtered(by: names, isKept))
            },
            earlier: earlier)
        evaluator.conditionColumns = names
        return evaluator
    }

    /// The slices that enough rows have, shallow ones first; with everybody else where gaps are asked for.
    func pairs(_ slices: Gate.Slices, _ comparison: Gate.Comparison) -> [Pair] {
        let least = slices.leastRows(of: cube.rows, minimumGroup: minimumGroup)
        return slices.groupings.flatMap { grouping -> [Pair] in
            let groups = cube.evidence(by: grouping).filter { $0.rows >= least }
            switch comparison {
            case .difference, .ratio:
                return Self.pairs(
                    groups, by: grouping, reference: .complement, overall: cube.overall, estimator: estimator)
            case .noSkill, .value, .range, .worstGroup, .model, .change, .gapChange:
                return groups.map { Pair(group: estimator($0)) }
            }
        }
    }
}
