/// Levels that a reader could take for one another, for warnings; they are never merged.
package enum LookAlikes {
    /// Groups of levels that are equal once case, spaces around and between, no-break spaces, zero-width characters and
    /// the choice between composed and decomposed characters are left aside.
    ///
    /// - Returns: each group with its levels in their order, groups in the order of their first level; only groups of
    ///   two or more.
    /// - Complexity: O(characters).
    package static func groups(among levels: [String]) -> [[String]] {
        var places: [String: Int] = [:]
        var groups: [[String]] = []
        for level in levels {
            let folded = fold(level)
            if let place = places[folded] {
                groups[place].append(level)
            } else {
                places[folded] = groups.count
                groups.append([level])
            }
        }
        return groups.filter { $0.count > 1 }
    }

    /// Levels that many programs take for a missing value, such as `NA` (Namibia), `null` or an empty text.
    ///
    /// Here they are values like any other; a warning can ask whether they were meant so.
    package static func missingLike(among levels: [String]) -> [String] {
        levels.filter { words.contains(trimmed($0).lowercased()) }
    }

    private static let words: Set<String> = [
        "", "na", "n/a", "n.a.", "#n/a", "nan", "-nan", "null", "none", "nil", "missing", "unknown", "undefined", "-",
        "--", "?", ".", "<na>",
    ]

    private static func trimmed(_ text: String) -> String {
        String(text.trimmingPrefix { $0.isWhitespace }.reversed().trimmingPrefix { $0.isWhitespace }.reversed())
    }

    /// The text as a hurried reader sees it. Texts that are canonically equivalent are equal as `String`s already.
    private static func fold(_ text: String) -> String {
        var scalars = String.UnicodeScalarView()
        var pendingSpace = false
        for scalar in text.unicodeScalars {
            if scalar.properties.isWhitespace {
                pendingSpace = !scalars.isEmpty
            } else if !isInvisible(scalar) {
                if pendingSpace { scalars.append(" ") }
                pendingSpace = false
                scalars.append(scalar)
            }
        }
        return String(scalars).lowercased()
    }

    /// Zero-width characters, the soft hyphen, directional marks and variation selectors.
    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isDefaultIgnorableCodePoint || scalar.value == 0xFEFF
    }
}
