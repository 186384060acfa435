/// The names of the members of a file's objects: which are columns that were asked for, and which have been seen.
///
/// Only sound objects add names, so that the header of a table does not depend on rows that were set aside.
struct JSONMemberNames {
    /// What a name of an object is.
    enum Member {
        /// A column that was asked for, from 0.
        case column(Int)
        case other
        case duplicate
        /// Not one of the names that were fixed before.
        case unexpected
        /// The same characters as another name in other code points, which no reader of tables can tell apart.
        case alike
        case tooMany
    }

    private let limit: Int
    /// Names asked for or seen, by code.
    private var known = LevelDictionary()
    private var columns: [Int] = []
    /// The last object each known name stood in.
    private var objects: [Int] = []
    private var isSeen: [Bool] = []
    /// The names seen, in the order of their first appearance.
    private(set) var seen: [String] = []
    private var object = 0
    /// Whether only known names may stand in an object.
    private(set) var isFixed = false
    /// Names of the object being read that are not known.
    private var fresh = LevelDictionary()
    private var freshNames: [[UInt8]] = []
    /// Known and fresh names as texts, which are equal if they differ in composition only.
    private var knownTexts: Set<String> = []
    private var freshTexts: Set<String> = []
    /// What the object being read would add to the names seen, in its order: a code, or `~index` of a fresh name.
    private var news: [Int] = []

    init(limit: Int) {
        self.limit = limit
    }

    /// Makes `name` a known name.
    ///
    /// - Parameter column: its column; -1 if it is not asked for.
    private mutating func add(_ name: UnsafeBufferPointer<UInt8>, column: Int) -> Int {
        let code = Int(known.code(name))
        if code == columns.count {
            columns.append(column)
            objects.append(-1)
            isSeen.append(false)
            knownTexts.insert(String(decoding: name, as: UTF8.self))
        } else if column >= 0 {
            columns[code] = column
        }
        return code
    }

    /// Says that the members called `name` are column `column`.
    mutating func ask(_ name: String, column: Int) {
        Array(name.utf8).withUnsafeBufferPointer { _ = add($0, column: column) }
    }

    /// Allows no other names from now on.
    mutating func fix() { isFixed = true }

    /// Starts with another object.
    mutating func begin() {
        object += 1
        guard !news.isEmpty else { return }
        news.removeAll()
        fresh = LevelDictionary()
        freshNames.removeAll()
        freshTexts.removeAll()
    }

    /// Takes one name of the object.
    mutating func take(_ name: UnsafeBufferPointer<UInt8>) -> Member {
        if let found = known.find(name) {
            let code = Int(found)
            if objects[code] == object { return .duplicate }
            objects[code] = object
            if !isSeen[code] {
                news.append(code)
                if seen.count + news.count > limit { return .tooMany }
            }
            return columns[code] >= 0 ? .column(columns[code]) : .other
        }
        let text = String(decoding: name, as: UTF8.self)
        if knownTexts.contains(text) { return .alike }
        if isFixed { return .unexpected }
        let before = fresh.count
        _ = fresh.code(name)
        if fresh.count == before { return .duplicate }
        guard freshTexts.insert(text).inserted else { return .alike }
        news.append(~freshNames.count)
        freshNames.append(Array(name))
        return seen.count + news.count > limit ? .tooMany : .other
    }

    /// Takes the names of the object that was read for seen: it is sound.
    mutating func commit() {
        for entry in news {
            let code = entry >= 0 ? entry : freshNames[~entry].withUnsafeBufferPointer { add($0, column: -1) }
            guard !isSeen[code] else { continue }
            isSeen[code] = true
            seen.append(entry >= 0 ? known.levels()[code] : String(decoding: freshNames[~entry], as: UTF8.self))
        }
    }
}

/// Finds names that stand twice in one of the objects inside a row's object.
struct JSONNestedNames {
    private var names = LevelDictionary()
    /// The last object each name stood in, at its depth.
    private var objects: [Int] = []
    private var object = 0
    private let key = ByteArena()

    /// Forgets the names of earlier rows when there are many.
    mutating func begin() {
        guard names.count > 1024 else { return }
        names = LevelDictionary()
        objects.removeAll()
    }

    /// Starts with another object.
    ///
    /// - Returns: what to call it.
    mutating func open() -> Int {
        object += 1
        return object
    }

    /// - Returns: whether the name is the first of its kind in the object.
    mutating func take(_ name: UnsafeBufferPointer<UInt8>, depth: Int, object: Int) -> Bool {
        key.removeAll()
        // Objects at one depth follow one another, so the last one is all that must be kept for each.
        key.append(UInt8(truncatingIfNeeded: depth))
        key.append(name)
        let code = Int(names.code(key.bytes(from: 0)))
        if code == objects.count {
            objects.append(object)
            return true
        }
        defer { objects[code] = object }
        return objects[code] != object
    }
}
