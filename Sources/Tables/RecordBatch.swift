/// Where one field stands in the window of bytes.
struct FieldSpan {
    /// The first byte of the text, after an opening quote.
    let start: UInt32
    /// The length in the lower 30 bits; the kind in the upper two.
    private let lengthAndKind: UInt32

    /// How the field was written.
    enum Kind: UInt32 {
        case plain = 0
        /// In quotes, with no quote inside.
        case quoted = 1
        /// In quotes, with doubled quotes inside that have yet to be made single.
        case escaped = 2
    }

    @inline(__always)
    init(start: Int, length: Int, kind: Kind) {
        self.start = UInt32(truncatingIfNeeded: start)
        lengthAndKind = UInt32(truncatingIfNeeded: length) | kind.rawValue << 30
    }

    @inline(__always) var offset: Int { Int(start) }
    /// The first byte of the field as it was written, its opening quote included.
    var rawOffset: Int { lengthAndKind >> 30 == 0 ? offset : offset - 1 }
    @inline(__always) var length: Int { Int(lengthAndKind & 0x3FFF_FFFF) }
    @inline(__always) var isEscaped: Bool { lengthAndKind >> 30 == 2 }
    /// Only a field with nothing in it, not even quotes, is a missing value.
    @inline(__always) var isMissing: Bool { lengthAndKind == 0 }

    func moved(back distance: Int) -> FieldSpan {
        FieldSpan(start: offset - distance, length: length, kind: Kind(rawValue: lengthAndKind >> 30) ?? .plain)
    }
}

/// The complete records of one piece of input, as places in the window of bytes: whole rows, sound in shape and text.
struct RecordBatch {
    /// `rowCount × columnCount` fields, row by row, followed by the fields so far of a record that is not complete.
    var fields: [FieldSpan] = []
    /// The first byte of each row.
    var starts: [Int] = []
    /// The byte after each row's last, its line end not counted.
    var ends: [Int] = []
    /// The physical line each row starts on, from 1.
    var lines: [Int] = []

    var rowCount: Int { starts.count }

    /// Forgets the complete rows and keeps the fields of the incomplete one, moved back with their bytes.
    mutating func dropRows(columnCount: Int, movedBack distance: Int) {
        let kept = fields[(rowCount * columnCount)...].map { $0.moved(back: distance) }
        fields.removeAll(keepingCapacity: true)
        fields.append(contentsOf: kept)
        starts.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        lines.removeAll(keepingCapacity: true)
    }
}
