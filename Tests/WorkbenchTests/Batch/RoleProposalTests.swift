import Tables
import TestSupport
import Testing

@testable import Workbench

@Suite("What columns are proposed for")
struct RoleProposalTests {
    /// A column of `values`, repeated to 40 rows; a star stands for a value of its own in each row.
    private static func column(_ name: String, _ values: [String]) -> ColumnProfile {
        let cells = (0..<40).map { row in values[row % values.count].replacing("*", with: "\(row)") }
        var levels: [String] = []
        let codes = cells.map { cell -> UInt32 in
            if cell.isEmpty { return CategoryColumn.missing }
            if let index = levels.firstIndex(of: cell) { return UInt32(index) }
            levels.append(cell)
            return UInt32(levels.count - 1)
        }
        return ColumnProfile(CategoryColumn(name: name, levels: levels, codes: codes))
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let columns: [(String, [String])]
        /// role=column, in any order.
        let roles: Set<String>
    }

    private static func roles(_ proposal: RoleProposal) -> Set<String> {
        var roles: Set<String> = []
        func add(_ role: String, _ choice: RoleProposal.Choice?) {
            if let choice { roles.insert("\(role)=\(choice.column)") }
        }
        add("label", proposal.label)
        add("positive", proposal.positive)
        add("prediction", proposal.prediction)
        add("score", proposal.score)
        add("id", proposal.identifier)
        add("time", proposal.time)
        add("cluster", proposal.cluster)
        for personal in proposal.personal { add("personal", personal) }
        for group in proposal.groups { roles.insert("\(group.kind ?? "?")=\(group.column)") }
        for name in proposal.tooManyValues { roles.insert("bands=\(name)") }
        return roles
    }

