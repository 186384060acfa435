import Evidence
import Metrics
import Statistics

/// The counts of each window, and what is asked of them again and again.
struct DriftCounts {
    /// By window; none without rows.
    let byWindow: [String: GroupEvidence]
    /// The same by group, grouping by grouping.
    let byGroup: [[String: [GroupKey: GroupEvidence]]]
    /// Each column of the groupings with its levels, and rows by window and level, the missing level last.
    let columns: [(name: String, levels: [String], counts: [String: [Int]])]
    let nobody: GroupEvidence
    /// Whether rows were counted by weight, so that numbers of rows are not what figures are made of.
    let isWeighted: Bool
    /// Whether rows depend on each other by clusters.
    let isClustered: Bool

    /// Of one cube that has windows as a dimension.
    ///
    /// - Parameter withScores: whether the metric needs the scores of groups; those of everybody are always there.
    init(_ cube: EvidenceCube, time: String, groupings: [[String]], withScores: Bool) {
        func window(_ key: GroupKey) -> String { key.levels.first { $0.dimension == time }?.name ?? "" }
        var byWindow: [String: GroupEvidence] = [:]
        for evidence in cube.evidence(by: [time]) { byWindow[window(evidence.group)] = evidence }
        self.byWindow = byWindow
        nobody = cube.overall.subtracting(cube.overall)
        byGroup = groupings.map { grouping in
            var table: [String: [GroupKey: GroupEvidence]] = [:]
            for evidence in cube.evidence(by: grouping + [time], withScores: withScores) {
                let key = GroupKey(evidence.group.levels.filter { $0.dimension != time })
                table[window(evidence.group), default: [:]][key] = evidence
            }
            return table
        }
        columns = Self.names(groupings).map { name in
            let levels = cube.cells.dimensions.first { $0.name == name }?.levels ?? []
            let places = Self.places(levels)
            var counts: [String: [Int]] = [:]
            for evidence in cube.evidence(by: [name, time], withScores: false) {
                let level = evidence.group.levels.first { $0.dimension == name }?.value
                counts[window(evidence.group), default: Array(repeating: 0, count: levels.count + 1)][
                    level.flatMap { places[$0] } ?? levels.count] += evidence.rows
            }
            return (name, levels + ["(missing)"], counts)
        }
        isWeighted = cube.header.weights.isSummed
        isClustered = cube.header.told.contains { $0.rule == .block }
    }

    /// Of one cube a window, all of the same meaning.
    init?(_ windows: [(name: String, cube: EvidenceCube)], groupings: [[String]], withScores: Bool) {
        guard let first = windows.first?.cube else { return nil }
        nobody = first.overall.subtracting(first.overall)
        var byWindow: [String: GroupEvidence] = [:]
        var byGroup: [[String: [GroupKey: GroupEvidence]]] = groupings.map { _ in [:] }
        for (name, cube) in windows {
            byWindow[name] = cube.overall
            for (place, grouping) in groupings.enumerated() {
                byGroup[place][name] = Dictionary(
                    cube.evidence(by: grouping, withScores: withScores).map { ($0.group, $0) },
                    uniquingKeysWith: { a, _ in a })
            }
        }
        (self.byWindow, self.byGroup) = (byWindow, byGroup)
        columns = Self.names(groupings).map { name in
            var levels = Set<String>()
            for (_, cube) in windows {
                levels.formUnion(cube.cells.dimensions.first { $0.name == name }?.levels ?? [])
            }
            let ordered = levels.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
            let places = Self.places(ordered)
            var counts: [String: [Int]] = [:]
            for (window, cube) in windows {
                var own = [Int](repeating: 0, count: ordered.count + 1)
                for evidence in cube.evidence(by: [name], withScores: false) {
                    own[evidence.group.levels.first?.value.flatMap { places[$0] } ?? ordered.count] += evidence.rows
                }
                counts[window] = own
            }
            return (name, ordered + ["(missing)"], counts)
        }
        isWeighted = first.header.weights.isSummed
        isClustered = first.header.told.contains { $0.rule == .block }
    }

    private static func names(_ groupings: [[String]]) -> [String] {
        var names: [String] = []
        for name in groupings.flatMap({ $0 }) where !names.contains(name) { names.append(name) }
        return names
    }

    private static func places(_ levels: [String]) -> [String: Int] {
        Dictionary(levels.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { a, _ in a })
    }

    /// Some windows together.
    func evidence(_ windows: [String]) -> GroupEvidence {
        windows.compactMap { byWindow[$0] }.reduce(nobody) { $0.adding($1) }
    }

    /// The same by group of one grouping.
    func groups(_ windows: [String], grouping: Int) -> [GroupKey: GroupEvidence] {
        var result: [GroupKey: GroupEvidence] = [:]
        for window in windows {
            for (key, evidence) in byGroup[grouping][window] ?? [:] {
                result[key] = result[key].map { $0.adding(evidence) } ?? evidence
            }
        }
        for key in result.keys { result[key]?.group = key }
        return result
    }

    /// Rows by level of a column.
    func mix(_ windows: [String], column: Int) -> [Int] {
        let none = [Int](repeating: 0, count: columns[column].levels.count)
        return windows.compactMap { columns[column].counts[$0] }.reduce(none) { zip($0, $1).map { $0 + $1 } }
    }
}
