import Evidence
@testable import Scenarios

extension ScenarioInputs.ModelInput {
    /// The rows, where they were kept.
    var rows: EvidenceRows? {
        if case .rows(let rows) = evidence { rows } else { nil }
    }

    /// The counts without scores.
    var decisionsAlone: EvidenceCube {
        guard var rows else { return cube }
        rows.scores = []
        return EvidenceCube(counting: rows)
    }

    var predictions: [UInt16]? { rows?.predictions }
    var scores: [[Double]]? { rows?.scores }
}
