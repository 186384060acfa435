import Interchange

/// A step that a decision goes through behind the model: a rule, a person, an appeal (DESIGN §3).
///
/// What was decided there stands in a column of its own, a key of the cube beside the model's decision, so that a row is
/// counted once however many stages there are.
package struct DecisionStage: Hashable, Sendable {
    /// What the stage is called, such as `human`.
    package let name: String
    /// The column of its decisions.
    package let column: String

    package init(name: String, column: String) {
        self.name = name
        self.column = column
    }

    /// The name of the stage before all others: what the model decided.
    package static let model = "model"
    /// The name of the group that tells stages apart in an answer.
    package static let dimension = "stage"

    /// The dimension of its decisions.
    package var decision: ToldDimension { ToldDimension(column: column, rule: .decision) }

    /// The member of a header that lists them; absent where there are none.
    static func members(_ stages: [DecisionStage]) -> [JSONValue.Member] {
        guard !stages.isEmpty else { return [] }
        return [
            .init("stages", .array(stages.map { ["column": .string($0.column), "name": .string($0.name)] }))
        ]
    }

    /// What such a member lists; `nil` if it lists something else.
    static func list(_ json: JSONValue) -> [DecisionStage]? {
        guard let member = json["stages"] else { return [] }
        guard let elements = member.elements, !elements.isEmpty else { return nil }
        let stages = elements.compactMap { element -> DecisionStage? in
            guard let name = element["name"]?.text, let column = element["column"]?.text else { return nil }
            return DecisionStage(name: name, column: column)
        }
        return stages.count == elements.count ? stages : nil
    }
}

extension CubeCells {
    /// Checks that stages and a second model's scores are those of decisions that are counted.
    func checkPairs(_ header: CubeHeader) throws(CubeError) {
        guard !header.stages.isEmpty || header.againstScore != nil else { return }
        guard header.outcome.onlyClass == nil else {
            throw .invalid("an outcome of \(header.outcome.name) has no stages and no second model")
        }
        guard header.againstScore == nil || header.outcome == .binary else {
            throw .invalid("scores of two models are compared for a label with a positive value")
        }
        var names: Set<[UInt8]> = [Array(DecisionStage.model.utf8)]
        for stage in header.stages {
            guard header.told.contains(stage.decision) else {
                throw .invalid("the decisions of the stage '\(stage.name)' are not counted")
            }
            guard names.insert(Array(stage.name.utf8)).inserted else {
                throw .invalid("two stages are called '\(stage.name)'")
            }
        }
    }

    /// Checks that the sums of shifts of scores can be those of so many rows (METHODS §1.6).
    ///
    /// - Complexity: O(cells).
    func checkShifts(_ header: CubeHeader) throws(CubeError) {
        let measures = header.decisionMeasures
        guard let first = measures.firstIndex(of: .scoredPairs) else { return }
        let places = Array(CubeMeasure.places(of: measures)[first...])
        for (index, cell) in decisions.cells.enumerated() {
            let sums = decisions.sums(of: index)
            func own(_ place: Int) -> ArraySlice<Int128> {
                sums[sums.startIndex + places[place].lowerBound..<sums.startIndex + places[place].upperBound]
            }
            let pairs = own(0).first ?? 0
            let size = own(1).reduce(0.0) { $0 + FixedPoint.value($1, bits: 60) }
            let squares = FixedPoint.value(own(2).first ?? 0, bits: 50)
            let count = Double(pairs)
            // Each square is rounded to 2^−50.
            guard pairs >= 0, pairs <= Int128(cell.count), pairs > 0 || (size == 0 && squares == 0),
                size * size <= count * squares + count * count * 0x1p-50 * (1 + squares),
                size <= count * ScoreShifts.limit
            else { throw .invalid("\(describe(cell)): shifts of scores that no such rows can have") }
        }
    }
}
