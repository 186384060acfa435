import Diagnostics
import Evidence
import Scenarios
import Tables

extension CountsTable {
    /// The cube that counting the rows here would have given.
    ///
    /// Classes are settled from the labels and decisions found, as for rows.
    ///
    /// - Returns: the cube, and what to say on standard error.
    func cube() throws(CommandFailure) -> (cube: EvidenceCube, notes: [String]) {
        let here = SourceLocation(file: table.name)
        guard total > 0 else {
            throw CommandFailure(
                [Diagnostic("E609", at: here, "no row was counted", help: ["does any row meet the condition?"])],
                exitStatus: .nothingSelected)
        }
        if let errors = declaration.errors {
            return try measuredCube(.errors(columns: errors.columns, unit: errors.unit))
        }
        if let scale = declaration.scale { return try measuredCube(.number(scale)) }
        let (all, names) = (decisions + leftOut, declaration)
        let labels = Self.column(names.label, label, all.map(\.label))
        let predictions = names.prediction.map { Self.column($0, prediction, all.map(\.prediction)) }
        let classes: OutcomeClasses
        do {
            classes = try OutcomeClasses.settle(
                label: labels, positive: names.positive, classes: nil, predictions: predictions.map { [$0] } ?? [],
                at: here)
        } catch { throw CommandFailure(error) }
        if let score = names.score, !classes.isBinary {
            throw CommandFailure(
                CountsError.undeclared(
                    "one score column, '\(score)', needs a label with a positive value",
                    help: ["print the statement with positive VALUE"], at: here))
        }
        if let wanted = names.favourable, !classes.isBinary || !classes.names.contains(wanted) {
            throw CommandFailure(
                CountsError.undeclared(
                    "'\(wanted)' is no decision of this model",
                    help: ["decisions: " + classes.names.joined(separator: ", ")], at: here))
        }
        let labelCodes: [UInt16]
        do { labelCodes = try classes.labels(labels, at: here) } catch { throw CommandFailure(error) }
        var notes = ["\(table.name): \(table.accounting.sentence)"]
        var predictionCodes = [UInt16](repeating: PredictionState.missing.rawValue, count: all.count)
        if let predictions {
            predictionCodes = classes.predictions(predictions)
            notes += try Self.invalid(predictions, predictionCodes, all, declaration, classes, at: here)
        } else if let threshold = names.threshold, names.decidesByScore {
            predictionCodes = OutcomeClasses.predictions(scores: all.map(\.score), threshold: threshold)
        }
        if names.provenance.filter != nil {
            let rows = leftOut.reduce(total) { $0 + $1.count }
            notes.append("where keeps \(total.grouped) of \(rows.grouped) rows")
        }
        let columns = try classColumns(classes, at: here)
        let slots = DecisionSlots(classCount: classes.names.count)
        let header = CubeHeader(
            model: names.model, label: names.label, outcome: .ofClasses(binary: classes.isBinary),
            favourable: names.favourable,
            prediction: names.prediction,
            scores: names.score.map { [$0] } ?? columns.map { names.classScores[$0].column },
            scoreMargins: names.scoreMargins.map { margin in margin.map { names.dimensions[$0] } },
            scoresByDecision: !columns.isEmpty && total <= Int(Int32.max) / slots.count,
            threshold: names.prediction == nil ? names.threshold : nil, againstScore: names.againstScore,
            stages: names.stages, weights: names.weights,
            weight: names.weight,
            told: names.told, timeZone: names.timeZone, asOf: names.asOf,
            filter: names.provenance.filter, provenance: [names.provenance])
        let cells = cells(
            classes, labelCodes, predictionCodes, columns, slots: header.scoresByDecision ? slots : nil)
        do {
            return (
                try EvidenceCube(importing: cells, header: header, grid: names.scoreGrid),
                notes.map { TerminalText.safe($0) }
            )
        } catch { throw CommandFailure(error) }
    }

