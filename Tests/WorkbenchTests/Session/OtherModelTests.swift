import Diagnostics
import Storage
import TestSupport
import Testing

@testable import Workbench

@Suite("Two models whose predictions stand in files of their own")
struct OtherModelTests {
    private let scratch: ScratchFolder
    private static let base = "in @data.csv id id label y positive 1"
    private static let first = "predictions @a.csv score s threshold 0.5"
    private static let second = "against-predictions @b.csv against-score s"

    /// Rows, and two models in files of other orders; the second one does not know every row, and knows one more.
    init() throws {
        scratch = try ScratchFolder()
        var random = SeededRandom(seed: 9)
        let scores = (0..<240).map { _ in
            (Int.random(in: 0...10, using: &random), Int.random(in: 0...10, using: &random))
        }
        func text(_ tenths: Int) -> String { tenths == 10 ? "1" : "0.\(tenths)" }
        let rows = scores.indices.map { "r\($0),\(Int.random(in: 0...1, using: &random)),\(["n", "s"][$0 % 2])" }
        try scratch.write("id,y,g\n" + rows.joined(separator: "\n") + "\n", as: "data.csv")
        let a = scores.indices.shuffled(using: &random).map { "r\($0),\(text(scores[$0].0))" }
        try scratch.write("id,s\n" + a.joined(separator: "\n") + "\n", as: "a.csv")
        let known = scores.indices.filter { $0 % 40 != 7 }
        let b = known.reversed().map { "r\($0),\(text(scores[$0].1)),\(scores[$0].1 >= 5 ? 1 : 0)" } + ["zz,0.3,0"]
        try scratch.write("id,s,d\n" + b.joined(separator: "\n") + "\n", as: "b.csv")
        // What somebody would join by hand.
        let joined = scores.indices.map { row in
            let other = row % 40 == 7 ? "," : "\(text(scores[row].1)),\(scores[row].1 >= 5 ? 1 : 0)"
            return "\(rows[row]),\(text(scores[row].0)),\(other)"
        }
        try scratch.write("id,y,g,s,t,d\n" + joined.joined(separator: "\n") + "\n", as: "joined.csv")
    }

    private func run(_ line: String) async -> (output: String, notes: [String], failure: CommandFailure?) {
        let (reports, failure) = await Session().run(line: line.replacing("@", with: scratch.path + "/"))
        return (reports.map(\.output).joined(), reports.flatMap(\.notes), failure)
    }

    private func output(_ line: String) async -> String {
        let (output, _, failure) = await run(line)
        for diagnostic in failure?.diagnostics ?? [] { Issue.record("\(line): \(diagnostic.message)") }
        return output
    }

    /// An answer without the name of what is compared with.
    private static func unnamed(_ text: String) -> String {
        text.replacing(",s,d,", with: ",s,s,").replacing(",s,t,", with: ",s,s,")
    }

    private static let questions = ["by g to csv", "by g where g = 'n' to csv"]

    @Test("Decisions of the second file compare as those of rows joined by hand", arguments: questions)
    func decisions(question: String) async {
        let apart = await output(
            "compare accuracy, tpr \(Self.base) \(Self.first) against-predictions @b.csv against d against-score s \(question)"
        )
        let joined = await output(
            "compare accuracy, tpr in @joined.csv label y positive 1 score s threshold 0.5 against d against-score t \(question)"
        )
        #expect(Self.unnamed(apart) == Self.unnamed(joined))
        #expect(apart.split(separator: "\n").count > 2)
    }

    @Test("A threshold decides scores as a column of decisions would", arguments: questions)
    func threshold(question: String) async {
        let apart = await output(
            "compare accuracy, fpr \(Self.base) \(Self.first) \(Self.second) against-threshold 0.5 \(question)")
        let joined = await output(
            "compare accuracy, fpr in @joined.csv label y positive 1 score s threshold 0.5 against d against-score t \(question)"
        )
        #expect(Self.unnamed(apart) == Self.unnamed(joined))
        let plain = await output(
            "compare accuracy, fpr in @joined.csv label y positive 1 score s threshold 0.5 against-score t against-threshold 0.5 \(question)"
        )
        #expect(Self.unnamed(plain) == Self.unnamed(apart))
    }

