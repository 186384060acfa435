/// Where every record of a file went.
///
/// `header + used + refused + blank == physicalRecords` holds for every table that is read.
package struct RowAccounting: Sendable, Hashable {
    /// Records in the file: the header, rows, and lines with nothing on them.
    package internal(set) var physicalRecords = 0
    /// 1 for a table with a header; 0 for JSON Lines, whose names stand in every row.
    package internal(set) var header = 0
    /// Rows in the table.
    package internal(set) var used = 0
    /// Rows set aside because they are malformed.
    package internal(set) var refused = 0
    /// Lines with nothing on them. In a table of one column too: there an empty value is written `""`.
    package internal(set) var blank = 0

    package init() {}

    /// Whether every record is accounted for.
    package var isBalanced: Bool { header + used + refused + blank == physicalRecords }

    /// The sentence printed after a table is read: `30,000 rows read, 30,000 used, 0 refused`.
    ///
    /// Blank lines are told only where there are some.
    package var sentence: String {
        let rows = used + refused
        var text =
            "\(rows.grouped) \(rows == 1 ? "row" : "rows") read, \(used.grouped) used, \(refused.grouped) refused"
        if blank > 0 { text += ", \(blank.grouped) blank \(blank == 1 ? "line" : "lines") skipped" }
        return text
    }
}

/// A row that was set aside, and why.
package struct RefusedRow: Sendable, Hashable {
    /// The file as the user named it.
    package let file: String
    /// The physical line of the fault, from 1.
    package let line: Int
    /// The column of the fault in characters, from 1; `nil` where the whole line is meant.
    package let column: Int?
    /// The code of the diagnostic.
    package let code: String
    /// The sentence of the diagnostic.
    package let reason: String
    /// The row as it is written, at most so long as the limits say, then with a note at its end; a byte that is no UTF-8
    /// is written `\xE9`.
    package let text: String
    package let isTextCut: Bool
}

extension Int {
    /// The number in English with a comma between thousands; only for messages.
    package var grouped: String {
        let digits = String(magnitude)
        var text = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { text += "," }
            text.append(digit)
        }
        return self < 0 ? "-" + text : text
    }
}
