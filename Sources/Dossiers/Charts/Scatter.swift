/// A chart of points by two figures.
package struct Scatter: Sendable {
    package let x: DotAndWhisker.Axis
    package let y: DotAndWhisker.Axis
    package let xTitle: Inline
    package let yTitle: Inline
    /// What the models are called, in the order of the points' `series`.
    package let series: [Inline]
    package let points: [Point]
    /// What the numbers of points stand for, from 1 on.
    package let names: [Inline]
    /// What a marked point means.
    package let markedMeaning: Inline

    package struct Point: Sendable {
        package let x: Double
        package let y: Double
        package let series: Int
        /// The number that names it; `nil` for points that are drawn without one.
        package let number: Int?
        package let isMarked: Bool
    }
}

/// What a figure draws.
package enum Chart: Sendable {
    case dots(DotAndWhisker)
    case scatter(Scatter)

    /// How many rows or points it has.
    var size: Int {
        switch self {
        case .dots(let chart): chart.rows.count
        case .scatter(let chart): chart.points.count
        }
    }
}
