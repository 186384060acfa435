import Interchange
import Testing

@testable import Evidence

@Suite("What counts say of themselves")
struct CountsDeclarationTests {
    private static let whole = CountsDeclaration(
        model: "m'1", label: "repaid", positive: "yes", prediction: nil, threshold: 0.55, score: "p", favourable: "yes",
        dimensions: ["region", "gender", "e\u{301}", "\u{E9}"], scoreMargins: [], scoreGrid: .floor(digits: 3),
        weight: "w",
        weights: .frequency, timeZone: "Africa/Nairobi", asOf: "2026-03-01",
        provenance: CubeProvenance(
            site: "s", window: CubeWindow("2026-01-01..2026-02-01"), filter: "age >= 18",
            sha256: String(repeating: "a", count: 64)))
    private static let least = CountsDeclaration(model: "", label: "", dimensions: [])

    @Test("It reads back what it wrote", arguments: [whole, least])
    func roundTrip(declaration: CountsDeclaration) throws {
        let text = declaration.json.canonicalText(.compact)
        #expect(CountsDeclaration(json: try JSONValue.parse(text)) == declaration)
    }

    @Test("Names stand in byte order, look-alikes apart")
    func order() {
        #expect(
            Self.whole.dimensions.map { Array($0.utf8) }
                == ["e\u{301}", "gender", "region", "\u{E9}"].map { Array($0.utf8) })
        #expect(Self.whole.scoreMargins == [[0, 1, 2, 3]])
        #expect(Self.whole.decidesByScore)
    }

    @Test(
        "What it would not have written is refused",
        arguments: [
            ("\"kigezoCounts\":1", "\"kigezoCounts\":2"), ("\"label\":\"repaid\"", "\"label\":1"),
            ("[[0,1,2,3]]", "[[0,1,2,4]]"), ("[[0,1,2,3]]", "[[1,0]]"), ("[[0,1,2,3]]", "[]"),
            ("[[0,1,2,3]]", "[[0],[0]]"),
            ("\"gender\",", "\"region\","), ("\"gender\",", "\"zz\","), ("\"gender\",", "3,"),
            ("2026-01-01..", "2027-01-01.."),
            ("{\"asOf\"", "{\"a\":1,\"asOf\""), ("\"site\":\"s\"", "\"site\":0"),
        ])
    func changed(old: String, new: String) throws {
        let text = Self.whole.json.canonicalText(.compact)
        let changed = text.replacing(old, with: new)
        #expect(changed != text)
        #expect(CountsDeclaration(json: try JSONValue.parse(changed)) == nil)
    }
}
