/// Memory for making doubled quotes single.
final class UnescapingBuffer {
    private var memory = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 256)

    deinit { memory.deallocate() }

    /// The text of a field: in the window itself, or here if doubled quotes in it had to be made single; good until
    /// the next call.
    @inline(__always)
    func text(of field: FieldSpan, in window: UnsafePointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        let raw = UnsafeBufferPointer(start: window + field.offset, count: field.length)
        return field.isEscaped ? unescaped(raw) : raw
    }

    private func unescaped(_ raw: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        if memory.count < raw.count {
            memory.deallocate()
            memory = .allocate(capacity: raw.count * 2)
        }
        var count = 0
        var i = 0
        while i < raw.count {
            let byte = raw[i]
            memory[count] = byte
            count &+= 1
            i &+= byte == 0x22 ? 2 : 1
        }
        return UnsafeBufferPointer(start: memory.baseAddress, count: count)
    }
}

/// Turns the fields of batches into columns.
///
/// First `check` reads what can be wrong (ids, numbers) and names the bad cells; then `append` keeps the rows that are
/// to be kept. So a row is in all columns or in none.
struct ColumnBuilders {
    /// A cell that makes its row useless.
    struct BadCell {
        let row: Int
        /// The column of the file, from 0.
        let field: Int
        let fault: TableFault
    }

    private struct Category {
        let name: String
        /// The name of the column it is read from.
        let column: String
        let field: Int
        var coder: CategoryCoder
        var codes: [UInt32] = []
        /// In a part of a file: for each code here, the code in the whole.
        var codesInWhole: [UInt32] = []
        /// Whether any of them differs.
        var isRecoded = false
    }

    private struct Text {
        let name: String
        let field: Int
        let isIdentifier: Bool
        var storage = TextStorage()
        var missing: [Bool] = []
    }

    private struct Number {
        let name: String
        /// The name in the header.
        let column: String
        let field: Int
        var values: [Double] = []
        /// The values of the rows of this batch.
        var batch: [Double] = []
    }

    private var categories: [Category] = []
    private var texts: [Text] = []
    private var numbers: [Number] = []
    private let parser: NumberParser
    private let levelLimit: Int
    private var unescaping = UnescapingBuffer()

    /// - Parameter requests: the columns with their place in the file, from 0.
    init(_ requests: [(request: ColumnRequest, field: Int)], options: ReadingOptions) {
        parser = NumberParser(decimalComma: options.decimalComma)
        levelLimit = options.limits.levelCount
        for (request, field) in requests {
            switch request.kind {
            case .category:
                categories.append(
                    Category(
                        name: request.name, column: request.source, field: field, coder: CategoryCoder(request.reading))
                )
            case .identifier: texts.append(Text(name: request.name, field: field, isIdentifier: true))
            case .text: texts.append(Text(name: request.name, field: field, isIdentifier: false))
            case .number: numbers.append(Number(name: request.name, column: request.source, field: field))
            }
        }
    }

    // MARK: Parts of a file

    /// Columns of no rows for a part of the same file, with the levels known so far.
    ///
    /// - Precondition: only categories and numbers, whose rows were handed over.
    func forked() -> ColumnBuilders {
        precondition(texts.isEmpty, "texts are kept in the order of the file")
        var part = self
        part.unescaping = UnescapingBuffer()
        for index in part.categories.indices {
            part.categories[index].codes = []
            part.categories[index].codesInWhole = (0..<part.categories[index].coder.dictionary.count).map {
                UInt32(truncatingIfNeeded: $0)
            }
        }
        for index in part.numbers.indices { (part.numbers[index].values, part.numbers[index].batch) = ([], []) }
        return part
    }

    /// Takes over the levels that a part found, and gives the part their codes here. What calls this in the order of the
    /// file gives all levels the codes of their first appearance in it.
    ///
    /// - Returns: whether it was done; not if there might be too many levels.
    mutating func adopt(levelsOf part: inout ColumnBuilders) -> Bool {
        for index in categories.indices {
            let new = part.categories[index].coder.dictionary.count - part.categories[index].codesInWhole.count
            if new > 0, categories[index].coder.dictionary.count + new > levelLimit { return false }
        }
        for index in categories.indices {
            let first = part.categories[index].codesInWhole.count
            guard part.categories[index].coder.dictionary.count > first else { continue }
            let codes = categories[index].coder.codes(of: part.categories[index].coder.dictionary, from: first)
            part.categories[index].isRecoded =
                part.categories[index].isRecoded || codes.enumerated().contains { first + $0.offset != Int($0.element) }
            part.categories[index].codesInWhole += codes
        }
        return true
    }

    /// Turns the codes of a part's rows into those of the whole.
    mutating func recode() {
        for index in categories.indices where categories[index].isRecoded {
            var codes = categories[index].codes
            categories[index].codes = []
            Self.recode(&codes, by: categories[index].codesInWhole)
            categories[index].codes = codes
        }
    }

