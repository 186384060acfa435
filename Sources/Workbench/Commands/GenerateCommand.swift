import Diagnostics
import Storage
import Synthesis

/// `generate`: draws the synthetic data of a scenario again, or checks that the files are what would be drawn.
enum GenerateCommand {
    static func run(
        _ call: Call, _ state: inout SessionState, _ environment: Session.Environment
    ) throws(CommandFailure) -> Report {
        var lines: [String] = []
        var status = ExitStatus.success
        for folder in call.texts("scenarios") {
            let generator = try generator(for: folder, call)
            if call.has("check") {
                let differing = try differences(generator, folder.value)
                let shown = TerminalText.safe(folder.value)
                lines.append(
                    differing.isEmpty
                        ? "\(shown): the files are what the generator draws"
                        : "\(shown): differs from what the generator draws: \(differing.joined(separator: ", "))")
                if !differing.isEmpty { status = .verificationFailed }
                continue
            }
            lines += try write(generator, folder.value, call)
        }
        return Report(lines.joined(separator: "\n"), exitStatus: status)
    }

    private static func generator(for folder: Located<String>, _ call: Call) throws(CommandFailure) -> ScenarioGenerator
    {
        let name = folder.value.split(separator: "/").last.map(String.init) ?? folder.value
        if let generator = ScenarioGenerator.all.first(where: { $0.name == name }) { return generator }
        let known = ScenarioGenerator.all.map(\.name)
        throw CommandFailure(
            "E640", call, at: folder.span, "no generator is called '\(name)'",
            help: (NearMatch.nearest(to: name, among: known).map { ["did you mean '\($0)'?"] } ?? [])
                + ["generators: " + known.joined(separator: ", ")])
    }

    private static func differences(
        _ generator: ScenarioGenerator, _ folder: String
    ) throws(CommandFailure) -> [String] {
        do {
            return try generator.differences { path in
                // A file that cannot be read is one that differs.
                do { return try FileReader.contents(of: folder + "/" + path) } catch { return nil }
            }
        } catch { throw CommandFailure([Diagnostic("E641", "\(error)")], exitStatus: .usage) }
    }

    private static func write(
        _ generator: ScenarioGenerator, _ folder: String, _ call: Call
    ) throws(CommandFailure) -> [String] {
        let files: [GeneratedFile]
        do {
            files = try generator.files(
                seed: call.integer("seed").map { UInt64($0.value) }, rows: call.integer("rows")?.value)
        } catch { throw CommandFailure("E641", call, at: call.span(of: "rows"), "\(error)") }
        guard FileKind.isFolder(folder) else {
            throw CommandFailure([
                Diagnostic(
                    "E642", at: SourceLocation(file: folder), "there is no such folder", help: ["create it first"])
            ])
        }
        var lines: [String] = []
        for file in files {
            do {
                let path = try ContainedPath.resolve(file.path, under: folder)
                try AtomicFile.write(file.bytes, to: path, replaceExisting: true, creatingFolders: true)
                lines.append("\(TerminalText.safe(path))  sha256 \(SHA256.hexadecimal(SHA256.digest(of: file.bytes)))")
            } catch { throw CommandFailure(error) }
        }
        return lines + [
            "if the data file's digest changed, write the new one into \(TerminalText.safe(folder))/scenario.yaml"
        ]
    }
}
