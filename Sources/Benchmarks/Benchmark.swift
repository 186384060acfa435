/// Work to be timed: prepared once, run several times.
struct Benchmark: Sendable {
    /// Stable and kebab-case: what is typed to run it alone.
    let name: String
    /// What is timed, on one line.
    let summary: String
    /// The aim in seconds (or in the unit of `ratioTo`), if there is one for this size.
    var budget: Double?
    /// Fewer runs than this say nothing about the spread.
    var runs = 5
    /// Reads or makes what the work needs; not timed.
    let prepare: @Sendable (Bench) throws -> Work

    /// What is run, and how much of it there is.
    struct Work {
        /// Rows that one run goes through; 0 where rows are not the measure.
        var rows = 0
        /// Bytes that one run reads or writes; 0 where bytes are not the measure.
        var bytes = 0
        /// What else a reader should know, such as how many groups there were.
        var note = ""
        /// One run. What it returns depends on the result, so that the work cannot be left out by the optimiser.
        let run: () throws -> Int
    }
}

extension Benchmark {
    /// All there are, in the order in which data flow.
    static let all = reading + joining + counting + questions + intervals + probes + dossiers + completion
}
