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

    @Test("Seen with labels that nobody has, the vendor's model misses more good payers than the labelled rows show")
    func selectiveLabels() throws {
        let people = Market.kenya.draw(MobileCredit.rows, sample: "mobile-credit/applications", seed: MobileCredit.seed)
        let vendor = try MobileCredit.vendor(seed: MobileCredit.seed)
        func truePositiveRate(_ people: [Applicant]) -> Double {
            let payers = people.filter(\.repays)
            return Double(payers.count { vendor.tenThousandths($0) >= 5000 }) / Double(payers.count)
        }
        let labelled = truePositiveRate(people.filter(\.wasApproved))
        let everyone = truePositiveRate(people)
        print("true positive rate of the vendor's model: labelled rows \(labelled), everyone \(everyone)")
        for county in ["Garissa", "Kakamega", "Nairobi"] {
            let here = people.filter { $0.region.name == county }
            print(county, truePositiveRate(here.filter(\.wasApproved)), truePositiveRate(here))
        }
        #expect(everyone < labelled - 0.1)
    }
}
