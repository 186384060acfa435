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
                    "bytes": .integer(bytes.count), "combinations": .integer(cube.cells.combinationCount),
                    "decisions": .integer(cube.cells.decisions.count), "rows": .integer(cube.rows),
                    "scores": .integer(cube.cells.scores.reduce(0) { $0 + $1.cells.count }),
                ]),
        ]
        if includingCells {
            members.append(.init("cells", ["decisions": decisions(cube), "scores": scores(cube)]))
        }
        return .object(members)
    }

    private static func group(_ cells: CubeCells, _ combination: Int32) -> JSONValue {
        .object(
            zip(cells.dimensions, cells.levels(of: Int(combination))).map { dimension, level in
                .init(dimension.name, level.map { .string($0) } ?? .null)
            })
    }

    private static func decisions(_ cube: EvidenceCube) -> JSONValue {
        let cells = cube.cells
        return .array(
            cells.decisions.map { cell in
                let place = cells.slots.place(of: Int(cell.slot))
                let prediction = place.prediction.map { cells.classes[$0] } ?? place.state?.name ?? ""
                return [
                    "count": .integer(cell.count), "group": group(cells, cell.combination),
                    "label": place.label.map { .string(cells.classes[$0]) } ?? .null, "prediction": .string(prediction),
                ]
            })
    }

    private static func scores(_ cube: EvidenceCube) -> JSONValue {
        let cells = cube.cells
        return .array(
            zip(cube.header.scores, cells.scores).map { column, table in
                let rows = table.cells.map { cell -> JSONValue in
                    [
                        "count": .integer(cell.count), "group": group(cells, cell.combination),
                        "state": .string("\(cell.state)"), "value": .number(table.values[Int(cell.value)]),
                    ]
                }
                return ["column": .string(column), "cells": .array(rows)]
            })
    }
}
