extension Market {
    /// Applicants for a first loan in ten Kenyan counties.
    ///
    /// Loans are paid back by mobile money, so neither the distance to a branch nor the kind of telephone says much
    /// about repayment; days with a top-up do, because airtime is bought in small amounts as money comes in.
    /// The figures are chosen to be plausible, not taken from a survey.
    static let kenya = Market(
        place: "KE",
        regions: Shares(kenyanCounties.map { ($0.county, $0.share) }),
        genders: [.female: 0.49, .male: 0.51],
        genderUnrecorded: 0.03,
        ages: [.from18: 0.24, .from25: 0.38, .from35: 0.22, .from45: 0.11, .from55: 0.05],
        work: [.formal: 0.22, .informal: 0.48, .farming: 0.20, .notEmployed: 0.10],
        workTilts: [
            .formal: Effects(gender: [.female: -0.6], age: [.from18: -0.6], language: ["en": 0.6], connectivity: 0.7),
            .farming: Effects(age: [.from18: -0.3, .from55: 0.6], connectivity: -1.5),
            .notEmployed: Effects(age: [.from18: 0.7]),
        ],
        ability: Effects(work: [.formal: 0.25, .notEmployed: -0.4]),
        income: Effects(
            gender: [.female: -0.2], work: [.formal: 0.8, .farming: -0.4, .notEmployed: -0.8], connectivity: 0.3,
            ability: 0.3),
        incomeNoise: 0.7,
        incomeLimits: [-0.6, 0.2, 1.0],
        device: Effects(
            base: 0.9, gender: [.female: -0.9], age: [.from18: 0.2, .from45: -0.7, .from55: -1.4],
            language: ["en": 0.5], work: [.formal: 0.4, .farming: -0.6], connectivity: 0.9, income: 0.5),
        basicPhoneBelow: -1.3,
        operators: ["operator-a": 0.66, "operator-b": 0.26, "operator-c": 0.08],
        topUp: Effects(
            base: -0.9, gender: [.female: -0.1], work: [.informal: 0.45, .farming: -0.4], ability: 0.8),
        topUpNoise: 0.5,
        branchNoise: 0.7,
        earlierRule: EarlierRule(pointsNeeded: 3, topUpDays: 10, branchKilometres: 10, exceptions: 0.1),
        repayment: Effects(
            base: 0.35, gender: [.female: 0.2], device: [.basicPhone: -0.1], ability: 1.2, income: 0.25))

    /// The same population when the lender was young: four fifths of the applicants from three urban counties.
    static let kenyaPilot = {
        var pilot = kenya
        pilot.regions = kenya.regions.scaled { ["Nairobi": 1.8, "Kiambu": 1.4, "Mombasa": 1.5][$0.name] ?? 0.45 }
        return pilot
    }()

    /// Ten counties, from the largest to one that is too small to say anything about.
    private static let kenyanCounties: [(county: Region, share: Double)] = [
        (
            Region(
                "Nairobi", connectivity: 0.8, branchKilometres: 1.5,
                languages: [
                    "sw": 0.46, "en": 0.28, "ki": 0.11, "luo": 0.05, "luy": 0.05, "kam": 0.04, "so": 0.01,
                ]), 0.30
        ),
        (
            Region(
                "Kiambu", connectivity: 0.4, branchKilometres: 4,
                languages: ["ki": 0.42, "sw": 0.34, "en": 0.22, "kam": 0.02]), 0.14
        ),
        (
            Region(
                "Nakuru", connectivity: 0, branchKilometres: 7,
                languages: ["sw": 0.42, "ki": 0.24, "kln": 0.18, "en": 0.14, "luo": 0.02]), 0.12
        ),
        (
            Region(
                "Mombasa", connectivity: 0.5, branchKilometres: 2.5,
                languages: ["sw": 0.72, "en": 0.18, "kam": 0.05, "luo": 0.03, "so": 0.02]), 0.09
        ),
        (
            Region(
                "Kisumu", connectivity: 0, branchKilometres: 6,
                languages: ["luo": 0.52, "sw": 0.26, "en": 0.17, "luy": 0.05]), 0.09
        ),
        (
            Region(
                "Kakamega", connectivity: -0.4, branchKilometres: 9,
                languages: ["luy": 0.52, "sw": 0.36, "en": 0.10, "luo": 0.02]), 0.09
        ),
        (
            Region(
                "Machakos", connectivity: -0.2, branchKilometres: 8,
                languages: ["kam": 0.58, "sw": 0.29, "en": 0.13]), 0.08
        ),
        (
            Region(
                "Murang'a", connectivity: -0.2, branchKilometres: 8,
                languages: ["ki": 0.66, "sw": 0.24, "en": 0.10]), 0.057
        ),
        (
            Region(
                "Garissa", connectivity: -0.9, branchKilometres: 24,
                languages: ["so": 0.74, "sw": 0.20, "en": 0.06]), 0.03
        ),
        (
            Region(
                "Lamu", connectivity: -0.6, branchKilometres: 20,
                languages: ["sw": 0.90, "en": 0.06, "so": 0.04]), 0.003
        ),
    ]
}
