/// One level of one dimension: a value as it stands in the data, or the absence of one.
public struct GroupLevel: Hashable, Sendable, Comparable {
    /// The column's name.
    public let dimension: String
    /// The value; `nil` where the field was empty, which is a level of its own.
    public let value: String?

    /// The level `value` of the column `dimension`.
    public init(dimension: String, value: String?) {
        self.dimension = dimension
        self.value = value
    }

    /// Whether column and value have the same bytes; levels that only look alike are different groups.
    public static func == (a: GroupLevel, b: GroupLevel) -> Bool {
        guard a.dimension.utf8.elementsEqual(b.dimension.utf8) else { return false }
        switch (a.value, b.value) {
        case (let x?, let y?): return x.utf8.elementsEqual(y.utf8)
        case (nil, nil): return true
        default: return false
        }
    }

    /// Hashes the bytes that `==` compares.
    public func hash(into hasher: inout Hasher) {
        for byte in dimension.utf8 { hasher.combine(byte) }
        hasher.combine(value == nil)
        for byte in (value ?? "").utf8 { hasher.combine(byte) }
    }

    /// What machine output calls a missing level.
    public static let missingName = "(missing)"

    /// The value, or `(missing)`.
    public var name: String { value ?? Self.missingName }

    /// Values in byte order, the missing level last.
    public static func < (a: GroupLevel, b: GroupLevel) -> Bool {
        if !a.dimension.utf8.elementsEqual(b.dimension.utf8) {
            return a.dimension.utf8.lexicographicallyPrecedes(b.dimension.utf8)
        }
        switch (a.value, b.value) {
        case (let x?, let y?): return x.utf8.lexicographicallyPrecedes(y.utf8)
        case (_?, nil): return true
        default: return false
        }
    }
}

/// A group: one level of each of some dimensions; the empty key is everybody.
public struct GroupKey: Hashable, Sendable, Comparable {
    /// In the order in which the dimensions were asked for.
    public let levels: [GroupLevel]

    /// The group of rows that have all of these levels.
    public init(_ levels: [GroupLevel]) { self.levels = levels }

    /// Everybody.
    public static let overall = GroupKey([])

    /// Whether this is everybody.
    public var isOverall: Bool { levels.isEmpty }

    /// The dimensions' names, in order.
    public var dimensions: [String] { levels.map(\.dimension) }

    /// Canonical order: level by level.
    public static func < (a: GroupKey, b: GroupKey) -> Bool { a.levels.lexicographicallyPrecedes(b.levels) }
}
