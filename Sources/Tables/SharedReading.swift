import Diagnostics
import Storage

/// One stretch of a file that several threads read together.
///
/// The stretch is cut into segments at line ends near fixed places of the file, whatever the number of threads. A thread
/// takes the next segment, reads it by itself, waits until all before it are counted, counts it, and hands its rows to
/// its own consumer. So counts and levels come in the order of the file, and where a segment cannot be read by itself
/// (a fault in it, or its border is inside quotes) all before it are done and none after it: from there one thread reads
/// on in the ordinary way.
final class SharedStretch: @unchecked Sendable {
    /// A segment as a thread has read it, before its turn.
    struct Segment {
        let start: Int
        let end: Int
        /// Lines it holds.
        let lineCount: Int
        let rowCount: Int
        let accounting: RowAccounting
        /// Lines from 1.
        let lines: LineMap
        let lineEnds: LineEndWatch
    }

    private let monitor = Monitor()
    private let supervisor = Supervision.current
    private let reader: FileReader
    private let segmentByteCount: Int
    private let start: Int
    private let fileByteCount: Int
    /// The number of the segment that `start` lies in, and of all.
    private let firstNumber: Int
    let segmentCount: Int

    private var nextTaken = 0
    private var nextCounted = 0
    private var isStopped = false
    /// The reading of the file as a whole; only whose turn it is may touch it.
    private(set) var whole: TableReading
    /// The first byte after the segments that were counted.
    private(set) var end: Int

    init(_ whole: TableReading, reader: FileReader, from start: Int, fileByteCount: Int, segmentByteCount: Int) {
        self.whole = whole
        self.reader = reader
        self.start = start
        self.fileByteCount = fileByteCount
        self.segmentByteCount = segmentByteCount
        firstNumber = start / segmentByteCount
        segmentCount = max(0, (fileByteCount + segmentByteCount - 1) / segmentByteCount - firstNumber)
        end = start
    }

    /// How many segments were counted.
    var countedCount: Int { nextCounted }

    /// The byte at which the segment that nobody could count ends, or about there.
    var nextBorder: Int { (firstNumber + nextCounted + 1) * segmentByteCount }

    /// The number of a segment that no thread has; `nil` when there is none.
    func take() -> Int? {
        monitor.locked {
            guard !isStopped, nextTaken < segmentCount else { return nil }
            nextTaken += 1
            return nextTaken - 1
        }
    }

    /// The bytes of segment `index`; `nil` if no line ends for long, or the file cannot be read.
    func bounds(of index: Int) -> Range<Int>? {
        guard let from = border(index), let to = border(index + 1), from <= to else { return nil }
        return from..<to
    }

    /// Where segment `index` starts: at the first line that starts at its place in the file or after it.
    private func border(_ index: Int) -> Int? {
        if index == 0 { return start }
        if index >= segmentCount { return fileByteCount }
        let place = (firstNumber + index) * segmentByteCount
        return withUnsafeTemporaryAllocation(byteCount: 4096, alignment: 16) { buffer in
            var offset = place - 1
            while offset < place + Self.longestSearch {
                // What cannot be read here is told by the thread that reads on from before it.
                guard let count = try? reader.read(into: buffer, at: offset) else { return nil }
                if count == 0 { return fileByteCount }
                if let feed = buffer[..<count].firstIndex(of: 0x0A) { return min(offset + feed + 1, fileByteCount) }
                offset += count
            }
            return nil
        }
    }

    private static let longestSearch = 1 << 20

    /// Waits for the turn of segment `index` and counts it into the whole.
    ///
    /// - Parameters:
    ///   - segment: `nil` if it could not be read by itself.
    ///   - builders: those of the part it was read with; get the codes of its new levels in the whole.
    /// - Returns: whether it was counted; if not, this thread is done.
    func count(_ segment: Segment?, _ index: Int, levelsOf builders: inout ColumnBuilders?) -> Bool {
        monitor.locked {
            while !isStopped, nextCounted != index { monitor.wait() }
            guard !isStopped else { return false }
            // A file that changes while it is read may have its borders elsewhere by now.
            guard let segment, segment.start == end, whole.count(segment, levelsOf: &builders) else {
                isStopped = true
                monitor.wake()
                return false
            }
            end = segment.end
            nextCounted += 1
            supervisor?.note(whole.progress)
            monitor.wake()
            return true
        }
    }
}

extension TableReading {
    /// Reads the file and hands its rows to `consumer`, with several threads where that pays.
    ///
    /// - Returns: the table, and whether several threads read any of it.
    mutating func share(
        with consumer: inout some MergeableConsumer
    ) throws(TableError) -> (table: Table, isShared: Bool) {
        let supervisor = Supervision.current
        try skipMark()
        var mayShare = options.threads > 1
        var isShared = false
        var earliest = 0
        repeat {
            // The first chunk has the header.
            try takeChunk(into: &consumer)
            supervisor?.note(progress)
            guard mayShare, isClean, !isAtEnd, builders != nil, stream.recordPlace.offset >= earliest else { continue }
            guard let reader = stream.partsReader, let size = reader.expectedByteCount,
                size - stream.recordPlace.offset >= options.segmentByteCount * ReadingOptions.sharedSegmentCount
            else {
                mayShare = false
                continue
            }
            isShared = true
            let outcome = try readStretch(of: reader, size: size, with: &consumer)
            earliest = outcome.border
            // Starting threads for a few segments each time would not pay.
            mayShare = outcome.segmentCount >= 4 * ReadingOptions.sharedSegmentCount
        } while !isAtEnd
        return (try finishedTable(), isShared)
    }

