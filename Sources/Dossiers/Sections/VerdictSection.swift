import Localization
import Scenarios
import Statistics

/// The answer before everything else: what the gates say, model by model, and what was assessed when.
struct VerdictSection {
    let index: AssessmentIndex
    let evidence: EvidenceFile?
    /// The place of the locale, whose names a declared code is shown by.
    var place: PlacePack?

    private var assessment: Assessment { index.assessment }

    /// The strongest verdict of some gates: a failed one before an undecided one before a passed one.
    static func strongest(of verdicts: some Sequence<Verdict>) -> Verdict? {
        verdicts.max { rank($0) < rank($1) }
    }

    /// How much a reader should mind: 0 for pass, 3 for fail.
    static func rank(_ verdict: Verdict) -> Int {
        switch verdict {
        case .pass: 0
        case .inconclusive(.nothingShown): 1
        case .inconclusive(.gapShown): 2
        case .fail: 3
        }
    }

    var strip: VerdictStrip {
        let verdict = Self.strongest(of: assessment.gates.map(\.verdict))
        return VerdictStrip(
            verdict: verdict, headline: headline(verdict), models: assessment.models.map(card), facts: facts)
    }

    private func headline(_ verdict: Verdict?) -> Inline {
        let all = Inline.integer(assessment.gates.count)
        let failed = assessment.gates.count { $0.verdict == .fail }
        let undecided = assessment.gates.count { $0.verdict.name == "inconclusive" }
        return switch verdict {
        case nil: .words("strip-no-gates")
        case .fail: .words("headline-failed", ["count": .integer(failed), "all": all])
        case .inconclusive: .words("headline-undecided", ["count": .integer(undecided), "all": all])
        case .pass: .words("headline-passed", ["all": all])
        }
    }

    private func card(_ model: Assessment.Model) -> VerdictStrip.Model {
        let verdicts = assessment.gates.filter { $0.model == model.name }.map(\.verdict)
        let counts: [(Verdict, Int, Inline)] = [
            (.fail, verdicts.count { $0 == .fail }, .words("verdict-fail")),
            (
                .inconclusive(.nothingShown), verdicts.count { $0.name == "inconclusive" },
                .words("verdict-inconclusive")
            ),
            (.pass, verdicts.count { $0 == .pass }, .words("verdict-pass")),
        ]
        return VerdictStrip.Model(
            name: .data(model.name),
            remark: model.version.map { .sequence([.words("strip-version"), .data($0)]) },
            counts: verdicts.isEmpty ? [] : counts.map { (verdict: $0.0, count: $0.1, words: $0.2) },
            attention: attention(model.name))
    }

    /// At most three gates that a reader of nothing else should have seen.
    private func attention(_ model: String) -> [(verdict: Verdict, gate: Inline)] {
        let open = assessment.gates.enumerated().filter { $0.element.model == model && $0.element.verdict != .pass }
        let sorted = open.sorted { a, b in
            let (x, y) = (Self.rank(a.element.verdict), Self.rank(b.element.verdict))
            return x != y ? x > y : a.offset < b.offset
        }
        return sorted.prefix(3).map {
            ($0.element.verdict, .link(.data($0.element.gate.name), to: Anchor.gate($0.offset)))
        }
    }

    /// From when the data are: the days of the decisions if they are known, else when they were collected.
    private var dataDate: Inline? {
        guard let period = assessment.period else {
            return assessment.scenario.data.provenance?.collected.map { .date($0) }
        }
        if period.first == period.last { return .date(period.first) }
        return .words("date-range", ["first": .date(period.first), "last": .date(period.last)])
    }

    private var facts: [Block.Definition] {
        let scenario = assessment.scenario
        var facts: [Block.Definition] = []
        if let purpose = scenario.purpose { facts.append(.init(.words("strip-purpose"), .data(purpose))) }
        if let date = assessment.date { facts.append(.init(.words("fact-date"), .date(date))) }
        if let date = dataDate { facts.append(.init(.words("strip-data-date"), date)) }
        switch scenario.place?.value {
        case .code(let code):
            let names = place.flatMap { $0.code == code ? $0.description.names : nil }
            facts.append(.init(.words("strip-place"), names.map { .localized($0) } ?? .place(code)))
        case .column(let column):
            facts.append(.init(.words("strip-place"), .words("place-by-column", ["column": .data(column)])))
        case nil: break
        }
        if let rows = index.coverage(of: .overall) {
            facts.append(
                .init(
                    .words("column-rows"),
                    .words("rows-and-labelled", ["rows": .integer(rows.rows), "labelled": .integer(rows.labelled)])))
        }
        facts.append(.init(.words("governance-risk"), .words("risk-\(scenario.risk.rawValue)")))
        if let owner = scenario.governance?.owner { facts.append(.init(.words("strip-owner"), .data(owner))) }
        facts.append(.init(.words("strip-signature"), .words("strip-signature-none")))
        facts.append(.init(.words("strip-made-with"), .sequence([.code("kigezo"), .code(assessment.programVersion)])))
        if let evidence {
            facts.append(
                .init(.words("strip-digest"), .lines([.code(evidence.name), .muted(.code(evidence.sha256))])))
        }
        return facts
    }
}
