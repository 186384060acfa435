import Diagnostics
import Evidence
import Scenarios
import Tables
import Testing

@Suite("Classes of an outcome")
struct OutcomeClassesTests {
    private static let place = SourceLocation(file: "scenario.yaml", line: 5, column: 9)

    private static func column(_ values: [String?], name: String = "y") -> CategoryColumn {
        var levels: [String] = []
        let codes = values.map { value -> UInt32 in
            guard let value else { return CategoryColumn.missing }
            if let index = levels.firstIndex(where: { $0.utf8.elementsEqual(value.utf8) }) { return UInt32(index) }
            levels.append(value)
            return UInt32(levels.count - 1)
        }
        return CategoryColumn(name: name, levels: levels, codes: codes)
    }

    private func settle(
        _ labels: [String?], positive: String? = nil, classes: [String]? = nil, predictions: [String?] = []
    ) throws(OutcomeError) -> OutcomeClasses {
        try OutcomeClasses.settle(
            label: Self.column(labels), positive: positive, classes: classes,
            predictions: [Self.column(predictions, name: "p")], at: Self.place)
    }

    struct Case: CustomTestStringConvertible, Sendable {
        let labels: [String?]
        var positive: String?
        var classes: [String]?
        var predictions: [String?] = []
        let names: [String]
        let isBinary: Bool
        var testDescription: String { "\(labels) \(positive ?? "-") \(classes ?? []) \(predictions)" }
    }

    @Test(
        "Classes come from what is declared, then from the labels, then from the predictions",
        arguments: [
            Case(labels: ["yes", "no", nil], positive: "yes", names: ["no", "yes"], isBinary: true),
            Case(labels: ["yes", "no"], positive: "no", names: ["yes", "no"], isBinary: true),
            Case(labels: ["yes"], positive: "yes", predictions: ["no", "yes"], names: ["no", "yes"], isBinary: true),
            Case(labels: ["no"], positive: "yes", predictions: ["yes"], names: ["no", "yes"], isBinary: true),
            Case(labels: ["1"], positive: "1", names: ["0", "1"], isBinary: true),
            Case(labels: ["0"], positive: "0", names: ["1", "0"], isBinary: true),
            Case(labels: [nil, nil], positive: "1", names: ["0", "1"], isBinary: true),
            Case(labels: ["1", "0"], names: ["0", "1"], isBinary: true),
            Case(labels: ["1", "1", nil], names: ["0", "1"], isBinary: true),
            Case(labels: ["true", "false"], names: ["false", "true"], isBinary: true),
            Case(labels: ["b", "a"], names: ["a", "b"], isBinary: false),
            Case(labels: ["0", "1", "2"], names: ["0", "1", "2"], isBinary: false),
            Case(labels: ["a"], classes: ["b", "a"], names: ["b", "a"], isBinary: false),
        ])
    func settled(_ example: Case) throws {
        let classes = try settle(
            example.labels, positive: example.positive, classes: example.classes, predictions: example.predictions)
        #expect(classes.names == example.names)
        #expect(classes.isBinary == example.isBinary)
    }

    @Test("What cannot be settled says why and where")
    func refused() {
        func code(_ body: () throws(OutcomeError) -> OutcomeClasses) -> String? {
            do {
                _ = try body()
                return nil
            } catch {
                #expect(error.diagnostics.allSatisfy { $0.location == Self.place })
                #expect(error.exitStatus == .input)
                return error.diagnostics.first?.code
            }
        }
        #expect(code { () throws(OutcomeError) in try settle(["yes", "no"], positive: "Yes") } == "E701")
        #expect(code { () throws(OutcomeError) in try settle(["yes", "no", "maybe"], positive: "yes") } == "E702")
        #expect(code { () throws(OutcomeError) in try settle(["a"]) } == "E704")
        #expect(code { () throws(OutcomeError) in try settle([nil]) } == "E704")
        #expect(code { () throws(OutcomeError) in try settle((0...200).map { "\($0)" }) } == "E705")
    }

    @Test("An empty label is no label, and a value that is no class is refused")
    func labels() throws {
        let classes = try settle(["no", "yes"], positive: "yes")
        #expect(
            try classes.labels(Self.column(["yes", nil, "no"]), at: Self.place) == [1, LabelState.unlabelled, 0])
        let error = #expect(throws: OutcomeError.self) {
            try classes.labels(Self.column(["perhaps"]), at: Self.place)
        }
        #expect(error?.diagnostics.first?.code == "E703")
    }

    @Test("A prediction that is no class is invalid, an empty one missing; neither is a decision")
    func predictions() throws {
        let classes = try settle(["no", "yes"], positive: "yes")
        #expect(
            classes.predictions(Self.column(["yes", "YES", nil, "no", ""]))
                == [
                    1, PredictionState.invalid.rawValue, PredictionState.missing.rawValue, 0,
                    PredictionState.invalid.rawValue,
                ])
        // Other bytes are another class, although they look the same.
        let accented = try settle(["\u{E9}", "no"], positive: "\u{E9}")
        #expect(accented.predictions(Self.column(["e\u{301}"])) == [PredictionState.invalid.rawValue])
    }

    @Test("A decision by threshold includes the threshold, and a missing score decides nothing")
    func threshold() {
        #expect(
            OutcomeClasses.predictions(scores: [0.5, 0.5.nextDown, 1, .nan], threshold: 0.5)
                == [1, 0, 1, PredictionState.missing.rawValue])
    }
}
