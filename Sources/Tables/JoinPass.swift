import Diagnostics

/// One reading of all files of a join.
struct JoinPass {
    /// How it is known that no id comes twice.
    enum Mode {
        /// The ids of all files rise in one of these orders.
        case rising(IdentifierOrder)
        /// Hashes are kept; a suspicion is settled by reading the file again.
        case hashes
        /// The ids themselves are kept.
        case exact
    }

    enum Outcome {
        case joined(StreamedJoin)
        /// Nothing is known yet: read everything again in this mode.
        case again(Mode)
    }

    /// A row whose id came before, or whose id's hash did.
    private struct Repeat {
        let row: Int
        let identifier: String
        /// The row before; `nil` where it is not known.
        let earlier: Int?
    }

    /// What became of the rows of another file and of the base.
    private struct Account {
        var unmatchedBase = 0
        var unmatchedOther = 0
        var firstBase: [(row: Int, identifier: String)] = []
        var firstOther: [(row: Int, identifier: String)] = []
    }

    private let mode: Mode
    private let isExact: Bool
    private let shown: Int
    /// The base, then the others.
    private var sides: [JoinSide]
    private var accounts: [Account]
    private var repeats: [Repeat?]
    /// The orders in which all ids rose so far.
    private var order: IdentifierOrder
    /// The order by which rows were said to have no partner; `nil` as long as none was.
    private var deciding: IdentifierOrder?
    private var hashes: IdentifierHashes
    /// The place of an id is its row, as long as none came twice.
    private var ids = IdentifierTable()
    private var output = ColumnChunk(rowCount: 0, codes: [], numbers: [])

    /// Rows are handed over in pieces of about this many where they are brought together one by one.
    private static let pieceRowCount = 4096

    init(_ files: [KeyedFile], mode: Mode, shown: Int, hashBits: UInt64 = .max) throws(JoinFailure) {
        self.mode = mode
        hashes = IdentifierHashes(bits: hashBits)
        self.shown = shown
        if case .exact = mode { isExact = true } else { isExact = false }
        sides = []
        for (index, file) in files.enumerated() {
            do { sides.append(try JoinSide(file)) } catch {
                throw JoinFailure(file: index, error: error, tables: [])
            }
        }
        sides[0].isWatched = true
        accounts = Array(repeating: Account(), count: files.count)
        repeats = Array(repeating: nil, count: files.count)
        order = if case .rising(let order) = mode { order } else { [] }
        let kinds = files.flatMap { $0.columns.map(\.kind) }
        output.codes = Array(repeating: [], count: kinds.count { $0 == .category })
        output.numbers = Array(repeating: [], count: kinds.count { $0 == .number })
    }

    /// Reads all files and hands joined rows to `consumer`.
    mutating func run(into consumer: inout some JoinConsumer) throws(JoinFailure) -> Outcome {
        while try fill(&consumer) {
            if sides.allSatisfy({ $0.remaining == 0 }) { break }
            let count = commonCount()
            if count > 0 {
                if let other = accept(count) { return .again(other) }
                put(count)
                hand(to: &consumer, above: Self.pieceRowCount)
                continue
            }
            guard case .rising = mode else {
                guard try joinRest(into: &consumer) else { break }
                continue
            }
            if let other = mergeRows() { return .again(other) }
            hand(to: &consumer, above: Self.pieceRowCount)
        }
        hand(to: &consumer)
        return try finish()
    }

    // MARK: Reading

    /// Gets rows of every file that has some left.
    ///
    /// - Returns: whether rows can be joined; if not, a file has a fault, and all are at their end.
    private mutating func fill(_ consumer: inout some JoinConsumer) throws(JoinFailure) -> Bool {
        for index in sides.indices where sides[index].remaining == 0 && !sides[index].isAtEnd {
            guard try fill(index, &consumer) else { return false }
        }
        return true
    }

    /// Gets rows of one file, all of whose rows are used.
    private mutating func fill(_ index: Int, _ consumer: inout some JoinConsumer) throws(JoinFailure) -> Bool {
        let hasRows: Bool
        do { hasRows = try sides[index].refill() } catch {
            // The faults of the files before come first.
            try drain(upTo: index)
            throw JoinFailure(file: index, error: error, tables: try tables(upTo: index))
        }
        guard sides[index].isClean else {
            // Nothing will come of the rows; only the faults still matter.
            try drain(upTo: sides.count)
            return false
        }
        if hasRows, consumer.inspects(file: index) { inspect(index, &consumer) }
        return true
    }

    private mutating func drain(upTo end: Int) throws(JoinFailure) {
        for index in 0..<end {
            do { try sides[index].drain() } catch {
                throw JoinFailure(file: index, error: error, tables: try tables(upTo: index))
            }
        }
    }

