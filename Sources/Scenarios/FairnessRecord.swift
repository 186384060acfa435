import Evidence
package import Interchange
package import Metrics
import Statistics

/// A fairness measure of one model over one grouping.
package struct FairnessRecord: Sendable {
    package let model: String
    package let measure: FairnessMeasure
    package let grouping: [String]
    /// The columns within whose levels groups were compared.
    package let given: [String]
    /// What groups were compared with; `nil` for figures that compare nobody with a reference.
    package let reference: GroupReference?
    package let result: FairnessResult
    /// Rows of the smaller of the groups that the figure is about, by its own denominators.
    package let leastRows: Int
}

extension AssessmentBuilder {
    /// Fairness measures over the groups of one grouping.
    ///
    /// - Parameters:
    ///   - given: dimensions that may explain a gap, for measures within strata.
    ///   - reference: what groups are compared with, where the measure leaves that open.
    package func fairness(
        _ measures: [FairnessMeasure], by grouping: [String], given: [String] = [],
        reference: GroupReference = .pairwise
    ) -> [FairnessRecord] {
        let assessor = FairnessAssessor(cube, by: grouping, given: given, reference: reference, context: context)
        return measures.map { measure in
            let used = measure.reference(reference)
            return FairnessRecord(
                model: context.model, measure: measure, grouping: grouping, given: measure.needsStrata ? given : [],
                reference: used,
                measured: assessor.assess(measure).adding(
                    flags(measure, assessor, grouping) + (used?.flags ?? [])), assessor)
        }
    }

    private func flags(
        _ measure: FairnessMeasure, _ assessor: FairnessAssessor, _ grouping: [String]
    ) -> [EstimateFlag] {
        var flags = design.flags(grouping)
        let judged = assessor.groups.filter { $0.counts.rows > 0 }
        if measure.usesLabels,
            judged.contains(where: { GateEvaluator.labelCoverage($0.evidence) < GateEvaluator.labelCoverageFloor })
        {
            flags.append(.lowLabelCoverage)
        }
        let isSmall = judged.contains { group in
            let rates = measure.rates.filter { group.value($0) != nil }
            return (rates.map { group.denominator($0) }.min() ?? group.counts.rows) < minimumGroup
        }
        if isSmall { flags.append(.belowMinimumGroup) }
        return flags
    }
}

extension FairnessRecord {
    fileprivate init(
        model: String, measure: FairnessMeasure, grouping: [String], given: [String], reference: GroupReference?,
        measured result: FairnessResult, _ assessor: FairnessAssessor
    ) {
        self.model = model
        self.measure = measure
        self.grouping = grouping
        self.given = given
        self.reference = reference
        self.result = result
        let members = assessor.groups.filter { [result.group, result.reference].contains($0.evidence.group) }
        leastRows =
            members.flatMap { group in measure.rates.map { group.denominator($0) } }.min() ?? result.estimate.n
    }
}

extension FairnessMeasure {
    /// What this measure compares groups with when a question says `asked`; `nil` where its definition fixes that.
    fileprivate func reference(_ asked: GroupReference) -> GroupReference? {
        switch shape {
        case .difference, .ratio, .oddsRatio: asked
        // Strata need one group beside the other: everybody else, unless a group is named.
        case .stratified:
            switch asked {
            case .named, .largest: asked
            case .complement, .overall, .best, .pairwise: .complement
            }
        default: nil
        }
    }

    /// How its figure compares groups, for machine output.
    fileprivate var comparison: String {
        switch shape {
        case .difference, .stratified(_, ratio: false): "difference"
        case .ratio, .oddsRatio, .stratified(_, ratio: true): "ratio"
        case .deviation: "standard-deviation"
        case .entropy: "entropy"
        case .differentialFairness: "log-ratio"
        case .calibration, .crossGroupArea: "difference"
        case .subgroup, .multicalibration: "weighted-difference"
        case .demographicDisparity: "disparity"
        }
    }
}

extension EstimateJSON {
    /// One measure with all that belongs to it.
    package static func fairness(_ record: FairnessRecord) -> JSONValue {
        let result = record.result
        var groups = result.group.map { [group($0)] } ?? []
        if let reference = result.reference { groups.append(group(reference)) }
        var found =
            members(result.estimate) + [
                .init("by", .array(record.grouping.map { .string($0) })),
                .init("comparison", .string(record.measure.comparison)),
                .init(
                    "excluded",
                    .array(
                        result.excluded.map {
                            .object([.init("group", group($0.group)), .init("reason", .string($0.reason.rawValue))])
                        })),
                .init("expected-without-disparity", result.expected.map { .number($0) } ?? .null),
                .init("group", result.group.map(group) ?? .null), .init("groups", .array(groups)),
                .init("ideal", .number(record.measure.ideal)), .init("measure", .string(record.measure.name)),
                .init("model", .string(record.model)),
                .init("reference", result.reference.map(group) ?? .null),
                .init("reference-kind", .optional(record.reference?.name)),
            ]
        if record.measure.needsStrata { found.append(.init("given", .array(record.given.map { .string($0) }))) }
        if !result.parts.isEmpty { found.append(.init("parts", .array(result.parts.map(part)))) }
        if let test = result.homogeneity {
            found.append(
                .init(
                    "homogeneity",
                    .object([
                        .init("degrees-of-freedom", .integer(test.degreesOfFreedom)),
                        .init("p-value", .number(test.pValue)), .init("statistic", .number(test.statistic)),
                    ])))
        }
        return .object(found)
    }

    private static func part(_ part: FairnessResult.Part) -> JSONValue {
        .object(
            members(part.estimate) + [
                .init("group", part.group.map(group) ?? .null), .init("name", .string(part.name)),
                .init("reference", part.reference.map(group) ?? .null),
            ])
    }

    /// The object that a question about fairness prints.
    package static func fairness(_ records: [FairnessRecord]) -> JSONValue {
        .object([
            .init("estimates", .array(records.map(fairness))), .init("kigezo", 1), .init("kind", "fairness"),
        ])
    }
}