    @inline(never)
    private static func recode(_ codes: inout [UInt32], by whole: [UInt32]) {
        for row in codes.indices where codes[row] != CategoryColumn.missing { codes[row] = whole[Int(codes[row])] }
    }

    /// Reads the numbers, ids and moments of a batch.
    ///
    /// - Returns: the bad cells, at most one a row: the first in the order of the file's columns; by row.
    mutating func check(_ batch: RecordBatch, columnCount: Int, window: UnsafePointer<UInt8>) -> [BadCell] {
        var bad: [Int: BadCell] = [:]
        for index in texts.indices where texts[index].isIdentifier {
            let field = texts[index].field
            for row in 0..<batch.rowCount where batch.fields[row &* columnCount &+ field].length == 0 {
                Self.note(BadCell(row: row, field: field, fault: .emptyIdentifier(column: texts[index].name)), in: &bad)
            }
        }
        for category in categories {
            guard case .period = category.coder.reading else { continue }
            for row in 0..<batch.rowCount {
                let field = batch.fields[row &* columnCount &+ category.field]
                guard !field.isMissing,
                    let fault = category.coder.fault(unescaping.text(of: field, in: window), column: category.column)
                else { continue }
                Self.note(BadCell(row: row, field: category.field, fault: fault), in: &bad)
            }
        }
        for index in numbers.indices {
            // Out of the array while it is worked on, so that it is not copied.
            var number = numbers[index]
            numbers[index].batch = []
            check(&number, batch, columnCount: columnCount, window: window, bad: &bad)
            numbers[index] = number
        }
        return bad.values.sorted { $0.row < $1.row }
    }

    private func check(
        _ number: inout Number, _ batch: RecordBatch, columnCount: Int, window: UnsafePointer<UInt8>,
        bad: inout [Int: BadCell]
    ) {
        number.batch.removeAll(keepingCapacity: true)
        for row in 0..<batch.rowCount {
            let field = batch.fields[row &* columnCount &+ number.field]
            if field.isMissing {
                number.batch.append(.nan)
                continue
            }
            let text = unescaping.text(of: field, in: window)
            switch text.baseAddress.map({ parser.parse($0, count: text.count) }) ?? .malformed {
            case .value(let value): number.batch.append(value)
            case .tooLarge:
                number.batch.append(.nan)
                let fault = TableFault.numberTooLarge(Clipping.short(text), column: number.column)
                Self.note(BadCell(row: row, field: number.field, fault: fault), in: &bad)
            case .malformed:
                number.batch.append(.nan)
                let words = String(decoding: text.prefix(256), as: UTF8.self)
                let fault = TableFault.notANumber(
                    Clipping.short(text), column: number.column, hint: parser.hint(for: words))
                Self.note(BadCell(row: row, field: number.field, fault: fault), in: &bad)
            }
        }
    }

    private static func note(_ cell: BadCell, in bad: inout [Int: BadCell]) {
        if let earlier = bad[cell.row], earlier.field <= cell.field { return }
        bad[cell.row] = cell
    }

    /// Keeps the rows of a batch that are not left out.
    ///
    /// - Parameter leftOut: one entry a row, or empty when all are kept.
    /// - Returns: the first cell that brought one value too many for a category, if there is one.
    mutating func append(
        _ batch: RecordBatch, columnCount: Int, window: UnsafePointer<UInt8>, leavingOut leftOut: [Bool]
    ) -> BadCell? {
        let all = leftOut.isEmpty
        var tooMany: BadCell?
        for index in categories.indices {
            let field = categories[index].field
            for row in 0..<batch.rowCount where all || !leftOut[row] {
                let span = batch.fields[row &* columnCount &+ field]
                if span.isMissing {
                    categories[index].codes.append(CategoryColumn.missing)
                    continue
                }
                categories[index].codes.append(
                    categories[index].coder.code(unescaping.text(of: span, in: window)))
                if categories[index].coder.dictionary.count > levelLimit {
                    let cell = BadCell(
                        row: row, field: field, fault: .tooManyLevels(column: categories[index].name, limit: levelLimit)
                    )
                    if let first = tooMany, (first.row, first.field) <= (row, field) {} else { tooMany = cell }
                    break
                }
            }
        }
        for index in texts.indices {
            let field = texts[index].field
            for row in 0..<batch.rowCount where all || !leftOut[row] {
                let span = batch.fields[row &* columnCount &+ field]
                texts[index].storage.append(unescaping.text(of: span, in: window))
                if !texts[index].isIdentifier { texts[index].missing.append(span.isMissing) }
            }
        }
        for index in numbers.indices {
            if all {
                numbers[index].values.append(contentsOf: numbers[index].batch)
            } else {
                for row in 0..<batch.rowCount where !leftOut[row] {
                    numbers[index].values.append(numbers[index].batch[row])
                }
            }
        }
        return tooMany
    }