    private mutating func tables(upTo end: Int) throws(JoinFailure) -> [Table] {
        var tables: [Table] = []
        for index in 0..<end {
            do { tables.append(try sides[index].finishedTable()) } catch {
                throw JoinFailure(file: index, error: error, tables: tables)
            }
        }
        return tables
    }

    private func inspect(_ index: Int, _ consumer: inout some JoinConsumer) {
        let side = sides[index]
        let count = side.chunk.rowCount
        let missing = Array(repeating: CategoryColumn.missing, count: count)
        let chunk = ColumnChunk(
            rowCount: count, codes: side.categoryPlaces.map { $0.map { side.chunk.codes[$0] } ?? missing },
            numbers: side.numberPlaces.map {
                $0.map { side.chunk.numbers[$0] } ?? Array(repeating: .nan, count: count)
            })
        consumer.inspect(chunk, of: index, firstRow: side.row)
    }

    // MARK: Output

    /// Adds the next rows, which have the same ids in all files, to the output.
    private mutating func put(_ count: Int) {
        var (category, number) = (0, 0)
        for index in sides.indices {
            put(count, of: index, &category, &number)
            sides[index].advance(by: count)
        }
        output.rowCount += count
    }

    /// Adds the next rows of one file to the output, from the columns on that are given, and moves these on.
    private mutating func put(_ count: Int, of index: Int, _ category: inout Int, _ number: inout Int) {
        let (from, to) = (sides[index].cursor, sides[index].cursor + count)
        for place in sides[index].categoryPlaces {
            if let place {
                output.codes[category].append(contentsOf: sides[index].chunk.codes[place][from..<to])
            } else {
                output.codes[category].append(contentsOf: repeatElement(CategoryColumn.missing, count: count))
            }
            category += 1
        }
        for place in sides[index].numberPlaces {
            if let place {
                output.numbers[number].append(contentsOf: sides[index].chunk.numbers[place][from..<to])
            } else {
                output.numbers[number].append(contentsOf: repeatElement(.nan, count: count))
            }
            number += 1
        }
    }

    /// Hands the output over, if it has `count` rows.
    private mutating func hand(to consumer: inout some JoinConsumer, above count: Int = 1) {
        guard output.rowCount >= count else { return }
        consumer.consume(output)
        output.rowCount = 0
        for index in output.codes.indices { output.codes[index].removeAll(keepingCapacity: true) }
        for index in output.numbers.indices { output.numbers[index].removeAll(keepingCapacity: true) }
    }

    // MARK: Rows in step

    /// How many of the next rows have the same ids in all files.
    private func commonCount() -> Int {
        var count = sides.reduce(Int.max) { min($0, $1.remaining) }
        for index in 1..<sides.count where count > 0 { count = sides[0].commonCount(with: sides[index], limit: count) }
        return count
    }

    /// Takes note of ids that stand in all files.
    ///
    /// - Returns: how to read again, where that must be.
    private mutating func accept(_ count: Int) -> Mode? {
        // A file that nothing is joined to may say an id twice.
        if sides.count == 1 { return nil }
        if case .rising = mode {
            // The first may follow another row in each file.
            for index in 1..<sides.count { order = sides[index].rising(1, in: order) }
            order = sides[0].rising(count, in: order)
            return modeIfFallen()
        }
        if let (ahead, earlier) = noteIDs(count) {
            for index in sides.indices { note(ahead: ahead, earlier: earlier, of: index) }
        }
        return nil
    }

    /// How to read again where the ids of some file do not rise.
    private func modeIfFallen() -> Mode? {
        guard let deciding else { return order.isEmpty ? .hashes : nil }
        if order.contains(deciding) { return nil }
        return order.isEmpty ? .hashes : .rising(order)
    }

    /// Keeps the next ids of the base.
    ///
    /// - Returns: the first row that came before, counted from the next, and where, if that is known.
    private mutating func noteIDs(_ count: Int) -> (ahead: Int, earlier: Int?)? {
        if isExact { return sides[0].note(count, in: &ids).map { ($0.ahead, $0.place) } }
        return sides[0].note(count, in: &hashes).map { ($0, nil) }
    }

    /// Takes note of the first row of a file whose id came before.
    private mutating func note(ahead: Int, earlier: Int?, of index: Int) {
        guard repeats[index] == nil else { return }
        repeats[index] = Repeat(
            row: sides[index].row + ahead, identifier: sides[index].identifier(ahead: ahead), earlier: earlier)
    }

    // MARK: Rows that rise

