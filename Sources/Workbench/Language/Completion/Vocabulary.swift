import Diagnostics
import Evidence
import Metrics
import Storage
import Synchronization
import Tables

/// The names a line can use: the datasets of a session, files in folders, and what the program knows by itself.
package struct Vocabulary: Sendable {
    /// The datasets loaded, in order.
    package let datasets: [Dataset]
    private let files: FileGlimpses

    /// - Parameter files: what was seen of files before; none by default.
    package init(_ datasets: [Dataset] = [], files: FileGlimpses = FileGlimpses()) {
        self.datasets = datasets
        self.files = files
    }

    func dataset(_ name: String) -> Dataset? { datasets.first { $0.name == name } }

    /// The tables that the columns of a line can be of: the dataset it names, or the beginning of the file it names, or
    /// all that is loaded. Empty if nothing is known about them.
    func tables(for outline: LineOutline) -> [Table] {
        if outline.declaration?.name == "load" { return glimpse(outline.parameters.first?.values.first) }
        if let file = outline.values(of: "in").first ?? outline.values(of: "pairs").first {
            return dataset(file).map { [$0.table] } ?? glimpse(file)
        }
        if let name = outline.values(of: "of").first, let dataset = dataset(name) { return [dataset.table] }
        return datasets.map(\.table)
    }

    private func glimpse(_ path: String?) -> [Table] { path.flatMap(files.table).map { [$0] } ?? [] }

    /// The files and folders in a folder, the names of folders with `/` at their ends.
    func entries(of folder: String) -> [String] { files.entries(of: folder) }

    /// The columns that a line's predictions file adds; so that they are not taken for mistakes.
    func joinedColumns(for outline: LineOutline) -> [String] {
        outline.values(of: "predictions").flatMap { glimpse($0).flatMap(\.header) }
    }
}

/// What was seen of files that are not loaded: their columns and the values near their beginning.
package final class FileGlimpses: Sendable {
    /// The bytes of a file that are looked at.
    private static let byteLimit = 1 << 17
    /// The names of a folder that are offered.
    private static let entryLimit = 2_000

    private struct Glimpse {
        let stamp: FileStamp
        let table: Table?
    }

    private let seen = Mutex<[String: Glimpse]>([:])

    package init() {}

    /// The table that the first rows of a file make; `nil` if they make none.
    func table(_ path: String) -> Table? {
        guard let stamp = FileStamp(path) else { return nil }
        if let known = seen.withLock({ $0[path] }), known.stamp == stamp { return known.table }
        let table = Self.read(path)
        seen.withLock { $0[path] = Glimpse(stamp: stamp, table: table) }
        return table
    }

    private static func read(_ path: String) -> Table? {
        do {
            let reader = try FileReader(path: path)
            let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: byteLimit, alignment: 16)
            defer { piece.deallocate() }
            var bytes: [UInt8] = []
            while bytes.count < byteLimit {
                let count = try reader.read(into: piece)
                if count == 0 { break }
                bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: piece[..<count]))
            }
            // A row that is cut off is no row.
            if bytes.count >= byteLimit, let feed = bytes.lastIndex(of: 0x0A) { bytes.removeSubrange((feed + 1)...) }
            var options = ReadingOptions(takesDigest: false)
            options.refuseBadRows = true
            return try TableReader.read(bytes: bytes, as: path, columns: .all, options: options)
        } catch {
            return nil
        }
    }

    /// The names in a folder, those of folders with `/` at their ends; what is neither file nor folder is left out.
    func entries(of folder: String) -> [String] {
        let names: [String]
        do { names = try FolderListing.names(in: folder.isEmpty ? "." : folder) } catch { return [] }
        return names.prefix(Self.entryLimit).compactMap { name in
            switch FileKind.at(folder + name) {
            case .folder: name + "/"
            case .regular: name
            default: nil
            }
        }
    }
}
