import Diagnostics
import Scenarios
import Storage

/// The scenarios that a call names: what stands at its paths, sorted by path and chosen by its filters.
struct SuiteSelection: Sendable {
    /// One scenario file that was found, and what is in it or wrong with it.
    struct Entry: Sendable {
        /// The scenario's folder, or the file if that was named, without `.` parts.
        let path: String
        let scenario: Result<Scenario, CommandFailure>

        /// The scenario's own name; nil where its file cannot be read.
        var name: String? { try? scenario.get().name }
    }

    /// In the order of their paths' bytes.
    private(set) var entries: [Entry] = []
    /// How many scenarios were found before any was left out.
    private(set) var foundCount = 0
    /// Paths that hold no scenario, or that could not be searched.
    private(set) var problems: [CommandFailure] = []

    /// Finds and reads the scenarios, and keeps those that the filters ask for.
    ///
    /// A file that cannot be read as a scenario is kept whatever its tags and name would be: nobody can tell.
    init(_ call: Call, options: SuiteOptions) throws(CommandFailure) {
        var paths: [String] = []
        for given in call.texts("scenarios") {
            do throws(CommandFailure) { paths += try Self.scenarios(at: given, call) } catch { problems.append(error) }
        }
        var seen: Set<[UInt8]> = []
        paths = paths.map(Self.plain).filter { seen.insert(Array(Self.file($0).utf8)).inserted }
        paths.sort { Self.file($0).utf8.lexicographicallyPrecedes(Self.file($1).utf8) }
        foundCount = paths.count
        for path in paths {
            try CommandFailure.throwIfStopped()
            let entry = Entry(
                path: path, scenario: Result { () throws(CommandFailure) in try RunCommand.load(path, call) })
            if case .success(let scenario) = entry.scenario {
                guard options.accepts(tags: scenario.tags), options.match?.matches(scenario.name) ?? true else {
                    continue
                }
            }
            entries.append(entry)
        }
    }

    /// Keeps the entries for which `condition` holds, which is told their place among those that are left.
    mutating func keep(where condition: (Int, Entry) -> Bool) {
        entries = entries.enumerated().filter { condition($0.offset, $0.element) }.map(\.element)
    }

    // MARK: Searching

    private static func scenarios(at given: Located<String>, _ call: Call) throws(CommandFailure) -> [String] {
        // What is there under the very name that was typed is meant, wildcards or not.
        if let pattern = PathPattern(given.value), FileKind.at(given.value, followingLinks: false) == nil {
            let matches: [String]
            do { matches = try pattern.matches() } catch { throw CommandFailure(error) }
            var found: [String] = []
            for path in matches {
                if FileKind.isFolder(path) {
                    found += try search(path)
                } else if path.split(separator: "/").last.map(String.init) == ScenarioFile.fileName {
                    found.append(path)
                }
            }
            guard !found.isEmpty else { throw nothing("no scenario fits '\(given.value)'", given, call) }
            return found
        }
        // What is no folder is a scenario file, or will be told to be none.
        guard FileKind.isFolder(given.value) else { return [given.value] }
        let found = try search(given.value)
        guard !found.isEmpty else {
            throw nothing("there is no \(ScenarioFile.fileName) in '\(given.value)' or below it", given, call)
        }
        return found
    }

    private static func nothing(_ message: String, _ given: Located<String>, _ call: Call) -> CommandFailure {
        CommandFailure(
            [
                call.diagnostic(
                    "E790", at: given.span, message,
                    help: ["kigezo new scenario NAME --from FILE makes one from a file of rows"])
            ],
            exitStatus: .nothingSelected)
    }

    /// The folders in and below `folder` that hold a scenario; below one that does, no other is looked for.
    private static func search(_ folder: String, depth: Int = 0) throws(CommandFailure) -> [String] {
        if FileKind.at(PathPattern.path(folder, ScenarioFile.fileName), followingLinks: false) != nil {
            return [folder]
        }
        guard depth < PathPattern.depthLimit else { return [] }
        let names: [String]
        do { names = try PathPattern.folders(in: folder) } catch { throw CommandFailure(error) }
        var found: [String] = []
        for name in names { found += try search(PathPattern.path(folder, name), depth: depth + 1) }
        return found
    }

    /// `./a//b/` as `a/b`.
    private static func plain(_ path: String) -> String {
        let parts = path.split(separator: "/").filter { $0 != "." }
        let joined = (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
        return joined.isEmpty ? "." : joined
    }

    /// The scenario file at `path`, so that a folder and the file in it are one and sort alike.
    private static func file(_ path: String) -> String {
        path.hasSuffix("/" + ScenarioFile.fileName) || path == ScenarioFile.fileName
            ? path : path == "." ? ScenarioFile.fileName : PathPattern.path(path, ScenarioFile.fileName)
    }
}
