extension EvidenceCube {
    /// A cube of cells that another engine counted, its scores by value.
    ///
    /// - Parameters:
    ///   - cells: in any order; cells of one place are added up. Codes and places lie in their tables, names are distinct,
    ///     and the rows are no more than a cube may hold.
    ///   - grid: how scores are to be told apart; without one by value, or in bins if they are more than a grid of values
    ///     holds, as when rows are counted.
    /// - Throws: for cells that contradict one another or the header, for scores that have no place on the grid, and for
    ///   more than a cube may hold.
    /// - Complexity: O(cells log cells).
    package init(importing cells: CubeCells, header: CubeHeader, grid: ScoreGrid? = nil) throws(CubeError) {
        var cube = EvidenceCube(header: header, canonical: cells.canonical())
        if cube.hasScores {
            if let grid, grid.isBinned {
                cube = try cube.regridding(to: grid)
            } else {
                cube = try cube.withinValueLimit()
                // More scores than the grid that was asked for can hold.
                if let grid { cube = try cube.regridding(to: grid) }
            }
        }
        self = try EvidenceCube(header: cube.header, cells: cube.cells)
    }
}
