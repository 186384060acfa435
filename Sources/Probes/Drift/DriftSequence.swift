import Evidence
import Metrics
import Statistics

/// The limits of a metric over windows one after another, which hold at every look.
struct DriftSequence {
    private enum State {
        case rate(successes: Int, trials: Int)
        /// Of numbers in `low...high`.
        case mean(MeanSequence, low: Double, high: Double)
    }

    private let counts: DriftCounts
    private let metric: Metric
    private let context: EstimationContext
    private var state: State

    /// - Returns: `nil` for metrics that are neither rates nor means of bounded numbers told one by one, and for weighted rows.
    init?(_ counts: DriftCounts, metric: Metric?, context: EstimationContext) {
        guard let metric, !counts.isWeighted else { return nil }
        switch metric.definition {
        case .proportion: state = .rate(successes: 0, trials: 0)
        case .moment(let moment):
            guard context.scoresAreProbabilities else { return nil }
            switch moment {
            case .squaredError, .score, .scoreOfClass: state = .mean(MeanSequence(), low: 0, high: 1)
            case .residual: state = .mean(MeanSequence(), low: -1, high: 1)
            case .negativeLogLikelihood: return nil
            }
        default: return nil
        }
        self.counts = counts
        self.metric = metric
        self.context = context
    }

    mutating func add(_ window: String) {
        guard let evidence = counts.byWindow[window] else { return }
        switch state {
        case .rate(let successes, let trials):
            guard let more = metric.successes(in: evidence, context) else { return }
            state = .rate(successes: successes + more.successes, trials: trials + more.trials)
        case .mean(var sequence, let low, let high):
            guard case .moment(let moment) = metric.definition, let scores = evidence.scores.first,
                !scores.grid.isBinned
            else { return }
            let sums = moment.sums(scores) { ($0 - low) / (high - low) }
            sequence.add(rows: sums.rows, total: sums.total, squares: sums.squares)
            state = .mean(sequence, low: low, high: high)
        }
    }

    /// `nil` before any row of a mean.
    var interval: Interval? {
        switch state {
        case .rate(let successes, let trials):
            return RateSequence.interval(successes: successes, trials: trials, level: context.level)
        case .mean(let sequence, let low, let high):
            guard sequence.rows > 0, let own = sequence.interval(level: context.level) else { return nil }
            return Interval(
                lower: low + (high - low) * own.lower, upper: low + (high - low) * own.upper, level: own.level,
                method: own.method)
        }
    }
}

extension Metric {
    /// The rows that a rate counts, and those it is a rate of; `nil` for what is no rate.
    func successes(in evidence: GroupEvidence, _ context: EstimationContext) -> (successes: Int, trials: Int)? {
        guard case .proportion(let part, let whole, _) = definition else { return nil }
        let counts = Counts(evidence, favourablePositive: context.favourablePositive ?? true)
        return (counts[keyPath: part], counts[keyPath: whole])
    }
}

extension Metric.Moment {
    /// Rows, Σ and Σ of squares of what is averaged, each put on another scale.
    fileprivate func sums(
        _ scores: ScoreCounts, scaled: (Double) -> Double
    ) -> (rows: Int, total: Double, squares: Double) {
        var rows = 0
        var (total, squares) = (CompensatedSum(), CompensatedSum())
        func add(_ count: Int, _ value: Double) {
            let own = scaled(value)
            rows += count
            total.add(Double(count) * own)
            squares.add(Double(count) * own * own)
        }
        for place in scores.values.indices {
            let (s, p, n) = (scores.values[place], scores.positives[place], scores.negatives[place])
            switch self {
            case .squaredError:
                add(p, (1 - s) * (1 - s))
                add(n, s * s)
            case .score: add(p + n + scores.unlabelled[place], s)
            case .scoreOfClass(let positive): add(positive ? p : n, s)
            case .residual:
                add(p, 1 - s)
                add(n, -s)
            case .negativeLogLikelihood: break
            }
        }
        return (rows, total.value, squares.value)
    }
}
