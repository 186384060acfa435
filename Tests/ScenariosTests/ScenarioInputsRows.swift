import Evidence
@testable import Scenarios

extension ScenarioInputs.ModelInput {
    /// The rows, where they were kept.
    var rows: EvidenceRows? {
        if case .rows(let rows, _) = evidence { rows } else { nil }
    }

    /// The counts without scores.
    var decisionsAlone: EvidenceCube {
        guard case .rows(var rows, let told) = evidence else { return cube }
        rows.scores = []
        return EvidenceCube(counting: rows, told: told)
    }

    var predictions: [UInt16]? { rows?.predictions }
    var scores: [[Double]]? { rows?.scores }
}
