import Diagnostics
import Interchange
import Probes
import Statistics
import Storage
import TestSupport
import Testing

@testable import Scenarios

@Suite("Counterfactual pairs of a scenario: reviews, expectations, clusters and noise")
struct CounterfactualScenarioTests {
    /// Eight rows of four clusters; decisions are all 1, scores 0.6.
    private static func folder(
        _ probes: String, pairs: String = "", changed: String = "", more: [String: String] = [:],
        cluster: String = ", cluster: c", label: String = "{column: y, positive: \"1\"}",
        model: String = "{predictions: p.csv, prediction: p, score: s, favourable: 1}"
    ) throws -> ScenarioFolder {
        var (data, predictions) = ("id,y,g,c,n\n", "id,p,s\n")
        for row in 0..<8 {
            data += "r\(row),\(row % 2),\(row < 4 ? "a" : "b"),k\(row / 2),\(row % 4)\n"
            predictions += "r\(row),\(row == 7 ? 0 : 1),0.6\n"
        }
        let folder = try ScenarioFolder(
            yaml: """
                kigezo: 1
                name: probed
                title: Probed
                risk: low
                data: {file: data.csv, id: id, label: \(label), groups: [{column: g}], features: [n]\(cluster)}
                models:
                  m: \(model)
                analysis: {metrics: [accuracy]}
                probes:
                  \(probes)

                """,
            files: ["data.csv": data, "p.csv": predictions, "pairs.csv": pairs, "changed.csv": changed])
        for (name, text) in more { try folder.folder.write(text, as: name) }
        return folder
    }

    /// What is wrong, whether it is seen when the scenario is read or when it is run.
    private static func faults(_ folder: ScenarioFolder) throws -> [Diagnostic] {
        do { return try folder.failure() } catch let error as any Diagnosable { return error.diagnostics }
    }

    private static let four = "id,original,wanted\nq1,r0,1\nq2,r1,0\nq3,r2,1\nq4,r4,\n"
    private static let changedFour = "id,p,s\nq1,0,0.5\nq2,1,0.7\nq3,1,0.6\nq4,0,0.9\n"

    private static func probe(_ clauses: String) -> String {
        "counterfactual: [{name: swap, pairs: pairs.csv, predictions: {m: changed.csv}\(clauses)}]"
    }

