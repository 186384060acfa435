import Diagnostics

/// Scenario files: YAML in, a checked `Scenario` or everything that is wrong with the file out.
package enum ScenarioFile {
    /// What the file is called in a scenario's folder.
    package static let fileName = "scenario.yaml"
    /// The largest file that is read, in bytes.
    package static let sizeLimit = 1 << 20

    /// Reads the scenario at `path`.
    ///
    /// The data and predictions that it names are not opened; their paths are only checked to stay below the folder.
    ///
    /// - Parameters:
    ///   - path: the file, or the folder that holds a `scenario.yaml`.
    ///   - today: an ISO date that `retain-until` is held against; the system's clock in UTC if `nil`.
    ///   - metricNamed: looks a metric's name up.
    /// - Throws: all problems of the file, sorted by their place.
    package static func load(
        _ path: String, today: String? = nil, metricNamed: @escaping (String) -> MetricNameCheck
    ) throws(ScenarioError) -> Scenario {
        let (file, bytes) = try contents(path)
        return try read(bytes, file: file, today: today, metricNamed: metricNamed)
    }

    /// Reads a scenario from the bytes of its file.
    ///
    /// - Parameters:
    ///   - file: the file as the user named it; its folder is the scenario's folder.
    ///   - today: as for `load`.
    ///   - metricNamed: as for `load`.
    /// - Throws: all problems of the file, sorted by their place.
    /// - Complexity: O(bytes) for the text, O(keys²) for the keys of one mapping.
    package static func read(
        _ bytes: [UInt8], file: String, today: String? = nil, metricNamed: @escaping (String) -> MetricNameCheck
    ) throws(ScenarioError) -> Scenario {
        guard bytes.count <= sizeLimit else {
            throw ScenarioError([ScenarioProblem(.tooLarge(limit: sizeLimit), at: nil)], file: file, source: nil)
        }
        let (decoded, characters) = SourceText.decoding(bytes)
        guard let source = decoded, characters.isEmpty else {
            throw ScenarioError(characters, file: file, source: decoded)
        }
        let refused = YAMLSubsetScanner.problems(in: source)
        guard refused.isEmpty else { throw ScenarioError(refused, file: file, source: source) }
        let root: YAMLNode?
        do {
            root = try YAMLNode.composing(source)
        } catch {
            throw ScenarioError([error], file: file, source: source)
        }
        guard let root else {
            throw ScenarioError(
                [ScenarioProblem(.nothing, at: Position(line: 1, column: 1))], file: file, source: source)
        }
        var reader = ShapeReader()
        let declared = reader.read(root, as: .object(ScenarioSchema.root), key: "scenario", example: "")
        var builder = ScenarioBuilder(
            file: file, folder: folder(of: file), today: today ?? ISODate.today(), metricNamed: metricNamed)
        let scenario = declared.object.map { builder.scenario(from: $0) }
        let problems = reader.problems + builder.problems
        guard problems.isEmpty, let scenario else { throw ScenarioError(problems, file: file, source: source) }
        return scenario
    }

    /// The folder that holds `file`, as far as the user named it.
    static func folder(of file: String) -> String {
        guard let slash = file.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
        return slash == file.startIndex ? "/" : String(file[..<slash])
    }
}
