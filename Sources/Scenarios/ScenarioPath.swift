/// Paths in scenario files: relative, and below the folder of the file. Links are looked at when a file is opened.
enum ScenarioPath {
    /// Why `path` is refused; `nil` if it is not.
    static func refusal(of path: String) -> ScenarioProblem.Outside? {
        if path.unicodeScalars.contains(where: { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) }) { return .nul }
        // Bytes, not characters: a combining mark after a slash makes another character, and still a slash to the system.
        let bytes = path.utf8
        if bytes.contains(UInt8(ascii: "\\")) { return .backslash }
        if bytes.first == UInt8(ascii: "/") { return .absolute }
        if bytes.first == UInt8(ascii: "~") { return .home }
        var depth = 0
        for part in bytes.split(separator: UInt8(ascii: "/")) {
            if part.elementsEqual(".".utf8) { continue }
            depth += part.elementsEqual("..".utf8) ? -1 : 1
            if depth < 0 { return .above }
        }
        return nil
    }
}
