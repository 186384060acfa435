/// How score values are told apart in a cube (METHODS §1.2).
///
/// A grid of values keeps every distinct score, whatever its digits: each bin holds one value, so every figure is the one
/// that rows give. Where there are too many different scores, bins of fixed width in 0…1 hold the sums of the scores and
/// losses in them, and figures that depend on order inside a bin get bounds.
package enum ScoreGrid: Hashable, Sendable {
    /// Each distinct value.
    case values
    /// Bins [k/10^d, (k + 1)/10^d), the last one closed.
    case floor(digits: Int)
    /// `floor`, with each bin below 0.01 and from 0.99 up split into a hundred; of two digits at least.
    case tail(digits: Int)

    /// More different values than this are binned. METHODS §1.2 says 20,001; files of the size that people judge by hand stay
    /// exact with this, and a table of values still takes a few megabytes.
    package static let valueLimit = 1 << 17
    /// What they are binned into if nobody says otherwise.
    package static let fallback = ScoreGrid.tail(digits: 4)
    /// Digits a grid may have: its edges are then exact decimals as doubles, few enough to be counted.
    package static let digitRange = 1...6

    /// As it is written: `values`, `floor4`, `tail4`.
    package var name: String {
        switch self {
        case .values: "values"
        case .floor(let digits): "floor\(digits)"
        case .tail(let digits): "tail\(digits)"
        }
    }

    /// A grid by its name.
    package init?(_ name: String) {
        if name == "values" {
            self = .values
            return
        }
        guard let grid = Self.binned.first(where: { $0.name == name }) else { return nil }
        self = grid
    }

    /// All grids of bins.
    package static var binned: [ScoreGrid] {
        digitRange.map { .floor(digits: $0) } + digitRange.dropFirst().map { .tail(digits: $0) }
    }

    /// Whether a bin may hold several values, so that their sums are kept beside the counts.
    package var isBinned: Bool { self != .values }

    /// The lower edge of the bin a score lies in; the score itself on a grid of values.
    ///
    /// Edges are the doubles nearest to k/10^d, and a score is compared with them as it stands: no score lands a bin low
    /// because a product was rounded.
    ///
    /// - Precondition: on a binned grid the score lies in 0…1.
    package func lowerEdge(of score: Double) -> Double {
        guard isBinned else { return score }
        let scale = scale(at: score)
        var k = (score * scale).rounded(.down)
        if k / scale > score { k -= 1 }
        if (k + 1) / scale <= score { k += 1 }
        return Swift.min(k, scale - 1) / scale
    }

    /// The upper edge of the bin with this lower edge; the edge itself on a grid of values.
    package func upperEdge(above lower: Double) -> Double {
        guard isBinned else { return lower }
        let scale = scale(at: lower)
        return ((lower * scale).rounded() + 1) / scale
    }

    /// Whether this is the lower edge of one of the grid's bins.
    func isLowerEdge(_ value: Double) -> Bool { (0...1).contains(value) && lowerEdge(of: value) == value }

    /// Bins a unit of score at this place.
    private func scale(at score: Double) -> Double {
        switch self {
        case .values: 1
        case .floor(let digits): Self.powers[digits]
        case .tail(let digits): Self.powers[score < 0.01 || score >= 0.99 ? digits + 2 : digits]
        }
    }

    private static let powers: [Double] = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8]

    /// The finest grid whose bins are made of whole bins of both.
    ///
    /// Grids nest: fewer digits lie in more, `floor` in `tail` of as many digits, all in values.
    package func common(with other: ScoreGrid) -> ScoreGrid {
        switch (self, other) {
        case (.values, let grid), (let grid, .values): grid
        case (.tail(let a), .tail(let b)): .tail(digits: Swift.min(a, b))
        case (.floor(let a), .floor(let b)), (.floor(let a), .tail(let b)), (.tail(let a), .floor(let b)):
            .floor(digits: Swift.min(a, b))
        }
    }
}
