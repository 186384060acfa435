import Diagnostics
import Interchange
import Probes
import Scenarios
import Statistics
import Tables

/// Results as tables and records.
struct CounterfactualForm {
    let results: [(key: GroupKey, result: ChangedPairs.Result)]
    let wanted: Int?
    let level: Double
    let measured: MeasuredPairs
    /// By group, how many pairs do not do what is expected; empty if nothing is.
    let expected: [ChangedPairs.Expected]
    let question: CounterfactualQuestion?
    let findings: [CounterfactualFinding]
    /// The classes of labels, by which findings name them; `nil` without labels.
    let labels: [String]?

    private var classes: [String] { measured.classes }
    private var dimensions: [String] { EstimateTable.dimensions(results.map(\.key)) }

    var records: [JSONValue] {
        let expectations = zip(results, expected).compactMap { own, expected -> JSONValue? in
            guard let question else { return nil }
            return expected.record(
                of: own.key, model: measured.model, expectation: question.expectation.name, allowed: question.allowed)
        }
        return results.flatMap { $0.result.records(of: $0.key, classes: classes, model: measured.model) } + expectations
    }

    var document: JSONValue {
        var members: [JSONValue.Member] = [
            .init("estimates", .array(records)), .init("kigezo", 1), .init("kind", "counterfactual"),
        ]
        if labels != nil || !findings.isEmpty {
            members.append(
                .init(
                    "findings",
                    .array(findings.map { CounterfactualJudgement.record($0, classes: labels ?? measured.classes) })))
        }
        if let noise = measured.noise {
            members.append(.init("noise-floor", noise.record(level: level)))
        }
        if let review = measured.review {
            members.append(review.record(results.map(\.key), classes: classes, model: measured.model))
        }
        return .object(members + measured.members)
    }

    var long: ResultTable {
        ResultTable(
            columns: dimensions.map { ResultTable.Column($0) } + [
                .init("metric"), .init("value", .number), .init("lower", .number), .init("upper", .number),
                .init("method"), .init("n", .number), .init("originals", .number), .init("p", .number),
                .init("flags"),
            ],
            rows: results.flatMap { key, result in
                result.figures(classes: classes).map { name, estimate in
                    EstimateTable.groupCells(key, dimensions) + [
                        .text(name), EstimateTable.number(estimate.number),
                        EstimateTable.number(estimate.interval?.lower),
                        EstimateTable.number(estimate.interval?.upper),
                        estimate.interval.map { .text($0.method.rawValue) } ?? .empty, .integer(estimate.n),
                        .integer(result.originals),
                        name == "net-harm" ? EstimateTable.number(result.clusterP) : .empty,
                        .text(estimate.flags.map(\.rawValue).joined(separator: " ")),
                    ]
                }
            } + reviewedRows)
    }

    /// Of reviewed pairs: the share accepted, and the flips of all.
    private var reviewedRows: [[ResultTable.Cell]] {
        zip(results, measured.review?.groups ?? []).flatMap { own, group in
            [("acceptance", group.acceptance.rate), ("flip-rate-of-all", group.all.flipRate)].map { name, estimate in
                EstimateTable.groupCells(own.key, dimensions) + [
                    .text(name), EstimateTable.number(estimate.number),
                    EstimateTable.number(estimate.interval?.lower), EstimateTable.number(estimate.interval?.upper),
                    estimate.interval.map { .text($0.method.rawValue) } ?? .empty, .integer(estimate.n),
                    .integer(group.all.originals), .empty,
                    .text(estimate.flags.map(\.rawValue).joined(separator: " ")),
                ]
            }
        }
    }

