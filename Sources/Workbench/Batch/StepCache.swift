import Diagnostics
import Interchange
import Localization
import Scenarios
import Storage

/// Finished work on scenarios, kept by the digest of all it was made from: a run that was killed goes on where it was by
/// being started again, and what did not change is not worked out twice.
///
/// Keys hold the bytes of all input, never times. Errors are not kept. An entry is written whole or not at all, and one
/// whose bytes are not what was written counts as absent.
struct StepCache: Sendable {
    let folder: String
    /// The digest of the program's own file: another build never finds what this one made.
    let program: String

    /// - Returns: nil where no cache is wanted or there is no place for one.
    init?(_ call: Call, _ environment: Session.Environment) throws(CommandFailure) {
        guard !call.has("no-cache"), let folder = call.text("cache")?.value ?? environment.cacheFolder,
            let executable = environment.executable, let program = try ScenarioDigests.digest(of: executable)
        else { return nil }
        self.folder = folder
        self.program = program
    }

    /// The key of the work on a scenario.
    func key(_ work: ScenarioWork, _ digests: ScenarioDigests) throws(CommandFailure) -> String {
        let locales = Set(try work.localizers().flatMap(\.files)).sorted()
        let languages = work.languages.isEmpty ? work.scenario.languages.map(\.value) : work.languages
        let step: JSONValue = [
            "step": "assess-1",
            "against": try work.earlierPath.map { path throws(CommandFailure) -> JSONValue in
                try ScenarioDigests.digest(of: path).map { .string($0) } ?? .null
            } ?? .null, "program": .string(program), "version": .string(ProgramVersion.current),
            "catalogue": .string(ScenarioDigests.catalogue), "seed": .string(String(work.scenario.analysis.seed)),
            "date": work.date.map { .string($0) } ?? .null,
            // Places in remarks begin with the folder as it was named.
            "folder": .string(work.scenario.folder),
            "files": .array(digests.files.map { [.string($0.path), .string($0.sha256)] }),
            "languages": .array(languages.map { .string($0) }),
            "locales": .array(locales.map { [.string($0.path), .string($0.digest)] }),
        ]
        return SHA256.hexadecimal(SHA256.digest(of: Array(step.canonicalText(.compact).utf8)))
    }

    private func path(_ key: String) -> String { "\(folder)/steps/\(key.prefix(2))/\(key).json" }

    /// What was made under this key before; nil if nothing was, or if it is no longer what was written.
    func product(_ key: String) -> ScenarioWork.Product? {
        guard let bytes = try? FileReader.contents(of: path(key), limit: 1 << 28),
            let entry = try? JSONValue.parse(bytes), entry["kind"]?.text == "step", entry["key"]?.text == key,
            let content = entry["content"], entry["digest"]?.text == Self.digest(content)
        else { return nil }
        let files = (content["files"]?.elements ?? []).compactMap { file -> (name: String, text: String)? in
            guard let name = file["name"]?.text, let text = file["text"]?.text, !name.contains("/") else { return nil }
            return (name, text)
        }
        guard let last = files.last, last.name == "assessment.json",
            let assessment = try? JSONValue.parse(Array(last.text.utf8))
        else { return nil }
        return ScenarioWork.Product(
            files: files, assessment: assessment, notes: (content["notes"]?.elements ?? []).compactMap(\.text))
    }

    /// Keeps what was made; only if it was made from the very bytes that the key stands for.
    func store(_ product: ScenarioWork.Product, _ key: String, _ digests: ScenarioDigests) throws(StorageError) {
        let read = (product.assessment["inputs"]?.elements ?? []).compactMap { input in
            input["path"]?.text.map { ScenarioDigests.File(path: $0, sha256: input["sha256"]?.text ?? "") }
        }
        guard Set(read).isSubset(of: digests.files) else { return }
        let content: JSONValue = [
            "files": .array(product.files.map { ["name": .string($0.name), "text": .string($0.text)] }),
            "notes": .array(product.notes.map { .string($0) }),
        ]
        let entry: JSONValue = [
            "content": content, "digest": .string(Self.digest(content)), "key": .string(key), "kigezo": 1,
            "kind": "step",
        ]
        let path = path(key)
        let text = Array(entry.canonicalText(.compact).utf8)
        let written = text.withUnsafeBytes { bytes in
            Result { () throws(StorageError) in
                // For its owner only: it tells of groups of people.
                try AtomicFile.write(bytes, to: path, replaceExisting: true, creatingFolders: true, mode: 0o600)
            }
        }
        try written.get()
        AtomicFile.removeTemporaries(in: String(path.dropLast(key.utf8.count + 6)))
    }

    private static func digest(_ content: JSONValue) -> String {
        SHA256.hexadecimal(SHA256.digest(of: Array(content.canonicalText(.compact).utf8)))
    }
}
