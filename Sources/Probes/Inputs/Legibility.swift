import Evidence
package import Metrics
package import Statistics

/// Whether a model of texts reads them at all.
///
/// A model that cannot read a language gives many different texts the very same score, sees characters it never met, and is no
/// better than a guess: then few flips and small gaps mean nothing.
package struct Legibility: Sendable {
    /// The rows that are looked at.
    package struct Rows: Sendable {
        /// Distinct texts, and by row which; a code beyond them is an empty field.
        package let texts: [String]
        package let codes: [UInt32]
        /// By row: the score, not a number where there is none; `nil` without scores.
        package let scores: [Double]?
        /// By row, the class decided and that of the label.
        package let decisions: [Int?]
        package let labels: [Int?]
        package let classCount: Int

        package init(
            texts: [String], codes: [UInt32], scores: [Double]?, decisions: [Int?], labels: [Int?], classCount: Int
        ) {
            self.texts = texts
            self.codes = codes
            self.scores = scores
            self.decisions = decisions
            self.labels = labels
            self.classCount = classCount
        }
    }

    /// What there is to say, for a sentence in any language.
    package struct Finding: Sendable, Hashable {
        package enum Key: String, Sendable, Hashable, CaseIterable {
            /// Texts are not told apart, and decisions are hardly better than a guess.
            case cannotRead = "cannot-read"
            /// Different texts get the very same score.
            case sameScores = "same-scores"
            /// Most letters never occur where the model comes from.
            case unseenCharacters = "unseen-characters"
            /// Decisions are hardly better than a guess.
            case noSkill = "no-skill"
            /// Always the commonest answer would be right more often.
            case belowCommonestAnswer = "below-commonest-answer"
        }

        package let key: Key
        package let group: GroupKey
        /// The figures it rests on, by the names that the result has them under.
        package let figures: [String: Double]
    }

    /// Where signs become findings; each is compared with the limit of an interval, so that few rows find nothing.
    package struct Limits: Sendable, Hashable {
        /// Rows whose score is that of a different text, at least.
        package var sharedScores = 0.1
        /// Letters that never occur at home, at least.
        package var unseenCharacters = 0.5
        /// Cohen's κ, at most.
        package var kappa = 0.1

        package init() {}
    }

    /// One group of rows.
    package struct Group: Sendable {
        package let key: GroupKey
        package let rows: Int
        package let distinctTexts: Int
        /// Rows with the commonest score, and rows whose score a different text has, too.
        package let constantScore: Estimate
        package let sharedScores: Estimate
        /// Rows with the commonest decision.
        package let commonestDecision: Estimate
        /// Letters that never occur where the model comes from, of all letters; `nil` if no text of it is known.
        package let unseenCharacters: Estimate?
        /// κ of decisions and labels; 0 is a guess.
        package let kappa: Estimate
        /// Accuracy less that of always the commonest label.
        package let overCommonestAnswer: Estimate
    }

    /// Everybody first.
    package let groups: [Group]
    /// In the order of groups; of everybody none where there are groups.
    package let findings: [Finding]

    /// - Parameters:
    ///   - groups: rows by group.
    ///   - homeCharacters: those of texts where the model comes from.
    package init(
        _ rows: Rows, groups: [(key: GroupKey, rows: [Int])], homeCharacters: Set<Unicode.Scalar>? = nil,
        limits: Limits = Limits(), context: EstimationContext
    ) {
        let tool = LegibilityTool(rows: rows, home: homeCharacters, context: context)
        let all = [(key: GroupKey.overall, rows: Array(rows.codes.indices))] + groups
        let found = all.map { tool.group($0.key, $0.rows) }
        self.groups = found
        findings = (groups.isEmpty ? found : Array(found.dropFirst())).flatMap { Self.findings($0, limits) }
    }

    private static func findings(_ group: Group, _ limits: Limits) -> [Finding] {
        func value(_ estimate: Estimate?) -> Double? { estimate?.number }
        let isShared = (group.sharedScores.interval?.lower ?? 0) >= limits.sharedScores
        let isUnseen = (group.unseenCharacters?.interval?.lower ?? 0) >= limits.unseenCharacters
        let isGuess = (group.kappa.interval?.upper ?? 1) <= limits.kappa
        let isBelow = (group.overCommonestAnswer.interval?.upper ?? 0) < 0
        var figures: [String: Double] = [:]
        for (name, estimate) in [
            ("shared-scores", group.sharedScores), ("kappa", group.kappa),
            ("over-commonest-answer", group.overCommonestAnswer), ("constant-score", group.constantScore),
        ] { figures[name] = estimate.number }
        figures["unseen-characters"] = group.unseenCharacters?.number
        var keys: [Finding.Key] = []
        if isGuess, isShared || isUnseen {
            keys.append(.cannotRead)
        } else {
            if isShared { keys.append(.sameScores) }
            if isUnseen { keys.append(.unseenCharacters) }
            if isGuess { keys.append(.noSkill) }
        }
        if isBelow { keys.append(.belowCommonestAnswer) }
        return keys.map { Finding(key: $0, group: group.key, figures: figures) }
    }
}

