import Diagnostics
import Storage
import TestSupport
import Testing

@testable import Tables

@Suite("Reading under supervision")
struct SupervisionTests {
    private static let text = Polluter(seed: 11, rowCount: 150).good
    private static let json = (0..<150).map { "{\"region\":\"r\($0 % 3)\",\"score\":0.5}\n" }.joined()

    /// A file of each kind that is read in a way of its own.
    enum Kind: String, CaseIterable {
        case plain, threads, gzip, jsonLines, wide

        func write(into folder: ScratchFolder) throws -> String {
            let text = SupervisionTests.text
            return switch self {
            case .plain, .threads: try folder.write(text, as: "t.csv")
            case .gzip: try folder.write(GzipFixtures.stored(Array(text.utf8)), as: "t.csv.gz")
            case .jsonLines: try folder.write(SupervisionTests.json, as: "t.jsonl")
            case .wide:
                try folder.write(
                    text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }, as: "t.csv")
            }
        }

        var options: ReadingOptions {
            ReadingOptions(
                encoding: self == .wide ? .utf16LittleEndian : .utf8, takesDigest: false, chunkByteCount: 256,
                threads: self == .threads ? 3 : 1, segmentByteCount: 64)
        }
    }

    private static let columns = [ColumnRequest("region", .category), ColumnRequest("score", .number)]

    private func read(_ path: String, _ kind: Kind, _ supervisor: StoppingSupervisor) -> Result<Table, TableError> {
        Supervision.$current.withValue(supervisor) {
            Result { () throws(TableError) in
                var counter = RowCounter()
                return try TableReader.stream(
                    path: path, columns: Self.columns, options: kind.options, into: &counter)
            }
        }
    }

    @Test("Progress is told after each piece and ends with the whole file", arguments: Kind.allCases)
    func progress(kind: Kind) throws {
        let folder = try ScratchFolder()
        let path = try kind.write(into: folder)
        let supervisor = StoppingSupervisor()
        let table = try read(path, kind, supervisor).get()
        let size = try FileReader.contents(of: path).count
        let notes = supervisor.notes
        #expect(notes.count > 3)
        #expect(zip(notes, notes.dropFirst()).allSatisfy { $0.byteCount <= $1.byteCount && $0.rowCount <= $1.rowCount })
        #expect(notes.allSatisfy { $0.expectedByteCount == size && $0.name == path })
        #expect(notes.last?.byteCount == size && notes.last?.rowCount == table.rowCount && table.rowCount == 150)
    }

    @Test("Wherever reading is stopped, it ends with the reason for it", arguments: Kind.allCases)
    func stop(kind: Kind) throws {
        let folder = try ScratchFolder()
        let path = try kind.write(into: folder)
        var asks = 0
        while true {
            let supervisor = StoppingSupervisor(after: asks)
            switch read(path, kind, supervisor) {
            case .failure(let error):
                #expect(error == .storage(.stopped(.interrupted, path: path)))
                #expect(error.exitStatus == .interrupted)
            case .success(let table):
                #expect(table.rowCount == 150)
                #expect(asks > 3)
                return
            }
            asks += 1
            try #require(asks < 10_000)
        }
    }
}
