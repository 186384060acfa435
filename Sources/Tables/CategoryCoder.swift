import Storage

/// Turns the cells of one category column into codes.
struct CategoryCoder {
    let reading: CategoryReading
    /// The levels, in the order of their first appearance.
    private(set) var dictionary = LevelDictionary()
    private let parser: MomentParser
    /// The codes of the spans of time and of the blocks met so far, by their numbers.
    private var known: [Int: UInt32] = [:]
    /// The last of them: rows often come in the order of time.
    private var last: (number: Int, code: UInt32)?
    /// The spans of time of the rows of a batch.
    private var batch: [Int] = []

    init(_ reading: CategoryReading) {
        self.reading = reading
        parser =
            if case .period(_, let zone, let calendar) = reading {
                MomentParser(zone: zone, calendar: calendar)
            } else {
                MomentParser(zone: nil)
            }
    }

    /// Codes for the levels of another dictionary from the code `first` on.
    mutating func codes(of other: LevelDictionary, from first: Int) -> [UInt32] {
        dictionary.codes(of: other, from: first)
    }

    /// What is wrong with a cell that is not empty, if anything is.
    func fault(_ text: UnsafeBufferPointer<UInt8>, column: String) -> TableFault? {
        guard case .period = reading else { return nil }
        switch text.baseAddress.map({ parser.parse($0, count: text.count) }) ?? .malformed {
        case .value: return nil
        case .malformed: return .notAMoment(Clipping.short(text), column: column)
        case .needsZone: return .momentNeedsZone(Clipping.short(text), column: column)
        }
    }

    /// The code of a cell that is not empty.
    ///
    /// - Precondition: nothing is wrong with it.
    mutating func code(_ text: UnsafeBufferPointer<UInt8>) -> UInt32 {
        switch reading {
        case .verbatim: return dictionary.code(text)
        case .period:
            guard let base = text.baseAddress, let number = period(base, count: text.count) else {
                preconditionFailure("a moment that was checked")
            }
            return code(ofNumber: number)
        case .block: return code(ofNumber: Self.block(text))
        }
    }

    /// The codes of one column of plain rows, appended to `codes`; an empty field is missing.
    ///
    /// - Precondition: `check` said that all cells are good.
    mutating func code(_ rows: PlainRows, column: Int, into codes: inout [UInt32]) {
        switch reading {
        case .verbatim: dictionary.code(rows, column: column, into: &codes)
        case .period:
            for number in batch { codes.append(number == .min ? CategoryColumn.missing : code(ofNumber: number)) }
        case .block:
            for row in 0..<rows.count {
                let text = rows.field(row: row, column: column)
                codes.append(text.isEmpty ? CategoryColumn.missing : code(ofNumber: Self.block(text)))
            }
        }
    }

    /// Whether all cells of one column of plain rows are good.
    mutating func check(_ rows: PlainRows, column: Int) -> Bool {
        guard case .period = reading else { return true }
        batch.removeAll(keepingCapacity: true)
        for row in 0..<rows.count {
            let text = rows.field(row: row, column: column)
            guard let base = text.baseAddress, !text.isEmpty else {
                batch.append(.min)
                continue
            }
            guard let number = period(base, count: text.count) else { return false }
            batch.append(number)
        }
        return true
    }

    @inline(__always)
    private func period(_ base: UnsafePointer<UInt8>, count: Int) -> Int? {
        guard case .period(let unit, _, _) = reading, case .value(let moment) = parser.parse(base, count: count) else {
            return nil
        }
        return unit.number(of: moment)
    }

    private static func block(_ text: UnsafeBufferPointer<UInt8>) -> Int {
        var hash = SHA256()
        hash.update(UnsafeRawBufferPointer(text))
        return ClusterBlock.number(ofDigest: hash.finalize())
    }

    @inline(__always)
    private mutating func code(ofNumber number: Int) -> UInt32 {
        if let last, last.number == number { return last.code }
        let code = known[number] ?? newCode(number)
        last = (number, code)
        return code
    }

    private mutating func newCode(_ number: Int) -> UInt32 {
        var text =
            if case .period(let unit, _, _) = reading { unit.text(of: number) } else { ClusterBlock.text(number) }
        let code = text.withUTF8 { dictionary.code($0) }
        known[number] = code
        return code
    }
}

extension CategoryColumn {
    /// What is wrong with a level of a column, from which another one was to be told.
    package struct LevelFault: Error {
        package let row: Int
        package let problem: TableFault
    }

    /// A column told from the cells of this one.
    ///
    /// - Throws: the first row whose cell does not tell it.
    /// - Complexity: O(levels + rows).
    package func told(as name: String, by reading: CategoryReading) throws(LevelFault) -> CategoryColumn {
        var coder = CategoryCoder(reading)
        var codes: [UInt32?] = []
        var faults: [UInt32: TableFault] = [:]
        for (index, level) in levels.enumerated() {
            var level = level
            level.withUTF8 { text in
                let fault = coder.fault(text, column: self.name)
                if let fault { faults[UInt32(truncatingIfNeeded: index)] = fault }
                codes.append(fault == nil ? coder.code(text) : nil)
            }
        }
        if !faults.isEmpty, let row = self.codes.firstIndex(where: { faults[$0] != nil }),
            let problem = faults[self.codes[row]]
        {
            throw LevelFault(row: row, problem: problem)
        }
        return CategoryColumn(
            name: name, levels: coder.dictionary.levels(),
            codes: self.codes.map { $0 == Self.missing ? Self.missing : codes[Int($0)] ?? Self.missing })
    }
}
