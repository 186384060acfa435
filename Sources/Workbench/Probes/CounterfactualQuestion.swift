import Diagnostics
import Probes
import Scenarios
import Statistics

/// What a call expects of its pairs.
struct CounterfactualQuestion: Sendable {
    /// How a call names what it expects.
    enum Kind: String, CaseIterable {
        case invariance, rise, fall
        case minimumFunctionality = "minimum-functionality"
    }

    let expectation: CounterfactualExpectation
    /// The largest share of pairs that may do otherwise.
    let allowed: Double?

    /// - Returns: `nil` if nothing is expected.
    init?(_ call: Call, _ measured: MeasuredPairs) throws(CommandFailure) {
        if let allowed = call.number("allowed"), !(0..<1).contains(allowed.value) {
            throw CommandFailure("E673", call, at: allowed.span, "'allowed' is a share: 0 or more, and less than 1")
        }
        guard let kind = call.text("expect") else {
            guard let span = call.span(of: "allowed") ?? call.span(of: "expected") else { return nil }
            throw CommandFailure("E878", call, at: span, "what is expected of the pairs?", help: ["add expect KIND"])
        }
        allowed = call.number("allowed")?.value
        let tolerance = call.number("tolerance")?.value
        let hasShifts = measured.pairs.pairs.contains { $0.shift != nil }
        switch Kind(rawValue: kind.value) {
        case .rise?, .fall?:
            guard hasShifts else {
                throw CommandFailure(
                    "E878", call, at: kind.span, "only a score can rise or fall", help: ["add score COL"])
            }
            expectation = .directional(rises: kind.value == "rise", tolerance: tolerance ?? 0)
        case .minimumFunctionality?:
            guard call.has("expected") else {
                throw CommandFailure(
                    "E878", call, at: kind.span, "which decision should a changed row get?", help: ["add expected COL"])
            }
            expectation = .minimumFunctionality(
                measured.expected.map { name in
                    // A class that no row was given cannot be met, and is one all the same.
                    name.map { measured.classes.firstIndex(of: $0) ?? measured.classes.count }
                })
        default: expectation = .invariance(tolerance: tolerance)
        }
    }

    func answer(_ pairs: ChangedPairs, of members: [Int], level: Double) -> ChangedPairs.Expected {
        pairs.expected(expectation, of: members, allowed: allowed, level: level)
    }

    /// What is meant by "as expected".
    var footer: String {
        let meaning: String =
            switch expectation {
            case .invariance(let tolerance):
                "no flip" + (tolerance.map { " and no score moved by more than \(NumberText.rounded($0))" } ?? "")
            case .directional(let rises, let tolerance):
                "no score \(rises ? "falls" : "rises") by more than \(NumberText.rounded(tolerance))"
            case .minimumFunctionality: "the decision that is known to be right"
            }
        guard let allowed else { return "as expected: \(meaning)" }
        return "as expected: \(meaning); pass: shown to fail in at most \(NumberText.rounded(allowed)) of the pairs "
            + "(Clopper–Pearson, one-sided)"
    }
}
