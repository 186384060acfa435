import Evidence
import Metrics
import Statistics

/// Gates that cannot all hold on these people, whatever the model.
///
/// Where groups have different base rates and a model is not perfect, equal predictive values and equal rates of both
/// errors exclude each other: FPR = BR/(1 − BR) · (1 − PPV)/PPV · TPR.
///
/// - Source: Chouldechova 2017; Kleinberg, Mullainathan and Raghavan 2017; METHODS §2.1.
enum GateConflicts {
    /// What a gate wants to be level between groups.
    private enum Kind { case predictive, ofNegatives, ofPositives }

    private static func kind(_ gate: Gate) -> Kind? {
        switch gate.comparison {
        case .difference, .ratio, .range: break
        case .noSkill, .value, .worstGroup, .model, .change, .gapChange: return nil
        }
        switch gate.metric {
        case "positive-predictive-value", "negative-predictive-value", "false-discovery-rate", "false-omission-rate":
            return .predictive
        case "false-positive-rate", "true-negative-rate": return .ofNegatives
        case "true-positive-rate", "false-negative-rate": return .ofPositives
        default: return nil
        }
    }

    /// A grouping with its gates that exclude each other.
    struct Conflict: Hashable {
        let grouping: [String]
        /// Names of gates.
        let gates: [String]
    }

    /// The groupings whose gates ask for all three to be level.
    static func conflicts(_ gates: [Gate]) -> [Conflict] {
        var groupings: [[String]] = []
        for gate in gates { if let by = gate.by, !groupings.contains(by) { groupings.append(by) } }
        return groupings.compactMap { grouping in
            let own = gates.filter { $0.by == grouping && $0.conditions.isEmpty && kind($0) != nil }
            guard Set(own.compactMap(kind)).count == 3 else { return nil }
            return Conflict(grouping: grouping, gates: own.map(\.name))
        }
    }
}

extension AssessmentBuilder {
    /// Gates that exclude each other because base rates are shown to differ between groups.
    func impossible(_ gates: [Gate]) -> [Assessment.Finding] {
        guard let baseRate = Catalogue.metric(named: "base-rate", binary: true), baseRate.fits(cube.header.outcome)
        else {
            return []
        }
        return GateConflicts.conflicts(gates).compactMap { conflict in
            var aggregate = GroupAggregate(
                cube.evidence(by: conflict.grouping).map { Estimator($0, context: context) })
            guard let range = range(baseRate, &aggregate), let interval = range.estimate.interval, interval.lower > 0,
                let least = range.groupValue, let most = range.referenceValue
            else { return nil }
            return Assessment.Finding(
                kind: .gatesExcludeEachOther(
                    gates: conflict.gates, dimensions: conflict.grouping, leastBaseRate: least, mostBaseRate: most),
                model: nil, group: range.group, reference: range.reference, n: range.estimate.n)
        }
    }
}
