import Statistics

extension DriftSearch {
    /// What a reader should know: alarms with where the change seems to have begun, mixes that moved beyond chance with the
    /// level that moved most, and what was left out.
    ///
    /// - Parameter metric: its name; empty without one.
    package func findings(metric: String) -> [ProbeFinding] {
        var found: [ProbeFinding] = []
        for monitor in monitors {
            guard let alarm = monitor.alarms.first else { continue }
            var arguments: [String: ProbeFinding.Value] = [
                "metric": .text(metric), "window": .text(alarm.window), "start": .text(alarm.start),
                "alarms": .count(monitor.alarms.count),
            ]
            if let limit = monitor.limit { arguments["limit"] = .number(limit) }
            if let group = monitor.group { arguments["group"] = .text(Self.words(group)) }
            found.append(ProbeFinding("drift-" + monitor.kind.rawValue, arguments))
        }
        for mix in current?.mix ?? [] {
            guard let critical = mix.shift.criticalStabilityIndex(), mix.shift.isShown(),
                let most = mix.levels.indices.max(by: { mix.shift.parts[$0] < mix.shift.parts[$1] })
            else { continue }
            let (before, after) = (mix.shift.share(before: most), mix.shift.share(after: most))
            found.append(
                ProbeFinding(
                    "drift-mix",
                    [
                        "column": .text(mix.column), "level": .text(mix.levels[most]), "before": .number(before),
                        "after": .number(after), "psi": .number(mix.shift.stabilityIndex),
                        "critical": .number(critical),
                        "part": .number(mix.shift.parts[most] / mix.shift.stabilityIndex),
                    ]))
        }
        if let shift = current?.scores?.bins, let critical = shift.criticalStabilityIndex(), shift.isShown() {
            found.append(
                ProbeFinding(
                    "drift-scores", ["psi": .number(shift.stabilityIndex), "critical": .number(critical)]))
        }
        let young = windows.filter { !$0.isMature }
        if !young.isEmpty, let matured = options.matured {
            found.append(
                ProbeFinding(
                    "drift-young",
                    [
                        "windows": .count(young.count), "first": .text(young[0].names.joined(separator: " ")),
                        "matured": .number(matured), "metric": .text(metric),
                    ], weight: .warning))
        }
        if assumesIndependence, !monitors.isEmpty {
            found.append(ProbeFinding("drift-independence", [:], weight: .warning))
        }
        return found
    }

    static func words(_ key: GroupKey) -> String {
        key.levels.map { "\($0.dimension)=\($0.name)" }.joined(separator: " & ")
    }
}
