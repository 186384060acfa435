import Localization

/// The law of the place as its pack tells it, each fact with how well it is known.
struct LawSection {
    let place: PlacePack

    var section: Block.Section {
        var blocks: [Block] = [.callout(.words("law-not-advice"))]
        if let date = place.lawAsOf { blocks.append(.note(.words("law-as-of", ["date": .date(date)]))) }
        let table = Table(
            .words("law-caption", ["place": .localized(place.description.names)]),
            [
                .init(.words("column-law")), .init(.words("column-says")), .init(.words("column-source")),
                .init(.words("column-fact-status")),
            ],
            place.law.map { fact in
                Table.Row([
                    .data(fact.reference), .localized(fact.text),
                    .lines([.data(fact.source), .muted(.date(fact.readOn))]),
                    .words("fact-status-\(fact.status.messageName)"),
                ])
            }, stacks: true)
        blocks.append(.table(table))
        return Block.Section("law", .words("section-law"), blocks)
    }
}
