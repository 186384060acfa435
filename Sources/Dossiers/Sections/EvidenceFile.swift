/// The machine-readable file that lies beside a dossier.
package struct EvidenceFile: Sendable, Hashable {
    /// Its name without a folder.
    package let name: String
    /// Lower-case hex digits.
    package let sha256: String

    package init(name: String, sha256: String) {
        self.name = name
        self.sha256 = sha256
    }
}
