import Diagnostics
import Evidence
import Metrics
import Probes
import Statistics
import Storage
import Tables

/// Runs the probes that a scenario declares, each for every model that it concerns.
struct ProbeRunner {
    let scenario: Scenario
    let inputs: ScenarioInputs
    /// The counts of each model, in the order declared.
    let cubes: [EvidenceCube]
    let contexts: [EstimationContext]
    /// The metrics of the analysis.
    let metrics: [Metric]
    private(set) var warnings: [Diagnostic] = []
    /// Files read beside those of the assessment.
    private(set) var files: [Assessment.Input] = []

    init(
        _ scenario: Scenario, _ inputs: ScenarioInputs, cubes: [EvidenceCube], contexts: [EstimationContext],
        metrics: [Metric]
    ) {
        self.scenario = scenario
        self.inputs = inputs
        self.cubes = cubes
        self.contexts = contexts
        self.metrics = metrics
    }

    mutating func run() throws(ScenarioFailure) -> Assessment.Probes {
        var found = Assessment.Probes()
        if let proxy = scenario.probes.proxy { found.proxies = try proxies(proxy) }
        for probe in scenario.probes.counterfactuals { found.counterfactuals += try counterfactuals(probe) }
        for probe in scenario.probes.matched { found.matched += try matched(probe) }
        if let slices = scenario.probes.slices { found.slices = try self.slices(slices) }
        if let drift = scenario.probes.drift { found.drift = try self.drift(drift) }
        if let transfer = scenario.probes.transfer { found.transfer = try transfers(transfer) }
        if let probe = scenario.probes.representation { found.representation = representations(probe) }
        if let thresholds = scenario.probes.thresholds { found.thresholds = try self.thresholds(thresholds) }
        if let inputs = scenario.probes.inputs { found.inputs = try inputQuality(inputs) }
        if let legibility = scenario.probes.legibility { found.legibility = try self.legibility(legibility) }
        return found
    }

    // MARK: Rows

    /// One model's decisions and scores, row by row.
    func rows(_ model: Int) -> EvidenceRows {
        guard case .rows(let rows, _) = inputs.models[model].evidence else {
            preconditionFailure("probes that need rows are given rows")
        }
        return rows
    }

    func column(_ name: Scenario.Placed<String>) throws(ScenarioFailure) -> CategoryColumn {
        guard let column = inputs.data.category(name.value) else { throw ScenarioInputs.missing(name) }
        return column
    }

    /// The counts of one model by some columns of the data.
    func cube(_ model: Int, by names: [String]) throws(ScenarioFailure) -> EvidenceCube {
        var rows = rows(model)
        let blocks = rows.dimensions.filter { dimension in
            ScenarioInputs.told(scenario, inputs.design).contains { $0.name == dimension.name }
        }
        var dimensions: [EvidenceRows.Dimension] = []
        for name in names {
            let column = try column(.init(name, at: SourceLocation(file: scenario.file)))
            dimensions.append(.init(name: column.name, levels: column.levels, codes: column.codes))
        }
        rows.dimensions = dimensions + blocks
        return EvidenceCube(counting: rows, told: ScenarioInputs.told(scenario, inputs.design))
    }

    mutating func warn(_ code: String, _ message: String, at location: SourceLocation, help: [String] = []) {
        warnings.append(Diagnostic(code, severity: .warning, at: location, message, help: help))
    }

    mutating func warnings(_ more: [Diagnostic]) { warnings += more }

    mutating func read(
        _ path: Scenario.Placed<String>, _ requests: [ColumnRequest], _ role: Assessment.Input.Role, model: String?
    ) throws(ScenarioFailure) -> Table {
        var distinct: [ColumnRequest] = []
        for request in requests where !distinct.contains(request) { distinct.append(request) }
        let table = try ScenarioInputs.read(path, sha256: nil, distinct, scenario)
        add(ScenarioInputs.input(role, model: model, path.value, table))
        return table
    }

