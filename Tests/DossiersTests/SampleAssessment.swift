import Diagnostics
import Dossiers
@testable import Scenarios
import Statistics

/// Builds assessments whose figures hang together: counts drawn from a fixed sequence, rates of them, Wilson intervals.
struct SampleAssessment {
    var groupings: [[(column: String, levels: [String?])]]
    var metrics: [String]
    var models: [String]
    /// Rows of the smallest groups; the first groups are larger.
    var smallest = 4

    private static let wilsonZ = 1.959963984540054

    static func interval(_ rate: Double, _ n: Int, z: Double = wilsonZ) -> Interval? {
        guard n > 0 else { return nil }
        let n = Double(n)
        let centre = (rate + z * z / (2 * n)) / (1 + z * z / n)
        let half = z * (rate * (1 - rate) / n + z * z / (4 * n * n)).squareRoot() / (1 + z * z / n)
        return Interval(lower: max(0, centre - half), upper: min(1, centre + half), level: 0.95, method: .wilson)
    }

    /// Newcombe's interval for a difference of two independent rates.
    static func difference(_ a: Double, _ n: Int, _ b: Double, _ m: Int, z: Double = wilsonZ) -> Interval? {
        guard let first = interval(a, n, z: z), let second = interval(b, m, z: z) else { return nil }
        func square(_ x: Double) -> Double { x * x }
        return Interval(
            lower: a - b - (square(a - first.lower) + square(second.upper - b)).squareRoot(),
            upper: a - b + (square(first.upper - a) + square(b - second.lower)).squareRoot(), level: 0.95,
            method: .newcombe)
    }

    /// All combinations of the levels of a grouping's columns.
    private static func keys(_ grouping: [(column: String, levels: [String?])]) -> [GroupKey] {
        grouping.reduce([[]]) { partial, dimension in
            partial.flatMap { levels in
                dimension.levels.map { levels + [GroupLevel(dimension: dimension.column, value: $0)] }
            }
        }.map { GroupKey($0) }.sorted()
    }

    /// Numbers from 0 to 1 in a fixed sequence.
    private struct Sequence {
        var state: UInt64 = 7
        mutating func next() -> Double {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Double(state >> 11) / 9_007_199_254_740_992
        }
    }

    func make() -> Assessment {
        var random = Sequence()
        var rows: [GroupKey: Int] = [.overall: 12_480]
        var coverage = [Assessment.Coverage(group: .overall, rows: 12_480, labelled: 11_902)]
        var order: [GroupKey] = [.overall]
        for grouping in groupings {
            for (number, key) in Self.keys(grouping).enumerated() {
                let count = number == 3 ? smallest : number == 4 ? 19 : 60 + Int(random.next() * 2_400)
                rows[key] = count
                order.append(key)
                coverage.append(
                    .init(
                        group: key, rows: count, labelled: count - count / 20,
                        populationShare: key.levels.count == 1 ? 0.01 + random.next() / 10 : nil))
            }
        }
        var estimates: [Assessment.MetricEstimate] = []
        for metric in metrics {
            for key in order {
                let base = 0.55 + random.next() * 0.3
                for (number, model) in models.enumerated() {
                    let n = rows[key] ?? 0
                    let labelled = n - n / 20
                    let count = Double(Int((base + Double(number) * 0.03 * (random.next() - 0.3)) * Double(labelled)))
                    let rate = min(1, count / Double(max(labelled, 1)))
                    let estimate =
                        key.levels.contains { $0.value == nil } && metric == "true-positive-rate"
                        ? Estimate(notEstimable: .noPositives)
                        : Estimate(
                            rate, n: labelled, interval: Self.interval(rate, labelled),
                            flags: labelled < 30 ? [.belowMinimumGroup] : [])
                    estimates.append(
                        .init(
                            model: model, metric: metric, group: key, estimate: estimate,
                            noSkill: metric == "accuracy" ? 0.62 + random.next() * 0.1 : nil))
                }
            }
        }
        let comparisons = self.comparisons(estimates)
        let gates = self.gates(estimates)
        return Assessment(
            scenario: scenario(gates.map(\.gate)), programVersion: "0.4.0", date: "2026-11-21", inputs: Self.inputs,
            localeFiles: [],
            classes: ["0", "1"], isBinary: true,
            models: models.enumerated().map {
                .init(
                    name: $1, version: $0 == 0 ? "3.1" : nil, owner: "Head of Credit Risk",
                    origin: $0 == 0
                        ? .init(
                            place: "IN", languages: ["hi", "en"], period: "2023",
                            reported: [(Scenario.Placed("accuracy", at: .init(file: "scenario.yaml")), 0.81)]) : nil,
                    threshold: 0.5, favourablePositive: true, matched: 12_480, withoutPrediction: 12 * $0,
                    unmatchedPredictions: 3)
            }, coverage: coverage, absentGroups: [GroupKey([.init(dimension: "region", value: "Mandera")])],
            estimates: estimates, comparisons: comparisons, gates: gates,
            findings: findings(estimates, gates), warnings: [])
    }

