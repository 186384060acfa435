import Diagnostics
import Interchange
import Storage
import TestSupport
import Testing

@testable import Workbench

@Suite("Suites of scenarios")
struct SuiteTests {
    static let failing = "{name: high, metric: accuracy, compare: value, floor: 0.99}"
    static let open = "{name: middle, metric: accuracy, compare: value, floor: 0.66}"
    static let kept = "{name: low, metric: accuracy, compare: value, floor: 0.01}"

    /// Scenarios that pass, fail, are undecided and cannot be read, in folders of several depths.
    static func write(into scratch: ScratchFolder, with: [String] = ["pass", "fail", "open", "broken"]) throws {
        func small(_ name: String, _ gate: String?, _ tags: [String], _ path: String) throws {
            var scenario = SmallScenario(gate: gate)
            (scenario.name, scenario.tags) = (name, tags)
            try scenario.write(into: scratch, as: path)
        }
        if with.contains("pass") { try small("passes", kept, ["credit"], "suite/c/passes") }
        if with.contains("fail") { try small("fails", failing, ["credit", "slow"], "suite/b") }
        if with.contains("open") { try small("stays-open", open, ["health"], "suite/d/e/f") }
        if with.contains("broken") { try scratch.write("kigezo: 1\nnme: x\n", as: "suite/a/scenario.yaml") }
    }

    private func run(_ scratch: ScratchFolder, _ arguments: String..., environment: [String: String] = [:]) throws
        -> KigezoProcess.Outcome
    {
        try KigezoProcess.run(["run"] + arguments, folder: scratch.path, environment: environment)
    }

