import Probes
import Scenarios
import Statistics

/// What monitors said window by window: every alarm with where the change seems to have begun, or that there is none.
struct DriftAlarms {
    /// Alarms beyond these are left to the machine-readable file.
    private static let rowLimit = 20

    let records: [Assessment.DriftRecord]

    /// Nothing without a monitor.
    var blocks: [Block] {
        let watched = records.filter { !$0.search.monitors.isEmpty }
        guard let first = watched.first else { return [] }
        let monitors = watched.reduce(0) { $0 + $1.search.monitors.count }
        let windows = Int((1 / first.search.options.alpha).rounded())
        var blocks: [Block] = [
            .paragraph(
                .words(
                    "probe-drift-monitors", ["n": .integer(monitors), "windows": .integer(windows)]))
        ]
        let rows = watched.flatMap { self.rows($0) }
        blocks.append(
            rows.isEmpty
                ? .paragraph(.words("probe-drift-no-alarm"))
                : .table(
                    Table(
                        .words("probe-drift-alarms"),
                        [
                            .init(.words("column-measure")), .init(.words("column-model")),
                            .init(.words("column-group")),
                            .init(.words("column-alarm")), .init(.words("column-seen")), .init(.words("column-since")),
                        ], Array(rows.prefix(Self.rowLimit)))))
        if watched.contains(where: \.search.assumesIndependence) {
            blocks.append(.note(.words("probe-drift-independence")))
        }
        return blocks
    }

    private func rows(_ record: Assessment.DriftRecord) -> [Table.Row] {
        let metric = MetricPresentation(record.metric)
        return record.search.monitors.flatMap { monitor in
            monitor.alarms.map { alarm in
                Table.Row([
                    .metric(record.metric), .data(record.model), FindingsSection.place(monitor.group ?? .overall),
                    .words(
                        "drift-\(monitor.kind.rawValue)",
                        monitor.limit.map { ["limit": .quantity(Quantity($0, metric.unit))] } ?? [:]),
                    .data(alarm.window), .data(alarm.start),
                ])
            }
        }
    }
}