    private func rate(_ estimates: [Assessment.MetricEstimate], _ metric: String, _ model: String) -> [Assessment
        .MetricEstimate]
    {
        estimates.filter { $0.metric == metric && $0.model == model && $0.estimate.number != nil && $0.estimate.n > 0 }
    }

    private func comparisons(_ estimates: [Assessment.MetricEstimate]) -> [Assessment.Comparison] {
        var found: [Assessment.Comparison] = []
        for metric in metrics {
            for model in models {
                for grouping in groupings {
                    let columns = grouping.map(\.column)
                    let groups = rate(estimates, metric, model).filter { $0.group.dimensions == columns }
                    guard let reference = groups.max(by: { $0.estimate.n < $1.estimate.n }),
                        let b = reference.estimate.number
                    else { continue }
                    for group in groups where group.group != reference.group {
                        guard let a = group.estimate.number else { continue }
                        found.append(
                            .init(
                                kind: .difference, model: model, metric: metric, group: group.group,
                                reference: reference.group, referenceKind: "largest", groupValue: a, referenceValue: b,
                                estimate: Estimate(
                                    a - b, n: min(group.estimate.n, reference.estimate.n),
                                    interval: Self.difference(a, group.estimate.n, b, reference.estimate.n)),
                                excluded: []))
                    }
                    guard let low = groups.min(by: { ($0.estimate.number ?? 0) < ($1.estimate.number ?? 0) }),
                        let high = groups.max(by: { ($0.estimate.number ?? 0) < ($1.estimate.number ?? 0) }),
                        let a = low.estimate.number, let b = high.estimate.number, low.group != high.group
                    else { continue }
                    found.append(
                        .init(
                            kind: .range, model: model, metric: metric, group: low.group, reference: high.group,
                            referenceKind: "pairwise", groupValue: a, referenceValue: b,
                            estimate: Estimate(
                                b - a, n: min(low.estimate.n, high.estimate.n),
                                interval: Interval(
                                    lower: max(0, b - a - 0.06), upper: b - a + 0.05, level: 0.95,
                                    method: .bonferroniPairs),
                                flags: []), excluded: []))
                }
            }
        }
        return found
    }

    private func gates(_ estimates: [Assessment.MetricEstimate]) -> [Assessment.GateResult] {
        let place = SourceLocation(file: "scenario.yaml", line: 60, column: 5)
        let columns = groupings.first?.map(\.column) ?? []
        let noSkill = Gate(
            name: "better than always refusing", location: place, metric: "accuracy", by: nil, models: nil,
            comparison: .noSkill(floor: 0))
        let equal = Gate(
            name: "equal chance for good payers", location: place, metric: "true-positive-rate", by: columns,
            models: nil,
            comparison: .difference(.complement, tolerance: 0.1), chosenBy: "credit committee",
            because: "A good payer should not lose a loan because of where they live.")
        let fifths = Gate(
            name: "four fifths", location: place, metric: "favourable-rate", by: columns, models: nil,
            comparison: .ratio(.complement, .floor(0.8)), chosenBy: "regulator's guidance")
        return models.flatMap { model -> [Assessment.GateResult] in
            let groups = rate(estimates, "true-positive-rate", model).filter { $0.group.dimensions == columns }
            let components = groups.map { found -> Assessment.GateResult.Component in
                let value = found.estimate.number ?? 0
                let reference = model == "local" ? 0.78 : 0.81
                let interval = Self.difference(value, found.estimate.n, reference, 9_000)
                let verdict: Verdict =
                    (interval?.upper ?? 0) < -0.1
                    ? .fail : (interval?.lower ?? -1) > -0.1 ? .pass : .inconclusive(.gapShown)
                return .init(
                    group: found.group, reference: nil, groupValue: value, referenceValue: reference,
                    estimate: Estimate(value - reference, n: found.estimate.n, interval: interval),
                    failInterval: interval,
                    verdict: verdict, caps: found.estimate.n < 30 ? [.minimumGroup] : [])
            }
            let worst = components.filter { $0.estimate.n >= 30 }.min {
                ($0.estimate.number ?? 0) < ($1.estimate.number ?? 0)
            }
            let verdict = worst?.verdict ?? .inconclusive(.nothingShown)
            var results: [Assessment.GateResult] = [
                .init(
                    gate: noSkill, model: model, verdict: .pass, caps: [],
                    components: [
                        .init(
                            group: .overall, reference: nil, groupValue: 0.71, referenceValue: 0.66,
                            estimate: Estimate(
                                0.05, n: 11_902,
                                interval: Interval(lower: 0.0388, upper: 0.0612, level: 0.9, method: .newcombePaired)),
                            failInterval: nil, verdict: .pass, caps: [])
                    ], worseOff: nil, worseOffReference: nil, familySize: 1, rowsNeeded: nil, labelCoverage: 0.954),
                .init(
                    gate: fifths, model: model, verdict: .inconclusive(.nothingShown), caps: [.labelCoverage],
                    components: [
                        .init(
                            group: groups.last?.group ?? .overall, reference: nil, groupValue: 0.61,
                            referenceValue: 0.7628,
                            estimate: Estimate(
                                0.7997, n: 88,
                                interval: Interval(lower: 0.6402, upper: 0.9931, level: 0.9, method: .scoreRatio)),
                            failInterval: nil, verdict: .inconclusive(.nothingShown), caps: [])
                    ], worseOff: nil, worseOffReference: nil, familySize: 1, rowsNeeded: 579, labelCoverage: 0.91),
            ]
            if !components.isEmpty {
                results.insert(
                    .init(
                        gate: equal, model: model, verdict: verdict, caps: [], components: components,
                        worseOff: verdict == .pass ? nil : worst?.group, worseOffReference: nil,
                        familySize: components.count,
                        rowsNeeded: verdict == .fail ? nil : 1_439, labelCoverage: 0.954), at: 1)
            }
            return results
        }
    }

