import Testing

@testable import Synthesis

@Suite("The applications")
struct ApplicationsTests {
    static let rows = ScenarioFolder.rows("applications.csv")

    @Test("Each line has a field per column, and none needs quotes")
    func shape() throws {
        let lines = try #require(ScenarioFolder.text("applications.csv")).split(separator: "\n")
        #expect(lines.first.map(String.init) == CreditColumns.names.joined(separator: ","))
        #expect(lines.count == MobileCredit.rows + 1)
        #expect(lines.allSatisfy { $0.count { $0 == "," } == CreditColumns.names.count - 1 })
        #expect(!lines.contains { $0.contains("\"") || $0.contains("\r") })
    }

    @Test("A refused application has no label, and an approved one has")
    func labels() {
        let refused = Self.rows.filter { $0["earlier_decision"] == "refused" }
        let approved = Self.rows.filter { $0["earlier_decision"] == "approved" }
        #expect(refused.count + approved.count == MobileCredit.rows)
        #expect(refused.count > 1000 && approved.count > 1000)
        #expect(refused.allSatisfy { $0["repaid"] == "" })
        #expect(Set(approved.compactMap { $0["repaid"] }) == ["0", "1"])
    }

    @Test("One application per customer, in the order of the days, all in the first half of 2026")
    func register() {
        #expect(Set(Self.rows.compactMap { $0["application_id"] }).count == MobileCredit.rows)
        #expect(Set(Self.rows.compactMap { $0["customer_id"] }).count == MobileCredit.rows)
        let days = Self.rows.compactMap { $0["decided_on"] }
        #expect(days == days.sorted())
        #expect(days.first == "2026-01-01" && days.last == "2026-06-30")
        #expect(Set(days).count == 181)
    }

    @Test("One county is too small to say anything about, and one has an apostrophe")
    func counties() {
        let sizes = Dictionary(grouping: Self.rows) { $0["region"] ?? "" }.mapValues(\.count)
        #expect(sizes.count == 10)
        #expect((1..<30).contains(sizes["Lamu"] ?? 0))
        #expect((sizes["Murang'a"] ?? 0) >= 30)
        #expect(sizes.filter { $0.key != "Lamu" }.allSatisfy { $0.value >= 100 })
    }

    @Test("A missing answer about gender is an empty field, and rare")
    func genders() {
        let sizes = Dictionary(grouping: Self.rows) { $0["gender"] ?? "?" }.mapValues(\.count)
        #expect(Set(sizes.keys) == ["female", "male", ""])
        #expect((100..<300).contains(sizes[""] ?? 0))
    }
}
