import Diagnostics
import Foundation
import Interchange
import TestSupport
import Testing

@testable import Workbench

@Suite("ranking, consistency and scores of several classes")
struct RankingCommandTests {
    private static let jobs = PackageFolder.root + "/Tests/WorkbenchTests/Examples/jobs.csv"

    private func run(_ line: String) async throws -> [JSONValue] {
        let (reports, failure) = await Session().run(line: line + " to json")
        try #require(failure == nil, "\(String(describing: failure?.diagnostics))")
        let document = try JSONValue.parse(Array((reports.last?.output ?? "").utf8), from: "output")
        return try #require((document["estimates"] ?? document["comparisons"])?.elements)
    }

    private func code(_ line: String) async -> String? {
        let (_, failure) = await Session().run(line: line)
        return failure?.diagnostics.first?.code
    }

    private struct Job {
        let search: String
        let language: String
        let gender: String
        let relevance: Double
        let score: Double
    }

    private static func rows() throws -> [Job] {
        try String(contentsOfFile: jobs, encoding: .utf8).split(separator: "\n").dropFirst().map { line in
            let cells = line.split(separator: ",").map(String.init)
            return Job(
                search: cells[0], language: cells[1], gender: cells[3], relevance: Double(cells[5]) ?? .nan,
                score: Double(cells[6]) ?? .nan)
        }
    }

    @Test("Precision of the first items by language is that of the lists, and the gap is to all other lists")
    func quality() async throws {
        let found = try await run(
            "ranking precision-at-1 in '\(Self.jobs)' query search score rating label relevance by language")
        var values: [String: [Double]] = [:]
        for (_, list) in Dictionary(grouping: try Self.rows(), by: \.search) {
            guard list.contains(where: { $0.relevance > 0 }), let best = list.map(\.score).max() else { continue }
            let top = list.filter { $0.score == best }
            values[list[0].language, default: []].append(Double(top.count { $0.relevance > 0 }) / Double(top.count))
        }
        #expect(found.count == 3 && values.count == 3)
        func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
        for record in found {
            let language = try #require(record["group"]?["language"]?.text)
            let own = try #require(values[language])
            #expect(abs((record["value"]?.double ?? .nan) - mean(own)) < 1e-12)
            #expect(record["n"]?.integerValue == own.count)
            let others = values.filter { $0.key != language }.values.flatMap { $0 }
            #expect(abs((record["gap"]?["value"]?.double ?? .nan) - (mean(own) - mean(others))) < 1e-12)
            #expect(record["gap"]?["interval"]?["method"]?.text == "welch-t")
        }
    }