    private func findings(
        _ estimates: [Assessment.MetricEstimate], _ gates: [Assessment.GateResult]
    ) -> [Assessment.Finding] {
        var found = gates.enumerated().compactMap { index, result -> Assessment.Finding? in
            guard result.verdict != .pass else { return nil }
            return .init(
                kind: result.verdict == .fail ? .gateFailed(gate: index) : .gateUndecided(gate: index),
                model: result.model, group: result.worseOff ?? .overall, reference: nil, n: 500)
        }
        found = Array(found.prefix(2))
        if let group = estimates.first(where: { $0.metric == "accuracy" && !$0.group.isOverall }) {
            found.append(
                .init(
                    kind: .belowNoSkill(metric: "accuracy", value: 0.5512, reference: 0.6431, shown: true),
                    model: group.model, group: group.group, reference: nil, n: group.estimate.n))
            found.append(
                .init(
                    kind: .gap(
                        metric: "favourable-rate", groupValue: 0.0061, referenceValue: 0.0142,
                        difference: Interval(lower: -0.0113, upper: -0.0049, level: 0.95, method: .newcombe)),
                    model: group.model, group: group.group, reference: nil, n: group.estimate.n))
        }
        found.append(
            .init(
                kind: .labelsMissing(rows: 12_480, labelled: 11_902), model: nil, group: .overall, reference: nil,
                n: 12_480))
        return found
    }

    private func scenario(_ gates: [Gate]) -> Scenario {
        func placed<T>(_ value: T) -> Scenario.Placed<T> { .init(value, at: SourceLocation(file: "scenario.yaml")) }
        return Scenario(
            folder: "scenarios/mobile-credit", file: "scenarios/mobile-credit/scenario.yaml", name: "mobile-credit",
            title: "Small loans by phone in East Africa", tags: ["credit", "monthly"],
            place: placed(.column("country")),
            languages: [placed("en"), placed("sw")], purpose: "Approve or refuse a first loan",
            labelMeans: "Repaid within 30 days of the due date", risk: .high, automation: .humanDecides,
            decisionsPerMonth: 120_000,
            data: .init(
                file: placed("applications.csv"), sha256: nil, id: placed("application_id"),
                label: .init(column: placed("repaid"), positive: "1", classes: nil),
                groups: [
                    .init(
                        column: placed("gender"), kind: nil, levels: nil, source: "asked",
                        basis: "testing for discrimination", reference: placed("male"))
                ], legitimate: [], features: [], time: nil, cluster: nil, personal: ["phone"],
                provenance: .init(
                    source: "lender's ledger", collected: "2025-11", consent: "terms of 2024",
                    retainUntil: placed("2027-01-31"), licence: nil)), models: [],
            population: .init(source: "census 2019", shares: []),
            analysis: .init(by: [], metrics: metrics.map(placed), minimumGroup: 30, seed: 7, level: 0.95), gates: gates,
            governance: .init(
                owner: "Head of Credit Risk", reviewers: ["Model Risk", "Consumer Council"],
                escalation: "Chief Risk Officer",
                incidentPlan: "IR-12", appealsRoute: "any branch, in writing or by phone", appealsDays: 30))
    }

