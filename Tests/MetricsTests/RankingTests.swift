import Foundation
import Metrics
import Statistics
import TestSupport
import Testing

/// Lists and figures of Oracles/ranking.json, which Oracles/ranking.py writes.
struct RankingOracle: Decodable, Sendable {
    struct List: Decodable, Sendable {
        let relevance: [Double]
        let scores: [Double]
        /// scikit-learn's ndcg_score, by depth.
        let ndcg: [String: Double]
    }
    let lists: [List]
    /// scipy's hypergeometric tails: items, marked, drawn, observed, and twice the smaller one.
    let tests: [[Double]]

    static let shared: RankingOracle? = {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        let path = folder.appendingPathComponent("Oracles/ranking.json")
        return (try? Data(contentsOf: path)).flatMap { try? JSONDecoder().decode(RankingOracle.self, from: $0) }
    }()
}

@Suite("Ranked items")
struct RankingTests {
    private let context = EstimationContext(model: "m")

    private func metric(_ name: String) throws -> (Metric, Metric.RankingFigure) {
        let metric = try #require(Catalogue.metric(named: name))
        guard case .ranking(let figure) = metric.definition else { throw MetricFixtures.NoSuchMetric(name: name) }
        return (metric, figure)
    }

    private func sample(_ lists: [(scores: [Double], relevance: [Double])]) -> RankingSample {
        var (queries, first): ([[Int]], Int) = ([], 0)
        for list in lists {
            queries.append(Array(first..<first + list.scores.count))
            first += list.scores.count
        }
        return RankingSample(
            queries: queries, scores: lists.flatMap(\.scores), relevance: lists.flatMap(\.relevance), context: context)
    }

    /// Some lists of few items with many ties.
    private func random(_ seed: UInt64) -> [(scores: [Double], relevance: [Double])] {
        var random = SeededRandom(seed: seed)
        return (0..<Int.random(in: 1...6, using: &random)).map { _ in
            let count = Int.random(in: 1...7, using: &random)
            return (
                (0..<count).map { _ in Double(Int.random(in: 0...3, using: &random)) / 4 },
                (0..<count).map { _ in Double(Int.random(in: 0...2, using: &random)) }
            )
        }
    }

    /// All orders of a list that the scores allow.
    private func orders(_ scores: [Double]) -> [[Int]] {
        func permutations(_ items: [Int]) -> [[Int]] {
            items.count < 2
                ? [items]
                : items.flatMap { first in permutations(items.filter { $0 != first }).map { [first] + $0 } }
        }
        return Set(scores).sorted(by: >).reduce([[]]) { orders, score in
            let block = permutations(scores.indices.filter { scores[$0] == score })
            return orders.flatMap { order in block.map { order + $0 } }
        }
    }