    /// Reads on with several threads as far as they get.
    ///
    /// - Returns: how many segments they counted, and the byte up to which they should not be tried again.
    private mutating func readStretch<Consumer: MergeableConsumer>(
        of reader: FileReader, size: Int, with consumer: inout Consumer
    ) throws(TableError) -> (segmentCount: Int, border: Int) {
        let place = stream.recordPlace
        let segmentByteCount = max(1, options.segmentByteCount)
        var parts: [Part<Consumer>] = []
        for _ in 0..<min(options.threads, ReadingOptions.mostThreads) {
            parts.append(Part(reading: try forked(reader), consumer: consumer.forked))
        }
        stream.go(to: place.offset, end: nil, line: place.line, accounting: stream.accounting)
        let stretch = SharedStretch(
            self, reader: reader, from: place.offset, fileByteCount: size, segmentByteCount: segmentByteCount)
        Threads.run(parts.count) { [parts] index in parts[index].work(on: stretch) }
        self = stretch.whole
        for part in parts { consumer.merge(part.consumer) }
        return (stretch.countedCount, stretch.nextBorder)
    }

    /// Counts a segment that was read by itself as the next one read here.
    ///
    /// - Returns: whether it was; not if the levels might be too many.
    fileprivate mutating func count(
        _ segment: SharedStretch.Segment, levelsOf part: inout ColumnBuilders?
    ) -> Bool {
        guard var whole = builders, var levels = part else { return false }
        (builders, part) = (nil, nil)
        let isAdopted = whole.adopt(levelsOf: &levels)
        (builders, part) = (whole, levels)
        guard isAdopted else { return false }
        let line = stream.recordPlace.line
        var accounting = stream.accounting
        accounting.physicalRecords += segment.accounting.physicalRecords
        accounting.blank += segment.accounting.blank
        stream.go(to: segment.end, end: nil, line: line + segment.lineCount, accounting: accounting)
        lines.append(segment.lines, lineOffset: line - 1)
        lineEnds.note(segment.lineEnds, lineOffset: line - 1)
        rowCount += segment.rowCount
        return true
    }

    /// A reading of parts of the same file by itself.
    private func forked(_ reader: FileReader) throws(TableError) -> TableReading {
        var part = self
        part.options.takesDigest = false
        part.options.errorLimit = 1
        // Room for the rest of the line that a segment ends in, so that most segments are one chunk.
        part.options.chunkByteCount = max(options.chunkByteCount, options.segmentByteCount + 4096)
        part.stream = try stream.forked(reader, delimiter: delimiter, options: part.options)
        part.builders = builders?.forked()
        return part
    }

    /// Reads one segment; its rows stay in the builders.
    ///
    /// - Returns: `nil` if anything is wrong with it, or it does not end where a record ends.
    fileprivate mutating func segment(_ bounds: Range<Int>) -> SharedStretch.Segment? {
        ledger = FaultLedger(options: options)
        (lines, lineEnds, rowCount) = (LineMap(), LineEndWatch(), 0)
        stream.go(to: bounds.lowerBound, end: bounds.upperBound, line: 1, accounting: RowAccounting())
        repeat {
            do { try takeChunk() } catch { return nil }
            guard ledger.isClean, ledger.refused.isEmpty else { return nil }
        } while !isAtEnd
        let place = stream.recordPlace
        guard stream.isBetweenRecords, place.offset == bounds.upperBound else { return nil }
        return SharedStretch.Segment(
            start: bounds.lowerBound, end: bounds.upperBound, lineCount: place.line - 1, rowCount: rowCount,
            accounting: stream.accounting, lines: lines, lineEnds: lineEnds)
    }
}

/// What one thread reads and counts by itself.
private final class Part<Consumer: MergeableConsumer>: @unchecked Sendable {
    private var reading: TableReading
    private(set) var consumer: Consumer

    init(reading: TableReading, consumer: Consumer) {
        self.reading = reading
        self.consumer = consumer
    }

    /// Reads segments until there is none left, or one that cannot be read by itself.
    func work(on stretch: SharedStretch) {
        while let index = stretch.take() {
            let segment = stretch.bounds(of: index).flatMap { reading.segment($0) }
            guard stretch.count(segment, index, levelsOf: &reading.builders) else { return }
            let rowCount = reading.rowCount
            reading.builders?.recode()
            reading.builders?.hand(over: rowCount, to: &consumer)
        }
    }
}
