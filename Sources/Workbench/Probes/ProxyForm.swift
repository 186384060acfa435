import Diagnostics
import Interchange
import Probes
import Scenarios
import Statistics
import Tables

/// Features as tables and records.
struct ProxyForm {
    let search: ProxySearch
    let attribute: String
    let hasUse: Bool

    var records: [JSONValue] { search.records(attribute: attribute) }

    var document: JSONValue { search.document(attribute: attribute) }

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
