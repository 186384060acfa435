import Statistics

extension ProxySearch {
    /// The fold of each row, the same for all rows of a unit.
    static func folds(_ kept: [Int], _ units: [UInt32]?, _ options: Options) -> [UInt8] {
        let key = RandomStream.Key(seed: options.seed, name: "folds")
        return kept.map { row in
            var stream = key.stream(replicate: 0, cell: UInt64(units.map { UInt64($0[row]) } ?? UInt64(row)))
            return UInt8(stream.uniform() * Double(options.folds))
        }
    }

    /// The area under the curve of guessing the attribute from a level, its share of the attribute taken from other
    /// folds: shares of the same rows would make every column with many levels look telling.
    static func guessingArea(
        _ attributes: [UInt32], _ classes: Int, _ levels: [UInt32], _ columns: Int, _ folds: [UInt8], _ foldCount: Int
    ) -> Double? {
        // Rows by fold, level and class.
        var counts = [Int](repeating: 0, count: foldCount * columns * classes)
        for index in attributes.indices {
            let level = min(Int(levels[index]), columns - 1)
            counts[(Int(folds[index]) * columns + level) * classes + Int(attributes[index])] += 1
        }
        var areas: [Double] = []
        for wanted in 0..<(classes == 2 ? 1 : classes) {
            // With two values the second is guessed, which is one less the area of the first.
            let target = classes == 2 ? 1 : wanted
            var sum = 0.0
            var weight = 0
            for fold in 0..<foldCount {
                var scored: [(share: Double, positives: Int, negatives: Int)] = []
                let base = Self.share(counts, foldCount, columns, classes, leaving: fold, target, level: nil) ?? 0.5
                for level in 0..<columns {
                    let start = (fold * columns + level) * classes
                    let rows = counts[start..<start + classes].reduce(0, +)
                    guard rows > 0 else { continue }
                    let share =
                        Self.share(counts, foldCount, columns, classes, leaving: fold, target, level: level) ?? base
                    scored.append((share, counts[start + target], rows - counts[start + target]))
                }
                guard let area = Self.area(scored) else { continue }
                let rows = scored.reduce(0) { $0 + $1.positives + $1.negatives }
                sum += area * Double(rows)
                weight += rows
            }
            if weight > 0 { areas.append(sum / Double(weight)) }
        }
        return areas.isEmpty ? nil : areas.reduce(0, +) / Double(areas.count)
    }

    /// The share of a value of the attribute in a level, outside one fold.
    private static func share(
        _ counts: [Int], _ foldCount: Int, _ columns: Int, _ classes: Int, leaving fold: Int, _ target: Int, level: Int?
    ) -> Double? {
        var (own, all) = (0, 0)
        for other in 0..<foldCount where other != fold {
            for column in level.map({ $0..<$0 + 1 }) ?? 0..<columns {
                let start = (other * columns + column) * classes
                own += counts[start + target]
                all += counts[start..<start + classes].reduce(0, +)
            }
        }
        return all > 0 ? Double(own) / Double(all) : nil
    }

    /// P(a positive's share is higher than a negative's), ties counting half.
    static func area(_ scored: [(share: Double, positives: Int, negatives: Int)]) -> Double? {
        let positives = scored.reduce(0) { $0 + $1.positives }
        let negatives = scored.reduce(0) { $0 + $1.negatives }
        guard positives > 0, negatives > 0 else { return nil }
        let ordered = scored.sorted { $0.share < $1.share }
        var (below, sum) = (0, 0.0)
        var index = 0
        while index < ordered.count {
            var (p, n) = (0, 0)
            let share = ordered[index].share
            while index < ordered.count, ordered[index].share == share {
                p += ordered[index].positives
                n += ordered[index].negatives
                index += 1
            }
            sum += Double(p) * (Double(below) + Double(n) / 2)
            below += n
        }
        return sum / Double(positives) / Double(negatives)
    }

    /// Of a number and an attribute with two values: P(second's > first's) + ½ P(equal), and Pearson's correlation.
    ///
    /// - Parameter counts: rows of the first and of the second value, by distinct number.
    static func numeric(_ distinct: [Double], _ counts: [(first: Int, second: Int)]) -> (
        area: Double?, correlation: Double?
    ) {
        let ordered = distinct.indices.filter { counts[$0].first + counts[$0].second > 0 }
        let area = area(
            ordered.map { (share: distinct[$0], positives: counts[$0].second, negatives: counts[$0].first) })
        let (ones, all) = ordered.reduce((0, 0)) {
            ($0.0 + counts[$1].second, $0.1 + counts[$1].first + counts[$1].second)
        }
        guard all > 0 else { return (nil, nil) }
        let (n, rate) = (Double(all), Double(ones) / Double(all))
        var sum = CompensatedSum()
        for place in ordered { sum.add(distinct[place] * Double(counts[place].first + counts[place].second)) }
        let mean = sum.value / n
        var (spread, product) = (CompensatedSum(), CompensatedSum())
        for place in ordered {
            let (gap, own) = (distinct[place] - mean, counts[place])
            spread.add(gap * gap * Double(own.first + own.second))
            product.add(gap * (Double(own.second) * (1 - rate) - Double(own.first) * rate))
        }
        let scale = (spread.value * n * rate * (1 - rate)).squareRoot()
        return (area, scale > 0 ? product.value / scale : nil)
    }
}