    @Test("Figures of queries are means over all orders that ties allow", arguments: 0..<30 as Range<UInt64>)
    func queries(seed: UInt64) throws {
        for (index, list) in random(seed).enumerated() {
            let orders = orders(list.scores)
            func mean(_ figure: ([Double]) -> Double) -> Double {
                orders.reduce(0) { $0 + figure($1.map { list.relevance[$0] }) } / Double(orders.count)
            }
            func gain(_ values: [Double], _ k: Int) -> Double {
                values.prefix(k).enumerated().reduce(0) { $0 + $1.1 / log2(Double($1.0 + 2)) }
            }
            let relevant = Double(list.relevance.count { $0 > 0 })
            let best = list.relevance.sorted(by: >)
            for k in 1...5 {
                let sample = sample([list])
                let expected: [(String, Double)] = [
                    ("precision-at-\(k)", mean { Double($0.prefix(k).count { $0 > 0 }) / Double(min(k, $0.count)) }),
                    ("recall-at-\(k)", mean { Double($0.prefix(k).count { $0 > 0 }) / relevant }),
                    ("ndcg-at-\(k)", mean { gain($0, k) / gain(best, k) }),
                ]
                for (name, value) in expected {
                    #expect(
                        agree(
                            sample.value(try metric(name).1, query: 0), relevant > 0 ? value : nil, within: 1e-12),
                        "seed \(seed) list \(index) \(name)")
                }
            }
        }
    }

    @Test("Discounted gain is scikit-learn's, ties included")
    func oracle() throws {
        let oracle = try #require(RankingOracle.shared)
        #expect(oracle.lists.count >= 20)
        for list in oracle.lists {
            let sample = sample([(list.scores, list.relevance)])
            for (k, value) in list.ndcg {
                #expect(agree(sample.value(try metric("ndcg-at-\(k)").1, query: 0), value, within: 1e-12))
            }
        }
    }

    @Test("The test of shares at the top is the hypergeometric one")
    func hypergeometric() throws {
        let oracle = try #require(RankingOracle.shared)
        #expect(oracle.tests.count >= 20)
        for test in oracle.tests {
            let sum = HypergeometricSum([.init(items: Int(test[0]), marked: Int(test[1]), drawn: Int(test[2]))])
            #expect(agree(sum.pValue(observed: test[3]), test[4], within: 1e-10))
        }
        // Two lists of two with one marked item each, of which one is drawn: 0, 1, 2 by 1/4, 1/2, 1/4.
        let two = HypergeometricSum([
            .init(items: 2, marked: 1, drawn: 1), .init(items: 2, marked: 1, drawn: 1),
        ])
        #expect(agree(two.pValue(observed: 2), 0.5, within: 1e-12) && two.pValue(observed: 1) == 1)
        #expect(agree(two.pValue(observed: 1.5), 1, within: 1e-12), "ties leave it open")
        // Everything is drawn: nothing could have come out differently.
        #expect(HypergeometricSum([.init(items: 5, marked: 2, drawn: 5)]).pValue(observed: 2) == 1)
    }

    @Test("Many lists: exact tails and the normal ones agree")
    func manyLists() {
        let urns = (0..<400).map { HypergeometricSum.Urn(items: 12 + $0 % 5, marked: 4, drawn: 5) }
        let exact = HypergeometricSum(urns)
        let far = (exact.mean + 40).rounded()
        // 400 lists have a standard deviation of about 16.8.
        #expect(exact.pValue(observed: far) < 0.03 && exact.pValue(observed: far) > 0.005)
        // Ten times as many are too many to convolve: √10 times the distance is as rare.
        let many = HypergeometricSum((0..<10).flatMap { _ in urns })
        let farther = (many.mean + 40 * 10.0.squareRoot()).rounded()
        #expect(abs(many.pValue(observed: farther) - exact.pValue(observed: far)) < 0.004)
    }

    @Test("Figures of items are counts and sums over all orders", arguments: 0..<20 as Range<UInt64>)
    func items(seed: UInt64) throws {
        let lists = random(seed)
        var random = SeededRandom(seed: seed &+ 99)
        let marks = lists.map { $0.scores.map { _ in Bool.random(using: &random) } }
        let sample = sample(lists)
        let isMarked = marks.flatMap(\.self)
        let k = 2
        var (top, chance, exposure, all, merit, total) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
        for (list, mark) in zip(lists, marks) {
            let orders = orders(list.scores)
            let n = Double(orders.count)
            for order in orders {
                top += Double(order.prefix(k).count { mark[$0] }) / n
                for (rank, item) in order.enumerated() {
                    let own = 1 / log2(Double(rank + 2)) / n
                    all += own
                    if mark[item] { exposure += own }
                }
            }
            chance += Double(min(k, mark.count) * mark.count { $0 }) / Double(mark.count)
            merit += zip(list.relevance, mark).reduce(0) { $0 + ($1.1 ? $1.0 : 0) }
            total += list.relevance.reduce(0, +)
        }
        func value(_ name: String) throws -> Estimate { sample.items(try metric(name).1, isMarked).estimate }
        guard isMarked.contains(true) else {
            #expect(try value("exposure-share").reason == .emptyGroup)
            return
        }
        #expect(agree(try value("top-share-ratio-at-2").number, top / chance, within: 1e-12))
        #expect(agree(try value("skew-at-2").number, top > 0 ? log(top / chance) : nil, within: 1e-12))
        #expect(agree(try value("exposure-share").number, exposure / all, within: 1e-12))
        let expected = total > 0 && merit > 0 ? (exposure / all) / (merit / total) : nil
        #expect(agree(try value("exposure-to-merit").number, expected, within: 1e-12))
        for name in ["top-share-ratio-at-2", "skew-at-2", "exposure-share", "exposure-to-merit"] {
            let estimate = try value(name)
            if let number = estimate.number, let interval = estimate.interval {
                #expect(interval.contains(number) && interval.lower < interval.upper)
            }
            #expect(estimate.n == isMarked.count { $0 })
        }
    }

    @Test("Without relevant items, without labels and without queries there is a reason")
    func reasons() throws {
        let (own, figure) = try metric("ndcg-at-10")
        func mean(_ lists: [(scores: [Double], relevance: [Double])], _ indices: [Int]) -> RankingSample.OverQueries {
            sample(lists).mean(own, figure, over: indices)
        }
        let nothing = mean([([0.1, 0.2], [0, 0])], [0])
        #expect(nothing.estimate.reason == .noPositives && nothing.withoutRelevant == 1)
        let unknown = mean([([0.1, 0.2], [1, .nan])], [0])
        #expect(unknown.estimate.reason == .unlabelled && unknown.unlabelled == 1)
        #expect(mean([([0.1], [1])], []).estimate.reason == .emptyGroup)
        let one = mean([([0.1, 0.2], [1, 0]), ([0.3], [0])], [0, 1])
        #expect(one.estimate.n == 1 && one.withoutRelevant == 1 && one.estimate.interval == nil)
        for name in ["ndcg-at-0", "ndcg-at-1.5", "ndcg-at-", "ndcg-at-01", "skew-at-2000000", "precision-at-x"] {
            #expect(Catalogue.metric(named: name) == nil, "\(name)")
        }
        #expect(try metric("ndcg-at-7").1 == .discountedGain(at: 7))
    }

    @Test(
        "Limits over queries hold the truth",
        arguments: ["ndcg-at-5", "precision-at-3", "top-share-ratio-at-3", "exposure-to-merit"])
    func coverage(name: String) throws {
        var random = SeededRandom(seed: 31)
        let (own, figure) = try metric(name)
        func draw(_ count: Int) -> (RankingSample, [Bool]) {
            var (lists, marks): ([(scores: [Double], relevance: [Double])], [Bool]) = ([], [])
            for _ in 0..<count {
                let items = (0..<8).map { _ -> (score: Double, relevance: Double, isMarked: Bool) in
                    let relevance = Double([0, 0, 0, 1, 1, 2][Int.random(in: 0..<6, using: &random)])
                    let isMarked = Bool.random(using: &random)
                    let noise = Double.random(in: 0...3, using: &random)
                    return (((relevance + noise + (isMarked ? 0.5 : 0)) * 8).rounded(), relevance, isMarked)
                }
                lists.append((items.map(\.score), items.map(\.relevance)))
                marks += items.map(\.isMarked)
            }
            return (sample(lists), marks)
        }
        func estimate(_ count: Int) -> Estimate {
            let (sample, marks) = draw(count)
            return figure.isOfQueries
                ? sample.mean(own, figure, over: Array(0..<count)).estimate : sample.items(figure, marks).estimate
        }
        let truth = try #require(estimate(20_000).number)
        let held = (0..<300).count { _ in estimate(40).interval?.contains(truth) ?? false }
        #expect((273...299).contains(held), "\(name) \(held)")
    }
}

