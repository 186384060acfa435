import Metrics
package import Statistics

extension Assessment {
    /// What is different from an earlier assessment of the same scenario.
    package struct Changes: Sendable {
        /// The digest of the earlier file.
        package var sha256: String
        package var programVersion: String
        package var date: String?
        package var period: Period?
        /// Whether both may rest on some of the same rows; limits then take for independent what is not.
        package var mayShareRows: Bool
        /// Whether the files of rows are others than they were.
        package var hasOtherData: Bool
        /// Models that are new, and those that were there and are no more.
        package var newModels: [String]
        package var goneModels: [String]
        /// Groups that are new, and those that were there and are no more.
        package var newGroups: [GroupKey]
        package var goneGroups: [GroupKey]
        /// Figures of both, in the order of `estimates`.
        package var figures: [Change]
        /// Differences from a reference that both have, in the order of `comparisons`.
        package var gaps: [Change]
        /// Gates that both have, in the order of `gates`.
        package var gates: [Gate]

        /// A figure then and now.
        package struct Change: Sendable, Hashable {
            package var model: String
            package var metric: String
            package var group: GroupKey
            /// What the group is compared with, for gaps; `nil` for everybody else.
            package var reference: GroupKey?
            package var then: Double
            package var now: Double
            /// Now less then.
            package var estimate: Estimate
            /// Whether it is shown among all changes of its kind that were looked at: its interval, widened to hold for
            /// all of them at once, excludes none.
            package var isShown: Bool
            /// Rows of the smaller of the two denominators.
            package var leastRows: Int
        }

        package struct Gate: Sendable, Hashable {
            package var gate: String
            package var model: String
            package var then: Verdict
            package var now: Verdict
        }
    }
}

extension Assessment.Changes {
    /// - Parameters:
    ///   - assessment: finished but for its changes.
    ///   - mayShareRows: whether rows may be in both.
    init(_ assessment: Assessment, since earlier: EarlierAssessment, mayShareRows: Bool) {
        sha256 = earlier.sha256
        programVersion = earlier.programVersion
        date = earlier.date
        period = earlier.period
        self.mayShareRows = mayShareRows
        hasOtherData = !assessment.inputs.filter { $0.role == .data }.allSatisfy {
            earlier.dataDigests.contains($0.sha256)
        }
        let models = Set(assessment.models.map(\.name))
        newModels = assessment.models.map(\.name).filter { earlier.models[$0] == nil }
        goneModels = earlier.models.keys.filter { !models.contains($0) }.sorted()
        var groupings: [[String]] = []
        for row in assessment.coverage where !groupings.contains(row.group.dimensions) {
            groupings.append(row.group.dimensions)
        }
        groupings = groupings.filter { earlier.groupings.contains($0.sorted()) }
        newGroups = assessment.coverage.map(\.group).filter { group in
            groupings.contains(group.dimensions) && !earlier.hasGroup(group)
        }
        goneGroups = groupings.flatMap { by in
            earlier.groups(by: by, besides: assessment.coverage.map(\.group).filter { $0.dimensions == by })
        }
        func isRate(_ metric: String) -> Bool {
            guard case .proportion? = Catalogue.metric(named: metric, binary: assessment.isBinary)?.definition else {
                return false
            }
            return true
        }
        let level = assessment.scenario.analysis.level
        figures = Self.shown(
            assessment.estimates.compactMap { record in
                guard let now = record.estimate.number,
                    let then = earlier.figure(record.model, record.metric, record.group)
                else { return nil }
                return Change(
                    model: record.model, metric: record.metric, group: record.group, reference: nil, then: then.value,
                    now: now,
                    estimate: ChangeEstimate.value(
                        now: record.estimate, then: then, isRate: isRate(record.metric), level: level, for: .display),
                    isShown: false, leastRows: min(record.estimate.n, then.n))
            })
        gaps = Self.shown(
            assessment.comparisons.compactMap { record in
                guard record.kind == .difference, let now = record.estimate.number, let then = earlier.gap(record)
                else {
                    return nil
                }
                return Change(
                    model: record.model, metric: record.metric, group: record.group, reference: record.reference,
                    then: then.figure.value, now: now,
                    estimate: ChangeEstimate.gap(
                        now: record.estimate, then: then, groupRowsThen: nil, isRate: isRate(record.metric),
                        level: level, for: .display), isShown: false,
                    leastRows: min(record.estimate.n, then.figure.n))
            })
        gates = assessment.gates.compactMap { result in
            earlier.gates[.init(gate: result.gate.name, model: result.model)].map {
                Gate(gate: result.gate.name, model: result.model, then: $0, now: result.verdict)
            }
        }
    }

    private static func shown(_ changes: [Change]) -> [Change] {
        let count = changes.count { $0.estimate.interval != nil }
        return changes.map { change in
            var change = change
            change.isShown = Findings.isShown(change.estimate, among: count)
            return change
        }
    }
}
