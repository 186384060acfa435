import Localization
import Scenarios
import Statistics

/// What codes mean, in the words of the English message pack, for a person at a terminal; scripts get the codes.
///
/// The pack inside the program is used: these words need no folder, and none can change them. It is read as a whole only
/// for what is more than a line of text: that takes longer than most answers.
enum EnglishWords {
    private static let localizer: Localizer? = {
        do { return try Localizer(language: "en", folder: nil, digest: { _ in "" }) } catch { return nil }
    }()

    /// Why there is no estimate.
    static func reason(_ reason: NotEstimable) -> String { words("reason-\(reason.rawValue)") ?? reason.rawValue }

    /// Fewer rows than a figure may be shown for.
    static let tooFew = reason(.tooFewRows)

    /// A remark that travels with an estimate.
    static func flag(_ flag: EstimateFlag) -> String { words("flag-\(flag.rawValue)") ?? flag.rawValue }

    /// How an interval was made.
    static func method(_ method: IntervalMethod) -> String { words("method-\(method.rawValue)") ?? method.rawValue }

    /// Why a gate cannot be decided.
    ///
    /// - Parameter minimumGroup: the rows a group needs, as the scenario declares it.
    static func cap(_ cap: VerdictCap, minimumGroup: Int) -> String {
        let minimum: FluentValue =
            cap == .labelCoverage
            ? .text(localizer?.percent(GateEvaluator.labelCoverageFloor, digits: 0) ?? "95%")
            : .number(Double(minimumGroup), formatted: String(minimumGroup))
        return words("cap-\(cap.rawValue)", ["minimum": minimum]) ?? cap.rawValue
    }

    /// What an undecided gate does show.
    static func undecided(_ kind: Verdict.Undecided) -> String {
        words("verdict-\(kind.rawValue)-meaning") ?? kind.rawValue
    }

    private static func words(_ id: String, _ arguments: [String: FluentValue] = [:]) -> String? {
        if arguments.isEmpty, let plain = PlainEnglish.text(id) { return plain }
        guard let localizer, localizer.has(id) else { return nil }
        return localizer.text(id, arguments, isolating: false)
    }
}
