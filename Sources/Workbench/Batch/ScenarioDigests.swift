import Diagnostics
import Metrics
import Scenarios
import Storage

/// What the outcome of a scenario depends on, as digests: the bytes of its files, and this program.
struct ScenarioDigests: Sendable {
    struct File: Hashable, Sendable {
        /// Relative to the scenario's folder.
        let path: String
        let sha256: String
    }

    /// The scenario's own file first, then the others in the order declared, each once.
    let files: [File]

    /// Reads all files of the scenario.
    ///
    /// - Returns: nil where one cannot be read: the assessment will tell why.
    init?(_ scenario: Scenario) throws(CommandFailure) {
        var files = [File]()
        let names = scenario.inputFiles
        guard let own = try Self.digest(of: scenario.file) else { return nil }
        files.append(File(path: ScenarioFile.fileName, sha256: own))
        for name in names where !files.contains(where: { $0.path == name }) {
            guard let path = try? ContainedPath.resolve(name, under: scenario.folder),
                let digest = try Self.digest(of: path)
            else { return nil }
            files.append(File(path: name, sha256: digest))
        }
        self.files = files
    }

    /// The digest of a file; nil if it cannot be read.
    static func digest(of path: String) throws(CommandFailure) -> String? {
        guard let reader = try? FileReader(path: path) else { return nil }
        var hash = SHA256()
        let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
        defer { piece.deallocate() }
        while true {
            try CommandFailure.throwIfStopped()
            guard let count = try? reader.read(into: piece) else { return nil }
            if count == 0 { return SHA256.hexadecimal(hash.finalize()) }
            hash.update(UnsafeRawBufferPointer(rebasing: piece[..<count]))
        }
    }

    /// The metric catalogue as one digest: names, what they mean and where the formulas come from.
    static let catalogue: String = {
        let lines = Catalogue.all.map { metric in
            ([metric.name] + metric.aliases + ["\(metric.direction)", metric.outcome.rawValue, metric.source])
                .joined(separator: "\u{1F}")
        }
        return SHA256.hexadecimal(SHA256.digest(of: Array(lines.joined(separator: "\n").utf8)))
    }()
}
