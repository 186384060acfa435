import Diagnostics
import Interchange
import Scenarios
import Storage

/// The folder below `out` that a scenario's results go to.
struct OutputFolder {
    let path: String
    private let name: String

    /// Stands in the folder while it is being written: what a run that was killed left there is our own.
    private static let mark = ".kigezo-writing"

    /// - Parameter isForced: whether files that are there may be replaced, whoever wrote them.
    /// - Throws: when the folder holds something that an earlier run of the same scenario did not write.
    init(_ out: String, scenario: Scenario, isForced: Bool) throws(CommandFailure) {
        do { path = try ContainedPath.resolve(scenario.name, under: Self.created(out)) } catch {
            throw CommandFailure(error)
        }
        name = scenario.name
        guard FileKind.at(path) != nil, !isForced else { return }
        do {
            let names = try FolderListing.names(in: path)
            if names.allSatisfy({ AtomicFile.isTemporary($0) }) { return }
            if names.contains(Self.mark), try FileReader.contents(of: path + "/" + Self.mark) == Array(name.utf8) {
                return
            }
            let bytes = try FileReader.contents(of: path + "/assessment.json")
            let earlier = try JSONValue.parse(bytes)
            if earlier["kind"]?.text == "assessment", earlier["scenario"]?["name"]?.text == scenario.name { return }
        } catch {}
        throw CommandFailure(
            [
                Diagnostic(
                    "E670", at: SourceLocation(file: path),
                    "the folder holds files that no earlier run of '\(scenario.name)' wrote",
                    help: ["choose another out folder, or add force to replace them"])
            ], exitStatus: .cannotCreate)
    }

    private static func created(_ out: String) throws(StorageError) -> String {
        try AtomicFile.createFolders(out)
        return out
    }

    /// Writes the files in order, each at once or not at all.
    func write(_ files: [(name: String, text: String)]) throws(CommandFailure) {
        do {
            try AtomicFile.createFolders(path)
            AtomicFile.removeTemporaries(in: path)
            try AtomicFile.write(name, to: path + "/" + Self.mark, replaceExisting: true)
            for file in files {
                try AtomicFile.write(file.text, to: path + "/" + file.name, replaceExisting: true)
            }
            AtomicFile.remove(path + "/" + Self.mark)
        } catch { throw CommandFailure(error) }
    }
}
