import Diagnostics

/// Makes a scenario of what a file declares and checks what no single value can say.
///
/// It goes on after a problem with a stand-in, so that one pass finds everything; whoever calls it throws the scenario
/// away if there is any problem.
struct ScenarioBuilder {
    let file: String
    let folder: String
    /// An ISO date.
    let today: String
    let metricNamed: (String) -> MetricNameCheck
    var problems: [ScenarioProblem] = []
    /// Models that say which decision is favourable, rightly or not.
    var declaresFavourable: Set<String> = []
    /// Whether windows of time are told apart.
    var hasWindows = false

    init(file: String, folder: String, today: String, metricNamed: @escaping (String) -> MetricNameCheck) {
        self.file = file
        self.folder = folder
        self.today = today
        self.metricNamed = metricNamed
    }

    mutating func scenario(from root: DeclaredObject) -> Scenario {
        if let version = root["kigezo"], let number = version.integer, number != 1 {
            report(.unsupportedVersion(number), version)
        }
        let data = dataDeclaration(root["data"]?.object)
        let label = root["data"]?.object?["label"]
        let models = models(
            root["models"]?.object, label: data.label, labelIsKnown: label != nil, hasID: data.id != nil)
        checkPersonal(root, data)
        // A declaration that is missing or wrong in itself has nothing that a name could be held against.
        let groups = root["data"]?.object?.member("groups")?.value
        let isDeclared = root["data"]?.object != nil && (groups == nil || groups?.list != nil)
        let columns = isDeclared ? KnownNames(data.groups.map(\.column.value)) : nil
        let risk = root["risk"]?.text.flatMap(Scenario.Risk.init(rawValue:)) ?? .low
        if risk == .high { checkHighRisk(root) }
        let population = population(root["population"]?.object, columns: columns)
        hasWindows = root["probes"]?.object?.has("drift") ?? false
        var probes = probes(root["probes"]?.object, data: data, models: models, columns: columns)
        probes.representation = representation(
            root["probes"]?.object?["representation"], shares: population?.shares.map(\.column.value) ?? [])
        return Scenario(
            folder: folder, file: file, name: root["name"]?.text ?? "", title: root["title"]?.text ?? "",
            tags: texts(root["tags"]), place: place(root["place"]), languages: languages(root["languages"]),
            purpose: root["purpose"]?.text, labelMeans: root["label-means"]?.text, risk: risk,
            automation: root["automation"]?.text.flatMap(Scenario.Automation.init(rawValue:)),
            decisionsPerMonth: root["volume"]?.object?["decisions-per-month"]?.integer, data: data, models: models,
            population: population,
            analysis: analysis(root["analysis"]?.object, columns: columns),
            gates: gates(root["gates"]?.list ?? [], models: models, groups: data.groups, columns: columns),
            probes: probes,
            governance: root["governance"]?.object.map(governance),
            translations: translations(root["translations"]?.object), earlier: earlier(root["earlier"]?.object))
    }

    // MARK: Small readers

    mutating func report(_ kind: ScenarioProblem.Kind, _ value: Declared) {
        problems.append(ScenarioProblem(kind, at: value.position, length: value.length))
    }

    mutating func report(_ kind: ScenarioProblem.Kind, _ member: DeclaredObject.Member) {
        problems.append(ScenarioProblem(kind, at: member.keyPosition, length: member.keyLength))
    }

    func location(_ position: Position) -> SourceLocation { position.location(in: file) }

    func placed(_ value: Declared?) -> Scenario.Placed<String>? {
        guard let value, let text = value.text else { return nil }
        return Scenario.Placed(text, at: location(value.position))
    }

    func allPlaced(_ value: Declared?) -> [Scenario.Placed<String>] { (value?.list ?? []).compactMap { placed($0) } }

    func texts(_ value: Declared?) -> [String] { (value?.list ?? []).compactMap(\.text) }

    /// Tells of texts that stand twice among `values`.
    mutating func checkRepeats(_ values: [Declared], what: String) {
        var lines: [String: Int] = [:]
        for value in values {
            guard let text = value.text else { continue }
            if let first = lines[text] {
                report(.repeated(text, what: what, firstLine: first), value)
            } else {
                lines[text] = value.position.line
            }
        }
    }

    /// The canonical name of the metric that `name` names; tells if there is none.
    mutating func metric(_ name: String, at position: Position, length: Int) -> String {
        switch metricNamed(name) {
        case .known(let canonical): return canonical
        case .unknown(let near):
            problems.append(ScenarioProblem(.unknownMetric(name, near: near), at: position, length: length))
            return name
        }
    }

    /// Tells if `value` names no declared group column; says nothing where the declaration itself is wrong.
    mutating func checkColumn(_ value: Declared, columns: KnownNames?) {
        guard let name = value.text, let columns, !columns.contains(name) else { return }
        report(.unknownName(name, .groupColumn, known: columns.list), value)
    }

    // MARK: The short parts

    private func place(_ value: Declared?) -> Scenario.Placed<Scenario.Place>? {
        guard let value else { return nil }
        if let code = value.text { return Scenario.Placed(.code(code), at: location(value.position)) }
        guard let column = value.object?["column"], let name = column.text else { return nil }
        return Scenario.Placed(.column(name), at: location(column.position))
    }

    private mutating func languages(_ value: Declared?) -> [Scenario.Placed<String>] {
        checkRepeats(value?.list ?? [], what: "language")
        let languages = allPlaced(value)
        return languages.isEmpty ? [Scenario.Placed("en", at: SourceLocation(file: file))] : languages
    }

    private func governance(_ object: DeclaredObject) -> Scenario.Governance {
        let appeals = object["appeals"]?.object
        return Scenario.Governance(
            owner: object["owner"]?.text, reviewers: texts(object["reviewers"]), escalation: object["escalation"]?.text,
            incidentPlan: object["incident-plan"]?.text, appealsRoute: appeals?["route"]?.text,
            appealsDays: appeals?["days"]?.integer)
    }

    private func earlier(_ object: DeclaredObject?) -> Scenario.Earlier? {
        placed(object?["assessment"]).map { Scenario.Earlier(assessment: $0, sha256: placed(object?["sha256"])) }
    }

    private mutating func checkHighRisk(_ root: DeclaredObject) {
        guard let risk = root["risk"] else { return }
        let governance = root.member("governance")
        // Wrong in itself, and told already.
        if let governance, governance.value.object == nil { return }
        let object = governance?.value.object
        let required = [
            ("owner", "owner: Head of Credit Risk"), ("reviewers", "reviewers: [Model Risk]"),
            ("incident-plan", "incident-plan: runbooks/incident.md"),
        ]
        for (key, example) in required where object?.has(key) != true || object?[key]?.list?.isEmpty == true {
            let kind = ScenarioProblem.Kind.highRiskNeeds("governance.\(key)", example: example)
            if let governance { report(kind, governance) } else { report(kind, risk) }
        }
        if let appeals = object?.member("appeals"), appeals.value.object == nil { return }
        for (key, example) in [("route", "route: branch manager"), ("days", "days: 30")]
        where object?["appeals"]?.object?.has(key) != true {
            let kind = ScenarioProblem.Kind.highRiskNeeds("governance.appeals.\(key)", example: example)
            if let owner = object?.member("appeals") ?? governance { report(kind, owner) } else { report(kind, risk) }
        }
    }
}
