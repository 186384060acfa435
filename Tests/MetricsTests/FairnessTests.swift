import Evidence
import Interchange
import Metrics
import Statistics
import TestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What tests of fairness measures share.
enum FairnessFixtures {
    static let context = EstimationContext(
        model: "m", seed: 1, replicates: 60, gateReplicates: 60, favourablePositive: true)

    static func measure(_ name: String) throws -> FairnessMeasure {
        try #require(FairnessMeasure.measure(named: name), "no measure \(name)")
    }

    static func result(
        _ name: String, _ cube: EvidenceCube, by: [String], given: [String] = [],
        reference: GroupReference = .pairwise
    ) throws -> FairnessResult {
        FairnessAssessor(cube, by: by, given: given, reference: reference, context: context)
            .assess(try measure(name))
    }

    /// Groups of TP, FP, FN, TN.
    static func cube(_ groups: [String: [Int]]) -> EvidenceCube {
        var rows: [OutcomeTable.Row] = []
        for (name, cells) in groups.sorted(by: { $0.key < $1.key }) {
            for (cell, place) in zip(cells, [(1, 1), (0, 1), (1, 0), (0, 0)]) {
                rows += Array(
                    repeating: .init([name], label: place.0, decision: .predicted(place.1)), count: cell)
            }
        }
        return OutcomeTable(dimensions: ["g"], classes: ["0", "1"], rows: rows).cube
    }
}

@Suite("Anchors of fairness measures")
struct FairnessAnchorTests {
    private func value(_ name: String, _ groups: [String: [Int]]) throws -> Double? {
        try FairnessFixtures.result(name, FairnessFixtures.cube(groups), by: ["g"]).estimate.number
    }

    /// METHODS §8.
    @Test("GEI(2) and Theil of the table of 20 rows")
    func entropy() throws {
        let table = ["a": [7, 3, 3, 7]]
        #expect(agree(try value("generalized-entropy-index", table), 0.15, within: 1e-12))
        #expect(agree(try value("gei", table), 0.15, within: 1e-12))
        #expect(agree(try value("theil-index", table), 0.2079441542, within: 1e-9))
        #expect(agree(try value("generalized-entropy-index-2", table), 0.15, within: 1e-12))
        // Somebody has no benefit at all, so ln 0 stands in the index.
        let bare = try FairnessFixtures.result(
            "generalized-entropy-index-0", FairnessFixtures.cube(table), by: ["g"])
        #expect(bare.estimate.reason == .zeroReference)
    }

