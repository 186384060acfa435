#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension Market {
    /// Draws the first `count` people of the named sample.
    ///
    /// - Complexity: O(count); person i does not depend on `count`.
    func draw(_ count: Int, sample: String, seed: UInt64) -> [Applicant] {
        (0..<count).map { row in
            var stream = SeededStream(seed: seed, sample: sample, row: row)
            return person(from: &stream)
        }
    }

    private func person(from stream: inout SeededStream) -> Applicant {
        let region = regions.value(at: stream.uniform())
        var person = Applicant(
            region: region, language: region.languages.value(at: stream.uniform()),
            gender: genders.value(at: stream.uniform()), isGenderRecorded: !stream.happens(genderUnrecorded),
            ageBand: ages.value(at: stream.uniform()))
        let tilted = work.scaled { exp(workTilts[$0]?.sum(for: person) ?? 0) }
        person.work = tilted.value(at: stream.uniform())
        person.ability = ability.sum(for: person) + stream.normal()
        person.income = income.sum(for: person) + incomeNoise * stream.normal()
        person.incomeRank = incomeLimits.count { $0 <= person.income }
        person.device = device(device.sum(for: person) + stream.logistic())
        person.networkOperator = operators.value(at: stream.uniform())
        let topUpPart = logisticProbability(topUp.sum(for: person) + topUpNoise * stream.normal())
        person.topUpDays = Int((30 * topUpPart).rounded())
        let kilometres = region.branchKilometres * exp(branchNoise * stream.normal())
        person.branchTenths = max(1, Int((10 * kilometres).rounded()))
        let hasException = stream.happens(earlierRule.exceptions)
        person.wasApproved = hasException || earlierRule.points(of: person) >= earlierRule.pointsNeeded
        person.repays = stream.happens(logisticProbability(repayment.sum(for: person)))
        return person
    }

    private func device(_ utility: Double) -> Device {
        if utility > 0 { return .smartphone }
        return utility > basicPhoneBelow ? .featurePhone : .basicPhone
    }
}
