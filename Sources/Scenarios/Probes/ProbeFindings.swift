import Probes
import Statistics

/// What probes found that a reader should see first; one finding a probe and model, the most telling group of each.
enum ProbeFindings {
    static func collect(_ assessment: Assessment) -> [Assessment.Finding] {
        let probes = assessment.probes
        return probes.counterfactuals.flatMap(counterfactual) + probes.proxies.compactMap(proxy)
            + probes.slices.compactMap(slice) + drift(probes.drift)
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
        let shown = record.results.filter { $0.exceeds(record.allowedFlips) }
        let most = shown.max { ($0.result.flipRate.number ?? 0) < ($1.result.flipRate.number ?? 0) }
        if let first = shown.first(where: \.group.isOverall) ?? most, let rate = first.result.flipRate.number {
            findings.append(
                finding(
                    first,
                    .flips(
                        probe: record.name, rate: rate, interval: first.result.flipRate.interval,
                        allowed: record.allowedFlips, away: first.result.away, towards: first.result.towards)))
        }
        for result in record.results where result.isSilent(record.allowedFlips) {
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

    /// Per model and metric the widest change since the baseline that is shown among all groups looked at.
    private static func drift(_ records: [Assessment.DriftRecord]) -> [Assessment.Finding] {
        records.compactMap { record in
            guard let current = record.search.current else { return nil }
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
            else { return nil }
            return Assessment.Finding(
                kind: .drift(
                    metric: record.metric, before: before, now: now, change: widest.change.interval,
                    since: record.search.baseline.names.last ?? ""),
                model: record.model, group: widest.group, reference: nil, n: widest.now?.n ?? 0)
        }
    }
}
