package import Diagnostics

/// Why no localizer could be made.
package enum LocalizationError: Error, Hashable, Sendable, Diagnosable {
    /// No folder `locales` was found in any of these places.
    case localesNotFound(searched: [String])
    case unknownLanguage(String, near: String?, known: [String])
    case unknownPlace(String, near: String?, known: [String])
    /// CLDR, as the toolchain has it, knows no formats for this tag.
    case noFormats(String)
    case unreadableFile(String, reason: String)
    /// A JSON file that does not hold what it must, with the path within it.
    case malformedFile(String, at: String, reason: String)
    /// Fluent files with errors, where strictness was asked for.
    case syntax([FluentSyntaxError])

    package var exitStatus: ExitStatus {
        switch self {
        case .unknownLanguage, .unknownPlace: .usage
        case .localesNotFound, .noFormats, .malformedFile, .syntax: .input
        case .unreadableFile: .inputOutput
        }
    }

    package var diagnostics: [Diagnostic] {
        switch self {
        case .localesNotFound(let searched):
            [
                Diagnostic(
                    "E502", "no folder 'locales' was found",
                    help: searched.map { "searched: \($0)" } + [
                        "name the folder, or set KIGEZO_HOME to the one that holds it"
                    ])
            ]
        case .unknownLanguage(let tag, let near, let known):
            [Self.unknown("E503", "there is no language pack '\(tag)'", near: near, known: known, "Languages")]
        case .unknownPlace(let code, let near, let known):
            [Self.unknown("E504", "there is no place pack '\(code)'", near: near, known: known, "Places")]
        case .noFormats(let tag):
            [
                Diagnostic(
                    "E505", "no number and date formats are known for '\(tag)'",
                    help: ["set \"formats\" in language.json to a related tag that CLDR knows"])
            ]
        case .unreadableFile(let path, let reason):
            [Diagnostic("E506", at: SourceLocation(file: path), "cannot be read: \(reason)")]
        case .malformedFile(let path, let place, let reason):
            [Diagnostic("E507", at: SourceLocation(file: path), place.isEmpty ? reason : "\(place): \(reason)")]
        case .syntax(let errors): errors.flatMap(\.diagnostics)
        }
    }

    private static func unknown(
        _ code: String, _ message: String, near: String?, known: [String], _ noun: String
    ) -> Diagnostic {
        let hint = near.map { "Did you mean '\($0)'?" }
        return Diagnostic(code, message, help: [hint, "\(noun): \(known.joined(separator: ", "))"].compactMap { $0 })
    }
}
