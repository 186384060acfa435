import Diagnostics
import Interchange
import Probes
import Scenarios
import Statistics
import Tables

/// Pairs that people have looked at: results are over those that they accept, with the counts of all beside.
struct ReviewedPairs: Sendable {
    /// Of one group of pairs.
    struct Group: Sendable {
        let acceptance: PairReview.Acceptance
        /// Of all its pairs, accepted or not.
        let all: ChangedPairs.Result
    }

    let review: PairReview
    /// In the order of the groups of pairs.
    private(set) var groups: [Group] = []

    /// - Returns: `nil` if no file of reviews is named.
    init?(_ call: Call) throws(CommandFailure) {
        guard let path = call.text("review") else { return nil }
        let pair = CounterfactualProbe.Identifiers(call).pair
        let table: Table
        do {
            table = try TableReader.read(path: path.value, columns: .only(PairReview.requests(pair: pair)))
        } catch { throw CommandFailure(error, columnsOf: call) }
        do throws(PairReview.Malformed) { review = try PairReview(table, pair: pair) } catch {
            throw CommandFailure(
                [
                    Diagnostic(
                        "E931", at: error.location, TerminalText.safe(error.reason),
                        help: ["'\(PairReview.acceptedColumn)' is yes, no, or empty for a pair nobody looked at"])
                ], exitStatus: .input)
        }
    }

    /// The pairs with their groups cut down to those that reviewers accept.
    static func measured(
        _ measured: MeasuredPairs, _ call: Call, wanted: Int?, level: Double
    ) throws(CommandFailure) -> MeasuredPairs {
        guard var reviewed = try ReviewedPairs(call) else { return measured }
        var own = measured
        reviewed.groups = measured.groups.map { group in
            Group(
                acceptance: reviewed.review.acceptance(
                    of: group.members, ids: measured.ids, measured.pairs, level: level),
                all: measured.pairs.result(
                    of: group.members, wanted: wanted, tolerance: call.number("tolerance")?.value, level: level))
        }
        for index in own.groups.indices {
            own.groups[index].members = reviewed.review.accepted(own.groups[index].members, ids: measured.ids)
        }
        guard own.groups.first?.members.isEmpty == false else {
            let acceptance = reviewed.groups.first?.acceptance
            throw CommandFailure(
                [
                    call.diagnostic(
                        "E932", at: call.span(of: "review") ?? call.commandSpan,
                        "reviewers accept none of \(measured.pairs.pairs.count.grouped) pairs",
                        help: [
                            "\((acceptance?.count(.rejected) ?? 0).grouped) are rejected, "
                                + "\((acceptance?.count(.disputed) ?? 0).grouped) disputed, "
                                + "\((acceptance?.count(.unreviewed) ?? 0).grouped) have no review",
                            "reviews are found by '\(CounterfactualProbe.Identifiers(call).pair)'",
                        ])
                ], exitStatus: .nothingSelected)
        }
        own.review = reviewed
        return own
    }

    /// What is said of them below a table.
    var footer: String {
        guard let all = groups.first?.acceptance else { return "" }
        let counts = [
            (PairReview.Verdict.rejected, "rejected"), (.disputed, "disputed"), (.unreviewed, "not reviewed"),
        ]
        .compactMap { verdict, word in
            all.count(verdict) == 0 ? nil : "\(all.count(verdict).grouped) \(word)"
        }
        let people = review.reviewerCount == 1 ? "1 reviewer" : "\(review.reviewerCount.grouped) reviewers"
        return
            "results are over the \(all.count(.accepted).grouped) of \(all.pairs.grouped) pairs that \(people) accept"
            + (counts.isEmpty ? "" : " (" + counts.joined(separator: ", ") + ")")
            + ": a change that no speaker would write measures itself"
    }

    /// For machines: what was said, and the figures of all pairs.
    func record(_ keys: [GroupKey], classes: [String], model: String) -> JSONValue.Member {
        .init(
            "review",
            .object([
                .init(
                    "all-pairs",
                    .array(
                        zip(keys, groups).flatMap { key, group in
                            group.all.records(of: key, classes: classes, model: model)
                        })),
                .init(
                    "groups",
                    .array(
                        zip(keys, groups).map { key, group in JSONValue.object(group.acceptance.members(of: key)) })),
                .init("reviewers", .integer(review.reviewerCount)),
            ]))
    }
}
