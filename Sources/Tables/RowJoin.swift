package import Diagnostics

/// How the rows of another table met those of a base table by their ids.
package struct RowMeeting: Sendable, Hashable {
    /// Rows of the base with a partner; as many as rows of the other table with one.
    package let matchedCount: Int
    package let unmatchedBaseCount: Int
    package let unmatchedOtherCount: Int
    /// The first few rows of the base without a partner, in its order.
    package let firstUnmatchedBase: [RowJoin.Unmatched]
    /// The first few rows of the other table without a partner, in its order.
    package let firstUnmatchedOther: [RowJoin.Unmatched]
}

/// Which row of another table belongs to each row of a base table, by their ids.
package struct RowJoin: Sendable, Hashable {
    /// A row without a partner.
    package struct Unmatched: Sendable, Hashable {
        package let identifier: String
        package let location: SourceLocation

        package init(identifier: String, location: SourceLocation) {
            self.identifier = identifier
            self.location = location
        }
    }

    /// The row in the other table of each base row, from 0; -1 where there is none.
    package let otherRows: [Int]
    package let meeting: RowMeeting

    package var matchedCount: Int { meeting.matchedCount }
    package var unmatchedBaseCount: Int { meeting.unmatchedBaseCount }
    package var unmatchedOtherCount: Int { meeting.unmatchedOtherCount }
    package var firstUnmatchedBase: [Unmatched] { meeting.firstUnmatchedBase }
    package var firstUnmatchedOther: [Unmatched] { meeting.firstUnmatchedOther }

    /// The row of the other table that belongs to base row `row`, both from 0.
    package func otherRow(of row: Int) -> Int? {
        otherRows[row] < 0 ? nil : otherRows[row]
    }

    /// Matches rows whose ids have the same bytes; their order in the files does not matter.
    ///
    /// - Parameters:
    ///   - base: the table whose rows are counted.
    ///   - baseID: its identifier column, which must have been read as one.
    ///   - other: the table that adds to it.
    ///   - otherID: its identifier column, which must have been read as one.
    ///   - shown: how many unmatched rows of each table are listed.
    /// - Throws: an id that stands twice in either table, with both lines; a column that was not read as identifier.
    /// - Complexity: O(bytes of the ids) on average.
    package static func match(
        base: Table, baseID: String, other: Table, otherID: String, shown: Int = 5
    ) throws(TableError) -> RowJoin {
        let baseIDs = try identifiers(baseID, of: base)
        let otherIDs = try identifiers(otherID, of: other)
        _ = try index(baseIDs, of: base)
        let otherIndex = try index(otherIDs, of: other)
        let rows = otherIndex.rows(of: baseIDs)
        var isPartner = [Bool](repeating: false, count: other.rowCount)
        var matched = 0
        var baseUnmatched: [Unmatched] = []
        for (row, partner) in rows.enumerated() {
            if partner >= 0 {
                matched += 1
                isPartner[partner] = true
            } else if baseUnmatched.count < shown {
                baseUnmatched.append(Unmatched(identifier: baseIDs[row], location: base.location(row: row)))
            }
        }
        var otherUnmatched: [Unmatched] = []
        for row in 0..<other.rowCount where !isPartner[row] && otherUnmatched.count < shown {
            otherUnmatched.append(Unmatched(identifier: otherIDs[row], location: other.location(row: row)))
        }
        return RowJoin(
            otherRows: rows,
            meeting: RowMeeting(
                matchedCount: matched, unmatchedBaseCount: base.rowCount - matched,
                unmatchedOtherCount: other.rowCount - matched, firstUnmatchedBase: baseUnmatched,
                firstUnmatchedOther: otherUnmatched))
    }

    private static func identifiers(_ column: String, of table: Table) throws(TableError) -> IdentifierColumn {
        if let ids = table.identifier(column) { return ids }
        let location = SourceLocation(file: table.name, line: 1)
        throw .malformed([TableProblem(.unknownColumn(column, known: table.header), at: location)], more: 0)
    }

    private static func index(_ ids: IdentifierColumn, of table: Table) throws(TableError) -> IdentifierIndex {
        let index = IdentifierIndex(ids)
        if let (row, earlier) = index.duplicate {
            let firstLine = table.location(row: earlier).line ?? 0
            let fault = TableFault.duplicateIdentifier(ids[row], column: ids.name, firstLine: firstLine)
            let place = table.place(row: row, column: ids.name)
            throw .malformed([TableProblem(fault, at: place.location, excerpt: place.excerpt)], more: 0)
        }
        return index
    }
}
