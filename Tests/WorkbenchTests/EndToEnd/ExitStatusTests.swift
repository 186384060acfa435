import Foundation
import Storage
import TestSupport
import Testing

@testable import Workbench

@Suite("What scripts rely on: streams and exit statuses")
struct ExitStatusTests {
    static let question = ["label", "repaid", "positive", "yes", "prediction", "approved"]

    struct Case: Sendable, CustomTestStringConvertible {
        let arguments: [String]
        let status: Int32
        /// Parts of standard error.
        let says: [String]
        var testDescription: String { arguments.joined(separator: " ") }

        init(_ arguments: [String], _ status: Int32, _ says: String...) {
            self.arguments = arguments
            self.status = status
            self.says = says
        }
    }

    static func metrics(_ list: String, _ more: String...) -> [String] {
        ["metrics", list, "--in", KigezoProcess.loans, "--label", "repaid", "--positive", "yes"] + more
    }

    static func classes(_ list: String, _ more: String...) -> [String] {
        ["metrics", list, "--in", KigezoProcess.loans, "--label", "repaid", "--prediction", "approved"] + more
    }

    static let cases: [Case] = [
        Case(classes("recall:no,qwk", "--order", "no,yes"), 0), Case(classes("recall"), 2, "E611", "recall:no"),
        Case(classes("recall:yse"), 2, "E610", "did you mean 'yes'?", "classes: no, yes"),
        Case(classes("qwk"), 2, "E617", "add order CLASSES", "no, yes", "^^^"),
        Case(classes("qwk", "--order", "no"), 2, "E616", "missing: yes"),
        Case(classes("qwk", "--order", "no,no"), 2, "E616", "twice"),
        Case(classes("qwk", "--order", "no,ja"), 2, "E616", "classes: no, yes"),
        Case(["--version"], 0), Case(["--help"], 0), Case(["-h"], 0), Case(["help"], 0), Case(["version"], 0),
        Case(metrics("tpr", "--prediction", "approved"), 0, "200 rows read, 200 used, 0 refused"),
        Case(["boo"], 2, "no command 'boo'", "^^^"),
        Case(["metrisc"], 2, "did you mean 'metrics'?"),
        Case(["metrics", "tpr", "--lable", "x"], 2, "did you mean 'label'?", "^^^^^^^"),
        Case(metrics("tpr", "--prediction", "aproved"), 2, "did you mean 'approved'?", "\n   ", "^^^^^^^"),
        Case(
            metrics("tpr", "--prediction", "approved", "--by", "regoin"), 2, "E102", "did you mean 'region'?", "^^^^^^"),
        Case(metrics("tpr", "--prediction", "approved", "--where", "regoin = 'x'"), 2, "did you mean 'region'?"),
        Case(metrics("acuracy", "--prediction", "approved"), 2, "E610", "did you mean 'accuracy'?", "^^^^^^^"),
        Case(metrics("macro-f1,tpr", "--score", "p_repay"), 2, "E603", "threshold"),
        Case(metrics("roc-auc", "--prediction", "approved"), 2, "E613", "add score COL"),
        Case(metrics("tpr", "--prediction", "approved", "--level", "1.5"), 2, "E605"),
        Case(
            ["metrics", "tpr", "--in", KigezoProcess.loans, "--label", "repaid", "--prediction", "approved"], 2, "E611",
            "add positive VALUE", "no, yes"),
        Case(
            ["metrics", "tpr", "--in", KigezoProcess.loans, "--label", "repaid", "--positive", "Yes"], 2, "E701",
            "did you mean 'yes'?"),
        Case(
            ["metrics", "tpr", "--in", "/nowhere.csv", "--label", "x", "--prediction", "y"], 3, "/nowhere.csv", "E251"),
        Case(["run", "/nowhere", "--out", "/tmp/never"], 3, "E401"),
        Case(metrics("tpr", "--prediction", "approved", "--where", "region = 'Wajir'"), 6, "E609", "no row meets"),
        Case(
            ["compare", "tpr", "--in", KigezoProcess.loans] + question.enumerated().map { $0 % 2 == 0 ? "--" + $1 : $1 }
                + ["--by", "region", "--reference", "region=Niarobi"], 2, "E623", "did you mean 'Nairobi'?", "^^^^^^"),
    ]