    @Test("A cube of both models answers as the rows do")
    func cube() async throws {
        let model = "\(Self.base) \(Self.first) \(Self.second) against-threshold 0.5"
        let rows = await output("compare accuracy, selection-rate \(model) by g to json")
        _ = await output("cube build \(model) by g out @two.cube")
        #expect(await output("compare accuracy, selection-rate in @two.cube against s by g to json") == rows)
        // The second model's own rows keep no secret of the first: files in another order give the same bytes.
        let lines = try String(decoding: FileReader.contents(of: scratch.file("b.csv")), as: UTF8.self)
            .split(separator: "\n")
        try scratch.write(
            ([lines[0]] + lines.dropFirst().sorted()).joined(separator: "\n") + "\n", as: "b.csv")
        _ = await output("cube build \(model) by g out @again.cube")
        #expect(
            try FileReader.contents(of: scratch.file("two.cube"))
                == FileReader.contents(of: scratch.file("again.cube")))
    }

    @Test("How the rows of each file met is told")
    func told() async {
        let (_, notes, _) = await run(
            "compare accuracy \(Self.base) \(Self.first) \(Self.second) against-threshold 0.5 by g")
        #expect(notes.contains { $0.hasPrefix("\(scratch.path)/a.csv: 240 predictions, 240 matched") })
        #expect(
            notes.contains {
                $0.hasPrefix("\(scratch.path)/b.csv: 235 predictions, 234 matched, 1 without a row (")
                    && $0.contains("6 rows without a prediction")
            }, "\(notes)")
    }

    @Test("The second model may be the only one with a file")
    func onlySecond() async {
        let apart = await output(
            "compare accuracy in @joined.csv id id label y positive 1 score s threshold 0.5 against-predictions @b.csv against d by g to csv"
        )
        #expect(
            apart
                == (await output(
                    "compare accuracy in @joined.csv label y positive 1 score s threshold 0.5 against d by g to csv")))
    }

    @Test(
        "What cannot be meant is refused with its place",
        arguments: [
            ("against-predictions @b.csv by g", "E271"), ("against-threshold 0.5 by g", "E270"),
            ("against d against-score s against-threshold 0.5 against-predictions @b.csv by g", "E270"),
            ("against x against-predictions @b.csv by g", "E102"),
            ("against d against-predictions @none.csv by g", "E251"),
            ("against d against-predictions @twice.csv by g", "E225"),
            ("against-score d2 against-threshold 0.5 against-predictions @word.csv by g", "E214"),
        ])
    func refused(clauses: String, code: String) async throws {
        try scratch.write("id,d\nr1,1\nr2,0\nr1,1\n", as: "twice.csv")
        try scratch.write("id,d2\nr1,1\nr2,high\n", as: "word.csv")
        let (output, _, failure) = await run("compare accuracy \(Self.base) \(Self.first) \(clauses)")
        #expect(failure?.diagnostics.first?.code == code, "\(failure?.diagnostics.first?.message ?? output)")
        #expect(output.isEmpty)
    }

    @Test("Of loaded rows a second model is imported")
    func loaded() async {
        let failure = await run(
            "load @joined.csv as rows label y positive 1 score s threshold 0.5; compare accuracy against-score t against-threshold 0.5 by g"
        ).failure
        #expect(failure?.diagnostics.first?.code == "E271")
    }

    @Test("A threshold decides between two classes only")
    func severalClasses() async throws {
        try scratch.write("y,p,s\na,a,0.1\nb,c,0.2\nc,b,0.3\n", as: "three.csv")
        let failure = await run(
            "compare accuracy in @three.csv label y prediction p against-score s against-threshold 0.2 by p"
        ).failure
        #expect(failure?.diagnostics.first?.code == "E270")
    }
}
