package import Evidence
package import Interchange
package import Metrics
package import Statistics

/// The gap between a group and its reference behind one stage of a decision, and what the stage adds to it.
package struct StageRecord: Sendable {
    /// `model`, or the name of the stage.
    package let stage: String
    package let comparison: Assessment.Comparison
    /// The gap here less that of the stage before; `nil` for the model, which has none before it.
    package let change: Estimate?
}

extension AssessmentBuilder {
    /// The same question about what was decided behind a stage; the model itself for `nil`.
    package func decided(at stage: DecisionStage?) throws(CubeError) -> AssessmentBuilder {
        guard let stage else { return self }
        return AssessmentBuilder(
            cube: try cube.decided(in: stage.column), context: context, minimumGroup: minimumGroup, design: design)
    }

    /// Estimates of what was decided at each stage; groups are told apart by stage, too, the model first.
    package func stagedEstimates(
        _ metrics: [Metric], by groupings: [[String]], stages: [DecisionStage]
    ) throws(CubeError) -> [Assessment.MetricEstimate] {
        var found: [[Assessment.MetricEstimate]] = []
        for stage in [nil] + stages {
            found.append(
                try decided(at: stage).estimates(metrics, by: groupings).filter {
                    groupings.isEmpty || !$0.group.isOverall
                }.map { record in
                    var record = record
                    record.group = GroupKey(
                        record.group.levels + [
                            GroupLevel(dimension: DecisionStage.dimension, value: stage?.name ?? DecisionStage.model)
                        ])
                    return record
                })
        }
        // The stages of one group stand together.
        return stride(from: 0, to: found[0].count, by: metrics.count).flatMap { start in
            found.flatMap { $0[start..<min(start + metrics.count, $0.count)] }
        }
    }

    /// The gaps of a metric between groups at each stage, and what each stage adds to them: the gap at the last stage is
    /// that of the model and all changes together (DESIGN §3).
    ///
    /// Changes of rates that rest on the same rows at both stages have limits: those of the two groups' own changes
    /// (Newcombe's paired interval), combined (Zou and Donner 2008).
    package func stagedGaps(
        _ metric: Metric, by grouping: [String], stages: [DecisionStage], reference: Gate.Reference
    ) throws(CubeError) -> [StageRecord] {
        var found: [[StageRecord]] = []
        var before: [Assessment.Comparison] = []
        for (place, stage) in ([nil] + stages).enumerated() {
            let gaps = try decided(at: stage).comparisons(metric, by: grouping, kind: .difference, reference: reference)
            var records = gaps.map {
                StageRecord(stage: stage?.name ?? DecisionStage.model, comparison: $0, change: nil)
            }
            if let stage {
                let pairs = try changes(metric, by: grouping, from: place > 1 ? stages[place - 2] : nil, to: stage)
                records = zip(gaps, before).map { gap, old in
                    StageRecord(
                        stage: stage.name, comparison: gap,
                        change: Self.change(from: old, to: gap, pairs, context.level))
                }
            }
            found.append(records)
            before = gaps
        }
        return found[0].indices.flatMap { group in found.map { $0[group] } }
    }

    /// How a rate changed from one stage to the next, in each group and for everybody else; `nil` for figures that are no
    /// rates of the same rows.
    private func changes(
        _ metric: Metric, by grouping: [String], from: DecisionStage?, to stage: DecisionStage
    ) throws(CubeError) -> Changes? {
        guard !cube.header.weights.isSummed,
            let rate = PairedDecisions.Rate(metric, classCount: cube.classes.count, context: context)
        else { return nil }
        let told =
            try from.map { from throws(CubeError) in try cube.decided(in: from.column, keeping: stage.column) } ?? cube
        let groups = PairedDecisions.groups(of: told, by: grouping, against: stage.decision)
        let all = PairedDecisions.groups(of: told, by: [], against: stage.decision)
        var result: [GroupKey: Changes.Sides] = [:]
        for group in groups {
            result[group.group] = Changes.Sides(
                own: group.result(rate, level: context.level),
                others: all.first.map { $0.subtracting(group).result(rate, level: context.level) })
        }
        return Changes(groups: result)
    }

    private static func change(
        from old: Assessment.Comparison, to new: Assessment.Comparison, _ changes: Changes?, _ level: Double
    ) -> Estimate {
        guard let last = new.estimate.number, let first = old.estimate.number else {
            return Estimate(notEstimable: new.estimate.reason ?? old.estimate.reason ?? .emptyGroup, n: new.estimate.n)
        }
        let change = last - first
        let flags = Set(new.estimate.flags + old.estimate.flags).subtracting([.assumesIndependence]).sorted()
        let own = changes?.groups[new.group]?.own
        let other = new.reference.map { changes?.groups[$0]?.own } ?? changes?.groups[new.group]?.others
        guard let own, let other, own.leftOut == 0, other.leftOut == 0, let first = own.difference.interval,
            let second = other.difference.interval, let mine = own.difference.number,
            let theirs = other.difference.number
        else { return Estimate(change, n: new.estimate.n, interval: nil, flags: flags) }
        // Stages are compared as before less after: a change is the other way round.
        let below = ((first.upper - mine) * (first.upper - mine) + (theirs - second.lower) * (theirs - second.lower))
            .squareRoot()
        let above = ((mine - first.lower) * (mine - first.lower) + (second.upper - theirs) * (second.upper - theirs))
            .squareRoot()
        return Estimate(
            change, n: new.estimate.n,
            interval: Interval(
                lower: max(-2, change - below), upper: min(2, change + above), level: level, method: .mover),
            flags: flags)
    }
}

/// How a rate changed at a stage.
private struct Changes {
    struct Sides {
        let own: PairedDecisions.Result
        let others: PairedDecisions.Result?
    }

    let groups: [GroupKey: Sides]
}

extension EstimateJSON {
    /// The gap behind one stage.
    package static func stage(_ record: StageRecord) -> JSONValue {
        .object(
            (comparison(record.comparison).members ?? []) + [
                .init("change", record.change.map { .object(members($0)) } ?? .null),
                .init("stage", .string(record.stage)),
            ])
    }

    /// The object that gaps by stage print.
    package static func stages(_ records: [StageRecord]) -> JSONValue {
        .object([.init("estimates", .array(records.map(stage))), .init("kigezo", 1), .init("kind", "stages")])
    }
}
