package import Diagnostics
package import Metrics
package import Statistics

/// Everything a run has found: what the machine-readable file and every dossier are made from. It holds no row.
package struct Assessment: Sendable {
    package var scenario: Scenario
    /// `MAJOR.MINOR.PATCH` of the program.
    package var programVersion: String
    /// The day of the assessment as an ISO date, if one was given; never taken from the clock.
    package var date: String?
    /// First and last value of the declared time column as ISO text, if there is one.
    package var period: Period?
    package var inputs: [Input]
    /// The locale files whose words the dossiers use, with their digests; filled in where dossiers are made.
    package var localeFiles: [LocaleDigest] = []
    /// The classes of the label, in canonical order; for a binary label negative first, positive second.
    package var classes: [String]
    package var isBinary: Bool
    package var models: [Model]
    /// Rows and labels per grouping and group, whatever the model; the overall row first.
    package var coverage: [Coverage]
    /// Levels declared (reference levels, population shares) that no row has.
    package var absentGroups: [GroupKey]
    package var estimates: [MetricEstimate]
    package var comparisons: [Comparison]
    /// Named measures of how differently groups are treated.
    package var fairness: [FairnessRecord] = []
    /// Gaps behind each stage of the models that declare stages; none without them.
    package var stages: [StageRecord] = []
    package var gates: [GateResult]
    package var probes = Probes()
    package var findings: [Finding]
    /// What is different from an earlier assessment, if it was compared with one.
    package var changes: Changes?
    /// Remarks about the data that a reader should know, e.g. look-alike group names.
    package var warnings: [Diagnostic]

    /// A span of time as the data write it.
    package struct Period: Sendable, Hashable {
        package var first: String
        package var last: String
    }

    package struct LocaleDigest: Sendable, Hashable {
        package var path: String
        package var sha256: String

        package init(path: String, sha256: String) {
            self.path = path
            self.sha256 = sha256
        }
    }

    /// One file that was read.
    package struct Input: Sendable, Hashable {
        package enum Role: String, Sendable {
            case scenario, data, predictions, earlier, pairs
            /// What a model gave for rows with one thing changed.
            case changedPredictions = "changed-predictions"
            /// Rows, answers or texts of the place where a model comes from.
            case home
            /// What people said of changed texts.
            case reviews
        }
        package var role: Role
        /// The model whose predictions it holds, if any.
        package var model: String?
        /// Relative to the scenario's folder.
        package var path: String
        package var sha256: String
        package var bytes: Int
        /// `nil` for the scenario file.
        package var rows: Rows?
    }

    /// Row accounting: records = header + used + refused + blank.
    package struct Rows: Sendable, Hashable {
        package var records: Int
        package var header: Int
        package var used: Int
        package var refused: Int
        package var blank: Int
    }

    package struct Model: Sendable {
        package var name: String
        package var version: String?
        package var owner: String?
        package var origin: Scenario.Origin?
        package var threshold: Double?
        package var favourablePositive: Bool?
        /// Rows of the data with a prediction of this model.
        package var matched: Int
        /// Rows of the data without one.
        package var withoutPrediction: Int
        /// Predictions whose id is not in the data.
        package var unmatchedPredictions: Int
    }

    /// How many rows of a group there are and how many can be judged.
    package struct Coverage: Sendable, Hashable {
        package var group: GroupKey
        package var rows: Int
        package var labelled: Int
        /// Share of the declared population, if declared.
        package var populationShare: Double?
        /// How large a difference of shares between this group and everybody else has to be to be found four times in five
        /// (METHODS §3.8): at a share of ½, where it is largest, from rows with a known outcome alone, and before any figure was
        /// looked at. `nil` for everybody, and where nobody is left to compare with.
        package var detectable: Double?
    }

    /// A metric's estimate for one model and group.
    package struct MetricEstimate: Sendable, Hashable {
        package var model: String
        /// Canonical kebab-case name.
        package var metric: String
        package var group: GroupKey
        package var estimate: Estimate
        /// What a model without skill reaches on the same rows; `nil` for metrics that have no such reference.
        package var noSkill: Double?
        /// What is assumed of missing labels, where that was asked for; else rows with a label stand for all.
        package var labels: SelectiveLabels.Assumption?
        /// The rate moved towards that of all groups of the grouping, where that was asked for; never for a verdict.
        package var shrunken: Estimate?

        package init(
            model: String, metric: String, group: GroupKey, estimate: Estimate, noSkill: Double? = nil,
            labels: SelectiveLabels.Assumption? = nil, shrunken: Estimate? = nil
        ) {
            self.model = model
            self.metric = metric
            self.group = group
            self.estimate = estimate
            self.noSkill = noSkill
            self.labels = labels
            self.shrunken = shrunken
        }
    }

    /// A gap between groups.
    package struct Comparison: Sendable, Hashable {
        package enum Kind: String, Sendable {
            case difference, ratio, range
            case worstGroup = "worst-group"
        }
        package var kind: Kind
        package var model: String
        package var metric: String
        /// The group compared; for a range or worst group, the group that is lowest or worst.
        package var group: GroupKey
        /// What it is compared with; for a range the highest group; `nil` for everybody but the group and for worst group.
        package var reference: GroupKey?
        /// What it is compared with, or `pairwise` for a range: the names of `GroupReference`.
        package var referenceKind: String
        /// The value of the metric in the group and in the reference.
        package var groupValue: Double?
        package var referenceValue: Double?
        package var estimate: Estimate
        /// Groups left out because they are not estimable.
        package var excluded: [GroupKey]
        /// The range that a model without disparity would show on average; `nil` for other kinds.
        package var expected: Double?
        /// How many labels of the group would have to be wrong for the gap to vanish, where that was asked for.
        package var tipping: LabelNoise.TippingPoint?
    }

    /// The outcome of one gate for one model.
    package struct GateResult: Sendable {
        package var gate: Gate
        package var model: String
        package var verdict: Verdict
        /// Why it cannot be better than inconclusive, sorted.
        package var caps: [VerdictCap]
        /// One per group compared; one with the overall key for a gate on everybody.
        package var components: [Component]
        /// The group that is shown (fail) or seen (inconclusive) to be worse off, if any, and its reference.
        package var worseOff: GroupKey?
        package var worseOffReference: GroupKey?
        /// How many components share the error of failing wrongly.
        package var familySize: Int
        /// About how many rows per group it would take to decide, if that can be said.
        package var rowsNeeded: Int?
        /// The share of rows with a label among those judged, for label-conditioned metrics.
        package var labelCoverage: Double?
        /// How many slices too few rows have to be looked at, for a gate over slices.
        package var slicesLeftOut: Int?

        package struct Component: Sendable {
            package var group: GroupKey
            /// `nil` for everybody but the group, or for gates that compare with a constant.
            package var reference: GroupKey?
            /// Values compared, where they exist; for a no-skill gate the reference is the no-skill value.
            package var groupValue: Double?
            package var referenceValue: Double?
            /// The quantity compared with the limit, with the interval that decides `pass` (level 1 − 2α).
            package var estimate: Estimate
            /// The simultaneous interval that decides `fail`: two-sided level 1 − 2α/family where a gap counts in one
            /// direction, 1 − α/family where it counts in both.
            package var failInterval: Interval?
            package var verdict: Verdict
            package var caps: [VerdictCap]
        }
    }

    /// Something a reader should see first. A fact, not a sentence: words come from the locale.
    package struct Finding: Sendable, Hashable {
        package enum Kind: Sendable, Hashable {
            /// A gate fails; the index is into `gates`.
            case gateFailed(gate: Int)
            /// A gate cannot be decided.
            case gateUndecided(gate: Int)
            /// In how many groups of a grouping a metric lies below its no-skill reference, and in how many of those the
            /// whole interval of the difference does.
            case belowNoSkillAcross(metric: String, dimensions: [String], below: [GroupKey], shown: Int, of: Int)
            /// A metric lies below its no-skill reference. `shown`: the whole interval of the difference does.
            case belowNoSkill(metric: String, value: Double, reference: Double, shown: Bool)
            /// The largest shown gap of a metric between a group and its reference.
            case gap(metric: String, groupValue: Double, referenceValue: Double, difference: Interval?)
            /// Gates, by their names, that cannot all hold because base rates differ.
            case gatesExcludeEachOther(
                gates: [String], dimensions: [String], leastBaseRate: Double, mostBaseRate: Double)
            /// Columns that carry a protected one, the most telling first, and the availability from which that is told.
            case proxies(attribute: String, features: [CarryingColumn], from: Double)
            /// More decisions flip than may when one thing is changed.
            case flips(probe: String, rate: Double, interval: Interval?, allowed: Double, away: Int, towards: Int)
            /// More pairs do otherwise than expected than may.
            case unexpected(probe: String, expectation: String, rate: Double, interval: Interval?, allowed: Double)
            /// Few decisions flip, but the model does no better here than one fixed answer: it may not read its input.
            case fewFlipsWithoutSkill(probe: String, rate: Double, skill: Double)
            /// The worst combination of groups, and how many are worse; shown again in the other half of clusters or not.
            case slice(metric: String, value: Double, overall: Double, count: Int, isConfirmed: Bool?)
            /// A figure moved since the baseline.
            case drift(metric: String, before: Double, now: Double, change: Interval?, since: String)
            /// A monitor of a figure raised an alarm, which holds at every look: the kind of monitor, what the figure may be,
            /// the window of the first alarm and the one with which the change seems to have begun.
            case driftAlarm(metric: String, monitor: String, limit: Double?, window: String, start: String, alarms: Int)
            /// A figure is worse here than where the model comes from, beyond what was tolerated.
            case transfer(metric: String, here: Double, there: Double, gap: Interval?, tolerance: Double)
            /// Groups of the population without a row, and for what share of it the rows are enough.
            case representation(column: String, absent: [GroupKey], covered: Double, gap: Double)
            /// Groups whose texts a model cannot read.
            case cannotRead(groups: [GroupKey])
            /// A fault of inputs that one group has more often than all others.
            case inputFault(column: String, fault: String, share: Double, gap: Double)
            /// A group has too few rows for its figures to be compared.
            case tooFewRows(rows: Int, minimum: Int)
            /// Labels are missing: of `rows`, only `labelled` can be judged.
            case labelsMissing(rows: Int, labelled: Int)
        }
        /// A column that carries a protected one.
        package struct CarryingColumn: Sendable, Hashable {
            package var name: String
            /// 2 |AUC − ½| of guessing the attribute from this column alone, 0…1.
            package var availability: Double
            /// How much of the decisions goes with the column, 0…1; `nil` where that is not known.
            package var use: Double?
        }
        package var kind: Kind
        package var model: String?
        package var group: GroupKey
        package var reference: GroupKey?
        package var n: Int
    }
}
