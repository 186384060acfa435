import Evidence
import Metrics
import Scenarios
import Statistics
import TestSupport
import Testing

@Suite("What forbids a verdict")
struct GateCapTests {
    typealias Fixtures = GateFixtures

    private static let comparisons: [Gate.Comparison] = [
        .value(.floor(0.6)), .difference(.named(["b"]), tolerance: 0.1), .difference(.complement, tolerance: 0.1),
        .ratio(.named(["b"]), .floor(0.8)), .worstGroup(.floor(0.6)), .range(tolerance: 0.1),
    ]

    @Test("A group below the minimum is not decided, whatever it shows", arguments: comparisons)
    func minimumGroup(comparison: Gate.Comparison) throws {
        for found in [0, 20] {
            let groups: KeyValuePairs<String?, Fixtures.Cells> = [
                "a": .found(found, of: 20), "b": .found(3_900, of: 4_000),
            ]
            let free = try Fixtures.evaluate(Fixtures.gate(comparison), groups, minimumGroup: 20)
            if found == 0 { #expect(free.verdict == .fail) }
            let capped = try Fixtures.evaluate(Fixtures.gate(comparison), groups, minimumGroup: 30)
            #expect(capped.verdict.name == "inconclusive")
            #expect(capped.caps == [.minimumGroup])
            if let needed = capped.rowsNeeded { #expect(needed >= 30) }
        }
    }

    @Test(
        "Rows of the same people, or inferred groups, decide nothing, however clear they look", arguments: comparisons)
    func design(comparison: Gate.Comparison) throws {
        for found in [400, 3_900] {
            let groups: KeyValuePairs<String?, Fixtures.Cells> = [
                "a": .found(found, of: 4_000), "b": .found(3_900, of: 4_000),
            ]
            let free = try Fixtures.evaluate(Fixtures.gate(comparison), groups)
            #expect(free.verdict == (found == 400 ? .fail : .pass))
            let once = EvidenceDesign(rowsPerCluster: 1.05, inferredColumns: ["other"])
            #expect(try Fixtures.evaluate(Fixtures.gate(comparison), groups, design: once).verdict == free.verdict)
            let repeated = EvidenceDesign(rowsPerCluster: 1.06)
            let dependent = try Fixtures.evaluate(Fixtures.gate(comparison), groups, design: repeated)
            #expect(dependent.verdict.name == "inconclusive")
            #expect(dependent.caps == [.assumesIndependence])
            let inferred = try Fixtures.evaluate(
                Fixtures.gate(comparison), groups, design: EvidenceDesign(inferredColumns: ["g"]))
            #expect(inferred.verdict.name == "inconclusive")
            #expect(inferred.caps == [.imputedGroup])
        }
    }

    @Test("A small group does not hide a gap between large ones, nor make one")
    func rangeOfLargeGroups() throws {
        let gate = Fixtures.gate(.range(tolerance: 0.1))
        let small = Fixtures.Cells.found(0, of: 20)
        let equal = try Fixtures.evaluate(
            gate, ["a": .found(300, of: 400), "b": .found(300, of: 400), "s": small], minimumGroup: 30)
        #expect(equal.verdict.name == "inconclusive")
        let gap = try Fixtures.evaluate(
            gate, ["a": .found(380, of: 400), "b": .found(200, of: 400), "s": small], minimumGroup: 30)
        #expect(gap.verdict == .fail)
        #expect(gap.familySize == 1)
    }

    @Test("Rows needed are rows of the group, not of everybody it is compared with")
    func rowsPerGroup() throws {
        let gate = Fixtures.gate(.difference(.complement, tolerance: 0.1))
        let result = try Fixtures.evaluate(gate, ["a": .found(37, of: 50), "b": .found(3_750, of: 5_000)])
        #expect(result.verdict.name == "inconclusive")
        let needed = try #require(result.rowsNeeded)
        #expect(needed > 50 && needed < 500)
        let more = try Fixtures.evaluate(
            gate, ["a": .found(3 * needed / 4, of: needed), "b": .found(3_750, of: 5_000)])
        #expect(more.verdict == .pass)
    }

    @Test("A group that cannot be measured leaves the gate open, and the others cannot say how many rows it takes")
    func notEstimable() throws {
        let none = Fixtures.Cells.flagged(10, of: 400)
        for comparison in Self.comparisons {
            let result = try Fixtures.evaluate(
                Fixtures.gate(comparison), ["a": .found(300, of: 400), "b": .found(300, of: 400), "none": none])
            #expect(result.verdict.name == "inconclusive", "\(comparison)")
            if comparison == .range(tolerance: 0.1) {
                #expect(result.caps == [.partial])
            } else if comparison != .difference(.complement, tolerance: 0.1) {
                #expect(result.caps.contains(.notEstimable))
            }
            #expect(result.rowsNeeded == nil)
        }
    }

    @Test("A partial range can fail and cannot pass")
    func partial() throws {
        let gate = Fixtures.gate(.range(tolerance: 0.1))
        let none = Fixtures.Cells.flagged(10, of: 400)
        let gap = try Fixtures.evaluate(
            gate, ["a": .found(300, of: 400), "b": .found(100, of: 400), "none": none])
        #expect(gap.verdict == .fail)
        #expect(gap.caps == [.partial])
        #expect(gap.components[0].estimate.flags == [.partial])
        #expect(gap.worseOff == Fixtures.key("b"))
        let equal = try Fixtures.evaluate(
            gate, ["a": .found(300, of: 400), "b": .found(300, of: 400), "none": none])
        #expect(equal.verdict == .inconclusive(.nothingShown))
    }

    @Test("A reference that no row has leaves every component open")
    func absentReference() throws {
        for comparison in [
            Gate.Comparison.difference(.named(["nobody"]), tolerance: 0.1), .ratio(.named(["nobody"]), .floor(0.8)),
        ] {
            let result = try Fixtures.evaluate(
                Fixtures.gate(comparison), ["a": .found(300, of: 400), "b": .found(300, of: 400)])
            #expect(result.verdict == .inconclusive(.nothingShown))
            #expect(result.caps == [.notEstimable])
            #expect(result.components.count == 2)
            #expect(result.components.allSatisfy { $0.estimate.reason == .emptyGroup })
            #expect(result.rowsNeeded == nil)
        }
        // With the reference alone there is nobody to compare.
        let alone = try Fixtures.evaluate(
            Fixtures.gate(.difference(.named(["a"]), tolerance: 0.1)), ["a": .found(300, of: 400)])
        #expect(alone.verdict == .inconclusive(.nothingShown))
        #expect(alone.components.isEmpty && alone.caps == [.notEstimable])
        let complement = try Fixtures.evaluate(
            Fixtures.gate(.difference(.complement, tolerance: 0.1)), ["a": .found(300, of: 400)])
        #expect(complement.caps.contains(.notEstimable) && complement.verdict == .inconclusive(.nothingShown))
        let range = try Fixtures.evaluate(Fixtures.gate(.range(tolerance: 0.1)), ["a": .found(300, of: 400)])
        #expect(range.caps == [.notEstimable])
    }

    @Test("The largest group is the reference, the first by name of equals")
    func largest() throws {
        let gate = Fixtures.gate(.difference(.largest, tolerance: 0.1))
        let result = try Fixtures.evaluate(
            gate, ["c": .found(300, of: 400), "b": .found(300, of: 400), "a": .found(30, of: 40)])
        #expect(result.components.map(\.group) == [Fixtures.key("a"), Fixtures.key("c")])
        #expect(result.components.allSatisfy { $0.reference == Fixtures.key("b") })
    }

    @Test("Everybody else is the rest of the rows")
    func complement() throws {
        let result = try Fixtures.evaluate(
            Fixtures.gate(.difference(.complement, tolerance: 0.1)),
            ["a": .found(10, of: 40), "b": .found(30, of: 50), "c": .found(40, of: 60)])
        let first = result.components[0]
        #expect(first.reference == nil)
        #expect(first.groupValue == 0.25)
        #expect(first.referenceValue == 70.0 / 110)
    }

    @Test("Losing the labels of the refused takes the verdict away", arguments: comparisons)
    func selectiveLabels(comparison: Gate.Comparison) throws {
        let cells = Fixtures.Cells(truePositives: 350, falsePositives: 50, falseNegatives: 50, trueNegatives: 350)
        let refusedUnlabelled = Fixtures.Cells(truePositives: 350, falsePositives: 50, unlabelledNegatives: 400)
        let before = try Fixtures.evaluate(Fixtures.gate(comparison), ["a": cells, "b": cells])
        #expect(before.verdict == .pass)
        #expect(before.labelCoverage == 1)
        let after = try Fixtures.evaluate(
            Fixtures.gate(comparison), ["a": refusedUnlabelled, "b": refusedUnlabelled])
        #expect(after.verdict.name == "inconclusive")
        #expect(after.caps == [.labelCoverage])
        #expect(after.labelCoverage == 0.5)
        #expect(after.rowsNeeded == nil)
        // Selection needs no label.
        let gate = Fixtures.gate(.range(tolerance: 0.2), metric: "selection-rate")
        let selection = try Fixtures.evaluate(gate, ["a": refusedUnlabelled, "b": refusedUnlabelled])
        #expect(selection.verdict == .pass)
        #expect(selection.labelCoverage == nil)
    }

    @Test(
        "Labels of 95 % of the rows are enough, of fewer they are not",
        arguments: [(380, "pass"), (379, "inconclusive")])
    func coverageFloor(labelled: Int, verdict: String) throws {
        let cells = Fixtures.Cells(truePositives: labelled, unlabelledNegatives: 400 - labelled)
        let result = try Fixtures.evaluate(Fixtures.gate(.value(.floor(0.6))), ["a": cells])
        #expect(result.verdict.name == verdict)
    }

    @Test("No row at all decides nothing")
    func noRows() throws {
        for comparison in Self.comparisons {
            let result = try Fixtures.evaluate(Fixtures.gate(comparison), [:])
            #expect(result.verdict == .inconclusive(.nothingShown))
            #expect(result.caps == [.notEstimable])
        }
    }

    @Test("A group called NA can be the reference, and rows without a value are a group of their own")
    func awkwardNames() throws {
        let result = try Fixtures.evaluate(
            Fixtures.gate(.difference(.named(["NA"]), tolerance: 0.1)),
            ["NA": .found(300, of: 400), nil: .found(100, of: 400), "(missing)": .found(300, of: 400)])
        #expect(result.components.map(\.group) == [Fixtures.key("(missing)"), Fixtures.key(nil)])
        #expect(result.components.map(\.verdict) == [.pass, .fail])
        #expect(result.worseOff == Fixtures.key(nil))
        #expect(result.worseOff?.levels[0].name == "(missing)")
    }
}
