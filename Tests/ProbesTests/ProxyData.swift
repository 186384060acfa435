import Interchange
import Storage
import Tables
import TestSupport
import Testing

@testable import Probes

/// The columns of a real data set as a search takes them.
enum ProxyData {
    struct Question {
        let attribute: ProxySearch.Column
        let features: [ProxySearch.Column]
        let table: Table
    }

    /// Features are numbers where they have more than ten different values that are all numbers, as the command has it.
    static func question(_ data: String, of attribute: String, features: [String]) throws -> Question {
        let table = try TableReader.read(
            path: SharedFiles.path("data/\(data)/data.csv"), columns: .all,
            options: {
                var options = ReadingOptions()
                options.limits.levelCount = 1 << 20
                return options
            }())
        func column(_ name: String) throws -> ProxySearch.Column {
            let column = try #require(table.category(name))
            let numbers = column.levels.map { Double($0) }
            if column.levels.count > 10, numbers.allSatisfy({ $0 != nil }) {
                return .init(
                    name, numbers: column.codes.map { $0 == CategoryColumn.missing ? .nan : numbers[Int($0)] ?? .nan })
            }
            return .init(
                name, levelCount: column.levels.count, codes: column.codes.map { min($0, UInt32(column.levels.count)) })
        }
        let protected = try #require(table.category(attribute))
        // In sorted order, as the golden files have it.
        let order = protected.levels.indices.sorted { protected.levels[$0] < protected.levels[$1] }
        var rank = [UInt32](repeating: 0, count: order.count)
        for (place, level) in order.enumerated() { rank[level] = UInt32(place) }
        return Question(
            attribute: .init(attribute, levelCount: order.count, codes: protected.codes.map { rank[Int($0)] }),
            features: try features.map(column), table: table)
    }

    /// Decisions of a model, by the data's own ids.
    static func decisions(_ data: String, model: String, of table: Table) throws -> (
        codes: [UInt32], count: Int, levels: [String]
    ) {
        let other = try TableReader.read(
            path: SharedFiles.path("data/\(data)/predictions/\(model).csv"),
            columns: .only([ColumnRequest("id", .category), ColumnRequest("prediction", .category)]))
        let (ids, decided) = (try #require(other.category("id")), try #require(other.category("prediction")))
        let own = try #require(table.category("id"))
        var byID: [String: UInt32] = [:]
        for row in 0..<other.rowCount { byID[ids.levels[Int(ids.codes[row])]] = decided.codes[row] }
        let codes = try own.codes.map { try #require(byID[own.levels[Int($0)]]) }
        return (codes, decided.levels.count, decided.levels)
    }
}
