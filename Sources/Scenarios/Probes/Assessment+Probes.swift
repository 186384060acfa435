package import Probes
package import Statistics

extension Assessment {
    /// What the probes of a scenario found, model by model.
    package struct Probes: Sendable {
        package var proxies: [ProxyRecord] = []
        package var counterfactuals: [CounterfactualRecord] = []
        package var matched: [MatchedRecord] = []
        package var slices: [SliceRecord] = []
        package var drift: [DriftRecord] = []
        package var transfer: [TransferRecord] = []
        package var representation: [RepresentationRecord] = []
        package var thresholds: [ThresholdRecord] = []
        package var inputs: InputRecord?
        package var legibility: [LegibilityRecord] = []

        package var isEmpty: Bool {
            proxies.isEmpty && counterfactuals.isEmpty && matched.isEmpty && slices.isEmpty && drift.isEmpty
                && transfer.isEmpty
                && representation.isEmpty && thresholds.isEmpty && inputs == nil && legibility.isEmpty
        }
    }

    /// Which columns carry one protected column, and how much one model's decisions follow them.
    package struct ProxyRecord: Sendable {
        package var model: String
        package var search: ProxySearch
        package var attribute: String
        /// The columns held fixed besides the label.
        package var given: [String]
        /// The availability from which a column is told of.
        package var flagFrom: Double

        /// The columns that carry the attribute: available from `flagFrom`, and not by chance among all searched.
        package var flagged: [ProxyFeature] { search.features.filter(isFlagged) }

        package func isFlagged(_ feature: ProxyFeature) -> Bool {
            (feature.availability ?? 0) >= flagFrom && (feature.adjustedPValue ?? 1) <= Self.falseDiscoveryRate
        }

        /// The share of columns told of wrongly that is allowed.
        package static let falseDiscoveryRate = 0.05
    }

    /// What changing one thing did to one model's decisions.
    package struct CounterfactualRecord: Sendable {
        package var model: String
        package var name: String
        package var kind: String?
        /// The file of pairs, relative to the scenario's folder.
        package var file: String
        package var tolerance: Double?
        /// The share of decisions that may flip, or of pairs that may do otherwise than expected.
        package var allowedFlips: Double
        package var expectation: Scenario.Counterfactual.Expectation
        package var classes: [String]
        /// Pairs of the file; of these without the row they come from, and without what the model gave.
        package var pairs: Int
        package var withoutOriginal: Int
        package var withoutChange: Int
        /// Of intervals.
        package var level: Double
        /// The column that pairs depend on each other by; `nil` where that is the row they come from.
        package var unit: String?
        /// Packs whose words or rules made the changes, each with its review state and date.
        package var madeWith: [String]
        /// How much the model flips by itself, where rows were scored twice.
        package var noise: NoiseFloor?
        /// How many people looked at the pairs; `nil` if nobody was asked. Then results are over the pairs accepted.
        package var reviewers: Int?
        /// Of everybody, then by group of each grouping.
        package var results: [Result]

        package struct Result: Sendable {
            package var group: GroupKey
            package var result: ChangedPairs.Result
            package var expected: ChangedPairs.Expected
            /// What reviewers said of all pairs of the group, and what these did; `nil` if nobody was asked.
            package var acceptance: PairReview.Acceptance?
            package var all: ChangedPairs.Result?
            /// The model's accuracy in that group of the data less that of always giving its commonest answer; `nil`
            /// where the group is none of the data.
            package var skill: Estimate?
            /// The share of its commonest answer among the model's answers in that group, 0…1; `nil` likewise.
            package var commonestAnswer: Double?

            /// From this share on a model nearly always gives one answer.
            package static let nearlyAlways = 0.8

            /// Whether few flips say nothing, because it nearly always gives one answer, and the model is shown to do no better here than one
            /// fixed answer.
            fileprivate func isSilent(_ allowed: Double) -> Bool {
                guard let rate = result.flipRate.number, rate <= allowed, let interval = skill?.interval else {
                    return false
                }
                return interval.upper <= 0 && (commonestAnswer ?? 0) >= Self.nearlyAlways
            }
        }

        /// What may be at most `allowedFlips`: the share of decisions that flip, or of pairs that do otherwise than
        /// expected.
        package func rate(_ result: Result) -> Estimate {
            expectation == .invariance ? result.result.flipRate : result.expected.failureRate
        }

        /// Whether it is more, shown by the whole interval.
        package func exceeds(_ result: Result) -> Bool { (rate(result).interval?.lower ?? 0) > allowedFlips }

        /// Whether few flips say nothing there.
        package func isSilent(_ result: Result) -> Bool {
            expectation == .invariance && result.isSilent(allowedFlips)
        }
    }

    /// What one model decides for real rows that are alike but for one column.
    package struct MatchedRecord: Sendable {
        package var model: String
        package var column: String
        /// The columns that rows are alike in.
        package var given: [String]
        package var groups: MatchedGroups
    }

    /// Which combinations of groups do worse, for one model.
    package struct SliceRecord: Sendable {
        package var model: String
        package var metric: String
        package var columns: [String]
        package var search: SliceSearch
        /// The worst ones, in the order of their scores.
        package var shown: [Slice]
    }

    /// How one figure of one model moved since a baseline.
    package struct DriftRecord: Sendable {
        package var model: String
        package var metric: String
        /// The dimension of windows, such as `decided_on.month`.
        package var time: String
        package var search: DriftSearch
    }
}
