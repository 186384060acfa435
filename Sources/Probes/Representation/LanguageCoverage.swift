package import Statistics

/// How many people a figure speaks for, and how good it is to them, by how many they are or by what they speak.
///
/// - Source: METHODS §4e; Blasi, Anastasopoulos and Neubig 2022 for the utility.
package struct LanguageCoverage: Sendable, Hashable {
    /// One language, or any other group that people belong to.
    package struct Language: Sendable, Hashable {
        package let key: GroupKey
        /// n_l, above 0; those who speak it as a second language among them if they were declared.
        package let speakers: Double
        /// Whether rows are enough for the gap that was declared.
        package let isAdequate: Bool
        /// m_l; `nil` where nobody measured.
        package let figure: Estimate?

        package init(key: GroupKey, speakers: Double, isAdequate: Bool, figure: Estimate?) {
            self.key = key
            self.speakers = speakers
            self.isAdequate = isAdequate
            self.figure = figure
        }
    }

    /// The share of persons whose language has adequate evidence, and of languages.
    ///
    /// Where persons are fewer than speakers some speak several languages, and nobody knows which: the share is bounded.
    package let perSpeaker: Estimate
    package let perLanguage: Estimate
    /// Σ d_l m_l/m_max with demand by speakers (τ = 1), and with all languages alike (τ = 0). Languages without a figure
    /// count as 0, and the upper bound is what they could add.
    package let utilityPerSpeaker: Estimate
    package let utilityPerLanguage: Estimate
    /// Languages without a figure.
    package let unmeasured: [GroupKey]

    /// - Parameters:
    ///   - persons: people of the area, each counted once; the sum of speakers if nothing is said.
    ///   - largest: m_max, what the figure is at best.
    /// - Returns: `nil` without languages, or where persons are fewer than the speakers of one language.
    package init?(_ languages: [Language], persons: Double? = nil, largest: Double, level: Double) {
        let speakers = languages.reduce(0) { $0 + $1.speakers }
        guard !languages.isEmpty, speakers > 0, largest > 0 else { return nil }
        let people = persons ?? speakers
        let adequate = languages.filter(\.isAdequate)
        let mostSpoken = adequate.map(\.speakers).max() ?? 0
        guard people >= mostSpoken, people > 0 else { return nil }
        let sum = adequate.reduce(0) { $0 + $1.speakers }
        if people < speakers {
            // All speakers of one may speak the others, too; or nobody does who need not.
            perSpeaker = Estimate(
                min(1, sum / people), n: languages.count, interval: nil,
                exactness: .bounded(lower: mostSpoken / people, upper: min(1, sum / people)))
        } else {
            perSpeaker = Estimate(sum / people, n: languages.count, interval: nil)
        }
        perLanguage = Estimate(Double(adequate.count) / Double(languages.count), n: languages.count, interval: nil)
        unmeasured = languages.filter { $0.figure?.number == nil }.map(\.key)
        utilityPerSpeaker = Self.utility(languages, languages.map { $0.speakers / speakers }, largest, level)
        utilityPerLanguage = Self.utility(
            languages, languages.map { _ in 1 / Double(languages.count) }, largest, level)
    }

    private static func utility(
        _ languages: [Language], _ demand: [Double], _ largest: Double, _ level: Double
    ) -> Estimate {
        var (sum, unknown, variance) = (CompensatedSum(), CompensatedSum(), CompensatedSum())
        var isKnown = true
        var rows = 0
        let z = NormalDistribution.twoSidedQuantile(level: level)
        for (language, weight) in zip(languages, demand) {
            guard let figure = language.figure, let value = figure.number else {
                unknown.add(weight)
                continue
            }
            sum.add(weight * value / largest)
            rows += figure.n
            guard let interval = figure.interval else {
                isKnown = false
                continue
            }
            let deviation =
                (interval.upper - interval.lower) / 2 / NormalDistribution.twoSidedQuantile(level: interval.level)
            variance.add(weight * deviation / largest * (weight * deviation / largest))
        }
        guard rows > 0 else { return Estimate(notEstimable: .unlabelled) }
        let value = sum.value
        let isPartial = unknown.value > 0
        let reach = z * variance.value.squareRoot()
        return Estimate(
            value, n: rows,
            interval: isKnown && !isPartial
                ? Interval(lower: value - reach, upper: value + reach, level: level, method: .wald) : nil,
            exactness: isPartial ? .bounded(lower: value, upper: value + unknown.value) : .exact,
            flags: isPartial ? [.partial] : [])
    }
}
