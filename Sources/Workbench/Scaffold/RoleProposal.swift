/// What the columns of a file may be for, with a reason for each; what cannot be told stays open.
struct RoleProposal: Sendable {
    /// One column and why it was taken.
    struct Choice: Sendable {
        let column: String
        let why: String
    }

    struct Group: Sendable {
        let column: String
        /// region, gender …; nil where nobody knows.
        let kind: String?
        let why: String
    }

    /// The most values of a column that rows are grouped by.
    static let groupLimit = 60
    /// The same for columns of numbers.
    static let numberLimit = 12
    /// The most classes of a label that is proposed.
    static let classLimit = 20

    var personal: [Choice] = []
    var label: Choice?
    /// Columns that could be the label, where it cannot be told.
    var labelCandidates: [String] = []
    var positive: Choice?
    var prediction: Choice?
    var score: Choice?
    var groups: [Group] = []
    var identifier: Choice?
    var time: Choice?
    var cluster: Choice?
    /// Columns that would be groups if they had fewer values.
    var tooManyValues: [String] = []

    /// Columns whose very names say that they hold personal data: they are never read.
    static func personalByName(_ header: [String]) -> [Choice] {
        header.filter { name in
            ColumnWords.strength(of: name, for: .personal) == .whole
                && ColumnWords.groupKinds.allSatisfy { ColumnWords.strength(of: name, for: .group($0)) != .whole }
        }.map { Choice(column: $0, why: "its name") }
    }

    /// - Parameters:
    ///   - columns: the columns that may be read, in the order of the file.
    ///   - label: the label that was said, if any.
    init(_ columns: [ColumnProfile], label said: String? = nil) {
        var left = columns
        func take(_ name: String) { left.removeAll { $0.name == name } }
        for column in columns {
            let byName =
                ColumnWords.strength(of: column.name, for: .personal) != nil && column.isMostlyDistinct
                && !column.isNumber
            let hasOtherUse = ColumnWords.groupKinds.contains {
                ColumnWords.strength(of: column.name, for: .group($0)) != nil
            }
            guard !hasOtherUse, let why = column.personalLook ?? (byName ? "its name" : nil) else { continue }
            personal.append(Choice(column: column.name, why: why))
            take(column.name)
        }
        identifier = Self.best(left.filter(\.isUnique), for: .identifier, also: "each value stands once")
        if identifier == nil {
            identifier = Self.best(left.filter(\.isUnique), for: .cluster, also: "each value stands once")
        }
        if let identifier { take(identifier.column) }
        cluster = Self.best(
            left.filter { !$0.isNumber || $0.values.count > 20 }, for: .cluster, also: "values come again")
        if let cluster { take(cluster.column) }
        time =
            Self.best(left.filter(\.looksLikeTime), for: .time, also: "days")
            ?? left.first(where: \.looksLikeTime).map {
                Choice(column: $0.name, why: "its values are days")
            }
        if let time { take(time.column) }
        for kind in ColumnWords.groupKinds {
            for column in left {
                let byName = ColumnWords.strength(of: column.name, for: .group(kind)) != nil
                let byValues = kind == "gender" && column.looksLikeGender
                guard byName || byValues, column.name != said else { continue }
                // Numbers such as ages are compared in bands, not one by one.
                let limit = column.isNumber ? Self.numberLimit : Self.groupLimit
                if (2...limit).contains(column.values.count) {
                    groups.append(
                        Group(
                            column: column.name, kind: kind, why: byName ? "its name" : "its values: \(column.sample)"))
                } else if column.values.count > limit {
                    tooManyValues.append(column.name)
                }
                take(column.name)
            }
        }
        let outcomes = left.filter { (2...Self.classLimit).contains($0.values.count) }
        proposeOutcome(outcomes, said: said)
        if let label { take(label.column) }
        if let prediction { take(prediction.column) }
        score = Self.best(left.filter { $0.isNumber && $0.values.count > 2 }, for: .score, also: nil)
        if score == nil, let only = left.filter(\.looksLikeProbability).only {
            score = Choice(column: only.name, why: "its values lie between 0 and 1")
        }
    }

    private mutating func proposeOutcome(_ outcomes: [ColumnProfile], said: String?) {
        prediction = Self.best(outcomes.filter { $0.name != said }, for: .prediction, also: nil)
        if let said {
            label = Choice(column: said, why: "as said")
        } else {
            let others = outcomes.filter { $0.name != prediction?.column }
            label = Self.best(others, for: .label, also: nil)
            if label == nil, let decided = outcomes.first(where: { $0.name == prediction?.column }) {
                // What really happened is written as the decision is.
                let alike = others.filter { Set($0.values.map(\.text)) == Set(decided.values.map(\.text)) }
                label = alike.only.map {
                    Choice(column: $0.name, why: "the only other column with the values of '\(decided.name)'")
                }
            }
            labelCandidates = others.map(\.name)
        }
        guard let label, let column = outcomes.first(where: { $0.name == label.column }) else { return }
        if let decided = outcomes.first(where: { $0.name == prediction?.column }), !decided.isWrittenLike(column) {
            prediction = nil
        }
        positive = column.values.count == 2 ? Self.positive(column.values.map(\.text)) : nil
    }

    /// The value of two that stands for yes, where that is how such values are written.
    static func positive(_ values: [String]) -> Choice? {
        let positives: Set<String> = [
            "1", "yes", "true", "y", "t", "positive", "pos", "1.0", "ndiyo", "ndio", "oui", "vrai", "sim", "sí", "si",
            "verdadeiro", "verdadero", "አዎ", "हाँ", "हां", "نعم", "eh", "ya", "repaid", "paid", "approved",
        ]
        let negatives: Set<String> = [
            "0", "no", "false", "n", "f", "negative", "neg", "0.0", "hapana", "non", "faux", "não", "nao", "falso",
            "አይ",
            "አይደለም", "नहीं", "لا", "a'a", "tidak", "not repaid", "unpaid", "refused", "rejected", "-1",
        ]
        guard values.count == 2, let yes = values.filter({ positives.contains($0.lowercased()) }).only,
            values.contains(where: { negatives.contains($0.lowercased()) })
        else { return nil }
        return Choice(column: yes, why: "how such values are written")
    }

    /// The column whose name speaks most surely of the purpose; none if several do equally.
    private static func best(_ columns: [ColumnProfile], for purpose: ColumnWords.Purpose, also: String?) -> Choice? {
        let rated = columns.compactMap { column in
            ColumnWords.strength(of: column.name, for: purpose).map { (column, $0) }
        }
        guard let most = rated.map(\.1).max(), let found = rated.filter({ $0.1 == most }).only else { return nil }
        return Choice(column: found.0.name, why: ["its name", also].compactMap { $0 }.joined(separator: "; "))
    }
}

extension ColumnProfile {
    /// Whether every value of this column is also one of the other's.
    func isWrittenLike(_ other: ColumnProfile) -> Bool {
        Set(values.map(\.text)).isSubset(of: other.values.map(\.text))
    }
}

extension Array {
    /// The element, if there is just one.
    var only: Element? { count == 1 ? self[0] : nil }
}