    /// Brings rows together one by one by the order of their ids, until they are in step again or rows have to be read.
    ///
    /// - Returns: how to read again, where ids turn out not to rise.
    private mutating func mergeRows() -> Mode? {
        let deciding = deciding ?? order.first
        self.deciding = deciding
        var partners = [Bool](repeating: false, count: sides.count)
        while output.rowCount < Self.pieceRowCount {
            let baseHasRow = sides[0].remaining > 0
            if !baseHasRow, !sides[0].isAtEnd { return nil }
            var isInStep = baseHasRow
            for index in 1..<sides.count {
                partners[index] = false
                while sides[index].remaining > 0 {
                    let comparison =
                        baseHasRow
                        ? sides[index].withID { id in sides[0].withID { deciding.compare(id, $0) } } : -1
                    partners[index] = comparison == 0
                    guard comparison < 0 else { break }
                    order = sides[index].rising(1, in: order)
                    if let other = modeIfFallen() { return other }
                    countSurplus(index)
                    sides[index].advance(by: 1)
                }
                // Its next row may be the partner.
                if sides[index].remaining == 0, !sides[index].isAtEnd { return nil }
                isInStep = isInStep && partners[index]
            }
            guard baseHasRow else { return nil }
            partners[0] = true
            for index in sides.indices where partners[index] { order = sides[index].rising(1, in: order) }
            if let other = modeIfFallen() { return other }
            for index in sides.indices where !partners[index] { countLonely(index) }
            putRow(partners)
            if isInStep { return nil }
        }
        return nil
    }

    /// Adds the next row of the base and of those files that have its partner to the output.
    private mutating func putRow(_ partners: [Bool]) {
        var (category, number) = (0, 0)
        for index in sides.indices {
            let row = sides[index].cursor
            for place in sides[index].categoryPlaces {
                var code = CategoryColumn.missing
                if partners[index], let place { code = sides[index].chunk.codes[place][row] }
                output.codes[category].append(code)
                category += 1
            }
            for place in sides[index].numberPlaces {
                var value = Double.nan
                if partners[index], let place { value = sides[index].chunk.numbers[place][row] }
                output.numbers[number].append(value)
                number += 1
            }
            if partners[index] { sides[index].advance(by: 1) }
        }
        output.rowCount += 1
    }

    /// Counts the next row of another file as one without a partner.
    private mutating func countSurplus(_ index: Int) {
        accounts[index].unmatchedOther += 1
        if accounts[index].firstOther.count < shown {
            accounts[index].firstOther.append((sides[index].row, sides[index].identifier()))
        }
    }

    /// Counts a row of the base as one without a partner in another file.
    private mutating func countLonely(_ index: Int, ahead: Int = 0) {
        accounts[index].unmatchedBase += 1
        if accounts[index].firstBase.count < shown {
            accounts[index].firstBase.append((sides[0].row + ahead, sides[0].identifier(ahead: ahead)))
        }
    }

    // MARK: Rows in any order

    /// Reads the rest of the other files, then looks up the rest of the base in it.
    ///
    /// - Returns: whether this succeeded; if not, a file has a fault.
    private mutating func joinRest(into consumer: inout some JoinConsumer) throws(JoinFailure) -> Bool {
        var indexed: [IndexedRows] = []
        for index in 1..<sides.count {
            guard let rows = try indexRest(index, &consumer) else { return false }
            indexed.append(rows)
        }
        var places = [[Int]](repeating: [], count: indexed.count)
        while true {
            let count = sides[0].remaining
            for index in indexed.indices { sides[0].places(count, in: indexed[index].ids, into: &places[index]) }
            lookUp(count, places, in: &indexed)
            var (category, number) = (0, 0)
            put(count, of: 0, &category, &number)
            for index in indexed.indices { indexed[index].put(places[index], &category, &number, into: &output) }
            output.rowCount += count
            sides[0].advance(by: count)
            hand(to: &consumer, above: Self.pieceRowCount)
            if sides[0].isAtEnd { break }
            guard try fill(0, &consumer) else { return false }
        }
        for (index, rows) in indexed.enumerated() {
            accounts[index + 1].unmatchedOther = rows.unusedCount
            accounts[index + 1].firstOther = rows.firstUnused(shown)
        }
        return true
    }

    /// Reads the rest of another file into memory.
    private mutating func indexRest(
        _ index: Int, _ consumer: inout some JoinConsumer
    ) throws(JoinFailure) -> IndexedRows? {
        var rows = IndexedRows(of: sides[index])
        sides[index].isWatched = true
        while true {
            let count = sides[index].remaining
            // Of two repeats the one that comes first is told.
            let known = firstKnown(index)
            let again = rows.take(count, of: sides[index])
            if let known, known.ahead <= again?.ahead ?? known.ahead {
                note(ahead: known.ahead, earlier: known.earlier, of: index)
            } else if let again {
                note(ahead: again.ahead, earlier: again.earlier, of: index)
            }
            sides[index].advance(by: count)
            if sides[index].isAtEnd { return rows }
            guard try fill(index, &consumer) else { return nil }
        }
    }

