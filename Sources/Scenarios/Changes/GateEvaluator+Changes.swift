import Evidence
import Metrics
import Statistics

extension GateEvaluator {
    /// A figure now less the same figure of an earlier assessment, or a gap now less that gap then (METHODS §4d).
    ///
    /// The two samples are taken for independent, so variances add; where they may share rows the gate stays undecided.
    /// A group that only one of them has is a component with a reason. Without an earlier assessment, or where it does
    /// not know the model, there is nothing to compare with.
    func change(_ gate: Gate, _ metric: Metric) -> Assessment.GateResult {
        let side = metric.worseSide(favourablePositive: context.favourablePositive)
        let twoSided = gate.harm == .twoSided || side == nil
        guard let earlier = earlier?.assessment, earlier.models[context.model] != nil else {
            return nothingEarlier(gate, metric)
        }
        let compared: [(comparison: Assessment.Comparison, rows: Int)] = changed(gate, metric, level: 0.9)
        let gone =
            gate.by.map { by in earlier.groups(by: by, besides: cube.evidence(by: by).map(\.group)) } ?? []
        let family = max(1, compared.count + gone.count)
        let levels = Levels(alpha: gate.alpha, family: family, twoSided: twoSided)
        let passing = changed(gate, metric, level: levels.pass)
        let failing = changed(gate, metric, level: levels.fail)
        let region = Region(gate.comparison, side: side, twoSided: twoSided)
        var components = zip(passing, failing).map { pass, fail -> Assessment.GateResult.Component in
            let caps = caps(pass.comparison, metric, rows: pass.rows)
            return Assessment.GateResult.Component(
                group: pass.comparison.group, reference: pass.comparison.reference,
                groupValue: pass.comparison.groupValue, referenceValue: pass.comparison.referenceValue,
                estimate: pass.comparison.estimate, failInterval: fail.comparison.estimate.interval,
                verdict: region.verdict(
                    pass: pass.comparison.estimate.interval, fail: fail.comparison.estimate.interval,
                    isCapped: !caps.isEmpty), caps: caps)
        }
        components += gone.map { group in
            Assessment.GateResult.Component(
                group: group, reference: nil, groupValue: nil,
                referenceValue: earlier.figure(context.model, metric.name, group)?.value,
                estimate: Estimate(notEstimable: .emptyGroup), failInterval: nil, verdict: .inconclusive(.nothingShown),
                caps: [.notEstimable])
        }
        return conclude(
            gate, metric, components, rows: passing.map(\.rows) + gone.map { _ in 0 }, side: side, family: family)
    }

    /// The changes that a gate looks at, and the smallest denominator of each.
    private func changed(
        _ gate: Gate, _ metric: Metric, level: Double
    ) -> [(comparison: Assessment.Comparison, rows: Int)] {
        guard let earlier = earlier?.assessment else { return [] }
        var isRate = false
        if case .proportion = metric.definition { isRate = true }
        if case .gapChange(let reference, _) = gate.comparison {
            var pairs = pairs(gate)
            return pairs.indices.map { place in
                let rows = pairs[place].rows(metric)
                var now = Estimate(notEstimable: .emptyGroup)
                if let other = pairs[place].reference, !pairs[place].referenceIsEmpty {
                    var contrast = Contrast(pairs[place].group, against: other)
                    now = contrast.difference(metric, level: level, for: .gate)
                    (pairs[place].group, pairs[place].reference) = (contrast.group, contrast.reference)
                }
                var record = Assessment.Comparison(
                    kind: .difference, model: context.model, metric: metric.name,
                    group: pairs[place].group.evidence.group, reference: pairs[place].referenceKey,
                    referenceKind: reference.name, groupValue: now.number, referenceValue: nil, estimate: now,
                    excluded: [])
                let then = earlier.gap(record)
                let rowsThen = earlier.figure(context.model, metric.name, record.group)?.n
                record.estimate = ChangeEstimate.gap(
                    now: now, then: then, groupRowsThen: rowsThen, isRate: isRate, level: level, for: .gate)
                record.referenceValue = then?.figure.value
                var least = 0
                if let then, let rowsThen { least = min(rows, rowsThen, then.figure.n - rowsThen) }
                return (record, least)
            }
        }
        let groups = gate.by.map { cube.evidence(by: $0) } ?? [cube.overall]
        return groups.map { evidence in
            var estimator = Estimator(evidence, context: context)
            let now = estimator.estimate(metric, level: level, for: .gate)
            let then = earlier.figure(context.model, metric.name, evidence.group)
            let record = Assessment.Comparison(
                kind: .difference, model: context.model, metric: metric.name, group: evidence.group, reference: nil,
                referenceKind: "earlier", groupValue: now.number, referenceValue: then?.value,
                estimate: ChangeEstimate.value(now: now, then: then, isRate: isRate, level: level, for: .gate),
                excluded: [])
            return (record, min(estimator.denominator(metric), then?.n ?? 0))
        }
    }

    private func caps(_ record: Assessment.Comparison, _ metric: Metric, rows: Int) -> [VerdictCap] {
        var caps = design.caps(record.group.dimensions)
        let estimate = record.estimate
        if estimate.number == nil { caps.insert(.notEstimable) }
        if estimate.takesRowsForIndependent { caps.insert(.assumesIndependence) }
        if estimate.flags.contains(.imputedGroup) { caps.insert(.imputedGroup) }
        let evidence = cube.evidence(by: record.group.dimensions).first { $0.group == record.group }
        let isPartlyLabelled = evidence.map { Self.labelCoverage($0) < Self.labelCoverageFloor } ?? false
        if metric.usesLabels, isPartlyLabelled || estimate.flags.contains(.lowLabelCoverage) {
            caps.insert(.labelCoverage)
        }
        if rows < minimumGroup { caps.insert(.minimumGroup) }
        if earlier?.mayShareRows ?? false { caps.insert(.sharedRows) }
        return caps.sorted()
    }

    private func nothingEarlier(_ gate: Gate, _ metric: Metric) -> Assessment.GateResult {
        Assessment.GateResult(
            gate: gate, model: context.model, verdict: .inconclusive(.nothingShown), caps: [.nothingEarlier],
            components: [], worseOff: nil, worseOffReference: nil, familySize: 1, rowsNeeded: nil,
            labelCoverage: metric.usesLabels ? Self.labelCoverage(cube.overall) : nil)
    }
}
