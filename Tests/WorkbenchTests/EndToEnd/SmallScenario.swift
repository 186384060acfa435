import TestSupport

/// A scenario of a hundred rows, quick to assess.
struct SmallScenario {
    /// The groups, each of the same number of rows.
    var groups = ["Coast", "North"]
    /// One gate as YAML, if any.
    var gate: String?
    var rowsPerGroup = 50
    /// The scenario's name, and that of the folder unless another path is given.
    var name = "small"
    var tags: [String] = []

    init(groups: [String] = ["Coast", "North"], gate: String? = nil) {
        self.groups = groups
        self.gate = gate
    }

    /// The rows as CSV; two of three answers are right.
    var rows: String {
        var writer = DelimitedText()
        writer.quotesAll = false
        var rows: [[String?]] = [["id", "region", "label"]]
        for (group, name) in groups.enumerated() {
            for row in 0..<rowsPerGroup { rows.append(["r\(group)-\(row)", name, row % 2 == 0 ? "1" : "0"]) }
        }
        return writer.table(rows)
    }

    private var predictions: String {
        var text = "id,decision\n"
        for group in groups.indices {
            for row in 0..<rowsPerGroup {
                let label = row % 2 == 0
                text += "r\(group)-\(row),\((row % 3 == 0) != label ? 1 : 0)\n"
            }
        }
        return text
    }

    /// Writes the folder `small`, or the one at another path.
    func write(into scratch: ScratchFolder, as path: String? = nil) throws {
        let folder = path ?? name
        var yaml = """
            kigezo: 1
            name: \(name)
            title: A small one
            tags: [\(tags.joined(separator: ", "))]
            languages: [en, sw]
            purpose: Try the program
            label-means: Repaid
            risk: limited
            automation: human-decides
            data:
              file: rows.csv
              id: id
              label: {column: label, positive: "1"}
              groups:
                - {column: region, kind: region, source: recorded}
            models:
              model:
                predictions: model.csv
                id: id
                prediction: decision
                favourable: 1
            analysis: {by: [region], metrics: [accuracy, selection-rate, true-positive-rate], minimum-group: 10, seed: 7}

            """
        if let gate { yaml += "gates:\n  - \(gate)\n" }
        try scratch.write(yaml, as: folder + "/scenario.yaml")
        try scratch.write(rows, as: folder + "/rows.csv")
        try scratch.write(predictions, as: folder + "/model.csv")
    }
}
