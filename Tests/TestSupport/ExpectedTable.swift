import Interchange
import Storage

/// What a case file says a reader must answer: cells, or faults.
package struct ExpectedTable: Sendable {
    /// The header and the rows; `nil` is a missing value. `nil` as a whole when faults are expected.
    package let cells: [[String?]]?
    /// Faults as `CODE line:column`, in order.
    package let errors: [String]

    /// A case file that does not say what is expected.
    package struct Malformed: Error {
        package let path: String
    }

    /// Reads a JSON file with either `cells` or `errors`.
    package init(path: String) throws {
        let document = try JSONValue.parse(FileReader.contents(of: path), from: path)
        errors = document["errors"]?.elements?.compactMap(\.text) ?? []
        cells = document["cells"]?.elements?.map { row in (row.elements ?? []).map(\.text) }
        if cells == nil, errors.isEmpty { throw Malformed(path: path) }
    }
}