    mutating func add(_ input: Assessment.Input) {
        if !files.contains(where: { $0.path == input.path }) { files.append(input) }
    }

    // MARK: Proxies

    private mutating func proxies(_ probe: Scenario.Proxy) throws(ScenarioFailure) -> [Assessment.ProxyRecord] {
        let label = try ScenarioInputs.label(scenario, inputs.data)
        var fixed = [label.codes]
        for name in probe.given { fixed.append(try column(name).codes) }
        let strata = ProxySearch.strata(fixed)
        var units: [UInt32]?
        if let cluster = scenario.data.cluster { units = try column(cluster).codes }
        var records: [Assessment.ProxyRecord] = []
        for name in probe.attributes {
            let attribute = try column(name)
            var features: [ProxySearch.Column] = []
            // What explains itself tells nothing.
            for feature in probe.features where feature.value != name.value {
                features.append(ProxySearch.Column(reading: try column(feature)))
            }
            let protected = ProxySearch.Column(
                name.value, levelCount: attribute.levels.count,
                codes: attribute.codes.map { min($0, UInt32(attribute.levels.count)) })
            for (number, model) in inputs.models.enumerated() {
                do { try Supervision.check() } catch { throw ScenarioFailure(error) }
                guard
                    let search = ProxySearch(
                        of: protected, features: features,
                        decisions: (rows(number).predictions.map(UInt32.init), inputs.classes.names.count),
                        strata: strata, units: units, options: .init(seed: scenario.analysis.seed))
                else {
                    warn(
                        "W910", "'\(name.value)' has fewer than two values, so nothing can stand for it",
                        at: name.location)
                    break
                }
                records.append(
                    Assessment.ProxyRecord(
                        model: model.declaration.name, search: search, attribute: name.value,
                        given: probe.given.map(\.value), flagFrom: probe.flagFrom))
            }
        }
        return records
    }

    // MARK: Slices

    private mutating func slices(_ probe: Scenario.Slices) throws(ScenarioFailure) -> [Assessment.SliceRecord] {
        let name = probe.metric ?? .init("error-rate", at: SourceLocation(file: scenario.file))
        let metric = try ScenarioRunner.metric(
            name.value, inputs.classes, scenario: scenario, at: name.location)
        guard metric.hasEqualityTest else {
            throw ScenarioFailure([
                Diagnostic(
                    "E910", at: name.location,
                    "slices cannot be tested for '\(metric.name)': nothing says well enough how far chance moves it",
                    help: [
                        "rates such as error-rate or selection-rate, brier-score, calibration-in-the-large, mean-score"
                    ])
            ])
        }
        let columns = probe.columns?.map(\.value) ?? scenario.data.groups.map(\.column.value)
        var options = SliceSearch.Options()
        options.support = probe.support
        options.depth = probe.depth
        options.level = scenario.analysis.level
        options.weightOfError = probe.weightOfError
        options.onlyBest = probe.prunes ? probe.shown : nil
        var records: [Assessment.SliceRecord] = []
        for (number, model) in inputs.models.enumerated() {
            do { try Supervision.check() } catch { throw ScenarioFailure(error) }
            let cube = probe.columns == nil ? cubes[number] : try cube(number, by: columns)
            guard SliceSearch.canBePruned(metric) || !cube.header.told.contains(where: { $0.rule == .block }) else {
                throw ScenarioFailure([
                    Diagnostic(
                        "E910", at: name.location,
                        "slices cannot be tested for '\(metric.name)' where rows depend on each other, as data.cluster says",
                        help: ["choose a rate such as error-rate or selection-rate"])
                ])
            }
            guard !probe.prunes || (SliceSearch.canBePruned(metric) && !cube.header.weights.isSummed) else {
                throw ScenarioFailure([
                    Diagnostic(
                        "E947", at: name.location,
                        "all slices of '\(metric.name)' have to be searched: only errors of unweighted rates have limits",
                        help: ["leave out search: worst, or choose a rate"])
                ])
            }
            let favourable = model.declaration.favourablePositive
            guard
                let search = SliceSearch(cube, metric, context: contexts[number], columns: columns, options: options)
            else {
                warn(
                    "W911",
                    "there are more than \(SliceSearch.sliceLimit) slices with so many rows; none were searched",
                    at: name.location,
                    help: ["raise support, or lower depth", "search: worst looks for the worst only"])
                break
            }
            let side = metric.worseSide(favourablePositive: favourable)
            records.append(
                Assessment.SliceRecord(
                    model: model.declaration.name, metric: metric.name, columns: columns, search: search,
                    shown: search.worst(
                        side: side, fewest: scenario.analysis.minimumGroup, atMost: probe.shown)))
        }
        return records
    }

