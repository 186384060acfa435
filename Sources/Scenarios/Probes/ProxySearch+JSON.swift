package import Interchange
package import Probes
import Statistics

extension ProxySearch {
    /// One record a feature.
    package func records(attribute: String) -> [JSONValue] {
        features.map { feature in
            func number(_ value: Double?) -> JSONValue { value.map { .number($0) } ?? .null }
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
                .init("p", number(feature.pValue)), .init("proxy-score", number(feature.score)),
                .init("use", number(feature.use)),
            ]
            if let unbinned = feature.unbinned { members.append(.init("unbinned", .object(association(unbinned)))) }
            return .object(members)
        }
    }

    /// What was found of one attribute.
    package func document(attribute: String) -> JSONValue {
        [
            "attribute": .string(attribute), "baseline-accuracy": .number(baselineAccuracy),
            "features": .array(records(attribute: attribute)), "kigezo": 1, "kind": "proxy", "n": .integer(rows),
        ]
    }
}
