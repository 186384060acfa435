import Statistics

/// Windows drawn again and again: how often what is looked at every window raises a false alarm, and how soon a true one.
struct MonitorTable {
    private static let runs = 1_000
    private static let alpha = 0.05

    var markdown: String {
        [
            "# Simulated monitors", "",
            "Written by `swift run -c release Simulations monitors`: \(Self.runs) runs a row, each looked at after every window, "
                + "α .05. *false alarms* is the share of runs without a change in which one was raised at some look: "
                + ".05 at most is promised, within the error of \(Self.runs) runs (.064). **Bold**: above that, as limits and "
                + "tests for one look are when they are read after every window. Delays are medians of the windows from the "
                + "change to the alarm, of the runs that raised one.",
            "", "## A rate", "",
            "*fixed* is the 95 % Wilson interval read after every window; *width* is that of the limits after the last.",
            "", rates, "", "## A mean of bounded numbers", "",
            "Squared errors as of a Brier score (beta around the mean), the same bets as for rates beside them.", "",
            means,
            "", "## Two groups", "",
            "A gap is there from the first window on. *z test* is the two-sample z test of all rows so far, read after every "
                + "window.", "", groups, "", "## A change at an unknown time", "",
            "α .01: 100 windows or more between false alarms are promised. The change comes after 30 windows; *start* is the "
                + "median of the window with which the detector says it began. Without a change at most 5,000 windows are "
                + "looked at.", "", changes, "", "## Several streams", "",
            "100 windows of 50 rows of ten rates. *any false* is the chance of one false alarm among all streams by 10/α, "
                + "*false share* the mean share of false ones among those found by e-BH.", "", streams,
            "", "## A whole search", "",
            "Everything that `probe drift` watches: a rate above and below what six windows of baseline leave open, and three "
                + "groups against all others, which share α .05; 60 windows, 300 runs a row. 20 windows or more to a false "
                + "alarm of any of them are promised; where there was none in 60 windows, 60 count. The change comes after 12 "
                + "windows.", "", searches,
        ].joined(separator: "\n")
    }

    /// A share of runs that is to be .05 at most.
    func held(_ value: Double, runs: Int = Self.runs) -> String {
        value > Self.alpha + 2 * (Self.alpha * (1 - Self.alpha) / Double(runs)).squareRoot()
            ? "**\(share(value))**" : share(value)
    }

    func median(_ values: [Int]) -> String {
        values.isEmpty ? "" : "\(values.sorted()[values.count / 2])"
    }

    private var rates: String {
        var table = MarkdownTable([
            "rate", "rows a window", "windows", "false alarms, fixed", "false alarms", "width, fixed", "width",
        ])
        for rate in [0.02, 0.2, 0.5] {
            for (rows, windows) in [(10, 200), (50, 200), (500, 100)] {
                var random = RandomStream(seed: 11, name: "rates \(rate) \(rows)")
                var (fixed, sequential, fixedWidth, width) = (0, 0, 0.0, 0.0)
                for _ in 0..<Self.runs {
                    var (x, n, isFixedOut, isOut) = (0, 0, false, false)
                    var last: (Interval, Interval)?
                    for _ in 0..<windows {
                        x += random.binomial(trials: rows, probability: rate)
                        n += rows
                        guard
                            let wilson = Proportion.wilson(
                                successes: Double(x), trials: Double(n), level: 1 - Self.alpha),
                            let sequence = RateSequence.interval(successes: x, trials: n, level: 1 - Self.alpha)
                        else { continue }
                        if !wilson.contains(rate) { isFixedOut = true }
                        if !sequence.contains(rate) { isOut = true }
                        last = (wilson, sequence)
                    }
                    if isFixedOut { fixed += 1 }
                    if isOut { sequential += 1 }
                    if let last {
                        fixedWidth += last.0.upper - last.0.lower
                        width += last.1.upper - last.1.lower
                    }
                }
                let count = Double(Self.runs)
                table.add([
                    share(rate), "\(rows)", "\(windows)", held(Double(fixed) / count), held(Double(sequential) / count),
                    share(fixedWidth / count), share(width / count),
                ])
            }
        }
        return table.text
    }

    private var means: String {
        var table = MarkdownTable(["mean", "kind", "rows a window", "windows", "false alarms", "width"])
        for (mean, size) in [(0.2, 4.0), (0.05, 10.0), (0.2, 0.0)] {
            for (rows, windows) in [(20, 100), (200, 100)] {
                var random = RandomStream(seed: 12, name: "means \(mean) \(size) \(rows)")
                var (outside, width) = (0, 0.0)
                for _ in 0..<Self.runs {
                    var sequence = MeanSequence()
                    var isOut = false
                    for _ in 0..<windows {
                        var (total, squares) = (0.0, 0.0)
                        for _ in 0..<rows {
                            var value = random.uniform() < mean ? 1.0 : 0
                            if size > 0 {
                                let (a, b) = (random.gamma(shape: mean * size), random.gamma(shape: (1 - mean) * size))
                                value = a + b > 0 ? a / (a + b) : mean
                            }
                            total += value
                            squares += value * value
                        }
                        sequence.add(rows: rows, total: total, squares: squares)
                        if let limits = sequence.interval(level: 1 - Self.alpha), !limits.contains(mean) {
                            isOut = true
                        }
                    }
                    if isOut { outside += 1 }
                    if let limits = sequence.interval(level: 1 - Self.alpha) { width += limits.upper - limits.lower }
                }
                table.add([
                    share(mean), size > 0 ? "beta" : "rate", "\(rows)", "\(windows)",
                    held(Double(outside) / Double(Self.runs)), share(width / Double(Self.runs)),
                ])
            }
        }
        return table.text
    }

