/// Rows and sums by key, ascending.
struct KeyedCounts {
    private(set) var keys: [UInt64] = []
    private(set) var counts: [Int] = []
    /// The sums of one key behind those of the one before.
    private(set) var sums: [Int128] = []
    let measureCount: Int

    /// Adds up what has the same key.
    ///
    /// - Parameters:
    ///   - keys: one an entry.
    ///   - limit: all keys are smaller.
    ///   - multiplicities: how many rows each entry counts for; `nil` for one each. Entries of no row are left out.
    ///   - sums: for each measure what each entry adds.
    /// - Complexity: O(entries + limit) while keys are few, else O(entries log entries).
    init(keys entries: [UInt64], below limit: Int, multiplicities: [Int]?, sums entrySums: [[Int128]]) {
        measureCount = entrySums.count
        // A dense table is fastest, unless many classes make it far larger than the rows.
        if entrySums.isEmpty, limit <= 4 * entries.count + 65_536 {
            countDense(entries, limit, multiplicities)
        } else {
            countSorted(entries, multiplicities, entrySums)
        }
    }

    /// Adds up rows of numbers or errors that have the same key.
    ///
    /// - Complexity: O(entries log entries).
    init(
        keys entries: [UInt64], measured: EvidenceRows.Measured, multiplicities: [Int]?, weights: [Double]? = nil
    ) {
        let order = Self.order(entries)
        switch measured {
        case .nothing: measureCount = 0
        case .numbers: measureCount = MeasuredCounter.width(ofErrors: nil, isWeighted: weights != nil)
        case .errors(let rows):
            measureCount = MeasuredCounter.width(ofErrors: rows.edits.isEmpty ? 1 : 3, isWeighted: weights != nil)
        }
        for entry in order {
            let count = multiplicities?[entry] ?? 1
            guard count > 0 else { continue }
            if keys.last == entries[entry] {
                counts[counts.count - 1] += count
            } else {
                keys.append(entries[entry])
                counts.append(count)
                for _ in 0..<measureCount { sums.append(0) }
            }
            let start = sums.count - measureCount
            if let weights {
                add(measured, entry, FixedWeight(weights[entry]), at: start)
                continue
            }
            switch measured {
            case .nothing: break
            case .numbers(let rows):
                NumberRows.add(
                    label: rows.labelCodes[entry] == 0 ? rows.labels[entry] : nil,
                    prediction: rows.predictionCodes[entry] == 0 ? rows.predictions[entry] : nil, count: count,
                    to: &sums, at: start)
            case .errors(let rows): rows.add(entry, count: count, to: &sums, at: start)
            }
        }
    }

    private mutating func add(_ measured: EvidenceRows.Measured, _ entry: Int, _ weight: FixedWeight, at start: Int) {
        switch measured {
        case .nothing: break
        case .numbers(let rows):
            NumberRows.add(
                label: rows.labelCodes[entry] == 0 ? rows.labels[entry] : nil,
                prediction: rows.predictionCodes[entry] == 0 ? rows.predictions[entry] : nil, weight: weight, to: &sums,
                at: start)
        case .errors(let rows): rows.add(entry, weight: weight, to: &sums, at: start)
        }
    }

    private static func order(_ keys: [UInt64]) -> [Int] {
        DigitOrder.ascending(keys, bits: 64 - (keys.max() ?? 0).leadingZeroBitCount).map { Int($0) }
    }

    private mutating func countDense(_ entries: [UInt64], _ limit: Int, _ multiplicities: [Int]?) {
        var dense = [Int](repeating: 0, count: limit)
        if let multiplicities {
            for (entry, key) in entries.enumerated() { dense[Int(key)] += multiplicities[entry] }
        } else {
            for key in entries { dense[Int(key)] += 1 }
        }
        for (key, count) in dense.enumerated() where count > 0 {
            keys.append(UInt64(key))
            counts.append(count)
        }
    }

    private mutating func countSorted(_ entries: [UInt64], _ multiplicities: [Int]?, _ entrySums: [[Int128]]) {
        for entry in Self.order(entries) {
            let count = multiplicities?[entry] ?? 1
            guard count > 0 else { continue }
            if keys.last == entries[entry] {
                counts[counts.count - 1] += count
                for (offset, sums) in entrySums.enumerated() {
                    self.sums[self.sums.count - measureCount + offset] += sums[entry]
                }
            } else {
                keys.append(entries[entry])
                counts.append(count)
                for sums in entrySums { self.sums.append(sums[entry]) }
            }
        }
    }
}

extension CellTable {
    /// Takes cells whose keys are combination × places + place.
    mutating func fill(_ counted: KeyedCounts, places: Int) {
        cells = zip(counted.keys, counted.counts).map { key, count in
            .init(
                combination: Int32(key / UInt64(max(1, places))), place: Int32(key % UInt64(max(1, places))),
                count: count)
        }
        measureCount = counted.measureCount
        sums = counted.sums
    }
}
