import Interchange

/// The scenario `mobile-credit`: first loans by phone in Kenya, scored by a vendor's model and by a local one.
///
/// Everything is drawn from one seed. Both models are fitted, on samples that are not shipped; their predictions come
/// from the rounded coefficients and the fields as written, so that anyone can compute them again.
package enum MobileCredit {
    /// Seed and number of applicants of the files in the repository.
    package static let seed: UInt64 = 2026
    package static let rows = 6000
    /// What may be asked for: one application per customer, and customer numbers have six digits.
    package static let allowedRows = 1...900_000

    /// The drawn files: applications, two models, two files of predictions; then, for each kind of change, pairs of an
    /// applicant and the same one with one field changed, and what both models give for these.
    ///
    /// - Parameter rows: in `allowedRows`; any other number is refused.
    /// - Complexity: O(rows), beside the fixed cost of fitting both models.
    package static func files(seed: UInt64 = seed, rows: Int = rows) throws(SynthesisError) -> [GeneratedFile] {
        guard allowedRows.contains(rows) else { throw .rowsOutOfRange(rows, allowed: allowedRows) }
        let people = Market.kenya.draw(rows, sample: "mobile-credit/applications", seed: seed)
        var files = [GeneratedFile(path: "applications.csv", text: applications(people))]
        let models = [try vendor(seed: seed), try local(seed: seed)]
        for model in models {
            let document = model.document(seed: seed).canonicalText() + "\n"
            files.append(GeneratedFile(path: "models/\(model.name).json", text: document))
            files.append(GeneratedFile(path: "predictions/\(model.name).csv", text: predictions(of: model, people)))
        }
        for change in ChangedApplicants.Change.allCases {
            let pairs = ChangedApplicants(change, of: people)
            let folder = "counterfactuals/\(change.rawValue)/"
            files.append(GeneratedFile(path: folder + "pairs.csv", text: pairs.text))
            for model in models {
                files.append(GeneratedFile(path: folder + "\(model.name).csv", text: pairs.predictions(of: model)))
            }
        }
        return files
    }

    /// The model bought from abroad: fitted where most own a smartphone and branches collect the debts.
    static func vendor(seed: UInt64) throws(SynthesisError) -> CreditModel {
        try CreditModel(
            name: "vendor", version: "3.1",
            training: .init(
                market: .india, period: "2023",
                sample: "applicants in six Indian states, all with a loan; income bands in rupees, by position",
                rows: 6000, heldOutRows: 3000, ridge: 1e-6),
            seed: seed)
    }

    /// The lender's own model: fitted on its first two years, on those whom its earlier rule gave a loan.
    static func local(seed: UInt64) throws(SynthesisError) -> CreditModel {
        try CreditModel(
            name: "local", version: "0.4",
            training: .init(
                market: .kenyaPilot, period: "2024-01..2025-12",
                sample: "earlier applicants in Kenya, mostly urban; fitted on those who were given a loan",
                rows: 4000, heldOutRows: 3000, ridge: 1e-6),
            seed: seed)
    }

    private static func applications(_ people: [Applicant]) -> String {
        var text = CreditColumns.names.joined(separator: ",") + "\n"
        for (row, person) in people.enumerated() {
            let fields = CreditColumns.names.map { column in
                switch column {
                case "application_id": applicationID(row)
                case "customer_id": customerID(row)
                case "decided_on": CalendarDay(row: row, of: people.count).text
                default: CreditColumns.field(column, of: person) ?? ""
                }
            }
            text += fields.joined(separator: ",") + "\n"
        }
        return text
    }

    private static func predictions(of model: CreditModel, _ people: [Applicant]) -> String {
        var text = "application_id,p_repay\n"
        for (row, person) in people.enumerated() {
            text += "\(applicationID(row)),\(fourDecimals(model.tenThousandths(person)))\n"
        }
        return text
    }

    static func applicationID(_ row: Int) -> String { "A\(padded(row + 1, 6))" }

    /// One application per customer: the factor shares no divisor with the modulus, so no number comes twice.
    private static func customerID(_ row: Int) -> String { "C\(100_000 + (row * 7919 + 4321) % 900_000)" }

    static func fourDecimals(_ tenThousandths: Int) -> String {
        "\(tenThousandths / 10_000).\(padded(tenThousandths % 10_000, 4))"
    }

    static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
