/// What a person answers when asked; the form of this lender offers two answers and may stay empty.
enum Gender: String, CaseIterable, Sendable { case female, male }

/// Age at the application, in bands.
enum AgeBand: String, CaseIterable, Sendable {
    case from18 = "18-24"
    case from25 = "25-34"
    case from35 = "35-44"
    case from45 = "45-54"
    case from55 = "55+"
}

/// Where most of the income comes from.
enum Work: String, CaseIterable, Sendable {
    case formal, informal, farming
    case notEmployed = "not-employed"
}

/// The best telephone the person applies from.
enum Device: String, CaseIterable, Sendable {
    case smartphone
    case featurePhone = "feature-phone"
    case basicPhone = "basic-phone"
}

/// One drawn person: what the file shows, and what only the generator knows.
struct Applicant: Sendable {
    let region: Region
    let language: String
    var gender: Gender
    /// Whether the form kept the answer; if not, the file's field is empty.
    let isGenderRecorded: Bool
    let ageBand: AgeBand
    var work = Work.informal
    /// Ability to repay, in standard deviations of the population; never written to a file.
    var ability = 0.0
    /// Income on a standardised logarithmic scale; only its band is written.
    var income = 0.0
    /// Position of the income band, from 0, the lowest.
    var incomeRank = 0
    var device = Device.smartphone
    var networkOperator = ""
    /// Days with an airtime top-up among the last thirty.
    var topUpDays = 0
    /// Kilometres to the nearest bank branch, in tenths, as written.
    var branchTenths = 0
    /// Whether the lender's earlier rule gave the loan. Only then was it ever seen whether it came back.
    var wasApproved = false
    /// Whether the loan was repaid, or would have been; written only where `wasApproved`.
    var repays = false

    var branchKilometres: Double { Double(branchTenths) / 10 }
}
