import Tables

extension ScenarioBuilder {
    mutating func probes(
        _ object: DeclaredObject?, data: Scenario.DataDeclaration, models: [Scenario.ModelDeclaration],
        columns: KnownNames?
    ) -> Scenario.Probes {
        var probes = Scenario.Probes()
        guard let object else { return probes }
        // What a search may group by.
        let searched = columns.map { KnownNames($0.list + (data.features + data.legitimate).map(\.value)) }
        if let proxy = object["proxy"] { probes.proxy = self.proxy(proxy, data: data, columns: columns) }
        if let slices = object["slices"]?.object { probes.slices = self.slices(slices, columns: searched) }
        if let drift = object["drift"] { probes.drift = self.drift(drift, data: data, columns: columns) }
        let all = object["counterfactual"]?.list ?? []
        let known = KnownNames(models.map(\.name))
        if let transfer = object["transfer"]?.object {
            probes.transfer = self.transfer(transfer, models: known, columns: columns)
        }
        if let thresholds = object["thresholds"]?.object {
            probes.thresholds = self.thresholds(thresholds, columns: columns)
        }
        if let inputs = object["inputs"] { probes.inputs = self.inputs(inputs, data: data, columns: columns) }
        if let legibility = object["legibility"]?.object {
            probes.legibility = self.legibility(legibility, data: data, columns: columns)
        }
        for (number, value) in all.enumerated() {
            guard let object = value.object else { continue }
            if let probe = counterfactual(object, number: number, data: data, models: known) {
                probes.counterfactuals.append(probe)
            }
        }
        checkRepeats(all.compactMap { $0.object?["name"] }, what: "probe")
        for value in object["matched"]?.list ?? [] {
            if let probe = value.object.flatMap({ matched($0, data: data, columns: searched) }) {
                probes.matched.append(probe)
            }
        }
        return probes
    }

    private mutating func proxy(
        _ value: Declared, data: Scenario.DataDeclaration, columns: KnownNames?
    ) -> Scenario.Proxy? {
        guard let object = value.object else { return nil }
        let attributes = object["of"]?.list ?? []
        attributes.forEach { checkColumn($0, columns: columns) }
        checkRepeats(attributes, what: "column")
        for list in ["features", "given"] { checkRepeats(object[list]?.list ?? [], what: "column") }
        checkNotPersonal((object["features"]?.list ?? []) + (object["given"]?.list ?? []), data, use: "a feature")
        let features = object.has("features") ? allPlaced(object["features"]) : data.features
        if features.isEmpty { report(.probeNeeds("features", probe: "proxy"), value) }
        return Scenario.Proxy(
            attributes: allPlaced(object["of"]), features: features,
            given: object.has("given") ? allPlaced(object["given"]) : data.legitimate,
            flagFrom: object["flag-from"]?.number ?? 0.2)
    }

    private mutating func matched(
        _ object: DeclaredObject, data: Scenario.DataDeclaration, columns: KnownNames?
    ) -> Scenario.Matched? {
        guard let column = placed(object["of"]) else { return nil }
        let given = object["given"]?.list ?? []
        for value in given + [object["of"]].compactMap({ $0 }) { checkColumn(value, columns: columns) }
        checkRepeats(given, what: "column")
        for value in object["numbers"]?.list ?? [] {
            guard let name = value.text, !given.contains(where: { $0.text == name }) else { continue }
            report(.unknownName(name, .groupColumn, known: given.compactMap(\.text)), value)
        }
        return Scenario.Matched(
            of: column, given: allPlaced(object["given"]), numbers: allPlaced(object["numbers"]))
    }

    /// - Parameter shares: the columns whose shares of the population are declared.
    mutating func representation(_ value: Declared?, shares: [String]) -> Scenario.Representation? {
        guard let value, let object = value.object else { return nil }
        let columns = object["by"]?.list
        checkRepeats(columns ?? [], what: "column")
        for column in columns ?? [] {
            guard let name = column.text, !shares.contains(name) else { continue }
            report(.unknownName(name, .populationColumn, known: shares), column)
        }
        if shares.isEmpty { report(.probeNeeds("population.shares", probe: "representation"), value) }
        return Scenario.Representation(
            columns: columns.map { _ in allPlaced(object["by"]) }, gap: object["gap"]?.number ?? 0.1)
    }

