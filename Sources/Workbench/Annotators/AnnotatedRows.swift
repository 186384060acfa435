import Interchange
import Diagnostics
import Evidence
import Metrics
import Scenarios
import Statistics
import Tables

/// The rows of a question about annotators: what each of them said of each row.
struct AnnotatedRows {
    let rows: ColumnRows
    let annotators: [Located<String>]
    let classes: OutcomeClasses
    /// By annotator, the class of each row; `nil` where one gave none.
    let ratings: [[Int?]]
    let groupings: [[String]]
    let context: EstimationContext
    private let groups: [String: CategoryColumn]
    private let prediction: CategoryColumn?

    init(_ call: Call, _ state: SessionState) throws(CommandFailure) {
        annotators = call.list("annotators")
        guard annotators.count >= 2 else {
            throw CommandFailure(
                "E683", call, at: call.span(of: "annotators"), "whose labels are compared?",
                help: ["add annotators COLS: two columns or more, one an annotator"])
        }
        for (place, name) in annotators.enumerated()
        where annotators.prefix(place).contains(where: { $0.value == name.value }) {
            throw CommandFailure("E604", call, at: name.span, "'\(name.value)' stands twice in one question")
        }
        groupings = call.lists("by").map { $0.map(\.value) }
        for grouping in groupings where Set(grouping).count != grouping.count {
            throw CommandFailure("E604", call, at: call.span(of: "by"), "a column stands twice in one grouping")
        }
        let predicted = call.text("prediction")
        let names = (annotators + [predicted].compactMap { $0 } + call.list("by")).map(\.value)
        let read = try ColumnRows(call, state, categories: names)
        rows = read
        var columns: [CategoryColumn] = []
        for name in annotators { columns.append(try read.category(name, call)) }
        let decisions = try predicted.map { name throws(CommandFailure) in try read.category(name, call) }
        prediction = decisions
        var groups: [String: CategoryColumn] = [:]
        for name in call.list("by") { groups[name.value] = try read.category(name, call) }
        self.groups = groups
        // All annotators chose among the same classes: those that any of them gave.
        var levels: [String] = []
        for column in columns {
            for level in column.levels where !levels.contains(where: { $0.utf8.elementsEqual(level.utf8) }) {
                levels.append(level)
            }
        }
        do {
            classes = try OutcomeClasses.settle(
                label: CategoryColumn(name: annotators[0].value, levels: levels, codes: []),
                positive: call.text("positive")?.value, classes: nil, predictions: decisions.map { [$0] } ?? [],
                at: SourceLocation(file: read.table.name, line: 1))
        } catch { throw Question.outcomeFailure(error, call) }
        let known = classes.names
        ratings = columns.map { column in
            let codes = column.levels.map { level in known.firstIndex { $0.utf8.elementsEqual(level.utf8) } }
            return column.codes.map { $0 == CategoryColumn.missing ? nil : codes[Int($0)] }
        }
        var context = EstimationContext(
            model: predicted?.value ?? "annotators", level: try Question.level(call),
            seed: UInt64(call.integer("seed")?.value ?? 0))
        context.classes = classes.names
        context.order = try Question.order(call, classes)
        if let favourable = call.text("favourable") {
            guard classes.isBinary, let index = classes.names.firstIndex(of: favourable.value) else {
                throw CommandFailure(
                    "E608", call, at: favourable.span, "'\(favourable.value)' is no decision of this model",
                    help: ["decisions: " + classes.names.joined(separator: ", ")])
            }
            context.favourablePositive = index == 1
        }
        self.context = context
    }

    /// How far classes are apart.
    func scale(_ call: Call) throws(CommandFailure) -> Ratings.Scale {
        guard let outcome = call.span(of: "outcome") else { return context.order == nil ? .nominal : .ordinal }
        let numbers = classes.names.map { PlainNumber.value(of: $0) }
        guard let odd = numbers.firstIndex(of: nil) else { return .interval(numbers.compactMap { $0 }) }
        throw CommandFailure(
            "E684", call, at: outcome, "'\(classes.names[odd])' is no number", help: ["leave out outcome number"])
    }

    /// The ratings with classes in their declared order, for figures that look at it.
    var orderedRatings: [[Int?]] {
        guard let order = context.order else { return ratings }
        var ranks = order
        for (rank, index) in order.enumerated() { ranks[index] = rank }
        return ratings.map { $0.map { $0.map { ranks[$0] } } }
    }

    /// The rows of each group of a grouping, groups in canonical order; everybody without one.
    func members(_ grouping: [String]) -> [(group: GroupKey, rows: [Int])] {
        var places: [GroupKey: [Int]] = grouping.isEmpty ? [.overall: []] : [:]
        for row in 0..<rows.count {
            let key = GroupKey(
                grouping.map { GroupLevel(dimension: $0, value: groups[$0]?.level(ofRow: row)) })
            places[key, default: []].append(row)
        }
        return places.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    // MARK: Results under labels

    /// What is taken for the truth.
    enum Labels {
        case annotator(Int)
        case majority, soft
    }

    /// The model's decisions counted against some labels.
    func cube(_ labels: Labels) throws(CommandFailure) -> EvidenceCube {
        let predictions = prediction.map { classes.predictions($0) } ?? []
        let dimensions = groups.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.compactMap { groups[$0] }
        func counted(_ own: [Int?]) -> EvidenceCube {
            EvidenceCube(
                counting: EvidenceRows(
                    dimensions: dimensions.map { .init(name: $0.name, levels: $0.levels, codes: $0.codes) },
                    classes: classes.names, labels: own.map { $0.map { UInt16($0) } ?? LabelState.unlabelled },
                    predictions: predictions, scores: []),
                header: CubeHeader(outcome: .ofClasses(binary: classes.isBinary)))
        }
        switch labels {
        case .annotator(let place): return counted(ratings[place])
        case .majority:
            return counted(
                AnnotatorAgreement(
                    ratings: ratings, classCount: classes.names.count, scale: .nominal, context: context
                ).majority)
        case .soft: return try soft(dimensions, predictions)
        }
    }

    /// The name of the dimension that tells the rows of soft labels apart; no column can be called so.
    static let unit = "\u{0}row"

    /// Each row once for each of its labels, with its share of them as weight.
    private func soft(_ dimensions: [CategoryColumn], _ predictions: [UInt16]) throws(CommandFailure) -> EvidenceCube {
        var (origins, labels, weights): ([Int], [UInt16], [Double]) = ([], [], [])
        for row in 0..<rows.count {
            let own = ratings.compactMap { $0[row] }
            for label in Set(own).sorted() {
                origins.append(row)
                labels.append(UInt16(label))
                weights.append(Double(own.count { $0 == label }) / Double(own.count))
            }
            if own.isEmpty {
                origins.append(row)
                labels.append(LabelState.unlabelled)
                weights.append(1)
            }
        }
        var keys = dimensions.map { column in
            EvidenceRows.Dimension(name: column.name, levels: column.levels, codes: origins.map { column.codes[$0] })
        }
        keys.append(.init(name: Self.unit, levels: (0..<rows.count).map(String.init), codes: origins.map(UInt32.init)))
        let own: RowWeights?
        do { own = try RowWeights(.sampling, weights) } catch { throw CommandFailure(error) }
        return EvidenceCube(
            counting: EvidenceRows(
                dimensions: keys, classes: classes.names, labels: labels,
                predictions: origins.map { predictions[$0] }, scores: [], weights: own),
            header: CubeHeader(outcome: .ofClasses(binary: classes.isBinary), weights: .sampling, weight: "share"))
    }
}
