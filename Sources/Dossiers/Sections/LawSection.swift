import Localization

/// The law of the place as its pack tells it, each fact with how well it is known.
struct LawSection {
    let place: PlacePack

    var section: Block.Section {
        var blocks: [Block] = []
        if let date = place.lawAsOf { blocks.append(.callout(.words("law-intro", ["date": .date(date)]))) }
        let table = Table(
            .words("law-place", ["place": .localized(place.description.names)]),
            [
                .init(.words("column-topic")), .init(.words("column-fact")), .init(.words("column-where-stated")),
                .init(.words("column-status")), .init(.words("column-source")),
            ],
            place.law.map { fact in
                Table.Row([
                    .topic(fact.topic), .localized(fact.text), .data(fact.reference),
                    .words("fact-status-\(fact.status.rawValue)"),
                    .lines([.data(fact.source)] + (fact.readOn.map { [.muted(.date($0))] } ?? [])),
                ])
            }, stacks: true)
        blocks.append(.table(table))
        return Block.Section("law", .words("section-law"), blocks)
    }
}