@Suite("Individual consistency")
struct ConsistencyTests {
    /// The mean over rows of |ŷ − mean of the k nearest others|, rows at the distance of the k-th sharing its places.
    private func twin(_ features: [[Double]], _ decisions: [Double], _ k: Int) -> Double {
        let n = decisions.count
        let gaps = (0..<n).map { row -> Double in
            let others = (0..<n).filter { $0 != row }.map { other in
                (features.reduce(0) { $0 + ($1[other] - $1[row]) * ($1[other] - $1[row]) }, decisions[other])
            }.sorted { $0.0 < $1.0 }
            let reach = others[k - 1].0
            let near = others.filter { $0.0 < reach }
            let edge = others.filter { $0.0 == reach }
            let sum =
                near.reduce(0) { $0 + $1.1 }
                + Double(k - near.count) * edge.reduce(0) { $0 + $1.1 } / Double(edge.count)
            return abs(decisions[row] - sum / Double(k))
        }
        return 1 - gaps.reduce(0, +) / Double(n)
    }

    @Test("The figure is that of all pairs of rows, whatever their order", arguments: 0..<12 as Range<UInt64>)
    func slowTwin(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let n = Int.random(in: 8...40, using: &random)
        let features = (0..<2).map { _ in (0..<n).map { _ in Double(Int.random(in: 0...4, using: &random)) } }
        let decisions = (0..<n).map { _ in Double(Int.random(in: 0...1, using: &random)) }
        for k in [1, 3, 5] {
            let own = try #require(
                NeighbourConsistency(features: features, decisions: decisions, neighbours: k, scaling: .none))
            let all = own.estimate(rows: Array(0..<n), level: 0.95)
            #expect(agree(all.number, twin(features, decisions, k), within: 1e-12))
            let order = (0..<n).shuffled(using: &random)
            let shuffled = try #require(
                NeighbourConsistency(
                    features: features.map { column in order.map { column[$0] } },
                    decisions: order.map { decisions[$0] }, neighbours: k, scaling: .none))
            let again = shuffled.estimate(rows: Array(0..<n), level: 0.95)
            #expect(agree(again.number, all.number, within: 1e-12))
            #expect(agree(again.interval?.lower, all.interval?.lower, within: 1e-9))
        }
        #expect(
            NeighbourConsistency(features: features, decisions: decisions, neighbours: n, scaling: .none) == nil)
    }

    /// METHODS §7, 7: with k = 5 and itself among them, one fifth of each comparison is with itself.
    @Test("A row is no neighbour of its own, as AIF360 has it")
    func notItself() throws {
        // Everybody is decided unlike all others around.
        let features = [(0..<12).map { Double($0 / 6) * 100 + Double($0 % 6) }]
        let decisions = (0..<12).map { $0 % 6 == 2 ? 1.0 : 0 }
        let own = try #require(
            NeighbourConsistency(features: features, decisions: decisions, neighbours: 5, scaling: .none))
        // The odd one of six differs by 1 from all five; each other by one fifth from the mean of its five.
        #expect(agree(own.estimate(rows: Array(0..<12), level: 0.95).number, 1 - (1 + 5 * 0.2) / 6, within: 1e-12))
        // AIF360's five nearest of row 2 hold itself: it differs by 4/5 only.
        #expect(agree(own.gaps[2], 1, within: 1e-12))
    }

    @Test("Units of features do not matter where they are scaled, and matter where not")
    func scaling() throws {
        var random = SeededRandom(seed: 4)
        let features = (0..<2).map { _ in (0..<50).map { _ in Double.random(in: 0...1, using: &random) } }
        let decisions = (0..<50).map { _ in Double(Int.random(in: 0...1, using: &random)) }
        func gaps(_ factor: Double, _ scaling: NeighbourConsistency.Scaling) throws -> [Double] {
            try #require(
                NeighbourConsistency(
                    features: [features[0].map { $0 * factor }, features[1]], decisions: decisions, neighbours: 4,
                    scaling: scaling)
            ).gaps
        }
        for scaling in [NeighbourConsistency.Scaling.standard, .range] {
            #expect(try gaps(1, scaling) == gaps(1024, scaling))
        }
        #expect(try gaps(1, .none) != gaps(1024, .none))
        // A column without spread tells nobody apart.
        let flat = try #require(
            NeighbourConsistency(
                features: [features[0], features[0].map { _ in 7 }], decisions: decisions, neighbours: 4,
                scaling: .standard))
        let alone = try #require(
            NeighbourConsistency(features: [features[0]], decisions: decisions, neighbours: 4, scaling: .standard))
        #expect(flat.gaps == alone.gaps)
    }

    @Test("Limits hold what many people would show", arguments: [60, 150])
    func coverage(n: Int) throws {
        var random = SeededRandom(seed: UInt64(n))
        func estimate(_ n: Int) throws -> Estimate {
            let features = (0..<2).map { _ in (0..<n).map { _ in Double.random(in: 0...1, using: &random) } }
            // A rule with noise, so that neighbours differ.
            let decisions = (0..<n).map { row in
                features[0][row] + 0.3 * Double.random(in: -1...1, using: &random) > 0.5 ? 1.0 : 0
            }
            let own = try #require(
                NeighbourConsistency(features: features, decisions: decisions, neighbours: 5, scaling: .standard))
            return own.estimate(rows: Array(0..<n), level: 0.95)
        }
        // The figure depends on how near neighbours are: the truth is its mean over samples of this size.
        let runs = try (0..<100).map { _ in try estimate(n) }
        let truth = runs.reduce(0) { $0 + ($1.number ?? .nan) } / 100
        let held = runs.count { $0.interval?.contains(truth) ?? false }
        #expect(Double(held) / 100 >= 0.88, "\(held)")
    }
}
