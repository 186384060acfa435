import Evidence
import Metrics
import Statistics
import TestSupport
import Testing

/// Rows of every kind of outcome at once, so that one law can be held against the whole catalogue.
struct LawRows {
    struct Row {
        var label: Int?
        var decision: OutcomeTable.Decision
        /// One a class; of two classes the second counts.
        var scores: [Double]
        var number: Double
        var forecast: Double
        var errors: Double
        var length: Double
        var query: Int
        var isMarked: Bool
        /// How often the row stands there.
        var times = 1
    }

    /// What a metric is asked of.
    enum Domain: Hashable {
        case classes(Int)
        case numbers, errors, ranking, neighbours

        /// Whether counts are enough, so that rows merge and have weights.
        var isCounted: Bool { self != .ranking && self != .neighbours }
    }

    static func domains(_ metric: Metric) -> [Domain] {
        var domains: [Domain] = [2, 3].filter { metric.fits(binary: $0 == 2) }.map { .classes($0) }
        if metric.fits(.number(.standard)) { domains.append(.numbers) }
        if [.words, .characters].contains(where: { metric.fits(.errors(columns: ["errors"], unit: $0)) }) {
            domains.append(.errors)
        }
        switch metric.definition {
        case .ranking: domains.append(.ranking)
        case .neighbours: domains.append(.neighbours)
        default: break
        }
        return domains
    }

    static let context: EstimationContext = {
        var context = EstimationContext(model: "m", replicates: 60, gateReplicates: 60, favourablePositive: true)
        context.allRows = 1_000
        return context
    }()

    let classCount: Int
    var rows: [Row]

    /// Scores are odd multiples of 1/200, so that none stands on an edge of a bin.
    static func random(_ seed: UInt64, classCount: Int, count: Int = 80) -> LawRows {
        var random = SeededRandom(seed: seed)
        func chance(_ p: Double) -> Bool { Double.random(in: 0..<1, using: &random) < p }
        return LawRows(
            classCount: classCount,
            rows: (0..<count).map { _ in
                let truth = Int.random(in: 0..<classCount, using: &random)
                let number = Double(Int.random(in: 1...400, using: &random)) / 16
                return Row(
                    label: chance(0.08) ? nil : truth,
                    decision: chance(0.08)
                        ? .none(PredictionState.allCases[Int.random(in: 0..<3, using: &random)])
                        : .predicted(chance(0.6) ? truth : Int.random(in: 0..<classCount, using: &random)),
                    scores: (0..<classCount).map { k in
                        (Double(Int.random(in: 0..<60, using: &random) + (k == truth ? 40 : 0)) + 0.5) / 100
                    },
                    number: number, forecast: number + Double(Int.random(in: -40...60, using: &random)) / 16,
                    errors: Double(Int.random(in: 0...6, using: &random)),
                    length: Double(Int.random(in: 1...15, using: &random)),
                    query: Int.random(in: 0..<8, using: &random), isMarked: chance(0.4))
            })
    }

    /// The rows as a domain has them, in two halves that are told apart.
    func evidenceRows(_ domain: Domain, weights: RowWeights? = nil) throws -> EvidenceRows {
        let half = EvidenceRows.Dimension(
            name: "half", levels: ["a", "b"], codes: rows.indices.map { UInt32($0 % 2) })
        var result: EvidenceRows
        switch domain {
        case .classes:
            let table = OutcomeTable(
                dimensions: [], classes: (0..<classCount).map { "c\($0)" },
                rows: rows.map {
                    .init(
                        [], label: $0.label, decision: $0.decision,
                        scores: classCount == 2 ? [$0.scores[1]] : $0.scores)
                })
            result = table.evidenceRows
        case .numbers:
            result = EvidenceRows(
                dimensions: [],
                numbers: try NumberRows(
                    labels: rows.map(\.number), predictions: rows.map(\.forecast), scale: .standard))
        case .errors:
            result = EvidenceRows(
                dimensions: [],
                errors: try ErrorRows(errors: [rows.map(\.errors)], lengths: rows.map(\.length)))
        case .ranking, .neighbours: throw MetricFixtures.NoSuchMetric(name: "rows that are not counted")
        }
        result.dimensions = [half]
        result.weights = weights
        return result
    }

    func evidence(_ domain: Domain, weights: RowWeights? = nil) throws -> GroupEvidence {
        EvidenceCube(counting: try evidenceRows(domain, weights: weights)).overall
    }

    func context(_ domain: Domain) -> EstimationContext {
        var context = Self.context
        context.order = Array(0..<classCount)
        return context
    }

    func estimate(_ metric: Metric, _ domain: Domain, weights: RowWeights? = nil) throws -> Estimate {
        switch metric.definition {
        case .ranking(let figure) where domain == .ranking:
            var queries: [Int: [Int]] = [:]
            for (place, row) in rows.enumerated() { queries[row.query, default: []].append(place) }
            let sample = RankingSample(
                queries: queries.sorted { $0.key < $1.key }.map(\.value), scores: rows.map { $0.scores[0] },
                relevance: rows.map { Double($0.label ?? 0) }, context: Self.context)
            return figure.isOfQueries
                ? sample.mean(metric, figure, over: Array(0..<sample.queryCount)).estimate
                : sample.items(figure, rows.map(\.isMarked)).estimate
        case .neighbours where domain == .neighbours:
            let found = NeighbourConsistency(
                features: [rows.map(\.number), rows.map(\.errors)],
                decisions: rows.map { $0.scores[0] }, neighbours: 3, scaling: .standard)
            return found?.estimate(rows: Array(rows.indices), level: 0.95)
                ?? Estimate(notEstimable: rows.isEmpty ? .emptyGroup : .tooFewRows)
        default:
            var estimator = Estimator(try evidence(domain, weights: weights), context: context(domain))
            return estimator.estimate(metric)
        }
    }

    func value(_ metric: Metric, _ domain: Domain) throws -> Double? { try estimate(metric, domain).number }
}
