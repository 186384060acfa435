import Storage

/// What benchmarks share: how many rows, where files go, and the files themselves, each made once.
final class Bench {
    /// Rows of the generated file of predictions.
    let rows: Int
    private let folder: String
    private var predictions: String?

    /// - Parameter folder: exists, and is removed by whoever made it.
    init(rows: Int, folder: String) {
        self.rows = rows
        self.folder = folder
    }

    /// A path in the temporary folder.
    func path(_ name: String) -> String { "\(folder)/\(name)" }

    /// The file of predictions.
    func predictionsFile() throws -> String {
        if let predictions { return predictions }
        let path = path("predictions.csv")
        try AtomicFile.write(PredictionWriter(seed: 20_240_607).text(rows: rows), to: path)
        predictions = path
        return path
    }
}
