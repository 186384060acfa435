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
        /// The metric here, and less that of the baseline.
        package let estimate: Estimate?
        package let change: Estimate?
        /// Limits of the metric over all windows from the first behind the baseline to this one, which hold at every look.
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

    /// All windows one by one, in order; then those behind the baseline together.
    package let windows: [Window]
    package let baseline: Window
    package let current: Window?

    /// - Parameters:
    ///   - cube: its rows by windows.
    ///   - time: the dimension of windows.
    ///   - order: the windows in order of time.
    ///   - baseline: those of them that are compared with.
    ///   - metric: what is followed; `nil` for mix and scores alone.
    ///   - groupings: groups without the windows.
    package init(
        _ cube: EvidenceCube, time: String, order: [String], baseline: Set<String>, metric: Metric?,
        groupings: [[String]], context: EstimationContext
    ) {
        let base = order.filter(baseline.contains)
        let tool = DriftTool(
            cube, time: time, baseline: base, metric: metric, groupings: groupings, context: context)
        let later = order.filter { !baseline.contains($0) }
        self.baseline = tool.window(base, isBaseline: true, since: [])
        var windows: [Window] = []
        for (index, name) in order.enumerated() {
            let isBaseline = baseline.contains(name)
            let since = isBaseline ? [] : order[...index].filter { !baseline.contains($0) }
            windows.append(tool.window([name], isBaseline: isBaseline, since: since))
        }
        self.windows = windows
        current = later.isEmpty ? nil : tool.window(later, isBaseline: false, since: later)
    }
}

/// The counts of a cube, window by window.
private struct DriftTool {
    let metric: Metric?
    let context: EstimationContext
    private let byWindow: [String: GroupEvidence]
    private let byGroup: [[String: [GroupKey: GroupEvidence]]]
    private let columns: [(name: String, levels: [String], counts: [String: [Int]])]
    private let nobody: GroupEvidence
    private let baseline: [String]

    init(
        _ cube: EvidenceCube, time: String, baseline: [String], metric: Metric?, groupings: [[String]],
        context: EstimationContext
    ) {
        self.metric = metric
        self.context = context
        self.baseline = baseline
        var byWindow: [String: GroupEvidence] = [:]
        for evidence in cube.evidence(by: [time]) { byWindow[Self.window(evidence.group, time)] = evidence }
        self.byWindow = byWindow
        nobody = cube.overall.subtracting(cube.overall)
        byGroup = groupings.map { grouping in
            var table: [String: [GroupKey: GroupEvidence]] = [:]
            for evidence in cube.evidence(by: grouping + [time]) {
                let key = GroupKey(evidence.group.levels.filter { $0.dimension != time })
                table[Self.window(evidence.group, time), default: [:]][key] = evidence
            }
            return table
        }
        var names: [String] = []
        for name in groupings.flatMap({ $0 }) where !names.contains(name) { names.append(name) }
        columns = names.map { name in
            let levels = cube.cells.dimensions.first { $0.name == name }?.levels ?? []
            var counts: [String: [Int]] = [:]
            for evidence in cube.evidence(by: [name, time]) {
                let level = evidence.group.levels.first { $0.dimension == name }?.value
                let place = level.flatMap { levels.firstIndex(of: $0) } ?? levels.count
                counts[Self.window(evidence.group, time), default: Array(repeating: 0, count: levels.count + 1)][
                    place] += evidence.rows
            }
            return (name, levels + ["(missing)"], counts)
        }
    }

    private static func window(_ key: GroupKey, _ time: String) -> String {
        key.levels.first { $0.dimension == time }?.name ?? ""
    }

    private func evidence(_ windows: [String]) -> GroupEvidence {
        windows.compactMap { byWindow[$0] }.reduce(nobody) { $0.adding($1) }
    }

