/// A synthetic population of applicants, declared: who applies, what they own, and how features relate to repayment.
///
/// A draw goes down the list: region, language, gender, age, work, ability, income, device, operator, top-ups,
/// distance, the earlier decision, repayment. Each step may depend on those before it, and on nothing else.
struct Market: Sendable {
    /// ISO 3166-1 code.
    let place: String
    var regions: Shares<Region>
    let genders: Shares<Gender>
    /// Probability that the answer about gender was not kept.
    let genderUnrecorded: Double
    let ages: Shares<AgeBand>
    let work: Shares<Work>
    /// Each kind of work: its share is multiplied by e to the power of its effects.
    let workTilts: [Work: Effects]
    /// Mean of the ability to repay; its spread is 1.
    let ability: Effects
    let income: Effects
    let incomeNoise: Double
    /// Three rising limits between the four income bands.
    let incomeLimits: [Double]
    /// Above 0 a smartphone, above `basicPhoneBelow` a feature phone, else a basic phone; the noise is logistic.
    let device: Effects
    let basicPhoneBelow: Double
    let operators: Shares<String>
    /// Logit of the part of thirty days that have a top-up.
    let topUp: Effects
    let topUpNoise: Double
    /// Spread of the logarithm of the distance to a branch, around the region's median.
    let branchNoise: Double
    let earlierRule: EarlierRule
    /// Logit of the probability that the loan is repaid in time.
    let repayment: Effects
}

/// A part of a market: a county, a state.
struct Region: Sendable {
    let name: String
    /// How much better connected than the market's average; about -1 to 1.
    let connectivity: Double
    /// Median distance to the nearest bank branch.
    let branchKilometres: Double
    let languages: Shares<String>

    init(_ name: String, connectivity: Double, branchKilometres: Double, languages: Shares<String>) {
        self.name = name
        self.connectivity = connectivity
        self.branchKilometres = branchKilometres
        self.languages = languages
    }
}

/// A sum of effects of what is known about a person so far; what is not named has none.
struct Effects: Sendable {
    var base = 0.0
    var gender: [Gender: Double] = [:]
    var age: [AgeBand: Double] = [:]
    var language: [String: Double] = [:]
    var work: [Work: Double] = [:]
    var device: [Device: Double] = [:]
    var networkOperator: [String: Double] = [:]
    /// Per unit of the region's connectivity.
    var connectivity = 0.0
    /// Per standard deviation of the ability to repay.
    var ability = 0.0
    /// Per unit of standardised income.
    var income = 0.0
    /// Per ten kilometres to a branch.
    var distance = 0.0

    func sum(for person: Applicant) -> Double {
        var sum = base
        sum += gender[person.gender] ?? 0
        sum += age[person.ageBand] ?? 0
        sum += language[person.language] ?? 0
        sum += work[person.work] ?? 0
        sum += device[person.device] ?? 0
        sum += networkOperator[person.networkOperator] ?? 0
        sum += connectivity * person.region.connectivity
        sum += ability * person.ability
        sum += income * person.income
        sum += distance * person.branchKilometres / 10
        return sum
    }
}

/// The points by which the lender decided before it had a model.
///
/// One point each for a smartphone, formal work, an income in the upper two bands, enough days with a top-up, and a
/// branch near by. A small part of those below was given a loan all the same.
struct EarlierRule: Sendable {
    let pointsNeeded: Int
    let topUpDays: Int
    let branchKilometres: Double
    /// Probability of a loan in spite of too few points.
    let exceptions: Double

    func points(of person: Applicant) -> Int {
        let met = [
            person.device == .smartphone, person.work == .formal, person.incomeRank >= 2,
            person.topUpDays >= topUpDays, person.branchKilometres <= branchKilometres,
        ]
        return met.count { $0 }
    }
}
