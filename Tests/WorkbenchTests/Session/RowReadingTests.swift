import Diagnostics
import Storage
import TestSupport
import Testing

@testable import Workbench

@Suite("How files of rows are read")
struct RowReadingTests {
    private let scratch: ScratchFolder
    private let session = Session()
    init() throws { scratch = try ScratchFolder() }

    private func failure(_ arguments: [String]) async -> CommandFailure? {
        do throws(CommandFailure) {
            _ = try await session.run(arguments: arguments)
            return nil
        } catch { return error }
    }

    @Test("Refused rows are counted and listed with their text, and the file is refused without that")
    func refuseRows() async throws {
        let data = try scratch.write(
            "id,ok\n1,yes\n2\n\"=1+1\",\"a\nb\",c\n4,no\n5,yes\n", as: "rows.csv")
        let list = scratch.file("refused.csv")
        let whole = await failure(["load", data, "--as", "rows"])
        #expect(whole?.diagnostics.map(\.code) == ["E201", "E201"] && whole?.exitStatus == .input)
        let report = try await session.run(arguments: ["load", data, "--as", "rows", "--refuse-rows", list])
        #expect(report.output.contains("5 rows read, 3 used, 2 refused"))
        #expect(report.notes == ["2 refused rows are listed in \(list)"])
        let text = String(decoding: try FileReader.contents(of: list), as: UTF8.self)
        #expect(
            text == """
                file,line,column,code,reason,text
                \(data),3,2,E201,"row has 1 field, the header has 2",2
                \(data),5,4,E201,"row has 3 fields, the header has 2","\"\"=1+1\"\",\"\"a
                b\"\",c"

                """)
        let again = await failure(["load", data, "--as", "rows", "--refuse-rows", list])
        #expect(again?.diagnostics.first?.code == "E255" && again?.exitStatus == .cannotCreate)
        _ = try await session.run(arguments: ["load", data, "--as", "rows", "--refuse-rows", list, "--force"])
        let itself = await failure(["load", data, "--as", "rows", "--refuse-rows", data, "--force"])
        #expect(itself?.diagnostics.first?.code == "E634")
        #expect(try FileReader.contents(of: data).count > 20)
    }

    @Test(
        "The list is written once, whether rows are counted on the way or read as a whole", arguments: ["csv", "jsonl"])
    func listOfManyScores(ending: String) async throws {
        // More different scores than are counted as distinct rows.
        let rows = (0..<300_000).map { row in
            ending == "csv" ? "yes,0.\(1_000_000 + row)\n" : "{\"label\":\"yes\",\"score\":0.\(1_000_000 + row)}\n"
        }
        let text = (ending == "csv" ? "label,score\nno\n" : "{\"label\":1,\n") + rows.joined()
        let data = try scratch.write(text, as: "rows.\(ending)")
        let list = scratch.file("refused.csv")
        let report = try await session.run(arguments: [
            "metrics", "brier", "--in", data, "--label", "label", "--positive", "yes", "--score", "score",
            "--refuse-rows",
            list,
        ])
        #expect(report.notes.contains("1 refused row is listed in \(list)"))
    }

    @Test("A list without rows is written too, and none when the file cannot be read")
    func emptyList() async throws {
        let data = try scratch.write("{\"a\":1}\n", as: "rows.jsonl")
        let list = scratch.file("refused.csv")
        let report = try await session.run(arguments: ["describe", data, "--refuse-rows", list])
        #expect(report.notes.first == "0 refused rows are listed in \(list)")
        #expect(
            String(decoding: try FileReader.contents(of: list), as: UTF8.self) == "file,line,column,code,reason,text\n")
        let other = scratch.file("other.csv")
        let missing = await failure(["describe", scratch.file("absent.csv"), "--refuse-rows", other])
        #expect(missing?.diagnostics.first?.code == "E251" && FileKind.at(other) == nil)
    }

    @Test("JSON Lines answer like the same rows in CSV, in another encoding and with a decimal comma")
    func sameAnswers() async throws {
        let rows = [("yes", "yes", "é"), ("no", "yes", "é"), ("yes", "no", "b"), ("no", "no", "b")]
        let csv = "label,decision,group,score\n" + rows.map { "\($0.0),\($0.1),\($0.2),\"0,5\"\n" }.joined()
        let json = rows.map { "{\"decision\":\"\($0.1)\",\"label\":\"\($0.0)\",\"group\":\"\($0.2)\",\"score\":0.5}\n" }
            .joined()
        let latin = try scratch.write(csv.unicodeScalars.map { UInt8($0.value) }, as: "rows.csv")
        let lines = try scratch.write(json, as: "rows.jsonl")
        let question = [
            "--label", "label", "--positive", "yes", "--prediction", "decision", "--by", "group", "-o", "json",
        ]
        let first = try await session.run(
            arguments: ["metrics", "accuracy", "--in", latin, "--encoding", "latin1"] + question)
        let second = try await session.run(arguments: ["metrics", "accuracy", "--in", lines] + question)
        #expect(first.output == second.output && first.output.contains("é"))
        let scored = ["--label", "label", "--positive", "yes", "--score", "score", "--threshold", "0.5", "-o", "json"]
        let third = try await session.run(
            arguments: ["metrics", "brier", "--in", latin, "--encoding", "latin1", "--decimal", ","] + scored)
        let fourth = try await session.run(arguments: ["metrics", "brier", "--in", lines] + scored)
        #expect(third.output == fourth.output)
        let (reports, error) = await session.run(
            line: "load '\(latin)' as a score score encoding latin1 decimal , ; compare accuracy of a by group "
                + "label label positive yes prediction decision")
        #expect(error == nil && reports.count == 2)
    }

    @Test(
        "What cannot be said is refused where it stands",
        arguments: [
            (["--encoding", "latin9"], "E631"), (["--limit", "field=0"], "E633"),
            (["--limit", "feild=9"], "E632"), (["--limit", "line=1e9"], "E633"), (["--decimal", ";"], "E115"),
            (["--threads", "0"], "E639"), (["--threads", "65"], "E639"),
        ])
    func misused(words: [String], code: String) async throws {
        let data = try scratch.write("a\n1\n", as: "t.csv")
        let error = await failure(["describe", data] + words)
        #expect(error?.exitStatus == .usage)
        #expect(error?.diagnostics.first?.code == code)
        #expect(error?.diagnostics.first?.help.isEmpty == false)
    }

    @Test("A limit named in an error is the one its clause raises")
    func limits() async throws {
        let data = try scratch.write("aaaa,b,c\n1111111111,2,3\n2,3,4\n", as: "t.csv")
        for (limit, code) in [("field=5", "E216"), ("line=9", "E217"), ("columns=2", "E218"), ("groups=1", "E219")] {
            let error = try #require(await failure(["describe", data, "--limit", limit]))
            #expect(error.diagnostics.first?.code == code)
            let help = try #require(error.diagnostics.first?.help.first { $0.contains("--limit") })
            let raised = try #require(help.split(separator: " ").last)
            #expect(raised.split(separator: "=").first == limit.split(separator: "=").first)
            // The last one said holds.
            let report = try await session.run(arguments: ["describe", data, "--limit", limit, "--limit", "\(raised)0"])
            #expect(report.exitStatus == .success)
        }
    }

    @Test("The answer does not depend on threads")
    func threads() async throws {
        // Wide rows: no thread is started for small files.
        let filling = String(repeating: "-", count: 300)
        var rows = ["id,region,label,decision,score"]
        for row in 0..<30_000 {
            rows.append(
                "\(row)\(filling),\(["Nairobi", "Wajir", "\"Côte, d'Ivoire\""][row / 10_000]),"
                    + "\(row % 7 / 4),\(row % 5 / 3),0.\(row * 7 % 89)")
        }
        let data = try scratch.write(rows.joined(separator: "\n") + "\n", as: "rows.csv")
        var reports: [Report] = []
        for threads in ["1", "3"] {
            reports.append(
                try await session.run(arguments: [
                    "metrics", "all", "--in", data, "--label", "label", "--positive", "1", "--prediction", "decision",
                    "--score", "score", "--by", "region", "-o", "json", "--threads", threads,
                ]))
        }
        #expect(reports[0].output == reports[1].output && reports[0].notes == reports[1].notes)
        #expect(reports[0].output.contains("Côte, d'Ivoire"))
    }

    @Test("Clauses about reading mean nothing for rows that are loaded")
    func loaded() async throws {
        let data = try scratch.write("a\n1\n", as: "t.csv")
        _ = try await session.run(arguments: ["load", data, "--as", "t"])
        let error = await failure(["describe", "t", "--encoding", "latin1"])
        #expect(error?.diagnostics.first?.code == "E635" && error?.exitStatus == .usage)
    }

    @Test("Mixed line ends are noted")
    func mixed() async throws {
        let data = try scratch.write("a\n1\r\n", as: "t.csv")
        let report = try await session.run(arguments: ["load", data, "--as", "t"])
        #expect(report.notes == ["\(data):2: line ends are mixed: LF on line 1, CR LF here; both were read"])
    }
}