    private mutating func transfer(
        _ object: DeclaredObject, models: KnownNames, columns: KnownNames?
    ) -> Scenario.Transfer {
        var home: [Scenario.Transfer.Home] = []
        for member in object["home"]?.object?.members ?? [] {
            if !models.contains(member.key) { report(.unknownName(member.key, .model, known: models.list), member) }
            let own = member.value.object
            guard let data = placed(member.value) ?? placed(own?["data"]) else { continue }
            home.append(
                .init(
                    model: .init(member.key, at: location(member.keyPosition)), data: data,
                    predictions: placed(own?["predictions"])))
        }
        return Scenario.Transfer(
            metrics: object["metrics"]?.list.map { $0.compactMap { self.metric($0) } },
            by: groupings(object["by"], columns: columns), tolerance: object["tolerance"]?.number, home: home)
    }

    private mutating func thresholds(_ object: DeclaredObject, columns: KnownNames?) -> Scenario.Thresholds? {
        guard let by = object["by"], let names = by.list else { return nil }
        names.forEach { checkColumn($0, columns: columns) }
        checkRepeats(names, what: "column")
        let costs = object["costs"]?.object
        return Scenario.Thresholds(
            by: .init(names.compactMap(\.text), at: location(by.position)),
            falsePositiveCost: costs?["false-positive"]?.number ?? 1,
            falseNegativeCost: costs?["false-negative"]?.number ?? 1)
    }

    private mutating func inputs(
        _ value: Declared, data: Scenario.DataDeclaration, columns: KnownNames?
    ) -> Scenario.Inputs? {
        guard let object = value.object else { return nil }
        checkRepeats(object["columns"]?.list ?? [], what: "column")
        checkNotPersonal((object["columns"]?.list ?? []) + [object["text"]].compactMap { $0 }, data, use: "an input")
        let looked = object.has("columns") ? allPlaced(object["columns"]) : data.features
        let text = placed(object["text"])
        if looked.isEmpty, text == nil { report(.probeNeeds("features", probe: "inputs"), value) }
        return Scenario.Inputs(
            columns: looked, text: text, longest: object["longest"]?.integer,
            by: object.has("by") ? groupings(object["by"], columns: columns) : everyGroup(data))
    }

    private mutating func legibility(
        _ object: DeclaredObject, data: Scenario.DataDeclaration, columns: KnownNames?
    ) -> Scenario.Legibility? {
        guard let text = placed(object["text"]) else { return nil }
        checkNotPersonal([object["text"]].compactMap { $0 }, data, use: "a text")
        return Scenario.Legibility(
            text: text, by: object.has("by") ? groupings(object["by"], columns: columns) : everyGroup(data),
            home: placed(object["home"]))
    }

    private func everyGroup(_ data: Scenario.DataDeclaration) -> [Scenario.Placed<[String]>] {
        data.groups.map { .init([$0.column.value], at: $0.column.location) }
    }

    private mutating func slices(_ object: DeclaredObject, columns: KnownNames?) -> Scenario.Slices {
        let named = object["by"]?.list
        named?.forEach { checkColumn($0, columns: columns) }
        checkRepeats(named ?? [], what: "column")
        return Scenario.Slices(
            metric: object["metric"].flatMap { self.metric($0) }, columns: named.map { _ in allPlaced(object["by"]) },
            depth: object["depth"]?.integer ?? 3, support: object["support"]?.number ?? 0.005,
            shown: object["show"]?.integer ?? 10, prunes: object["search"]?.text == "worst",
            weightOfError: object["alpha"]?.number ?? 0.95)
    }

