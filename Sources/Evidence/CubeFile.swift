import Interchange
package import Storage

/// Cube files: what is written byte by byte is told in CubeFormat.md beside this source.
package enum CubeFile {
    /// The first bytes of a cube file. The first of them starts no UTF-8 text, so that no table is taken for a cube.
    package static let magic: [UInt8] = [0x8E] + Array("kzcube".utf8) + [0x0A]
    /// The version of the format.
    package static let version: UInt16 = 2
    /// Magic, version, a reserved field, the length of the file and that of the header.
    static let prefixLength = 24
    static let digestLength = 32

    /// The bytes of a cube: the same for equal cubes, however they came about.
    ///
    /// - Throws: `tooMany`, `invalid` for a cube that a reader would refuse.
    /// - Complexity: O(cells).
    package static func bytes(of cube: EvidenceCube) throws(CubeError) -> [UInt8] {
        // A cube counted in memory has not been checked yet.
        try cube.cells.check(cube.header)
        let header = Array(cube.fileHeader.canonicalText(.compact).utf8)
        guard header.count <= CubeLimits.headerBytes else {
            throw .tooMany("bytes in the header", limit: CubeLimits.headerBytes)
        }
        var body = CubeByteWriter()
        body.append(header)
        write(cube.cells, into: &body)
        let length = prefixLength + body.bytes.count + digestLength
        guard length <= CubeLimits.fileBytes else { throw .tooMany("bytes in a file", limit: CubeLimits.fileBytes) }
        var file = CubeByteWriter()
        file.append(magic)
        file.append(fixed: version)
        file.append(fixed: UInt16(0))
        file.append(fixed: UInt64(length))
        file.append(fixed: UInt32(header.count))
        file.append(body.bytes)
        file.append(SHA256.digest(of: file.bytes))
        return file.bytes
    }

    /// The SHA-256 that stands at the end of the cube's file, in lower-case hexadecimal: the name of its content.
    package static func digest(of cube: EvidenceCube) throws(CubeError) -> String {
        SHA256.hexadecimal(try bytes(of: cube).suffix(digestLength))
    }

    /// Writes a cube to `path`, whole or not at all.
    package static func write(
        _ cube: EvidenceCube, to path: String, replaceExisting: Bool = false
    ) throws(CubeError) {
        let bytes = try bytes(of: cube)
        do { try AtomicFile.write(bytes, to: path, replaceExisting: replaceExisting) } catch { throw .storage(error) }
    }

    /// Whether the file at `path` starts as a cube does, whatever its name; the standard input never does.
    package static func isCube(_ path: String) throws(StorageError) -> Bool {
        guard path != "-", FileKind.isRegularFile(path) else { return false }
        return try start(of: path, magic.count) == magic
    }

    private static func start(of path: String, _ count: Int) throws(StorageError) -> [UInt8] {
        let reader = try FileReader(path: path)
        var start: [UInt8] = []
        let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 1)
        defer { piece.deallocate() }
        while start.count < count {
            let read = try reader.read(into: UnsafeMutableRawBufferPointer(rebasing: piece[..<(count - start.count)]))
            if read == 0 { break }
            start += piece[..<read]
        }
        return start
    }

    // MARK: Cells

    private static func write(_ cells: CubeCells, into writer: inout CubeByteWriter) {
        for dimension in cells.dimensions {
            writer.append(dimension.levels.count)
            for level in dimension.levels { writer.append(level) }
        }
        write(cells.decisions, into: &writer)
        for scores in cells.scores {
            writer.append(scores.values.count)
            for value in scores.values { writer.append(fixed: value.bitPattern) }
            write(scores.table, into: &writer)
        }
    }

    private static func write(_ table: CellTable, into writer: inout CubeByteWriter) {
        writer.append(table.combinationCount)
        var next = 0
        for combination in 0..<table.combinationCount {
            let codes = Array(table.codes(of: combination))
            if combination == 0 {
                for code in codes { writer.append(Int(code)) }
            } else {
                let before = Array(table.codes(of: combination - 1))
                let shared = zip(codes, before).prefix { $0 == $1 }.count
                writer.append(shared)
                // In canonical order the first code that differs is larger.
                writer.append(Int(codes[shared] - before[shared]) - 1)
                for code in codes[(shared + 1)...] { writer.append(Int(code)) }
            }
            let start = next
            while next < table.cells.count, Int(table.cells[next].combination) == combination { next += 1 }
            writer.append(next - start - 1)
            var previous = -1
            for index in start..<next {
                let cell = table.cells[index]
                writer.append(Int(cell.place) - previous - 1)
                writer.append(cell.count - 1)
                for sum in table.sums(of: index) { writer.append(large: sum) }
                previous = Int(cell.place)
            }
        }
    }
}
