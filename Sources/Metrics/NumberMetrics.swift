import Evidence

/// METHODS §2.4: figures of predicted numbers, with e = prediction − label.
extension Metric {
    /// What is made of numbers and their predictions.
    package enum NumberFigure: Sendable, Hashable {
        case absoluteError, error, rootMeanSquaredError, determination, correlation
        case weightedAbsolutePercentageError
        case outcome, prediction
        case pinball(quantile: Double)
        case absoluteErrorQuantile(Double)
    }

    static let numeric: [Metric] = [
        number(
            "mean-absolute-error", ["mae"], .absoluteError, .lowerIsBetter, 0...Double.infinity,
            "Willmott and Matsuura 2005"),
        number(
            "root-mean-squared-error", ["rmse"], .rootMeanSquaredError, .lowerIsBetter, 0...Double.infinity,
            "METHODS §2.4"),
        number("mean-error", ["bias", "mean-residual"], .error, .neutral, anything, "METHODS §2.4"),
        number(
            "r-squared", ["r2", "r2-score"], .determination, .higherIsBetter, -Double.infinity...1, "Kvålseth 1985"),
        number("correlation", ["pearson", "pearson-r"], .correlation, .higherIsBetter, -1...1, "Pearson 1895"),
        number(
            "weighted-absolute-percentage-error", ["wape"], .weightedAbsolutePercentageError, .lowerIsBetter,
            0...Double.infinity, "Kolassa and Schütz 2007"),
        number("mean-outcome", ["mean-label"], .outcome, .neutral, anything, "METHODS §2.4"),
        number("mean-prediction", [], .prediction, .neutral, anything, "METHODS §2.4", usesLabels: false),
    ]

    private static let anything = -Double.infinity...Double.infinity

    /// The pinball loss of a quantile: `pinball-0.9`.
    ///
    /// - Returns: `nil` for a name of another form, and for a quantile that does not lie between 0 and 1.
    static func pinball(named name: String) -> Metric? {
        guard let quantile = share(in: name, after: "pinball-") else { return nil }
        return number(
            name, [], .pinball(quantile: quantile), .lowerIsBetter, 0...Double.infinity, "Koenker and Bassett 1978")
    }

    /// The decimal number between 0 and 1 at the end of a name, written in one way only: `0.9`.
    static func share(in name: String, after prefix: String) -> Double? {
        guard name.hasPrefix(prefix) else { return nil }
        let digits = name.dropFirst(prefix.count)
        guard digits.hasPrefix("0."), let share = decimal(digits), share > 0, share < 1 else { return nil }
        return share
    }

    /// A positive decimal number of at most 18 characters without needless zeros.
    static func decimal(_ text: Substring) -> Double? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), text.utf8.count <= 18,
            parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (48...57).contains($0) } }),
            parts[0] == "0" || parts[0].first != "0", parts.count == 1 || parts[1].last != "0",
            let number = Double(text), number > 0
        else { return nil }
        return number
    }

    private static func number(
        _ name: String, _ aliases: [String], _ figure: NumberFigure, _ direction: Direction,
        _ range: ClosedRange<Double>, _ source: String, usesLabels: Bool = true
    ) -> Metric {
        Metric(
            name, aliases: aliases, direction: direction, range: range, outcome: .number, usesLabels: usesLabels,
            definition: .number(figure), source: source)
    }
}

/// METHODS §2.6: errors of transcripts as a ratio of sums, never a mean of rates.
extension Metric {
    static let text: [Metric] = [
        Metric(
            "word-error-rate", aliases: ["wer"], direction: .lowerIsBetter, range: 0...Double.infinity,
            outcome: .errors, definition: .errorRate(.words), source: "METHODS §2.6"),
        Metric(
            "character-error-rate", aliases: ["cer"], direction: .lowerIsBetter, range: 0...Double.infinity,
            outcome: .errors, definition: .errorRate(.characters), source: "METHODS §2.6"),
    ]
}
