import Diagnostics
import Localization

/// Laws of message files: whatever is in one, its messages can be formatted, in bounded time, and errors have places.
enum FluentLaws {
    static func check(_ bytes: [UInt8]) {
        let scope = Scope(String(decoding: bytes, as: UTF8.self))
        for error in scope.resource.errors {
            require((error.location.line ?? 0) >= 1 && (error.location.column ?? 0) >= 1, "places count from 1")
        }
        // References multiply: a few messages show all there is to see.
        for entry in scope.resource.entries.prefix(6) {
            for pattern in [entry.value].compactMap({ $0 }) + entry.attributes.map(\.value) {
                for arguments in [[:], Self.arguments] {
                    let (pieces, _) = FluentFormatter.format(
                        pattern, of: entry.reference, arguments: arguments, scope: scope)
                    _ = pieces.joined(isolating: true)
                }
            }
        }
    }

    private static let arguments: [String: FluentValue] = [
        "n": .number(3, formatted: "3"), "x": .text("value"), "name": .text("\u{2067}\u{202E}x"),
        "list": .list(["a", "b"]), "count": .number(.nan, formatted: "–"), "a": .number(-1, formatted: "−1"),
    ]

    private struct Scope: FluentScope {
        let resource: FluentResource
        private let entries: [String: FluentEntry]
        private let rules = TablePluralRules(language: "ar")

        init(_ text: String) {
            resource = FluentParser.parse(text, file: "fuzz.ftl")
            entries = Dictionary(resource.entries.map { ($0.reference, $0) }) { first, _ in first }
        }

        func entry(_ reference: String) -> FluentEntry? { entries[reference] }
        func category(of number: Double) -> PluralCategory { rules.category(of: number) }
        func list(_ items: [String]) -> String { items.joined(separator: ", ") }
    }
}
