import Foundation
import Storage

/// Input that takes the program under test some seconds, whichever way its libraries were compiled.
package enum LongWork {
    /// How many times more rows an optimized build (`KIGEZO_OPTIMIZE`, Package.swift) needs for the same time.
    package static let factor = ProcessInfo.processInfo.environment["KIGEZO_OPTIMIZE"] == nil ? 1 : 12

    /// Writes `header` and then `block` a thousand times, times ``factor``, and returns the file's path.
    package static func file(
        header: String, block: String, in folder: ScratchFolder, as name: String = "big.csv"
    ) throws -> String {
        let path = try folder.write(header, as: name)
        let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        defer { try? file.close() }
        try file.seekToEnd()
        let part = Data(String(repeating: block, count: 100).utf8)
        for _ in 0..<(10 * factor) { try file.write(contentsOf: part) }
        return path
    }
}