    /// The cube of numbers, or of errors of texts.
    private func measuredCube(
        _ outcome: CubeHeader.Outcome
    ) throws(CommandFailure) -> (cube: EvidenceCube, notes: [String]) {
        let names = declaration
        var notes = ["\(table.name): \(table.accounting.sentence)"]
        if names.provenance.filter != nil {
            let rows = leftOut.reduce(total) { $0 + $1.count }
            notes.append("where keeps \(total.grouped) of \(rows.grouped) rows")
        }
        let header = CubeHeader(
            model: names.model, label: names.label, outcome: outcome, prediction: names.prediction,
            scores: names.scale == nil ? [] : [ErrorSketch.column],
            scoreMargins: names.scoreMargins.map { margin in margin.map { names.dimensions[$0] } },
            weights: names.weights, weight: names.weight, told: names.told, timeZone: names.timeZone, asOf: names.asOf,
            filter: names.provenance.filter,
            provenance: [names.provenance])
        var cells = CubeCells(
            dimensions: zip(names.dimensions, keyColumns).map { .init(name: $0, levels: $1.levels) },
            classes: [outcome.onlyClass ?? ""])
        let slots = cells.slots
        cells.decisions = table(
            decisions, by: Array(keyColumns.indices),
            places: decisions.map { line in
                Int32(
                    slots.slot(
                        label: line.label == CategoryColumn.missing ? LabelState.unlabelled : 0,
                        prediction: line.prediction == CategoryColumn.missing ? PredictionState.missing.rawValue : 0))
            })
        let weightCount = names.weights.isSummed ? 2 : 0
        let quantum = Double(sign: .plus, exponent: -(names.scale?.bits ?? 0), significand: 1)
        for (lines, margin) in zip(sketches, names.scoreMargins) {
            let edges = Set(lines.map(\.score)).sorted()
            var places: [Double: Int] = [:]
            for (place, edge) in edges.enumerated() { places[edge] = place }
            let table = table(
                lines, by: margin,
                places: lines.map { CubeCells.ScoreTable.place(value: places[$0.score] ?? 0, .positive) },
                measureCount: weightCount)
            cells.scores.append(CubeCells.ScoreTable(values: edges.map { $0 * quantum }, table: table))
        }
        do {
            return (try EvidenceCube(importing: cells, header: header), notes.map { TerminalText.safe($0) })
        } catch { throw CommandFailure(error) }
    }

    /// Which of the columns of scores each class has, in the order of the classes; none without such columns.
    private func classColumns(_ classes: OutcomeClasses, at here: SourceLocation) throws(CommandFailure) -> [Int] {
        let columns = declaration.classScores
        guard !columns.isEmpty else { return [] }
        let found = classes.names.map { name in columns.firstIndex { $0.name.utf8.elementsEqual(name.utf8) } }
        guard !classes.isBinary, found.count == columns.count, found.allSatisfy({ $0 != nil }) else {
            throw CommandFailure(
                CountsError.undeclared(
                    "each class needs a column of scores, and each column a class",
                    help: [
                        "classes: " + CountsError.list(classes.names),
                        "columns are named for: " + CountsError.list(columns.map(\.name)),
                    ], at: here))
        }
        return found.compactMap(\.self)
    }

