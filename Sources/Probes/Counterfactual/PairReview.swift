package import Diagnostics
package import Statistics
package import Tables

/// What readers who know the language said of changed texts: whether each still says what its original says.
///
/// A change that no speaker would write measures itself and not the model (METHODS §4a).
package struct PairReview: Sendable, Hashable {
    /// What is made of all that was said of one pair.
    package enum Verdict: String, Sendable, Hashable, CaseIterable {
        /// More reviewers accept it than reject it.
        case accepted
        case rejected
        /// As many accept it as reject it.
        case disputed
        /// Nobody has looked at it.
        case unreviewed
    }

    /// By pair.
    private let verdicts: [String: Verdict]
    /// How many people looked at pairs; those without a name count for one.
    package let reviewerCount: Int

    /// The columns of a file of reviews beside that of the pairs.
    package static let acceptedColumn = "accepted"
    package static let reviewerColumn = "reviewer"

    /// Why a file of reviews cannot be used.
    package struct Malformed: Error, Hashable {
        package let reason: String
        package let location: SourceLocation
    }

    /// What is read of a file of reviews.
    ///
    /// - Parameter pair: the column that names pairs.
    package static func requests(pair: String) -> [ColumnRequest] {
        [
            ColumnRequest(pair, .text), ColumnRequest(acceptedColumn, .text),
            ColumnRequest(reviewerColumn, .text, required: false),
        ]
    }

    /// Reads one row a pair and reviewer; an empty cell is a pair that was not looked at.
    package init(_ table: Table, pair: String) throws(Malformed) {
        guard let pairs = table.text(pair), let accepted = table.text(Self.acceptedColumn) else {
            preconditionFailure("columns that were read")
        }
        let reviewers = table.text(Self.reviewerColumn)
        var said: [String: [String: Bool]] = [:]
        for row in 0..<table.rowCount {
            guard let id = pairs[row], let word = accepted[row] else { continue }
            guard let isAccepted = Self.words[word.lowercased()] else {
                throw Malformed(
                    reason: "'\(word)' is neither yes nor no",
                    location: table.location(row: row, column: Self.acceptedColumn))
            }
            let reviewer = reviewers?[row] ?? ""
            if let before = said[id]?[reviewer], before != isAccepted {
                throw Malformed(
                    reason:
                        "of the pair '\(id)' \(reviewer.isEmpty ? "the same reviewer" : "'\(reviewer)'") says yes and no",
                    location: table.location(row: row, column: Self.acceptedColumn))
            }
            said[id, default: [:]][reviewer] = isAccepted
        }
        verdicts = said.mapValues { words in
            let yes = words.values.count { $0 }
            return yes * 2 == words.count ? .disputed : yes * 2 > words.count ? .accepted : .rejected
        }
        reviewerCount = Set(said.values.flatMap(\.keys)).count
    }

    private static let words = [
        "yes": true, "y": true, "true": true, "1": true, "accepted": true, "no": false, "n": false, "false": false,
        "0": false, "rejected": false,
    ]

    package func verdict(of pair: String) -> Verdict { verdicts[pair] ?? .unreviewed }

    /// How many pairs reviewers accept, and the share of those that they looked at.
    package struct Acceptance: Sendable, Hashable {
        package let counts: [Verdict: Int]
        /// Of pairs that somebody looked at, disputed ones among them.
        package let rate: Estimate

        package func count(_ verdict: Verdict) -> Int { counts[verdict] ?? 0 }
        /// Pairs in all.
        package var pairs: Int { counts.values.reduce(0, +) }
    }

    /// What reviewers said of some pairs.
    ///
    /// - Parameters:
    ///   - chosen: which pairs are looked at.
    ///   - ids: of all pairs.
    package func acceptance(
        of chosen: [Int], ids: [String], _ pairs: ChangedPairs, level: Double
    ) -> Acceptance {
        var counts: [Verdict: Int] = [:]
        var clusters: [Int: (sum: Double, count: Int)] = [:]
        for index in chosen {
            let verdict = verdict(of: ids[index])
            counts[verdict, default: 0] += 1
            guard verdict != .unreviewed else { continue }
            let old = clusters[pairs.pairs[index].original] ?? (0, 0)
            clusters[pairs.pairs[index].original] = (old.sum + (verdict == .accepted ? 1 : 0), old.count + 1)
        }
        let mean = ClusteredMean(clusters.sorted { $0.key < $1.key }.map(\.value))
        return Acceptance(
            counts: counts,
            rate: mean.map {
                Estimate(
                    $0.mean, n: $0.count, interval: $0.shareInterval(level: level),
                    flags: $0.clusterCount < 2 ? [.tooFewClusters] : [])
            } ?? Estimate(notEstimable: .emptyGroup))
    }

    /// Of some pairs, those that reviewers accept.
    package func accepted(_ chosen: [Int], ids: [String]) -> [Int] {
        chosen.filter { verdict(of: ids[$0]) == .accepted }
    }
}
