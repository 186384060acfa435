import Foundation
import TestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

@Suite("A defect of the program")
struct DefectTests {
    @Test("What traps ends with 70 and words without data", arguments: [SIGILL, SIGTRAP, SIGABRT])
    func trap(signal: Int32) throws {
        let process = Process()
        let (input, output, errors) = (Pipe(), Pipe(), Pipe())
        process.executableURL = URL(fileURLWithPath: KigezoProcess.path)
        process.environment = ["SWIFT_BACKTRACE": "enable=no"]
        process.standardInput = input
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        // Once it has answered it is up.
        input.fileHandleForWriting.write(Data("version\n".utf8))
        #expect(!output.fileHandleForReading.availableData.isEmpty)
        kill(process.processIdentifier, signal)
        let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationReason == .exit && process.terminationStatus == 70)
        #expect(text.contains("error[E799]"))
    }
}
