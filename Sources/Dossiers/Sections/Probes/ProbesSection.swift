import Scenarios

/// What the declared probes found; a part for each kind of probe.
struct ProbesSection {
    let index: AssessmentIndex

    /// `nil` when no probe found anything to tell, because none was declared.
    var section: Block.Section? {
        guard !index.assessment.probes.isEmpty else { return nil }
        let parts =
            InputPart(index: index).sections + CounterfactualPart(index: index).sections
            + MatchedPart(index: index).sections
            + ProxyPart(index: index).sections + SlicePart(index: index).sections + DriftPart(index: index).sections
            + TransferPart(index: index).sections + RepresentationPart(index: index).sections
            + ThresholdPart(index: index).sections
        return Block.Section(
            Anchor.probes, .words("section-probes"), [.paragraph(.words("probes-intro"))] + parts.map { .section($0) })
    }
}

extension Anchor {
    static let probes = "probes"

    static func counterfactual(_ number: Int) -> String { "flips-\(number + 1)" }
    static func proxy(_ number: Int) -> String { "proxies-\(number + 1)" }
    static let slices = "slices"
    static let drift = "drift"
    static let transfer = "transfer"
    static let representation = "representation"
    static let thresholds = "thresholds"
    static let inputs = "inputs"
    static let legibility = "legibility"
}

/// What parts about probes have in common.
enum ProbeWording {
    /// An adjusted p-value in a table; a small one as the limit it lies under.
    static func pValue(_ p: Double?) -> Inline? {
        guard let p else { return nil }
        return p < 0.001
            ? .words("p-below", ["limit": .quantity(Quantity(0.001, .plain))]) : .quantity(Quantity(p, .plain))
    }

    /// The names of things in their order, each once.
    static func unique(_ names: [String]) -> [String] {
        var seen: Set<String> = []
        return names.filter { seen.insert($0).inserted }
    }
}
