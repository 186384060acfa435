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
    /// The attribute's values by code.
    let values: [String]
    let hasUse: Bool

    var records: [JSONValue] { search.records(attribute: attribute, values: values) }

    var document: JSONValue { search.document(attribute: attribute, values: values) }

    private var findings: [ProbeFinding] { search.findings(attribute: attribute) }

    private func value(_ code: UInt32) -> String { Int(code) < values.count ? values[Int(code)] : "" }

    var long: ResultTable {
        ResultTable(
            columns: [
                .init("feature"), .init("levels", .number), .init("n", .number), .init("guessing-auc", .number),
                .init("availability", .number), .init("use", .number), .init("proxy-score", .number),
                .init("cramers-v-corrected", .number), .init("theils-u-corrected", .number),
                .init("mutual-information", .number), .init("p", .number), .init("adjusted-p", .number),
                .init("numeric"), .init("place"), .init("lost-without", .number), .init("group"),
                .init("difference", .number), .init("composition", .number), .init("rates", .number),
                .init("non-overlap", .number), .init("share", .number), .init("share-lower", .number),
                .init("share-upper", .number), .init("reason"),
            ],
            rows: search.features.flatMap { feature -> [[ResultTable.Cell]] in
                let own: [ResultTable.Cell] = [
                    .text(feature.feature), .integer(feature.levels), .integer(feature.rows),
                    EstimateTable.number(feature.guessingArea), EstimateTable.number(feature.availability),
                    EstimateTable.number(feature.use), EstimateTable.number(feature.score),
                    EstimateTable.number(feature.association.correctedCramersV),
                    EstimateTable.number(feature.association.uncertainty(ofRows: true, corrected: true)),
                    EstimateTable.number(feature.association.mutualInformation),
                    EstimateTable.number(feature.pValue), EstimateTable.number(feature.adjustedPValue),
                    .text(feature.isNumeric ? "yes" : "no"), .text(feature.place.rawValue),
                    EstimateTable.number(lost(without: feature)),
                ]
                guard !feature.transmissions.isEmpty else {
                    return [own + Array(repeating: .empty, count: 9)]
                }
                return feature.transmissions.map { transmission in
                    let parts = transmission.parts
                    return own + [
                        .text(value(transmission.group)), EstimateTable.number(parts.difference.number),
                        EstimateTable.number(parts.composition.number), EstimateTable.number(parts.rates.number),
                        EstimateTable.number(parts.nonOverlap.number), EstimateTable.number(parts.share.number),
                        EstimateTable.number(parts.share.interval?.lower),
                        EstimateTable.number(parts.share.interval?.upper),
                        .text(parts.share.reason?.rawValue ?? ""),
                    ]
                }
            })
    }

    /// What the regression on all features loses without this one.
    private func lost(without feature: ProxyFeature) -> Double? {
        guard let recovery = search.recovery, let place = recovery.features.firstIndex(of: feature.feature) else {
            return nil
        }
        return recovery.learners.first?.drops[place]
    }

    func readable(_ guessed: [String]) -> ResultTable {
        let single = search.features.compactMap { $0.transmissions.count == 1 ? $0.transmissions[0] : nil }
        let hasShare = !single.isEmpty
        var columns: [ResultTable.Column] = [
            .init("feature"), .init("levels", .number),
            .init("guessing-auc", title: "guesses it with AUC", .number), .init("availability", .number),
        ]
        if hasUse { columns += [.init("use", .number), .init("proxy-score", title: "proxy score", .number)] }
        columns += [
            .init("cramers-v-corrected", title: "Cramér’s V", .number),
            .init("adjusted-p", title: "adjusted p", .number),
        ]
        if search.recovery != nil { columns.append(.init("lost-without", title: "lost without", .number)) }
        if hasShare { columns.append(.init("share", title: "of the gap", .number)) }
        columns.append(.init("place", title: "in words"))
        return ResultTable(
            columns: columns,
            rows: search.features.map { feature in
                var cells: [ResultTable.Cell] = [
                    .text(feature.feature), .integer(feature.levels), EstimateTable.number(feature.guessingArea),
                    EstimateTable.number(feature.availability),
                ]
                if hasUse { cells += [EstimateTable.number(feature.use), EstimateTable.number(feature.score)] }
                cells += [
                    EstimateTable.number(feature.association.correctedCramersV),
                    EstimateTable.pValue(feature.adjustedPValue),
                ]
                if search.recovery != nil { cells.append(EstimateTable.number(lost(without: feature))) }
                if hasShare { cells.append(EstimateTable.number(feature.transmissions.first?.parts.share.number)) }
                return cells + [.text(Self.words(feature.place))]
            }, footers: findings.map(ProbeFindingText.sentence) + remarks(single, guessed))
    }

    private func remarks(_ single: [ProxyFeature.Transmission], _ guessed: [String]) -> [String] {
        let name = TerminalText.safe(attribute)
        var footers = [
            "\(search.rows.grouped) rows with a known \(name); "
                + "its commonest value has \(NumberText.rounded(search.baselineAccuracy)) of them",
            "availability: 2 |AUC − ½| of guessing \(name) from one column, learnt on other rows; available from "
                + "\(NumberText.rounded(search.options.availableFrom))"
                + (hasUse ? ", used from \(NumberText.rounded(search.options.usedFrom))" : ""),
        ]
        if hasUse {
            footers.append(
                "use: how much of the decision goes with the column at equal label and legitimate columns; "
                    + "this is association, not influence")
        }
        footers += recoveryRemarks
        if let first = single.first, let gap = first.parts.difference.number {
            let group = TerminalText.safe(value(first.group))
            let other = first.against.map { TerminalText.safe(value($0)) } ?? "all others"
            let limits = first.parts.difference.interval.map { " " + NumberText.limits($0) } ?? ""
            footers.append("selected, \(group) less \(other): \(NumberText.signed(gap))\(limits)")
            footers.append(
                first.parts.share.reason == .zeroReference || first.parts.share.reason == .bothZero
                    ? "of the gap: not told, because there may be none"
                    : "of the gap: the part that goes with \(name) having other values of the column; explained is not "
                        + "justified")
        }
        if !guessed.isEmpty {
            footers.append(
                "read as numbers, in bins between deciles: \(guessed.map { TerminalText.safe($0) }.joined(separator: ", "))"
            )
        }
        return footers
    }

    private var recoveryRemarks: [String] {
        guard let recovery = search.recovery else {
            return [
                "all columns together: not tried for an attribute of more than \(ProxyProbe.mostGuessed) values"
            ]
        }
        let words: [AttributeRecovery.Learner.Kind: String] = [
            .ridgeLogistic: "logistic regression", .naiveBayes: "naive Bayes",
        ]
        let areas = recovery.learners.compactMap { learner -> String? in
            guard let area = learner.area.number else { return nil }
            let limits = learner.area.interval.map { " " + NumberText.limits($0) } ?? ""
            return "\(words[learner.kind] ?? learner.kind.rawValue) \(NumberText.rounded(area))\(limits)"
        }
        guard !areas.isEmpty else { return [] }
        let p = recovery.pValue.map { "; p \(NumberText.rounded($0)) of \(recovery.permutations) permutations" } ?? ""
        return [
            "all columns together guess it with AUC: \(areas.joined(separator: ", "))\(p)",
            "lost without: what the regression's AUC loses when it may not see the column",
        ]
    }

    /// The corner of availability against use.
    static func words(_ place: ProxyFeature.Place) -> String {
        switch place {
        case .availableAndUsed: "available and used"
        case .availableUnused: "available, unused"
        case .usedNotTied: "used, not tied"
        case .neither: "neither"
        case .available: "available"
        case .notAvailable: "not available"
        case .unknown: ""
        }
    }
}
