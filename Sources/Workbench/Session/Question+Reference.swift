import Diagnostics
import Evidence
import Metrics
import Scenarios
import Statistics

extension Question {
    /// What the groups of a grouping are compared with; `nil` where neither the line nor the session says it.
    mutating func reference(
        _ call: Call, _ grouping: [String], _ session: SessionReference
    ) throws(CommandFailure) -> GroupReference? {
        guard !call.has("reference"), let value = session.value(by: grouping) else {
            return try reference(call, grouping)
        }
        remark = "reference \(session.description), of the session"
        return try reference(call.with("reference", value: value), grouping)
    }

    private func reference(_ call: Call, _ grouping: [String]) throws(CommandFailure) -> GroupReference? {
        guard let cells = call.cell("reference") else {
            switch call.text("reference")?.value {
            case "complement": return .complement
            case "largest": return .largest
            case "overall": return .overall
            case "best": return .best
            case "pairwise": return .pairwise
            default: return nil
            }
        }
        var values: [String] = []
        for column in grouping {
            guard let cell = cells.first(where: { $0.name.value == column }) else {
                throw CommandFailure(
                    "E620", call, at: call.span(of: "reference"), "the reference says nothing of '\(column)'",
                    help: ["a reference of a crossed grouping names a value for each column: A=X,B=Y"])
            }
            values.append(cell.value.value)
        }
        if let surplus = cells.first(where: { !grouping.contains($0.name.value) }), groupings.count == 1 {
            throw CommandFailure(
                "E620", call, at: surplus.name.span, "'\(surplus.name.value)' is no column of this grouping",
                help: ["columns: " + grouping.joined(separator: ", ")])
        }
        let groups = builder.cube.evidence(by: grouping).map { $0.group.levels.map(\.value) }
        guard groups.contains(values) else {
            let odd = grouping.indices.first { column in !groups.contains { $0[column] == values[column] } } ?? 0
            var known: [String] = []
            for case let name? in groups.map({ $0[odd] }) where !known.contains(name) { known.append(name) }
            throw CommandFailure(
                "E623", call, at: call.span(of: "reference"),
                "no row is in the group " + zip(grouping, values).map { "\($0)='\($1)'" }.joined(separator: ", "),
                help: (NearMatch.nearest(to: values[odd], among: known).map { ["did you mean '\($0)'?"] } ?? [])
                    + ["\(grouping[odd]): " + known.prefix(12).joined(separator: ", ")])
        }
        return .named(GroupKey(zip(grouping, values).map { GroupLevel(dimension: $0, value: $1) }))
    }
}
