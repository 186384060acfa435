/// A reader of input that nobody has vetted, and what must hold whatever the bytes are.
///
/// Each target reads the bytes and checks laws of the reader; a law that does not hold stops the process, as a trap in
/// the reader does. The fuzzer feeds them invented bytes, the tests the saved ones.
package enum FuzzTarget: String, CaseIterable, Sendable {
    /// CSV and TSV text, in many sets of options.
    case csv
    /// The same through gzip, well and badly formed.
    case gzip
    /// Rows as JSON Lines, in many sets of options and all encodings.
    case jsonl
    /// Workbooks: the XML of a sheet, and whole archives.
    case workbook
    /// Cube files, and cubes of invented rows.
    case cube
    case json
    /// Lines and process arguments of the command language.
    case commands
    /// Message files.
    case fluent
    /// Scenario files and the YAML they are written in.
    case scenario

    /// Reads `bytes`.
    ///
    /// - Precondition: the laws hold; that is what is tried.
    package func run(_ bytes: [UInt8]) {
        switch self {
        case .csv: CSVLaws.check(bytes)
        case .gzip: GzipLaws.check(bytes)
        case .jsonl: JSONLinesLaws.check(bytes)
        case .workbook: WorkbookLaws.check(bytes)
        case .cube: CubeLaws.check(bytes)
        case .json: JSONLaws.check(bytes)
        case .commands: CommandLaws.check(bytes)
        case .fluent: FluentLaws.check(bytes)
        case .scenario: ScenarioLaws.check(bytes)
        }
    }
}
