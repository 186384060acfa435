extension SliceTable {
    /// The rows of some sets of levels of the same columns.
    ///
    /// - Complexity: O(combinations × columns).
    func counted(_ columns: [Int], sets: [[Item]]) -> [(rows: Int, sums: [Int])] {
        // The levels of each column that any set has, numbered from 1.
        var numbers: [[Int]] = []
        var sizes: [Int] = []
        for (position, column) in columns.enumerated() {
            var own = [Int](repeating: 0, count: levels[column].count + 1)
            var next = 0
            for items in sets where own[Int(items[position].code)] == 0 {
                next += 1
                own[Int(items[position].code)] = next
            }
            numbers.append(own)
            sizes.append(next)
        }
        var rows = [Int](repeating: 0, count: sets.count)
        var own = [Int](repeating: 0, count: sets.count * width)
        func add(_ member: Int, to place: Int) {
            rows[place] += rowCounts[member]
            for offset in 0..<width { own[place * width + offset] += sums[member * width + offset] }
        }
        // How many sets of these levels there could be: where one number tells them, rows are looked up by it.
        let product = sizes.reduce(1.0) { $0 * Double($1) }
        if product > 0x1p62 {
            var places: [[UInt32]: Int] = [:]
            for (place, items) in sets.enumerated() { places[items.map(\.code)] = place }
            for member in 0..<count {
                if let place = places[columns.map { codes[$0][member] }] { add(member, to: place) }
            }
            return sets.indices.map { (rows[$0], Array(own[$0 * width..<($0 + 1) * width])) }
        }
        var keys = [Int](repeating: 0, count: count)
        var wanted = [Int](repeating: 0, count: sets.count)
        for (position, column) in columns.enumerated() {
            let size = sizes[position]
            Self.extend(&keys, by: codes[column], numbers[position], size: size)
            Self.extend(&wanted, by: sets.map { $0[position].code }, numbers[position], size: size)
        }
        if product <= 0x1p18 {
            var places = [Int](repeating: -1, count: Int(product))
            for (place, key) in wanted.enumerated() { places[key] = place }
            for member in 0..<count where keys[member] >= 0 && places[keys[member]] >= 0 {
                add(member, to: places[keys[member]])
            }
        } else {
            var places: [Int: Int] = [:]
            for (place, key) in wanted.enumerated() { places[key] = place }
            for member in 0..<count where keys[member] >= 0 {
                if let place = places[keys[member]] { add(member, to: place) }
            }
        }
        return sets.indices.map { (rows[$0], Array(own[$0 * width..<($0 + 1) * width])) }
    }

    /// Numbers of sets, one level longer; −1 where a level is in none of them.
    @inline(never)
    private static func extend(_ keys: inout [Int], by codes: [UInt32], _ numbers: [Int], size: Int) {
        for member in keys.indices {
            let number = numbers[Int(codes[member])]
            keys[member] = number == 0 || keys[member] < 0 ? -1 : keys[member] &* size &+ number &- 1
        }
    }
}
