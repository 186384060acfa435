import Diagnostics

/// What could stand before the cursor of a line.
package struct Suggestions: Hashable, Sendable {
    /// The characters of the line that one of them replaces.
    package let range: Range<Int>
    /// The best first.
    package let entries: [Suggestion]
}

/// A text that could stand in a line.
package struct Suggestion: Hashable, Sendable {
    /// As the line needs it, with quotes where it needs them.
    package let text: String
    /// The name itself.
    package let title: String
    /// What it is, in a few words.
    package let detail: String
    package let kind: Kind
    /// Whether a space may follow.
    package let isWhole: Bool

    package enum Kind: Hashable, Sendable {
        case command, clause, word, column, value, metric, dataset, file
    }
}

/// A name before it is known whether it fits what was typed.
struct NameOffer {
    let name: String
    /// How the line needs it; the name itself if nothing is said.
    var text: String?
    var detail = ""
    let kind: Suggestion.Kind
    var isWhole = true
    /// Whether it was chosen to fit already.
    var fits = false
}

/// Chooses the names that fit what was typed.
enum NameMatching {
    /// The names that are so many that a likely slip is not looked for among them.
    private static let slipLimit = 1_000

    /// Those that begin with it; if none does, those that do without regard to case; then those that hold it; then the
    /// one that is so near that it may be meant. What fits already stays in its place.
    ///
    /// - Complexity: O(names × characters).
    static func matching(_ typed: String, among offers: [NameOffer]) -> [NameOffer] {
        if typed.isEmpty { return offers }
        let exact = offers.filter { $0.fits || $0.name.hasPrefix(typed) }
        if !exact.isEmpty { return exact }
        let wanted = typed.lowercased()
        let folded = offers.filter { $0.name.lowercased().hasPrefix(wanted) }
        if !folded.isEmpty { return folded }
        if typed.count > 1 {
            let holding = offers.filter { $0.name.lowercased().contains(wanted) }
            if !holding.isEmpty { return holding }
        }
        guard offers.count <= slipLimit, let near = NearMatch.nearest(to: typed, among: offers.map(\.name)) else {
            return []
        }
        return offers.filter { $0.name == near }
    }
}
