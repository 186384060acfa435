import Foundation
import Interchange
import Storage
import TestSupport
import Testing

@Suite(
    "Machine output of metrics on real data",
    .enabled(if: PackageFolder.sharedFile("oracles/data.csv") != nil, "the shared data folder is absent"))
struct EstimatesJSONTests {
    private func document(_ more: [String]) throws -> (document: JSONValue, text: String) {
        let path = try #require(PackageFolder.sharedFile("oracles/data.csv"))
        let outcome = try KigezoProcess.run(
            [
                "metrics", "accuracy,true-positive-rate", "--in", path, "--label", "label", "--prediction",
                "prediction", "--score", "score", "-o", "json",
            ] + more)
        #expect(outcome.status == 0, "\(outcome.errors)")
        return (try JSONValue.parse(outcome.outputBytes), outcome.output)
    }

    @Test("One object with a record for each group and metric, canonical and complete")
    func shape() throws {
        let (document, text) = try document(["--by", "region,gender"])
        #expect(document["kigezo"]?.double == 1 && document["kind"]?.text == "estimates")
        #expect(document.canonicalText() + "\n" == text)
        let records = try #require(document["estimates"]?.elements)
        #expect(records.count == 12 * 3 * 2)
        for record in records {
            #expect(["accuracy", "true-positive-rate"].contains(record["metric"]?.text))
            #expect(record["model"]?.text == "prediction" && record["exactness"]?.text == "exact")
            #expect(record["flags"]?.elements != nil && record["n"]?.double != nil)
            #expect(record["group"]?["region"]?.text != nil && record["group"]?["gender"]?.text != nil)
            if let value = record["value"]?.double {
                let lower = try #require(record["interval"]?["lower"]?.double)
                let upper = try #require(record["interval"]?["upper"]?.double)
                #expect(lower <= value && value <= upper && record["interval"]?["level"]?.double == 0.95)
                #expect(record["interval"]?["method"]?.text == "wilson" && record["reason"] == nil)
            } else {
                #expect(record["interval"] == .null && record["reason"]?.text == "noPositives")
                #expect(record["n"]?.double == 0)
            }
        }
        #expect(records.contains { $0["reason"]?.text == "noPositives" })
    }

    @Test("Values and rows are what counting the file by hand gives")
    func values() throws {
        let path = try #require(PackageFolder.sharedFile("oracles/data.csv"))
        let lines = String(decoding: try FileReader.contents(of: path), as: UTF8.self).split(separator: "\n")
        let header = lines[0].split(separator: ",").map(String.init)
        let label = try #require(header.firstIndex(of: "label"))
        let prediction = try #require(header.firstIndex(of: "prediction"))
        let region = try #require(header.firstIndex(of: "region"))
        var right: [String: Int] = [:]
        var all: [String: Int] = [:]
        for line in lines.dropFirst() {
            let cells = line.split(separator: ",", omittingEmptySubsequences: false)
            all[String(cells[region]), default: 0] += 1
            if cells[label] == cells[prediction] { right[String(cells[region]), default: 0] += 1 }
        }
        let records = try #require(try document(["--by", "region"]).document["estimates"]?.elements)
        #expect(records.count == 2 * all.count)
        for record in records where record["metric"]?.text == "accuracy" {
            let name = try #require(record["group"]?["region"]?.text)
            #expect(record["n"]?.double == all[name].map(Double.init))
            let share = Double(right[name] ?? 0) / Double(all[name] ?? 0)
            #expect(record["value"]?.double == share)
        }
        // Without --by it is everybody.
        let overall = try #require(try document([]).document["estimates"]?.elements)
        #expect(overall.count == 2 && overall.allSatisfy { $0["group"] == .object([]) })
    }
}
