import Diagnostics
import Metrics
import Tables

extension ScenarioBuilder {
    mutating func dataDeclaration(_ object: DeclaredObject?) -> Scenario.DataDeclaration {
        let missing = Scenario.Placed("", at: SourceLocation(file: file))
        let groups = object?["groups"]?.list ?? []
        checkRepeats(groups.compactMap { $0.object?["column"] }, what: "group column")
        checkRepeats(object?["legitimate"]?.list ?? [], what: "column")
        checkRepeats(object?["features"]?.list ?? [], what: "column")
        return Scenario.DataDeclaration(
            file: placed(object?["file"]) ?? missing, sha256: placed(object?["sha256"]), id: placed(object?["id"]),
            label: label(object?["label"]) ?? Scenario.Label(column: missing, positive: nil, classes: nil),
            groups: groups.compactMap { $0.object.flatMap(group) }, legitimate: allPlaced(object?["legitimate"]),
            features: allPlaced(object?["features"]), time: placed(object?["time"]),
            calendar: object?["calendar"]?.text.flatMap(DateCalendar.init(rawValue:)) ?? .gregorian,
            cluster: placed(object?["cluster"]), personal: texts(object?["personal"]),
            provenance: provenance(object?["provenance"]?.object))
    }

    private mutating func label(_ value: Declared?) -> Scenario.Label? {
        if let column = placed(value) { return Scenario.Label(column: column, positive: nil, classes: nil) }
        guard let object = value?.object, let column = placed(object["column"]) else { return nil }
        let classes = object["classes"]?.list
        checkRepeats(classes ?? [], what: "class")
        if let positive = object["positive"], let text = positive.text, let classes {
            let names = classes.compactMap(\.text)
            if !names.contains(text) { report(.positiveNotAClass(text, classes: names), positive) }
        }
        return Scenario.Label(
            column: column, positive: object["positive"]?.text, classes: classes.map { $0.compactMap(\.text) })
    }

    private func group(_ object: DeclaredObject) -> Scenario.Group? {
        guard let column = placed(object["column"]) else { return nil }
        return Scenario.Group(
            column: column, kind: object["kind"]?.text, levels: object["levels"]?.text,
            source: object["source"]?.text, basis: object["basis"]?.text, reference: placed(object["reference"]))
    }

    private mutating func provenance(_ object: DeclaredObject?) -> Scenario.Provenance? {
        guard let object else { return nil }
        if let until = object["retain-until"], let date = until.text, date < today {
            report(.retentionPassed(until: date, today: today), until)
        }
        return Scenario.Provenance(
            source: object["source"]?.text, collected: object["collected"]?.text, consent: object["consent"]?.text,
            retainUntil: placed(object["retain-until"]), licence: object["licence"]?.text)
    }

    /// A personal column is never loaded, so nothing else may ask for it.
    mutating func checkPersonal(_ root: DeclaredObject, _ data: Scenario.DataDeclaration) {
        guard let object = root["data"]?.object, let personal = object["personal"]?.list else { return }
        checkRepeats(personal, what: "column")
        var uses: [(String, String)] = [(data.label.column.value, "the label")]
        if let id = data.id { uses.append((id.value, "the id")) }
        if let time = data.time { uses.append((time.value, "the time")) }
        if let cluster = data.cluster { uses.append((cluster.value, "the cluster")) }
        uses += data.groups.map { ($0.column.value, "a group") }
        uses += data.legitimate.map { ($0.value, "a legitimate factor") }
        uses += data.features.map { ($0.value, "a feature") }
        if let column = root["place"]?.object?["column"]?.text { uses.append((column, "the place")) }
        let useOf = Dictionary(uses, uniquingKeysWith: { first, _ in first })
        for value in personal {
            guard let name = value.text, let use = useOf[name] else { continue }
            report(.personalColumnUsed(name, use: use), value)
        }
    }

    mutating func population(_ object: DeclaredObject?, columns: KnownNames?) -> Scenario.Population? {
        guard let object else { return nil }
        var shares: [(column: Scenario.Placed<String>, levels: [(level: String, share: Double)])] = []
        for column in object["shares"]?.object?.members ?? [] {
            if let columns, !columns.contains(column.key) {
                report(.unknownName(column.key, .groupColumn, known: columns.list), column)
            }
            let levels = (column.value.object?.members ?? []).compactMap { level in
                level.value.number.map { (level: level.key, share: $0) }
            }
            let sum = levels.reduce(0) { $0 + $1.share }
            // Published shares are rounded.
            if sum > 1.0001 { report(.sharesExceedOne(column: column.key, sum: sum), column) }
            shares.append((Scenario.Placed(column.key, at: location(column.keyPosition)), levels))
        }
        return Scenario.Population(source: object["source"]?.text, shares: shares)
    }

    /// Texts by language; a language without a dossier is no error, because dossiers can be asked for later.
    func translations(_ object: DeclaredObject?) -> [String: [String: String]] {
        var translations: [String: [String: String]] = [:]
        for language in object?.members ?? [] {
            for text in language.value.object?.members ?? [] {
                translations[language.key, default: [:]][text.key] = text.value.text
            }
        }
        return translations
    }

    mutating func analysis(_ object: DeclaredObject?, columns: KnownNames?) -> Scenario.Analysis {
        var analysis = Scenario.Analysis(by: [], metrics: [])
        guard let object else { return analysis }
        var lines: [[String]: Int] = [:]
        for grouping in object["by"]?.list ?? [] {
            let parts = grouping.list ?? [grouping]
            parts.forEach { checkColumn($0, columns: columns) }
            checkRepeats(parts, what: "column")
            let names = parts.compactMap(\.text)
            guard !names.isEmpty else { continue }
            if let first = lines.updateValue(grouping.position.line, forKey: names) {
                report(.repeated(names.joined(separator: " × "), what: "grouping", firstLine: first), grouping)
            }
            analysis.by.append(Scenario.Placed(names, at: location(grouping.position)))
        }
        let metrics = object["metrics"]?.list ?? []
        checkRepeats(metrics, what: "metric")
        for value in metrics {
            guard let name = value.text else { continue }
            // `all` is every metric that the data allow.
            let canonical = name == "all" ? name : metric(name, at: value.position, length: value.length)
            analysis.metrics.append(Scenario.Placed(canonical, at: location(value.position)))
        }
        analysis.fairness = fairness(object["fairness"])
        if let minimum = object["minimum-group"]?.integer { analysis.minimumGroup = minimum }
        if let seed = object["seed"]?.integer { analysis.seed = UInt64(seed) }
        if let level = object["level"]?.number { analysis.level = level }
        return analysis
    }

    /// Canonical names of fairness measures; tells of those that there are none of.
    private mutating func fairness(_ value: Declared?) -> [Scenario.Placed<String>]? {
        guard let values = value?.list else { return nil }
        checkRepeats(values, what: "measure")
        return values.compactMap { value in
            guard let name = value.text else { return nil }
            let place = location(value.position)
            if name == "all" { return Scenario.Placed(name, at: place) }
            guard let measure = FairnessMeasure.measure(named: name) else {
                report(.unknownMeasure(name, near: FairnessMeasure.nearest(to: name)), value)
                return nil
            }
            return Scenario.Placed(measure.name, at: place)
        }
    }
}
