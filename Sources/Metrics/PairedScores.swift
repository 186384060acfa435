package import Evidence
package import Statistics

/// The scores that two models give to the same rows.
///
/// What both scores have in common cancels row by row, which two tables of counts do not tell (METHODS §1.7): these are rows.
package struct PairedScoreRows: Sendable {
    private let dimensions: [EvidenceRows.Dimension]
    private let labels: [UInt16]
    private let first: [Double]
    private let second: [Double]
    private let blocks: EvidenceRows.Dimension?
    private var kept: [Int]

    /// - Parameters:
    ///   - rows: of a binary outcome, with the score of the first model.
    ///   - second: the scores of the second, NaN where there is none.
    ///   - block: the dimension of blocks of clusters, if rows have them.
    /// - Returns: `nil` for rows without scores, and for entries that stand for several rows.
    package init?(_ rows: EvidenceRows, against second: [Double], block: String?) {
        guard let first = rows.scores.first, rows.classes.count == 2, rows.multiplicities == nil, rows.weights == nil,
            second.count == rows.count
        else { return nil }
        dimensions = rows.dimensions.filter { $0.name != block }
        blocks = rows.dimensions.first { $0.name == block }
        labels = rows.labels
        self.first = first
        self.second = second
        kept = Array(labels.indices)
    }

    /// The rows with levels for which a condition holds; `nil` is missing.
    package func filtered(by names: [String], _ holds: ([String?]) -> Bool) -> PairedScoreRows {
        var result = self
        let chosen = names.map(dimension)
        var known: [[UInt32]: Bool] = [:]
        result.kept = kept.filter { row in
            let codes = chosen.map { $0.codes[row] }
            if let held = known[codes] { return held }
            let held = holds(zip(chosen, codes).map { Self.level($0, $1) })
            known[codes] = held
            return held
        }
        return result
    }

    /// The rows of each observed combination of some dimensions, in canonical order; everybody for none.
    ///
    /// - Complexity: O(rows + groups log groups).
    package func groups(by names: [String]) -> [PairedScores] {
        let chosen = names.map(dimension)
        var places: [[UInt32]: Int] = [:]
        var groups: [PairedScores] = names.isEmpty ? [PairedScores(.overall, hasBlocks: blocks != nil)] : []
        if names.isEmpty { places[[]] = 0 }
        for row in kept {
            let codes = chosen.map { $0.codes[row] }
            let place = places[codes] ?? groups.count
            if place == groups.count {
                places[codes] = place
                let key = GroupKey(
                    zip(chosen, codes).map { GroupLevel(dimension: $0.name, value: Self.level($0, $1)) })
                groups.append(PairedScores(key, hasBlocks: blocks != nil))
            }
            groups[place].add(
                .init(
                    label: labels[row] == LabelState.unlabelled ? nil : labels[row] == 1, first: first[row],
                    second: second[row], block: blocks?.codes[row] ?? 0))
        }
        return groups.sorted { $0.group < $1.group }
    }

    private func dimension(_ name: String) -> EvidenceRows.Dimension {
        guard let found = dimensions.first(where: { $0.name == name }) else {
            preconditionFailure("a dimension of the rows: \(name)")
        }
        return found
    }

    private static func level(_ dimension: EvidenceRows.Dimension, _ code: UInt32) -> String? {
        Int(code) < dimension.levels.count ? dimension.levels[Int(code)] : nil
    }
}

