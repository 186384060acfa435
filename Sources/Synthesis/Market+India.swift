extension Market {
    /// Applicants for a first loan in six Indian states: the market in which the vendor fitted its model.
    ///
    /// Most own a smartphone and buy airtime by monthly pack, so the days with a top-up say little; collectors work
    /// from branches, so those far away repay less often. The same columns mean something else than in Kenya.
    /// The figures are chosen to be plausible, not taken from a survey.
    static let india = Market(
        place: "IN",
        regions: Shares(indianStates.map { ($0.state, $0.share) }),
        genders: [.female: 0.30, .male: 0.70],
        genderUnrecorded: 0.01,
        ages: [.from18: 0.28, .from25: 0.42, .from35: 0.19, .from45: 0.08, .from55: 0.03],
        work: [.formal: 0.34, .informal: 0.46, .farming: 0.12, .notEmployed: 0.08],
        workTilts: [
            .formal: Effects(gender: [.female: -0.4], age: [.from18: -0.4], connectivity: 0.6),
            .farming: Effects(connectivity: -1.2),
        ],
        ability: Effects(work: [.formal: 0.35, .notEmployed: -0.4]),
        income: Effects(
            gender: [.female: -0.3], work: [.formal: 0.8, .farming: -0.4, .notEmployed: -0.8], connectivity: 0.3,
            ability: 0.25),
        incomeNoise: 0.7,
        incomeLimits: [-0.6, 0.2, 1.0],
        device: Effects(
            base: 1.6, gender: [.female: -0.5], age: [.from45: -0.5, .from55: -1.0],
            work: [.farming: -0.5], connectivity: 0.7, ability: 0.8, income: 0.3),
        basicPhoneBelow: -1.5,
        operators: ["operator-a": 0.35, "operator-b": 0.40, "operator-c": 0.25],
        topUp: Effects(base: -1.5, work: [.informal: 0.3], ability: 0.15),
        topUpNoise: 0.7,
        branchNoise: 0.8,
        earlierRule: EarlierRule(pointsNeeded: 0, topUpDays: 0, branchKilometres: 0, exceptions: 1),
        repayment: Effects(
            base: 0.6, device: [.featurePhone: -0.7, .basicPhone: -1.2], networkOperator: ["operator-c": -0.3],
            ability: 1.0, income: 0.3, distance: -0.5))

    private static let indianStates: [(state: Region, share: Double)] = [
        (
            Region(
                "Maharashtra", connectivity: 0.5, branchKilometres: 2.5,
                languages: ["mr": 0.55, "hi": 0.33, "en": 0.12]), 0.26
        ),
        (
            Region(
                "Uttar Pradesh", connectivity: -0.3, branchKilometres: 5,
                languages: ["hi": 0.93, "en": 0.04, "ur": 0.03]), 0.24
        ),
        (
            Region("Delhi", connectivity: 0.9, branchKilometres: 1.2, languages: ["hi": 0.80, "en": 0.20]), 0.16
        ),
        (
            Region(
                "Karnataka", connectivity: 0.4, branchKilometres: 3, languages: ["kn": 0.66, "en": 0.20, "hi": 0.14]),
            0.14
        ),
        (
            Region("Bihar", connectivity: -0.7, branchKilometres: 6.5, languages: ["hi": 0.96, "ur": 0.04]), 0.12
        ),
        (
            Region("Tamil Nadu", connectivity: 0.3, branchKilometres: 3, languages: ["ta": 0.86, "en": 0.14]), 0.08
        ),
    ]
}
