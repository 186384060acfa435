import Metrics
import Probes
import Statistics

/// What probes found that a reader should see first; one finding a probe and model, the most telling group of each.
enum ProbeFindings {
    static func collect(_ assessment: Assessment) -> [Assessment.Finding] {
        let probes = assessment.probes
        // What makes other figures mean nothing comes first.
        return probes.legibility.compactMap(legibility) + probes.counterfactuals.flatMap(counterfactual)
            + probes.proxies.compactMap(proxy) + probes.transfer.compactMap(transfer)
            + probes.slices.compactMap(slice) + probes.drift.flatMap { alarms($0) + drift($0) }
            + probes.representation.compactMap(representation)
            + (probes.inputs.map(inputs) ?? [])
    }

    private static func legibility(_ record: Assessment.LegibilityRecord) -> Assessment.Finding? {
        let groups = record.found.findings.filter { $0.key == .cannotRead }.map(\.group)
        guard !groups.isEmpty else { return nil }
        let rows = record.found.groups.filter { groups.contains($0.key) }.reduce(0) { $0 + $1.rows }
        return Assessment.Finding(
            kind: .cannotRead(groups: groups), model: record.model, group: .overall, reference: nil, n: rows)
    }

    /// The widest loss that is shown beyond what was tolerated.
    private static func transfer(_ record: Assessment.TransferRecord) -> Assessment.Finding? {
        guard let tolerance = record.tolerance else { return nil }
        let failed = record.transfer.comparisons.filter { $0.gap.decision?.verdict == .fail }
        // Everybody before single groups.
        let candidates = failed.contains { $0.group.isOverall } ? failed.filter(\.group.isOverall) : failed
        let widest = candidates.max { abs($0.gap.gap.number ?? 0) < abs($1.gap.gap.number ?? 0) }
        guard let widest, let here = widest.gap.local.number, let there = widest.gap.origin.number else { return nil }
        return Assessment.Finding(
            kind: .transfer(
                metric: widest.gap.metric.name, here: here, there: there, gap: widest.gap.gap.interval,
                tolerance: tolerance),
            model: record.model, group: widest.group, reference: nil, n: widest.gap.local.n)
    }

    private static func representation(_ record: Assessment.RepresentationRecord) -> Assessment.Finding? {
        let found = record.found
        guard !found.absent.isEmpty || found.evidenceCoverage < 0.8 else { return nil }
        return Assessment.Finding(
            kind: .representation(
                column: record.column, absent: found.absent.map(\.key), covered: found.evidenceCoverage,
                gap: found.adequacy.gap),
            model: nil, group: .overall, reference: nil, n: found.rows)
    }

    /// Per column and fault the group that has it most beyond all others: shown, and by five in a hundred at least.
    private static func inputs(_ record: Assessment.InputRecord) -> [Assessment.Finding] {
        var widest: [String: InputQuality.Figure] = [:]
        var order: [String] = []
        for figure in record.quality.figures {
            guard let gap = figure.gap?.number, gap >= 0.05, (figure.adjustedPValue ?? 1) <= 0.05 else { continue }
            let key = figure.column + "\u{1F}" + figure.fault.rawValue
            if widest[key] == nil { order.append(key) }
            if gap > widest[key]?.gap?.number ?? 0 { widest[key] = figure }
        }
        return order.compactMap { widest[$0] }.compactMap { figure in
            guard let share = figure.share.number, let gap = figure.gap?.number else { return nil }
            return Assessment.Finding(
                kind: .inputFault(column: figure.column, fault: figure.fault.rawValue, share: share, gap: gap),
                model: nil, group: figure.group, reference: nil, n: figure.share.n)
        }
    }

    private static func proxy(_ record: Assessment.ProxyRecord) -> Assessment.Finding? {
        let flagged = record.flagged
        guard !flagged.isEmpty else { return nil }
        return Assessment.Finding(
            kind: .proxies(
                attribute: record.attribute,
                features: flagged.map {
                    .init(name: $0.feature, availability: $0.availability ?? 0, use: $0.use)
                }, from: record.flagFrom),
            model: record.model, group: .overall, reference: nil, n: record.search.rows)
    }

