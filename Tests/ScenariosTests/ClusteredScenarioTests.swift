import Scenarios
import Statistics
import TestSupport
import Testing

@Suite("Scenarios whose people come again")
struct ClusteredScenarioTests {
    /// Rows of people with several loans each, whose repayment follows the person.
    private static func assessment(people: Int, loans: Int, groupGap: Double, seed: UInt64) throws -> Assessment {
        var random = SeededRandom(seed: seed)
        var text = "id,who,g,y,p,s\n"
        for person in 0..<people {
            let group = person % 2 == 0 ? "a" : "b"
            let share = Double.random(in: 0.6..<0.95, using: &random) - (group == "b" ? groupGap : 0)
            for loan in 0..<loans {
                let label = Double.random(in: 0..<1, using: &random) < share
                let right = Double.random(in: 0..<1, using: &random) < share
                let decision = right == label ? 1 : 0
                text +=
                    "\(person)-\(loan),c\(person),\(group),\(label ? 1 : 0),\(decision),0.\(decision == 1 ? 7 : 3)\n"
            }
        }
        let folder = try ScenarioFolder(
            yaml: """
                kigezo: 1
                name: small
                title: Small
                risk: low
                data:
                  file: data.csv
                  id: id
                  label: {column: y, positive: "1"}
                  groups: [{column: g}]
                  cluster: who
                models:
                  m: {prediction: p, score: s, favourable: 1}
                analysis: {by: [g], metrics: [accuracy, f1-score, roc-auc, brier-score], seed: 3}
                gates:
                  - {name: gap, metric: accuracy, by: g, compare: difference, tolerance: 0.05, reference: a}
                  - {name: range, metric: accuracy, by: g, compare: range, tolerance: 0.05}

                """, files: ["data.csv": text])
        return try folder.assessment()
    }

    @Test("Intervals are those of blocks, and gates are decided by them")
    func again() throws {
        let assessment = try Self.assessment(people: 400, loans: 5, groupGap: 0.4, seed: 1)
        let methods = Set(assessment.estimates.compactMap { $0.estimate.interval?.method })
        #expect(methods == [.wilsonBlocks, .blockJackknife])
        #expect(!assessment.estimates.contains { $0.estimate.flags.contains(.assumesIndependence) })
        #expect(assessment.estimates.contains { ($0.estimate.designEffect ?? 0) > 1.2 })
        #expect(assessment.gates.map(\.verdict) == [.fail, .fail])
        #expect(assessment.gates.allSatisfy { $0.caps.isEmpty })
        // Blocks are no group of anybody.
        #expect(!assessment.estimates.contains { $0.group.dimensions.contains { $0.hasSuffix(".block") } })
    }

    @Test("Too few people to tell decide nothing")
    func fewPeople() throws {
        let assessment = try Self.assessment(people: 12, loans: 60, groupGap: 0.4, seed: 2)
        #expect(
            assessment.gates.allSatisfy { $0.verdict.name == "inconclusive" && $0.caps.contains(.assumesIndependence) })
        let groups = assessment.estimates.filter { !$0.group.levels.isEmpty }
        #expect(groups.allSatisfy { $0.estimate.flags.contains(.tooFewClusters) && $0.estimate.interval == nil })
    }

    @Test("Where everybody stands once, rows are independent")
    func once() throws {
        let assessment = try Self.assessment(people: 600, loans: 1, groupGap: 0.3, seed: 3)
        let methods = Set(assessment.estimates.compactMap { $0.estimate.interval?.method })
        #expect(methods.contains(.wilson) && methods.contains(.delongLogit))
        #expect(!methods.contains(.wilsonBlocks) && !methods.contains(.blockJackknife))
        #expect(assessment.gates.allSatisfy { !$0.caps.contains(.assumesIndependence) })
    }
}
