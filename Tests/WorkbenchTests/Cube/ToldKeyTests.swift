import Diagnostics
import Evidence
import Foundation
import Storage
import Tables
import TestSupport
import Testing

@testable import Workbench

@Suite("Spans of time and blocks of clusters as keys")
struct ToldKeyTests {
    private struct Bench: ScratchBench {
        let scratch: ScratchFolder

        init() throws {
            scratch = try ScratchFolder()
            var random = SeededRandom(seed: 11)
            var text = "person,decided,repaid,approved,p,amount,guess,region\n"
            for _ in 0..<900 {
                let day = TimeUnit.day.text(of: Int.random(in: 20_454..<20_819, using: &random))
                let offset = ["", "T23:30:00+01:00", "T23:30Z", "T02:15"].randomElement(using: &random) ?? ""
                let truth = Double.random(in: 0..<1, using: &random)
                text += "p\(Int.random(in: 0..<150, using: &random)),"
                text += Int.random(in: 0..<20, using: &random) == 0 ? "," : "\(day)\(offset),"
                let right = Double.random(in: 0..<1, using: &random) < truth
                text += "\(right ? "yes" : "no"),\(truth > 0.5 ? "yes" : "no"),0.\(Int(truth * 90 + 10)),"
                text += "\(Int(truth * 100)),\(Int(truth * 90 + 3)),\(["A", "B"].randomElement(using: &random) ?? "")\n"
            }
            try scratch.write(text, as: "rows.csv")
        }
    }

    private static let roles = "label repaid positive yes prediction approved score p"
    private static let time = "time decided zone Africa/Nairobi"

    @Test("Rows, loaded rows and cubes give the same figures", arguments: TimeUnit.allCases)
    func everyWay(unit: TimeUnit) async throws {
        let bench = try Bench()
        let question = "metrics accuracy, auc, count \(Self.time) per \(unit.rawValue)"
        for by in ["", "by region"] {
            let rows = await bench.output("\(question) in @rows.csv \(Self.roles) \(by) to json")
            #expect(rows.contains("\"decided.\(unit.rawValue)\""))
            let loaded = await bench.output("load @rows.csv as r \(Self.roles); \(question) \(by) to json")
            let name = "\"model\": "
            #expect(Self.without(name, loaded.drop { $0 != "{" }) == Self.without(name, rows[...]))
            let built = await bench.output(
                "cube build in @rows.csv \(Self.roles) \(by) \(Self.time) per \(unit.rawValue) out @c.cube force;"
                    + "metrics accuracy, auc, count in @c.cube per \(unit.rawValue) \(by) to json")
            #expect(Self.without(name, built.drop { $0 != "{" }) == Self.without(name, rows[...]))
        }
    }

    private static func without(_ word: String, _ text: Substring) -> [Substring] {
        text.split(separator: "\n").filter { !$0.contains(word) }
    }

    @Test(
        "Longer spans of a cube are what counting by them gives, to the last byte",
        arguments: [
            (TimeUnit.day, TimeUnit.week), (.day, .month), (.day, .quarter), (.day, .year), (.month, .quarter),
            (.month, .year),
            (.quarter, .year),
        ])
    func coarser(short: TimeUnit, long: TimeUnit) async throws {
        let bench = try Bench()
        func build(_ unit: TimeUnit, _ name: String) -> String {
            "cube build in @rows.csv \(Self.roles) by region \(Self.time) per \(unit.rawValue) cluster person out @\(name)"
        }
        _ = await bench.output(
            "\(build(short, "short.cube")); \(build(long, "long.cube"));"
                + "cube project @short.cube by region, person.block per \(long.rawValue) out @coarse.cube")
        let bytes = try ["long.cube", "coarse.cube"].map { try FileReader.contents(of: bench.scratch.file($0)) }
        #expect(bytes[0] == bytes[1])
    }