    /// - Parameters:
    ///   - columns: which columns of scores the classes have; none where there is one at most.
    ///   - slots: what scores of classes are told apart by, if it is more than whether the label is the class.
    private func cells(
        _ classes: OutcomeClasses, _ labels: [UInt16], _ predictions: [UInt16], _ columns: [Int],
        slots scoreSlots: DecisionSlots?
    ) -> CubeCells {
        var cells = CubeCells(
            dimensions: zip(declaration.dimensions, keyColumns).map { .init(name: $0, levels: $1.levels) },
            classes: classes.names)
        let all = Array(keyColumns.indices)
        let slots = cells.slots
        cells.decisions = table(
            decisions, by: all,
            places: decisions.indices.map { Int32(slots.slot(label: labels[$0], prediction: predictions[$0])) })
        var labelOf: [UInt32: UInt16] = [:]
        for (line, label) in zip(decisions, labels) { labelOf[line.label] = label }
        var predictionOf: [UInt32: UInt16] = [:]
        for (line, prediction) in zip(decisions, predictions) { predictionOf[line.prediction] = prediction }
        let tables = declaration.scoreMargins.enumerated().flatMap { index, margin in
            (columns.isEmpty ? [0] : columns).enumerated().map { column, source in
                (margin: margin, column: column, lines: scores[index * max(columns.count, 1) + source])
            }
        }
        for (margin, column, lines) in tables {
            let scored = lines.filter { !$0.score.isNaN }
            let positive = columns.isEmpty ? classes.names.count - 1 : column
            let values = Set(scored.map(\.score)).sorted()
            var places: [Double: Int] = [:]
            for (place, value) in values.enumerated() { places[value] = place }
            let table = table(
                scored, by: margin,
                places: scored.map { line in
                    let label = labelOf[line.label] ?? LabelState.unlabelled
                    let place = places[line.score] ?? 0
                    if let scoreSlots {
                        let prediction = predictionOf[line.prediction] ?? PredictionState.missing.rawValue
                        return Int32(place * scoreSlots.count + scoreSlots.slot(label: label, prediction: prediction))
                    }
                    let state: CubeCells.ScoreState =
                        label == LabelState.unlabelled ? .unlabelled : Int(label) == positive ? .positive : .negative
                    return CubeCells.ScoreTable.place(value: place, state)
                }, measureCount: declaration.weights.isSummed ? 2 : 0)
            cells.scores.append(
                CubeCells.ScoreTable(column: column, values: values, table: table, slots: scoreSlots))
        }
        return cells
    }

    /// Lines as cells of a table, each combination of keys once.
    ///
    /// - Parameter measureCount: how many sums the lines have; all those of the declaration if nothing is said.
    /// - Complexity: O(lines) hashing.
    private func table(_ lines: [Line], by margin: [Int], places: [Int32], measureCount: Int? = nil) -> CellTable {
        var table = CellTable(
            margin: margin,
            measureCount: measureCount
                ?? (declaration.weights.isSummed ? 2 : 0) + declaration.measures.reduce(0) { $0 + $1.width })
        var numbers: [[UInt32]: Int32] = [:]
        for (line, place) in zip(lines, places) {
            let codes = margin.map { index in
                let code = line.keys[index]
                return code == CategoryColumn.missing ? UInt32(keyColumns[index].levels.count) : code
            }
            let number = numbers[codes] ?? Int32(numbers.count)
            if numbers.updateValue(number, forKey: codes) == nil { table.codes += codes }
            table.cells.append(CubeCell(combination: number, place: place, count: line.count))
            table.sums += line.sums
        }
        table.combinationCount = numbers.count
        return table
    }

    /// The column of some codes with the levels that occur.
    private static func column(_ name: String, _ column: CategoryColumn, _ codes: [UInt32]) -> CategoryColumn {
        var numbers: [UInt32: UInt32] = [:]
        var levels: [String] = []
        let renumbered = codes.map { code -> UInt32 in
            guard code != CategoryColumn.missing else { return code }
            if let number = numbers[code] { return number }
            numbers[code] = UInt32(levels.count)
            levels.append(column.levels[Int(code)])
            return UInt32(levels.count - 1)
        }
        return CategoryColumn(name: name, levels: levels, codes: renumbered)
    }

    /// Refuses decisions of which none is a value of the label, and tells of those that are not; as for rows, those that
    /// the condition leaves out are looked at too.
    private static func invalid(
        _ column: CategoryColumn, _ codes: [UInt16], _ lines: [Line], _ declaration: CountsDeclaration,
        _ classes: OutcomeClasses, at location: SourceLocation
    ) throws(CommandFailure) -> [String] {
        let invalid = zip(lines, codes).reduce(0) {
            $1.1 == PredictionState.invalid.rawValue ? $0 + $1.0.count : $0
        }
        guard invalid > 0 else { return [] }
        let odd = column.levels.filter { !classes.names.contains($0) }
        guard codes.contains(where: { $0 < PredictionState.abstained.rawValue }) else {
            throw CommandFailure(
                CountsError.foreignDecisions(
                    column: column.name, decisions: odd, label: declaration.label, labels: classes.names, at: location))
        }
        return [
            "\(column.name): \(invalid.grouped) \(invalid == 1 ? "row holds" : "rows hold") \(CountsError.list(odd)), "
                + "no value of the label: counted as invalid decisions"
        ]
    }
}
