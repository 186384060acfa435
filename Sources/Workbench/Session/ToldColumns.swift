import Diagnostics
import Evidence
import Foundation
import Tables

/// The groups of a question that stand in no column but are told from one: spans of time, and blocks of clusters.
struct ToldColumns {
    /// In the order in which they are appended to groups.
    let dimensions: [ToldDimension]
    private let zone: ZoneOffsets?
    private let calendar: DateCalendar

    /// What a line about rows asks for by `time COL per UNIT`, `zone ZONE` and `cluster COL`.
    init(_ call: Call) throws(CommandFailure) {
        var dimensions: [ToldDimension] = []
        let unit = Self.unit(call)
        switch (call.text("time"), unit) {
        case (_?, nil) where Self.plainTime(call) != nil: break
        case (let column?, let unit?):
            dimensions.append(ToldDimension(column: column.value, rule: .period(unit)))
        case (let column?, nil):
            throw CommandFailure(
                "E616", call, at: column.span, "spans of what length are the rows to be counted by?",
                help: ["add per " + TimeUnit.allCases.map(\.rawValue).joined(separator: ", per ")])
        case (nil, _?):
            throw CommandFailure(
                "E616", call, at: call.span(of: "per"), "which column holds the days or moments?",
                help: ["add time COL"])
        case (nil, nil): break
        }
        if let column = call.text("cluster") {
            dimensions.append(ToldDimension(column: column.value, rule: .block))
        }
        for column in Self.decisions(call) {
            let told = ToldDimension(column: column, rule: .decision)
            if !dimensions.contains(told) { dimensions.append(told) }
        }
        self.dimensions = dimensions
        zone = try Self.zone(call)
        calendar = call.text("calendar").flatMap { DateCalendar(rawValue: $0.value) } ?? .gregorian
    }

    /// The column whose values are windows themselves, where a probe of drift says no span of time.
    static func plainTime(_ call: Call) -> String? {
        guard call.text("kind")?.value == ProbeCommand.Kind.drift.rawValue, unit(call) == nil else { return nil }
        return call.text("time")?.value
    }

    /// The spans of time that a line asks for.
    static func unit(_ call: Call) -> TimeUnit? { call.text("per").flatMap { TimeUnit(rawValue: $0.value) } }

    /// The groups a line asks for, with the span of time as the last of each, unless one of them names it.
    func groupings(_ call: Call) -> [[String]] {
        Self.groupings(call, per: dimensions.first { $0.rule.isPeriod }?.name ?? Self.plainTime(call))
    }

    /// - Parameter name: the dimension of the spans of time, if they are asked for.
    static func groupings(_ call: Call, per name: String?) -> [[String]] {
        let groupings = columns(call)
        guard let name, !groupings.contains(where: { $0.contains(name) }) else { return groupings }
        return groupings.isEmpty ? [[name]] : groupings.map { $0 + [name] }
    }

    /// The groupings of a line; where it tells of stages, their name is that of no column.
    static func columns(_ call: Call) -> [[String]] {
        let groupings = call.lists("by").map { $0.map(\.value) }
        guard call.has("stages") else { return groupings }
        return groupings.map { $0.filter { $0 != DecisionStage.dimension } }.filter { !$0.isEmpty }
    }

    /// What is asked of a file for the category that is called `name`.
    func request(_ name: String) -> ColumnRequest {
        guard let told = dimensions.first(where: { $0.name == name }) else { return ColumnRequest(name, .category) }
        return ColumnRequest(name, from: told.column, by: reading(told))
    }

    private func reading(_ told: ToldDimension) -> CategoryReading {
        switch told.rule {
        case .period(let unit): .period(unit, zone: zone, calendar: calendar)
        case .block: .block
        case .decision: .verbatim
        }
    }

    /// A table in memory with the columns told beside its own.
    func added(to table: Table, _ call: Call) throws(CommandFailure) -> Table {
        var result = table
        for told in dimensions {
            guard let source = table.category(told.column) else {
                throw CommandFailure.unknownColumn(
                    told.column, of: table.header, in: table.name, call, at: Self.span(of: told, call))
            }
            do { result = try result.telling(told.name, from: source, by: reading(told)) } catch {
                throw CommandFailure(error)
            }
        }
        return result
    }

    /// The columns of what another model, or stages behind the model, decided.
    static func decisions(_ call: Call) -> [String] {
        (call.text("against").map { [$0.value] } ?? []) + call.cells("stages").map(\.value.value)
    }

    /// Where a line names the column that groups are told from.
    static func span(of told: ToldDimension, _ call: Call) -> TextSpan? {
        switch told.rule {
        case .period: call.span(of: "time")
        case .block: call.span(of: "cluster")
        case .decision:
            call.cells("stages").first { $0.value.value == told.column }?.value.span ?? call.span(of: "against")
        }
    }

    // MARK: Zones

    /// When the clocks of the zone that a line names were set how.
    private static func zone(_ call: Call) throws(CommandFailure) -> ZoneOffsets? {
        guard let name = call.text("zone") else { return nil }
        guard let zone = TimeZone(identifier: name.value), isKnown(name.value) else {
            let known = TimeZone.knownTimeZoneIdentifiers
            throw CommandFailure(
                "E618", call, at: name.span, "no time zone is called '\(name.value)'",
                help: (NearMatch.nearest(to: name.value, among: known).map { ["did you mean '\($0)'?"] } ?? [])
                    + ["zones are named like Africa/Nairobi"])
        }
        return ZoneOffsets(zone)
    }

    /// Whether the time zone database has the name; offsets such as `GMT+3`, which Foundation takes too, are none.
    private static func isKnown(_ name: String) -> Bool {
        ["UTC", "GMT", "Etc/UTC"].contains(name) || TimeZone.knownTimeZoneIdentifiers.contains(name)
    }
}

extension ZoneOffsets {
    /// The rules of a zone from 1900 to 2100.
    init(_ zone: TimeZone) {
        let end = Date(timeIntervalSince1970: 4_102_444_800)
        var date = Date(timeIntervalSince1970: -2_208_988_800)
        var changes = [(start: Int(date.timeIntervalSince1970), offset: zone.secondsFromGMT(for: date))]
        while let next = zone.nextDaylightSavingTimeTransition(after: date), next > date, next < end {
            changes.append((Int(next.timeIntervalSince1970.rounded()), zone.secondsFromGMT(for: next)))
            date = next
        }
        self.init(name: zone.identifier, changes: changes)
    }
}