    var readable: ResultTable {
        let hasDecisions = results.contains { $0.result.flipRate.n > 0 }
        let hasScores = results.contains { $0.result.meanShift.number != nil }
        var columns =
            dimensions.map { ResultTable.Column($0) } + [
                .init("pairs", .number), .init("originals", .number),
            ]
        if measured.review != nil {
            columns += [
                .init("all-pairs", title: "of all", .number), .init("accepted", title: "accepted", .number),
                .init("acceptance", title: "interval"),
            ]
            if hasDecisions { columns.append(.init("all-flipped", title: "flipped of all", .number)) }
        }
        if hasDecisions {
            columns += [.init("flip-rate", title: "decisions flipped", .number), .init("flips", title: "interval")]
        }
        if wanted != nil {
            columns += [
                .init("away", title: "to the worse", .number), .init("towards", title: "to the better", .number),
                .init("p", .number),
            ]
        }
        if hasScores {
            columns += [
                .init("mean-shift", title: "mean shift", .number), .init("shift", title: "interval"),
                .init("mean-absolute-shift", title: "mean size", .number),
                .init("largest-shift", title: "largest", .number),
            ]
        }
        if !expected.isEmpty {
            columns += [
                .init("failure-rate", title: "not as expected", .number), .init("failures", title: "interval"),
                .init("verdict"),
            ]
        }
        let rows = results.enumerated().map { index, own -> [ResultTable.Cell] in
            let (key, result) = own
            var cells = dimensions.map { name -> ResultTable.Cell in
                key.levels.first { $0.dimension == name }.map { .text($0.name) } ?? .empty(shown: "everybody")
            }
            cells += [.integer(result.pairs), .integer(result.originals)]
            if let reviewed = measured.review?.groups[index] {
                let rate = reviewed.acceptance.rate
                cells += [
                    .integer(reviewed.acceptance.pairs), EstimateTable.number(rate.number),
                    EstimateTable.interval(rate),
                ]
                if hasDecisions { cells.append(EstimateTable.number(reviewed.all.flipRate.number)) }
            }
            if hasDecisions {
                cells += [EstimateTable.number(result.flipRate.number), EstimateTable.interval(result.flipRate)]
            }
            if wanted != nil {
                cells += [.integer(result.away), .integer(result.towards), EstimateTable.pValue(result.clusterP)]
            }
            if hasScores {
                cells += [
                    EstimateTable.number(result.meanShift.number), EstimateTable.interval(result.meanShift),
                    EstimateTable.number(result.meanSize.number), EstimateTable.number(result.largestShift),
                ]
            }
            if expected.indices.contains(index) {
                let own = expected[index]
                cells += [
                    EstimateTable.number(own.failureRate.number), EstimateTable.interval(own.failureRate),
                    own.verdict.map { .text($0.name) } ?? .empty,
                ]
            }
            return cells
        }
        var footers = [
            "\(Spelling.number((level * 100_000).rounded() / 1000)) % intervals, with originals as units: "
                + "pairs of one original are not independent"
        ]
        if let review = measured.review { footers.insert(review.footer, at: 0) }
        let undecided = results.first?.result.withoutDecision ?? 0
        if undecided > 0, hasDecisions {
            let oneSided = results.first.map { $0.result.toAbstention + $0.result.fromAbstention } ?? 0
            footers.append(
                "\(undecided.grouped) pairs lack a decision on a side, \(oneSided.grouped) of them on one side only: "
                    + "a class of its own, not counted as flips")
        }
        if let noise = measured.noise { footers.append(noiseFooter(noise)) }
        footers += findings.map {
            TerminalText.safe(CounterfactualJudgement.sentence($0, classes: labels ?? measured.classes))
        }
        if let question { footers.append(question.footer) }
        if labels == nil, hasDecisions, (results.first?.result.flipRate.number ?? 1) < 0.01 {
            footers.append(
                "few flips are no proof of even-handedness: a model that cannot read its input never flips")
        }
        footers.append("changing a recorded value tests its direct use; what follows from it stays as it was")
        return ResultTable(columns: columns, rows: rows, footers: footers)
    }

    /// What flips by itself, beside what flips by a change.
    private func noiseFooter(_ noise: NoiseFloor) -> String {
        guard noise.repeated > 0 else {
            return "no row was answered twice: how much the model flips by itself is not known"
        }
        let rate = noise.selfFlipRate(level: level)
        let most = rate.interval.map { ", at most \(NumberText.rounded($0.upper))" } ?? ""
        let answers = noise.differing > noise.flipped ? "; \(noise.differing.grouped) got another answer" : ""
        return
            "noise floor: of \(noise.repeated.grouped) rows asked twice \(noise.flipped.grouped) flipped by themselves "
            + "(\(NumberText.rounded(rate.number ?? 0))\(most))\(answers)"
    }
}
