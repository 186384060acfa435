import Diagnostics
import Interchange
import Storage

extension CubeFile {
    /// Reads the cube at `path`.
    ///
    /// - Throws: `storage`, and all that `cube(from:)` throws.
    package static func read(_ path: String, as name: String? = nil) throws(CubeError) -> EvidenceCube {
        let bytes: [UInt8]
        do throws(StorageError) {
            // A large file that is no cube is not read to its end.
            let isOther = FileKind.isRegularFile(path) ? try !isCube(path) : false
            bytes = isOther ? [] : try FileReader.contents(of: path, as: name, limit: CubeLimits.fileBytes)
        } catch { throw .storage(error) }
        return try cube(from: bytes, named: name ?? path)
    }

    /// Reads a cube from the bytes of its file.
    ///
    /// Checked in this order: the first bytes, the version, the length, the digest, then every field. Only the one form
    /// that `bytes(of:)` writes is accepted. Nothing is allocated that the bytes left could not fill.
    ///
    /// - Throws: `notACube`, `unknownVersion`, `wrongLength`, `digestDiffers`, `malformed`.
    /// - Complexity: O(bytes).
    package static func cube(from bytes: [UInt8], named file: String) throws(CubeError) -> EvidenceCube {
        guard bytes.starts(with: magic) else { throw .notACube(file: file) }
        guard bytes.count >= prefixLength else {
            throw .wrongLength(stated: UInt64(prefixLength + digestLength), found: bytes.count, file: file)
        }
        var prefix = CubeByteReader(bytes, from: magic.count, to: prefixLength, file: file)
        let version = try prefix.fixed(UInt16.self)
        guard version == Self.version else {
            throw .unknownVersion(Int(version), known: Int(Self.version), file: file)
        }
        let reserved = try prefix.fixed(UInt16.self)
        let length = try prefix.fixed(UInt64.self)
        let headerLength = Int(try prefix.fixed(UInt32.self))
        guard length == UInt64(bytes.count) else {
            throw .wrongLength(stated: length, found: bytes.count, file: file)
        }
        let digestOffset = bytes.count - digestLength
        guard digestOffset >= prefixLength else {
            throw .malformed("there is no room for a digest", offset: 12, file: file)
        }
        guard SHA256.digest(of: Array(bytes[..<digestOffset])).elementsEqual(bytes[digestOffset...]) else {
            throw .digestDiffers(offset: digestOffset, file: file)
        }
        guard reserved == 0 else { throw .malformed("the reserved field is not 0", offset: 10, file: file) }
        guard headerLength <= CubeLimits.headerBytes else {
            throw .malformed("the header is longer than \(CubeLimits.headerBytes) bytes", offset: 20, file: file)
        }
        var reader = CubeByteReader(bytes, from: prefixLength, to: digestOffset, file: file)
        let text = Array(try reader.take(headerLength))
        let (header, dimensions, classes) = try self.header(text, file: file)
        let cells = try self.cells(&reader, header, dimensions: dimensions, classes: classes)
        guard reader.remaining == 0 else { throw reader.malformed("\(reader.remaining) bytes too many") }
        let cube: EvidenceCube
        do { cube = try EvidenceCube(header: header, cells: cells) } catch {
            let what = error.diagnostics.map(\.message).joined(separator: "; ")
            throw .malformed(what, offset: prefixLength, file: file)
        }
        // A header that says more or less than is understood, or in another way, is not the one form.
        guard cube.fileHeader.canonicalText(.compact).utf8.elementsEqual(text) else {
            throw .malformed("the header is not in canonical form", offset: prefixLength, file: file)
        }
        // Unused levels or values, and names out of order, would give one cube two forms.
        guard cube.cells.isEqual(to: cells) else {
            throw .malformed(
                "levels, values or cells are not in canonical form", offset: prefixLength + headerLength, file: file)
        }
        return cube
    }

    private static func header(
        _ text: [UInt8], file: String
    ) throws(CubeError) -> (CubeHeader, dimensions: [String], classes: [String]) {
        let json: JSONValue
        do { json = try JSONValue.parse(text) } catch {
            throw .malformed("header: \(error.message)", offset: prefixLength, file: file)
        }
        guard json["schema"]?.integerValue == CubeHeader.schemaVersion else {
            throw .malformed("the header is of an unknown schema", offset: prefixLength, file: file)
        }
        guard let parsed = CubeHeader.parse(json) else {
            throw .malformed("the header lacks a member", offset: prefixLength, file: file)
        }
        guard parsed.dimensions.count <= CubeLimits.dimensions, parsed.classes.count <= CubeLimits.classes else {
            throw .malformed("the header has too many dimensions or classes", offset: prefixLength, file: file)
        }
        return parsed
    }

