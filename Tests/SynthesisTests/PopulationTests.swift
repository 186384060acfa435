import Testing

@testable import Synthesis

@Suite("The drawn population")
struct PopulationTests {
    static let markets: [(Market, String)] = [(.kenya, "KE"), (.kenyaPilot, "KE pilot"), (.india, "IN")]

    /// The share of `count` among `total` lies within 4.5 binomial standard errors of the one declared.
    private func isNear(_ count: Int, of total: Int, _ declared: Double) -> Bool {
        let error = (declared * (1 - declared) / Double(total)).squareRoot()
        return abs(Double(count) / Double(total) - declared) <= 4.5 * error
    }

    @Test("Shares are near those declared", arguments: [0, 1, 2])
    func marginals(index: Int) {
        let (market, name) = Self.markets[index]
        let people = market.draw(5000, sample: "marginals", seed: 11)
        for part in market.regions.parts {
            let here = people.filter { $0.region.name == part.value.name }
            #expect(
                isNear(here.count, of: people.count, part.weight / market.regions.total), "\(name) \(part.value.name)")
            for language in part.value.languages.parts {
                let speakers = here.count { $0.language == language.value }
                let declared = language.weight / part.value.languages.total
                #expect(isNear(speakers, of: here.count, declared), "\(part.value.name) \(language.value)")
            }
        }
        for part in market.genders.parts {
            let here = people.count { $0.gender == part.value }
            #expect(isNear(here, of: people.count, part.weight / market.genders.total), "\(name) \(part.value)")
        }
        for part in market.ages.parts {
            let here = people.count { $0.ageBand == part.value }
            #expect(isNear(here, of: people.count, part.weight / market.ages.total), "\(name) \(part.value)")
        }
        let unrecorded = people.count { !$0.isGenderRecorded }
        #expect(isNear(unrecorded, of: people.count, market.genderUnrecorded))
    }

    @Test("A person does not depend on how many are drawn, nor on other samples")
    func prefixes() {
        let few = Market.kenya.draw(20, sample: "prefix", seed: 3).map(written)
        let more = Market.kenya.draw(40, sample: "prefix", seed: 3).map(written)
        #expect(few == Array(more.prefix(20)))
        #expect(few != Market.kenya.draw(20, sample: "other", seed: 3).map(written))
        #expect(few != Market.kenya.draw(20, sample: "prefix", seed: 4).map(written))
    }

    private func written(_ person: Applicant) -> [String] {
        CreditColumns.names.compactMap { CreditColumns.field($0, of: person) }
    }

    @Test("Repayment happens as often as its declared probability says")
    func repayment() {
        let people = Market.kenya.draw(5000, sample: "repayment", seed: 17)
        let chances = people.map { logisticProbability(Market.kenya.repayment.sum(for: $0)) }
        let error = chances.reduce(0) { $0 + $1 * (1 - $1) }.squareRoot()
        #expect(abs(Double(people.count(where: \.repays)) - chances.reduce(0, +)) < 4.5 * error)
    }

    @Test("Parts of a whole are laid end to end", arguments: [(0.0, "a"), (0.249, "a"), (0.251, "c"), (0.999, "c")])
    func shares(position: Double, expected: String) {
        let shares: Shares<String> = ["a": 1, "b": 0, "c": 3]
        #expect(shares.value(at: position) == expected)
    }
}
