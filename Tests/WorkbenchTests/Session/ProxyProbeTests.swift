import Diagnostics
import Interchange
import Probes
import TestSupport
import Testing

@testable import Workbench

@Suite("probe proxy")
struct ProxyProbeTests {
    private func run(_ line: String) async throws -> (output: String, failure: CommandFailure?) {
        let scratch = try ScratchFolder()
        var random = SeededRandom(seed: 2)
        var text = "who,sex,device,amount,ward,repaid,decided\n"
        for row in 0..<400 {
            let sex = Bool.random(using: &random) ? "f" : "m"
            let device = Int.random(in: 0..<5, using: &random) == 0 ? "" : sex == "f" ? "basic" : "smart"
            let amount = Int.random(in: 100..<900, using: &random)
            let repaid = Bool.random(using: &random) ? "yes" : "no"
            text += "p\(row / 2),\(sex),\(device),\(amount),w\(row % 7),\(repaid),\(device == "smart" ? "yes" : "no")\n"
        }
        try scratch.write(text, as: "rows.csv")
        let (reports, failure) = await Session().run(line: line.replacing("@", with: scratch.path + "/"))
        return (reports.map(\.output).joined(), failure)
    }

    @Test("Features are ranked, numbers are told apart from levels, and loaded rows answer alike")
    func answers() async throws {
        let question = "of sex features ward, amount, device prediction decided label repaid cluster who seed 3"
        let (text, failure) = try await run("probe proxy in @rows.csv \(question) to json")
        #expect(failure == nil)
        let answer = try JSONValue.parse(Array(text.utf8))
        let features = try #require(answer["features"]?.elements)
        #expect(features.first?["feature"]?.text == "device" && answer["kind"]?.text == "proxy")
        #expect(features.map { $0["numeric"] } == features.map { .bool($0["feature"]?.text == "amount") })
        let availability = features.compactMap { $0["availability"]?.double }
        #expect(availability == availability.sorted(by: >) && availability.count == 3)
        let (loaded, _) = try await run("load @rows.csv as r; probe proxy \(question) to json")
        #expect(loaded.hasSuffix(text))
        let (declared, _) = try await run("probe proxy in @rows.csv \(question) numbers amount to json")
        #expect(declared == text)
        let (table, _) = try await run("probe proxy in @rows.csv \(question) where ward != 'w3'")
        #expect(table.contains("read as numbers, in bins between deciles: amount") && table.contains("proxy score"))
    }

    @Test("What all columns tell together, what each transmits, and what to make of it are said")
    func transmission() async throws {
        let question = "probe proxy in @rows.csv of sex features ward, amount, device prediction decided cluster who"
        let (text, failure) = try await run("\(question) favourable yes to json")
        #expect(failure == nil, "\(failure?.diagnostics.map(\.message) ?? [])")
        let answer = try JSONValue.parse(Array(text.utf8))
        let device = try #require(answer["features"]?.elements?.first)
        #expect(device["place"]?.text == "available-and-used" && device["transmitted"]?.elements?.count == 1)
        let parts = try #require(device["transmitted"]?.elements?.first)
        func value(_ name: String) throws -> Double { try #require(parts[name]?["value"]?.double) }
        let (whole, sum) = (
            try value("difference"), try value("composition") + (try value("rates")) + (try value("non-overlap"))
        )
        #expect(abs(whole - sum) < 1e-12 && abs(whole) > 0.5)
        let groups = [parts["group"]?.text, parts["reference"]?.text]
        #expect(Set(groups) == ["f", "m"])
        let recovered = try #require(answer["recoverability"])
        #expect(recovered["learners"]?.elements?.count == 2 && recovered["permutations"]?.integerValue == 199)
        #expect(recovered["p"]?.double == 0.005)
        let keys = try #require(answer["findings"]?.elements).map { $0["key"]?.text }
        #expect(keys.first == "proxy-available-and-used" && keys.contains("proxy-recoverable"))
        let (table, _) = try await run("\(question) favourable yes")
        #expect(table.contains("device stands in for sex") && table.contains("available and used"))
        #expect(table.contains("all columns together guess it with AUC"))
        let (long, _) = try await run("\(question) favourable yes to csv")
        #expect(long.contains("share-upper") && long.contains("available-and-used"))
    }

    @Test("Every finding that a probe can have has a sentence")
    func sentences() {
        for (key, pattern) in ProbeFindingText.patterns {
            #expect(!pattern.contains("  ") && key.hasPrefix("proxy-") || key.hasPrefix("drift-"))
            let names = pattern.split(separator: "{", omittingEmptySubsequences: false).dropFirst().compactMap {
                $0.split(separator: "}").first
            }
            let finding = ProbeFinding(
                key, Dictionary(names.map { (String($0), .text("@\($0)@")) }, uniquingKeysWith: { a, _ in a }))
            let sentence = ProbeFindingText.sentence(finding)
            #expect(
                !sentence.contains("{") && !sentence.contains("?") && names.allSatisfy { sentence.contains("@\($0)@") })
        }
    }

    @Test(
        "What cannot be asked is refused",
        arguments: [
            ("features ward", "E677"), ("of sex", "E677"), ("of sex features sex", "E604"),
            ("of sex features ward, ward", "E604"), ("of gender features ward", "E102"),
            ("of sex features ward numbers amount", "E677"), ("of sex features ward numbers ward", "E214"),
            ("of sex features ward by device", "E676"), ("of sex features ward favourable yes", "E860"),
            ("of sex features ward prediction decided favourable perhaps", "E860"),
            ("of sex features ward where repaid = 'x'", "E678"),
        ])
    func refusals(rest: String, code: String) async throws {
        let (_, failure) = try await run("probe proxy in @rows.csv \(rest)")
        #expect(failure?.diagnostics.first?.code == code, "\(failure?.diagnostics.first?.message ?? "nothing")")
    }
}
