import Storage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// One run of a scorer: writes to it, reads from both of its pipes, and ends it.
struct ScorerConversation {
    private let scorer: Scorer
    private let rows: [[String?]]
    private let columns: [String]
    /// The row of each call; ids are their numbers from 1.
    private let calls: [Int]

    private var reader: ScorerReader
    private var answers: [ScorerAnswer?]
    /// Calls answered twice with different answers.
    private var disputed: Set<Int> = []
    private var unanswered: Int
    private var faults: [ScorerFault: Int] = [:]
    private var sent = SHA256()
    private var received = SHA256()
    private var line: [UInt8] = []
    private var errors = ScorerErrorText()
    private var nextCall = 0
    private var outgoing: [UInt8] = []
    private var outgoingStart = 0
    /// Why it is being ended; `nil` while it is heard.
    private var ending: ScorerEnding?

    init(_ scorer: Scorer, rows: [[String?]], columns: [String], calls: [Int]) {
        self.scorer = scorer
        self.rows = rows
        self.columns = columns
        self.calls = calls
        reader = ScorerReader(wire: scorer.wire, prediction: scorer.prediction, score: scorer.score)
        answers = Array(repeating: nil, count: calls.count)
        unanswered = calls.count
        outgoing = scorer.wire.header(columns)
    }

    private static let lastWordsSeconds = 0.5

    private static func seconds(since start: ContinuousClock.Instant) -> Double {
        let (whole, fraction) = (ContinuousClock.now - start).components
        return Double(whole) + Double(fraction) * 1e-18
    }

    mutating func run() -> ScorerOutcome {
        let start = ContinuousClock.now
        let limits = scorer.limits
        guard let path = scorer.command.executable,
            var child = ChildProcess(
                path: path, arguments: [scorer.command.program] + scorer.command.arguments,
                environment: scorer.environment, cpuSeconds: limits.cpuSeconds, memoryBytes: limits.memoryBytes,
                openFiles: limits.openFiles)
        else { return outcome(.notStarted(errorNumber: Int(ENOENT)), seconds: 0) }
        hear(&child, from: start)
        finish(&child)
        if child.conclude(), ending == nil { faults[.leftProcesses] = 1 }
        let seconds = Self.seconds(since: start)
        return outcome(verdict(child.end), seconds: seconds)
    }

    /// Sends and listens until it has ended or must be.
    private mutating func hear(_ child: inout ChildProcess, from start: ContinuousClock.Instant) {
        let limits = scorer.limits
        let supervisor = Supervision.current
        var buffer = [UInt8](repeating: 0, count: 65_536)
        var lastSign = start
        // Since when its output, or itself, is no more: what is left comes at once or not at all.
        var lastWords: ContinuousClock.Instant?
        while ending == nil {
            if supervisor?.stopRequest != nil {
                ending = .cancelled
                return
            }
            var left = min(
                limits.rowSeconds - Self.seconds(since: lastSign), limits.totalSeconds - Self.seconds(since: start))
            if left <= 0 {
                ending = Self.seconds(since: start) >= limits.totalSeconds ? .totalTimeout : .rowTimeout
                return
            }
            if let lastWords {
                let passed = Self.seconds(since: lastWords)
                if passed >= Self.lastWordsSeconds {
                    if child.end == nil { ending = .closedOutput }
                    return
                }
                left = min(left, Self.lastWordsSeconds - passed)
            }
            fill()
            let hasMore = outgoingStart < outgoing.count
            if !hasMore { child.closeInput() }
            let ready = child.wait(seconds: left, forWriting: hasMore, wake: supervisor?.wakeDescriptor ?? -1)
            if ready.canWrite {
                if let count = child.send(outgoing[outgoingStart...]) {
                    sent.update(Array(outgoing[outgoingStart..<outgoingStart + count]))
                    outgoingStart += count
                    if count > 0 { lastSign = .now }
                } else {
                    // It reads no more, but may still answer.
                    (outgoingStart, nextCall) = (outgoing.count, calls.count)
                }
            }
            if ready.hasOutput {
                let before = unanswered
                take(&child, &buffer)
                if unanswered < before { lastSign = .now }
            }
            if ready.hasErrors { takeErrors(&child, &buffer) }
            if ready.hasEnded { child.takeEnd() }
            // What it left in its pipes is read to the end.
            if child.end != nil, !child.outputIsOpen, !child.errorsAreOpen { return }
            if lastWords == nil, child.end != nil || (!child.outputIsOpen && unanswered > 0) { lastWords = .now }
        }
    }

    /// Keeps something to be sent.
    private mutating func fill() {
        guard outgoing.count - outgoingStart < 65_536, nextCall < calls.count else { return }
        outgoing.removeFirst(outgoingStart)
        outgoingStart = 0
        while outgoing.count < 131_072, nextCall < calls.count {
            outgoing += scorer.wire.request(id: String(nextCall + 1), columns: columns, cells: rows[calls[nextCall]])
            nextCall += 1
        }
    }

