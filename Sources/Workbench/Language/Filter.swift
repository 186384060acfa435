/// What happens to a result behind a `|`, before it is shown.
package enum Filter: Hashable, Sendable {
    case sort(column: Located<String>, descending: Bool)
    case head(Int)
    case columns([Located<String>])
    case `where`(WhereExpression)
    case to(OutputFormat)
    case save(String)
    case plot(PlotKind?)

    /// The words that can follow a `|`.
    package static let names = ["sort", "head", "cols", "where", "to", "save", "plot"]
}
