package import Diagnostics
package import Interchange

/// Where data of a place pack come from, and whether anybody who can judge them has looked at them.
package struct PackSource: Sendable, Hashable {
    /// Such as `KE/names` or `ET/scripts/sera`.
    package let name: String
    package let source: String
    package let licence: String
    package let date: String
    /// Whether two people who are named have reviewed them.
    package let isReviewed: Bool
    package let reviewers: [String]
    /// The share of their changes that native speakers found acceptable; `nil` while nobody has asked them.
    package let acceptance: Double?

    /// What an object that says all this must say, and may.
    package static let members = ["source", "licence", "date", "review", "reviewers", "acceptance", "note"]

    /// Reads it of an object.
    package init(_ document: PlacedJSON, name: String) throws(PackError) {
        self.name = name
        source = try document.required("source")
        licence = try document.required("licence")
        date = try document.required("date")
        let review = try document.required("review")
        guard let reviewers = document["reviewers"]?.elements?.compactMap(\.string) else {
            throw document.error("'reviewers' is missing")
        }
        self.reviewers = reviewers
        guard ["draft", "reviewed"].contains(review), review == "draft" || reviewers.count >= 2 else {
            throw (document["review"] ?? document).error(
                "'review' is draft, or reviewed by two people who are named")
        }
        isReviewed = review == "reviewed"
        acceptance = document["acceptance"]?.value.double
        if let acceptance, !(0...1).contains(acceptance) {
            throw (document["acceptance"] ?? document).error("'acceptance' is a share")
        }
    }

    /// What is to be said of it wherever its changes are used.
    package var provenance: String {
        let state = isReviewed ? "reviewed by " + reviewers.joined(separator: ", ") : "a draft that nobody has reviewed"
        let validity =
            acceptance.map { "native speakers accept \(Int(($0 * 100).rounded())) % of its swaps" }
            ?? "validity unknown: no native speaker was asked"
        return "\(state) (\(date); \(source); \(licence)); \(validity)"
    }

    /// What stands beside each change that was made with it: `ET/scripts/sera draft 2026-11-22`.
    package var mark: String { "\(name) \(isReviewed ? "reviewed" : "draft") \(date)" }
}

/// Why a file of a place pack cannot be used, and where.
package struct PackError: Error, Hashable {
    package let reason: String
    package let location: SourceLocation
}

extension PlacedJSON {
    func error(_ reason: String) -> PackError { PackError(reason: reason, location: location) }

    /// A text that must be there.
    func required(_ name: String) throws(PackError) -> String {
        guard let member = self[name] else { throw error("'\(name)' is missing") }
        guard let text = member.string, !text.isEmpty else { throw member.error("'\(name)' is a text") }
        return text
    }

    /// Refuses members that mean nothing: most often they are misspelt.
    func only(_ names: [String]) throws(PackError) {
        guard let members else { throw error("an object is expected here") }
        for member in members where !names.contains(member.name) {
            let near = NearMatch.nearest(to: member.name, among: names).map { "; did you mean '\($0)'?" } ?? ""
            throw member.value.error("'\(member.name)' means nothing here\(near)")
        }
    }
}
