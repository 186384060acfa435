import Diagnostics
import Foundation
import Localization
import Testing

@Suite("Finding the locales")
struct LocaleFolderTests {
    @Test("The explicit choice may be the folder itself or one that holds it, and a wrong one is an error")
    func explicit() throws {
        let folder = try TemporaryFolder()
        try folder.write("{}", to: "locales/languages/en/language.json")
        let home = ["KIGEZO_HOME": folder.path]
        #expect(
            try LocaleFolder.find(explicit: folder.path, environment: [:], executable: nil).path == folder.path
                + "/locales")
        #expect(
            try LocaleFolder.find(explicit: folder.path + "/locales", environment: [:], executable: nil).path
                == folder.path + "/locales")
        let wrong = folder.path + "/nowhere"
        #expect(throws: LocalizationError.localesNotFound(searched: [wrong, wrong + "/locales"])) {
            try LocaleFolder.find(explicit: wrong, environment: home, executable: nil)
        }
    }

    @Test("Then come the home, beside the program, its share folder, and the package that holds it, in this order")
    func order() throws {
        let folder = try TemporaryFolder()
        let executable = folder.path + "/package/.build/bin/kigezo"
        func find() throws -> String {
            try LocaleFolder.find(environment: ["KIGEZO_HOME": folder.path + "/home"], executable: executable).path
        }
        #expect(throws: LocalizationError.self) { try find() }
        try folder.write("{}", to: "package/locales/languages/en/language.json")
        #expect(throws: LocalizationError.self, "an ancestor without Package.swift does not count") { try find() }
        try folder.write("", to: "package/Package.swift")
        #expect(try find() == folder.path + "/package/locales")
        try folder.write("{}", to: "package/.build/share/kigezo/locales/languages/en/language.json")
        #expect(try find() == folder.path + "/package/.build/share/kigezo/locales")
        try folder.write("{}", to: "package/.build/bin/locales/languages/en/language.json")
        #expect(try find() == folder.path + "/package/.build/bin/locales")
        try folder.write("{}", to: "home/locales/languages/en/language.json")
        #expect(try find() == folder.path + "/home/locales")
    }

    @Test("A failed search lists every place, and the current folder is none of them")
    func failed() throws {
        let folder = try TemporaryFolder()
        do {
            _ = try LocaleFolder.find(
                environment: ["KIGEZO_HOME": folder.path], executable: folder.path + "/bin/kigezo")
            Issue.record("something was found")
        } catch {
            guard case .localesNotFound(let searched) = error else {
                Issue.record("\(error)")
                return
            }
            #expect(
                searched.prefix(3) == [
                    folder.path + "/locales", folder.path + "/bin/locales", folder.path + "/share/kigezo/locales",
                ])
            #expect(!searched.contains { !$0.hasPrefix("/") && !$0.hasPrefix("the folders above /") })
            #expect(error.diagnostics.first?.help.count == searched.count + 1)
        }
    }

    @Test("The running program knows its own path")
    func executable() throws {
        let path = try #require(LocaleFolder.executablePath())
        #expect(path.hasPrefix("/"))
        #expect(FileManager.default.isExecutableFile(atPath: path))
    }

    @Test("A file that is too large, missing or not UTF-8 is refused with its path")
    func files() throws {
        let folder = try TemporaryFolder()
        try folder.writeLanguage("en")
        try Data([0x61, 0x20, 0x3D, 0x20, 0xFF, 0x0A]).write(
            to: URL(fileURLWithPath: folder.path + "/languages/en/tool.ftl"))
        #expect(throws: LocalizationError.malformedFile("languages/en/tool.ftl", at: "", reason: "not UTF-8")) {
            try Localizer(language: "en", folder: folder.locales, digest: lengthDigest)
        }
        try folder.write(String(repeating: "x", count: LocaleFolder.maximumFileSize + 1), to: "big")
        #expect(throws: LocalizationError.self) { try folder.locales.bytes(of: "big") }
        #expect(throws: LocalizationError.unreadableFile(folder.path + "/none", reason: "no such file")) {
            try folder.locales.bytes(of: "none")
        }
    }
}