    // MARK: Drift

    private mutating func drift(_ probe: Scenario.Drift) throws(ScenarioFailure) -> [Assessment.DriftRecord] {
        guard let told = ScenarioInputs.window(scenario) else { return [] }
        let windows = try column(.init(told.name, at: probe.baseline.location))
        let order = DriftSearch.ordered(windows.levels)
        let baseline = try baseline(probe, order)
        let missing = windows.counts().missing
        if missing > 0 {
            warn("W912", "\(missing) rows without a time are in no window", at: probe.baseline.location)
        }
        var followed: [Metric] = metrics.filter { if case .proportion = $0.definition { true } else { false } }
        if let declared = probe.metrics {
            followed = []
            for name in declared {
                followed.append(
                    try ScenarioRunner.metric(name.value, inputs.classes, scenario: scenario, at: name.location))
            }
        }
        let groupings = probe.by.map(\.value)
        var names: [String] = []
        for name in groupings.flatMap({ $0 }) where !names.contains(name) { names.append(name) }
        var records: [Assessment.DriftRecord] = []
        for (number, model) in inputs.models.enumerated() {
            let cube = try cube(number, by: names + [told.name])
            for metric in followed {
                do { try Supervision.check() } catch { throw ScenarioFailure(error) }
                records.append(
                    Assessment.DriftRecord(
                        model: model.declaration.name, metric: metric.name, time: told.name,
                        search: DriftSearch(
                            cube, time: told.name, order: order, baseline: baseline, metric: metric,
                            groupings: groupings, context: contexts[number])))
            }
        }
        return records
    }

    /// One model's rows before and since the baseline, by the columns that changes are asked by; `nil` where none is.
    func windows(_ model: String) throws(ScenarioFailure) -> GateEvaluator.Windows? {
        let gates = scenario.gates.filter { $0.since == .baseline && $0.binds(model) }
        guard !gates.isEmpty, let probe = scenario.probes.drift, let told = ScenarioInputs.window(scenario),
            let number = inputs.models.firstIndex(where: { $0.declaration.name == model })
        else { return nil }
        var names: [String] = []
        for name in gates.flatMap({ $0.by ?? [] }) where !names.contains(name) { names.append(name) }
        let order = DriftSearch.ordered(try column(.init(told.name, at: probe.baseline.location)).levels)
        do {
            return try GateEvaluator.Windows(
                cube(number, by: names + [told.name]), time: told.name, baseline: baseline(probe, order))
        } catch let failure as ScenarioFailure {
            throw failure
        } catch { preconditionFailure("windows that were counted") }
    }

    private func baseline(_ probe: Scenario.Drift, _ order: [String]) throws(ScenarioFailure) -> Set<String> {
        var places: [Int] = []
        for name in probe.baseline.value {
            guard let place = order.firstIndex(of: name) else {
                throw ScenarioFailure([
                    Diagnostic(
                        "E911", at: probe.baseline.location, "no row is in the window '\(name)'",
                        help: ["windows: " + order.prefix(12).joined(separator: ", ") + (order.count > 12 ? ", …" : "")]
                    )
                ])
            }
            places.append(place)
        }
        guard let first = places.min(), let last = places.max() else { return [] }
        return Set(order[first...last])
    }
}
