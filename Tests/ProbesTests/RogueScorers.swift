import Testing

@testable import Probes

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A script that scores, or misbehaves.
struct RogueScorer: Sendable, CustomTestStringConvertible {
    let name: String
    let script: String
    /// How it may be found to have ended.
    let endings: Set<String>
    let faults: Set<ScorerFault>
    /// Rows of 30 whose answers stay; `nil` where that depends on when it was ended.
    var kept: Int?
    /// Seconds without an answer.
    var patience = 5.0
    /// Whether rows are longer than a pipe holds.
    var isLong = false
    var memoryBytes = 16 << 30
    var cpuSeconds = 60

    var testDescription: String { name }

    /// Answers a line of JSON, by sed.
    private static let answer =
        #"sed 's/.*"id":"\([0-9]*\)".*/{"id":"\1","prediction":"yes","score":0.5}/'"#
    /// The same, but for the row with id 3.
    private static func but(_ line: String) -> String {
        #"sed -e 's/.*"id":"3".*/"# + line
            + #"/' -e t -e 's/.*"id":"\([0-9]*\)".*/{"id":"\1","prediction":"yes","score":0.5}/'"#
    }

    static let honest = RogueScorer(name: "an honest one", script: answer, endings: ["finished"], faults: [], kept: 30)
    static let reordering = RogueScorer(
        name: "answers in another order", script: answer + " | tac", endings: ["finished"], faults: [], kept: 30)

    static let all: [RogueScorer] = [
        .init(
            name: "hangs", script: "exec sleep 3600", endings: ["row-timeout"], faults: [.unanswered], kept: 0,
            patience: 0.4),
        .init(
            name: "never reads", script: "exec sleep 3600", endings: ["row-timeout"], faults: [.unanswered], kept: 0,
            patience: 0.4, isLong: true),
        .init(
            name: "floods its output", script: "yes nonsense", endings: ["too-many-wrong-lines"],
            faults: [.malformed, .unanswered], kept: 0),
        .init(
            name: "floods its output with empty lines", script: "yes ''", endings: ["row-timeout"],
            faults: [.unanswered], kept: 0, patience: 0.4),
        .init(
            name: "floods its errors", script: answer + "; yes trouble >&2",
            endings: ["too-much-on-standard-error"], faults: [], kept: 30),
        .init(
            name: "leaves a grandchild with the pipe", script: answer + "; sleep 3600 & exit 0",
            endings: ["finished"], faults: [.leftProcesses], kept: 30),
        .init(
            name: "makes itself a daemon by two forks",
            script: answer + "; (setsid sh -c 'trap \"\" TERM HUP; sleep 3600' & ) ; exit 0",
            endings: ["finished"], faults: [.leftProcesses], kept: 30),
        .init(
            name: "dies by a signal", script: "head -n 4 | " + answer + "; kill -9 $$", endings: ["signalled"],
            faults: [.unanswered], kept: 4),
        .init(name: "ends with an error", script: answer + "; exit 3", endings: ["exited"], faults: [], kept: 30),
        .init(
            name: "lies about ids", script: answer + #" | sed 's/"id":"/"id":"9/'"#, endings: ["finished"],
            faults: [.unknownID, .unanswered], kept: nil),
        .init(
            name: "answers twice",
            script: answer + #" | sed -e 'p' -e '/"id":"3"/s/0.5/0.7/'"#, endings: ["finished"],
            faults: [.answeredTwice, .unanswered], kept: 29),
        .init(
            name: "answers too few", script: answer + " | head -n 5", endings: ["finished", "exited"],
            faults: [.unanswered], kept: 5),
        .init(
            name: "changes its answers between calls",
            script: answer + #" | awk '{ sub("0.5", "0." NR); print }'"#, endings: ["finished"],
            faults: [.notDeterministic], kept: 30),
        .init(
            name: "answers NaN", script: but(#"{"id":"3","prediction":"yes","score":NaN}"#), endings: ["finished"],
            faults: [.malformed, .unanswered], kept: 29),
        .init(
            name: "answers infinity", script: but(#"{"id":"3","prediction":"yes","score":1e999}"#),
            endings: ["finished"], faults: [.malformed, .unanswered], kept: 29),
        .init(
            name: "answers a text with a comma", script: but(#"{"id":"3","prediction":"yes","score":"0,85"}"#),
            endings: ["finished"], faults: [.badScore, .unanswered], kept: 29),
        .init(
            name: "prints secrets",
            script: "head -n 2 | " + answer + "; echo 'password: hunter2 on text 7' >&2; exit 1",
            endings: ["exited"], faults: [.unanswered], kept: 2),
        .init(
            name: "answers invalid UTF-8", script: but(#"{"id":"3","prediction":"\xff","score":0.5}"#),
            endings: ["finished"], faults: [.malformed, .unanswered], kept: 29),
        .init(
            name: "answers a line of 10 MB", script: "head -c 10000000 /dev/zero | tr '\\0' a; " + answer,
            endings: ["line-too-long"], faults: [.unanswered], kept: 0),
        .init(
            name: "ignores SIGTERM", script: "trap '' TERM INT HUP; while :; do sleep 1; done",
            endings: ["row-timeout"], faults: [.unanswered], kept: 0, patience: 0.4),
        .init(
            name: "stops itself", script: "kill -STOP $$", endings: ["row-timeout"], faults: [.unanswered], kept: 0,
            patience: 0.4),
        .init(
            name: "closes its output and stays", script: "exec >&-; exec sleep 3600", endings: ["closed-output"],
            faults: [.unanswered], kept: 0),
        .init(
            name: "takes all memory", script: "tail /dev/zero", endings: ["exited", "signalled"],
            faults: [.unanswered], kept: 0, memoryBytes: 64 << 20),
        .init(
            name: "burns the processor", script: "while :; do :; done", endings: ["signalled", "row-timeout"],
            faults: [.unanswered], kept: 0, cpuSeconds: 1),
    ]

    /// The script with a mark in its environment, by which what it starts is known.
    func scorer(at path: String, mark: String) -> Scorer {
        var scorer = Scorer(ScorerCommand("/bin/sh", arguments: [path]))
        scorer.limits.rowSeconds = patience
        scorer.limits.totalSeconds = 20
        scorer.limits.errorBytes = 1 << 20
        scorer.limits.memoryBytes = memoryBytes
        scorer.limits.cpuSeconds = cpuSeconds
        scorer.environment.append("KIGEZO_MARK=" + mark)
        return scorer
    }

    var rows: [[String?]] { (1...30).map { ["text \($0)" + (isLong ? String(repeating: "x", count: 8_192) : "")] } }
}

/// The processes of this machine.
enum Processes {
    /// The numbers of those that have a word in their environment, where the system shows it.
    static func running(with mark: String) -> [Int32] {
        guard let folder = opendir("/proc") else { return [] }
        defer { closedir(folder) }
        var found: [Int32] = []
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            guard let number = Int32(name) else { continue }
            let file = open("/proc/\(name)/environ", O_RDONLY | O_CLOEXEC)
            guard file >= 0 else { continue }
            defer { close(file) }
            var bytes = [UInt8](repeating: 0, count: 65_536)
            let count = max(0, read(file, &bytes, bytes.count))
            if String(decoding: bytes[..<count], as: UTF8.self).contains(mark) { found.append(number) }
        }
        return found
    }
}

/// Lets a file be executed.
func chmodExecutable(_ path: String) { chmod(path, 0o755) }