    /// The first of the rows of another file whose id stands in the rows that were in step, which have the same numbers
    /// in all files.
    private func firstKnown(_ index: Int) -> (ahead: Int, earlier: Int?)? {
        let count = sides[index].remaining
        if isExact { return sides[index].firstKnown(count, in: ids).map { ($0.ahead, $0.place) } }
        return sides[index].firstKnown(count, in: hashes).map { ($0, nil) }
    }

    /// Counts the next rows of the base by their partners, and finds ids of the base that come twice.
    private mutating func lookUp(_ count: Int, _ places: [[Int]], in indexed: inout [IndexedRows]) {
        if isExact, let (ahead, earlier) = noteIDs(count) { note(ahead: ahead, earlier: earlier, of: 0) }
        // Only where an id of another file came twice can a row that was in step come again and find a fresh partner.
        let isDoubtful = repeats[1...].contains { $0 != nil }
        for ahead in 0..<count {
            var isMatched = false
            var isUsed = false
            for index in indexed.indices {
                if places[index][ahead] >= 0 {
                    isMatched = true
                    if indexed[index].use(places[index][ahead]) { isUsed = true }
                } else {
                    countLonely(index + 1, ahead: ahead)
                }
            }
            if isExact || (isMatched && !isUsed && !isDoubtful) { continue }
            if !isMatched {
                isUsed = !isNew(ahead: ahead)
            } else if !isUsed {
                isUsed = sides[0].withID(ahead: ahead) { [hashes] in hashes.contains($0) }
            }
            if isUsed { note(ahead: ahead, earlier: nil, of: 0) }
        }
    }

    /// Keeps the hash of a row of the base.
    private mutating func isNew(ahead: Int) -> Bool {
        var hashes = IdentifierHashes.none
        swap(&hashes, &self.hashes)
        defer { swap(&hashes, &self.hashes) }
        return sides[0].withID(ahead: ahead) { hashes.insert($0) }
    }

    // MARK: The end

    private mutating func finish() throws(JoinFailure) -> Outcome {
        let tables = try tables(upTo: sides.count)
        for index in sides.indices {
            guard let found = repeats[index] else { continue }
            var earlier = found.earlier
            if earlier == nil { earlier = try firstRow(of: found, in: index) }
            // Only the hashes are the same.
            guard let earlier else { return .again(.exact) }
            throw JoinFailure(file: index, error: repeated(found, earlier, in: index, tables[index]), tables: tables)
        }
        let partners = (1..<sides.count).map { index in
            let account = accounts[index]
            func listed(_ rows: [(row: Int, identifier: String)], _ table: Table) -> [RowJoin.Unmatched] {
                rows.map { .init(identifier: $0.identifier, location: table.location(row: $0.row)) }
            }
            return StreamedJoin.Partner(
                table: tables[index],
                meeting: RowMeeting(
                    matchedCount: tables[0].rowCount - account.unmatchedBase,
                    unmatchedBaseCount: account.unmatchedBase, unmatchedOtherCount: account.unmatchedOther,
                    firstUnmatchedBase: listed(account.firstBase, tables[0]),
                    firstUnmatchedOther: listed(account.firstOther, tables[index])))
        }
        return .joined(StreamedJoin(base: tables[0], partners: partners))
    }

    private func repeated(_ found: Repeat, _ earlier: Int, in index: Int, _ table: Table) -> TableError {
        let column = sides[index].file.identifier
        let fault = TableFault.duplicateIdentifier(
            found.identifier, column: column, firstLine: table.location(row: earlier).line ?? 0)
        let place = table.place(row: found.row, column: column)
        return .malformed([TableProblem(fault, at: place.location, excerpt: place.excerpt)], more: 0)
    }

    /// The row before `found` with its id, in a file that is read again; `nil` if only their hashes are the same.
    private func firstRow(of found: Repeat, in index: Int) throws(JoinFailure) -> Int? {
        let file = sides[index].file
        var options = file.options
        options.takesDigest = false
        let wanted = Array(found.identifier.utf8)
        do throws(TableError) {
            var side = try JoinSide(
                KeyedFile(path: file.path, as: file.name, identifier: file.identifier, columns: [], options: options))
            while side.row < found.row {
                if side.remaining == 0, try !side.refill() { return nil }
                if side.withID({ $0.elementsEqual(wanted) }) { return side.row < found.row ? side.row : nil }
                side.advance(by: 1)
            }
            return nil
        } catch {
            throw JoinFailure(file: index, error: error, tables: [])
        }
    }
}
