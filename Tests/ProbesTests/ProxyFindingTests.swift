import Statistics
import TestSupport
import Testing

@testable import Probes

@Suite("What a reader is told of proxies")
struct ProxyFindingTests {
    private static func search(
        _ data: String, of attribute: String, features: [String], model: String? = nil, favourable: String = ""
    ) throws -> ProxySearch {
        let question = try ProxyData.question(data, of: attribute, features: features)
        let decisions = try model.map { try ProxyData.decisions(data, model: $0, of: question.table) }
        var options = ProxySearch.Options(permutations: 99)
        options.replicates = 200
        return try #require(
            ProxySearch(
                of: question.attribute, features: question.features, decisions: decisions.map { ($0.codes, $0.count) },
                selected: decisions.flatMap { $0.levels.firstIndex(of: favourable) }.map { UInt32($0) },
                options: options))
    }

    @Test(
        "relationship_with_head stands in for gender, first of all",
        .enabled(if: SharedFiles.exists("data/finincl/data.csv"))
    )
    func surveys() throws {
        let search = try Self.search(
            "finincl", of: "gender",
            features: [
                "country", "location_type", "age", "household_size", "cellphone_access", "education_level", "job_type",
                "marital_status", "relationship_with_head",
            ], model: "pooled-boosting", favourable: "Yes")
        let first = try #require(search.features.first)
        #expect(first.feature == "relationship_with_head" && first.place == .availableAndUsed)
        let finding = try #require(search.findings(attribute: "gender").first)
        #expect(finding.key == "proxy-available-and-used" && finding.weight == .finding)
        #expect(finding.arguments["feature"] == .text("relationship_with_head"))
        #expect(finding.arguments["attribute"] == .text("gender"))
        // Fewer women are predicted to have an account; the parts of the gap add up for each column.
        for feature in search.features {
            let parts = try #require(feature.transmissions.first).parts
            let whole = try #require(parts.difference.number)
            let sum = [parts.composition, parts.rates, parts.nonOverlap].reduce(0) { $0 + ($1.number ?? .nan) }
            #expect(abs(sum - whole) < 1e-12 && abs(whole) > 0.03)
            #expect(parts.share.number != nil && parts.share.interval != nil)
        }
    }

    @Test(
        "bill_amt1 is said to be no proxy in spite of its values",
        .enabled(if: SharedFiles.exists("data/taiwan-credit/data.csv")))
    func bills() throws {
        let search = try Self.search("taiwan-credit", of: "sex", features: ["bill_amt1", "limit_bal", "education"])
        let bill = try #require(search.features.first { $0.feature == "bill_amt1" })
        #expect(bill.place == .notAvailable)
        let findings = search.findings(attribute: "sex")
        #expect(!findings.contains { $0.weight == .finding && $0.arguments["feature"] == .text("bill_amt1") })
        let warning = try #require(findings.first { $0.key == "proxy-many-values" })
        #expect(warning.arguments["feature"] == .text("bill_amt1") && warning.weight == .warning)
        guard case .count(let values)? = warning.arguments["values"] else {
            Issue.record("no number of values")
            return
        }
        #expect(values == 6_437)
    }

    @Test("Corners of availability and use", arguments: [(0.9, 0.5), (0.9, 0.0), (0.0, 0.5), (0.0, 0.0)])
    func places(availability: Double, use: Double) throws {
        var random = SeededRandom(seed: 3)
        let attribute = (0..<2_000).map { _ in UInt32.random(in: 0..<2, using: &random) }
        func follow(_ value: UInt32, _ chance: Double) -> UInt32 {
            Double.random(in: 0..<1, using: &random) < chance ? value : UInt32.random(in: 0..<2, using: &random)
        }
        let feature = attribute.map { follow($0, availability) }
        let decisions = feature.map { follow($0, use) }
        let search = try #require(
            ProxySearch(
                of: .init("a", levelCount: 2, codes: attribute), features: [.init("f", levelCount: 2, codes: feature)],
                decisions: (decisions, 2)))
        let expected: ProxyFeature.Place =
            availability > 0 ? (use > 0 ? .availableAndUsed : .availableUnused) : use > 0 ? .usedNotTied : .neither
        #expect(search.features[0].place == expected)
    }

    @Test("At equal legitimate columns a column that only follows them tells nothing")
    func legitimate() throws {
        var random = SeededRandom(seed: 8)
        let job = (0..<3_000).map { _ in UInt32.random(in: 0..<2, using: &random) }
        func follow(_ value: UInt32) -> UInt32 {
            Double.random(in: 0..<1, using: &random) < 0.7 ? value : UInt32.random(in: 0..<2, using: &random)
        }
        let (attribute, feature) = (job.map(follow), job.map(follow))
        func p(_ legitimate: [UInt32]?) throws -> Double {
            let search = try #require(
                ProxySearch(
                    of: .init("a", levelCount: 2, codes: attribute),
                    features: [.init("f", levelCount: 2, codes: feature)], legitimate: legitimate))
            return try #require(search.features[0].pValue)
        }
        let (plain, held) = (try p(nil), try p(job))
        #expect(plain < 1e-20 && held > 0.01)
    }
}
