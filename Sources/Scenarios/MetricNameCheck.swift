/// What the metrics' catalogue says to a name in a scenario file.
package enum MetricNameCheck: Sendable, Hashable {
    /// It is a metric, or the alias of one; with its canonical name.
    case known(canonical: String)
    /// It is none; with names that are near, nearest first.
    case unknown(near: [String])
}