    @Test("Cubes of months, merged in any order, are the year")
    func months() async throws {
        let bench = try Bench()
        let text = try #require(
            String(bytes: try FileReader.contents(of: bench.scratch.file("rows.csv")), encoding: .utf8))
        let lines = text.split(separator: "\n")
        var parts: [String: [Substring]] = [:]
        for (index, line) in lines.dropFirst().enumerated() { parts["\(index % 12)", default: []].append(line) }
        let tail = "\(Self.roles) by region \(Self.time) per month cluster person"
        for (name, rows) in parts {
            try bench.scratch.write(([lines[0]] + rows).joined(separator: "\n") + "\n", as: "\(name).csv")
            _ = await bench.output("cube build in @\(name).csv \(tail) site s\(name) out @\(name).cube")
        }
        let names = parts.keys.sorted()
        for (out, order) in [("a.cube", names), ("b.cube", names.reversed())] {
            let merge = order.map { "@\($0).cube" }.joined(separator: " ")
            _ = await bench.output("cube merge \(merge) out @\(out)")
        }
        let merged = try ["a.cube", "b.cube"].map { try CubeFile.read(bench.scratch.file($0)) }
        #expect(try CubeFile.bytes(of: merged[0]) == CubeFile.bytes(of: merged[1]))
        _ = await bench.output("cube build in @rows.csv \(tail) out @year.cube")
        let year = try CubeFile.read(bench.scratch.file("year.cube"))
        let (counted, summed) = (try year.withoutProvenance(), try merged[0].withoutProvenance())
        #expect(try CubeFile.bytes(of: counted) == CubeFile.bytes(of: summed))
        #expect(year.header.told.map(\.name) == ["decided.month", "person.block"])
    }

    @Test("Intervals allow for people who come again: the same from rows, loaded rows and cubes")
    func clusters() async throws {
        let bench = try Bench()
        for (question, method) in [
            ("metrics accuracy, tpr, f1-score, mcc", "wilson-block-jackknife"),
            ("compare accuracy, f1-score", "newcombe-block-jackknife"),
            ("compare accuracy as ratio", "score-ratio-block-jackknife"),
        ] {
            let rows = await bench.output("\(question) by region cluster person in @rows.csv \(Self.roles) to json")
            #expect(rows.contains(method) && rows.contains("\"block-jackknife\"") != question.contains("ratio"))
            let loaded = await bench.output(
                "load @rows.csv as r \(Self.roles); \(question) by region cluster person to json")
            let name = "\"model\": "
            #expect(Self.without(name, loaded.drop { $0 != "{" }) == Self.without(name, rows[...]))
            let built = await bench.output(
                "cube build in @rows.csv \(Self.roles) by region cluster person out @c.cube force;"
                    + "\(question) by region in @c.cube to json")
            #expect(Self.without(name, built.drop { $0 != "{" }) == Self.without(name, rows[...]))
        }
        // Scores of a cube are not told apart by blocks unless that is asked for: the figure says so.
        let question = "metrics roc-auc in @c.cube by region to csv"
        let build = "cube build in @rows.csv \(Self.roles) by region cluster person out @c.cube force"
        let apart = await bench.output("\(build); \(question)")
        #expect(apart.contains("delong-logit") && apart.contains("assumesIndependence"))
        let together = await bench.output("\(build) scores-by region, person.block; \(question)")
        #expect(!together.contains("delong-logit") && together.contains(",block-jackknife,"))
        let rows = await bench.output("metrics roc-auc in @rows.csv \(Self.roles) by region cluster person to csv")
        #expect(together.hasSuffix(rows))
    }

    @Test("The statement for other engines takes the words of cube build", arguments: SQLDialect.allCases)
    func statement(dialect: SQLDialect) async throws {
        let bench = try Bench()
        let sql = await bench.output(
            "cube sql dialect \(dialect.rawValue) from loans \(Self.roles) by region \(Self.time) per week cluster person"
        )
        #expect(sql.contains("decided.week") && sql.contains("person.block") && sql.contains("GROUP BY"))
    }

    @Test("Numbers are counted by spans of time, too")
    func numbers() async throws {
        let bench = try Bench()
        let question = "outcome number label amount prediction guess"
        let rows = await bench.output("metrics mae in @rows.csv \(question) \(Self.time) per month to csv")
        let cube = await bench.output(
            "cube build in @rows.csv \(question) \(Self.time) per month out @n.cube; metrics mae in @n.cube per month to csv"
        )
        #expect(rows.split(separator: "\n").count > 12 && cube.hasSuffix(rows))
    }

    @Test(
        "What does not fit is refused with the word that asks for it",
        arguments: [
            ("metrics accuracy in @rows.csv ROLES time decided", "E616"),
            ("metrics accuracy in @rows.csv ROLES per month", "E616"),
            ("metrics accuracy in @rows.csv ROLES time decided per month zone Africa/Nairoby", "E618"),
            ("metrics accuracy in @rows.csv ROLES time decided per month", "E250"),
            ("metrics accuracy in @rows.csv ROLES time region per month", "E249"),
            ("metrics accuracy in @rows.csv ROLES time dezided per month", "E102"),
            ("CUBE; metrics accuracy in @c.cube per week", "E740"),
            ("CUBE; metrics accuracy in @c.cube time region per month", "E743"),
            ("CUBE; metrics accuracy in @c.cube per month zone Africa/Lagos", "E743"),
            ("CUBE; cube project @c.cube by region per day out @d.cube", "E740"),
        ])
    func refusals(line: String, code: String) async throws {
        let bench = try Bench()
        let cube = "cube build in @rows.csv ROLES by region \(Self.time) per month out @c.cube"
        let (_, failure) = await bench.run(line.replacing("CUBE", with: cube).replacing("ROLES", with: Self.roles))
        #expect(failure?.diagnostics.first?.code == code, "\(failure?.diagnostics.first?.message ?? "nothing")")
    }

    @Test(
        "The clocks of a zone are set as the time zone database says",
        arguments: [
            "Africa/Nairobi", "Africa/Cairo", "Africa/Casablanca", "America/Sao_Paulo", "Asia/Kathmandu",
            "Asia/Kolkata",
            "Europe/London", "Pacific/Apia",
        ])
    func zones(name: String) throws {
        let zone = try #require(TimeZone(identifier: name))
        let offsets = ZoneOffsets(zone)
        var random = SeededRandom(seed: 5)
        for _ in 0..<3_000 {
            let moment = Int.random(in: -631_152_000..<4_000_000_000, using: &random)
            let expected = zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(moment)))
            #expect(offsets.offset(at: moment) == expected, "\(name) at \(moment)")
        }
    }
}

extension EvidenceCube {
    /// The cube without saying which rows it was counted from.
    fileprivate func withoutProvenance() throws -> EvidenceCube { try with(header: header.with(provenance: [])) }
}
