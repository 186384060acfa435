package import Interchange
package import Probes
import Statistics

extension ProxySearch {
    private func number(_ value: Double?) -> JSONValue { value.map { .number($0) } ?? .null }

    /// One record a feature.
    ///
    /// - Parameter values: the attribute's values by code, where it is known what features transmit.
    package func records(attribute: String, values: [String] = []) -> [JSONValue] {
        features.map { feature in
            func association(_ table: ContingencyTable) -> [JSONValue.Member] {
                [
                    .init("chi-square", .number(table.chiSquare)),
                    .init("cramers-v", number(table.cramersV)),
                    .init("cramers-v-corrected", number(table.correctedCramersV)),
                    .init("degrees-of-freedom", .integer(table.degreesOfFreedom)),
                    .init("majority-accuracy", number(table.majorityAccuracy)),
                    .init("mutual-information", .number(table.mutualInformation)),
                    .init("mutual-information-corrected", .number(table.correctedMutualInformation)),
                    .init("theils-u", number(table.uncertainty(ofRows: true))),
                    .init("theils-u-corrected", number(table.uncertainty(ofRows: true, corrected: true))),
                    .init("theils-u-of-feature", number(table.uncertainty(ofRows: false))),
                ]
            }
            var members = association(feature.association)
            members += [
                .init("adjusted-p", number(feature.adjustedPValue)), .init("attribute", .string(attribute)),
                .init("availability", number(feature.availability)), .init("correlation", number(feature.correlation)),
                .init("feature", .string(feature.feature)), .init("guessing-auc", number(feature.guessingArea)),
                .init("levels", .integer(feature.levels)), .init("n", .integer(feature.rows)),
                .init("numeric", .bool(feature.isNumeric)), .init("numeric-auc", number(feature.numericArea)),
                .init("p", number(feature.pValue)),
                .init("p-method", .optional(feature.test?.method.rawValue)),
                .init("permutations", .integer(feature.test?.draws ?? 0)),
                .init("place", .string(feature.place.rawValue)), .init("proxy-score", number(feature.score)),
                .init("transmitted", .array(feature.transmissions.map { transmitted($0, values) })),
                .init("use", number(feature.use)),
            ]
            if let unbinned = feature.unbinned { members.append(.init("unbinned", .object(association(unbinned)))) }
            return .object(members)
        }
    }

    private func transmitted(_ transmission: ProxyFeature.Transmission, _ values: [String]) -> JSONValue {
        func estimate(_ estimate: Estimate) -> JSONValue { .object(EstimateJSON.members(estimate)) }
        func value(_ code: UInt32) -> JSONValue { Int(code) < values.count ? .string(values[Int(code)]) : .null }
        let parts = transmission.parts
        return [
            "composition": estimate(parts.composition), "difference": estimate(parts.difference),
            "group": value(transmission.group), "non-overlap": estimate(parts.nonOverlap),
            "rates": estimate(parts.rates), "reference": transmission.against.map(value) ?? .null,
            "share": estimate(parts.share),
        ]
    }

    private var recoverability: JSONValue {
        guard let recovery else { return .null }
        let learners = recovery.learners.map { learner -> JSONValue in
            [
                "area": .object(EstimateJSON.members(learner.area)), "learner": .string(learner.kind.rawValue),
                "lost-without": .object(zip(recovery.features, learner.drops).map { .init($0, number($1)) }),
            ]
        }
        return [
            "learners": .array(learners), "p": number(recovery.pValue), "permutations": .integer(recovery.permutations),
        ]
    }

    /// What was found of one attribute.
    package func document(attribute: String, values: [String] = []) -> JSONValue {
        [
            "attribute": .string(attribute), "available-from": .number(options.availableFrom),
            "baseline-accuracy": .number(baselineAccuracy),
            "features": .array(records(attribute: attribute, values: values)),
            "findings": .array(findings(attribute: attribute).map(\.json)), "kigezo": 1, "kind": "proxy",
            "n": .integer(rows), "recoverability": recoverability, "used-from": .number(options.usedFrom),
        ]
    }
}
