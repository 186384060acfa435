import Interchange
import Diagnostics
import Storage

/// Which scenarios of a suite are run and how, as the clauses of a call say it.
struct SuiteOptions: Sendable {
    /// One part of several that share the work: `2/4`.
    struct Shard: Hashable, Sendable {
        /// From 1 to `count`.
        let number: Int
        let count: Int

        /// `nil` unless it is two whole numbers with a slash between, the first at least 1 and at most the second.
        init?(_ text: String) {
            let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
            guard parts.count == 2, let number = parts[0], let count = parts[1], number >= 1, number <= count else {
                return nil
            }
            (self.number, self.count) = (number, count)
        }

        /// Whether the scenario at `index` of all that are selected belongs to this part; every one belongs to just one.
        func contains(_ index: Int) -> Bool { index % count == number - 1 }
    }

    /// Each asks for one of some tags; `!tag` asks for its absence. All have to be met.
    var tags: [[String]] = []
    var match: NameExpression?
    var shard: Shard?
    var jobs = 1
    var failFast = false
    /// Seconds that one scenario may take.
    var timeout: Double?
    var rerunFailed = false
    var allowUndecided = false

    init() {}

    init(_ call: Call) throws(CommandFailure) {
        tags = call.lists("tag").map { $0.map(\.value) }
        if let match = call.text("match") {
            do { self.match = try NameExpression(match.value) } catch {
                let message =
                    switch error {
                    case .tooLong: "the expression is longer than this program reads"
                    case .expected(let what, before: let word?): "expected \(what) before '\(word)'"
                    case .expected(let what, before: nil): "expected \(what) at the end"
                    }
                throw CommandFailure(
                    "E792", call, at: match.span, message,
                    help: ["words joined by and, or, not and ( ), such as 'credit and not slow'"])
            }
        }
        if let text = call.text("shard") {
            guard let shard = Shard(text.value) else {
                throw CommandFailure(
                    "E793", call, at: text.span, "'\(text.value)' is no part of several",
                    help: ["2/4 is the second of four parts"])
            }
            self.shard = shard
        }
        if let text = call.text("jobs") {
            guard let jobs = text.value == "auto" ? Threads.standardCount : Int(text.value), jobs > 0, jobs <= 256
            else {
                throw CommandFailure(
                    "E794", call, at: text.span, "'jobs' is a number from 1 to 256, or auto")
            }
            self.jobs = jobs
        }
        if let text = call.text("timeout") {
            guard let seconds = DurationText.seconds(text.value) else {
                throw CommandFailure(
                    "E795", call, at: text.span, "'\(text.value)' is no span of time",
                    help: ["90s, 10m, 1.5h, or seconds alone"])
            }
            timeout = seconds
        }
        failFast = call.has("fail-fast")
        rerunFailed = call.has("rerun-failed")
        allowUndecided = call.has("allow-undecided")
    }

    /// Whether a scenario that carries these tags is asked for.
    func accepts(tags carried: [String]) -> Bool {
        tags.allSatisfy { group in
            group.contains { tag in
                tag.hasPrefix("!") ? !carried.contains(String(tag.dropFirst())) : carried.contains(tag)
            }
        }
    }
}

/// Spans of time as people write them.
enum DurationText {
    /// The seconds of `10m`, `90s`, `1.5h` or `600`; `nil` if it is no positive span of time.
    static func seconds(_ text: String) -> Double? {
        let units: [Character: Double] = ["s": 1, "m": 60, "h": 3600]
        let scale = text.last.flatMap { units[$0] }
        guard let value = PlainNumber.value(of: scale == nil ? text : String(text.dropLast())) else { return nil }
        let seconds = value * (scale ?? 1)
        return seconds > 0 && seconds < 1e9 ? seconds : nil
    }
}
