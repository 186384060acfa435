import Diagnostics
import Localization
import Storage
import Tables

/// `regions`: which regions of a place the names in a column mean.
enum RegionsCommand {
    static func run(
        _ call: Call, _ state: inout SessionState, _ environment: Session.Environment
    ) throws(CommandFailure) -> Report {
        guard let name = call.text("column") else { preconditionFailure("a required parameter") }
        guard let code = call.text("place") else {
            throw CommandFailure("E913", call, at: nil, "which place are the regions of?", help: ["add place CODE"])
        }
        let place = try pack(code, call, environment)
        let levels = RegionMatcher.levels(of: place)
        if let level = call.text("level"), !levels.contains(level.value) {
            let near = NearMatch.nearest(to: level.value, among: levels).map { ["did you mean '\($0)'?"] } ?? []
            throw CommandFailure(
                "E914", call, at: level.span, "'\(code.value)' has no regions of the level '\(level.value)'",
                help: near + ["levels: " + levels.joined(separator: ", ")])
        }
        let rows = try ColumnRows(call, state, categories: [name.value])
        let column = try rows.category(Located(name.value, at: name.span), call)
        let matcher = RegionMatcher(place, level: call.text("level")?.value)
        return try Answer(table: table(column, matcher)).report(call, environment, notes: rows.notes)
    }

    private static func pack(
        _ code: Located<String>, _ call: Call, _ environment: Session.Environment
    ) throws(CommandFailure) -> PlacePack {
        let pack: PlacePack
        do {
            let folder = try LocaleFolder.find(explicit: call.text("locales")?.value ?? environment.localesOption)
            pack = try PlacePack.load(
                code.value, from: folder, digest: { SHA256.hexadecimal(SHA256.digest(of: $0)) })
        } catch {
            throw CommandFailure(error)
        }
        guard !pack.regions.isEmpty else {
            throw CommandFailure("E915", call, at: code.span, "the pack of '\(code.value)' lists no regions")
        }
        return pack
    }

    /// One line a value, the commonest first; those that need a look stand before the others among equals.
    private static func table(_ column: CategoryColumn, _ matcher: RegionMatcher) -> ResultTable {
        let counts = column.counts()
        let order = column.levels.indices.sorted {
            counts.ofLevels[$0] == counts.ofLevels[$1]
                ? column.levels[$0].utf8.lexicographicallyPrecedes(column.levels[$1].utf8)
                : counts.ofLevels[$0] > counts.ofLevels[$1]
        }
        let names = matcher.names
        var (matchedValues, matchedRows, ambiguous, unmatched) = (0, 0, 0, 0)
        let rows = order.map { level -> [ResultTable.Cell] in
            let text = column.levels[level]
            let head: [ResultTable.Cell] = [.text(text), .integer(counts.ofLevels[level])]
            switch matcher.match(text) {
            case .matched(let region, let reading):
                matchedValues += 1
                matchedRows += counts.ofLevels[level]
                return head + [
                    .text("matched"), .text(region.code), .text(region.names["en"] ?? region.code),
                    .text(reading.rawValue),
                ]
            case .ambiguous(let regions):
                ambiguous += 1
                return head + [
                    .text("ambiguous"), .text(regions.map(\.code).joined(separator: " ")),
                    .text(regions.map { "\($0.names["en"] ?? $0.code) (\($0.level))" }.joined(separator: ", ")), .empty,
                ]
            case .unmatched:
                unmatched += 1
                let near = NearMatch.nearest(to: text, among: names)
                return head + [.text("unmatched"), .empty, near.map { .text("perhaps \($0)?") } ?? .empty, .empty]
            }
        }
        let allRows = counts.ofLevels.reduce(0, +)
        var footers = [
            "\(matchedValues.grouped) of \(column.levels.count.grouped) values in \(matchedRows.grouped) of "
                + "\(allRows.grouped) rows are matched"
                + (ambiguous > 0 ? ", \(ambiguous.grouped) \(ambiguous == 1 ? "is" : "are") ambiguous" : "")
                + (unmatched > 0 ? ", \(unmatched.grouped) \(unmatched == 1 ? "is" : "are") unmatched" : "")
        ]
        if ambiguous + unmatched > 0 {
            footers.append(
                "nothing is guessed: other spellings belong into regions.json of the place, under also_written")
        }
        if counts.missing > 0 {
            footers.append("\(counts.missing.grouped) \(counts.missing == 1 ? "row has" : "rows have") no value")
        }
        return ResultTable(
            columns: [
                .init("value", title: column.name), .init("rows", .number), .init("outcome"), .init("code"),
                .init("name"), .init("reading", title: "read as"),
            ], rows: rows, footers: footers)
    }
}
