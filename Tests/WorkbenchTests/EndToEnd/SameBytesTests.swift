import Foundation
import Storage
import TestSupport
import Testing

@Suite("Same input, same bytes")
struct SameBytesTests {
    @Test("Zone, language, folders and hash seeds of a process leave no trace in what a run writes")
    func mobileCredit() throws {
        let here = try ScratchFolder()
        let there = try ScratchFolder()
        try KigezoProcess.copyScenario("mobile-credit", into: there)
        let first = try KigezoProcess.run(
            ["run", PackageFolder.root + "/scenarios/mobile-credit", "--out", here.file("one")],
            environment: [
                "TZ": "Pacific/Kiritimati", "LANG": "ar_EG.UTF-8", "LC_ALL": "ar_EG.UTF-8",
                "SWIFT_DETERMINISTIC_HASHING": "",
            ])
        let second = try KigezoProcess.run(
            ["run", "scenarios/mobile-credit", "--out", "deep/er/two"], folder: there.path,
            environment: [
                "TZ": "America/Anchorage", "LANG": "C", "LC_ALL": "C", "LANGUAGE": "sw",
                "SWIFT_DETERMINISTIC_HASHING": "",
            ])
        #expect(first.status == 1 && second.status == 1, "\(first.errors)\(second.errors)")
        let folders = (here.file("one/mobile-credit"), there.file("deep/er/two/mobile-credit"))
        let names = try KigezoProcess.files(below: folders.0)
        #expect(
            names == [
                "assessment.json", "dossier.en.html", "dossier.en.md", "dossier.sw.html", "dossier.sw.md", "summary.md",
            ])
        #expect(names == (try KigezoProcess.files(below: folders.1)))
        for name in names {
            let bytes = try FileReader.contents(of: folders.0 + "/" + name)
            #expect(bytes == (try FileReader.contents(of: folders.1 + "/" + name)), "\(name) differs")
            check(String(decoding: bytes, as: UTF8.self), name, folders: [here.path, there.path])
        }
        // What is printed differs in the folder's name only.
        let printed = (first.output.split(separator: "\n").dropLast(), second.output.split(separator: "\n").dropLast())
        #expect(printed.0.elementsEqual(printed.1))
    }

    /// No path, host, user or time of day of this machine stands in a text.
    private func check(_ text: String, _ name: String, folders: [String]) {
        for place in folders + [PackageFolder.root, NSHomeDirectory() + "/", "/tmp/"] where place.count > 4 {
            #expect(!text.contains(place), "\(name) holds \(place)")
        }
        let host = ProcessInfo.processInfo.hostName
        if host.count > 4, host != "localhost" { #expect(!text.contains(host), "\(name) holds the host's name") }
        let user = NSUserName()
        if user.count > 4 { #expect(!text.contains(user), "\(name) holds the user's name") }
        #expect(text.firstMatch(of: /[0-2]?[0-9]:[0-5][0-9]:[0-5][0-9]/) == nil, "\(name) holds a time of day")
    }
}
