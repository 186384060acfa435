import Evidence
import Storage
import TestSupport

/// Cubes of random rows with everything a header can hold, for tests of algebra and files.
enum CubeFixtures {
    static func header(_ table: OutcomeTable, provenance: [CubeProvenance] = []) -> CubeHeader {
        let columns = table.rows.first?.scores.count ?? 0
        return CubeHeader(
            model: "vendor", label: "repaid", outcome: .ofClasses(binary: table.classes.count == 2),
            favourable: table.classes.last, prediction: "approved",
            scores: columns == 1 ? ["p"] : (0..<columns).map { "p_c\($0)" }, timeZone: "Africa/Nairobi",
            asOf: "2026-03-01", filter: "age >= 18", provenance: provenance)
    }

    static func cube(_ table: OutcomeTable, provenance: [CubeProvenance] = []) -> EvidenceCube {
        EvidenceCube(counting: table.evidenceRows, header: header(table, provenance: provenance))
    }

    /// The cube of some rows of a table; rows that are no rows keep the meaning of the table.
    static func part(
        of table: OutcomeTable, _ rows: [OutcomeTable.Row], provenance: [CubeProvenance] = []
    ) throws -> EvidenceCube {
        var part = table
        part.rows = rows
        guard !rows.isEmpty else {
            let empty = cube(table).empty
            return try empty.with(header: empty.header.with(provenance: provenance))
        }
        return cube(part, provenance: provenance)
    }

    /// The site of part `number`, which tells it from all others.
    static func site(_ number: Int) -> [CubeProvenance] {
        [CubeProvenance(site: "s\(number)", sha256: SHA256.hexadecimal(SHA256.digest(of: Array("\(number)".utf8))))]
    }

    /// The table cut into parts of random sizes, none included.
    static func parts(of table: OutcomeTable, _ count: Int, seed: UInt64) throws -> [EvidenceCube] {
        var random = SeededRandom(seed: seed)
        var rows = [[OutcomeTable.Row]](repeating: [], count: count)
        for row in table.rows { rows[Int.random(in: 0..<count, using: &random)].append(row) }
        return try rows.enumerated().map { try part(of: table, $1, provenance: site($0)) }
    }

    static func table(_ seed: UInt64, maximumRows: Int = 60) -> OutcomeTable {
        OutcomeTable.random(
            seed: seed, classCount: 2 + Int(seed % 3), maximumRows: maximumRows, scored: seed % 5 != 4)
    }
}