    private static func record(_ folder: ScenarioFolder) throws -> (Assessment.CounterfactualRecord, Assessment) {
        let assessment = try folder.assessment()
        return (try #require(assessment.probes.counterfactuals.first), assessment)
    }

    @Test(
        "Results are over the pairs that reviewers accept; all stand beside them, and the file of reviews is an input")
    func reviewed() throws {
        let reviews = "id,accepted,reviewer\nq1,yes,A\nq2,no,A\nq3,yes,A\nq3,yes,B\n"
        let (record, assessment) = try Self.record(
            Self.folder(
                Self.probe(", review: reviews.csv"), pairs: Self.four, changed: Self.changedFour,
                more: ["reviews.csv": reviews]))
        let own = try #require(record.results.first)
        #expect(own.result.pairs == 2 && own.result.flipRate.number == 0.5)
        #expect(own.all?.pairs == 4 && own.all?.flipRate.number == 0.5 && own.expected.failures == 1)
        #expect(own.acceptance?.count(.accepted) == 2 && own.acceptance?.count(.unreviewed) == 1)
        #expect(record.reviewers == 2)
        #expect(assessment.inputs.contains { $0.role == .reviews && $0.path == "reviews.csv" })
        let json = assessment.json["probes"]?["counterfactual"]?.elements?.first
        let counts = json?["review"]?["groups"]?.elements?.first
        #expect(counts?["accepted"]?.integerValue == 2 && counts?["rejected"]?.integerValue == 1)
        #expect(json?["review"]?["all-pairs"]?.elements?.isEmpty == false && json?["unit"]?.text == "c")
    }

    @Test("Pairs of one cluster are one unit where clusters are declared, and those of one row where not")
    func clusters() throws {
        let (record, _) = try Self.record(
            Self.folder(Self.probe(""), pairs: Self.four, changed: Self.changedFour))
        #expect(record.results[0].result.originals == 3 && record.unit == "c")
        let (alone, _) = try Self.record(
            Self.folder(Self.probe(""), pairs: Self.four, changed: Self.changedFour, cluster: ""))
        #expect(alone.results[0].result.originals == 4 && alone.unit == nil)
    }

    @Test("A file as it was written to be scored has its originals scored again: they are the noise, not pairs")
    func exported() throws {
        let pairs = """
            id,original,template,kind,from,to,from-text,to-text,made-with,text
            o1a,r0,,original,,,,,,x
            o2a,r7,,original,,,,,,y
            o1b,r0,,original,,,,,,x
            o2b,r7,,original,,,,,,y
            c1,r0,,script,Ethi,sera,,,ET/scripts/sera draft 2026-11-22,z
            c2,r7,,script,Ethi,sera,,,ET/scripts/sera draft 2026-11-22,w

            """
        // The first row flips by itself; the second is decided otherwise than in the predictions, both times.
        let changed = "id,p,s\no1a,1,0.5\no1b,0,0.5\no2a,1,0.4\no2b,1,0.4\nc1,1,0.7\nc2,1,0.4\n"
        let (record, assessment) = try Self.record(Self.folder(Self.probe(""), pairs: pairs, changed: changed))
        #expect(record.pairs == 2 && record.results[0].result.pairs == 2)
        #expect(record.results[0].result.flipRate.number == 0)
        #expect(agree(record.results[0].result.meanShift.number, 0.1, within: 1e-12))
        #expect(record.noise == NoiseFloor(repeated: 2, flipped: 1, differing: 1))
        #expect(record.madeWith == ["ET/scripts/sera draft 2026-11-22"])
        #expect(assessment.warnings.contains { $0.code == "W930" && $0.help.first?.contains("r7") == true })
        let json = assessment.json["probes"]?["counterfactual"]?.elements?.first
        #expect(json?["noise-floor"]?["flipped"]?.integerValue == 1)
    }

    @Test(
        "What is expected is held against pairs, and more failures than allowed are a finding",
        arguments: [
            ("invariance", ", tolerance: 0.2", 2, 4), ("rise", "", 1, 4), ("fall", "", 2, 4),
            ("minimum-functionality", ", expected: wanted", 2, 3),
        ])
    func expectations(kind: String, clauses: String, failures: Int, n: Int) throws {
        let (record, assessment) = try Self.record(
            Self.folder(
                Self.probe(", expect: \(kind), allowed-flips: 0\(clauses)"), pairs: Self.four, changed: Self.changedFour
            ))
        let expected = record.results[0].expected
        #expect(expected.failures == failures && expected.failureRate.n == n)
        #expect(expected.verdict != nil && record.expectation.rawValue == kind)
        let records = assessment.json["probes"]?["counterfactual"]?.elements?.first?["estimates"]?.elements ?? []
        #expect(records.contains { $0["metric"]?.text == "failure-rate" && $0["expectation"]?.text == kind })
        let found = assessment.findings.contains {
            if case .unexpected(_, kind, _, _, 0) = $0.kind { true } else { false }
        }
        #expect(found == (kind != "invariance"))
    }

    @Test(
        "What cannot be expected, or reviewed, is refused with its place",
        arguments: [
            (probe(", expect: minimum-functionality"), four, "id,p,s\nq1,1,0.5\n", "E424"),
            (probe(", expect: rise"), four, "id,p\nq1,1\n", "E2"),
            (
                probe(", expect: minimum-functionality, expected: wanted"), "id,original,wanted\nq1,r0,maybe\n",
                changedFour, "E934"
            ),
            (probe(", review: reviews.csv"), four, changedFour, "E931"),
            (probe(", review: nowhere.csv"), four, changedFour, "E"),
            ("matched: [{of: g, given: [nothing]}]", four, changedFour, "E4"),
            ("matched: [{of: g, given: [n], numbers: [g]}]", four, changedFour, "E4"),
            ("matched: [{of: n, given: [g], numbers: [g]}]", four, changedFour, "E935"),
        ])
    func refused(probes: String, pairs: String, changed: String, code: String) throws {
        let failure = try Self.faults(
            Self.folder(probes, pairs: pairs, changed: changed, more: ["reviews.csv": "id,accepted\nq1,perhaps\n"]))
        #expect(failure.first?.code.hasPrefix(code) == true, "\(failure)")
        #expect(failure.first?.location?.line != nil || code == "E", "\(failure)")
    }

    @Test("Real rows that are alike are compared, for each model")
    func matched() throws {
        let assessment = try Self.folder("matched: [{of: g, given: [n], numbers: [n]}]").assessment()
        let record = try #require(assessment.probes.matched.first)
        let comparison = try #require(record.groups.comparisons.first)
        // Both groups have four rows, one of each n; of b the last one is refused.
        #expect(comparison.result.matchedRows == 4 && comparison.result.likeness == .exact)
        #expect(comparison.result.gap.number.map { abs($0) } == 0.25)
        let json = assessment.json["probes"]?["matched"]?.elements?.first
        #expect(json?["of"]?.text == "g" && json?["estimates"]?.elements?.first?["metric"]?.text == "matched-gap")
        let several = try Self.faults(
            Self.folder(
                "matched: [{of: g, given: [n]}]", label: "{column: y, classes: [\"0\", \"1\", \"2\"]}",
                model: "{predictions: p.csv, prediction: p}"))
        #expect(several.first?.code == "E936", "\(several)")
    }
}