    /// Keeps plain rows, all or none.
    ///
    /// - Returns: whether they were kept; not if a number or an id among them is bad, or a category has too many values.
    mutating func append(_ rows: PlainRows) -> Bool {
        for text in texts where text.isIdentifier {
            for row in 0..<rows.count where rows.field(row: row, column: text.field).isEmpty { return false }
        }
        for index in numbers.indices where !parse(rows, into: index) { return false }
        for index in categories.indices {
            let before = categories[index].coder.dictionary.count
            // A batch cannot bring more new values than it has rows.
            if before + rows.count > levelLimit { return false }
            if !categories[index].coder.check(rows, column: categories[index].field) { return false }
        }
        for index in categories.indices {
            // Out of the array while it is worked on, so that it is not copied.
            var codes = categories[index].codes
            categories[index].codes = []
            categories[index].coder.code(rows, column: categories[index].field, into: &codes)
            categories[index].codes = codes
        }
        for index in texts.indices {
            let field = texts[index].field
            texts[index].storage.append(rows, column: field)
            if texts[index].isIdentifier { continue }
            for row in 0..<rows.count {
                texts[index].missing.append(rows.field(row: row, column: field).isEmpty)
            }
        }
        for index in numbers.indices { numbers[index].values.append(contentsOf: numbers[index].batch) }
        return true
    }

    /// Reads the numbers of plain rows into the batch of one column.
    private mutating func parse(_ rows: PlainRows, into index: Int) -> Bool {
        let field = numbers[index].field
        var batch = numbers[index].batch
        numbers[index].batch = []
        defer { numbers[index].batch = batch }
        batch.removeAll(keepingCapacity: true)
        for row in 0..<rows.count {
            let text = rows.field(row: row, column: field)
            guard let base = text.baseAddress, !text.isEmpty else {
                batch.append(.nan)
                continue
            }
            guard case .value(let value) = parser.parse(base, count: text.count) else { return false }
            batch.append(value)
        }
        return true
    }

    /// Hands the rows kept since the last call to `consumer` and forgets them; levels stay known.
    mutating func hand(over rowCount: Int, to consumer: inout some ColumnConsumer) {
        var chunk = ColumnChunk(rowCount: rowCount, codes: [], numbers: [])
        for index in categories.indices { swap(&categories[index].codes, &chunk.codes[grown: index]) }
        for index in numbers.indices { swap(&numbers[index].values, &chunk.numbers[grown: index]) }
        consumer.consume(chunk)
        // The memory is used again for the next chunk.
        for index in categories.indices {
            swap(&categories[index].codes, &chunk.codes[index])
            categories[index].codes.removeAll(keepingCapacity: true)
        }
        for index in numbers.indices {
            swap(&numbers[index].values, &chunk.numbers[index])
            numbers[index].values.removeAll(keepingCapacity: true)
        }
    }

    /// The names of the category columns and of the number columns that are there, in the order of the request.
    var names: (categories: [String], numbers: [String]) { (categories.map(\.name), numbers.map(\.name)) }

    /// Hands the rows kept since the last call over to `chunk`, with their ids, in exchange for its memory; levels stay
    /// known.
    ///
    /// - Precondition: one column of ids and none of texts; `chunk` is as it was left by the call before.
    mutating func exchange(_ rowCount: Int, with chunk: inout IdentifiedChunk) {
        chunk.rowCount = rowCount
        for index in categories.indices {
            swap(&categories[index].codes, &chunk.codes[grown: index])
            categories[index].codes.removeAll(keepingCapacity: true)
        }
        for index in numbers.indices {
            swap(&numbers[index].values, &chunk.numbers[grown: index])
            numbers[index].values.removeAll(keepingCapacity: true)
        }
        for index in texts.indices where texts[index].isIdentifier {
            swap(&texts[index].storage, &chunk.ids)
            texts[index].storage.removeAll()
        }
    }

    /// The columns of all rows kept.
    func columns() -> Table.Columns {
        var columns = Table.Columns()
        columns.categories = categories.map {
            CategoryColumn(name: $0.name, levels: $0.coder.dictionary.levels(), codes: $0.codes)
        }
        columns.numbers = numbers.map { NumberColumn(name: $0.name, values: $0.values) }
        columns.identifiers = texts.filter(\.isIdentifier).map { IdentifierColumn(name: $0.name, storage: $0.storage) }
        columns.texts = texts.filter { !$0.isIdentifier }.map {
            TextColumn(name: $0.name, storage: $0.storage, missing: $0.missing)
        }
        return columns
    }
}

extension Array where Element: RangeReplaceableCollection {
    /// The element at `index`, which may be the one after the last: an empty one is added then.
    fileprivate subscript(grown index: Int) -> Element {
        get { index < count ? self[index] : Element() }
        set { if index < count { self[index] = newValue } else { append(newValue) } }
    }
}
