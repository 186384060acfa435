package import Statistics

/// What a model is given, group by group: empty fields, levels it never saw, texts that were cut or cannot be read.
///
/// - Source: METHODS §3.1–3.2 for the intervals, §3.5 for the adjusted p-values.
package struct InputQuality: Sendable {
    /// What can be wrong with a field.
    package enum Fault: String, Sendable, Hashable, CaseIterable {
        /// It is empty.
        case missing
        /// Its value does not occur where the model comes from.
        case unseen
        /// A text is as long as texts can be, or longer.
        case truncated
        /// A text holds replacement characters, or its letters are mostly not of the script that its rows are written in.
        case unreadable
    }

    /// A column of the rows.
    package struct Column: Sendable {
        package let name: String
        /// Distinct values.
        package let levels: [String]
        /// By row; a code beyond the levels is an empty field.
        package let codes: [UInt32]
        /// The values that occur where the model comes from; `nil` if nobody knows, as for texts.
        package var home: Set<String>?
        /// The most characters a text can have; `nil` if that is not asked.
        package var longest: Int?
        /// By row, the scripts its text should be in; empty where none is known. `nil` if that is not asked.
        package var scripts: [[String]]?

        package init(
            _ name: String, levels: [String], codes: [UInt32], home: Set<String>? = nil, longest: Int? = nil,
            scripts: [[String]]? = nil
        ) {
            self.name = name
            self.levels = levels
            self.codes = codes
            self.home = home
            self.longest = longest
            self.scripts = scripts
        }
    }

    /// How often one fault occurs in one column among a group.
    package struct Figure: Sendable {
        package let column: String
        package let fault: Fault
        package let group: GroupKey
        /// Of rows that could have it: all for missing, those with a value for the others.
        package let share: Estimate
        /// Less that of all other rows; `nil` for everybody.
        package let gap: Estimate?
        /// Of no gap, and adjusted for all figures (Benjamini and Hochberg).
        package let pValue: Double?
        package var adjustedPValue: Double?
    }

    /// By column, fault and group; everybody first.
    package let figures: [Figure]

    /// - Parameters:
    ///   - groups: rows by group; each row once in a grouping.
    package init(_ columns: [Column], rows: Int, groups: [(key: GroupKey, rows: [Int])], level: Double) {
        var figures: [Figure] = []
        for column in columns {
            for (fault, faulty) in Self.faults(column) {
                func count(_ rows: some Sequence<Int>) -> (faulty: Int, all: Int) {
                    rows.reduce((0, 0)) { sum, row in
                        faulty[row].map { (sum.0 + ($0 ? 1 : 0), sum.1 + 1) } ?? sum
                    }
                }
                let everybody = count(0..<rows)
                figures.append(
                    Figure(
                        column: column.name, fault: fault, group: .overall, share: Self.share(everybody, level),
                        gap: nil,
                        pValue: nil))
                for group in groups {
                    let own = count(group.rows)
                    let rest = (faulty: everybody.faulty - own.faulty, all: everybody.all - own.all)
                    let pair = TwoProportions(
                        successes1: Double(own.faulty), trials1: Double(own.all), successes0: Double(rest.faulty),
                        trials0: Double(rest.all))
                    figures.append(
                        Figure(
                            column: column.name, fault: fault, group: group.key, share: Self.share(own, level),
                            gap: pair.difference.map {
                                Estimate($0, n: everybody.all, interval: pair.newcombeDifference(level: level))
                            } ?? Estimate(notEstimable: .emptyGroup, n: everybody.all), pValue: pair.equalityPValue))
                }
            }
        }
        let tested = figures.indices.filter { figures[$0].pValue != nil }
        let adjusted = Multiplicity.benjaminiHochberg(tested.compactMap { figures[$0].pValue })
        for (place, value) in zip(tested, adjusted) { figures[place].adjustedPValue = value }
        self.figures = figures
    }

    private static func share(_ count: (faulty: Int, all: Int), _ level: Double) -> Estimate {
        guard count.all > 0 else { return Estimate(notEstimable: .emptyGroup) }
        return Estimate(
            Double(count.faulty) / Double(count.all), n: count.all,
            interval: Proportion.wilson(successes: Double(count.faulty), trials: Double(count.all), level: level))
    }

    /// By fault that is asked of a column, whether each row has it; `nil` where it could not.
    private static func faults(_ column: Column) -> [(Fault, [Bool?])] {
        let count = UInt32(column.levels.count)
        var found: [(Fault, [Bool?])] = [(.missing, column.codes.map { $0 >= count })]
        func byLevel(_ isFaulty: (String) -> Bool) -> [Bool?] {
            let levels = column.levels.map(isFaulty)
            return column.codes.map { $0 < count ? levels[Int($0)] : nil }
        }
        if let home = column.home {
            // Texts are equal here if their bytes are.
            let known = Set(home.map { Array($0.utf8) })
            found.append((.unseen, byLevel { !known.contains(Array($0.utf8)) }))
        }
        if let longest = column.longest { found.append((.truncated, byLevel { $0.count >= longest })) }
        if let scripts = column.scripts {
            let broken = column.levels.map { $0.unicodeScalars.contains("\u{FFFD}") }
            found.append(
                (
                    .unreadable,
                    column.codes.indices.map { row in
                        let code = column.codes[row]
                        guard code < count else { return nil }
                        if broken[Int(code)] { return true }
                        guard !scripts[row].isEmpty else { return false }
                        let letters = WritingSystem.letters(column.levels[Int(code)], of: scripts[row])
                        return letters.known > 0 && 2 * letters.expected < letters.known
                    }
                ))
        }
        return found
    }
}
