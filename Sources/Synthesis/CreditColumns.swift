/// The columns of `applications.csv`, and the fields of one applicant as they are written there.
enum CreditColumns {
    static let names = [
        "application_id", "customer_id", "decided_on", "region", "language", "gender", "age_band", "work",
        "income_band", "device", "operator", "topup_days", "branch_km", "earlier_decision", "repaid",
    ]

    /// Monthly income in thousands of shillings, lowest first.
    static let incomeBands = ["0-10k", "10-20k", "20-40k", "40k+"]

    /// What both models read. None of them sees region, language, gender, age or work.
    static let terms = [
        FeatureTerm("device", .equals(Device.featurePhone.rawValue)),
        FeatureTerm("device", .equals(Device.basicPhone.rawValue)),
        FeatureTerm("operator", .equals("operator-b")),
        FeatureTerm("operator", .equals("operator-c")),
        FeatureTerm("topup_days", .dividedBy(10)),
        FeatureTerm("branch_km", .dividedBy(10)),
        FeatureTerm("income_band", .rank(incomeBands)),
    ]

    /// One field of an applicant, as text; `nil` for a column that depends on the row and not on the person.
    static func field(_ column: String, of person: Applicant) -> String? {
        switch column {
        case "region": person.region.name
        case "language": person.language
        case "gender": person.isGenderRecorded ? person.gender.rawValue : ""
        case "age_band": person.ageBand.rawValue
        case "work": person.work.rawValue
        case "income_band": incomeBands[person.incomeRank]
        case "device": person.device.rawValue
        case "operator": person.networkOperator
        case "topup_days": String(person.topUpDays)
        case "branch_km": "\(person.branchTenths / 10).\(person.branchTenths % 10)"
        case "earlier_decision": person.wasApproved ? "approved" : "refused"
        // A loan that was refused was never seen to be repaid or not: an empty field, never a zero.
        case "repaid": person.wasApproved ? (person.repays ? "1" : "0") : ""
        default: nil
        }
    }

    /// The numbers a model reads, taken from the fields as written.
    static func features(of person: Applicant) -> [Double] {
        terms.map { term in
            guard let field = field(term.column, of: person), let value = term.value(of: field) else {
                preconditionFailure("the generator writes a field of \(term.column) that its models cannot read")
            }
            return value
        }
    }
}
