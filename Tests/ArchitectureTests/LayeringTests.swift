import Testing

@Suite("Targets import only what they declare")
struct LayeringTests {
    /// Targets that must run, be fuzzed and be embedded without Foundation and without packages.
    static let core: Set<String> = [
        "Diagnostics", "Interchange", "Storage", "Statistics", "Tables", "Evidence", "Metrics", "Probes",
        "Synthesis", "LineEditor",
    ]
    /// Modules of the toolchain that any target may use.
    static let toolchain: Set<String> = ["Swift", "Glibc", "Musl", "Darwin", "Synchronization", "Dispatch"]
    static let foundation: Set<String> = ["Foundation", "FoundationEssentials"]

    /// The module a line of code imports, if it imports one.
    static func importedModule(_ line: String) -> String? {
        guard line.contains("import ") else { return nil }
        guard
            let match = line.firstMatch(
                of:
                    #/^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:\w+\s+)?import\s+(?:(?:struct|class|enum|protocol|func|var|let|typealias)\s+)?(\w+)/#
            )
        else { return nil }
        return String(match.1)
    }

    /// What a target may import: what it declares, and of the toolchain what its layer allows.
    static func allowed(_ target: Manifest.Target) -> Set<String> {
        var allowed = target.modules.union(toolchain)
        if !core.contains(target.name) { allowed.formUnion(foundation) }
        // Tests read our XML with the parser that the toolchain has beside Foundation.
        if target.folder.hasPrefix("Tests/") { allowed.formUnion(["Testing", "FoundationXML"]) }
        // The toolchain's own ICU, for plural categories, display names and collation.
        if ["Localization", "LocalizationTests"].contains(target.name) {
            allowed.formUnion(["FoundationInternationalization", "_FoundationICU"])
        }
        return allowed
    }

    @Test("Every import of every file, tests included, is declared for its target and allowed in its layer")
    func imports() throws {
        let manifest = try Manifest.load()
        #expect(manifest.targets.count > 20)
        var imports = 0
        for target in manifest.targets where target.type != "system" {
            let allowed = Self.allowed(target)
            for file in try SourceTree.files(below: target.folder) {
                for (number, line) in file.code.enumerated() {
                    guard let module = Self.importedModule(line) else { continue }
                    imports += 1
                    #expect(
                        allowed.contains(module), "\(file.path):\(number + 1): \(target.name) must not import \(module)"
                    )
                }
            }
        }
        #expect(imports > 50)
    }

    @Test("Every folder with sources is a target")
    func folders() throws {
        let known = Set(try Manifest.load().targets.map(\.folder))
        for parent in ["Sources", "Tests"] {
            for folder in try SourceTree.folders(below: parent) {
                let path = parent + "/" + folder
                guard try !SourceTree.files(below: path).isEmpty else { continue }
                #expect(known.contains(path), "\(path) is built by no target")
            }
        }
    }

    @Test("The core depends on no package")
    func packages() throws {
        let targets = try Manifest.load().targets
        #expect(Self.core.isSubset(of: targets.map(\.name)))
        for target in targets where Self.core.contains(target.name) {
            #expect(target.dependencies.allSatisfy { !$0.isProduct }, "\(target.name)")
            #expect(
                target.modules.isSubset(of: Self.core.union(["CZlib", "CByteMasks", "CSHA256", "CChildProcess"])),
                "\(target.name)")
        }
    }

    @Test("No row reaches a dossier, and nothing below knows the workbench")
    func direction() throws {
        for target in try Manifest.load().targets where target.type != "test" {
            if target.name == "Dossiers" { #expect(target.modules.isDisjoint(with: ["Tables", "Evidence"])) }
            // The editor would serve any program, and only the program has a terminal.
            if target.name == "LineEditor" { #expect(target.dependencies.isEmpty) }
            if target.name != "KigezoTool" { #expect(!target.modules.contains("LineEditor"), "\(target.name)") }
            // The program, and what fuzzes and times its command language.
            if !["KigezoTool", "FuzzTargets", "Benchmarks"].contains(target.name) {
                #expect(!target.modules.contains("Workbench"), "\(target.name)")
            }
        }
    }

    @Test(
        "An import is recognised however it is written",
        arguments: [
            ("import Tables", "Tables"), ("package import Tables", "Tables"), ("  public import Tables", "Tables"),
            ("@testable import Tables", "Tables"), ("@_spi(X) package import Tables", "Tables"),
            ("import struct Foundation.Date", "Foundation"), ("@preconcurrency import Foundation", "Foundation"),
        ])
    func recognition(line: String, module: String) { #expect(Self.importedModule(line) == module) }

    @Test("What is no import is not taken for one", arguments: ["let important = 1", "importer()", "", "// import X"])
    func others(line: String) { #expect(SourceTree.code(of: line).allSatisfy { Self.importedModule($0) == nil }) }
}
