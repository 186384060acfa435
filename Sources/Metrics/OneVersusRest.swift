import Evidence

/// METHODS §2.3: figures of a binary decision about one class of several against all others, by name: `recall:low`.
extension Metric {
    /// What stands between the name of a metric and that of a class.
    private static let separator: Character = ":"

    /// The figure of one class against all others, whose canonical name ends in that of the class.
    ///
    /// Whether the data have such a class is not known here.
    ///
    /// - Returns: `nil` for a name without a class, and for one of a metric that is not of binary decisions.
    static func oneVersusRest(named name: String) -> Metric? {
        guard let end = name.firstIndex(of: separator) else { return nil }
        let label = String(name[name.index(after: end)...])
        guard !label.isEmpty,
            let metric = Catalogue.metric(named: String(name[..<end]), outcome: .ofClasses(binary: true)),
            metric.outcome == .binary, metric.decision.map({ $0 != .favourable }) ?? true
        else { return nil }
        return metric.against(rest: label)
    }

    private func against(rest label: String) -> Metric {
        Metric(
            name + String(Self.separator) + label, direction: direction, range: range, outcome: .multiclass,
            usesLabels: usesLabels, decision: nil, noSkill: noSkill, ideal: ideal, versusRest: label,
            definition: definition, source: source)
    }

    /// The same of the only positive class there is.
    fileprivate var binary: Metric {
        Metric(
            name, direction: direction, range: range, outcome: .binary, usesLabels: usesLabels, decision: nil,
            noSkill: noSkill, ideal: ideal, definition: definition, source: source)
    }
}

extension Estimator {
    /// The rows as one class against all others, with the figure of the class; `nil` for a metric that is of no class, and
    /// for a class that nobody knows.
    func versusRest(_ metric: Metric) -> (estimator: Estimator, metric: Metric)? {
        guard let index = index(of: metric) else { return nil }
        return (Estimator(evidence.versusRest(index), context: context, role: "\(role) \(index)"), metric.binary)
    }

    /// Other rows of the same classes in the same way.
    func versusRest(_ metric: Metric, _ evidence: GroupEvidence) -> GroupEvidence? {
        index(of: metric).map { evidence.versusRest($0) }
    }

    /// The code of the class of a metric.
    func index(of metric: Metric) -> Int? {
        guard let name = metric.versusRest, evidence.scale == nil,
            let index = context.classes.firstIndex(where: { $0.utf8.elementsEqual(name.utf8) }),
            index < evidence.classCount
        else { return nil }
        return index
    }
}
