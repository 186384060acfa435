import Scenarios
import Statistics

/// An assessment arranged for looking things up: which groupings, metrics and groups there are, in a fixed order.
struct AssessmentIndex {
    let assessment: Assessment
    /// The combinations of columns by which results are given, in the order of the analysis.
    let groupings: [[String]]
    /// Canonical names in the order of the analysis.
    let metrics: [MetricPresentation]
    let models: [String]
    private let estimates: [Key: Assessment.MetricEstimate]
    private let groupsByGrouping: [[String]: [GroupKey]]
    private let coverage: [GroupKey: Assessment.Coverage]

    private struct Key: Hashable {
        let model: String
        let metric: String
        let group: GroupKey
    }

    init(_ assessment: Assessment) {
        self.assessment = assessment
        models = assessment.models.map(\.name)
        var names: [String] = []
        var seenNames: Set<String> = []
        var groupings: [[String]] = []
        var groups: [[String]: [GroupKey]] = [:]
        var seenGroups: Set<GroupKey> = []
        var estimates: [Key: Assessment.MetricEstimate] = [:]
        func add(_ group: GroupKey) {
            guard seenGroups.insert(group).inserted else { return }
            let grouping = group.dimensions
            if groups[grouping] == nil, !grouping.isEmpty { groupings.append(grouping) }
            groups[grouping, default: []].append(group)
        }
        for estimate in assessment.estimates {
            if seenNames.insert(estimate.metric).inserted { names.append(estimate.metric) }
            add(estimate.group)
            estimates[Key(model: estimate.model, metric: estimate.metric, group: estimate.group)] = estimate
        }
        for row in assessment.coverage { add(row.group) }
        metrics = names.map { MetricPresentation($0) }
        self.groupings = groupings
        groupsByGrouping = groups.mapValues { $0.sorted() }
        self.estimates = estimates
        coverage = Dictionary(assessment.coverage.map { ($0.group, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The groups of a grouping in canonical order; for the empty one everybody.
    func groups(of grouping: [String]) -> [GroupKey] { groupsByGrouping[grouping] ?? [] }

    func estimate(model: String, metric: String, group: GroupKey) -> Assessment.MetricEstimate? {
        estimates[Key(model: model, metric: metric, group: group)]
    }

    func coverage(of group: GroupKey) -> Assessment.Coverage? { coverage[group] }

    /// The rows in the metric's denominator for a group, if that was estimated.
    func rows(model: String, metric: String, group: GroupKey) -> Int? {
        estimate(model: model, metric: metric, group: group)?.estimate.n
    }

    /// The smallest denominator that a comparison of two groups rests on.
    func rows(model: String, metric: String, group: GroupKey, reference: GroupKey?, atMost n: Int) -> Int {
        let known = [group, reference].compactMap { $0 }.compactMap { rows(model: model, metric: metric, group: $0) }
        return min(n, known.min() ?? n)
    }

    /// The name of the positive class, for sentences that need one.
    var positiveClass: Inline { .data(assessment.isBinary ? assessment.classes.last ?? "" : "") }

    /// A grouping by the names of its columns.
    static func name(of grouping: [String]) -> Inline {
        grouping.count == 1
            ? .data(grouping[0])
            : .list(grouping.map { .data($0) })
    }
}

/// The names of places in a document, so that links and what they point at agree.
enum Anchor {
    static let findings = "findings"
    static let gates = "gates"
    static let coverage = "coverage"
    static let performance = "performance"
    static let differences = "differences"

    static func gate(_ index: Int) -> String { "gate-\(index + 1)" }
    static func figure(grouping: Int, metric: Int) -> String { "figure-\(grouping + 1)-\(metric + 1)" }
    static func grouping(_ index: Int) -> String { "by-\(index + 1)" }
}
