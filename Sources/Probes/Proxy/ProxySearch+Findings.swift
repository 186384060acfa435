import Statistics

extension ProxySearch {
    /// What a reader should know, the most telling first: proxies that are followed, those at hand, what all features tell
    /// together, and what looks like a proxy and is none.
    ///
    /// - Parameter attribute: its name.
    package func findings(attribute: String) -> [ProbeFinding] {
        var found: [ProbeFinding] = []
        let shared: [String: ProbeFinding.Value] = ["attribute": .text(attribute)]
        func add(_ key: String, _ more: [String: ProbeFinding.Value], weight: ProbeFinding.Weight = .finding) {
            found.append(ProbeFinding(key, shared.merging(more) { _, own in own }, weight: weight))
        }
        for wanted in [ProxyFeature.Place.availableAndUsed, .available, .availableUnused] {
            for feature in features where feature.place == wanted {
                var more: [String: ProbeFinding.Value] = ["feature": .text(feature.feature)]
                if let area = feature.guessingArea { more["area"] = .number(area) }
                if let use = feature.use { more["use"] = .number(use) }
                add("proxy-" + wanted.rawValue, more)
            }
        }
        if let learner = recovery?.learners.first, let area = learner.area.number,
            let interval = learner.area.interval, let p = recovery?.pValue, p <= 0.05,
            2 * (area - 0.5) >= options.availableFrom
        {
            add(
                "proxy-recoverable",
                [
                    "area": .number(area), "limits": .limits(lower: interval.lower, upper: interval.upper),
                    "features": .count(features.count), "p": .number(p),
                ])
        }
        for feature in features {
            guard let unbinned = feature.unbinned, feature.place.isNotAvailable, let area = feature.guessingArea,
                let raw = unbinned.uncertainty(ofRows: true), raw >= Self.looksTelling,
                let binned = feature.association.uncertainty(ofRows: true)
            else { continue }
            add(
                "proxy-many-values",
                [
                    "feature": .text(feature.feature), "values": .count(unbinned.columnTotals.count),
                    "raw": .number(raw), "binned": .number(binned), "area": .number(area),
                ], weight: .warning)
        }
        return found
    }

    /// From what share of the attribute that single values seem to tell a reader would take a column for a proxy.
    private static let looksTelling = 0.1
}

extension ProxyFeature.Place {
    fileprivate var isNotAvailable: Bool {
        switch self {
        case .neither, .usedNotTied, .notAvailable: true
        case .availableAndUsed, .availableUnused, .available, .unknown: false
        }
    }
}