    func window(_ names: [String], isBaseline: Bool, since: [String]) -> DriftSearch.Window {
        let (own, reference) = (evidence(names), evidence(baseline))
        var (estimate, change): (Estimate?, Estimate?)
        var sequence: Interval?
        let role = names.joined(separator: " ")
        if let metric {
            (estimate, change) = measure(metric, own, reference, isBaseline: isBaseline, role: role)
            if !isBaseline, case .proportion(let part, let whole, _) = metric.definition {
                let counts = Counts(evidence(since), favourablePositive: context.favourablePositive ?? true)
                sequence = RateSequence.interval(
                    successes: counts[keyPath: part], trials: counts[keyPath: whole], level: context.level)
            }
        }
        return DriftSearch.Window(
            names: names, isBaseline: isBaseline, rows: own.rows,
            labelCoverage: own.rows > 0 ? Double(own.labelled) / Double(own.rows) : nil, estimate: estimate,
            change: change, sequence: sequence, scores: isBaseline ? nil : Self.shift(reference, own),
            mix: isBaseline ? [] : mix(names), groups: groups(names, isBaseline: isBaseline, role: role))
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
        return byGroup.flatMap { table -> [DriftSearch.Group] in
            func sum(_ windows: [String]) -> [GroupKey: GroupEvidence] {
                var result: [GroupKey: GroupEvidence] = [:]
                for window in windows {
                    for (key, evidence) in table[window] ?? [:] {
                        result[key] = result[key].map { $0.adding(evidence) } ?? evidence
                    }
                }
                return result.reduce(into: [:]) { sums, entry in
                    var evidence = entry.value
                    evidence.group = entry.key
                    sums[entry.key] = evidence
                }
            }
            let (own, reference) = (sum(names), sum(baseline))
            return Set(own.keys).union(reference.keys).sorted().map { key in
                var empty = nobody
                empty.group = key
                let (estimate, change) = measure(
                    metric, own[key] ?? empty, reference[key] ?? empty, isBaseline: isBaseline, role: role)
                return DriftSearch.Group(key: key, estimate: estimate, change: change)
            }
        }
    }

    private func mix(_ names: [String]) -> [DriftSearch.Mix] {
        columns.compactMap { name, levels, counts in
            func sum(_ windows: [String]) -> [Int] {
                windows.compactMap { counts[$0] }.reduce(Array(repeating: 0, count: levels.count)) { sum, own in
                    zip(sum, own).map { $0 + $1 }
                }
            }
            let (before, after) = (sum(baseline), sum(names))
            guard let shift = DistributionShift(before: before, after: after) else { return nil }
            return DriftSearch.Mix(
                column: name, levels: levels, shift: shift,
                pValue: ContingencyTable([before, after]).chiSquarePValue)
        }
    }

    /// All rows with a score, labelled or not: labels come late, scores do not.
    private static func shift(_ before: GroupEvidence, _ after: GroupEvidence) -> DriftSearch.Shift? {
        guard before.scores.count == 1, after.scores.count == 1 else { return nil }
        var values: [Double: (before: Int, after: Int)] = [:]
        for (index, scores) in [before.scores[0], after.scores[0]].enumerated() {
            for place in scores.values.indices {
                let rows = scores.negatives[place] + scores.positives[place] + scores.unlabelled[place]
                let old = values[scores.values[place]] ?? (0, 0)
                values[scores.values[place]] =
                    index == 0 ? (old.before + rows, old.after) : (old.before, old.after + rows)
            }
        }
        let ordered = values.sorted { $0.key < $1.key }.map {
            (value: $0.key, before: $0.value.before, after: $0.value.after)
        }
        guard let sample = SampleShift(ordered) else { return nil }
        var bins: DistributionShift?
        if let first = ordered.first, let last = ordered.last, first.value >= 0, last.value <= 1 {
            var (one, two) = ([Int](repeating: 0, count: 10), [Int](repeating: 0, count: 10))
            // Edges are decimal: 0.3 is one.
            let edges = (1..<10).map { Double($0) / 10 }
            for entry in ordered {
                let bin = edges.count { $0 <= entry.value }
                one[bin] += entry.before
                two[bin] += entry.after
            }
            bins = DistributionShift(before: one, after: two)
        }
        return DriftSearch.Shift(bins: bins, sample: sample)
    }
}
