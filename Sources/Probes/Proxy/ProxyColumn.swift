import Statistics

extension ProxySearch {
    /// A column of the rows: codes into levels, `levels` for a missing value; numbers where it was read so.
    package struct Column: Sendable {
        package let name: String
        package let levelCount: Int
        package let codes: [UInt32]
        /// The values, NaN where missing; `nil` for levels that are no numbers.
        package let numbers: [Double]?
        /// Of numbers, the distinct ones, ascending: what codes stand for.
        let distinct: [Double]

        /// Levels as they stand; a code from `levelCount` up is a missing value.
        package init(_ name: String, levelCount: Int, codes: [UInt32]) {
            self.name = name
            self.levelCount = levelCount
            self.codes = codes
            numbers = nil
            distinct = []
        }

        /// Numbers; NaN is a missing value.
        ///
        /// - Complexity: O(rows log rows).
        package init(_ name: String, numbers: [Double]) {
            let order = numbers.indices.filter { !numbers[$0].isNaN }.map { (numbers[$0], UInt32($0)) }
                .sorted { $0.0 < $1.0 }
            var codes = [UInt32](repeating: 0, count: numbers.count)
            var distinct: [Double] = []
            for (value, row) in order {
                if distinct.last != value { distinct.append(value) }
                codes[Int(row)] = UInt32(distinct.count - 1)
            }
            for row in numbers.indices where numbers[row].isNaN { codes[row] = UInt32(distinct.count) }
            self.name = name
            levelCount = distinct.count
            self.codes = codes
            self.numbers = numbers
            self.distinct = distinct
        }

        /// The same in bins between deciles: edges are the distinct quantiles .1 to .9 with linear interpolation, and a
        /// value's bin is how many edges lie below it; `nil` for levels that are no numbers, or none at all.
        func deciles() -> (codes: [UInt32], count: Int)? {
            guard numbers != nil, !distinct.isEmpty else { return nil }
            var rows = [Int](repeating: 0, count: distinct.count + 1)
            for code in codes { rows[Int(code)] += 1 }
            // Where the values of each rank begin.
            var ends: [Int] = []
            for count in rows.dropLast() { ends.append((ends.last ?? 0) + count) }
            let known = ends.last ?? 0
            func value(_ rank: Int) -> Double { distinct[ends.partitioningIndex { $0 > rank }] }
            var edges: [Double] = []
            for tenth in 1...9 {
                let position = Double(tenth) / 10 * Double(known - 1)
                let rank = Int(position)
                let pair = [value(rank), value(min(rank + 1, known - 1))]
                guard let edge = Quantile.type7(sorted: pair, probability: position - Double(rank)) else { continue }
                if edges.last != edge { edges.append(edge) }
            }
            let bins = distinct.map { value in UInt32(edges.count { $0 < value }) } + [UInt32(edges.count + 1)]
            return (codes.map { bins[Int($0)] }, edges.count + 1)
        }
    }
}

extension [Int] {
    /// The first place where a condition holds that holds for all later ones; the count if there is none.
    fileprivate func partitioningIndex(where holds: (Int) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if holds(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
