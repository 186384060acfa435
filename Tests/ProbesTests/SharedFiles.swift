import Evidence
import Interchange
import Storage
import Tables
import TestSupport

/// Golden numbers beside the package; absent in a user's clone.
enum SharedFiles {
    struct Malformed: Error {}

    static func path(_ name: String) throws -> String {
        guard let path = PackageFolder.sharedFile(name) else { throw Malformed() }
        return path
    }

    static func exists(_ name: String) -> Bool { PackageFolder.sharedFile(name) != nil }

    /// The cube of the golden file by the columns that slices were searched in, and each slice's numbers by its items.
    static func slices() throws -> (EvidenceCube, [String: JSONValue], columns: [String], support: Double) {
        let oracle = try JSONValue.parse(FileReader.contents(of: try path("oracles/oracle.json")))
        guard let section = oracle["slices"], let columns = section["columns"]?.elements?.compactMap(\.text),
            let support = section["min_support"]?.double, let entries = section["slices"]?.elements
        else { throw Malformed() }
        let names = columns + ["label", "prediction"]
        let table = try TableReader.read(
            path: try path("oracles/data.csv"), columns: .only(names.map { ColumnRequest($0, .category) }))
        func column(_ name: String) throws -> CategoryColumn {
            guard let column = table.category(name) else { throw Malformed() }
            return column
        }
        func classes(_ name: String) throws -> [UInt16] {
            let column = try column(name)
            return (0..<table.rowCount).map { column.level(ofRow: $0) == "1" ? 1 : 0 }
        }
        let rows = EvidenceRows(
            dimensions: try columns.map {
                let column = try column($0)
                return .init(name: $0, levels: column.levels, codes: column.codes)
            }, classes: ["0", "1"], labels: try classes("label"), predictions: try classes("prediction"), scores: [])
        var slices: [String: JSONValue] = [:]
        for entry in entries {
            let items = (entry["slice"]?.elements ?? []).compactMap(\.text)
            slices[items.sorted().joined(separator: "&")] = entry
        }
        return (EvidenceCube(counting: rows), slices, columns, support)
    }
}
