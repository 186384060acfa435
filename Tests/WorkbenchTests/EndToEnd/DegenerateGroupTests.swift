import Diagnostics
import Foundation
import Interchange
import TestSupport
import Testing

@testable import Workbench

/// Groups of which little or nothing can be said, in every format: a reason for each figure, and never a number that is none.
@Suite("Groups that tell nothing, end to end")
struct DegenerateGroupTests {
    /// What is wrong with a group is its name.
    private static let rows: String = {
        var random = SeededRandom(seed: 4)
        var lines = ["g,y,p,s,w"]
        func add(_ group: String, _ count: Int, _ row: (Int) -> (String, String, String, String)) {
            for index in 0..<count {
                let (label, prediction, score, weight) = row(index)
                lines.append([group, label, prediction, score, weight].joined(separator: ","))
            }
        }
        func bit() -> String { Bool.random(using: &random) ? "1" : "0" }
        func score() -> String { "0.\(Int.random(in: 10...99, using: &random))" }
        add("plain", 60) { _ in (bit(), bit(), score(), "1") }
        add("no positives", 14) { _ in ("0", bit(), score(), "1") }
        add("no negatives", 14) { _ in ("1", bit(), score(), "1") }
        add("one row", 1) { _ in ("1", "1", "0.9", "1") }
        add("weightless", 14) { _ in (bit(), bit(), score(), "0") }
        add("unlabelled", 14) { _ in ("", bit(), score(), "1") }
        add("undecided", 14) { _ in (bit(), "", "", "1") }
        add("always", 14) { _ in (bit(), "1", "0.5", "1") }
        add("certain", 14) { index in (bit(), bit(), index % 2 == 0 ? "0" : "1", "1") }
        add("perfect", 14) { index in index % 2 == 0 ? ("1", "1", "1", "1") : ("0", "0", "0", "1") }
        return lines.joined(separator: "\n") + "\n"
    }()

    static let formats = ["table", "json", "jsonl", "csv", "tsv", "markdown", "html"]
    static let questions = [
        "metrics all @ by g", "metrics all @", "compare all by g @", "compare all by g as ratio @",
        "compare all by g as range @", "compare all by g reference g=plain @", "fairness all by g @",
        "metrics all @ by g where g = 'nowhere'", "metrics all @ where g = 'one row'",
    ]

    private func answers(_ format: String, _ more: String) async throws -> [(question: String, text: String)] {
        let scratch = try ScratchFolder()
        try scratch.write(Self.rows, as: "rows.csv")
        let roles = "in '\(scratch.path)/rows.csv' label y positive 1 prediction p score s favourable 1 \(more)"
        var answers: [(question: String, text: String)] = []
        for question in Self.questions {
            let line = question.replacing("@", with: roles) + " to \(format)"
            let (reports, failure) = await Session().run(line: line)
            if let failure {
                #expect(failure.diagnostics.allSatisfy { $0.code.hasPrefix("E") }, "\(question)")
                continue
            }
            answers.append((question, reports.map(\.output).joined()))
        }
        return answers
    }

    @Test(
        "No format prints what is no number, with weights or without", arguments: formats,
        ["", "weight w", "weight w weights importance"])
    func noOddNumbers(format: String, more: String) async throws {
        let answers = try await answers(format, more)
        // Nobody is nowhere, which is said by an error.
        #expect(answers.count == Self.questions.count - 1, "\(answers.map(\.question))")
        for (question, text) in answers {
            let words = text.lowercased().split { !$0.isLetter && $0 != "∞" }
            for odd in ["nan", "inf", "infinity", "∞"] {
                #expect(!words.contains { $0 == odd || $0.contains("∞") }, "\(odd) in \(question) to \(format)")
            }
        }
    }

    @Test("Every record has a number or a reason, and limits only in order")
    func records() async throws {
        for more in ["", "weight w"] {
            var seen: Set<String> = []
            for (question, text) in try await answers("json", more) {
                let estimates = try #require(try JSONValue.parse(Array(text.utf8))["estimates"]?.elements)
                #expect(!estimates.isEmpty || question.contains("nowhere"), "\(question)")
                for estimate in estimates {
                    let value = estimate["value"]?.double
                    let place: Comment = "\(question): \(estimate.canonicalText(.compact))"
                    #expect((value == nil) == (estimate["reason"]?.text != nil), place)
                    if let reason = estimate["reason"]?.text { seen.insert(reason) }
                    guard let interval = estimate["interval"], interval != .null else { continue }
                    let (lower, upper) = (interval["lower"]?.double, interval["upper"]?.double)
                    // An interval that is open on both sides says nothing.
                    #expect(lower != nil || upper != nil, place)
                    if let lower, let upper { #expect(lower <= upper, place) }
                    if let lower, let value { #expect(lower <= value, place) }
                    if let upper, let value { #expect(value <= upper, place) }
                }
            }
            for reason in [
                "noPositives", "noNegatives", "noPredictedPositives", "noPredictedNegatives", "singleClass",
                "unlabelled",
                "degenerateMargins", "noScores", "emptyGroup",
            ] { #expect(seen.contains(reason), "\(reason) \(more)") }
            if !more.isEmpty { #expect(seen.contains("invalidWeights")) }
        }
    }
}
