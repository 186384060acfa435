import Diagnostics
package import Storage
import Tables

/// How far a file has been read, in one line for a person who waits.
package enum ProgressText {
    /// The line, such as `loans.csv · 43 % · 4,300,000 rows · 24,100,000 rows/s · 7 s left`.
    ///
    /// - Parameters:
    ///   - progress: how far it is now.
    ///   - start: how far it was when the clock started.
    ///   - seconds: how long ago that was.
    ///   - width: how many columns there are; the name of the file gives way first.
    package static func line(
        _ progress: ReadingProgress, since start: ReadingProgress, seconds: Double, width: Int
    ) -> String {
        var parts: [String] = []
        if let expected = progress.expectedByteCount, expected > 0 {
            parts.append("\(min(100, progress.byteCount * 100 / expected)) %")
        }
        parts.append("\(progress.rowCount.grouped) rows")
        if seconds > 0 {
            let rate = Double(progress.rowCount - start.rowCount) / seconds
            parts.append("\(threeDigits(rate).grouped) rows/s")
            let speed = Double(progress.byteCount - start.byteCount) / seconds
            if let expected = progress.expectedByteCount, speed > 0 {
                parts.append(duration(Double(max(0, expected - progress.byteCount)) / speed) + " left")
            }
        }
        let figures = parts.joined(separator: " · ")
        let room = width - DisplayWidth.of(figures) - 3
        let name = TerminalText.safe(progress.name)
        guard room >= 6 else { return DisplayWidth.truncated(figures, to: width) }
        return DisplayWidth.truncated(name, to: room) + " · " + figures
    }

    /// A rate or count rounded to three digits.
    private static func threeDigits(_ value: Double) -> Int {
        guard value.isFinite, value < 1e15 else { return 0 }
        var unit = 1
        while value / Double(unit) >= 1000 { unit *= 10 }
        return Int((value / Double(unit)).rounded()) * unit
    }

    private static func duration(_ seconds: Double) -> String {
        guard seconds.isFinite, seconds < 360_000 else { return "days" }
        let whole = Int(seconds.rounded(.up))
        switch whole {
        case ..<60: return "\(whole) s"
        case ..<3600: return "\(whole / 60) min \(whole % 60) s"
        default: return "\(whole / 3600) h \(whole % 3600 / 60) min"
        }
    }
}
