package import Evidence
package import Interchange
package import Metrics
package import Statistics

/// Two models compared on the same rows: one figure of one group.
package struct PairedRecord: Sendable {
    package let model: String
    /// The column of decisions, or of scores, that the model is compared with.
    package let against: String
    /// A rate, or `score-shift`.
    package let metric: String
    package let group: GroupKey
    /// The figure of the model, and of the other one.
    package let value: Double?
    package let otherValue: Double?
    /// The first less the second.
    package let difference: Estimate
    /// Counts of the rate; `nil` for shifts of scores.
    package let rate: PairedDecisions.Result?
    /// Rows that get the decision people want from this model only, and from the other only; `nil` if nobody said which.
    package let gained: Int?
    package let lost: Int?
    /// Holm's over the groups of the grouping.
    package var adjusted: Double?
    /// How many groups that is.
    package var family: Int?

    /// The name of the mean shift of scores.
    package static let scoreShift = "score-shift"
}

extension AssessmentBuilder {
    /// The model of this cube against another one, on the same rows.
    ///
    /// - Parameters:
    ///   - rates: metrics that are rates of the same rows whatever was decided.
    ///   - decision: the decisions of the other model.
    ///   - groupings: of groups; everybody stands before them.
    /// - Returns: figures by grouping, metric and group; p-values adjusted over the groups of one grouping.
    package func paired(
        _ rates: [(metric: Metric, rate: PairedDecisions.Rate)], against decision: ToldDimension,
        by groupings: [[String]]
    ) -> [PairedRecord] {
        var records: [PairedRecord] = []
        for grouping in [[]] + groupings {
            let groups = PairedDecisions.groups(of: cube, by: grouping, against: decision)
            let evidence = Dictionary(
                grouping.isEmpty
                    ? [(GroupKey.overall, cube.overall)] : cube.evidence(by: grouping).map { ($0.group, $0) },
                uniquingKeysWith: { first, _ in first })
            for (metric, rate) in rates {
                let own = groups.map { group -> PairedRecord in
                    let result = group.result(rate, level: context.level)
                    let changed = context.favourablePositive.map { group.changed(wanted: $0 ? 1 : 0) }
                    var flags = design.flags(grouping)
                    if result.difference.n < minimumGroup { flags.append(.belowMinimumGroup) }
                    if metric.usesLabels, let own = evidence[group.group], own.rows > 0,
                        GateEvaluator.labelCoverage(own) < GateEvaluator.labelCoverageFloor
                    {
                        flags.append(.lowLabelCoverage)
                    }
                    return PairedRecord(
                        model: context.model, against: decision.column, metric: metric.name, group: group.group,
                        value: result.first, otherValue: result.second, difference: result.difference.adding(flags),
                        rate: result, gained: changed?.gained, lost: changed?.lost)
                }
                records += grouping.isEmpty ? own : Self.adjusted(own)
            }
            guard let other = cube.header.againstScore else { continue }
            records += groups.compactMap { group in
                guard let own = evidence[group.group], let shift = ScoreShift.estimate(own, level: context.level) else {
                    return nil
                }
                return PairedRecord(
                    model: context.model, against: other, metric: PairedRecord.scoreShift, group: group.group,
                    value: nil,
                    otherValue: nil, difference: shift.adding(design.flags(grouping)), rate: nil, gained: nil, lost: nil
                )
            }
        }
        return records
    }

    private static func adjusted(_ records: [PairedRecord]) -> [PairedRecord] {
        let places = records.indices.filter { records[$0].rate?.pValue != nil }
        let holm = Multiplicity.holm(places.compactMap { records[$0].rate?.pValue })
        var result = records
        for (place, value) in zip(places, holm) {
            result[place].adjusted = value
            result[place].family = places.count
        }
        return result
    }
}

extension EstimateJSON {
    /// One figure of two models.
    package static func paired(_ record: PairedRecord) -> JSONValue {
        func number(_ value: Double?) -> JSONValue { value.map { .number($0) } ?? .null }
        func integer(_ value: Int?) -> JSONValue { value.map { .integer($0) } ?? .null }
        return .object(
            members(record.difference) + [
                .init("adjusted-p-value", number(record.adjusted)), .init("against", .string(record.against)),
                .init("against-value", number(record.otherValue)), .init("comparison", "models"),
                .init("exact-p-value", number(record.rate?.exactP)), .init("family-size", integer(record.family)),
                .init("gained", integer(record.gained)),
                .init("group", group(record.group)), .init("left-out", integer(record.rate?.leftOut)),
                .init("lost", integer(record.lost)), .init("metric", .string(record.metric)),
                .init("model", .string(record.model)), .init("model-value", number(record.value)),
                .init("only-against", integer(record.rate?.onlySecond)),
                .init("only-model", integer(record.rate?.onlyFirst)), .init("p-value", number(record.rate?.pValue)),
            ])
    }

    /// The object that a comparison of models prints.
    package static func paired(_ records: [PairedRecord]) -> JSONValue {
        .object([.init("estimates", .array(records.map(paired))), .init("kigezo", 1), .init("kind", "paired")])
    }
}
