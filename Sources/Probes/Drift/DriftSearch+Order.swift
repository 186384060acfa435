import Interchange

extension DriftSearch {
    /// Windows in order: as numbers if all are, else by their bytes, which is the order of time for spans of it.
    package static func ordered(_ names: [String]) -> [String] {
        let numbers = names.map { PlainNumber.value(of: $0) }
        guard numbers.allSatisfy({ $0 != nil }) else {
            return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        }
        return zip(names, numbers.map { $0 ?? 0 }).sorted { $0.1 < $1.1 }.map(\.0)
    }
}
