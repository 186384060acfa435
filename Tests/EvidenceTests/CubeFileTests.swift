import Diagnostics
import Evidence
import Interchange
import Storage
import TestSupport
import Testing

@Suite("Cube files")
struct CubeFileTests {
    typealias Fixtures = CubeFixtures

    /// A small cube that has something of everything.
    private static var small: EvidenceCube {
        Fixtures.cube(OutcomeTable.random(seed: 12, maximumRows: 12), provenance: Fixtures.site(1))
    }

    /// The same bytes with a digest that is right for them, and the length if that is wanted.
    private static func sealed(_ bytes: [UInt8], fixingLength: Bool = false) -> [UInt8] {
        var body = Array(bytes.dropLast(32))
        if fixingLength, body.count >= 20 {
            for index in 0..<8 { body[12 + index] = UInt8(truncatingIfNeeded: (body.count + 32) >> (8 * index)) }
        }
        return body + SHA256.digest(of: body)
    }

    private static func code(_ bytes: [UInt8]) -> String? {
        do {
            _ = try CubeFile.cube(from: bytes, named: "x.cube")
            return nil
        } catch { return error.diagnostics.first?.code }
    }

    @Test("What is written is read, and written again the same", arguments: 0..<40 as Range<UInt64>)
    func roundTrip(seed: UInt64) throws {
        let table = Fixtures.table(seed)
        let cube = Fixtures.cube(table, provenance: Fixtures.site(Int(seed)))
        let bytes = try CubeFile.bytes(of: cube)
        let read = try CubeFile.cube(from: bytes, named: "x.cube")
        #expect(try CubeFile.bytes(of: read) == bytes, "seed \(seed)")
        #expect(read.header == cube.header)
        for grouping in [[], ["region"], ["gender", "region"]] {
            #expect(read.evidence(by: grouping) == table.cube.evidence(by: grouping), "seed \(seed)")
        }
    }

    @Test("Neither the order of rows nor that of dimensions changes a byte", arguments: 0..<20 as Range<UInt64>)
    func canonical(seed: UInt64) throws {
        let table = Fixtures.table(seed)
        let bytes = try CubeFile.bytes(of: Fixtures.cube(table))
        var other = table
        var random = SeededRandom(seed: seed)
        other.rows.shuffle(using: &random)
        other.dimensions.reverse()
        for row in other.rows.indices { other.rows[row].groups.reverse() }
        #expect(try CubeFile.bytes(of: Fixtures.cube(other)) == bytes, "seed \(seed)")
    }

    @Test("Cubes of no row, and of no dimension, are cubes")
    func edges() throws {
        let table = Fixtures.table(1)
        for cube in [Fixtures.cube(table).empty, try Fixtures.cube(table).projecting(to: [])] {
            let read = try CubeFile.cube(from: CubeFile.bytes(of: cube), named: "x.cube")
            #expect(read.overall == cube.overall)
        }
    }

    @Test("The bytes are those that CubeFormat.md tells")
    func layout() throws {
        // Two groups (west, missing): west has two rows (label 1, predicted 0: place 1 × 5 + 0 = 5) scored 0.5, and the
        // others 130 rows without a label that are predicted 1 (place 2 × 5 + 1 = 11), not scored.
        let row = OutcomeTable.Row(["west"], label: 1, decision: .predicted(0), scores: [0.5])
        let other = OutcomeTable.Row([nil], label: nil, decision: .predicted(1), scores: [.nan])
        let table = OutcomeTable(
            dimensions: ["g"], classes: ["0", "1"], rows: [row] + Array(repeating: other, count: 130) + [row])
        let bytes = try CubeFile.bytes(
            of: EvidenceCube(
                counting: table.evidenceRows, header: CubeHeader(model: "m", outcome: .binary, scores: ["p"])))
        let header = Array(
            #"{"asOf":null,"classes":["0","1"],"dimensions":["g"],"favourable":null,"filter":null,"label":"label","model":"m","outcome":"binary","prediction":null,"provenance":[],"schema":2,"scoreGrid":"values","scoreMargins":[["g"]],"scores":["p"],"specHash":""#
                .utf8)
        let specification = Array(
            #"{"asOf":null,"classes":["0","1"],"dimensions":["g"],"favourable":null,"filter":null,"label":"label","model":"m","outcome":"binary","prediction":null,"schema":2,"scoreGrid":"values","scoreMargins":[["g"]],"scores":["p"],"threshold":null,"timeZone":null,"weight":null,"weights":"none"}"#
                .utf8)
        let rest = #"","threshold":null,"timeZone":null,"weight":null,"weights":"none"}"#
        let full = header + Array((SHA256.hexadecimal(SHA256.digest(of: specification)) + rest).utf8)
        var expected: [UInt8] = [0x8E] + Array("kzcube\n".utf8) + [2, 0, 0, 0]
        let body: [UInt8] =
            [1, 4] + Array("west".utf8)  // one level
            + [2]  // two combinations
            + [0, 0, 5, 1]  // code 0; one cell, at 5, of 2 rows
            + [0, 0, 0, 11, 0x81, 1]  // no code shared, the next one; one cell, at 11, of 130 rows
            + [1, 0, 0, 0, 0, 0, 0, 0xE0, 0x3F]  // one value
            + [1, 0, 0, 1, 1]  // one combination: code 0; one cell, at 1 (positive), of 2 rows
        let length = 24 + full.count + body.count + 32
        expected += [UInt8(length & 0xFF), UInt8(length >> 8), 0, 0, 0, 0, 0, 0]
        expected += [UInt8(full.count & 0xFF), UInt8(full.count >> 8), 0, 0] + full + body
        #expect(Array(bytes.dropLast(32)) == expected)
        #expect(Array(bytes.suffix(32)) == SHA256.digest(of: expected))
    }

