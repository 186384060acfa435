/// Applicants of the drawn file with one field changed, and nothing else.
struct ChangedApplicants {
    /// What is changed.
    enum Change: String, CaseIterable {
        case device, gender
        case income = "income_band"

        /// The applicant with each other value of the field, of incomes the next higher one; nobody where there is none.
        func others(of person: Applicant) -> [Applicant] {
            switch self {
            case .device:
                Device.allCases.filter { $0 != person.device }.map { device in
                    var other = person
                    other.device = device
                    return other
                }
            case .gender where person.isGenderRecorded:
                Gender.allCases.filter { $0 != person.gender }.map { gender in
                    var other = person
                    other.gender = gender
                    return other
                }
            case .gender: []
            case .income where person.incomeRank + 1 < CreditColumns.incomeBands.count:
                {
                    var other = person
                    other.incomeRank += 1
                    return [other]
                }()
            case .income: []
            }
        }

        func field(of person: Applicant) -> String { CreditColumns.field(rawValue, of: person) ?? "" }
    }

    /// How many applicants of the file, the first ones, are changed: their order is by day and tells nothing of them.
    static let originals = 600

    private let change: Change
    private let pairs: [(original: Int, before: Applicant, after: Applicant)]

    init(_ change: Change, of people: [Applicant]) {
        self.change = change
        pairs = people.prefix(Self.originals).enumerated().flatMap { row, person in
            change.others(of: person).map { (row, person, $0) }
        }
    }

    private func pairID(_ number: Int) -> String { "P\(MobileCredit.padded(number + 1, 5))" }

    /// One line a pair: its id, the application it is made of, where that was made, and what was changed into what.
    var text: String {
        var text = "pair,application_id,language,from,to\n"
        for (number, pair) in pairs.enumerated() {
            let fields = [
                pairID(number), MobileCredit.applicationID(pair.original), pair.before.language,
                change.field(of: pair.before), change.field(of: pair.after),
            ]
            text += fields.joined(separator: ",") + "\n"
        }
        return text
    }

    /// What a model gives for the changed applicants.
    func predictions(of model: CreditModel) -> String {
        var text = "pair,p_repay\n"
        for (number, pair) in pairs.enumerated() {
            text += "\(pairID(number)),\(MobileCredit.fourDecimals(model.tenThousandths(pair.after)))\n"
        }
        return text
    }
}