    static let cases = [
        Case(
            testDescription: "English",
            columns: [
                ("ApplicationID", ["A*"]), ("customer_id", ["c1", "c2", "c3"]), ("County", ["Wajir", "Nairobi"]),
                ("sex", ["F", "M"]),
                ("age", (18..<60).map(String.init)), ("decidedOn", ["2026-01-02", "2026-03-04"]),
                ("repaid", ["1", "0", ""]),
                ("approved", ["1", "0"]), ("p_repay", ["0.25", "0.5", "0.75"]), ("p", ["0.1", "0.2", "0.9"]),
                ("income", ["1", "2", "3"]),
            ],
            roles: [
                "id=ApplicationID", "cluster=customer_id", "region=County", "gender=sex", "bands=age", "time=decidedOn",
                "label=repaid", "positive=1", "prediction=approved", "score=p",
            ]),
        Case(
            testDescription: "Kiswahili",
            columns: [
                ("mkoa", ["Pwani", "Bonde la Ufa"]), ("jinsia", ["mwanamke", "mwanaume"]),
                ("lugha", ["sw", "so", "ki"]),
                ("umri", ["18-24", "25-34"]), ("matokeo", ["ndiyo", "hapana"]), ("uamuzi", ["ndiyo", "hapana"]),
                ("tarehe", ["2026-01-02", "2026-01-03"]),
            ],
            roles: [
                "region=mkoa", "gender=jinsia", "language=lugha", "age=umri", "label=matokeo", "positive=ndiyo",
                "prediction=uamuzi",
                "time=tarehe",
            ]),
        Case(
            testDescription: "Amharic",
            columns: [
                ("ክልል", ["ኦሮሚያ", "አማራ"]), ("ጾታ", ["ሴት", "ወንድ"]), ("ውጤት", ["አዎ", "አይ"]), ("ውሳኔ", ["አዎ", "አይ"]),
                ("ነጥብ", ["0.1", "0.2", "0.7"]),
            ],
            roles: ["region=ክልል", "gender=ጾታ", "label=ውጤት", "positive=አዎ", "prediction=ውሳኔ", "score=ነጥብ"]),
        Case(
            testDescription: "Hindi",
            columns: [
                ("राज्य", ["बिहार", "केरल"]), ("लिंग", ["महिला", "पुरुष"]), ("परिणाम", ["हाँ", "नहीं"]), ("निर्णय", ["हाँ", "नहीं"]),
                ("मोबाइल", ["+9198765432*"]),
            ],
            roles: ["region=राज्य", "gender=लिंग", "label=परिणाम", "positive=हाँ", "prediction=निर्णय", "personal=मोबाइल"]),
        Case(
            testDescription: "Arabic, French and Portuguese",
            columns: [
                ("المنطقة", ["شمال", "جنوب"]), ("sexe", ["femme", "homme"]), ("idioma", ["pt", "fr"]),
                ("résultat", ["oui", "non"]), ("decisão", ["oui", "non"]),
            ],
            roles: [
                "region=المنطقة", "gender=sexe", "language=idioma", "label=résultat", "positive=oui",
                "prediction=decisão",
            ]),
        Case(
            testDescription: "by values where names say nothing",
            columns: [
                ("c1", ["male", "female"]), ("c2", ["good", "bad"]), ("approved", ["good", "bad"]),
                ("c3", ["0.11", "0.5", "0.9"]), ("c4", ["2026-01-01", "2026-01-02"]),
                ("c5", ["someone*@example.org"]), ("c6", ["07123456*9"]),
            ],
            roles: [
                "gender=c1", "label=c2", "prediction=approved", "score=c3", "time=c4", "personal=c5", "personal=c6",
            ]),
        Case(
            testDescription: "nothing that cannot be told is proposed",
            columns: [("x1", ["a", "b"]), ("x2", ["a", "b"]), ("x3", ["1", "2", "3"]), ("note", ["text *"])], roles: []),
        Case(
            testDescription: "two that could be it are none",
            columns: [("label", ["1", "0"]), ("outcome", ["1", "0"]), ("decision", ["1", "0"])],
            roles: ["prediction=decision"]),
        Case(
            testDescription: "a region's name is no person's, a customer's is",
            columns: [
                ("region_name", ["Wajir", "Kitui"]), ("customer_name", ["Asha *"]), ("phone_model", ["A1", "B2"]),
                ("label", ["1", "0"]),
            ],
            roles: ["region=region_name", "personal=customer_name", "label=label", "positive=1"]),
        Case(
            testDescription: "decisions written otherwise are none",
            columns: [("repaid", ["1", "0"]), ("decision", ["approve", "refuse"])],
            roles: ["label=repaid", "positive=1"]),
        Case(
            testDescription: "several classes have no positive one",
            columns: [("label", ["food", "health", "other"]), ("prediction", ["food", "health"])],
            roles: ["label=label", "prediction=prediction"]),
    ]

    @Test("Roles are told by names in several languages and by values", arguments: cases)
    func roles(_ test: Case) {
        let proposal = RoleProposal(test.columns.map { Self.column($0.0, $0.1) })
        #expect(Self.roles(proposal) == test.roles)
    }

    @Test(
        "Columns that hold personal data by their names are told before anything is read",
        arguments: [
            "phone", "Phone Number", "customerEmail", "jina", "NATIONAL_ID", "date of birth", "ስልክ", "नाम", "الاسم",
            "lat", "aadhaar",
        ])
    func personal(name: String) {
        let found = !RoleProposal.personalByName([name, "region", "label"]).isEmpty
        #expect(found == (name != "customerEmail"))
    }

    @Test(
        "Which of two values means yes",
        arguments: [
            (["0", "1"], "1"), (["No", "Yes"], "Yes"), (["no", "maybe"], nil), (["1", "2"], nil), (["a", "b"], nil),
            (["hapana", "ndiyo"], "ndiyo"),
        ])
    func positive(values: [String], expected: String?) { #expect(RoleProposal.positive(values)?.column == expected) }

    @Test(
        "Names are cut into words",
        arguments: [
            ("customerID", "customer id"), ("Customer Id", "customer id"), ("p_repay", "p repay"), ("ክልል", "ክልል"),
            ("जन्म_तिथि", "जन्म तिथि"), ("__x--y", "x y"), ("", ""),
        ])
    func words(name: String, expected: String) {
        #expect(ColumnWords.words(of: name).joined(separator: " ") == expected)
    }
}