    /// AIF360 divides twice by the mean at α = 0; benefits 1,1,2,1,.5 would give .0866 there and .0953 by the formula
    /// (METHODS §7.7). With whole benefits: 1, 1, 2, 1 has mean 1.25 and −Σ ln(b/1.25)/4.
    @Test("α = 0 follows its own formula")
    func zeroAlpha() throws {
        let expected = -(3 * log(1 / 1.25) + log(2 / 1.25)) / 4
        #expect(
            agree(try value("generalized-entropy-index-0", ["a": [2, 1, 0, 1]]), expected, within: 1e-12))
    }

    /// METHODS §8: 30/100, 45/150, 10/50.
    @Test("Differential fairness of the three groups of METHODS §8")
    func differentialFairness() throws {
        let cube = FairnessFixtures.cube(["a": [30, 0, 0, 70], "b": [45, 0, 0, 105], "c": [10, 0, 0, 40]])
        let result = try FairnessFixtures.result("differential-fairness", cube, by: ["g"])
        #expect(agree(result.estimate.number, 0.3830565, within: 1e-6))
        #expect(result.group?.levels.first?.value == "c" && result.reference?.levels.first?.value == "a")
        let interval = try #require(result.estimate.interval)
        #expect(interval.lower == 0 && interval.upper > 0.6 && interval.method == .maxTRatio)
        let median = try #require(result.parts.first { $0.name == "posterior-median" }?.estimate)
        // A largest one of noisy groups is more than the plug-in on average.
        #expect(try #require(median.number) > 0.3830565)
        #expect(median.interval?.method == .dirichletJeffreys)
        let labels = try #require(result.parts.first { $0.name == "of-labels" }?.estimate.number)
        let amplified = try #require(result.parts.first { $0.name == "bias-amplification" }?.estimate.number)
        #expect(agree(labels + amplified, result.estimate.number, within: 1e-12))
    }

    /// METHODS §7.2: fairlearn calls the TPR difference .667 although group a has no positive at all.
    @Test("A group without positives is left out and named")
    func noPositives() throws {
        let cube = FairnessFixtures.cube(["a": [0, 1, 0, 3], "b": [2, 0, 1, 1]])
        for name in ["equal-opportunity-difference", "equalized-odds-difference", "equal-opportunity-ratio"] {
            let result = try FairnessFixtures.result(name, cube, by: ["g"])
            #expect(result.estimate.reason == .noPositives, "\(name)")
            #expect(result.estimate.flags == [.partial])
            #expect(result.excluded.map(\.reason) == [.noPositives])
            #expect(result.excluded.map(\.group.levels.first?.value) == ["a"])
        }
    }

    /// METHODS §7.7: ΔTPR = +.2 and ΔFPR = −.2 average to 0 with their signs.
    @Test("Opposite gaps do not cancel")
    func opposite() throws {
        let cube = FairnessFixtures.cube(["a": [60, 20, 40, 80], "b": [40, 40, 60, 60]])
        let mean = try FairnessFixtures.result("average_abs_odds_difference", cube, by: ["g"])
        #expect(agree(mean.estimate.number, 0.2, within: 1e-12))
        #expect(mean.parts.map(\.name) == ["true-positive-rate", "false-positive-rate"])
        #expect(mean.parts.map { $0.group?.levels.first?.value } == ["b", "a"])
    }

    @Test("Treatment equality is a ratio of FN/FP")
    func treatment() throws {
        let cube = FairnessFixtures.cube(["a": [10, 5, 20, 65], "b": [10, 10, 10, 70], "c": [10, 0, 4, 3]])
        let result = try FairnessFixtures.result("treatment-equality", cube, by: ["g"])
        #expect(agree(result.estimate.number, 1 / 4.0, within: 1e-12))
        #expect(result.excluded.map(\.reason) == [.zeroReference])
        let interval = try #require(result.estimate.interval)
        #expect(interval.lower < 0.25 && interval.upper > 0.25 && interval.upper < 1.0001)
    }

    @Test("A gap to everybody is a gap to everybody else, shrunk by the group's own share")
    func overall() throws {
        let cube = FairnessFixtures.cube(["a": [80, 0, 0, 720], "b": [60, 0, 0, 140]])
        let whole = try FairnessFixtures.result(
            "demographic-parity-difference", cube, by: ["g"], reference: .overall)
        let rest = try FairnessFixtures.result(
            "demographic-parity-difference", cube, by: ["g"], reference: .complement)
        #expect(agree(rest.estimate.number, 0.2, within: 1e-12))
        // The group of a fifth shows four fifths of it.
        #expect(agree(whole.estimate.number, 0.16, within: 1e-12))
        #expect(whole.group?.levels.first?.value == "b")
        let ratio = try FairnessFixtures.result("demographic-parity-ratio", cube, by: ["g"], reference: .overall)
        #expect(agree(ratio.estimate.number, 0.14 / 0.3, within: 1e-12))
        #expect(try #require(ratio.estimate.interval).contains(0.14 / 0.3))
    }

    @Test("Groups are compared with the one that is named, or the largest")
    func named() throws {
        let cube = FairnessFixtures.cube(["a": [10, 0, 0, 90], "b": [30, 0, 0, 70], "c": [100, 0, 0, 100]])
        let key = GroupKey([GroupLevel(dimension: "g", value: "b")])
        let named = try FairnessFixtures.result(
            "demographic-parity-difference", cube, by: ["g"], reference: .named(key))
        #expect(agree(named.estimate.number, 0.2, within: 1e-12))
        #expect(named.reference == key)
        let largest = try FairnessFixtures.result(
            "demographic-parity-ratio", cube, by: ["g"], reference: .largest)
        #expect(agree(largest.estimate.number, 0.2, within: 1e-12))
        #expect(largest.group?.levels.first?.value == "a" && largest.reference?.levels.first?.value == "c")
        let absent = GroupKey([GroupLevel(dimension: "g", value: "z")])
        #expect(
            try FairnessFixtures.result(
                "demographic-parity-difference", cube, by: ["g"], reference: .named(absent)
            ).estimate.number == nil)
    }
}

