import Diagnostics
import Statistics
import Tables
import TestSupport
import Testing

@testable import Probes

@Suite("Reviews of changed texts")
struct PairReviewTests {
    private func review(_ text: String) throws -> PairReview {
        let scratch = try ScratchFolder()
        let path = try scratch.write(text, as: "reviews.csv")
        let table = try TableReader.read(path: path, columns: .only(PairReview.requests(pair: "id")))
        return try PairReview(table, pair: "id")
    }

    private static let pairs = ChangedPairs(
        (0..<6).map { .init(original: $0 / 2, before: 0, after: $0 == 5 ? 1 : 0, shift: nil) }, classCount: 2)
    private static let ids = ["a", "b", "c", "d", "e", "f"]

    @Test("More yes than no accepts, as many is disputed, nothing is unreviewed; each group counts them")
    func verdicts() throws {
        let review = try review(
            "id,accepted,reviewer\na,yes,N\na,NO,M\nb,1,N\nb,true,M\nb,no,O\nc,no,N\nd,,N\ne,y,\nzz,yes,N\n")
        #expect(
            Self.ids.map { review.verdict(of: $0) } == [
                .disputed, .accepted, .rejected, .unreviewed, .accepted, .unreviewed,
            ])
        #expect(review.reviewerCount == 4)
        #expect(review.accepted([0, 1, 4, 5], ids: Self.ids) == [1, 4])
        let acceptance = review.acceptance(of: Array(0..<6), ids: Self.ids, Self.pairs, level: 0.95)
        #expect(acceptance.pairs == 6 && acceptance.count(.unreviewed) == 2)
        #expect(acceptance.rate.number == 0.5 && acceptance.rate.n == 4 && acceptance.rate.interval != nil)
        let none = review.acceptance(of: [3, 5], ids: Self.ids, Self.pairs, level: 0.95)
        #expect(none.rate.number == nil && none.count(.unreviewed) == 2)
        let one = review.acceptance(of: [0, 1], ids: Self.ids, Self.pairs, level: 0.95)
        #expect(one.rate.flags == [.tooFewClusters] && one.rate.interval == nil)
    }

    @Test(
        "What is neither yes nor no, or both, is refused with its place",
        arguments: [("id,accepted\na,yes\nb,maybe\n", 3, 3), ("reviewer,id,accepted\nN,a,yes\nN,a,no\n", 3, 5)])
    func malformed(text: String, line: Int, column: Int) throws {
        let error = #expect(throws: PairReview.Malformed.self) { try review(text) }
        #expect(
            error?.location.line == line && error?.location.column == column, "\(error?.location.description ?? "")")
    }
}
