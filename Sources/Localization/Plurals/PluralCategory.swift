/// The forms that languages give to counted things, as CLDR names them.
package enum PluralCategory: String, Hashable, Sendable, CaseIterable {
    case zero, one, two, few, many, other
}

/// Says which form a number takes in a language.
package protocol PluralRules: Sendable {
    /// The category of `number`, read as its shortest decimal form (1.0 as 1).
    func category(of number: Double) -> PluralCategory
    /// The categories that the language has, always with `other`.
    var categories: Set<PluralCategory> { get }
}

/// The plural rules to use: the toolchain's ICU where there is one, else our table.
package enum Plurals {
    /// The rules of `language` (a tag such as `sw`, `pt-PT` or `sw-KE`); those of its parent tags if it has none, and
    /// `other` for every number if nothing is known of it.
    package static func rules(for language: String) -> any PluralRules {
        #if canImport(_FoundationICU)
            if let rules = ICUPluralRules(language: language) { return rules }
        #endif
        return TablePluralRules(language: language)
    }
}
