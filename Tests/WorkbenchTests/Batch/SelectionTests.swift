import Storage
import Synchronization
import TestSupport
import Testing

@testable import Workbench

@Suite("Which scenarios of a suite are run")
struct SelectionTests {
    @Test(
        "Expressions on names",
        arguments: [
            ("credit", true), ("CREDIT", true), ("cred*", false), ("*credit", true), ("mobile-?redit", true),
            ("slow", false),
            ("not slow", true), ("credit and not slow", true), ("slow or mobile", true), ("slow or not mobile", false),
            ("not (slow or health)", true), ("mobile and (slow or credit)", true), ("not not credit", true),
            ("(credit)", true), ("mobile and slow or credit", true), ("credit or mobile and slow", true), ("%", false),
            ("mobile_credit", false),
        ])
    func match(expression: String, expected: Bool) throws {
        #expect(try NameExpression(expression).matches("mobile-credit") == expected)
    }

    @Test("What is no expression is told", arguments: ["", "and", "a and", "(a", "a)", "not", "a b", "()", "or a"])
    func wrong(expression: String) {
        #expect(throws: NameExpression.Problem.self) { try NameExpression(expression) }
    }

    @Test("Long expressions are refused and deep ones end")
    func long() {
        #expect(throws: NameExpression.Problem.tooLong) {
            try NameExpression(String(repeating: "not ", count: 10_000) + "a")
        }
        #expect(throws: NameExpression.Problem.tooLong) { try NameExpression(String(repeating: "(", count: 10_000)) }
    }

    @Test("Every scenario belongs to just one part", arguments: [1, 2, 3, 7, 20], [0, 1, 5, 12])
    func shards(count: Int, scenarios: Int) throws {
        let parts = try (1...count).map { try #require(SuiteOptions.Shard("\($0)/\(count)")) }
        for index in 0..<scenarios { #expect(parts.count { $0.contains(index) } == 1) }
        let sizes = parts.map { part in (0..<scenarios).count { part.contains($0) } }
        #expect((sizes.max() ?? 0) - (sizes.min() ?? 0) <= 1)
    }

    @Test("What is no part is refused", arguments: ["0/2", "3/2", "1", "1/0", "a/b", "1/2/3", "-1/2", "", "1/"])
    func noShard(text: String) { #expect(SuiteOptions.Shard(text) == nil) }

    @Test("Spans of time", arguments: [("10m", 600.0), ("90s", 90), ("1.5h", 5400), ("600", 600), ("0.5", 0.5)])
    func durations(text: String, seconds: Double) { #expect(DurationText.seconds(text) == seconds) }

    @Test("What is no span of time is refused", arguments: ["", "m", "0", "-1s", "10 m", "1d", "1e30h", "NaN", "inf"])
    func noDuration(text: String) { #expect(DurationText.seconds(text) == nil) }

    @Test(
        "Patterns find files by parts of their paths; hidden ones are left alone, and ** goes through no link",
        arguments: [
            ("*", ["a", "b.txt", "link"]), ("a/*", ["a/c", "a/d"]), ("a/*/x", ["a/c/x", "a/d/x"]),
            ("*/?/x", ["a/c/x", "a/d/x", "link/c/x", "link/d/x"]),
            ("**/x", ["a/c/x", "a/d/x"]), ("a/**", ["a", "a/c", "a/d"]), ("./a/**/**/x", ["./a/c/x", "./a/d/x"]),
            ("z*", []),
            (".h*/x", [".hidden/x"]), ("b_txt*", []),
        ])
    func patterns(pattern: String, expected: [String]) throws {
        let scratch = try ScratchFolder()
        for name in ["a/c/x", "a/d/x", "b.txt", ".hidden/x", "a/c/.y"] { try scratch.write("", as: name) }
        #expect(symlinked(scratch.file("a"), at: scratch.file("link")))
        let found = try #require(PathPattern(scratch.path + "/" + pattern)).matches()
        #expect(
            found.map { String($0.dropFirst(scratch.path.count + 1)) } == expected)
    }

    @Test(
        "Results are taken in order, whatever order they come in, and none behind one that stops", arguments: [1, 2, 5])
    func ordered(threads: Int) {
        for stop in [3, 100] {
            let taken = Mutex<[Int]>([])
            OrderedWork<Int>.run(
                20, threads: threads,
                compute: { index in
                    // Later pieces are done sooner.
                    pause(microseconds: (20 - index) * 50)
                    return index * index
                },
                take: { index, value in
                    #expect(value == index * index)
                    taken.withLock { $0.append(index) }
                    return index != stop
                })
            #expect(taken.withLock { $0 } == Array(0...min(stop, 19)))
        }
    }
}
