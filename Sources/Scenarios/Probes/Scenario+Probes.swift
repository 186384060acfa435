import Metrics
package import Tables

extension Scenario {
    /// What is looked for beyond the averages of groups; nothing where nothing is declared.
    package struct Probes: Sendable {
        package var proxy: Proxy?
        /// In the order declared.
        package var counterfactuals: [Counterfactual] = []
        package var matched: [Matched] = []
        package var slices: Slices?
        package var drift: Drift?
        package var transfer: Transfer?
        package var representation: Representation?
        package var thresholds: Thresholds?
        package var inputs: Inputs?
        package var legibility: Legibility?

        /// Whether single rows are looked at: counts by groups do not know features, windows of time or ids.
        var needRows: Bool {
            proxy != nil || drift != nil || !counterfactuals.isEmpty || !matched.isEmpty || slices?.columns != nil
                || inputs != nil || legibility != nil
        }

        /// The columns of the data that probes look at, besides groups, label and ids.
        var columns: [String] {
            ((proxy.map { $0.attributes + $0.features + $0.given } ?? []) + (slices?.columns ?? [])
                + (inputs.map { $0.columns + [$0.text].compactMap { $0 } } ?? []) + (legibility.map { [$0.text] } ?? [])
                + matched.flatMap { [$0.of] + $0.given })
                .map(\.value)
        }
    }

    /// Which columns may stand for protected ones.
    package struct Proxy: Sendable {
        /// The protected columns.
        package var attributes: [Placed<String>]
        /// The columns that may carry them.
        package var features: [Placed<String>]
        /// What is held fixed, besides the label, when use is looked at.
        package var given: [Placed<String>]
        /// The availability, 0…1, from which a feature is told of as carrying an attribute.
        package var flagFrom: Double
    }

    /// Rows with one thing changed that were scored elsewhere.
    package struct Counterfactual: Sendable {
        /// What reports call it.
        package var name: String
        /// What was changed, e.g. `name` or `language`.
        package var kind: String?
        /// The pairs: their id, the id of the row they come from, and what they are grouped by.
        package var pairs: Placed<String>
        package var id: Placed<String>
        package var original: Placed<String>
        package var by: [Placed<[String]>]
        /// What each model gave for the changed rows.
        package var changed: [Changed]
        /// The largest change of a score that is no change.
        package var tolerance: Double?
        /// The share of decisions that may flip, or of pairs that may do otherwise than expected, 0…1.
        package var allowedFlips: Double
        /// What should happen to decisions or scores.
        package var expectation: Expectation
        /// The column of the pairs with the decision that a changed row should get.
        package var expected: Placed<String>?
        /// What people who know the language said of the pairs.
        package var review: Placed<String>?

        /// What a change should do.
        package enum Expectation: String, Sendable, Hashable, CaseIterable {
            case invariance, rise, fall
            case minimumFunctionality = "minimum-functionality"
        }

        package struct Changed: Sendable {
            package var model: Placed<String>
            package var file: Placed<String>
            /// The columns; those of the model where none are named.
            package var id: Placed<String>?
            package var prediction: Placed<String>?
            package var score: Placed<String>?
        }
    }

    /// Real rows that are alike but for one column.
    package struct Matched: Sendable {
        /// The column that rows differ in.
        package var of: Placed<String>
        /// The columns that they are alike in.
        package var given: [Placed<String>]
        /// Which of these hold numbers.
        package var numbers: [Placed<String>]
    }

    /// Combinations of groups that do worse.
    package struct Slices: Sendable {
        /// What is looked at; `nil` for the share of wrong decisions.
        package var metric: Placed<String>?
        /// The columns searched; all group columns if none are named.
        package var columns: [Placed<String>]?
        package var depth: Int
        /// The smallest share of rows, 0…1.
        package var support: Double
        /// How many are listed.
        package var shown: Int
        /// Whether only these are looked for, and what cannot be among them is left out.
        package var prunes: Bool
        /// How much their order weighs how bad a slice is against how small, above 0 and at most 1.
        package var weightOfError: Double
    }

    /// Windows of time against a baseline.
    package struct Drift: Sendable {
        package var window: TimeUnit
        /// The first and the last window that others are compared with.
        package var baseline: Placed<[String]>
        /// Rates that are followed; those of the analysis if none are named.
        package var metrics: [Placed<String>]?
        package var by: [Placed<[String]>]
    }

    /// Figures here beside those of the place where a model comes from.
    package struct Transfer: Sendable {
        /// What is compared beside the figures that makers report; the metrics of the analysis if none are named.
        package var metrics: [Placed<String>]?
        package var by: [Placed<[String]>]
        /// The largest loss that is none; `nil` where nothing is to be decided.
        package var tolerance: Double?
        /// By model: labelled rows of the place it comes from, and what it gave for them.
        package var home: [Home]

        package struct Home: Sendable {
            package var model: Placed<String>
            /// With the columns of the data.
            package var data: Placed<String>
            /// With the columns of the model's predictions; `nil` where they stand in the data.
            package var predictions: Placed<String>?
        }
    }

    /// Whom the rows stand for, beside the declared population.
    package struct Representation: Sendable {
        /// Columns whose shares are declared; all of them if none are named.
        package var columns: [Placed<String>]?
        /// The gap that rows should be enough to see.
        package var gap: Double
    }

    /// What other thresholds would do.
    package struct Thresholds: Sendable {
        /// The groups that are told apart.
        package var by: Placed<[String]>
        package var falsePositiveCost: Double
        package var falseNegativeCost: Double
    }

    /// What models are given.
    package struct Inputs: Sendable {
        package var columns: [Placed<String>]
        package var text: Placed<String>?
        /// The most characters a text can have.
        package var longest: Int?
        package var by: [Placed<[String]>]
    }

    /// Whether models read their texts.
    package struct Legibility: Sendable {
        package var text: Placed<String>
        package var by: [Placed<[String]>]
        /// A file with a column of the same name that holds texts of the place where models come from.
        package var home: Placed<String>?
    }

    /// Whether slices are searched for a figure of scores.
    var searchesScores: Bool {
        probes.slices?.metric.flatMap { Catalogue.metric(named: $0.value)?.needsScores } ?? false
    }

    /// Every file that is read beside the scenario file itself, in the order declared, each once.
    package var inputFiles: [String] {
        var files = [data.file.value] + models.compactMap { $0.predictions?.value }
        if let earlier { files.append(earlier.assessment.value) }
        for probe in probes.counterfactuals {
            files += [probe.pairs.value] + probe.changed.map(\.file.value) + [probe.review?.value].compactMap { $0 }
        }
        for home in probes.transfer?.home ?? [] {
            files += [home.data.value] + [home.predictions?.value].compactMap { $0 }
        }
        files += [probes.legibility?.home?.value].compactMap { $0 }
        var seen: Set<String> = []
        return files.filter { seen.insert($0).inserted }
    }
}