    @Test(
        "A folder is searched; results come in the order of paths, a line each, whatever the threads",
        arguments: ["1", "3", "auto"])
    func order(jobs: String) throws {
        let scratch = try ScratchFolder()
        try Self.write(into: scratch)
        let outcome = try run(scratch, "suite", "--out", "results", "--jobs", jobs)
        #expect(
            outcome.output == """
                error  suite/a: not assessed, nothing was written
                FAIL   fails: gates: 0 pass, 1 fail, 0 undecided · 100 rows
                pass   passes: gates: 1 pass, 0 fail, 0 undecided · 100 rows
                ?      stays-open: gates: 0 pass, 0 fail, 1 undecided · 100 rows
                4 scenarios: 1 pass, 1 fail, 1 undecided, 1 could not be assessed
                  FAIL  fails       model  high — 0.660
                  ?     stays-open  model  middle (1)
                  ? cannot tell, because:
                    (1) These data show neither a gap nor that there is none.
                  wrote results/NAME/ for each scenario that was assessed

                """, "\(outcome.errors)")
        #expect(outcome.status == 3)
        #expect(outcome.errors.contains("suite/a/scenario.yaml") && !outcome.errors.contains("\r"))
        #expect(
            try FolderListing.names(in: scratch.file("results")).filter { !$0.hasPrefix(".") } == [
                "fails", "passes", "stays-open",
            ])
    }

    struct Choice: Sendable, CustomTestStringConvertible {
        let arguments: [String]
        let names: [String]
        let status: Int32
        init(_ arguments: [String], _ names: [String], _ status: Int32) {
            (self.arguments, self.names, self.status) = (arguments, names, status)
        }
        var testDescription: String { arguments.joined(separator: " ") }
    }

    static let choices = [
        Choice(["suite"], ["fails", "passes", "stays-open"], 1),
        Choice(["suite", "--tag", "credit"], ["fails", "passes"], 1),
        Choice(["suite", "--tag", "credit,health"], ["fails", "passes", "stays-open"], 1),
        Choice(["suite", "-t", "credit", "-t", "!slow"], ["passes"], 0),
        Choice(["suite", "--tag", "!credit"], ["stays-open"], 5),
        Choice(["suite", "--tag", "!credit", "--allow-undecided"], ["stays-open"], 0),
        Choice(["suite", "--allow-undecided"], ["fails", "passes", "stays-open"], 1),
        Choice(["suite", "-k", "pass or open"], ["passes", "stays-open"], 5),
        Choice(["suite", "--match", "*s and not fails"], ["passes"], 0),
        Choice(["suite", "--shard", "1/2"], ["fails", "stays-open"], 1),
        Choice(["suite", "--shard", "2/2"], ["passes"], 0),
        Choice(["suite/c", "suite/b/scenario.yaml", "./suite//c/"], ["fails", "passes"], 1),
        Choice(["suite/*/p*"], ["passes"], 0), Choice(["**/f", "suite/?"], ["fails", "passes", "stays-open"], 1),
        Choice(["suite/**/scenario.yaml"], ["fails", "passes", "stays-open"], 1),
        Choice(["suite", "--fail-fast"], ["fails"], 1),
        Choice(["suite", "--fail-fast", "--jobs", "3"], ["fails"], 1),
    ]

    @Test("Paths, patterns and filters choose; the status is that of what ran", arguments: choices)
    func selects(_ choice: Choice) throws {
        let scratch = try ScratchFolder()
        try Self.write(into: scratch, with: ["pass", "fail", "open"])
        let outcome = try KigezoProcess.run(["run"] + choice.arguments + ["--out", "results"], folder: scratch.path)
        #expect(outcome.status == choice.status, "\(outcome.output)\(outcome.errors)")
        let written = try FolderListing.names(in: scratch.file("results")).filter { !$0.hasPrefix(".") }
        #expect(written == choice.names)
        if choice.arguments.contains("--fail-fast") { #expect(outcome.output.contains("2 not run")) }
    }

    @Test(
        "An empty selection is 6 and writes nothing",
        arguments: [
            ["suite", "--tag", "none"], ["suite", "-k", "nobody"], ["suite", "--shard", "4/4"], ["suite/z*"], ["empty"],
            ["suite", "--tag", "credit", "--tag", "!credit"],
        ])
    func nothing(arguments: [String]) throws {
        let scratch = try ScratchFolder()
        try Self.write(into: scratch, with: ["pass", "fail", "open"])
        try scratch.write("", as: "empty/file")
        let outcome = try KigezoProcess.run(
            ["run"] + arguments + ["--out", "results", "--junit", "j.xml"], folder: scratch.path)
        #expect(outcome.status == 6, "\(outcome.errors)")
        #expect(outcome.errors.contains("error[E79") && outcome.output.isEmpty)
        #expect(try FolderListing.names(in: scratch.path) == ["empty", "suite"])
    }

    @Test(
        "Wrong clauses are usage errors with a caret",
        arguments: [
            (["--match", "a and"], "E792"), (["--shard", "5/4"], "E793"), (["--jobs", "0"], "E794"),
            (["--timeout", "soon"], "E795"),
            (["--tga", "x"], "E103"),
        ])
    func wrong(arguments: [String], code: String) throws {
        let scratch = try ScratchFolder()
        try Self.write(into: scratch, with: ["pass"])
        let outcome = try KigezoProcess.run(["run", "suite", "--out", "results"] + arguments, folder: scratch.path)
        #expect(
            outcome.status == 2 && outcome.errors.contains(code) && outcome.errors.contains("^"), "\(outcome.errors)")
        #expect(!FileKind.isFolder(scratch.file("results")))
    }

    @Test("list shows what would be run and runs nothing; a file that cannot be read is told")
    func lists() throws {
        let scratch = try ScratchFolder()
        try Self.write(into: scratch, with: ["pass", "fail", "open"])
        let outcome = try run(scratch, "suite", "--list", "--tag", "credit")
        #expect(
            outcome.output == """
                  scenario  path            tags          title
                  fails     suite/b         credit, slow  A small one
                  passes    suite/c/passes  credit        A small one
                  2 of 3 found

                """, "\(outcome.errors)")
        #expect(outcome.status == 0 && outcome.errors.isEmpty)
        try Self.write(into: scratch, with: ["broken"])
        let broken = try run(scratch, "suite", "--list")
        #expect(broken.status == 3 && broken.errors.contains("did you mean 'name'"), "\(broken.errors)")
        #expect(broken.output.contains("(cannot be read)  suite/a"))
    }

    @Test("rerun-failed runs what did not pass, until everything does")
    func reruns() throws {
        let scratch = try ScratchFolder()
        try Self.write(into: scratch)
        #expect(try run(scratch, "suite", "--out", "results", "--rerun-failed").output.hasPrefix("error  suite/a"))
        let second = try run(scratch, "suite", "--out", "results", "--rerun-failed")
        #expect(second.output.contains("3 scenarios: 0 pass, 1 fail, 1 undecided, 1 could not"), "\(second.output)")
        let allowed = try run(scratch, "./suite/", "--out", "results", "--rerun-failed", "--allow-undecided")
        #expect(allowed.output.contains("2 scenarios: 0 pass, 1 fail, 0 undecided, 1 could not"), "\(allowed.output)")
        // Mended: the scenario that failed passes now, the one that could not be read is gone.
        var mended = SmallScenario(gate: Self.kept)
        mended.name = "fails"
        try mended.write(into: scratch, as: "suite/b")
        mended.name = "readable"
        try mended.write(into: scratch, as: "suite/a")
        let last = try run(scratch, "suite", "--out", "results", "--rerun-failed", "--allow-undecided")
        #expect(last.status == 0 && last.output.contains("2 scenarios: 2 pass"), "\(last.output)\(last.errors)")
        let none = try run(scratch, "suite", "--out", "results", "--rerun-failed", "--allow-undecided")
        #expect(none.status == 6 && none.errors.contains("E791"))
        // In another folder nobody has run anything.
        #expect(try run(scratch, "suite", "--out", "elsewhere", "--rerun-failed").output.contains("4 scenarios"))
    }

    @Test("A scenario that takes too long is stopped and the others are not")
    func timeout() throws {
        let scratch = try ScratchFolder()
        try Self.write(into: scratch, with: ["pass"])
        var slow = SmallScenario(gate: Self.kept)
        (slow.name, slow.rowsPerGroup) = ("slow", 200_000 * LongWork.factor)
        try slow.write(into: scratch, as: "suite/a-slow")
        let outcome = try run(scratch, "suite", "--out", "results", "--timeout", "0.9s")
        #expect(outcome.status == 143, "\(outcome.errors)")
        #expect(outcome.errors.contains("E796") && outcome.errors.contains("0.9 s"))
        #expect(outcome.output.contains("pass   passes"), "\(outcome.output)")
        #expect(try FolderListing.names(in: scratch.file("results")).filter { !$0.hasPrefix(".") } == ["passes"])
    }

    @Test("Two scenarios of one name: the second is refused, the first stays")
    func sameName() throws {
        let scratch = try ScratchFolder()
        try SmallScenario(gate: Self.kept).write(into: scratch, as: "suite/one")
        try SmallScenario(gate: Self.failing).write(into: scratch, as: "suite/two")
        let outcome = try run(scratch, "suite", "--out", "results", "--jobs", "2")
        #expect(outcome.status == 2 && outcome.errors.contains("E661") && outcome.errors.contains("suite/two"))
        let assessment = try JSONValue.parse(try FileReader.contents(of: scratch.file("results/small/assessment.json")))
        #expect(assessment["exit-status"]?.integerValue == 0)
    }

    @Test("A stopped run tells what it has not run, and ends with 130")
    func stopped() async throws {
        let scratch = try ScratchFolder()
        try Self.write(into: scratch, with: ["pass", "fail", "open"])
        // Let go on for different times: what is written is always whole.
        for asks in [1, 20, 40, 60, 80, 1_000] {
            let supervisor = StoppingSupervisor(after: asks)
            var environment = Session.Environment(supervisor: supervisor)
            environment.localesOption = PackageFolder.root + "/locales"
            let out = scratch.file("results-\(asks)")
            let session = Session(environment: environment)
            do {
                let report = try await session.run(arguments: [
                    "run", scratch.file("suite"), "--out", out,
                ])
                #expect(report.exitStatus == .interrupted || (report.exitStatus == .gateFailed && asks > 60))
            } catch {
                #expect(error.exitStatus == .interrupted)
            }
            for name in (try? FolderListing.names(in: out)) ?? [] where !name.hasPrefix(".") {
                #expect(try KigezoProcess.files(below: out + "/" + name).count == 6)
            }
        }
    }
}
