/// A drawn file: its path below the scenario's folder, with slashes, and its UTF-8 text.
package struct GeneratedFile: Hashable, Sendable {
    package let path: String
    package let bytes: [UInt8]

    package init(path: String, text: String) {
        self.path = path
        bytes = Array(text.utf8)
    }
}
