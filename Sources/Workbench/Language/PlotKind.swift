/// The drawings that `| plot` knows.
package enum PlotKind: String, Hashable, Sendable, CaseIterable {
    /// One row a figure: a dot for its value, a line for its interval.
    case dots
    /// One cell a figure, for groups of two columns.
    case heatmap

    /// Their names.
    package static let names = allCases.map(\.rawValue)
}