    private mutating func take(_ child: inout ChildProcess, _ buffer: inout [UInt8]) {
        switch child.readOutput(into: &buffer) {
        case .nothing: break
        case .end:
            // The last line may lack its end.
            if !line.isEmpty { takeLine() }
        case .bytes(let count):
            received.update(Array(buffer[..<count]))
            var rest = buffer[..<count]
            while ending == nil, let feed = rest.firstIndex(of: 0x0A) {
                line += rest[..<feed]
                rest = rest[(feed + 1)...]
                takeLine()
            }
            guard ending == nil else { return }
            line += rest
            if line.count > scorer.limits.lineBytes { ending = .lineTooLong }
        }
    }

    private mutating func takeErrors(_ child: inout ChildProcess, _ buffer: inout [UInt8]) {
        guard case .bytes(let count) = child.readErrors(into: &buffer) else { return }
        errors.append(buffer[..<count])
        if errors.byteCount > scorer.limits.errorBytes { ending = .tooManyErrors }
    }

    private mutating func takeLine() {
        defer { line.removeAll(keepingCapacity: true) }
        guard line.count <= scorer.limits.lineBytes else {
            ending = .lineTooLong
            return
        }
        switch reader.read(line[...]) {
        case .nothing: break
        case .fault(let fault, _): note(fault)
        case .answer(let id, let answer):
            guard let number = Int(id), number >= 1, number <= calls.count, String(number) == id else {
                return note(.unknownID)
            }
            if let earlier = answers[number - 1] {
                if earlier != answer { disputed.insert(number - 1) }
                note(.answeredTwice)
            } else {
                answers[number - 1] = answer
                unanswered -= 1
            }
        }
    }

    private mutating func note(_ fault: ScorerFault) {
        faults[fault, default: 0] += 1
        if faults.values.reduce(0, +) > scorer.limits.wrongLines { ending = .tooManyWrongLines }
    }

    /// Ends what is still there: first asked, then made to; what it prints meanwhile is thrown away.
    private func finish(_ child: inout ChildProcess) {
        child.closeInput()
        guard child.end == nil else { return }
        var buffer = [UInt8](repeating: 0, count: 65_536)
        child.askToEnd()
        let start = ContinuousClock.now
        var isKilled = false
        while child.end == nil {
            let passed = Self.seconds(since: start)
            if !isKilled, passed >= scorer.limits.graceSeconds {
                child.kill()
                isKilled = true
            }
            // A guardian that nobody lets run: the end of the child process itself sees to it.
            if passed > scorer.limits.graceSeconds + 3 { return }
            let ready = child.wait(
                seconds: isKilled ? 0.1 : max(0.001, scorer.limits.graceSeconds - passed), forWriting: false, wake: -1)
            if ready.hasOutput { _ = child.readOutput(into: &buffer) }
            if ready.hasErrors { _ = child.readErrors(into: &buffer) }
            if ready.hasEnded { child.takeEnd() }
        }
    }

    private func verdict(_ end: ChildProcess.End?) -> ScorerEnding {
        if let ending { return ending }
        return switch end {
        case .exited(0): .finished
        case .exited(let code): .exited(code: Int(code))
        case .signalled(let number): .signalled(Int(number))
        case .notStarted(let number): .notStarted(errorNumber: Int(number))
        case nil: .rowTimeout
        }
    }

    private func outcome(_ ending: ScorerEnding, seconds: Double) -> ScorerOutcome {
        var faults = faults
        let own = answers.enumerated().map { disputed.contains($0.offset) ? nil : $0.element }
        let missing = own.count { $0 == nil }
        if missing > 0 { faults[.unanswered] = missing }
        var (repeated, differing, flipped) = (0, 0, 0)
        for call in calls.indices.dropFirst(rows.count) {
            guard let first = own[calls[call]], let second = own[call] else { continue }
            repeated += 1
            if !first.agrees(with: second) { differing += 1 }
            if first.prediction != second.prediction { flipped += 1 }
        }
        if differing > 0 { faults[.notDeterministic] = differing }
        let digests = [sent.finalize(), received.finalize()].map { SHA256.hexadecimal($0) }
        var transcript = SHA256()
        transcript.update(Array(digests.map { $0 + "\n" }.joined().utf8))
        return ScorerOutcome(
            answers: Array(own.prefix(rows.count)), ending: ending, faults: faults,
            noise: NoiseFloor(repeated: repeated, flipped: flipped, differing: differing), sentSHA256: digests[0],
            receivedSHA256: digests[1],
            transcriptSHA256: SHA256.hexadecimal(transcript.finalize()),
            errorLines: errors.lines(masking: rows.joined().lazy.compactMap { $0 }), errorByteCount: errors.byteCount,
            seconds: seconds)
    }
}
