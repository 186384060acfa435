import Scenarios
import Statistics

/// Who answers for the model, what it is for and where data and models come from, all as declared.
struct GovernanceSection {
    let index: AssessmentIndex

    private var scenario: Scenario { index.assessment.scenario }

    var section: Block.Section {
        var blocks: [Block] = [.paragraph(.words("governance-intro")), .definitions(people)]
        if !provenance.isEmpty {
            blocks.append(
                .section(Block.Section("governance-data", .words("section-provenance"), [.definitions(provenance)])))
        }
        blocks.append(.section(Block.Section("governance-models", .words("section-models"), [.table(models)])))
        if let reported { blocks.append(.table(reported)) }
        return Block.Section("governance", .words("section-governance"), blocks)
    }

    private func declared(_ value: String?) -> Inline {
        value.map { .data($0) } ?? .muted(.words("not-declared"))
    }

    private var people: [Block.Definition] {
        let governance = scenario.governance
        let reviewers = governance?.reviewers ?? []
        var rows: [Block.Definition] = [
            .init(.words("strip-purpose"), declared(scenario.purpose)),
            .init(.words("governance-label-means"), declared(scenario.labelMeans)),
            .init(.words("governance-risk"), .words("risk-\(scenario.risk.rawValue)")),
            .init(
                .words("governance-automation"),
                scenario.automation.map { .words("automation-\($0.rawValue)") } ?? declared(nil)),
            .init(
                .words("governance-volume"), scenario.decisionsPerMonth.map { .integer($0) } ?? declared(nil)),
            .init(.words("governance-owner"), declared(governance?.owner)),
            .init(
                .words("governance-reviewers"),
                reviewers.isEmpty ? declared(nil) : .list(reviewers.map { .data($0) })),
            .init(.words("governance-escalation"), declared(governance?.escalation)),
            .init(.words("governance-incident-plan"), declared(governance?.incidentPlan)),
            .init(.words("governance-appeals-route"), declared(governance?.appealsRoute)),
        ]
        if let days = governance?.appealsDays {
            rows.append(.init(.words("governance-appeals-days"), .words("governance-days", ["days": .integer(days)])))
        }
        return rows
    }

    private var provenance: [Block.Definition] {
        var rows: [Block.Definition] = []
        func add(_ id: String, _ value: Inline?) {
            if let value { rows.append(.init(.words(id), value)) }
        }
        let source = scenario.data.provenance
        add("provenance-source", source?.source.map { .data($0) })
        add("provenance-collected", source?.collected.map { .date($0) })
        add("provenance-consent", source?.consent.map { .data($0) })
        add("provenance-retain-until", source?.retainUntil.map { .date($0.value) })
        add("provenance-licence", source?.licence.map { .data($0) })
        add("provenance-population", scenario.population?.source.map { .data($0) })
        for group in scenario.data.groups {
            let known: [Inline] = [group.source, group.basis].compactMap { $0 }.map { .data($0) }
            if !known.isEmpty {
                rows.append(
                    .init(.words("provenance-group", ["column": .data(group.column.value)]), .lines(known)))
            }
        }
        return rows
    }

    private var models: Table {
        Table(
            .words("models-caption"),
            [
                .init(.words("column-model")), .init(.words("strip-version")), .init(.words("strip-owner")),
                .init(.words("column-made-in")), .init(.words("column-languages")), .init(.words("column-period")),
            ],
            index.assessment.models.map { model in
                let languages = model.origin?.languages ?? []
                return Table.Row([
                    .data(model.name), declared(model.version), declared(model.owner),
                    model.origin?.place.map { .place($0) } ?? declared(nil),
                    languages.isEmpty ? declared(nil) : .list(languages.map { .data($0) }),
                    declared(model.origin?.period),
                ])
            }, stacks: true)
    }

    /// What a vendor reports beside what was found here; `nil` when nothing was reported.
    private var reported: Table? {
        let rows = index.assessment.models.flatMap { model in
            (model.origin?.reported ?? []).map { report -> Table.Row in
                let metric = MetricPresentation(report.metric.value)
                let places = max(metric.unit.customaryPlaces, Quantity.places(declared: report.value, metric.unit))
                let found = index.estimate(model: model.name, metric: metric.name, group: .overall)
                return Table.Row([
                    .data(model.name), .metric(metric.name),
                    .quantity(Quantity(report.value, metric.unit, places: places)),
                    found.map { EstimateWording(estimate: $0.estimate, unit: metric.unit).line }
                        ?? .muted(.words("not-applicable")),
                ])
            }
        }
        guard !rows.isEmpty else { return nil }
        return Table(
            .words("reported-caption"),
            [
                .init(.words("column-model")), .init(.words("column-measure")),
                .init(.words("column-reported"), numeric: true), .init(.words("column-found-here"), numeric: true),
            ], rows, stacks: true)
    }
}
