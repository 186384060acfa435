package import Interchange
package import Probes
package import Statistics

extension ChangedPairs.Result {
    /// The figures of some pairs, by name.
    ///
    /// - Parameter classes: the decisions by their codes.
    package func figures(classes: [String]) -> [(name: String, estimate: Estimate)] {
        var figures: [(name: String, estimate: Estimate)] = []
        let decided = flipRate.n
        if decided > 0 {
            figures.append(("flip-rate", flipRate))
            for (index, name) in classes.enumerated() {
                figures.append(
                    ("flips-to-" + name, Estimate(Double(flipsTo[index]), n: decided, interval: nil)))
            }
            if let net = netHarm { figures.append(("net-harm", net)) }
        }
        if toAbstention + fromAbstention > 0 { figures.append(("abstention-flip-rate", abstentionRate)) }
        if meanShift.number != nil {
            figures.append(("mean-shift", meanShift))
            figures.append(("mean-absolute-shift", meanSize))
            if let largest = largestShift {
                figures.append(("largest-shift", Estimate(largest, n: meanShift.n, interval: nil)))
            }
            if let beyond = beyondTolerance { figures.append(("beyond-tolerance", beyond)) }
        }
        return figures
    }

    /// One record a figure.
    package func records(of key: GroupKey, classes: [String], model: String) -> [JSONValue] {
        figures(classes: classes).map { name, estimate in
            var members = EstimateJSON.members(estimate)
            members.append(.init("group", EstimateJSON.group(key)))
            members.append(.init("metric", .string(name)))
            members.append(.init("model", .string(model)))
            members.append(.init("originals", .integer(originals)))
            members.append(.init("pairs", .integer(pairs)))
            if name == "net-harm" {
                members.append(.init("flips-away", .integer(away)))
                members.append(.init("flips-towards", .integer(towards)))
                members.append(.init("mcnemar-mid-p", mcNemarP.map { .number($0) } ?? .null))
                members.append(.init("p", clusterP.map { .number($0) } ?? .null))
            }
            return .object(members)
        }
    }
}

extension PairReview.Acceptance {
    /// What reviewers said of the pairs of a group.
    package func members(of key: GroupKey) -> [JSONValue.Member] {
        PairReview.Verdict.allCases.map { .init($0.rawValue, .integer(count($0))) } + [
            .init("acceptance", .object(EstimateJSON.members(rate))), .init("group", EstimateJSON.group(key)),
            .init("pairs", .integer(pairs)),
        ]
    }
}
