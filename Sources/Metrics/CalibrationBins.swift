import Evidence

/// Labelled rows of neighbouring scores, with what calibration figures take from them.
struct CalibrationBin: Sendable, Hashable {
    var rows = 0
    /// Σw, or the rows.
    var weight = 0.0
    /// Σw², or the rows.
    var squaredWeight = 0.0
    /// Σws.
    var score = 0.0
    /// Σwy.
    var positives = 0.0
    /// Σw²(s − y)² and Σw²(s − y), for the variance.
    var squares = 0.0
    var gaps = 0.0
    /// Σw(s − y)².
    var loss = 0.0
    /// Rows in bins of the score grid that lie across an edge of this bin, here or beyond it, and their Σw and Σw².
    var looseRows = 0
    var looseWeight = 0.0
    var looseSquaredWeight = 0.0
    /// Those of them that are counted here.
    var ownLooseRows = 0
    var ownLooseWeight = 0.0
    var ownLooseSquaredWeight = 0.0

    /// s̄ and ȳ.
    var meanScore: Double { score / weight }
    var rate: Double { min(1, positives / weight) }
    /// s̄ − ȳ.
    var gap: Double { (score - positives) / weight }

    /// n/(n − 1).
    var correction: Double { Double(rows) / Double(rows - 1) }

    /// The variance of ȳ as labels of one chance have it, of two rows or more.
    var rateVariance: Double { rate * (1 - rate) * squaredWeight / (weight * weight) * correction }

    /// The variance of s̄ − ȳ, of two rows or more.
    var gapVariance: Double {
        let gap = gap
        return max(0, squares - 2 * gap * gaps + gap * gap * squaredWeight) / (weight * weight) * correction
    }

    /// Kish's effective number of rows.
    var effectiveRows: Double { weight * weight / squaredWeight }

    mutating func add(_ cell: ScoreCell) {
        let gap = cell.value - (cell.isPositive ? 1 : 0)
        rows += cell.count
        weight += cell.weight
        squaredWeight += cell.squaredWeight
        score += cell.weight * cell.value
        positives += cell.isPositive ? cell.weight : 0
        squares += cell.squaredWeight * (gap * gap + cell.spread)
        gaps += cell.squaredWeight * gap
        loss += cell.weight * (gap * gap + cell.spread)
    }

    mutating func addLoose(_ cell: ScoreCell, isOwn: Bool) {
        looseRows += cell.count
        looseWeight += cell.weight
        looseSquaredWeight += cell.squaredWeight
        guard isOwn else { return }
        ownLooseRows += cell.count
        ownLooseWeight += cell.weight
        ownLooseSquaredWeight += cell.squaredWeight
    }
}

/// Labelled scores in bins that cover them in order; bins without weight are left out.
struct CalibrationBins: Sendable, Hashable {
    enum Partition: Sendable, Hashable {
        /// So many bins of equal width in 0...1.
        case equalWidth(Int)
        /// So many bins at most of about equal weight: cut r lies at the first score at which r of them are full, so that
        /// equal scores stay together (Nixon et al. 2019).
        case equalMass(Int)
        /// One bin a distinct score, or a bin of the score grid.
        case values
    }

    let bins: [CalibrationBin]
    /// Whether several scores stand together in the data already.
    let isBinned: Bool
    /// Rows with a label and a score.
    let rows: Int
    let weight: Double
    /// Of rows that lie in one of two bins, nobody knows which.
    let looseWeight: Double

    /// - Complexity: O(distinct scores).
    init(_ scores: ScoreCounts, _ partition: Partition) {
        isBinned = scores.grid.isBinned
        let cells = [.negative, .positive].map { ScoreCell.cells(scores, together: [$0]) }
        let places =
            switch partition {
            case .equalWidth(let count): Self.equalWidth(scores, count)
            case .equalMass(let count): Self.equalMass(scores, cells, count)
            case .values: scores.values.indices.map { $0...$0 }
            }
        var bins = [CalibrationBin](repeating: CalibrationBin(), count: (places.last?.upperBound ?? -1) + 1)
        var (rows, loose) = (0, 0.0)
        for states in cells {
            var index = 0
            for cell in states {
                while scores.values[index] < cell.lower { index += 1 }
                let own = places[index].lowerBound
                bins[own].add(cell)
                rows += cell.count
                guard isBinned, places[index].count > 1 else { continue }
                loose += cell.weight
                for place in places[index] { bins[place].addLoose(cell, isOwn: place == own) }
            }
        }
        self.bins = bins.filter { $0.weight > 0 || $0.looseWeight > 0 }
        self.rows = rows
        weight = bins.reduce(0) { $0 + $1.weight }
        looseWeight = loose
    }

    /// The bin each value lies in; two or more where a bin of the grid lies across an edge.
    private static func equalWidth(_ scores: ScoreCounts, _ count: Int) -> [ClosedRange<Int>] {
        scores.values.map { value in
            let index = CalibrationError.bin(of: value, count)
            guard scores.grid.isBinned else { return index...index }
            // The last value below the upper edge decides.
            return
                index...max(
                    index, CalibrationError.bin(of: scores.grid.upperEdge(above: value).nextDown, count))
        }
    }

    private static func equalMass(
        _ scores: ScoreCounts, _ cells: [[ScoreCell]], _ count: Int
    ) -> [ClosedRange<Int>] {
        var weights = [Double](repeating: 0, count: scores.values.count)
        for states in cells {
            var index = 0
            for cell in states {
                while scores.values[index] < cell.lower { index += 1 }
                weights[index] += cell.weight
            }
        }
        let total = weights.reduce(0, +)
        guard total > 0 else { return weights.map { _ in 0...0 } }
        var (sum, full, bin) = (0.0, 0, 0)
        return weights.map { weight in
            sum += weight
            let reached = sum * Double(count) / total
            let place = bin
            // A cut that falls inside a bin of the grid could be anywhere in it.
            let isLoose = scores.grid.isBinned && Double(full + 1) < reached
            let now = min(count - 1, Int(reached))
            if now > full, sum < total {
                full = now
                bin += 1
            }
            return place...(isLoose ? place + 1 : place)
        }
    }
}
