package import Evidence
package import Metrics
package import Statistics

/// How decisions, scores and the people they are about changed since a baseline.
///
/// - Source: METHODS §4d.
package struct DriftSearch: Sendable {
    /// What was measured of one window, or of all windows behind the baseline together.
    package struct Window: Sendable {
        /// The windows it holds, in order; their texts.
        package let names: [String]
        package let isBaseline: Bool
        package let rows: Int
        /// The share of rows with a label; `nil` without rows.
        package let labelCoverage: Double?
        /// Whether enough of its labels have come for a metric that needs them; a window that is not mature has no change,
        /// and monitors leave it out. All windows together hold the mature ones where the metric is concerned.
        package let isMature: Bool
        /// The metric here, and less that of the baseline.
        package let estimate: Estimate?
        package let change: Estimate?
        /// Limits of the metric over all mature windows from the first behind the baseline to this one, which hold at every
        /// look; `nil` for metrics that are neither rates nor means of bounded numbers.
        package let sequence: Interval?
        /// How the scores moved; `nil` without scores.
        package let scores: Shift?
        /// How the mix of each column moved, by column.
        package let mix: [Mix]
        /// By group of each grouping: the metric here and its change.
        package let groups: [Group]
    }

    /// How scores moved.
    package struct Shift: Sendable {
        /// Over ten bins of equal width of 0…1; `nil` for scores outside.
        package let bins: DistributionShift?
        package let sample: SampleShift
    }

    /// How the mix of a column moved.
    package struct Mix: Sendable {
        package let column: String
        /// Levels, the missing one last if there is one.
        package let levels: [String]
        package let shift: DistributionShift
        /// Of no change, by χ².
        package let pValue: Double?
    }

    package struct Group: Sendable {
        package let key: GroupKey
        package let estimate: Estimate
        /// `nil` in the baseline itself.
        package let change: Estimate?
    }

    /// What is watched, and how closely.
    package struct Options: Sendable, Hashable {
        /// The share of rows that must have a label before a window counts for metrics that need labels; `nil` counts all.
        package var matured: Double?
        /// How far a rate may move from that of the baseline without being a change; of itself, as far as the baseline's
        /// interval goes.
        package var tolerance: Double?
        /// Without a change, 1/α windows or more to a false alarm on average, over all monitors together.
        package var alpha = 0.05

        package init(matured: Double? = nil, tolerance: Double? = nil, alpha: Double = 0.05) {
            (self.matured, self.tolerance, self.alpha) = (matured, tolerance, alpha)
        }
    }

    /// All windows one by one, in order; then those behind the baseline together.
    package let windows: [Window]
    package let baseline: Window
    package let current: Window?
    /// What is watched window by window; empty for metrics that are no rates, and for weighted rows.
    package let monitors: [DriftMonitor]
    package let options: Options
    /// Whether rows depend on each other by clusters, which monitors and sequences do not see.
    package let assumesIndependence: Bool

    /// - Parameters:
    ///   - cube: its rows by windows.
    ///   - time: the dimension of windows.
    ///   - order: the windows in order of time.
    ///   - baseline: those of them that are compared with.
    ///   - metric: what is followed; `nil` for mix and scores alone.
    ///   - groupings: groups without the windows.
    package init(
        _ cube: EvidenceCube, time: String, order: [String], baseline: Set<String>, metric: Metric?,
        groupings: [[String]], context: EstimationContext, options: Options = Options()
    ) {
        self.init(
            DriftCounts(cube, time: time, groupings: groupings, withScores: metric?.needsScores ?? false),
            order: order, baseline: baseline, metric: metric,
            context: context, options: options)
    }

    /// Of one cube a window.
    ///
    /// - Parameter windows: in order of time, each name once; of the same outcome, classes and scores.
    /// - Returns: `nil` without a window.
    /// - Throws: for cubes that do not mean the same.
    package init?(
        windows: [(name: String, cube: EvidenceCube)], baseline: Set<String>, metric: Metric?,
        groupings: [[String]], context: EstimationContext, options: Options = Options()
    ) throws(CubeError) {
        guard let first = windows.first?.cube else { return nil }
        // Cubes of no rows are merged in no time, and refuse what cubes of rows would.
        for (_, cube) in windows.dropFirst() { _ = try first.empty.merging(cube.empty, assumingDisjoint: true) }
        guard let counts = DriftCounts(windows, groupings: groupings, withScores: metric?.needsScores ?? false)
        else { return nil }
        self.init(
            counts, order: windows.map(\.name), baseline: baseline, metric: metric, context: context, options: options)
    }

    private init(
        _ counts: DriftCounts, order: [String], baseline: Set<String>, metric: Metric?, context: EstimationContext,
        options: Options
    ) {
        let base = order.filter(baseline.contains)
        let tool = DriftTool(counts, baseline: base, metric: metric, context: context, options: options)
        let later = order.filter { !baseline.contains($0) }
        self.baseline = tool.window(base, isBaseline: true, sequence: nil)
        var windows: [Window] = []
        var sequence = DriftSequence(counts, metric: metric, context: context)
        for name in order {
            let isBaseline = baseline.contains(name)
            if !isBaseline, tool.isMature(name) { sequence?.add(name) }
            windows.append(
                tool.window([name], isBaseline: isBaseline, sequence: isBaseline ? nil : sequence?.interval))
        }
        self.windows = windows
        current = later.isEmpty ? nil : tool.window(later, isBaseline: false, sequence: sequence?.interval)
        self.options = options
        assumesIndependence = counts.isClustered
        monitors = DriftMonitor.watching(
            counts, baseline: self.baseline, baselineNames: base.filter(tool.isMature), later: later,
            isMature: tool.isMature, metric: metric, context: context, options: options)
    }
}