    private static func counterfactual(_ record: Assessment.CounterfactualRecord) -> [Assessment.Finding] {
        func finding(
            _ result: Assessment.CounterfactualRecord.Result, _ kind: Assessment.Finding.Kind
        ) -> Assessment.Finding {
            Assessment.Finding(
                kind: kind, model: record.model, group: result.group, reference: nil, n: result.result.flipRate.n)
        }
        var findings: [Assessment.Finding] = []
        // Everybody if that is shown, else the group that flips most.
        let shown = record.results.filter { record.exceeds($0) }
        let most = shown.max { (record.rate($0).number ?? 0) < (record.rate($1).number ?? 0) }
        if let first = shown.first(where: \.group.isOverall) ?? most, let rate = record.rate(first).number {
            let interval = record.rate(first).interval
            findings.append(
                finding(
                    first,
                    record.expectation == .invariance
                        ? .flips(
                            probe: record.name, rate: rate, interval: interval, allowed: record.allowedFlips,
                            away: first.result.away, towards: first.result.towards)
                        : .unexpected(
                            probe: record.name, expectation: record.expectation.rawValue, rate: rate,
                            interval: interval, allowed: record.allowedFlips)))
        }
        for result in record.results where record.isSilent(result) {
            guard let rate = result.result.flipRate.number, let skill = result.skill?.number else { continue }
            findings.append(
                finding(result, .fewFlipsWithoutSkill(probe: record.name, rate: rate, skill: skill)))
        }
        return findings
    }

    /// The worst slice that was confirmed in the other half of the clusters, or without halves the worst one.
    private static func slice(_ record: Assessment.SliceRecord) -> Assessment.Finding? {
        let isSplit = record.search.isConfirmed
        let trusted = isSplit ? record.shown.filter { $0.confirmation?.isConfirmed == true } : record.shown
        guard let worst = trusted.first, let value = worst.estimate.number,
            let overall = record.search.overall.number
        else { return nil }
        return Assessment.Finding(
            kind: .slice(
                metric: record.metric, value: value, overall: overall, count: trusted.count,
                isConfirmed: isSplit ? true : nil),
            model: record.model, group: worst.group, reference: nil, n: worst.estimate.n)
    }

    /// The first alarm of a figure of everybody, and of a group against all others; none where rows depend on each other,
    /// which monitors do not see.
    private static func alarms(_ record: Assessment.DriftRecord) -> [Assessment.Finding] {
        guard !record.search.assumesIndependence else { return [] }
        let raised = record.search.monitors.filter { !$0.alarms.isEmpty }
        return [raised.filter { $0.kind != .gap }, raised.filter { $0.kind == .gap }].compactMap { monitors in
            // Monitors have the same windows, so that looks until the alarm tell which came first.
            let first = monitors.min { a, b in
                (a.looks.firstIndex(where: \.isAlarm) ?? .max) < (b.looks.firstIndex(where: \.isAlarm) ?? .max)
            }
            guard let first, let alarm = first.alarms.first else { return nil }
            return Assessment.Finding(
                kind: .driftAlarm(
                    metric: record.metric, monitor: first.kind.rawValue, limit: first.limit, window: alarm.window,
                    start: alarm.start, alarms: first.alarms.count),
                model: record.model, group: first.group ?? .overall, reference: nil,
                n: record.search.current?.estimate?.n ?? 0)
        }
    }

    /// The widest change since the baseline that is shown among all groups looked at.
    private static func drift(_ record: Assessment.DriftRecord) -> [Assessment.Finding] {
        guard let current = record.search.current else { return [] }
        typealias Change = (group: GroupKey, now: Estimate?, change: Estimate)
        let base = Dictionary(
            record.search.baseline.groups.map { ($0.key, $0.estimate) }, uniquingKeysWith: { first, _ in first })
        var changes: [Change] = current.change.map { [(.overall, current.estimate, $0)] } ?? []
        changes += current.groups.compactMap { group in group.change.map { (group.key, group.estimate, $0) } }
        let family = changes.count { $0.change.interval != nil }
        let shown = changes.filter { Findings.isShown($0.change, among: family) }
        guard let widest = shown.max(by: { abs($0.change.number ?? 0) < abs($1.change.number ?? 0) }),
            let now = widest.now?.number,
            let before = (widest.group.isOverall ? record.search.baseline.estimate : base[widest.group])?.number
        else { return [] }
        return [
            Assessment.Finding(
                kind: .drift(
                    metric: record.metric, before: before, now: now, change: widest.change.interval,
                    since: record.search.baseline.names.last ?? ""),
                model: record.model, group: widest.group, reference: nil, n: widest.now?.n ?? 0)
        ]
    }
}