@Suite(
    "Fairness measures against fairlearn",
    .enabled(if: GoldenOutcomes.isPresent, "the shared oracle tables are absent"))
struct FairnessOracleTests {
    private static let groupings = ["region", "language", "gender", "age_band", "urban", "region x gender"]

    private func dimensions(_ grouping: String) -> [String] {
        grouping == "region x gender" ? ["region", "gender"] : [grouping]
    }

    @Test("Every figure, with undefined rates left out", arguments: groupings)
    func undefinedLeftOut(grouping: String) throws {
        let oracle = try GoldenOutcomes.oracle.get()
        let expected = try #require(oracle["by"]?[grouping]?["fairness"]?["undefined_left_out"]?.members)
        #expect(expected.count == 7)
        for number in expected {
            let name =
                number.name == "equalized_odds_difference_mean" ? "equalized-odds-mean-difference" : number.name
            let result = try FairnessFixtures.result(
                name, try GoldenOutcomes.binary.get(), by: dimensions(grouping))
            #expect(agree(result.estimate.number, number.value.double, within: 1e-10), "\(grouping) \(name)")
            let interval = try #require(result.estimate.interval)
            #expect(interval.contains(try #require(result.estimate.number)))
            #expect(result.estimate.flags == (result.excluded.isEmpty ? [] : [.partial]))
        }
    }

    @Test("Fairlearn's own figures, where no rate is undefined", arguments: groupings)
    func fairlearn(grouping: String) throws {
        let section = try #require(try GoldenOutcomes.oracle.get()["by"]?[grouping])
        for number in try #require(section["fairness"]?["fairlearn"]?.members)
        where number.name != "equalized_odds_difference_mean" {
            let result = try FairnessFixtures.result(
                number.name, try GoldenOutcomes.binary.get(), by: dimensions(grouping))
            if result.excluded.isEmpty {
                #expect(agree(result.estimate.number, number.value.double, within: 1e-10), "\(number.name)")
            }
        }
    }

    @Test("The widest gap to the reference group", arguments: groupings)
    func references(grouping: String) throws {
        let section = try #require(try GoldenOutcomes.oracle.get()["by"]?[grouping])
        let names = try #require(section["reference"]?.text).split(separator: " | ").map {
            $0.trimmingSpaces
        }
        let key = GroupKey(zip(dimensions(grouping), names).map { GroupLevel(dimension: $0, value: $1) })
        let others = try #require(section["against_reference"]?.members)
        let difference = others.compactMap { $0.value["statistical_parity_difference"]?.double }.map { abs($0) }.max()
        let ratio = others.compactMap { $0.value["disparate_impact"]?.double }.map { min($0, 1 / $0) }.min()
        let cube = try GoldenOutcomes.binary.get()
        let found = try FairnessFixtures.result(
            "statistical-parity-difference", cube, by: dimensions(grouping), reference: .named(key))
        #expect(agree(found.estimate.number, difference, within: 1e-10))
        #expect(found.reference == key)
        let ratios = try FairnessFixtures.result(
            "demographic-parity-ratio", cube, by: dimensions(grouping), reference: .named(key))
        #expect(agree(ratios.estimate.number, ratio, within: 1e-10))
    }
}

extension Substring {
    fileprivate var trimmingSpaces: String {
        var rest = self
        while rest.first == " " { rest.removeFirst() }
        while rest.last == " " { rest.removeLast() }
        return String(rest)
    }
}
