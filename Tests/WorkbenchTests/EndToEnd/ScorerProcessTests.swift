import Foundation
import Storage
import TestSupport
import Testing

@Suite("A scorer and the program that started it")
struct ScorerProcessTests {
    /// How many processes of this machine have a word among their arguments, this one left out.
    private static func running(_ word: String) -> Int {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return names.count { name in
            guard let number = Int32(name), number != ProcessInfo.processInfo.processIdentifier,
                let arguments = FileManager.default.contents(atPath: "/proc/\(name)/cmdline")
            else { return false }
            return String(decoding: arguments, as: UTF8.self).contains(word)
        }
    }

    private static func waits(_ seconds: Double, until holds: () -> Bool) -> Bool {
        let end = Date() + seconds
        while Date() < end {
            if holds() { return true }
            usleep(20_000)
        }
        return holds()
    }

    @Test(
        "Whether we are asked to end or killed, nothing of the scorer is left", arguments: [SIGTERM, SIGKILL, SIGINT])
    func ended(signal: Int32) throws {
        let scratch = try ScratchFolder()
        try scratch.write(try FileReader.contents(of: KigezoProcess.examples + "loans.csv"), as: "loans.csv")
        let script = try scratch.write(
            "trap '' TERM INT HUP\necho 1 > \(scratch.file("started"))\n"
                + "sh \(scratch.file("more.sh")) &\nwhile :; do sleep 1; done\n",
            as: "hang.sh")
        try scratch.write("trap '' TERM INT HUP\nwhile :; do sleep 1; done\n", as: "more.sh")
        let process = Process()
        process.executableURL = URL(fileURLWithPath: KigezoProcess.path)
        process.arguments = [
            "probe", "counterfactual", "--in", scratch.file("loans.csv"), "--id", "application_id", "--features",
            "gender,age", "--flip", "gender", "--allow-scorer", "--using", "/bin/sh", script,
        ]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        #expect(Self.waits(10) { FileKind.isRegularFile(scratch.file("started")) })
        #expect(Self.waits(5) { Self.running(scratch.file("more.sh")) == 1 })
        kill(process.processIdentifier, signal)
        process.waitUntilExit()
        if signal != SIGKILL { #expect(process.terminationStatus == (signal == SIGTERM ? 143 : 130)) }
        #expect(Self.waits(3) { Self.running(scratch.path) == 0 })
    }

    @Test("A scorer that fails gives the status 4, at the shell too")
    func status() throws {
        let outcome = try KigezoProcess.run([
            "probe", "counterfactual", "--in", KigezoProcess.examples + "loans.csv", "--id", "application_id",
            "--features", "gender,age", "--flip", "gender", "--allow-scorer", "--using", "/bin/sh", "-c", "exit 3",
        ])
        #expect(outcome.status == 4 && outcome.errors.contains("error[E873]"), "\(outcome.errors)")
        #expect(outcome.errors.contains("ended with status 3"))
    }
}