/// The rows of one group with both scores.
package struct PairedScores: Sendable {
    package let group: GroupKey
    private let hasBlocks: Bool
    private var rows: [Row] = []
    /// Rows with a label, and all rows, that only one of the two gives a score.
    private var leftOut = (labelled: 0, all: 0)
    private var counts = (labelled: 0, all: 0)

    struct Row: Sendable {
        /// Whether it is a positive; `nil` without a label.
        let label: Bool?
        let first: Double
        let second: Double
        let block: UInt32
    }

    init(_ group: GroupKey, hasBlocks: Bool) {
        self.group = group
        self.hasBlocks = hasBlocks
    }

    mutating func add(_ row: Row) {
        counts.all += 1
        if row.label != nil { counts.labelled += 1 }
        if !row.first.isNaN, !row.second.isNaN {
            rows.append(row)
        } else if row.first.isNaN != row.second.isNaN {
            leftOut.all += 1
            if row.label != nil { leftOut.labelled += 1 }
        }
    }

    /// A figure of the first model's scores, and the same figure of the second's, over the rows that both score.
    ///
    /// Means of losses: Student's t of the differences row by row. Areas: limits of both with DeLong's covariance. Rows in
    /// blocks of clusters: Student's t over the figure without each block (METHODS §3.6).
    package func figure(_ metric: Metric, level: Double) -> PairedFigure {
        switch metric.definition {
        case .moment(let moment): mean(moment, metric, level)
        case .scoreFunctional(.areaUnderROC): area(metric, scale: 1, level)
        case .scoreFunctional(.gini): area(metric, scale: 2, level)
        default: PairedFigure(notEstimable: .notInCube, leftOut: leftOut.all)
        }
    }

    // MARK: Means

    private func mean(_ moment: Metric.Moment, _ metric: Metric, _ level: Double) -> PairedFigure {
        let isOfAll = if case .score = moment { true } else { false }
        let used = rows.filter { moment.holds(of: $0.label) }
        let leftOut = isOfAll ? leftOut.all : leftOut.labelled
        guard !used.isEmpty else {
            return PairedFigure(notEstimable: reason(isOfAll: isOfAll, moment), leftOut: leftOut)
        }
        let first = used.map { moment.value(score: $0.first, isPositive: $0.label ?? false) }
        let second = used.map { moment.value(score: $0.second, isPositive: $0.label ?? false) }
        let gaps = zip(first, second).map { $0 - $1 }
        let sample = MeanInterval.Sample(gaps)
        var estimate = Estimate(sample.mean, n: used.count, interval: nil)
        if moment.needsBothClasses, Set(used.map(\.label)).count == 1 {
            // How the scores of rows of the other class differ is not seen.
            estimate = estimate.adding([.oneClass])
        } else if hasBlocks {
            let sums = blocked(used, gaps)
            let (total, count) = (gaps.reduce(0, +), Double(gaps.count))
            estimate = jackknifed(
                estimate, sums.map { $0.count < used.count ? (total - $0.sum) / (count - Double($0.count)) : .nan },
                metric, level)
        } else if sample.count >= 2, sample.sampleVariance > 0 {
            let width = metric.range.upperBound - metric.range.lowerBound
            estimate = estimate.with(
                interval: MeanInterval.studentT(sample, level: level).map {
                    Interval(
                        lower: max(-width, $0.lower), upper: min(width, $0.upper), level: level, method: $0.method)
                })
        }
        return PairedFigure(
            first: MeanInterval.Sample(first).mean, second: MeanInterval.Sample(second).mean, difference: estimate,
            leftOut: leftOut)
    }

    private func blocked(_ used: [Row], _ gaps: [Double]) -> [(sum: Double, count: Int)] {
        var sums: [UInt32: (sum: Double, count: Int)] = [:]
        for (row, gap) in zip(used, gaps) {
            let own = sums[row.block] ?? (0, 0)
            sums[row.block] = (own.sum + gap, own.count + 1)
        }
        return sums.sorted { $0.key < $1.key }.map(\.value)
    }

    // MARK: Areas

    private func area(_ metric: Metric, scale: Double, _ level: Double) -> PairedFigure {
        let labelled = rows.filter { $0.label != nil }
        guard let areas = Self.areas(labelled) else {
            return PairedFigure(
                notEstimable: labelled.isEmpty ? reason(isOfAll: false, nil) : .singleClass, n: labelled.count,
                leftOut: leftOut.labelled)
        }
        func scaled(_ value: Double) -> Double { scale * value - (scale - 1) }
        var estimate = Estimate(scale * areas.difference, n: labelled.count, interval: nil)
        if hasBlocks {
            let blocks = Set(labelled.map(\.block)).sorted()
            estimate = jackknifed(
                estimate,
                blocks.map { block in
                    Self.areas(labelled.filter { $0.block != block }).map { scale * $0.difference } ?? .nan
                }, metric, level)
        } else {
            estimate = estimate.with(
                interval: areas.interval(level: level).map {
                    Interval(lower: scale * $0.lower, upper: scale * $0.upper, level: level, method: $0.method)
                })
        }
        return PairedFigure(
            first: scaled(areas.first), second: scaled(areas.second), difference: estimate, leftOut: leftOut.labelled)
    }

    private static func areas(_ rows: [Row]) -> PairedAreas? {
        func pairs(_ isPositive: Bool) -> [(first: Double, second: Double)] {
            rows.filter { $0.label == isPositive }.map { ($0.first, $0.second) }
        }
        return PairedAreas(positives: pairs(true), negatives: pairs(false))
    }

    // MARK: Both

    private func jackknifed(
        _ estimate: Estimate, _ values: [Double], _ metric: Metric, _ level: Double
    ) -> Estimate {
        guard let value = estimate.number else { return estimate }
        let jackknife = BlockJackknife(values)
        guard jackknife.blockCount >= BlockJackknife.fewestBlocks else { return estimate.adding([.tooFewClusters]) }
        let width = metric.range.upperBound - metric.range.lowerBound
        return jackknife.interval(value, level: level, range: -width...width).map { estimate.with(interval: $0) }
            ?? estimate.adding([.assumesIndependence])
    }

    /// Why no row is left.
    private func reason(isOfAll: Bool, _ moment: Metric.Moment?) -> NotEstimable {
        if counts.all == 0 { return .emptyGroup }
        if !isOfAll, counts.labelled == 0 { return .unlabelled }
        if case .scoreOfClass(let positive) = moment, rows.contains(where: { $0.label != nil }) {
            return positive ? .noPositives : .noNegatives
        }
        return .noScores
    }
}

extension Metric.Moment {
    /// Whether a row with this label counts.
    fileprivate func holds(of label: Bool?) -> Bool {
        switch self {
        case .score: true
        case .scoreOfClass(let positive): label == positive
        case .squaredError, .negativeLogLikelihood, .residual: label != nil
        }
    }

    /// Whether rows of one class say nothing of how far it could be off.
    fileprivate var needsBothClasses: Bool {
        switch self {
        case .score, .scoreOfClass: false
        case .squaredError, .negativeLogLikelihood, .residual: true
        }
    }

    /// Of one row.
    fileprivate func value(score: Double, isPositive: Bool) -> Double {
        let cell = ScoreCell(rowOf: score, isPositive: isPositive)
        return switch self {
        case .score, .scoreOfClass: score
        case .squaredError: cell.squaredError.mean
        case .negativeLogLikelihood(let clip): cell.logLoss(clip).mean
        case .residual: cell.residual.mean
        }
    }
}
