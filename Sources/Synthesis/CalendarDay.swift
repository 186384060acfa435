/// A day in the first half of 2026.
struct CalendarDay: Hashable, Sendable {
    let text: String

    /// The day on which application `row` of `count` was decided: evenly spread and in order, as a register is kept.
    init(row: Int, of count: Int) {
        let monthLengths = [31, 28, 31, 30, 31, 30]
        var day = row * monthLengths.reduce(0, +) / count
        var month = 0
        while day >= monthLengths[month] {
            day -= monthLengths[month]
            month += 1
        }
        text = "2026-\(MobileCredit.padded(month + 1, 2))-\(MobileCredit.padded(day + 1, 2))"
    }
}
