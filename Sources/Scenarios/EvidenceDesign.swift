import Evidence
import Statistics

/// How the rows came about, as far as it decides what may be concluded from them.
package struct EvidenceDesign: Sendable, Hashable {
    /// Rows per cluster (person, household) on average, if a cluster column is declared.
    package let rowsPerCluster: Double?
    /// Columns whose groups were inferred, not asked or recorded.
    package let inferredColumns: Set<String>

    /// Above this many rows per cluster, rows are not taken for independent (METHODS §3.6).
    package static let independenceLimit = 1.05

    package init(rowsPerCluster: Double? = nil, inferredColumns: Set<String> = []) {
        self.rowsPerCluster = rowsPerCluster
        self.inferredColumns = inferredColumns
    }

    /// Whether rows of one cluster come again, so that they are counted by blocks.
    package var isClustered: Bool { (rowsPerCluster ?? 1) > Self.independenceLimit }

    /// Whether intervals allow for that.
    private var isAllowedFor = false

    /// The design as counts of the rows know it: with blocks of clusters, intervals allow for rows that come again.
    func counted(in cube: EvidenceCube) -> EvidenceDesign {
        var design = self
        design.isAllowedFor = cube.hasBlocks
        return design
    }

    /// Why no gate over these columns can be decided.
    ///
    /// Intervals for independent rows are too narrow when people come again, so neither pass nor fail is shown; gaps
    /// between inferred groups are biased in either direction (Chen et al. 2019).
    func caps(_ columns: [String]) -> Set<VerdictCap> {
        var caps: Set<VerdictCap> = []
        if isClustered, !isAllowedFor { caps.insert(.assumesIndependence) }
        if !inferredColumns.isDisjoint(with: columns) { caps.insert(.imputedGroup) }
        return caps
    }

    /// What every figure over these columns has to say.
    func flags(_ columns: [String]) -> [EstimateFlag] {
        var flags: [EstimateFlag] = []
        if isClustered, !isAllowedFor { flags.append(.assumesIndependence) }
        if !inferredColumns.isDisjoint(with: columns) { flags.append(.imputedGroup) }
        return flags
    }
}
