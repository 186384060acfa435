import Testing

@testable import Statistics

/// A pair of limits to the digits they are printed with.
struct AnchorCase: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let method: IntervalMethod
    let lower: Double
    let upper: Double
    let interval: @Sendable () -> Interval?

    init(
        _ name: String, _ method: IntervalMethod, _ lower: Double, _ upper: Double,
        _ interval: @escaping @Sendable () -> Interval?
    ) {
        testDescription = "\(method.rawValue) \(name)"
        self.method = method
        self.lower = lower
        self.upper = upper
        self.interval = interval
    }

    private static func wilson(_ x: Double, _ n: Double, _ lower: Double, _ upper: Double) -> AnchorCase {
        AnchorCase("\(x)/\(n)", .wilson, lower, upper) { Proportion.wilson(successes: x, trials: n, level: 0.95) }
    }

    private static func exact(_ x: Double, _ n: Double, _ lower: Double, _ upper: Double) -> AnchorCase {
        AnchorCase("\(x)/\(n)", .clopperPearson, lower, upper) {
            Proportion.clopperPearson(successes: x, trials: n, level: 0.95)
        }
    }

    private static func pair(
        _ x1: Double, _ n1: Double, _ x0: Double, _ n0: Double, _ method: IntervalMethod, _ lower: Double,
        _ upper: Double
    ) -> AnchorCase {
        AnchorCase("\(x1)/\(n1) and \(x0)/\(n0)", method, lower, upper) {
            let two = TwoProportions(successes1: x1, trials1: n1, successes0: x0, trials0: n0)
            return switch method {
            case .newcombe: two.newcombeDifference(level: 0.95)
            case .miettinenNurminen: two.miettinenNurminenDifference(level: 0.95)
            case .scoreRatio: two.scoreRatio(level: 0.95)
            case .katzLog: two.katzLogRatio(level: 0.95)
            default: nil
            }
        }
    }

    /// METHODS.md, section 8.
    static let methods: [AnchorCase] = [
        wilson(81, 263, 0.2552885, 0.3662096),
        wilson(0, 20, 0, 0.1611252),
        wilson(15, 148, 0.0623864, 0.1604872),
        // The specification prints .1616503; SciPy's binomtest and beta.ppf both give .16165049.
        exact(15, 148, 0.0578440, 0.1616505),
        exact(0, 20, 0, 0.1684335),
        pair(56, 70, 48, 80, .newcombe, 0.0524315, 0.3338727),
        pair(9, 10, 3, 10, .newcombe, 0.1705227, 0.8090180),
        pair(5, 56, 0, 29, .newcombe, -0.0381371, 0.1925600),
        // The specification prints .6790861; in 30 digits the limit is .679086037.
        pair(10, 10, 0, 20, .newcombe, 0.6790860, 1),
        pair(56, 70, 48, 80, .miettinenNurminen, 0.0528297, 0.3381729),
        pair(9, 10, 3, 10, .miettinenNurminen, 0.1700250, 0.8406495),
        pair(5, 56, 0, 29, .miettinenNurminen, -0.0325966, 0.1933310),
        pair(10, 10, 0, 20, .miettinenNurminen, 0.7156187, 1),
        pair(0, 20, 0, 20, .miettinenNurminen, -0.1645766, 0.1645766),
        pair(56, 70, 48, 80, .katzLog, 1.0766264, 1.6512485),
        pair(56, 70, 48, 80, .scoreRatio, 1.0790471, 1.6721454),
        AnchorCase("A = .75", .delongLogit, 0.4857474, 0.9050165) {
            AreaUnderCurve.logitInterval(auc: 0.75, variance: 0.0122222222, level: 0.95)
        },
        AnchorCase("A = .75 of 10 and 10", .newcombeAUC, 0.4907737, 0.8970544) {
            AreaUnderCurve.newcombeMethod5(auc: 0.75, positives: 10, negatives: 10, level: 0.95)
        },
        AnchorCase("A = 1 of 10 and 10", .newcombeAUC, 0.8002136, 1) {
            AreaUnderCurve.newcombeMethod5(auc: 1, positives: 10, negatives: 10, level: 0.95)
        },
    ]
}

@Suite("Published and agreed values")
struct AnchorTests {
    @Test(
        "An interval has the limits of the methods specification, to the printed digits", arguments: AnchorCase.methods)
    func limits(anchor: AnchorCase) throws {
        let interval = try #require(anchor.interval())
        #expect(interval.method == anchor.method)
        #expect(interval.level == 0.95)
        #expect((interval.lower - anchor.lower).magnitude <= 0.51e-7, "\(interval.lower)")
        #expect((interval.upper - anchor.upper).magnitude <= 0.51e-7, "\(interval.upper)")
    }

    @Test("The score interval for a difference uses n₀ where a known library uses x₀")
    func notTheKnownFault() throws {
        // With x₀ the upper limit would be .3440.
        let two = TwoProportions(successes1: 56, trials1: 70, successes0: 48, trials0: 80)
        let interval = try #require(two.miettinenNurminenDifference(level: 0.95))
        #expect((interval.upper - 0.3382).magnitude < 5e-5)
        #expect((interval.upper - 0.3440).magnitude > 5e-3)
    }

    @Test("Holm and Benjamini–Hochberg adjust as agreed, in the order of the input")
    func multiplicity() {
        let order = [3, 0, 4, 2, 1]
        let p = [0.001, 0.01, 0.02, 0.04, 0.3]
        let holm = [0.005, 0.04, 0.06, 0.08, 0.3]
        let hochberg = [0.005, 0.025, 0.0333333, 0.05, 0.3]
        let shuffled = order.map { p[$0] }
        for (place, index) in order.enumerated() {
            #expect((Multiplicity.holm(shuffled)[place] - holm[index]).magnitude < 1e-12)
            #expect((Multiplicity.benjaminiHochberg(shuffled)[place] - hochberg[index]).magnitude < 0.51e-7)
        }
    }

    @Test("Planning figures are those of the methods specification")
    func power() throws {
        let disparity = try #require(Power.minimumDetectableDisparity(rate: 0.3, rows1: 200, rows0: 1000))
        #expect((disparity - 0.0994464).magnitude < 0.51e-7)
        #expect(try #require(Power.rowsForEquivalence(rate: 0.3, margin: 0.05)).rounded() == 1439)
        #expect(try #require(Power.rowsForRatioFloor(rate: 0.3, floor: 0.8)).rounded() == 579)
    }
}
