import Diagnostics

/// `probe`: looks for what averages hide.
enum ProbeCommand {
    enum Kind: String, CaseIterable {
        case slices, counterfactual, proxy, drift, transfer, representation, thresholds, inputs, legibility

        /// The clauses that mean something to it.
        var clauses: [String] {
            switch self {
            case .slices: SliceProbe.clauses
            case .counterfactual: CounterfactualProbe.clauses
            case .proxy: ProxyProbe.clauses
            case .drift: DriftProbe.clauses
            case .transfer: TransferProbe.clauses
            case .representation: RepresentationProbe.clauses
            case .thresholds: ThresholdProbe.clauses
            case .inputs: InputProbe.clauses
            case .legibility: LegibilityProbe.clauses
            }
        }
    }

    static func run(
        _ call: Call, _ state: inout SessionState, _ environment: Session.Environment
    ) throws(CommandFailure) -> Report {
        guard let kind = call.text("kind").flatMap({ Kind(rawValue: $0.value) }) else {
            throw CommandFailure(
                "E670", call, at: nil, "which probe?", help: Kind.allCases.map { "probe \($0.rawValue)" })
        }
        for clause in call.clauses where !kind.clauses.contains(clause.name) {
            throw CommandFailure(
                "E676", call, at: clause.span, "'\(clause.name)' means nothing to 'probe \(kind.rawValue)'",
                help: ["it takes: " + kind.clauses.joined(separator: ", ")])
        }
        switch kind {
        case .slices: return try SliceProbe.run(call, state, environment)
        case .counterfactual: return try CounterfactualProbe.run(call, environment)
        case .proxy: return try ProxyProbe.run(call, state, environment)
        case .drift: return try DriftProbe.run(call, state, environment)
        case .transfer: return try TransferProbe.run(call, state, environment)
        case .representation: return try RepresentationProbe.run(call, state, environment)
        case .thresholds: return try ThresholdProbe.run(call, state, environment)
        case .inputs: return try InputProbe.run(call, state, environment)
        case .legibility: return try LegibilityProbe.run(call, state, environment)
        }
    }

    /// The metric of a probe that looks at one.
    static func onlyMetric(_ call: Call) throws(CommandFailure) -> Located<String>? {
        let names = call.list("metric")
        guard names.count <= 1 else {
            throw CommandFailure(
                "E945", call, at: names[1].span, "this probe looks at one metric, and these are \(names.count)",
                help: ["ask once for each"])
        }
        return names.first
    }
}
