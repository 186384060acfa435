internal import Foundation

/// Names of languages and countries from their codes.
extension Localizer {
    /// The name of a language in this language; `nil` where it is not known.
    ///
    /// - Parameter code: an ISO 639 code such as `sw`, `swa` or `kam`.
    package func languageName(_ code: String) -> String? {
        guard code.utf8.allSatisfy({ (0x61...0x7A).contains($0) }), (2...3).contains(code.utf8.count) else {
            return nil
        }
        return known(formats.locale.localizedString(forLanguageCode: Self.shortCode(code)), code)
    }

    /// The name of a country in this language; `nil` where it is not known.
    ///
    /// - Parameter code: an ISO 3166 code of two capitals.
    package func territoryName(_ code: String) -> String? {
        guard code.utf8.allSatisfy({ (0x41...0x5A).contains($0) }), code.utf8.count == 2 else { return nil }
        return known(formats.locale.localizedString(forRegionCode: code), code)
    }

    /// Three-letter codes are looked up under their two-letter form where there is one.
    private static func shortCode(_ code: String) -> String {
        code.utf8.count == 3 ? Locale.LanguageCode(code).identifier(.alpha2) ?? code : code
    }

    private func known(_ name: String?, _ code: String) -> String? {
        guard let name, !name.isEmpty, name != code else { return nil }
        return name
    }
}
