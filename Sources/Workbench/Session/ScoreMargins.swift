import Diagnostics
import Evidence
import Metrics

/// By which groups the scores of a question are counted, and how they are told apart.
///
/// A table of scores by many groups hardly compresses (METHODS §1.1), so scores are counted by less than decisions are.
struct ScoreMargins {
    /// None where nobody asks for scores.
    let margins: [[String]]
    /// The grid asked for.
    let grid: ScoreGrid?

    /// A question counts scores by its own groupings. A cube, which does not know what it will be asked, counts them by
    /// groupings of one or two columns as they are, and by every two columns of a larger one, unless `scores-by` says
    /// otherwise.
    init(_ call: Call, _ groupings: [[String]], _ told: ToldColumns) throws(CommandFailure) {
        let isCube = call.command == CommandDeclaration.cube.name
        let blocks = told.dimensions.filter { $0.rule == .block }.map(\.name)
        if let name = call.text("score-grid") {
            guard let grid = ScoreGrid(name.value) else {
                let known = [ScoreGrid.values.name] + ScoreGrid.binned.map(\.name)
                throw CommandFailure(
                    "E749", call, at: name.span, "no grid of scores is called '\(name.value)'",
                    help: (NearMatch.nearest(to: name.value, among: known).map { ["did you mean '\($0)'?"] } ?? [])
                        + ["grids: " + known.joined(separator: ", ")])
            }
            self.grid = grid
        } else {
            grid = nil
        }
        guard isCube || Self.needsScores(call) else {
            margins = []
            return
        }
        let declared = call.lists("scores-by").map { $0.map(\.value) }
        if !declared.isEmpty {
            for columns in call.lists("scores-by") {
                for column in columns where !(groupings + [blocks]).contains(where: { $0.contains(column.value) }) {
                    throw CommandFailure(
                        "E604", call, at: column.span, "scores cannot be counted by '\(column.value)': no group is",
                        help: ["add it to by, too"])
                }
            }
            margins = CubeHeader.maximal(declared)
        } else if isCube {
            // Blocks would make nearly as many cells as there are rows: they are on decisions only (METHODS §1.1).
            margins = Self.ofCube(groupings)
        } else if Self.isSlices(call) {
            // A slice may take levels of all columns.
            margins = CubeHeader.maximal([Array(Set(groupings.flatMap { $0 })).sorted() + blocks])
        } else {
            margins = CubeHeader.maximal((groupings.isEmpty ? [[]] : groupings).map { $0 + blocks })
        }
    }

    /// The margins of a cube by these groupings.
    static func ofCube(_ groupings: [[String]]) -> [[String]] {
        groupings.isEmpty ? [[]] : CubeHeader.maximal(groupings.flatMap { $0.count <= 2 ? [$0] : pairs($0) })
    }

    private static func pairs(_ columns: [String]) -> [[String]] {
        columns.indices.flatMap { first in columns.indices.filter { $0 > first }.map { [columns[first], columns[$0]] } }
    }

    private static func isSlices(_ call: Call) -> Bool { call.text("kind")?.value == ProbeCommand.Kind.slices.rawValue }

    /// Whether any figure asked for looks at scores; an unknown name is told of later.
    private static func needsScores(_ call: Call) -> Bool {
        // Drift and thresholds look at all scores, whatever figure is followed.
        let probes = [ProbeCommand.Kind.drift, .thresholds]
        if let kind = call.text("kind")?.value, probes.contains(where: { $0.rawValue == kind }) { return true }
        return (call.list("metrics") + (isSlices(call) ? call.list("metric") : [])).contains {
            $0.value == "all" || Catalogue.metric(named: $0.value)?.needsScores ?? true
        }
            || call.list("measures").contains {
                $0.value == "all" || FairnessMeasure.measure(named: $0.value)?.needsScores ?? true
            }
    }
}
