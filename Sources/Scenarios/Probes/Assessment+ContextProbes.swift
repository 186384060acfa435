package import Probes

extension Assessment {
    /// Figures of one model here beside those of the place it comes from.
    package struct TransferRecord: Sendable {
        package var model: String
        /// The largest loss that is none; `nil` where nothing is decided.
        package var tolerance: Double?
        /// Whether rows of that place are known, not only what was reported.
        package var hasHome: Bool
        package var classes: [String]
        package var transfer: Transfer
    }

    /// Whom the rows stand for, by one column.
    package struct RepresentationRecord: Sendable {
        package var column: String
        /// Where the shares come from.
        package var source: String?
        package var found: Representation
    }

    /// What other thresholds of one model would do. Diagnostic: thresholds by group may be unlawful.
    package struct ThresholdRecord: Sendable {
        package var model: String
        package var by: [String]
        /// The one in use.
        package var threshold: Double?
        /// Of the sweep, by their names.
        package var metrics: [String]
        package var costs: DecisionCosts
        package var level: Double
        package var study: ThresholdStudy
    }

    /// What models are given.
    package struct InputRecord: Sendable {
        package var quality: InputQuality
    }

    /// Whether one model reads its texts.
    package struct LegibilityRecord: Sendable {
        package var model: String
        package var found: Legibility
    }
}