    @Test("Any byte changed anywhere is found")
    func flips() throws {
        let bytes = try CubeFile.bytes(of: Self.small)
        for index in bytes.indices {
            for mask: UInt8 in [0x01, 0x80, 0xFF] {
                var damaged = bytes
                damaged[index] ^= mask
                let expected =
                    index < 8 ? "E730" : index < 10 ? "E731" : (12..<20).contains(index) ? "E732" : "E733"
                #expect(Self.code(damaged) == expected, "byte \(index)")
            }
        }
    }

    @Test("A file cut anywhere, or with something behind it, is refused and says where it ends")
    func lengths() throws {
        let bytes = try CubeFile.bytes(of: Self.small)
        for count in bytes.indices {
            #expect(Self.code(Array(bytes[..<count])) == (count < 8 ? "E730" : "E732"), "\(count) bytes")
        }
        #expect(Self.code(bytes + [0]) == "E732")
        let error = #expect(throws: CubeError.self) { try CubeFile.cube(from: Array(bytes[..<100]), named: "x.cube") }
        #expect(error == .wrongLength(stated: UInt64(bytes.count), found: 100, file: "x.cube"))
    }

    @Test("A forged file with a right digest is refused, or is a cube in its one form")
    func forgeries() throws {
        let bytes = try CubeFile.bytes(of: Self.small)
        var accepted = 0
        for index in 20..<bytes.count - 32 {
            for mask: UInt8 in [0x01, 0x02, 0x40, 0x80, 0xFF] {
                var forged = bytes
                forged[index] ^= mask
                forged = Self.sealed(forged)
                do {
                    let cube = try CubeFile.cube(from: forged, named: "x.cube")
                    accepted += 1
                    #expect(try CubeFile.bytes(of: cube) == forged, "byte \(index)")
                } catch {
                    #expect(error.diagnostics.first?.code == "E734", "byte \(index): \(error)")
                }
            }
        }
        // Some counts may be changed freely; the header's hash and the order of all else may not.
        #expect(accepted > 0)
    }

    @Test("A forged file cut anywhere is refused")
    func forgedLengths() throws {
        let bytes = try CubeFile.bytes(of: Self.small)
        for count in 24..<bytes.count - 32 {
            let forged = Self.sealed(Array(bytes[..<count]) + [UInt8](repeating: 0, count: 32), fixingLength: true)
            #expect(Self.code(forged) == "E734", "\(count) bytes")
        }
    }

