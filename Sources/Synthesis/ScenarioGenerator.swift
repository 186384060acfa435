/// A scenario whose files are drawn by this program.
package struct ScenarioGenerator: Sendable {
    /// The scenario's name, which is also its folder's.
    package let name: String
    /// Seed and number of rows with which the files in the repository were drawn.
    package let seed: UInt64
    package let rows: Int
    private let draw: @Sendable (UInt64, Int) throws(SynthesisError) -> [GeneratedFile]

    init(
        name: String, seed: UInt64, rows: Int,
        draw: @escaping @Sendable (UInt64, Int) throws(SynthesisError) -> [GeneratedFile]
    ) {
        self.name = name
        self.seed = seed
        self.rows = rows
        self.draw = draw
    }

    /// Every scenario the program can draw.
    package static let all = [
        ScenarioGenerator(
            name: "mobile-credit", seed: MobileCredit.seed, rows: MobileCredit.rows,
            draw: { (seed, rows) throws(SynthesisError) in try MobileCredit.files(seed: seed, rows: rows) })
    ]

    /// The drawn files, in a fixed order; without arguments, those in the repository, byte for byte.
    package func files(seed: UInt64? = nil, rows: Int? = nil) throws(SynthesisError) -> [GeneratedFile] {
        try draw(seed ?? self.seed, rows ?? self.rows)
    }

    /// The paths whose contents differ from what would be drawn, or which are absent.
    ///
    /// - Parameter contents: the bytes of a file below the scenario's folder; `nil` if there is none.
    package func differences(contents: (String) -> [UInt8]?) throws(SynthesisError) -> [String] {
        try files().filter { contents($0.path) != $0.bytes }.map(\.path)
    }
}
