extension EvidenceCube {
    /// A cube of cells that another engine counted, its scores by value.
    ///
    /// More different scores than a grid of values holds are binned, as they are when rows are counted.
    ///
    /// - Parameter cells: in any order; cells of one place are added up. Codes and places lie in their tables, names are
    ///   distinct, and the rows are no more than a cube may hold.
    /// - Throws: for cells that contradict one another or the header, and for more than a cube may hold.
    /// - Complexity: O(cells log cells).
    package init(importing cells: CubeCells, header: CubeHeader) throws(CubeError) {
        let cube = try EvidenceCube(header: header, canonical: cells.canonical()).withinValueLimit()
        self = try EvidenceCube(header: cube.header, cells: cube.cells)
    }
}
