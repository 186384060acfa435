import Diagnostics

/// What becomes of faulty rows: errors up to a limit, or rows set aside with their text.
struct FaultLedger {
    private let options: ReadingOptions
    private var problems: [TableProblem] = []
    private var problemCount = 0
    /// The rows set aside, in the order they were reported.
    private(set) var refused: [RefusedRow] = []
    private var refusedTextByteCount = 0

    init(options: ReadingOptions) {
        self.options = options
    }

    /// Whether nothing was found that refuses the table.
    var isClean: Bool { problemCount == 0 }

    /// Whether the place of the next fault will be shown to anybody; finding it in a long line is costly.
    var showsPlaces: Bool { options.refuseBadRows || problems.count < max(1, options.errorLimit) }

    /// Takes note of a faulty row, in the order of the file.
    ///
    /// - Parameters:
    ///   - record: the row as it is written; empty where it is not known.
    ///   - isEnd: whether reading cannot go on.
    /// - Throws: at the end of the reading, and when more rows would be set aside than allowed.
    mutating func report(
        _ problem: TableProblem, record: UnsafeBufferPointer<UInt8>, isEnd: Bool
    ) throws(TableError) {
        if options.refuseBadRows {
            if isEnd { throw .malformed([problem], more: 0) }
            let limits = options.limits
            guard refused.count < limits.refusedRowCount else {
                let fault = TableFault.tooManyRefused(limit: limits.refusedRowCount)
                throw .malformed([TableProblem(fault, at: problem.location)], more: 0)
            }
            let room = max(0, limits.refusedTextTotal - refusedTextByteCount)
            let text = RefusedText(record, limit: min(limits.refusedTextByteCount, room))
            refusedTextByteCount += text.keptByteCount
            refused.append(
                RefusedRow(
                    file: problem.location.file, line: problem.location.line ?? 0, column: problem.location.column,
                    code: problem.fault.code, reason: problem.fault.message, text: text.shown, isTextCut: text.isCut))
            return
        }
        problemCount += 1
        // What ends the reading is always told, whatever was counted before.
        if problems.count < max(1, options.errorLimit) || isEnd { problems.append(problem) }
        if isEnd { throw .malformed(problems, more: problemCount - problems.count) }
    }

    /// Throws all that was found, if anything was.
    func settle() throws(TableError) {
        if problemCount > 0 { throw .malformed(problems, more: problemCount - problems.count) }
    }
}