/// Measures windows against the baseline.
private struct DriftTool {
    let counts: DriftCounts
    let metric: Metric?
    let context: EstimationContext
    private let baseline: [String]
    private let reference: GroupEvidence
    /// Those windows of it that count for the metric.
    private let matureReference: GroupEvidence
    private let referenceGroups: [[GroupKey: GroupEvidence]]
    private let referenceMix: [[Int]]
    private let matured: Double?

    init(
        _ counts: DriftCounts, baseline: [String], metric: Metric?, context: EstimationContext,
        options: DriftSearch.Options
    ) {
        self.counts = counts
        self.metric = metric
        self.context = context
        self.baseline = baseline
        matured = metric?.usesLabels == true ? options.matured : nil
        let limit = matured
        let mature = baseline.filter { Self.isMature(counts.byWindow[$0], limit) }
        reference = counts.evidence(baseline)
        matureReference = counts.evidence(mature)
        referenceGroups = counts.byGroup.indices.map { counts.groups(mature, grouping: $0) }
        referenceMix = counts.columns.indices.map { counts.mix(baseline, column: $0) }
    }

    /// Whether a window has labels enough.
    func isMature(_ name: String) -> Bool { Self.isMature(counts.byWindow[name], matured) }

    private static func isMature(_ evidence: GroupEvidence?, _ matured: Double?) -> Bool {
        guard let matured, let evidence, evidence.rows > 0 else { return true }
        return Double(evidence.labelled) >= matured * Double(evidence.rows)
    }

    func window(_ names: [String], isBaseline: Bool, sequence: Interval?) -> DriftSearch.Window {
        let own = isBaseline && names == baseline ? reference : counts.evidence(names)
        let mature = names.filter(isMature)
        let (estimate, change) = overall(names, mature, own, isBaseline: isBaseline)
        return DriftSearch.Window(
            names: names, isBaseline: isBaseline, rows: own.rows,
            labelCoverage: own.rows > 0 ? Double(own.labelled) / Double(own.rows) : nil,
            isMature: names.isEmpty || !mature.isEmpty, estimate: estimate, change: change, sequence: sequence,
            scores: isBaseline ? nil : Self.shift(reference, own), mix: isBaseline ? [] : mix(names),
            groups: groups(mature, isBaseline: isBaseline, role: names.joined(separator: " ")))
    }