    private mutating func drift(
        _ value: Declared, data: Scenario.DataDeclaration, columns: KnownNames?
    ) -> Scenario.Drift? {
        guard let object = value.object else { return nil }
        if data.time == nil { report(.probeNeeds("data.time", probe: "drift"), value) }
        guard let unit = object["window"]?.text.flatMap({ TimeUnit(rawValue: $0) }),
            let baseline = object["baseline"]
        else { return nil }
        let windows = baseline.list ?? [baseline]
        for window in windows {
            if let text = window.text, unit.number(ofText: text) == nil {
                report(
                    .malformed(
                        text, key: "baseline", expected: "a \(unit.rawValue)", example: "baseline: \(unit.example)"),
                    window)
            }
        }
        let texts = windows.compactMap(\.text)
        guard (1...2).contains(texts.count) else {
            report(
                .malformed(
                    texts.joined(separator: ", "), key: "baseline",
                    expected: "one window, or the first and the last one",
                    example: "baseline: [\(unit.example), \(unit.example)]"), baseline)
            return nil
        }
        if let first = texts.first.flatMap({ unit.number(ofText: $0) }),
            let last = texts.last.flatMap({ unit.number(ofText: $0) }), first > last
        {
            report(
                .malformed(
                    texts.joined(separator: ", "), key: "baseline", expected: "the first window, then the last",
                    example: "baseline: [\(texts.last ?? ""), \(texts.first ?? "")]"), baseline)
        }
        return Scenario.Drift(
            window: unit, baseline: .init(texts, at: location(baseline.position)),
            metrics: object["metrics"]?.list.map { $0.compactMap { self.metric($0) } },
            by: groupings(object["by"], columns: columns))
    }

    private mutating func counterfactual(
        _ object: DeclaredObject, number: Int, data: Scenario.DataDeclaration, models: KnownNames
    ) -> Scenario.Counterfactual? {
        guard let pairs = placed(object["pairs"]) else { return nil }
        if data.id == nil, let member = object.member("pairs") {
            report(.probeNeeds("data.id", probe: "counterfactual"), member)
        }
        let fallback = location(object.position)
        var changed: [Scenario.Counterfactual.Changed] = []
        for member in object["predictions"]?.object?.members ?? [] {
            if !models.contains(member.key) { report(.unknownName(member.key, .model, known: models.list), member) }
            let own = member.value.object
            guard let file = placed(member.value) ?? placed(own?["file"]) else { continue }
            changed.append(
                .init(
                    model: .init(member.key, at: location(member.keyPosition)), file: file, id: placed(own?["id"]),
                    prediction: placed(own?["prediction"]), score: placed(own?["score"])))
        }
        let kind = object["kind"]?.text
        let expectation =
            object["expect"]?.text.flatMap { Scenario.Counterfactual.Expectation(rawValue: $0) } ?? .invariance
        if expectation == .minimumFunctionality, !object.has("expected"), let member = object.member("expect") {
            report(.probeNeeds("expected", probe: "counterfactual"), member)
        }
        return Scenario.Counterfactual(
            name: object["name"]?.text ?? kind ?? "changed rows \(number + 1)", kind: kind, pairs: pairs,
            id: placed(object["id"]) ?? .init("id", at: fallback),
            original: placed(object["original"]) ?? .init("original", at: fallback),
            by: groupings(object["by"], columns: nil), changed: changed, tolerance: object["tolerance"]?.number,
            allowedFlips: object["allowed-flips"]?.number ?? 0.01, expectation: expectation,
            expected: placed(object["expected"]), review: placed(object["review"]))
    }

    /// Groupings, each a column or an intersection of columns.
    private mutating func groupings(_ value: Declared?, columns: KnownNames?) -> [Scenario.Placed<[String]>] {
        (value?.list ?? []).compactMap { grouping in
            let parts = grouping.list ?? [grouping]
            parts.forEach { checkColumn($0, columns: columns) }
            checkRepeats(parts, what: "column")
            let names = parts.compactMap(\.text)
            return names.isEmpty ? nil : .init(names, at: location(grouping.position))
        }
    }

    private mutating func metric(_ value: Declared) -> Scenario.Placed<String>? {
        value.text.map { .init(metric($0, at: value.position, length: value.length), at: location(value.position)) }
    }

    private mutating func checkNotPersonal(_ values: [Declared], _ data: Scenario.DataDeclaration, use: String) {
        for value in values {
            guard let name = value.text, data.personal.contains(name) else { continue }
            report(.personalColumnUsed(name, use: use), value)
        }
    }
}

extension TimeUnit {
    /// One of its windows, as scenario files write it.
    fileprivate var example: String {
        switch self {
        case .day: "2026-01-31"
        case .week: "2026-W05"
        case .month: "2026-01"
        case .quarter: "2026-Q1"
        case .year: "2026"
        }
    }
}
