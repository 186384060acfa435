import Diagnostics
import Evidence
import Metrics
import Statistics
import Tables

/// What the rows of a scenario can decide of its gates, before any label or decision is read.
package struct ScenarioPlan: Sendable {
    /// The scenario's name.
    package let scenario: String
    package let assumptions: PlanningAssumptions
    /// Rows of the data.
    package let rows: Int
    /// Rows per cluster on average; `nil` without a column of clusters.
    package let rowsPerCluster: Double?
    /// The variance expected over that of independent rows.
    package let designEffect: Double
    package let minimumGroup: Int
    /// By gate in the order of the scenario, by level from the data up, then by group.
    package let gates: [GatePlan]
    /// Whether the rows of an earlier assessment are known; else changes are planned as if it had had as many as now.
    package let knowsEarlierRows: Bool
    /// What was read.
    package let accounting: String

    /// Whether every gate is decidable in every group as it stands in the data.
    package var isDecidable: Bool {
        gates.allSatisfy { plan in
            if plan.level != nil { return true }
            if case .tooFewRows = plan.state { return false }
            return true
        }
    }

    /// A level of a tree of regions above the values of a column.
    package struct RollUp: Sendable {
        package let column: String
        /// Such as `province`.
        package let level: String
        /// The name of the region that holds a value; `nil` for a value that is not in the tree.
        package let parent: @Sendable (String) -> String?

        package init(column: String, level: String, parent: @escaping @Sendable (String) -> String?) {
            self.column = column
            self.level = level
            self.parent = parent
        }
    }

    /// Plans the gates of a scenario from the groups (and clusters) in its data alone.
    ///
    /// Labels, decisions and scores are not read: what depends on them is assumed.
    ///
    /// - Parameter rollUps: levels above the columns of regions, from the nearest up.
    /// - Throws: what is wrong with the file of data, or with the name of a metric.
    package init(
        _ scenario: Scenario, assumptions: PlanningAssumptions, rollUps: [RollUp] = []
    ) throws(ScenarioFailure) {
        let earlier = try scenario.earlier.map { declared throws(ScenarioFailure) in
            try EarlierAssessment(
                contentsOf: try ScenarioInputs.resolve(declared.assessment, scenario),
                at: declared.assessment.location, sha256: declared.sha256?.value)
        }
        let counts = try PlanCounts(scenario)
        let isBinary = scenario.data.label.positive != nil
        let effect = assumptions.designEffect(rowsPerCluster: counts.rowsPerCluster ?? 1)
        var planner = GatePlanner(
            assumptions: assumptions, minimumGroup: scenario.analysis.minimumGroup, designEffect: effect)
        if let earlier { planner.rowsThen = { earlier.rows(of: $0) } }
        knowsEarlierRows = earlier != nil
        var plans: [GatePlan] = []
        for gate in scenario.gates {
            guard let metric = Catalogue.metric(named: gate.metric, binary: isBinary) else {
                throw ScenarioFailure([Diagnostic("E722", at: gate.location, "no metric named '\(gate.metric)'")])
            }
            let least = gate.slices.map {
                $0.leastRows(
                    of: counts.groups(of: gate, by: []).reduce(0) { $0 + $1.rows },
                    minimumGroup: scenario.analysis.minimumGroup)
            }
            if let least {
                planner.family = max(
                    1,
                    gate.groupings.reduce(0) { count, by in
                        count + counts.groups(of: gate, by: by).count { $0.rows >= least }
                    })
                for by in gate.groupings {
                    plans += planner.plans(
                        gate, metric, groups: counts.groups(of: gate, by: by), by: by, level: nil, reference: nil
                    ).filter { $0.rows >= least }
                }
                planner.family = nil
                continue
            }
            let by = gate.by ?? []
            let groups = counts.groups(of: gate, by: by)
            var reference: GroupKey?
            switch gate.comparison {
            case .difference(.named(let values), _), .ratio(.named(let values), _), .gapChange(.named(let values), _):
                reference = GroupKey(zip(by, values).map { GroupLevel(dimension: $0, value: $1) })
            default: break
            }
            plans += planner.plans(gate, metric, groups: groups, by: by, level: nil, reference: reference)
            for rollUp in rollUps where by.contains(rollUp.column) {
                plans += planner.plans(
                    gate, metric, groups: Self.merged(groups, rollUp), by: by, level: rollUp.level,
                    reference: reference.map { Self.raised($0, rollUp) })
            }
        }
        self.scenario = scenario.name
        self.assumptions = assumptions
        rows = counts.rows
        rowsPerCluster = counts.rowsPerCluster
        designEffect = effect
        minimumGroup = scenario.analysis.minimumGroup
        gates = plans
        accounting = counts.accounting
    }

    private static func raised(_ key: GroupKey, _ rollUp: RollUp) -> GroupKey {
        GroupKey(
            key.levels.map { level in
                guard level.dimension == rollUp.column, let value = level.value else { return level }
                return GroupLevel(dimension: level.dimension, value: rollUp.parent(value) ?? value)
            })
    }

    private static func merged(_ groups: [GatePlanner.Group], _ rollUp: RollUp) -> [GatePlanner.Group] {
        var rows: [GroupKey: Int] = [:]
        for group in groups { rows[raised(group.key, rollUp), default: 0] += group.rows }
        return rows.map { GatePlanner.Group(key: $0.key, rows: $0.value) }.sorted { $0.key < $1.key }
    }
}

