package import Diagnostics
package import Evidence
package import Tables

/// A scenario as its file declares it: data, models, analysis, gates and governance. Nothing is read from the data yet.
package struct Scenario: Sendable {
    /// A declared value together with where it stands in the file, so that a later error can point at it.
    package struct Placed<Value: Sendable>: Sendable {
        package let value: Value
        package let location: SourceLocation

        package init(_ value: Value, at location: SourceLocation) {
            self.value = value
            self.location = location
        }
    }

    /// How bad a wrong decision is; `high` requires the governance keys.
    package enum Risk: String, Sendable, CaseIterable {
        case low, limited, high
    }

    /// Who decides.
    package enum Automation: String, Sendable, CaseIterable {
        case humanDecides = "human-decides"
        case humanCanOverride = "human-can-override"
        case automated
    }

    /// Where the decisions are made: one place, or a column that says it row by row.
    package enum Place: Sendable, Hashable {
        case code(String)
        case column(String)
    }

    /// The folder that holds the scenario file, as the user named it.
    package var folder: String
    /// The scenario file as the user named it.
    package var file: String
    package var name: String
    package var title: String
    package var tags: [String]
    package var place: Placed<Place>?
    /// Dossier languages, in the order declared; never empty.
    package var languages: [Placed<String>]
    package var purpose: String?
    package var labelMeans: String?
    package var risk: Risk
    package var automation: Automation?
    package var decisionsPerMonth: Int?
    package var data: DataDeclaration
    /// In the order declared; never empty.
    package var models: [ModelDeclaration]
    package var population: Population?
    package var analysis: Analysis
    package var gates: [Gate]
    package var probes = Probes()
    package var governance: Governance?
    /// By language tag: texts of this file and group names, and how dossiers in that language say them.
    package var translations: [String: [String: String]] = [:]
    package var earlier: Earlier?

    /// The assessment that this one is compared with.
    package struct Earlier: Sendable {
        package var assessment: Placed<String>
        /// Lower-case hex digits, if declared.
        package var sha256: Placed<String>?
    }

    package struct DataDeclaration: Sendable {
        package var file: Placed<String>
        /// Lower-case hex digits, if declared.
        package var sha256: Placed<String>?
        package var id: Placed<String>?
        package var label: Label
        package var groups: [Group]
        package var legitimate: [Placed<String>]
        package var features: [Placed<String>]
        package var time: Placed<String>?
        /// The calendar in which days are written.
        package var calendar = DateCalendar.gregorian
        package var cluster: Placed<String>?
        package var personal: [String]
        package var provenance: Provenance?
    }

    /// What the label column holds.
    package struct Label: Sendable {
        package var column: Placed<String>
        /// The positive value of a binary label; `nil` for multiclass labels.
        package var positive: String?
        /// The classes of a multiclass label if declared; otherwise they are taken from the column, sorted.
        package var classes: [String]?
    }

    package struct Group: Sendable {
        package var column: Placed<String>
        /// What kind of group it is, e.g. `region` or `language`.
        package var kind: String?
        package var levels: String?
        /// How membership is known: asked, recorded, derived, inferred.
        package var source: String?
        package var basis: String?
        /// The reference level, if one is named.
        package var reference: Placed<String>?
    }

    package struct Provenance: Sendable {
        package var source: String?
        package var collected: String?
        package var consent: String?
        /// An ISO date.
        package var retainUntil: Placed<String>?
        package var licence: String?
    }

    package struct ModelDeclaration: Sendable {
        package var name: String
        package var location: SourceLocation
        /// A file of predictions; `nil` when they stand in the data file.
        package var predictions: Placed<String>?
        package var sha256: Placed<String>?
        package var id: Placed<String>?
        /// The column of predicted classes, if there is one.
        package var prediction: Placed<String>?
        package var score: Score?
        /// Class → column of a multiclass model's scores; in the order declared.
        package var scores: [(className: String, column: Placed<String>)]
        /// Decision = score >= threshold, when no prediction column is given.
        package var threshold: Double?
        /// Whether the decision a person wants is the positive (true) or the negative class; `nil` if not declared.
        package var favourablePositive: Bool?
        package var version: String?
        package var owner: String?
        package var origin: Origin?
        /// What a decision goes through behind the model, in order.
        package var stages: [Stage] = []
    }

    /// A step of a decision behind the model, and the column of what was decided there.
    package struct Stage: Sendable {
        package var name: Placed<String>
        package var column: Placed<String>

        /// As counts know it.
        package var decision: DecisionStage { DecisionStage(name: name.value, column: column.value) }
    }

    package struct Score: Sendable {
        package enum Kind: String, Sendable, CaseIterable {
            /// An estimated probability of the positive class.
            case probability
            /// Any number that ranks; calibration and probability metrics are not estimable.
            case margin
        }
        package var column: Placed<String>
        package var kind: Kind
    }

    package struct Origin: Sendable {
        package var place: String?
        package var languages: [String]
        package var period: String?
        /// Metric name → value as the vendor reports it, in the order declared.
        package var reported: [(metric: Placed<String>, value: Double)]
    }

    package struct Population: Sendable {
        package var source: String?
        /// Column → level → share of the population.
        package var shares: [(column: Placed<String>, levels: [(level: String, share: Double)])]
    }

    package struct Analysis: Sendable {
        /// Groupings, each an intersection of columns; `overall` is always added.
        package var by: [Placed<[String]>]
        package var metrics: [Placed<String>]
        /// Fairness measures by their canonical names, or `all`; `nil` for the usual ones.
        package var fairness: [Placed<String>]?
        package var minimumGroup: Int = 30
        package var seed: UInt64 = 0
        /// Level of the intervals shown.
        package var level: Double = 0.95
    }

    package struct Governance: Sendable {
        package var owner: String?
        package var reviewers: [String] = []
        package var escalation: String?
        package var incidentPlan: String?
        package var appealsRoute: String?
        package var appealsDays: Int?
    }
}
