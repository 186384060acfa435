import Interchange
package import Tables

/// A dimension whose levels do not stand in a column but are told from one: spans of time, blocks of clusters, or what
/// somebody else decided of the same row.
package struct ToldDimension: Hashable, Sendable {
    /// How levels are told.
    package enum Rule: Hashable, Sendable {
        /// The half-open span of time that a day or moment lies in (METHODS §1.4).
        case period(TimeUnit)
        /// The block of a cluster of rows that depend on each other (METHODS §3.6).
        case block
        /// What another model, or a later stage, decided (METHODS §1.1, M7): a class, or a text that is none.
        case decision

        /// The name in commands and files.
        package var name: String {
            switch self {
            case .period(let unit): unit.rawValue
            case .block: "block"
            case .decision: "decision"
            }
        }

        package init?(_ name: String) {
            if name == "block" {
                self = .block
            } else if name == "decision" {
                self = .decision
            } else if let unit = TimeUnit(rawValue: name) {
                self = .period(unit)
            } else {
                return nil
            }
        }

        /// Whether levels are spans of time.
        package var isPeriod: Bool { if case .period = self { true } else { false } }
    }

    /// The column of days, moments, clusters or decisions.
    package let column: String
    package let rule: Rule

    package init(column: String, rule: Rule) {
        self.column = column
        self.rule = rule
    }

    /// The name of the dimension, such as `decided.month`.
    package var name: String { "\(column).\(rule.name)" }

    /// Whether a text is a level that the rule tells.
    func tells(_ level: String) -> Bool {
        switch rule {
        case .period(let unit): unit.number(ofText: level) != nil
        case .block: (0..<ClusterBlock.count).contains { ClusterBlock.text($0).utf8.elementsEqual(level.utf8) }
        case .decision: true
        }
    }

    /// As it stands in the header of a file.
    var json: JSONValue { ["by": .string(rule.name), "column": .string(column)] }

    /// - Returns: `nil` for what `json` does not write.
    init?(_ json: JSONValue) {
        guard let column = json["column"]?.text, let rule = json["by"]?.text.flatMap(Rule.init) else { return nil }
        self.init(column: column, rule: rule)
    }

    /// In the order of their names.
    static func sorted(_ told: [ToldDimension]) -> [ToldDimension] {
        told.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    }

    /// The member of a header or declaration that lists them; absent where there are none.
    static func members(_ told: [ToldDimension]) -> [JSONValue.Member] {
        told.isEmpty ? [] : [.init("told", .array(told.map(\.json)))]
    }

    /// What such a member lists; `nil` if it lists something else.
    static func list(_ json: JSONValue) -> [ToldDimension]? {
        guard let member = json["told"] else { return [] }
        guard let elements = member.elements, !elements.isEmpty else { return nil }
        let told = elements.compactMap { ToldDimension($0) }
        return told.count == elements.count ? told : nil
    }
}

extension CubeCells {
    /// Checks that told dimensions are there, each once, with levels as their rules tell them.
    func check(_ told: [ToldDimension]) throws(CubeError) {
        for (index, entry) in told.enumerated() {
            guard let position = self.index(ofDimension: entry.name) else {
                throw .invalid("'\(entry.name)' is told from '\(entry.column)' but is no dimension")
            }
            guard !told[..<index].contains(where: { $0.name.utf8.elementsEqual(entry.name.utf8) }) else {
                throw .invalid("'\(entry.name)' is told twice")
            }
            if let level = dimensions[position].levels.first(where: { !entry.tells($0) }) {
                throw .invalid("'\(level)' is no \(entry.name)")
            }
        }
    }
}

extension EvidenceCube {
    /// Whether rows are counted by blocks of clusters.
    package var hasBlocks: Bool { header.told.contains { $0.rule == .block } }

    /// The dimension of spans of this length, if there is one.
    package func dimension(ofTimePer unit: TimeUnit) -> String? {
        header.told.first { $0.rule == .period(unit) }?.name
    }

    /// The same rows by longer spans of time, such as quarters instead of months.
    ///
    /// The dimension is named as if it had been counted so.
    ///
    /// - Throws: `unknownDimension` where there is no dimension of spans that make up whole longer ones.
    /// - Complexity: O(cells log cells).
    package func coarseningTime(to unit: TimeUnit) throws(CubeError) -> EvidenceCube {
        func told(_ fits: (TimeUnit) -> Bool) -> ToldDimension? {
            header.told.first { if case .period(let own) = $0.rule { fits(own) } else { false } }
        }
        if told({ $0 == unit }) != nil { return self }
        guard let told = told({ $0.isPart(of: unit) }), case .period(let own) = told.rule else {
            throw .unknownDimension(unit.rawValue, known: dimensions)
        }
        let coarse = try coarsening(told.name) { level in
            own.number(ofText: level).map { unit.text(of: unit.number(of: own.start(of: $0))) } ?? level
        }
        let longer = ToldDimension(column: told.column, rule: .period(unit))
        return try coarse.renaming(
            told.name, to: longer.name, header: coarse.header.with(told: header.told.map { $0 == told ? longer : $0 }))
    }
}

extension EvidenceCube {
    /// The same cube with another name for one dimension.
    ///
    /// - Parameter header: that of the result but for the margins of scores.
    private func renaming(_ name: String, to new: String, header: CubeHeader) throws(CubeError) -> EvidenceCube {
        guard cells.index(ofDimension: new) == nil else { throw .repeatedDimension(new) }
        guard let position = cells.index(ofDimension: name) else {
            throw .unknownDimension(name, known: dimensions)
        }
        var result = cells
        result.dimensions[position] = .init(name: new, levels: cells.dimensions[position].levels)
        let margins = header.scoreMargins.map { $0.map { $0.utf8.elementsEqual(name.utf8) ? new : $0 } }
        return EvidenceCube(header: header.with(scoreMargins: margins), canonical: result.canonical())
    }
}
