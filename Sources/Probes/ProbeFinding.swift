/// What a probe found, as a key and what belongs into the sentence: words are made where there is a language.
package struct ProbeFinding: Sendable, Hashable {
    /// What a sentence is filled with.
    package enum Value: Sendable, Hashable {
        case text(String)
        /// A number of things.
        case count(Int)
        /// A share or another number, to be rounded for a reader.
        case number(Double)
        /// Limits of one, to be rounded outwards.
        case limits(lower: Double, upper: Double)
    }

    /// How much a reader should mind.
    package enum Weight: String, Sendable, Hashable {
        /// Something was found.
        case finding
        /// Something looks like a finding, or hides one.
        case warning
    }

    /// Stable and kebab-case.
    package let key: String
    package let weight: Weight
    /// By name; names are kebab-case.
    package let arguments: [String: Value]

    package init(_ key: String, _ arguments: [String: Value], weight: Weight = .finding) {
        self.key = key
        self.weight = weight
        self.arguments = arguments
    }
}
