/// Why a benchmark could not be run.
struct BenchmarkFailure: Error {
    let message: String
}