/// Figures of one group after another.
private struct LegibilityTool {
    let rows: Legibility.Rows
    let context: EstimationContext
    /// By text: letters, and those of them that never occur at home.
    private let letters: [(all: Int, unseen: Int)]?

    init(rows: Legibility.Rows, home: Set<Unicode.Scalar>?, context: EstimationContext) {
        self.rows = rows
        self.context = context
        letters = home.map { home in
            rows.texts.map { text in
                text.unicodeScalars.reduce((0, 0)) { sum, scalar in
                    scalar.properties.isAlphabetic ? (sum.0 + 1, sum.1 + (home.contains(scalar) ? 0 : 1)) : sum
                }
            }
        }
    }

    private func share(_ part: Int, _ whole: Int, _ reason: NotEstimable) -> Estimate {
        guard whole > 0 else { return Estimate(notEstimable: reason) }
        return Estimate(
            Double(part) / Double(whole), n: whole,
            interval: Proportion.wilson(successes: Double(part), trials: Double(whole), level: context.level))
    }

    func group(_ key: GroupKey, _ members: [Int]) -> Legibility.Group {
        let read = members.filter { rows.codes[$0] < rows.texts.count }
        var byScore: [Double: (rows: Int, first: UInt32, isShared: Bool)] = [:]
        var scored = 0
        if let scores = rows.scores {
            for row in read where !scores[row].isNaN {
                scored += 1
                let own = byScore[scores[row]]
                byScore[scores[row]] = (
                    (own?.rows ?? 0) + 1, own?.first ?? rows.codes[row],
                    own.map { $0.isShared || $0.first != rows.codes[row] } ?? false
                )
            }
        }
        let most = byScore.values.map(\.rows).max() ?? 0
        let shared = byScore.values.reduce(0) { $0 + ($1.isShared ? $1.rows : 0) }
        var decided = Array(repeating: 0, count: rows.classCount)
        var table = Array(repeating: Array(repeating: 0, count: rows.classCount), count: rows.classCount)
        for row in members {
            guard let decision = rows.decisions[row] else { continue }
            decided[decision] += 1
            if let label = rows.labels[row] { table[label][decision] += 1 }
        }
        let evidence = GroupEvidence(group: key, confusion: Confusion(rows: table))
        var estimator = Estimator(evidence, context: context)
        let isBinary = rows.classCount == 2
        let kappa = Catalogue.metric(named: "cohen-kappa", binary: isBinary).map { estimator.estimate($0) }
        let skill = Catalogue.metric(named: "accuracy", binary: isBinary).flatMap {
            estimator.skill($0, level: context.level, for: .display)
        }
        return Legibility.Group(
            key: key, rows: members.count, distinctTexts: Set(read.map { rows.codes[$0] }).count,
            constantScore: share(most, scored, .noScores), sharedScores: share(shared, scored, .noScores),
            commonestDecision: share(decided.max() ?? 0, decided.reduce(0, +), .emptyGroup),
            unseenCharacters: unseen(read), kappa: kappa ?? Estimate(notEstimable: .unlabelled),
            overCommonestAnswer: skill ?? Estimate(notEstimable: .unlabelled))
    }

    /// Σ unseen / Σ letters, with rows as units.
    private func unseen(_ members: [Int]) -> Estimate? {
        guard let letters else { return nil }
        let counts = members.map { letters[Int(rows.codes[$0])] }
        let (all, unseen) = counts.reduce((0, 0)) { ($0.0 + $1.all, $0.1 + $1.unseen) }
        guard all > 0 else { return Estimate(notEstimable: .emptyGroup) }
        let ratio = Double(unseen) / Double(all)
        let n = Double(counts.count)
        guard counts.count > 1 else { return Estimate(ratio, n: counts.count, interval: nil) }
        let squares = counts.reduce(0.0) { sum, own in
            let rest = Double(own.unseen) - ratio * Double(own.all)
            return sum + rest * rest
        }
        let deviation = (squares * n / (n - 1)).squareRoot() / Double(all)
        let reach = StudentT(degreesOfFreedom: n - 1).twoSidedQuantile(level: context.level) * deviation
        return Estimate(
            ratio, n: counts.count,
            interval: Interval(
                lower: max(0, ratio - reach), upper: min(1, ratio + reach), level: context.level, method: .linearisedT))
    }
}
