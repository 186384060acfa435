import Interchange
import Diagnostics
import Metrics
import Tables

extension Completer {
    /// The names that can stand in a place.
    func values(of slot: LineOutline.Slot, _ place: Place) -> [NameOffer] {
        let outline = place.outline
        let clauseWords = Set(outline.declaration?.clauses.flatMap { [$0.word] + $0.aliases } ?? [])
        let spell: (String) -> String = { name in
            // Bare, the word of a clause would announce it.
            slot.isParameter && clauseWords.contains(name) ? Spelling.quotedName(name) : Spelling.word(name)
        }
        let used = slot.kind == .list ? Set(lastList(of: slot, outline)) : []
        func offered(_ offers: [NameOffer]) -> [NameOffer] {
            spelt(offers.filter { !used.contains($0.name) }, place, spell)
        }
        switch NameSource(slot, of: outline.declaration?.name ?? "") {
        case .free: return []
        case .columns: return offered(columns(place))
        case .resultColumns: return offered(resultColumns(outline))
        case .labels: return labels(place, spell)
        case .metrics: return offered(metrics(place.typed))
        case .measures: return offered(measures(place.typed))
        case .datasets: return offered(datasets(place))
        case .kept:
            let results = place.vocabulary.results.map { NameOffer(name: $0, kind: .dataset) }
            return offered(results + datasets(place))
        case .datasetsAndColumns: return offered(columns(place) + datasets(place))
        case .files: return files(place)
        case .datasetsAndFiles: return offered(datasets(place)) + files(place)
        case .groups(let words):
            let columns = columns(place).map { NameOffer(name: $0.name, kind: .column, isWhole: false) }
            return self.words(words, place) + spelt(columns, place) { spell($0) + "=" }
        case .words(let words):
            return bare(words.map { NameOffer(name: $0, kind: .word, isWhole: !$0.hasSuffix("=")) }, place)
        case .topics:
            return bare(
                registry.declarations.map { NameOffer(name: $0.name, detail: $0.summary, kind: .command) }
                    + metrics(place.typed) + measures(place.typed), place)
        }
    }

    /// What stands already in the list that is being typed.
    private func lastList(of slot: LineOutline.Slot, _ outline: LineOutline) -> [String] {
        slot.isParameter
            ? outline.parameters.last?.values ?? [] : outline.clauses.last { $0.word == slot.word }?.values ?? []
    }

    private func datasets(_ place: Place) -> [NameOffer] {
        place.vocabulary.rows.map { rows in
            NameOffer(
                name: rows.name, detail: rows.table.map { "\($0.name), \($0.rowCount) rows" } ?? "", kind: .dataset)
        }
    }

    func columns(_ place: Place) -> [NameOffer] {
        place.vocabulary.tables(for: place.outline).known.flatMap { table in
            table.header.map { name in
                let levels = table.category(name)?.levels
                let some = levels?.prefix(3).joined(separator: ", ") ?? ""
                return NameOffer(name: name, detail: some + ((levels?.count ?? 0) > 3 ? ", …" : ""), kind: .column)
            }
        }
    }

    /// The columns that a result of this line is likely to have.
    func resultColumns(_ outline: LineOutline) -> [NameOffer] {
        let names =
            outline.values(of: "by") + outline.parameters.flatMap(\.values)
            + ["metric", "value", "interval", "n", "lower", "upper", "flags", "reason"]
        return names.map { NameOffer(name: $0, kind: .column) }
    }

    /// Metrics by their full names; by other names if something was typed that could be the start of one.
    private func metrics(_ typed: String) -> [NameOffer] {
        let all = Catalogue.all.map { NameOffer(name: $0.name, kind: .metric) }
        guard !typed.isEmpty else { return all }
        return all
            + Catalogue.all.flatMap { metric in
                metric.aliases.map { NameOffer(name: $0, detail: metric.name, kind: .metric) }
            }
    }

    private func measures(_ typed: String) -> [NameOffer] {
        let all = FairnessMeasure.all.map { NameOffer(name: $0.name, kind: .metric) }
        guard !typed.isEmpty else { return all }
        return all
            + FairnessMeasure.all.flatMap { measure in
                measure.aliases.map { NameOffer(name: $0, detail: measure.name, kind: .metric) }
            }
    }

    /// The values of the label.
    private func labels(_ place: Place, _ spell: (String) -> String) -> [NameOffer] {
        let columns: [CategoryColumn]
        if let name = place.outline.values(of: "label").first {
            columns = place.vocabulary.tables(for: place.outline).known.compactMap { $0.category(name) }
        } else {
            columns = place.vocabulary.labels(for: place.outline).compactMap { $0.table.category($0.column) }
        }
        return columns.flatMap { commonest(of: $0, place, spell) }
    }

    /// The values of a column that something is compared with.
    func columnValues(_ name: String, _ place: Place) -> [NameOffer] {
        let isInExpression: Bool =
            if case .columnValue = place.outline.expectation, place.outline.isInExpression { true } else { false }
        let tables = place.vocabulary.tables(for: place.outline).known
        return tables.compactMap { $0.category(name) }.flatMap { column in
            commonest(of: column, place) { level in
                guard isInExpression else { return Spelling.word(level) }
                return PlainNumber.value(of: level) != nil ? level : Spelling.string(level)
            }
        }
    }

    private func commonest(
        of column: CategoryColumn, _ place: Place, _ spell: (String) -> String
    ) -> [NameOffer] {
        let values = CommonestValues.of(column, matching: place.typed).map { level, count in
            NameOffer(name: level, detail: count == 1 ? "1 row" : "\(count) rows", kind: .value, fits: true)
        }
        return spelt(values, place, spell)
    }

    /// Files and folders; those that start with a point only if one was typed.
    private func files(_ place: Place) -> [NameOffer] {
        let slash = place.typed.lastIndex(of: "/").map { place.typed.index(after: $0) } ?? place.typed.startIndex
        let folder = String(place.typed[..<slash])
        let start = String(place.typed[slash...])
        let offers = place.vocabulary.entries(of: folder).filter { start.hasPrefix(".") || !$0.hasPrefix(".") }.map {
            NameOffer(name: $0, kind: .file, isWhole: !$0.hasSuffix("/"))
        }
        let fitting = NameMatching.matching(start, among: offers).map {
            NameOffer(name: folder + $0.name, kind: .file, isWhole: $0.isWhole, fits: true)
        }
        return spelt(fitting, place, Spelling.word)
    }
}