    private var groups: String {
        var table = MarkdownTable([
            "rate", "rate of the other", "rows a window", "windows", "alarms, z test", "alarms", "delay, z test",
            "delay",
        ])
        for (a, b) in [(0.3, 0.3), (0.05, 0.05), (0.3, 0.4), (0.3, 0.33), (0.05, 0.1)] {
            for (n, m) in [(30, 20), (100, 10)] {
                var random = RandomStream(seed: 13, name: "groups \(a) \(b) \(n)")
                var (fixed, delays) = ([Int](), [Int]())
                for _ in 0..<Self.runs {
                    var process = EqualRatesProcess()
                    var (x, y, isFixed, isFound) = (0, 0, false, false)
                    for window in 1...100 {
                        let own = random.binomial(trials: n, probability: a)
                        let other = random.binomial(trials: m, probability: b)
                        (x, y) = (x + own, y + other)
                        process.add(successesA: own, trialsA: n, successesB: other, trialsB: m)
                        let pooled = Double(x + y) / Double(window * (n + m))
                        let deviation =
                            (pooled * (1 - pooled) * (1 / Double(n) + 1 / Double(m)) / Double(window)).squareRoot()
                        let gap = Double(x) / Double(window * n) - Double(y) / Double(window * m)
                        if !isFixed, deviation > 0, abs(gap) > 1.959964 * deviation {
                            isFixed = true
                            fixed.append(window)
                        }
                        if !isFound, process.logEvidence >= LogScale.logarithm(1 / Self.alpha) {
                            isFound = true
                            delays.append(window)
                        }
                    }
                }
                func rate(_ found: [Int]) -> String {
                    let value = Double(found.count) / Double(Self.runs)
                    return a == b ? held(value) : share(value)
                }
                table.add([
                    share(a), share(b), "\(n) + \(m)", "100", rate(fixed), rate(delays), median(fixed), median(delays),
                ])
            }
        }
        return table.text
    }

    private var changes: String {
        var table = MarkdownTable([
            "limit", "rows a window", "mean windows to a false alarm", "rate after", "found within 200", "false before",
            "delay", "start",
        ])
        let alpha = 0.01
        for limit in [0.2, 0.05] {
            for rows in [50, 200] {
                guard let bet = RateBet(limit: limit) else { continue }
                var random = RandomStream(seed: 14, name: "arl \(limit) \(rows)")
                var total = 0
                for _ in 0..<Self.runs {
                    var detector = ChangeDetector(alpha: alpha)
                    var isAlarm = false
                    while !isAlarm, detector.windows < 5_000 {
                        let x = random.binomial(trials: rows, probability: limit)
                        isAlarm = detector.add(bet.logGain(successes: x, trials: rows))
                    }
                    total += detector.windows
                }
                for factor in [1.25, 1.5, 2] {
                    var (delays, starts, early) = ([Int](), [Int](), 0)
                    for _ in 0..<Self.runs {
                        var detector = ChangeDetector(alpha: alpha)
                        var isAlarm = false
                        while !isAlarm, detector.windows < 230 {
                            let rate = detector.windows < 30 ? limit : limit * factor
                            let x = random.binomial(trials: rows, probability: rate)
                            isAlarm = detector.add(bet.logGain(successes: x, trials: rows))
                        }
                        guard isAlarm else { continue }
                        if detector.windows <= 30 {
                            early += 1
                        } else {
                            delays.append(detector.windows - 30)
                            starts.append(detector.start)
                        }
                    }
                    table.add([
                        share(limit), "\(rows)", "\(total / Self.runs)", share(limit * factor),
                        share(Double(delays.count) / Double(Self.runs)), share(Double(early) / Double(Self.runs)),
                        median(delays), median(starts),
                    ])
                }
            }
        }
        return table.text
    }

    private var streams: String {
        var table = MarkdownTable([
            "changed streams", "any false", "changed found by 10/α", "false share", "changed found by e-BH",
        ])
        guard let bet = RateBet(limit: 0.2) else { return "" }
        let count = 10
        for changed in [0, 3, 7] {
            var random = RandomStream(seed: 15, name: "streams \(changed)")
            var (anyFalse, byThreshold, falseShare, byRank) = (0, 0, 0.0, 0)
            for _ in 0..<Self.runs {
                let limit = Multiplicity.bonferroniLogEvidence(count: count, alpha: Self.alpha)
                var (evidence, alarms) = ([Double](repeating: 0, count: count), Set<Int>())
                for _ in 0..<100 {
                    for stream in 0..<count {
                        let x = random.binomial(trials: 50, probability: stream < changed ? 0.24 : 0.2)
                        evidence[stream] += bet.logGain(successes: x, trials: 50)
                        if evidence[stream] >= limit { alarms.insert(stream) }
                    }
                }
                if alarms.contains(where: { $0 >= changed }) { anyFalse += 1 }
                byThreshold += alarms.count { $0 < changed }
                let found = Multiplicity.eBenjaminiHochberg(evidence, alpha: Self.alpha).enumerated()
                    .filter(\.element).map(\.offset)
                byRank += found.count { $0 < changed }
                if !found.isEmpty { falseShare += Double(found.count { $0 >= changed }) / Double(found.count) }
            }
            let runs = Double(Self.runs)
            func power(_ found: Int) -> String {
                changed > 0 ? share(Double(found) / runs / Double(changed)) : ""
            }
            table.add([
                "\(changed)", held(Double(anyFalse) / runs), power(byThreshold), held(falseShare / runs), power(byRank),
            ])
        }
        return table.text
    }
}
