import Localization
import Scenarios
import Statistics

/// What codes mean, in the words of a message pack, for a person at a terminal; scripts get the codes.
///
/// In English the pack inside the program is used: these words need no folder, and none can change them; it is read as a
/// whole only for what is more than a line of text, as that takes longer than most answers. `set lang` takes another
/// language, whose missing words are English.
enum TerminalWords {
    /// The language that the session has been set to; `nil` for English.
    @TaskLocal static var own: Localizer?

    private static var localizer: Localizer? { own ?? english }

    private static let english: Localizer? = {
        do { return try Localizer(language: "en", folder: nil, digest: { _ in "" }) } catch { return nil }
    }()

    /// Why there is no estimate.
    static func reason(_ reason: NotEstimable) -> String { words("reason-\(reason.rawValue)") ?? reason.rawValue }

    /// Fewer rows than a figure may be shown for.
    static var tooFew: String { reason(.tooFewRows) }

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
        if own == nil, arguments.isEmpty, let plain = PlainEnglish.text(id) { return plain }
        guard let localizer, localizer.has(id) else { return nil }
        return localizer.text(id, arguments, isolating: false)
    }
}
