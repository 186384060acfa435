import Diagnostics
import Interchange
import Localization
import Probes
import Storage

/// A file of a place's pack that a call names.
struct PackFile {
    private let path: String
    private let name: String

    /// - Parameters:
    ///   - kind: what is swapped.
    ///   - file: the file of the pack, without its ending.
    init(_ kind: Located<String>, _ call: Call, _ file: String, locales: String?) throws(CommandFailure) {
        guard let place = call.text("lexicon") else {
            throw CommandFailure(
                "E872", call, at: kind.span, "of which place are the \(kind.value)?",
                help: ["add lexicon CC, such as KE"])
        }
        guard place.value.utf8.count == 2, place.value.utf8.allSatisfy({ (0x41...0x5A).contains($0) }) else {
            throw CommandFailure("E879", call, at: place.span, "'\(place.value)' is no code of a place, such as KE")
        }
        let folder: LocaleFolder
        do { folder = try LocaleFolder.find(explicit: locales) } catch { throw CommandFailure(error) }
        name = "places/\(place.value)/\(file).json"
        path = folder.path + "/" + name
        guard FileKind.isRegularFile(path) else {
            throw CommandFailure(
                [
                    call.diagnostic(
                        "E879", at: place.span, "there is no \(name) in \(folder.path)",
                        help: Self.others(folder.path, file))
                ], exitStatus: .input)
        }
    }

    /// The places that have such a file.
    private static func others(_ folder: String, _ file: String) -> [String] {
        let places = ((try? FolderListing.names(in: folder + "/places")) ?? []).sorted().filter {
            FileKind.isRegularFile("\(folder)/places/\($0)/\(file).json")
        }
        return places.isEmpty ? [] : ["places that have \(file): " + places.joined(separator: ", ")]
    }

    /// Its contents, as `make` reads them.
    func read<Contents>(
        _ make: (PlacedJSON) throws(PackError) -> Contents
    ) throws(CommandFailure) -> Contents {
        let document: PlacedJSON
        let bytes: [UInt8]
        do { bytes = try FileReader.contents(of: path) } catch { throw CommandFailure(error) }
        do { document = try PlacedJSON.parse(bytes, from: path) } catch { throw CommandFailure(error) }
        do throws(PackError) { return try make(document) } catch {
            throw CommandFailure(
                [
                    Diagnostic(
                        "E930", at: error.location, TerminalText.safe("this pack cannot be used: \(error.reason)"),
                        help: ["nothing of \(name) is used until it is mended"])
                ], exitStatus: .input)
        }
    }
}
