import Localization
import Testing

@Suite("Natural frequencies")
struct NaturalFrequencyTests {
    @Test(
        "People are counted by hundreds, or by more where a share is under one of them",
        arguments: [
            ([0.17, 0.3], 100), ([0.01, 0.3], 100), ([0.009, 0.3], 1_000), ([0.0009], 10_000), ([0, 0.3], 100),
            ([0, 0], 100),
            ([], 100), ([1e-12], 1_000_000), ([.nan, 0.2], 100),
        ] as [([Double], Int)])
    func denominators(shares: [Double], expected: Int) {
        #expect(NaturalFrequency(of: shares).denominator == expected)
    }

    @Test("Shares that must be told apart get more people")
    func apart() {
        #expect(NaturalFrequency(of: [0.7996, 0.8]).denominator == 100)
        let frequency = NaturalFrequency(of: [0.7996, 0.8], isTellingApart: true)
        #expect(frequency.denominator == 10_000)
        #expect(frequency.people(0.7996) == 7_996)
        #expect(NaturalFrequency(of: [0.8, 0.8], isTellingApart: true).denominator == 100)
    }

    @Test("Ranges of people are rounded outward, and noise of doubles is no person")
    func people() {
        let hundred = NaturalFrequency(of: [0.5])
        #expect(hundred.people(0.29, rounding: .down) == 29)
        #expect(hundred.people(0.57, rounding: .up) == 57)
        #expect(hundred.people(0.2901, rounding: .up) == 30)
        #expect(hundred.people(0.2999, rounding: .down) == 29)
        #expect(hundred.people(0.235) == 24)
        #expect(hundred.people(-1) == 0)
        #expect(hundred.people(.infinity) == 100)
        #expect(hundred.people(.nan) == 0)
    }
}