    private static func cells(
        _ reader: inout CubeByteReader, _ header: CubeHeader, dimensions names: [String], classes: [String]
    ) throws(CubeError) -> CubeCells {
        var dimensions: [CubeCells.Dimension] = []
        for name in names {
            var levels: [String] = []
            let count = try reader.count("levels", size: 1)
            levels.reserveCapacity(count)
            for _ in 0..<count {
                let level = try reader.text("a level")
                if let last = levels.last, !last.utf8.lexicographicallyPrecedes(level.utf8) {
                    throw reader.malformed("levels are not in order")
                }
                levels.append(level)
            }
            dimensions.append(.init(name: name, levels: levels))
        }
        var cells = CubeCells(dimensions: dimensions, classes: classes)
        try read(
            &reader, into: &cells.decisions, dimensions, places: cells.slots.count,
            measures: header.decisionWidth)
        for margin in header.scoreMargins {
            let indices = margin.compactMap { cells.index(ofDimension: $0) }
            guard indices.count == margin.count else {
                throw .malformed("scores are told apart by no dimension", offset: prefixLength, file: reader.file)
            }
            for column in header.scores.indices {
                var scores = CubeCells.ScoreTable(
                    column: column, values: try values(&reader), table: CellTable(margin: indices),
                    slots: header.scoresByDecision ? cells.slots : nil)
                guard scores.values.count <= Int(Int32.max) / scores.stateCount else {
                    throw .tooMany("score values", limit: Int(Int32.max) / scores.stateCount)
                }
                try read(
                    &reader, into: &scores.table, dimensions, places: scores.stateCount * scores.values.count,
                    measures: header.scoreMeasures.count)
                cells.scores.append(scores)
            }
        }
        return cells
    }

    private static func values(_ reader: inout CubeByteReader) throws(CubeError) -> [Double] {
        var values: [Double] = []
        let count = try reader.count("score values", size: 8, limit: CubeLimits.scoreValues)
        values.reserveCapacity(count)
        for _ in 0..<count {
            let value = Double(bitPattern: try reader.fixed(UInt64.self))
            guard value.isFinite, value.bitPattern != (-0.0).bitPattern, values.last ?? -.infinity < value else {
                throw reader.malformed("score values are not finite and in order")
            }
            values.append(value)
        }
        return values
    }

    private static func read(
        _ reader: inout CubeByteReader, into table: inout CellTable, _ dimensions: [CubeCells.Dimension],
        places: Int, measures: Int
    ) throws(CubeError) {
        let width = table.margin.count
        table.measureCount = measures
        // Each combination has a cell of at least two bytes behind its number of cells.
        let count = try reader.count("combinations", size: 3, limit: width == 0 ? 1 : CubeLimits.codes / width)
        var previous: [UInt32] = []
        for combination in 0..<count {
            var codes: [UInt32] = []
            if !previous.isEmpty {
                let shared = try reader.number("the number of shared codes", limit: width - 1)
                codes = Array(previous[..<shared])
                let gap = try reader.number("the gap to the code before", limit: Int(UInt32.max))
                let code = Int(previous[shared]) + gap + 1
                guard code <= dimensions[table.margin[shared]].levels.count else {
                    throw reader.malformed("a code stands for no level")
                }
                codes.append(UInt32(code))
            }
            while codes.count < width {
                let levels = dimensions[table.margin[codes.count]].levels.count
                codes.append(UInt32(try reader.number("a code", limit: levels)))
            }
            table.codes += codes
            previous = codes
            try readCells(&reader, into: &table, of: Int32(combination), places: places)
        }
        table.combinationCount = count
    }

    private static func readCells(
        _ reader: inout CubeByteReader, into table: inout CellTable, of combination: Int32, places: Int
    ) throws(CubeError) {
        let more = try reader.count("cells", size: 2, limit: places)
        var previous = -1
        for _ in 0...more {
            let gap = try reader.number("the gap to the cell before", limit: places)
            let place = previous + 1 + gap
            guard place < places else { throw reader.malformed("a cell stands outside its table") }
            let count = try reader.number("a count", limit: CubeLimits.rows - 1) + 1
            table.cells.append(.init(combination: combination, place: Int32(place), count: count))
            for _ in 0..<table.measureCount { table.sums.append(try reader.large("a sum")) }
            previous = place
        }
    }
}

extension CubeCells {
    /// Whether both are the same, text by text in their bytes.
    func isEqual(to other: CubeCells) -> Bool {
        func same(_ a: [String], _ b: [String]) -> Bool {
            a.count == b.count && zip(a, b).allSatisfy { $0.utf8.elementsEqual($1.utf8) }
        }
        return same(dimensions.map(\.name), other.dimensions.map(\.name)) && same(classes, other.classes)
            && zip(dimensions, other.dimensions).allSatisfy { same($0.levels, $1.levels) }
            && decisions == other.decisions && scores == other.scores
    }
}
