import Diagnostics
import Evidence
import Metrics
import Storage
import Synchronization
package import Tables

/// The names a line can use: the datasets of a session, files in folders, and what the program knows by itself.
package struct Vocabulary: Sendable {
    /// Rows under a name.
    struct NamedRows: Sendable {
        let name: String
        /// `nil` if nothing is known of them, or not enough.
        let table: Table?
        /// The column of the label, if one was declared.
        let label: String?
    }

    /// What is loaded, in order.
    private(set) var rows: [NamedRows]
    private let files: FileGlimpses
    /// Words that stand for the beginnings of lines.
    private(set) var shortcuts = Shortcuts()
    /// The names of results.
    private(set) var results: [String] = []

    /// - Parameter files: what was seen of files before; nothing by default.
    package init(
        _ datasets: [Dataset] = [], files: FileGlimpses = FileGlimpses(), shortcuts: Shortcuts = Shortcuts(),
        results: [String] = []
    ) {
        (self.shortcuts, self.results) = (shortcuts, results)
        rows = datasets.map { NamedRows(name: $0.name, table: $0.table, label: $0.roles.label) }
        self.files = files
    }

    /// Rows that are no datasets of a session, without declared columns.
    package init(rows: [(name: String, table: Table)]) {
        self.rows = rows.map { NamedRows(name: $0.name, table: $0.table, label: nil) }
        files = FileGlimpses()
    }

    /// The names there will be when a command of the same line has run.
    func following(_ outline: LineOutline) -> Vocabulary {
        var next = self
        if outline.declaration?.name == "drop" {
            next.rows.removeAll { $0.name == outline.parameters.first?.values.first }
        }
        if let name = outline.kept { next.results.append(name) }
        next.add(outline)
        guard outline.declaration?.name == "load", let name = outline.values(of: "as").first else { return next }
        next.rows.removeAll { $0.name == name }
        let table = outline.values(of: "predictions").isEmpty ? tables(for: outline).known.first : nil
        next.rows.append(NamedRows(name: name, table: table, label: outline.values(of: "label").first))
        return next
    }

    /// The models and columns that a command of the same line adds.
    private mutating func add(_ outline: LineOutline) {
        guard let declaration = outline.declaration else { return }
        let of = outline.values(of: "of").first
        let own = rows.indices.filter { of == nil || rows[$0].name == of }
        let column: String?
        switch declaration.name {
        case "derive": column = outline.parameters.first?.values.first
        case "band":
            column = outline.values(of: "as").first ?? outline.parameters.first?.values.first.map { $0 + "_band" }
        case "import":
            if let name = outline.values(of: "as").first {
                rows.append(
                    NamedRows(
                        name: name, table: own.first.flatMap { rows[$0].table },
                        label: own.first.flatMap { rows[$0].label }))
            }
            return
        default: return
        }
        guard let column else { return }
        for index in own {
            guard let table = rows[index].table, !table.header.contains(column) else { continue }
            let added = table.adding(CategoryColumn(name: column, levels: [], codes: []))
            rows[index] = NamedRows(name: rows[index].name, table: added, label: rows[index].label)
        }
    }

    private func rows(_ name: String) -> NamedRows? { rows.first { $0.name == name } }

    /// The tables that the columns of a line are of: what is loaded under the name it says, or the first rows of the
    /// file it names, or all that is loaded.
    ///
    /// - Returns: those that are known, and whether these are all.
    func tables(for outline: LineOutline) -> (known: [Table], isAll: Bool) {
        // Read in another way, the first rows have other columns.
        let isReadOtherwise = ["input-format", "encoding", "rename-duplicates", "separator"].contains { word in
            outline.clauses.contains { $0.word == word }
        }
        var named: [NamedRows]
        if outline.declaration?.name == "load" {
            named = glimpses(outline.parameters.first?.values ?? [])
        } else if outline.declaration?.name == "import" {
            named = glimpses(outline.parameters.dropFirst().first?.values ?? [])
        } else if let file = outline.values(of: "in").first {
            named = rows(file).map { [$0] } ?? glimpses([file])
        } else if !outline.values(of: "pairs").isEmpty {
            named = glimpses(["pairs", "original", "changed"].flatMap(outline.values))
        } else if let known = outline.values(of: "of").first.flatMap(rows) {
            named = [known]
        } else {
            // What a cube holds, rows do not tell.
            named = outline.declaration?.name == "cube" ? [] : rows
        }
        // A model is imported with the name of its column of predictions.
        if outline.declaration?.name != "import" { named += glimpses(outline.values(of: "predictions")) }
        let tables = named.compactMap(\.table)
        return isReadOtherwise ? ([], false) : (tables, !named.isEmpty && tables.count == named.count)
    }

    /// The column of the label that a line is about, where the line itself does not say it.
    func labels(for outline: LineOutline) -> [(table: Table, column: String)] {
        let name = outline.values(of: "of").first ?? outline.values(of: "in").first
        return rows.compactMap { rows in
            guard name == nil || rows.name == name, let table = rows.table, let label = rows.label else { return nil }
            return (table, label)
        }
    }

    private func glimpses(_ paths: [String]) -> [NamedRows] {
        paths.map { NamedRows(name: $0, table: files.table($0), label: nil) }
    }

    /// The files and folders in a folder, the names of folders with `/` at their ends.
    func entries(of folder: String) -> [String] { files.entries(of: folder) }
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
        // `-` is the standard input, which nobody may read ahead of its turn.
        guard path != "-", let stamp = FileStamp(path) else { return nil }
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
