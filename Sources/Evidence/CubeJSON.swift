package import Interchange
import Storage

/// A cube as a JSON document, for people and other programs; it is written, never read.
package enum CubeJSON {
    /// Header, size, digest and every occupied cell.
    ///
    ///     {"cells": {"decisions": [{"count": 3, "group": {"region": "Wajir"}, "label": "1", "prediction": "0"}, …],
    ///                "scores": [{"column": "p", "cells": [{"count": 1, "group": {…}, "state": "positive", "value": 0.5}]}]},
    ///      "dictionaries": {"region": ["Nairobi", "Wajir"]}, "digest": "…", "header": {…}, "kigezo": 1, "kind": "cube",
    ///      "size": {"bytes": 812, "combinations": 4, "decisions": 12, "rows": 200, "scores": 94}}
    ///
    /// A missing level is `null`, as is an unlabelled row's label; states of a prediction stand in parentheses.
    ///
    /// - Parameter includingCells: without them the document says only what the cube is.
    /// - Throws: what `CubeFile.bytes(of:)` throws.
    package static func document(
        _ cube: EvidenceCube, includingCells: Bool = true
    ) throws(CubeError) -> JSONValue {
        let bytes = try CubeFile.bytes(of: cube)
        var members: [JSONValue.Member] = [
            .init("kigezo", 1), .init("kind", "cube"), .init("header", cube.fileHeader),
            .init("digest", .string(SHA256.hexadecimal(bytes.suffix(CubeFile.digestLength)))),
            .init(
                "dictionaries",
                .object(
                    cube.cells.dimensions.map { .init($0.name, .array($0.levels.map { .string($0) })) })),
            .init(
                "size",
                [
                    "bytes": .integer(bytes.count), "combinations": .integer(cube.cells.decisions.combinationCount),
                    "decisions": .integer(cube.cells.decisions.cells.count), "rows": .integer(cube.rows),
                    "scores": .integer(cube.cells.scores.reduce(0) { $0 + $1.table.cells.count }),
                ]),
        ]
        if includingCells {
            members.append(.init("cells", ["decisions": decisions(cube), "scores": scores(cube)]))
        }
        return .object(members)
    }

    private static func group(_ cells: CubeCells, _ table: CellTable, _ combination: Int32) -> JSONValue {
        .object(
            zip(table.margin, cells.levels(of: Int(combination), in: table)).map { dimension, level in
                .init(cells.dimensions[dimension].name, level.map { .string($0) } ?? .null)
            })
    }

    private static func sums(
        _ table: CellTable, _ index: Int, _ measures: [CubeMeasure], _ header: CubeHeader
    ) -> [JSONValue.Member] {
        let sums = table.sums(of: index)
        return zip(measures, CubeMeasure.places(of: measures)).map { measure, places in
            let own = sums[sums.startIndex + places.lowerBound..<sums.startIndex + places.upperBound]
            return .init(measure.rawValue, .number(measure.value(own, header)))
        }
    }

    /// The sums of a decision cell: of numbers and errors apart, as some are called what the cell has too.
    private static func ownSums(_ cube: EvidenceCube, _ index: Int) -> [JSONValue.Member] {
        let sums = sums(cube.cells.decisions, index, cube.header.decisionMeasures, cube.header)
        return cube.header.outcome.onlyClass == nil ? sums : [.init("sums", .object(sums))]
    }

    private static func decisions(_ cube: EvidenceCube) -> JSONValue {
        let cells = cube.cells
        return .array(
            cells.decisions.cells.enumerated().map { index, cell in
                let place = cells.slots.place(of: Int(cell.place))
                let prediction = place.prediction.map { cells.classes[$0] } ?? place.state?.name ?? ""
                return .object(
                    [
                        .init("count", .integer(cell.count)),
                        .init("group", group(cells, cells.decisions, cell.combination)),
                        .init("label", place.label.map { .string(cells.classes[$0]) } ?? .null),
                        .init("prediction", .string(prediction)),
                    ]
                        + ownSums(cube, index))
            })
    }

    /// Label and prediction of a score that is told apart by them.
    private static func decision(
        _ cells: CubeCells, _ scores: CubeCells.ScoreTable, _ cell: CubeCell
    ) -> [JSONValue.Member] {
        guard let slots = scores.slots else { return [] }
        let place = slots.place(of: Int(cell.place) % slots.count)
        return [
            .init("label", place.label.map { .string(cells.classes[$0]) } ?? .null),
            .init(
                "prediction",
                .string(place.prediction.map { cells.classes[$0] } ?? place.state.map { "(\($0.name))" } ?? "")),
        ]
    }

    private static func scores(_ cube: EvidenceCube) -> JSONValue {
        let cells = cube.cells
        return .array(
            cells.scores.map { scores in
                let table = scores.table
                let rows = table.cells.enumerated().map { index, cell -> JSONValue in
                    let (value, state) = scores.parts(ofPlace: cell.place)
                    return .object(
                        [
                            .init("count", .integer(cell.count)), .init("group", group(cells, table, cell.combination)),
                            .init("state", .string("\(state)")), .init("value", .number(scores.values[value])),
                        ]
                            + decision(cells, scores, cell)
                            + sums(table, index, cube.header.scoreMeasures, cube.header))
                }
                return [
                    "by": .array(table.margin.map { .string(cells.dimensions[$0].name) }),
                    "column": .string(cube.header.scores[scores.column]), "cells": .array(rows),
                ]
            })
    }
}
