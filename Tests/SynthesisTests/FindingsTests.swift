import Testing

@testable import Synthesis

/// What the folder's README says is to be seen. Ten obvious lines each, without the rest of the program.
@Suite("What the scenario shows")
struct FindingsTests {
    static let offers: [String: [String: Bool]] = Dictionary(
        uniqueKeysWithValues: ["vendor", "local"].map { name in
            let offered = ScenarioFolder.rows("predictions/\(name).csv").map {
                ($0["application_id"] ?? "", (Double($0["p_repay"] ?? "") ?? -1) >= 0.5)
            }
            return (name, Dictionary(uniqueKeysWithValues: offered))
        })

    /// The share of those with this value in this column to whom the model would offer a loan.
    private func offered(_ model: String, _ column: String, _ value: String) -> Double {
        let group = ApplicationsTests.rows.filter { $0[column] == value }
        let favourable = group.count { Self.offers[model]?[$0["application_id"] ?? ""] == true }
        return Double(favourable) / Double(group.count)
    }

    @Test("The vendor's model offers women less than four fifths of what it offers men; the local one does not")
    func genders() {
        #expect(offered("vendor", "gender", "female") / offered("vendor", "gender", "male") < 0.8)
        #expect(offered("local", "gender", "female") / offered("local", "gender", "male") > 0.8)
    }

    @Test("The vendor's model offers speakers of Somali less than half of what it offers speakers of Swahili")
    func languages() {
        #expect(offered("vendor", "language", "so") < 0.5 * offered("vendor", "language", "sw"))
        #expect(offered("local", "language", "so") > 0.8 * offered("local", "language", "sw"))
    }

    @Test("Farmers are behind under both models")
    func work() {
        for model in ["vendor", "local"] {
            #expect(offered(model, "work", "farming") < 0.6 * offered(model, "work", "informal"))
        }
    }

    @Test("The local model ranks applicants better than the vendor's, which ranks worse here than it reports")
    func ranking() throws {
        let labelled = ApplicationsTests.rows.filter { $0["repaid"] != "" }
        func area(_ model: String) throws -> Double {
            let scores = Dictionary(
                uniqueKeysWithValues: ScenarioFolder.rows("predictions/\(model).csv").map {
                    ($0["application_id"] ?? "", Double($0["p_repay"] ?? "") ?? -1)
                })
            return try #require(
                rankArea(
                    scores: labelled.map { scores[$0["application_id"] ?? ""] ?? -1 },
                    labels: labelled.map { $0["repaid"] == "1" }))
        }
        #expect(try area("local") > area("vendor") + 0.05)
        #expect(try area("vendor") < MobileCredit.vendor(seed: MobileCredit.seed).reportedArea - 0.05)
    }

    /// The applicants of the files, with the outcome that the files leave out where the loan was refused.
    static let people = Market.kenya.draw(
        MobileCredit.rows, sample: "mobile-credit/applications", seed: MobileCredit.seed)

    /// Among those who repay, the share to whom the model would offer a loan.
    private func truePositiveRate(_ model: CreditModel, _ people: [Applicant]) -> Double {
        let payers = people.filter(\.repays)
        return Double(payers.count { model.tenThousandths($0) >= 5000 }) / Double(payers.count)
    }

    @Test("Labelled rows alone flatter the vendor's model, as the outcomes that nobody has would show")
    func selectiveLabels() throws {
        let vendor = try MobileCredit.vendor(seed: MobileCredit.seed)
        let labelled = truePositiveRate(vendor, Self.people.filter(\.wasApproved))
        #expect(truePositiveRate(vendor, Self.people) < labelled - 0.1)
    }

    @Test("Learning from approved loans alone gives distance a weight that it does not have")
    func bentCoefficient() throws {
        let pilot = Market.kenyaPilot.draw(4000, sample: "local/training", seed: MobileCredit.seed)
        let distance = 1 + (try #require(CreditColumns.terms.firstIndex { $0.column == "branch_km" }))
        func weight(_ people: [Applicant]) throws -> Double {
            try LogisticRegression(
                features: people.map(CreditColumns.features), labels: people.map(\.repays), ridge: 1e-6
            ).coefficients[distance]
        }
        #expect(try weight(pilot.filter(\.wasApproved)) > 0.2)
        #expect(abs(try weight(pilot)) < 0.1)
    }

    @Test("The figures in the README are those of the files")
    func readme() throws {
        let readme = try #require(ScenarioFolder.text("README.md"))
        #expect(readme.hasPrefix("**These data are synthetic"))
        func percent(_ share: Double) -> String { "\(Int((100 * share).rounded())) %" }
        let groups = [
            ("women", "gender", "female"), ("men", "gender", "male"), ("Swahili", "language", "sw"),
            ("Luhya", "language", "luy"), ("Somali", "language", "so"), ("Nairobi", "region", "Nairobi"),
            ("Kakamega", "region", "Kakamega"), ("Garissa", "region", "Garissa"),
            ("informal work", "work", "informal"), ("farming", "work", "farming"),
        ]
        for (words, column, value) in groups {
            let shares = ["vendor", "local"].map { percent(offered($0, column, value)) }
            let line = "| \(words) | \(shares[0]) | \(shares[1]) |"
            #expect(readme.contains(line), "\(line)")
        }
        let models = [
            try MobileCredit.vendor(seed: MobileCredit.seed), try MobileCredit.local(seed: MobileCredit.seed),
        ]
        for county in [nil, "Nairobi", "Kakamega", "Garissa"] {
            let here = Self.people.filter { county == nil || $0.region.name == county }
            let rates = models.flatMap { model in
                [here.filter(\.wasApproved), here].map { percent(truePositiveRate(model, $0)) }
            }
            let line = "| \(county ?? "all") | " + rates.joined(separator: " | ") + " |"
            #expect(readme.contains(line), "\(line)")
        }
    }
}