    @Test("Without metrics, groups of lists are told how good they are, and groups of items what they get of the top")
    func defaults() async throws {
        let base = "ranking in '\(Self.jobs)' query search score rating label relevance"
        let lists = try await run(base + " by language")
        #expect(Set(lists.compactMap { $0["metric"]?.text }) == ["precision-at-10", "recall-at-10", "ndcg-at-10"])
        let items = try await run(base + " by gender")
        #expect(
            Set(items.compactMap { $0["metric"]?.text })
                == ["top-share-ratio-at-10", "skew-at-10", "exposure-share", "exposure-to-merit"])
        let shares = items.filter { $0["metric"]?.text == "exposure-share" }.compactMap { $0["value"]?.double }
        #expect(shares.count == 2 && abs(shares.reduce(0, +) - 1) < 1e-12)
        let unlabelled = try await run("ranking in '\(Self.jobs)' query search score rating by gender")
        #expect(!unlabelled.contains { $0["metric"]?.text == "exposure-to-merit" })
    }

    @Test("The share of the top by gender is that of the rows, places of equal scores shared")
    func topShare() async throws {
        let line = "ranking top-share-ratio-at-3 in '\(Self.jobs)' query search score rating by "
        let rows = try Self.rows()
        var top: [String: Double] = [:]
        for (_, list) in Dictionary(grouping: rows, by: \.search) {
            for job in list {
                let above = list.count { $0.score > job.score }
                let equal = list.count { $0.score == job.score }
                top[job.gender, default: 0] += min(1, max(0, Double(3 - above) / Double(equal)))
            }
        }
        let found = try await run(line + "gender")
        #expect(found.count == 2)
        for record in found {
            let gender = try #require(record["group"]?["gender"]?.text)
            let pool = Double(rows.count { $0.gender == gender }) / Double(rows.count)
            let share = try #require(top[gender]) / top.values.reduce(0, +)
            #expect(abs((record["value"]?.double ?? .nan) - share / pool) < 1e-12)
        }
        // What is not among the first is not shown, as jobs.py makes it.
        for record in try await run(line + "shown") {
            let isShown = record["group"]?["shown"]?.text == "yes"
            #expect(isShown ? (record["value"]?.double ?? 0) > 1 : record["value"]?.double == 0)
            #expect((record["p"]?.double ?? 1) < 1e-12)
        }
    }

    @Test("A dataset that is loaded gives what its file gives")
    func loaded() async throws {
        let clauses = "query search score rating label relevance by language"
        let direct = try await run("ranking ndcg-at-5 in '\(Self.jobs)' \(clauses)")
        let loaded = try await run("load '\(Self.jobs)' as jobs; ranking ndcg-at-5 of jobs \(clauses)")
        #expect(direct == loaded)
    }

    @Test(
        "What cannot be told has its own error",
        arguments: [
            ("ranking query search", "E820"), ("ranking score rating label gender", "E000"),
            ("ranking score rating label gender positive x", "E821"), ("ranking score rating", "E822"),
            ("ranking skew-at-3 score rating", "E822"), ("ranking accuracy score rating", "E823"),
            ("ranking ndcg-at-3 score rating", "E601"),
            ("ranking ndcg-at-3 score rating label relevance by gender", "E824"),
            ("ranking nothing score rating", "E610"), ("metrics ndcg-at-3 label shown prediction shown", "E611"),
            ("metrics individual-consistency label shown prediction shown", "E611"),
            ("consistency prediction shown positive yes", "E825"),
            ("consistency features experience neighbours 0 prediction shown positive yes", "E825"),
            ("consistency features experience", "E826"), ("consistency features experience prediction shown", "E826"),
            ("consistency features experience score relevance", "E826"),
            ("metrics accuracy label gender prediction gender class-scores male=rating", "E829"),
            (
                "metrics accuracy label gender prediction gender class-scores male=rating, female=rating, x=rating",
                "E829"
            ),
            ("metrics accuracy label gender prediction gender positive male class-scores male=rating", "E829"),
        ])
    func errors(line: String, expected: String) async throws {
        let found = await code(line + " in '\(Self.jobs)'")
        if expected == "E000" {
            // Texts where numbers are needed are told by the reader.
            #expect(found != nil)
        } else {
            #expect(found == expected, "\(line)")
        }
    }

    @Test("Consistency by groups is that of everybody, group by group")
    func consistency() async throws {
        let base = "consistency features relevance, experience prediction shown positive yes in '\(Self.jobs)'"
        let all = try await run(base)
        let groups = try await run(base + " by gender")
        func number(_ record: JSONValue, _ name: String) -> Double { record[name]?.double ?? .nan }
        let sum = groups.reduce(0.0) { $0 + number($1, "value") * Double($1["n"]?.integerValue ?? 0) }
        #expect(abs(number(all[0], "value") - sum / 480) < 1e-12)
        #expect(all[0]["n"]?.integerValue == 480)
        #expect(all[0]["interval"]?["method"]?.text == "local-dependence-t")
        #expect(number(all[0], "value") > 0.5 && number(all[0], "value") < 1)
    }

    @Test("Scores of several classes on a line: figures of everybody and gaps between groups")
    func classScores() async throws {
        let folder = try ScratchFolder()
        var random = SeededRandom(seed: 8)
        var text = "group,risk,said,p_low,p_mid,p_high\n"
        let names = ["low", "mid", "high"]
        for row in 0..<150 {
            let label = Int.random(in: 0..<3, using: &random)
            let raw = (0..<3).map { Double.random(in: 0.1...1, using: &random) + ($0 == label ? 0.4 : 0) }
            let scores = raw.map { ($0 / raw.reduce(0, +) * 100).rounded() / 100 }
            let said = names[scores.firstIndex(of: scores.max() ?? 0) ?? 0]
            text += "\(row % 2 == 0 ? "x" : "y"),\(names[label]),\(said),\(scores[0]),\(scores[1]),\(scores[2])\n"
        }
        let path = folder.path + "/risk.csv"
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        let base = "in '\(path)' label risk prediction said class-scores low=p_low, mid=p_mid, high=p_high"
        let all = try await run("metrics macro-roc-auc, roc-auc:low, roc-auc:mid, roc-auc:high, top-label-ece \(base)")
        let values = all.compactMap { $0["value"]?.double }
        #expect(values.count == 5 && abs(values[0] - (values[1] + values[2] + values[3]) / 3) < 1e-12)
        #expect(all[0]["interval"]?["method"]?.text == "class-limits")
        let gaps = try await run("compare macro-roc-auc, macro-f1 \(base) by group")
        #expect(gaps.count == 4 && gaps.allSatisfy { $0["value"]?.double != nil })
    }
}
