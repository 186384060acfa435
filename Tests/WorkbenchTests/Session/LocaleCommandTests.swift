import Diagnostics
import Storage
import TestSupport
import Testing

@testable import Workbench

@Suite("Languages and places are listed and checked")
struct LocaleCommandTests {
    private func run(_ line: String) async -> (output: String, failure: CommandFailure?) {
        let (reports, failure) = await Session().run(line: line)
        return (reports.map(\.output).joined(), failure)
    }

    @Test("Those of the program are listed with their state, and are sound")
    func ours() async throws {
        let listed = await run("locale list to csv").output
        for line in ["language,en,English,English,source,", "language,sw,Kiswahili,Swahili,draft,", "place,KE,Kenya,"] {
            #expect(listed.contains("\n" + line), "\(listed)")
        }
        #expect(await run("locale list sw to csv").output.split(separator: "\n").count == 2)
        #expect(await run("locale check").output.hasPrefix("  sound: "))
        #expect(await run("locale check sw KE").output == "  sound: 1 language, 1 place\n")
    }

    @Test("What is wrong is told with its place, and the status is that of bad input")
    func wrong() async throws {
        let folder = try ScratchFolder()
        let languages = PackageFolder.root + "/locales/languages/"
        for tag in ["en", "sw"] {
            for file in try FolderListing.names(in: languages + tag) {
                var text = String(decoding: try FileReader.contents(of: languages + tag + "/" + file), as: UTF8.self)
                if tag == "sw", file == "tool.ftl" { text += "nobody-has-this = x\n" }
                try folder.write(text, as: "languages/\(tag)/\(file)")
            }
        }
        let failure = try #require(await run("locale check locales '\(folder.path)'").failure)
        #expect(failure.exitStatus == .input)
        #expect(failure.diagnostics.first?.code == "E513")
        #expect(failure.diagnostics.first?.location?.file.hasSuffix("languages/sw/tool.ftl") == true)
        #expect(await run("locale check en locales '\(folder.path)'").failure == nil)
        let unknown = await run("locale list sv").failure
        #expect(
            unknown?.diagnostics.first?.code == "E123" && unknown?.diagnostics.first?.help.first == "did you mean 'sw'?"
        )
    }
}
