package import Evidence
package import Metrics
package import Statistics

/// How far figures here lie from those of the place a model comes from, and what part of each gap comes with other
/// prevalence and other cases.
///
/// - Source: METHODS §4e.
package struct Transfer: Sendable {
    /// One figure of everybody, or of one group, here beside all of the origin.
    package struct Comparison: Sendable {
        package let group: GroupKey
        /// Rows of the group.
        package let rows: Int
        package let gap: TransferGap
        /// `nil` for figures that are not made of what happens within classes.
        package let labelShift: LabelShift?
        /// Of everybody, where strata were asked for that both sides have.
        package let caseMix: CaseMix?
    }

    /// What is known of the origin.
    package struct Origin: Sendable {
        /// Its rows, counted with the same classes; by the strata, if there are any.
        package var rows: EvidenceCube?
        /// Reported figures by the names of metrics; they come before those of rows.
        package var reported: [String: OriginFigure]

        package init(rows: EvidenceCube? = nil, reported: [String: OriginFigure] = [:]) {
            self.rows = rows
            self.reported = reported
        }
    }

    /// By grouping, group and metric; everybody first.
    package let comparisons: [Comparison]
    /// What the decisions here say of labels that nobody knows; `nil` without rows of the origin.
    package let blackBox: BlackBoxShift?
    /// Rows here, and the share of them with a label.
    package let rows: Int
    package let labelCoverage: Double?

    /// - Parameters:
    ///   - local: its rows, by groupings and strata.
    ///   - metrics: those without a figure of the origin are left out.
    ///   - groupings: groups that are compared one by one beside everybody.
    ///   - strata: keys that both cubes have, by which case mix is told apart.
    ///   - tolerance: the largest gap that is none, for every metric; its family becomes the number of groups.
    /// - Precondition: both cubes have the same classes.
    package init(
        local: EvidenceCube, origin: Origin, metrics: [Metric], groupings: [[String]] = [], strata: [String] = [],
        context: EstimationContext, tolerance: TransferGap.Tolerance? = nil
    ) {
        precondition(origin.rows.map { $0.classes == local.classes } ?? true, "the same classes on both sides")
        let home = origin.rows?.overall
        let (here, there) =
            strata.isEmpty || origin.rows == nil
            ? ([], []) : (local.evidence(by: strata), origin.rows?.evidence(by: strata) ?? [])
        var comparisons: [Comparison] = []
        for grouping in [[]] + groupings {
            let groups = grouping.isEmpty ? [local.overall] : local.evidence(by: grouping)
            let declared = tolerance.map {
                TransferGap.Tolerance(
                    $0.size, isTwoSided: $0.isTwoSided, alpha: $0.alpha, family: groups.count,
                    minimumRows: $0.minimumRows)
            }
            for evidence in groups {
                for metric in metrics {
                    guard
                        let known = origin.reported[metric.name].map({ TransferGap.Origin.reported($0) })
                            ?? home.map({ .rows($0) })
                    else { continue }
                    let gap = TransferGap(
                        metric, local: Estimator(evidence, context: context), origin: known, tolerance: declared)
                    comparisons.append(
                        Comparison(
                            group: evidence.group, rows: evidence.rows, gap: gap,
                            labelShift: Self.labelShift(metric, evidence, origin, home, context.level),
                            caseMix: grouping.isEmpty && !here.isEmpty && origin.reported[metric.name] == nil
                                ? CaseMix(
                                    metric, local: here, origin: there,
                                    favourablePositive: context.favourablePositive, level: context.level) : nil))
                }
            }
        }
        self.comparisons = comparisons
        let everybody = local.overall
        rows = everybody.rows
        labelCoverage = everybody.rows > 0 ? Double(everybody.labelled) / Double(everybody.rows) : nil
        blackBox = home.map {
            BlackBoxShift(
                origin: $0.confusion, decisions: everybody.decided, level: context.level)
        }
    }

    private static func labelShift(
        _ metric: Metric, _ evidence: GroupEvidence, _ origin: Origin, _ home: GroupEvidence?, _ level: Double
    ) -> LabelShift? {
        if origin.reported[metric.name] == nil, let home {
            return LabelShift(metric, local: evidence, origin: home, level: level)
        }
        guard evidence.classCount == 2, let rate = origin.reported["base-rate"]?.value, rate >= 0, rate <= 1 else {
            return nil
        }
        return LabelShift(metric, local: evidence, originShares: [1 - rate, rate], level: level)
    }
}

extension GroupEvidence {
    /// Rows by decision, labelled or not.
    package var decided: [Int] {
        (0..<classCount).map { confusion.predicted($0) + unlabelledByPrediction[$0] }
    }
}
