/// A column of values that come again, as codes into a list of levels.
///
/// Levels are kept apart by their bytes: what only looks alike is not merged (`LookAlikes` lists it).
package struct CategoryColumn: Sendable, Hashable {
    /// The code of a row that has no value: an empty field without quotes.
    package static let missing: UInt32 = .max

    package let name: String
    /// The different values in the order of their first appearance. An empty text is one only if it was quoted.
    package let levels: [String]
    /// One code a row: an index into `levels`, or `missing`.
    package let codes: [UInt32]

    package init(name: String, levels: [String], codes: [UInt32]) {
        self.name = name
        self.levels = levels
        self.codes = codes
    }

    /// The value of row `row`, from 0; `nil` where it is missing.
    package func level(ofRow row: Int) -> String? {
        let code = codes[row]
        return code == Self.missing ? nil : levels[Int(code)]
    }

    /// The code of the level with exactly these bytes.
    ///
    /// - Complexity: O(levels).
    package func code(of level: String) -> UInt32? {
        levels.firstIndex { $0.utf8.elementsEqual(level.utf8) }.map { UInt32(truncatingIfNeeded: $0) }
    }

    /// The number of rows of each level, and of the rows without a value.
    package func counts() -> (ofLevels: [Int], missing: Int) {
        var counts = [Int](repeating: 0, count: levels.count)
        var missing = 0
        for code in codes {
            if code == Self.missing { missing += 1 } else { counts[Int(code)] += 1 }
        }
        return (counts, missing)
    }
}
