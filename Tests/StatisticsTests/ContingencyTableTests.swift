import Testing

@testable import Statistics

@Suite("Tables of two classifications")
struct ContingencyTableTests {
    @Test("METHODS §8: the anchors of one table")
    func anchors() throws {
        let table = ContingencyTable([[30, 10, 5], [12, 25, 18]])
        #expect(abs(table.chiSquare - 20.6976598) < 1e-7 && table.degreesOfFreedom == 2)
        #expect(abs(try #require(table.cramersV) - 0.4549468) < 1e-7)
        #expect(abs(try #require(table.correctedCramersV) - 0.4343736) < 1e-7)
        #expect(abs(table.mutualInformation - 0.1070464) < 1e-7)
        #expect(abs(try #require(table.uncertainty(ofRows: true)) - 0.1555593) < 1e-7)
        #expect(abs(try #require(table.uncertainty(ofRows: false)) - 0.1000608) < 1e-7)
        #expect(abs(table.correctedMutualInformation - 0.0970464) < 1e-7)
        #expect(abs(try #require(table.chiSquarePValue) - 3.203042e-5) < 1e-9)
        #expect(table.majorityAccuracy == 73.0 / 100)
    }

    @Test("Empty rows and columns change nothing, and turning the table swaps what is told of what")
    func forms() throws {
        let table = ContingencyTable([[30, 0, 10, 5], [0, 0, 0, 0], [12, 0, 25, 18]])
        #expect(table == ContingencyTable([[30, 10, 5], [12, 25, 18]]))
        let turned = ContingencyTable([[30, 12], [10, 25], [5, 18]])
        #expect(turned.chiSquare == table.chiSquare && turned.cramersV == table.cramersV)
        #expect(turned.uncertainty(ofRows: true) == table.uncertainty(ofRows: false))
    }

    @Test("One row or column, or no rows, tell of no association")
    func degenerate() {
        for counts in [[[3, 4, 5]], [[3], [4]], [[0, 0], [0, 0]]] {
            let table = ContingencyTable(counts)
            #expect(table.cramersV == nil && table.correctedCramersV == nil && table.chiSquarePValue == nil)
            #expect(table.mutualInformation == 0 && table.degreesOfFreedom == 0)
        }
    }
}