    private func overall(
        _ names: [String], _ mature: [String], _ own: GroupEvidence, isBaseline: Bool
    ) -> (Estimate?, Estimate?) {
        guard let metric else { return (nil, nil) }
        guard !mature.isEmpty || names.isEmpty else {
            let none = Estimate(notEstimable: .unlabelled, n: own.labelled)
            return (none, isBaseline ? nil : none)
        }
        return measure(
            metric, mature == names ? own : counts.evidence(mature), matureReference, isBaseline: isBaseline,
            role: names.joined(separator: " "))
    }

    private func measure(
        _ metric: Metric, _ own: GroupEvidence, _ reference: GroupEvidence, isBaseline: Bool, role: String
    ) -> (Estimate, Estimate?) {
        var estimator = Estimator(own, context: context, role: role)
        let estimate = estimator.estimate(metric)
        guard !isBaseline else { return (estimate, nil) }
        var contrast = Contrast(estimator, against: Estimator(reference, context: context, role: "baseline"))
        return (estimate, contrast.difference(metric, level: context.level, for: .display))
    }

    private func groups(_ names: [String], isBaseline: Bool, role: String) -> [DriftSearch.Group] {
        guard let metric else { return [] }
        return counts.byGroup.indices.flatMap { grouping -> [DriftSearch.Group] in
            let (own, reference) = (counts.groups(names, grouping: grouping), referenceGroups[grouping])
            return Set(own.keys).union(reference.keys).sorted().map { key in
                var empty = counts.nobody
                empty.group = key
                let (estimate, change) = measure(
                    metric, own[key] ?? empty, reference[key] ?? empty, isBaseline: isBaseline, role: role)
                return DriftSearch.Group(key: key, estimate: estimate, change: change)
            }
        }
    }

    private func mix(_ names: [String]) -> [DriftSearch.Mix] {
        counts.columns.indices.compactMap { column in
            let (before, after) = (referenceMix[column], counts.mix(names, column: column))
            guard let shift = DistributionShift(before: before, after: after) else { return nil }
            return DriftSearch.Mix(
                column: counts.columns[column].name, levels: counts.columns[column].levels, shift: shift,
                pValue: shift.chiSquarePValue)
        }
    }

    /// All rows with a score, labelled or not: labels come late, scores do not.
    private static func shift(_ before: GroupEvidence, _ after: GroupEvidence) -> DriftSearch.Shift? {
        guard before.scores.count == 1, after.scores.count == 1 else { return nil }
        let ordered = merged(before.scores[0], after.scores[0])
        guard let sample = SampleShift(ordered) else { return nil }
        var bins: DistributionShift?
        if let first = ordered.first, let last = ordered.last, first.value >= 0, last.value <= 1 {
            var (one, two) = ([Int](repeating: 0, count: 10), [Int](repeating: 0, count: 10))
            // Edges are decimal: 0.3 is one.
            let edges = (1..<10).map { Double($0) / 10 }
            var bin = 0
            for entry in ordered {
                while bin < 9, edges[bin] <= entry.value { bin += 1 }
                one[bin] += entry.before
                two[bin] += entry.after
            }
            bins = DistributionShift(before: one, after: two)
        }
        return DriftSearch.Shift(bins: bins, sample: sample)
    }

    /// Rows before and after at each score, ascending.
    private static func merged(
        _ before: ScoreCounts, _ after: ScoreCounts
    ) -> [(value: Double, before: Int, after: Int)] {
        func rows(_ scores: ScoreCounts, _ place: Int) -> Int {
            scores.negatives[place] + scores.positives[place] + scores.unlabelled[place]
        }
        var result: [(value: Double, before: Int, after: Int)] = []
        result.reserveCapacity(before.values.count + after.values.count)
        var (i, j) = (0, 0)
        while i < before.values.count || j < after.values.count {
            let first = i < before.values.count ? before.values[i] : .infinity
            let second = j < after.values.count ? after.values[j] : .infinity
            if first < second {
                result.append((first, rows(before, i), 0))
                i += 1
            } else if second < first {
                result.append((second, 0, rows(after, j)))
                j += 1
            } else {
                result.append((first, rows(before, i), rows(after, j)))
                (i, j) = (i + 1, j + 1)
            }
        }
        return result
    }
}
