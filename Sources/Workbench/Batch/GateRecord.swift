import Diagnostics
import Dossiers
import Interchange
import Scenarios
import Statistics
import Tables

/// The outcome of one gate for one model, as reports of a run tell it: read from the assessment that was written, so that
/// a run that was done before is told in the same words.
struct GateRecord: Sendable {
    let gate: String
    let metric: String
    let model: String
    let verdict: Verdict
    /// Why it is undecided, in words.
    let reasons: [String]
    /// The group that is worse off or most in doubt; nil where there is none, or everybody.
    let worseOff: String?
    /// The limit, in words.
    let limit: String
    let because: String?
    let components: [Component]
    /// The place of the gate in the scenario's file.
    let location: SourceLocation

    /// One group that was compared.
    struct Component: Sendable {
        /// `region=Nairobi, gender=female`, or `everybody`.
        let group: String
        let isOverall: Bool
        let verdict: Verdict
        /// Why it is undecided, in words.
        let reasons: [String]
        /// The figures that decided it; nil where nothing is decided, or where too few rows may be shown.
        let figures: String?
        /// The values compared, where they may be shown and the gate fails.
        let values: String?
        let isWorseOff: Bool
    }

    /// - Parameter json: one element of an assessment's `gates`.
    /// - Returns: nil if it is no such element.
    init?(_ json: JSONValue, scenario: Scenario) {
        guard let gate = json["name"]?.text, let metric = json["metric"]?.text, let model = json["model"]?.text,
            let verdict = Self.verdict(json)
        else { return nil }
        let minimum = scenario.analysis.minimumGroup
        self.gate = gate
        self.metric = metric
        self.model = model
        self.verdict = verdict
        because = json["because"]?.text
        location =
            scenario.gates.first { $0.name == gate }?.location ?? SourceLocation(file: scenario.file)
        limit = Self.limit(json)
        reasons = Self.reasons(json, verdict, minimumGroup: minimum)
        let worse = json["worse-off"]?.members ?? []
        worseOff = worse.isEmpty ? nil : worse.map { $0.value.text ?? "" }.joined(separator: ", ")
        let named = json["worse-off"]
        let comparison = json["compare"]?.text ?? ""
        components = (json["components"]?.elements ?? []).map { component in
            let own = Self.verdict(component) ?? verdict
            return Component(
                group: Self.words(component["group"]), isOverall: component["group"]?.members?.isEmpty ?? true,
                verdict: own, reasons: Self.reasons(component, own, minimumGroup: minimum),
                figures: Self.figures(component, own, comparison),
                values: own == .fail ? Self.values(component) : nil,
                isWorseOff: Self.isSame(component["group"], named))
        }
    }

    /// `region=Nairobi, gender=female`.
    private static func words(_ group: JSONValue?) -> String {
        let levels = group?.members ?? []
        return levels.isEmpty ? "everybody" : levels.map { "\($0.name)=\($0.value.text ?? "")" }.joined(separator: ", ")
    }

    private static func verdict(_ json: JSONValue) -> Verdict? {
        switch json["verdict"]?.text {
        case "pass": .pass
        case "fail": .fail
        case "inconclusive":
            .inconclusive(json["undecided"]?.text.flatMap { Verdict.Undecided(rawValue: $0) } ?? .nothingShown)
        default: nil
        }
    }

    private static func reasons(_ json: JSONValue, _ verdict: Verdict, minimumGroup: Int) -> [String] {
        guard case .inconclusive(let kind) = verdict else { return [] }
        let caps = (json["caps"]?.elements ?? []).compactMap { $0.text }.map { name in
            VerdictCap(rawValue: name).map { TerminalWords.cap($0, minimumGroup: minimumGroup) } ?? name
        }
        return caps.isEmpty ? [TerminalWords.undecided(kind)] : caps
    }

    private static func limit(_ json: JSONValue) -> String {
        func number(_ name: String) -> String? { json[name]?.double.map { Spelling.number($0) } }
        let floor = number("floor").map { "at least \($0)" }
        let bound = floor ?? number("ceiling").map { "at most \($0)" } ?? ""
        let tolerance = number("tolerance") ?? ""
        return switch json["compare"]?.text {
        case "no-skill": "\(bound) above a model without skill"
        case "difference": "a difference of at most \(tolerance)"
        case "ratio": "a ratio of \(bound)"
        case "range": "a range of at most \(tolerance)"
        case "model": "a difference of at most \(tolerance) from \(json["against"]?.text ?? "") on the same rows"
        case "change": "a change of at most \(tolerance) since the \(since(json))"
        case "gap-change": "a change of the difference of at most \(tolerance) since the \(since(json))"
        case "worst-group": "\(bound) in the worst group"
        default: bound
        }
    }

    private static func since(_ json: JSONValue) -> String {
        json["since"]?.text == Gate.Since.baseline.rawValue ? "baseline" : "earlier assessment"
    }

    /// What decided: the values compared, and the interval that lies on one side of the limit, with its rows.
    private static func figures(_ component: JSONValue, _ verdict: Verdict, _ comparison: String) -> String? {
        guard verdict == .pass || verdict == .fail, let rows = component["n"]?.integerValue,
            rows >= DisplayFloor.countsOnly
        else { return nil }
        var text = values(component) ?? ""
        let interval = component[verdict == .fail ? "fail-interval" : "interval"]
        if let lower = interval?["lower"], let upper = interval?["upper"] {
            let what =
                ["difference", "ratio", "range"].contains(comparison)
                ? comparison + " "
                : comparison == "model" ? "difference " : comparison.hasSuffix("change") ? "change " : ""
            text +=
                (text.isEmpty ? "" : "; ")
                + "\(what)\(NumberText.limits(lower.double ?? -.infinity, upper.double ?? .infinity))"
            if let level = interval?["level"]?.double, let method = interval?["method"]?.text {
                text += " (\(NumberText.rounded(level * 100)) %, \(method))"
            }
        }
        return text.isEmpty ? nil : text + ", n \(rows.grouped)"
    }

    /// `0.181 against 0.555`; nil where too few rows stand behind it.
    private static func values(_ component: JSONValue) -> String? {
        guard component["n"]?.integerValue ?? 0 >= DisplayFloor.intervalOnly,
            let value = component["group-value"]?.double
        else { return nil }
        let reference = component["reference-value"]?.double.map { " against \(NumberText.rounded($0))" } ?? ""
        return NumberText.rounded(value) + reference
    }

    /// Whether two groups are the same to the byte; those that only look alike are different groups.
    private static func isSame(_ a: JSONValue?, _ b: JSONValue?) -> Bool {
        guard let a, let b else { return false }
        return a.canonicalText(.compact).utf8.elementsEqual(b.canonicalText(.compact).utf8)
    }
}
