import Evidence
import Metrics
import Statistics
import TestSupport
import Testing

@Suite("How many labels would have to be wrong")
struct LabelNoiseTests {
    private static let context = EstimationContext(model: "m", replicates: 20, gateReplicates: 20)

    private static let rates = Catalogue.all.filter(LabelNoise.concerns)

    private func estimator(_ cells: [Int]) -> Estimator {
        var confusion = Confusion(classCount: 2)
        for (place, count) in cells.enumerated() { confusion[place / 2, place % 2] = count }
        return Estimator(GroupEvidence(confusion: confusion), context: Self.context)
    }

    /// Tries every way to exchange labels: rows of TN to FN, FN to TN, FP to TP and TP to FP.
    private func fewest(_ metric: Metric, _ cells: [Int], reference: Double, tolerance: Double) -> Int? {
        var best: Int?
        for a in 0...cells[0] {
            for b in 0...cells[2] {
                for c in 0...cells[1] {
                    for d in 0...cells[3] {
                        let wrong = a + b + c + d
                        guard wrong < best ?? .max else { continue }
                        let moved = [cells[0] - a + b, cells[1] - c + d, cells[2] + a - b, cells[3] + c - d]
                        let from = estimator(cells).value(metric) ?? 0
                        // On the other side of the reference, or within the tolerance, there is no such gap.
                        guard let value = estimator(moved).value(metric) else { continue }
                        let gap = from < reference ? reference - value : value - reference
                        if gap <= tolerance + 1e-12 { best = wrong }
                    }
                }
            }
        }
        return best
    }

    @Test("The fewest wrong labels are those that trying every exchange finds", arguments: rates)
    func twin(metric: Metric) {
        var random = SeededRandom(seed: 3)
        for _ in 0..<12 {
            let cells = (0..<4).map { _ in Int.random(in: 0...5, using: &random) }
            let reference = Double(Int.random(in: 0...10, using: &random)) / 10
            let tolerance = [0, 0.1][Int.random(in: 0...1, using: &random)]
            let group = estimator(cells)
            guard group.value(metric) != nil else { continue }
            let found = LabelNoise.tippingPoint(metric, of: group, reference: reference, tolerance: tolerance)
            let slow = fewest(metric, cells, reference: reference, tolerance: tolerance)
            // Without a row in its denominator the rate has no value; then the gap is not closed but gone.
            if let wrong = found?.wrong, let slow {
                #expect(wrong <= slow && slow <= wrong + 1, "\(cells) \(reference)")
            }
            if slow == nil {
                #expect(found?.wrong == nil || found?.wrong == cells.reduce(0, +), "\(cells) \(reference)")
            }
        }
    }

    @Test("Forty of a hundred right where seventy are: thirty labels, three in ten")
    func accuracy() throws {
        let metric = try #require(Catalogue.metric(named: "accuracy"))
        let point = try #require(
            LabelNoise.tippingPoint(metric, of: estimator([20, 30, 30, 20]), reference: 0.7))
        #expect(point.rows == 100 && point.wrong == 30 && point.share == 0.3)
        #expect(LabelNoise.tippingPoint(metric, of: estimator([20, 30, 30, 20]), reference: 0.4)?.wrong == 0)
    }

    @Test("Rates of decisions that no label moves have none")
    func selection() throws {
        let metric = try #require(Catalogue.metric(named: "selection-rate"))
        #expect(!LabelNoise.concerns(metric))
        #expect(LabelNoise.tippingPoint(metric, of: estimator([1, 1, 1, 1]), reference: 0.9) == nil)
    }
}
