import Probes
import Scenarios
import Statistics

/// Which columns carry a protected one: a chart of two axes and a table for each protected column.
struct ProxyPart {
    let index: AssessmentIndex

    private var records: [Assessment.ProxyRecord] { index.assessment.probes.proxies }

    var sections: [Block.Section] {
        ProbeWording.unique(records.map(\.attribute)).enumerated().map { number, attribute in
            let mine = records.filter { $0.attribute == attribute }
            let name = Inline.data(attribute)
            let given = mine[0].given
            return Block.Section(
                Anchor.proxy(number), .words("probe-proxy-title", ["attribute": name]),
                [
                    .paragraph(
                        .sequence([
                            .words(
                                "probe-proxy-meaning",
                                ["attribute": name, "least": .integer(0), "most": .integer(1)]),
                            given.isEmpty
                                ? .words("probe-proxy-use")
                                : .words("probe-proxy-use-given", ["columns": .list(given.map { .data($0) })]),
                        ])), .paragraph(verdict(mine[0], name)), .figure(figure(mine, name, number)),
                ])
        }
    }

    private func verdict(_ record: Assessment.ProxyRecord, _ attribute: Inline) -> Inline {
        let limit = Inline.quantity(Quantity(record.flagFrom, .plain, places: 2))
        let flagged = record.flagged
        guard !flagged.isEmpty else {
            return .words("probe-proxy-none", ["attribute": attribute, "limit": limit])
        }
        return .words(
            "probe-proxy-found",
            [
                "attribute": attribute, "limit": limit,
                "columns": .list(flagged.map { .strong(.data($0.feature)) }),
                "n": .integer(record.search.features.count),
            ])
    }

    private func figure(_ records: [Assessment.ProxyRecord], _ attribute: Inline, _ number: Int) -> Figure {
        let features = records[0].search.features
        func use(_ record: Assessment.ProxyRecord, _ name: String) -> Double? {
            record.search.features.first { $0.feature == name }?.use
        }
        // Points that cannot be told apart near the corner get no number.
        let numbered = features.filter { feature in
            (feature.availability ?? 0) >= 0.1 || records.contains { (use($0, feature.feature) ?? 0) >= 0.05 }
        }.map(\.feature)
        var points: [Scatter.Point] = []
        for feature in features {
            guard let availability = feature.availability else { continue }
            for (series, record) in records.enumerated() {
                guard let use = use(record, feature.feature) else { continue }
                points.append(
                    .init(
                        x: availability, y: use, series: series,
                        number: numbered.firstIndex(of: feature.feature).map { $0 + 1 },
                        isMarked: record.isFlagged(feature)))
            }
        }
        return Figure(
            anchor: Anchor.proxy(number) + "-figure",
            caption: .words("probe-proxy-chart", ["attribute": attribute]),
            description: .words(
                "probe-proxy-chart-description", ["attribute": attribute, "n": .integer(features.count)]),
            chart: .scatter(
                Scatter(
                    x: .init(over: [0, 1], unit: .plain, within: 0...1),
                    y: .init(over: [0, 0.1] + points.map(\.y), unit: .plain, within: 0...1),
                    xTitle: .words("column-availability"), yTitle: .words("column-use"),
                    series: records.map { .data($0.model) }, points: points,
                    names: numbered.map { .data($0) }, markedMeaning: .words("probe-proxy-marked"))),
            data: table(records, features), dataSummary: .words("chart-figures"), notes: [])
    }

    private func table(_ records: [Assessment.ProxyRecord], _ features: [ProxyFeature]) -> Table {
        var columns: [Table.Column] = [
            .init(.words("column-feature")), .init(.words("column-availability"), numeric: true),
        ]
        for record in records {
            columns.append(
                .init(
                    records.count > 1
                        ? .sequence([.words("column-use"), .data(record.model)]) : .words("column-use"), numeric: true))
        }
        columns += [
            .init(.words("column-association"), numeric: true), .init(.words("column-adjusted-p"), numeric: true),
            .init(.words("column-n"), numeric: true),
        ]
        func number(_ value: Double?) -> Inline {
            value.map { .quantity(Quantity($0, .plain)) } ?? .muted(.words("no-estimate"))
        }
        let rows = features.map { feature -> Table.Row in
            var cells: [Inline?] = [
                records[0].isFlagged(feature) ? .strong(.data(feature.feature)) : .data(feature.feature),
                number(feature.availability),
            ]
            for record in records {
                cells.append(number(record.search.features.first { $0.feature == feature.feature }?.use))
            }
            cells += [
                number(feature.association.correctedCramersV), ProbeWording.pValue(feature.adjustedPValue),
                .integer(feature.rows),
            ]
            return Table.Row(cells)
        }
        return Table(.words("probe-proxy-caption"), columns, rows)
    }
}