    @Test("Numbers that promise more than the file holds allocate nothing", arguments: 0..<200 as Range<UInt64>)
    func promises(seed: UInt64) throws {
        let bytes = try CubeFile.bytes(of: Self.small)
        let headerLength = Int(bytes[20]) | Int(bytes[21]) << 8
        let start = 24 + headerLength
        var random = SeededRandom(seed: seed)
        // A large number instead of what stands somewhere behind the header, then noise.
        let place = Int.random(in: start..<bytes.count - 32, using: &random)
        let large: [UInt8] = Array(repeating: 0xFF, count: Int.random(in: 1...9, using: &random)) + [0x7F]
        let noise = (0..<Int.random(in: 0..<40, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
        let forged = Array(bytes[..<place]) + large + noise + [UInt8](repeating: 0, count: 32)
        #expect(Self.code(Self.sealed(forged, fixingLength: true)) == "E734", "seed \(seed)")
    }

    @Test("Noise is no cube", arguments: 0..<50 as Range<UInt64>)
    func noise(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let noise = (0..<Int.random(in: 0..<200, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
        #expect(Self.code(noise) == "E730")
        let version: [UInt8] = [2, 0]
        #expect(Self.code(CubeFile.magic + version + noise) != nil)
    }

    @Test("Another version is refused by its number")
    func version() throws {
        var bytes = try CubeFile.bytes(of: Self.small)
        bytes[8] = 3
        #expect(throws: CubeError.unknownVersion(3, known: 2, file: "x.cube")) {
            try CubeFile.cube(from: Self.sealed(bytes), named: "x.cube")
        }
    }

    @Test("A header with a member more, or in other words, is refused although all digests are right")
    func headers() throws {
        let bytes = try CubeFile.bytes(of: Self.small)
        let length = Int(bytes[20]) | Int(bytes[21]) << 8
        let text = String(decoding: bytes[24..<24 + length], as: UTF8.self)
        let changed = [
            "{\"aaa\":1," + text.dropFirst(), " " + text, text.replacing("\"label\":\"repaid\"", with: "\"label\":7"),
            text.replacing("\"schema\":2", with: "\"schema\":3"), text.replacing("vendor", with: "\\u0076endor"),
            text.replacing("vendor", with: "other"), text.replacing("\"removed\":false", with: "\"removed\":0"), "",
            "[]",
        ]
        for header in changed {
            let new = Array(header.utf8)
            let count = [UInt8(new.count & 0xFF), UInt8(new.count >> 8), 0, 0]
            let forged = Array(bytes[..<20]) + count + new + Array(bytes[(24 + length)...])
            #expect(Self.code(Self.sealed(forged, fixingLength: true)) == "E734", "\(header.prefix(40))")
        }
    }

    @Test("A cube is known by its first bytes, whatever it is called")
    func files() throws {
        let scratch = try ScratchFolder()
        let cube = Self.small
        let path = scratch.file("rows.csv")
        try CubeFile.write(cube, to: path)
        let rows = try scratch.write("g,y\na,1\n", as: "x.cube")
        #expect(try CubeFile.isCube(path))
        #expect(try !CubeFile.isCube(rows))
        #expect(try !CubeFile.isCube(scratch.path))
        #expect(try !CubeFile.isCube("-"))
        #expect(try !CubeFile.isCube(try scratch.write("", as: "empty")))
        #expect(try CubeFile.bytes(of: CubeFile.read(path)) == CubeFile.bytes(of: cube))
        #expect(throws: CubeError.notACube(file: rows)) { try CubeFile.read(rows) }
        #expect(throws: CubeError.storage(.exists(path: path))) { try CubeFile.write(cube, to: path) }
        try CubeFile.write(cube.empty, to: path, replaceExisting: true)
        #expect(try CubeFile.read(path).rows == 0)
        #expect(throws: CubeError.self) { try CubeFile.read(scratch.file("none")) }
    }

    @Test("The JSON of a cube counts every row once", arguments: 0..<10 as Range<UInt64>)
    func json(seed: UInt64) throws {
        let table = Fixtures.table(seed)
        let cube = Fixtures.cube(table)
        let document = try JSONValue.parse(CubeJSON.document(cube).canonicalText())
        let cells = document["cells"]?["decisions"]?.elements ?? []
        #expect(cells.reduce(0) { $0 + ($1["count"]?.integerValue ?? 0) } == table.rows.count)
        let first = table.rows[0]
        let same = table.rows.filter {
            $0.groups == first.groups && $0.label == first.label && $0.decision == first.decision
        }
        let prediction: String =
            switch first.decision {
            case .predicted(let index): "c\(index)"
            case .none(let state): state.name
            }
        let found = cells.filter {
            $0["group"]?["region"]?.text == first.groups[0] && $0["group"]?["gender"]?.text == first.groups[1]
                && $0["label"]?.text == first.label.map { "c\($0)" } && $0["prediction"]?.text == prediction
        }
        #expect(found.map { $0["count"]?.integerValue } == [same.count], "seed \(seed)")
        for (index, column) in (document["cells"]?["scores"]?.elements ?? []).enumerated() {
            let scored = table.rows.filter { !$0.scores[index].isNaN }.count
            #expect(column["cells"]?.elements?.reduce(0) { $0 + ($1["count"]?.integerValue ?? 0) } == scored)
        }
        #expect(document["digest"]?.text == (try CubeFile.digest(of: cube)))
        #expect(document["header"]?["specHash"]?.text == cube.specHash)
        #expect(try CubeJSON.document(cube, includingCells: false)["cells"] == nil)
    }
}
