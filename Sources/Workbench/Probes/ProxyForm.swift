import Diagnostics
import Interchange
import Probes
import Statistics
import Tables

/// Features as tables and records.
struct ProxyForm {
    let search: ProxySearch
    let attribute: String
    let hasUse: Bool

    var records: [JSONValue] {
        search.features.map { feature in
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

    var document: JSONValue {
        [
            "attribute": .string(attribute), "baseline-accuracy": .number(search.baselineAccuracy),
            "features": .array(records), "kigezo": 1, "kind": "proxy", "n": .integer(search.rows),
        ]
    }

    var long: ResultTable {
        ResultTable(
            columns: [
                .init("feature"), .init("levels", .number), .init("n", .number), .init("guessing-auc", .number),
                .init("availability", .number), .init("use", .number), .init("proxy-score", .number),
                .init("cramers-v-corrected", .number), .init("theils-u-corrected", .number),
                .init("mutual-information", .number), .init("p", .number), .init("adjusted-p", .number),
                .init("numeric"),
            ],
            rows: search.features.map { feature in
                [
                    .text(feature.feature), .integer(feature.levels), .integer(feature.rows),
                    EstimateTable.number(feature.guessingArea), EstimateTable.number(feature.availability),
                    EstimateTable.number(feature.use), EstimateTable.number(feature.score),
                    EstimateTable.number(feature.association.correctedCramersV),
                    EstimateTable.number(feature.association.uncertainty(ofRows: true, corrected: true)),
                    EstimateTable.number(feature.association.mutualInformation),
                    EstimateTable.number(feature.pValue), EstimateTable.number(feature.adjustedPValue),
                    .text(feature.isNumeric ? "yes" : "no"),
                ]
            })
    }

    func readable(_ guessed: [String]) -> ResultTable {
        var columns: [ResultTable.Column] = [
            .init("feature"), .init("levels", .number),
            .init("guessing-auc", title: "guesses it with AUC", .number), .init("availability", .number),
        ]
        if hasUse { columns += [.init("use", .number), .init("proxy-score", title: "proxy score", .number)] }
        columns += [
            .init("cramers-v-corrected", title: "Cramér’s V", .number),
            .init("adjusted-p", title: "adjusted p", .number),
        ]
        var footers = [
            "\(search.rows.grouped) rows with a known \(TerminalText.safe(attribute)); "
                + "its commonest value has \(NumberText.rounded(search.baselineAccuracy)) of them",
            "availability: 2 |AUC − ½| of guessing \(TerminalText.safe(attribute)) from one column, learnt on other rows",
        ]
        if hasUse {
            footers.append(
                "use: how much of the decision goes with the column at equal label and legitimate columns; "
                    + "this is association, not influence")
            footers.append(
                "high availability with low use: at hand but unused; the reverse: a driver that is not tied to it")
        }
        if !guessed.isEmpty {
            footers.append(
                "read as numbers, in bins between deciles: \(guessed.map { TerminalText.safe($0) }.joined(separator: ", "))"
            )
        }
        return ResultTable(
            columns: columns,
            rows: search.features.map { feature in
                var cells: [ResultTable.Cell] = [
                    .text(feature.feature), .integer(feature.levels), EstimateTable.number(feature.guessingArea),
                    EstimateTable.number(feature.availability),
                ]
                if hasUse { cells += [EstimateTable.number(feature.use), EstimateTable.number(feature.score)] }
                return cells + [
                    EstimateTable.number(feature.association.correctedCramersV),
                    EstimateTable.pValue(feature.adjustedPValue),
                ]
            }, footers: footers)
    }
}