    @Test("A command ends with its status and says why", arguments: cases)
    func status(_ test: Case) throws {
        let outcome = try KigezoProcess.run(test.arguments)
        #expect(outcome.status == test.status, "\(outcome.errors)")
        for part in test.says { #expect(outcome.errors.contains(part), "\(outcome.errors)") }
        #expect(outcome.status != 0 || !outcome.output.isEmpty)
        #expect(outcome.status != 2 || outcome.output.isEmpty)
    }

    @Test("The version and help of the program")
    func program() throws {
        #expect(try KigezoProcess.run(["--version"]).output == "kigezo \(ProgramVersion.current)\n")
        let help = try KigezoProcess.run(["--help"]).output
        for part in ["-c <line>", "--keep-going", "kigezo help [COMMAND]"] { #expect(help.contains(part)) }
    }

    @Test("Repeated --by asks for several groupings, --by A,B crosses them, in the shell as in a line")
    func groupings() throws {
        let arguments = Self.metrics("selection-rate", "--prediction", "approved", "-o", "csv")
        let crossed = try KigezoProcess.run(arguments + ["--by", "region,gender"]).output
        let several = try KigezoProcess.run(arguments + ["--by", "region", "--by", "gender"]).output
        #expect(crossed.split(separator: "\n").count == 1 + 8)
        #expect(several.split(separator: "\n").count == 1 + 4 + 2)
        #expect(crossed.hasPrefix("region,gender,metric,value,"))
        let line =
            "metrics selection-rate in '\(KigezoProcess.loans)' label repaid positive yes prediction approved to csv"
        #expect(try KigezoProcess.run(["-c", line + " by region, gender"]).output == crossed)
        #expect(try KigezoProcess.run([], input: line + " by region by gender\n").output == several)
    }

    @Test("A script stops at its first error, which decides its status; lines before it are done")
    func stops() throws {
        let script = "version\r\n\n# a remark\nboo; version\nversion\n"
        let outcome = try KigezoProcess.run([], input: script)
        #expect(outcome.status == 2)
        #expect(outcome.output == "kigezo \(ProgramVersion.current)\n")
        #expect(outcome.errors.contains("-:4:1: no command 'boo'"))
        let line = try KigezoProcess.run(["-c", "version\nboo\nversion"])
        #expect(line.status == 2 && line.output == "kigezo \(ProgramVersion.current)\n")
        // What a command reports as an error stops a line like what it throws.
        let report = try KigezoProcess.run(["-c", "run /nowhere out /tmp/never; version"])
        #expect(report.status == 3 && !report.output.contains("kigezo 0"))
    }

    @Test("With --keep-going a script goes on and its status still tells of the error")
    func keepsGoing() throws {
        let outcome = try KigezoProcess.run(["--keep-going"], input: "version\nboo\nmetrics tpr\nversion\n")
        #expect(outcome.status == 2)
        #expect(outcome.output == String(repeating: "kigezo \(ProgramVersion.current)\n", count: 2))
        #expect(outcome.errors.contains("nothing is loaded"))
    }

    @Test("quit ends a script, also behind another command")
    func quits() throws {
        let outcome = try KigezoProcess.run([], input: "version; quit\nboo\n")
        #expect(outcome.status == 0 && outcome.errors.isEmpty)
    }

    @Test("An entry that goes on in the next line is one command")
    func continues() throws {
        let outcome = try KigezoProcess.run(
            [],
            input:
                "metrics tpr,\n  fpr in '\(KigezoProcess.loans)' label repaid positive yes prediction approved\nversion\n"
        )
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.output.contains("false-positive-rate"))
        #expect(outcome.output.hasSuffix("kigezo \(ProgramVersion.current)\n"))
    }

    @Test("Gates that fail end with 1, undecided ones with 5, kept ones and none with 0")
    func gates() throws {
        func status(_ gate: String?) throws -> Int32 {
            let scratch = try ScratchFolder()
            try SmallScenario(gate: gate).write(into: scratch)
            let outcome = try KigezoProcess.run(["run", "small", "--out", "results"], folder: scratch.path)
            #expect(outcome.output.hasPrefix("small: "), "\(outcome.errors)")
            return outcome.status
        }
        #expect(try status("{name: g, metric: accuracy, compare: value, floor: 0.99}") == 1)
        #expect(try status("{name: g, metric: accuracy, compare: value, floor: 0.66}") == 5)
        #expect(try status("{name: g, metric: accuracy, compare: value, floor: 0.01}") == 0)
        #expect(try status(nil) == 0)
    }

    @Test("A run says in words what each gate found and why it cannot be decided")
    func words() throws {
        let scratch = try ScratchFolder()
        try SmallScenario(
            groups: ["Coast", "North", "NA"],
            gate: """
                {name: good enough, metric: accuracy, compare: value, floor: 0.99}
                  - {name: kept, metric: accuracy, compare: value, floor: 0.1}
                  - {name: same for all, metric: accuracy, by: region, compare: difference, tolerance: 0.1}
                """
        ).write(into: scratch)
        let outcome = try KigezoProcess.run(["run", "small", "--out", "results"], folder: scratch.path)
        // 33 of 50 answers are right in each group.
        #expect(
            outcome.output == """
                small: gates: 1 pass, 1 fail, 1 undecided
                  FAIL  model  good enough — 0.660
                  pass  model  kept
                  ?     model  same for all (1)
                  ? cannot tell, because:
                    (1) These data show neither a gap nor that there is none.
                  wrote results/small/: dossier.en.html, dossier.en.md, dossier.sw.html, dossier.sw.md, summary.md, \
                assessment.json

                """)
        #expect(
            outcome.errors == """
                rows.csv: 150 rows read, 150 used, 0 refused
                model.csv: 150 rows read, 150 used, 0 refused

                """)
    }

    @Test("Decisions written otherwise than the labels stop a run; single ones are told")
    func invalidDecisions() throws {
        let scratch = try ScratchFolder()
        try SmallScenario().write(into: scratch)
        let path = scratch.file("small/model.csv")
        let text = String(decoding: try FileReader.contents(of: path), as: UTF8.self)
        try AtomicFile.write(
            text.replacing(",1\n", with: ",yes\n").replacing(",0\n", with: ",no\n"), to: path, replaceExisting: true)
        let all = try KigezoProcess.run(["run", "small", "--out", "results"], folder: scratch.path)
        #expect(all.status == 3 && all.errors.contains("E719") && all.errors.contains("'no', 'yes'"), "\(all.errors)")
        #expect(all.errors.contains("small/scenario.yaml:"))
        try AtomicFile.write(text.replacing("r0-0,0\n", with: "r0-0,maybe\n"), to: path, replaceExisting: true)
        let one = try KigezoProcess.run(["run", "small", "--out", "results"], folder: scratch.path)
        #expect(one.status == 0 && one.errors.contains("W719") && one.errors.contains("'maybe'"), "\(one.errors)")
        let assessment = try FileReader.contents(of: scratch.file("results/small/assessment.json"))
        #expect(String(decoding: assessment, as: UTF8.self).contains("W719"))
    }

    @Test("generate --check tells a changed file by status 7")
    func generated() throws {
        let scratch = try ScratchFolder()
        try KigezoProcess.copyScenario("mobile-credit", into: scratch)
        let folder = scratch.file("scenarios/mobile-credit")
        #expect(try KigezoProcess.run(["generate", folder, "--check"]).status == 0)
        let path = folder + "/predictions/local.csv"
        var bytes = try FileReader.contents(of: path)
        bytes[bytes.count - 2] ^= 1
        try AtomicFile.write(bytes, to: path, replaceExisting: true)
        let outcome = try KigezoProcess.run(["generate", folder, "--check"])
        #expect(outcome.status == 7)
        #expect(outcome.output.contains("predictions/local.csv") && !outcome.output.contains("applications.csv"))
    }

    @Test("An out folder that cannot be made, or holds other people's files, is status 73 and stays as it is")
    func outFolder() throws {
        let scratch = try ScratchFolder()
        try SmallScenario().write(into: scratch)
        try scratch.write("a file", as: "file")
        let blocked = try KigezoProcess.run(["run", "small", "--out", "file/results"], folder: scratch.path)
        #expect(blocked.status == 73, "\(blocked.errors)")
        try scratch.write("mine", as: "results/small/notes.txt")
        let foreign = try KigezoProcess.run(["run", "small", "--out", "results"], folder: scratch.path)
        #expect(foreign.status == 73 && foreign.errors.contains("E670"))
        #expect(try KigezoProcess.files(below: scratch.file("results")) == ["small/notes.txt"])
        let forced = try KigezoProcess.run(["run", "small", "--out", "results", "--force"], folder: scratch.path)
        #expect(forced.status == 0, "\(forced.errors)")
        #expect(try KigezoProcess.files(below: scratch.file("results")).contains("small/notes.txt"))
        // What a run wrote itself, the next may replace.
        #expect(try KigezoProcess.run(["run", "small", "--out", "fresh"], folder: scratch.path).status == 0)
        #expect(try KigezoProcess.run(["run", "small", "--out", "fresh"], folder: scratch.path).status == 0)
    }

    @Test("save writes a new file and never over one that is there")
    func saves() throws {
        let scratch = try ScratchFolder()
        let line = "describe '\(KigezoProcess.loans)' to csv | save result.csv"
        let first = try KigezoProcess.run(["-c", line], folder: scratch.path)
        #expect(first.status == 0 && first.output.isEmpty && first.errors.contains("wrote result.csv"))
        let second = try KigezoProcess.run(["-c", line], folder: scratch.path)
        #expect(second.status == 73, "\(second.errors)")
    }

    @Test("A full standard output is status 74", .enabled(if: FileKind.at("/dev/full") != nil, "there is no /dev/full"))
    func full() throws {
        let outcome = try KigezoProcess.run(["version"], output: "/dev/full")
        #expect(outcome.status == 74)
    }

    @Test("One bad row of a file stops the run with its place, and nothing is made below the out folder")
    func badRow() throws {
        let scratch = try ScratchFolder()
        try KigezoProcess.copyScenario("mobile-credit", into: scratch)
        let path = scratch.file("scenarios/mobile-credit/applications.csv")
        let text = String(decoding: try FileReader.contents(of: path), as: UTF8.self)
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        lines[1465] += ",surplus"
        try AtomicFile.write(lines.joined(separator: "\n"), to: path, replaceExisting: true)
        // Without the digest, which would tell first that the file is another one.
        let yaml = scratch.file("scenarios/mobile-credit/scenario.yaml")
        let kept = String(decoding: try FileReader.contents(of: yaml), as: UTF8.self)
            .split(separator: "\n", omittingEmptySubsequences: false).filter { !$0.contains("sha256:") }
        try AtomicFile.write(kept.joined(separator: "\n"), to: yaml, replaceExisting: true)
        let outcome = try KigezoProcess.run(
            ["run", "scenarios/mobile-credit", "--out", "results"], folder: scratch.path)
        #expect(outcome.status == 3)
        #expect(outcome.errors.contains("applications.csv:1466:"), "\(outcome.errors)")
        #expect(!FileKind.isFolder(scratch.file("results")))
        #expect(outcome.output.contains("nothing was written"))
    }
}