/// The rows of groups, and nothing else of the data.
private struct PlanCounts {
    let rows: Int
    let rowsPerCluster: Double?
    let accounting: String
    private let tables: [[String]: [GatePlanner.Group]]

    init(_ scenario: Scenario) throws(ScenarioFailure) {
        let groupings = Set(
            scenario.gates.flatMap { gate in (gate.groupings + [[]]).map { Self.counted($0, gate) } }
        ).sorted { $0.lexicographicallyPrecedes($1) }
        let cluster = scenario.data.cluster?.value
        var names: [String] = []
        for name in groupings.flatMap({ $0 }) + [cluster].compactMap({ $0 }) where !names.contains(name) {
            names.append(name)
        }
        // Without a group to look at, rows still have to be counted.
        if names.isEmpty { names = [scenario.data.groups.first?.column.value ?? scenario.data.label.column.value] }
        let wanted = groupings + (cluster.map { [[$0]] } ?? [])
        var counter = RowCounter(
            groups: wanted.map { .init(categories: $0.compactMap(names.firstIndex(of:))) })
        let place = try ScenarioInputs.resolve(scenario.data.file, scenario)
        let table: Table
        do {
            table = try TableReader.stream(
                path: place, as: place, columns: names.map { ColumnRequest($0, .category) }, into: &counter)
        } catch { throw ScenarioInputs.failure(error, scenario.data.file) }
        try ScenarioInputs.check(table, scenario.data.file, sha256: scenario.data.sha256)
        var tables: [[String]: [GatePlanner.Group]] = [:]
        for (index, grouping) in groupings.enumerated() {
            let entries = counter.entries(index)
            let levels = grouping.map { table.category($0)?.levels ?? [] }
            tables[grouping] = (0..<entries.count).map { entry in
                GatePlanner.Group(
                    key: GroupKey(
                        grouping.indices.map { column in
                            let code = Int(entries.codes[column][entry])
                            return GroupLevel(
                                dimension: grouping[column],
                                value: code < levels[column].count ? levels[column][code] : nil)
                        }), rows: entries.multiplicities[entry])
            }.sorted { $0.key < $1.key }
        }
        if groupings.contains([]) {
            tables[[]] = [GatePlanner.Group(key: .overall, rows: table.rowCount)]
        }
        var perCluster: Double?
        if cluster != nil {
            let entries = counter.entries(wanted.count - 1)
            let missing = (0..<entries.count).filter { entries.codes[0][$0] == CategoryColumn.missing }.reduce(0) {
                $0 + entries.multiplicities[$1]
            }
            let clusters = entries.count - (missing > 0 ? 1 : 0) + missing
            perCluster = clusters > 0 ? Double(table.rowCount) / Double(clusters) : nil
        }
        rows = table.rowCount
        rowsPerCluster = perCluster
        self.tables = tables
        accounting = "\(scenario.data.file.value): \(table.accounting.sentence)"
    }

    /// The columns that rows have to be counted by for a gate.
    private static func counted(_ grouping: [String], _ gate: Gate) -> [String] {
        grouping + gate.conditions.map(\.column).filter { !grouping.contains($0) }
    }

    /// The rows that a gate looks at, by group.
    func groups(of gate: Gate, by grouping: [String]) -> [GatePlanner.Group] {
        let all = tables[Self.counted(grouping, gate)] ?? []
        guard !gate.conditions.isEmpty else { return all }
        var rows: [GroupKey: Int] = [:]
        for group in all {
            let isKept = gate.conditions.allSatisfy { condition in
                group.key.levels.contains { level in
                    level.dimension == condition.column
                        && condition.levels.contains { $0.utf8.elementsEqual(level.name.utf8) }
                }
            }
            guard isKept else { continue }
            rows[GroupKey(group.key.levels.filter { grouping.contains($0.dimension) }), default: 0] += group.rows
        }
        return rows.map { GatePlanner.Group(key: $0.key, rows: $0.value) }.sorted { $0.key < $1.key }
    }
}