    private static let inputs: [Assessment.Input] = [
        .init(
            role: .scenario, model: nil, path: "scenario.yaml", sha256: String(repeating: "0a", count: 32),
            bytes: 2_911,
            rows: nil),
        .init(
            role: .data, model: nil, path: "applications.csv", sha256: String(repeating: "6b1f", count: 16),
            bytes: 1_203_441, rows: .init(records: 12_483, header: 1, used: 12_480, refused: 2, blank: 0)),
        .init(
            role: .predictions, model: "vendor", path: "predictions/vendor.csv",
            sha256: String(repeating: "c3", count: 32),
            bytes: 402_113, rows: .init(records: 12_484, header: 1, used: 12_483, refused: 0, blank: 0)),
    ]
}

extension SampleAssessment {
    /// Two models, seven metrics, six groupings, one of them of about thirty groups.
    static var mobileCredit: Assessment {
        let region = (
            column: "region",
            levels: ["Nairobi", "Mombasa", "Kisumu", "Lamu", "Wajir", "Turkana", "Garissa", "Nakuru"] as [String?]
        )
        let language = (column: "language", levels: ["sw", "en", "so", "luo", "ki"] as [String?])
        let gender = (column: "gender", levels: ["female", "male", nil] as [String?])
        let age = (column: "age_band", levels: ["18-24", "25-34", "35-49", "50-64", "65+"] as [String?])
        let country = (column: "country", levels: ["KE", "TZ", "UG"] as [String?])
        return SampleAssessment(
            groupings: [[region], [language], [gender], [age], [country], [region, gender]],
            metrics: [
                "accuracy", "selection-rate", "favourable-rate", "true-positive-rate", "false-positive-rate", "roc-auc",
                "expected-calibration-error",
            ], models: ["vendor", "local"]
        ).make()
    }

    static let hostileNames: [String?] = [
        "<script>alert(1)</script>", "\u{1B}[31mred\u{1B}]8;;x\u{7}", "\u{202E}evil\u{2066}",
        String(repeating: "long ", count: 60),
        "አዲስ አበባ", "👩🏾‍🌾 farm", nil, "\"><img src=x onerror=alert(1)>", "a|b`c`*d*[e](http://x.test)", "عدن", "&amp;&#60;",
    ]

    /// One model and group names that try everything.
    static var hostile: Assessment {
        var assessment = SampleAssessment(
            groupings: [[(column: "re<b>gion", levels: hostileNames)]],
            metrics: ["accuracy", "true-positive-rate", "roc-auc"], models: ["vendor\u{9B}</style><script>"]
        ).make()
        assessment.scenario.title = "</title><script>alert('t')</script>\u{2028}& \"loans\""
        assessment.scenario.folder = "my folder/$(rm -rf x)'"
        assessment.warnings = [
            Diagnostic(
                "W203", severity: .warning, at: .init(file: "a<b>.csv", line: 3), "2 groups look alike: <i>x</i>")
        ]
        return assessment
    }

    /// Fifty groups and ten metrics, with a gate that allows the same band for all groups.
    static var large: Assessment {
        var assessment = SampleAssessment(
            groupings: [[(column: "county", levels: (1...50).map { "County number \($0)" })]],
            metrics: [
                "accuracy", "selection-rate", "favourable-rate", "true-positive-rate", "false-positive-rate",
                "true-negative-rate", "false-negative-rate", "positive-predictive-value", "roc-auc", "brier-score",
            ], models: ["vendor"]
        ).make()
        let floor = Gate(
            name: "right for six in ten, in every county", location: SourceLocation(file: "scenario.yaml"),
            metric: "accuracy", by: ["county"], models: nil, comparison: .value(.floor(0.6)))
        let components = assessment.estimates.filter { $0.metric == "accuracy" && !$0.group.isOverall }.map { found in
            let interval = found.estimate.interval
            let verdict: Verdict =
                (interval?.upper ?? 1) < 0.6
                ? .fail : (interval?.lower ?? 0) >= 0.6 ? .pass : .inconclusive(.nothingShown)
            return Assessment.GateResult.Component(
                group: found.group, reference: nil, groupValue: found.estimate.number, referenceValue: nil,
                estimate: found.estimate, failInterval: interval, verdict: verdict, caps: [])
        }
        assessment.gates.append(
            .init(
                gate: floor, model: "vendor", verdict: .inconclusive(.nothingShown), caps: [.minimumGroup],
                components: components, worseOff: nil, worseOffReference: nil, familySize: components.count,
                rowsNeeded: nil, labelCoverage: 0.954))
        return assessment
    }

    /// No gate, no grouping: the least there can be.
    static var bare: Assessment {
        var assessment = SampleAssessment(groupings: [], metrics: ["accuracy"], models: ["vendor"]).make()
        assessment.gates = []
        assessment.findings = []
        assessment.comparisons = []
        return assessment
    }
}
