/// What a code of an error means and what can be done about it, beyond what the error itself says.
package struct Explanation: Hashable, Sendable {
    /// Such as `E102`.
    package let code: String
    /// What has happened, and why that is an error.
    package let meaning: String
    /// What to do.
    package let remedy: String

    init(_ code: String, _ meaning: String, _ remedy: String) {
        self.code = code
        self.meaning = meaning
        self.remedy = remedy
    }

    /// Every code there is, in order; a test holds it against the codes in the sources.
    package static let all =
        (language + sessions + tables + files + scenarios + locales + questions + decisions + runs + suites + cubes
        + others
        + transfers + counterfactuals)
        .sorted {
            $0.code < $1.code
        }

    /// The explanation of a code, in capitals or not, with its brackets or without.
    package static func of(_ code: String) -> Explanation? {
        let digits = code.uppercased().filter { $0 != "[" && $0 != "]" }
        return all.first { $0.code == digits }
    }
}
