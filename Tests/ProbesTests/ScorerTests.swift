import Storage
import TestSupport
import Testing

@testable import Probes

@Suite("Scorers")
struct ScorerTests {
    private func run(_ rogue: RogueScorer, _ scratch: ScratchFolder) throws -> (ScorerOutcome, mark: String) {
        let mark = scratch.path
        let path = try scratch.write(rogue.script + "\n", as: "score.sh")
        return (rogue.scorer(at: path, mark: mark).score(rogue.rows, columns: ["text"]), mark)
    }

    @Test(
        "A rogue scorer is ended in time, what it answered rightly stays, and nothing of it is left",
        arguments: RogueScorer.all)
    func rogues(rogue: RogueScorer) throws {
        let scratch = try ScratchFolder()
        let (outcome, mark) = try run(rogue, scratch)
        #expect(rogue.endings.contains(outcome.ending.name), "\(outcome.ending)")
        #expect(Set(outcome.faults.keys).isSuperset(of: rogue.faults), "\(outcome.faults)")
        #expect(!outcome.isComplete)
        if let kept = rogue.kept { #expect(outcome.answered == kept) }
        #expect(
            outcome.seconds <= (rogue.patience < 1 ? rogue.patience : rogue.patience + 1) + 1, "\(outcome.seconds) s")
        #expect(Processes.running(with: mark) == [])
        #expect(!outcome.errorLines.joined().contains("hunter2"))
        for (row, answer) in outcome.answers.enumerated() {
            guard let answer else { continue }
            #expect(answer.prediction == "yes", "row \(row)")
        }
    }

    @Test("What a rogue prints about rows and passwords is masked, and printable")
    func secrets() throws {
        let rogue = try #require(RogueScorer.all.first { $0.name == "prints secrets" })
        let (outcome, _) = try run(rogue, ScratchFolder())
        #expect(outcome.errorLines == ["password: […] on […]"])
        #expect(
            ScorerErrorText.withoutSecrets("GET /x?token=abc key AKIA1234567890ABCDEFGH ok Bearer: x1 end")
                == "GET /x?token=[…] key […] ok Bearer: […] end")
    }

    @Test(
        "Honest scorers are heard, whatever the order of their answers",
        arguments: [
            RogueScorer.honest, .reordering,
        ])
    func honest(rogue: RogueScorer) throws {
        let (outcome, mark) = try run(rogue, ScratchFolder())
        #expect(outcome.isComplete && outcome.answered == 30, "\(outcome.ending) \(outcome.faults)")
        #expect(outcome.answers == Array(repeating: ScorerAnswer(prediction: "yes", score: 0.5), count: 30))
        #expect(outcome.noise == NoiseFloor(repeated: 20, flipped: 0, differing: 0))
        #expect(Processes.running(with: mark) == [])
    }

    @Test("The transcript's digest is that of what was sent and received")
    func transcript() throws {
        let scratch = try ScratchFolder()
        let sent = scratch.file("sent")
        let path = try scratch.write(
            "tee \(sent) | " + RogueScorer.honest.script + " | tee \(sent).back\n", as: "score.sh")
        let outcome = RogueScorer.honest.scorer(at: path, mark: scratch.path)
            .score(RogueScorer.honest.rows, columns: ["text"])
        func digest(_ bytes: [UInt8]) -> String {
            var hash = SHA256()
            hash.update(bytes)
            return SHA256.hexadecimal(hash.finalize())
        }
        let parts = try ["", ".back"].map { digest(try FileReader.contents(of: sent + $0)) }
        #expect([outcome.sentSHA256, outcome.receivedSHA256] == parts)
        #expect(outcome.transcriptSHA256 == digest(Array((parts[0] + "\n" + parts[1] + "\n").utf8)))
    }

    @Test("Rows go out and answers come back as CSV too, with any text in them")
    func csv() throws {
        let scratch = try ScratchFolder()
        let path = try scratch.write(
            #"cat > \#(scratch.file("seen")); printf 'score,id,prediction\r\n0.25,1,"a ""b"", c"\r\n,2,\r\n0.75,3,x'"#
                + "\n",
            as: "score.sh")
        var scorer = Scorer(ScorerCommand("/bin/sh", arguments: [path]))
        scorer.wire = .csv
        scorer.repeatedShare = 0
        scorer.fewestRepeated = 0
        let outcome = scorer.score([["a,\"b\"\nc"], [nil], ["=1+1"]], columns: ["te xt"])
        #expect(outcome.isComplete, "\(outcome.ending) \(outcome.faults)")
        #expect(
            outcome.answers == [
                ScorerAnswer(prediction: "a \"b\", c", score: 0.25), ScorerAnswer(prediction: nil, score: nil),
                ScorerAnswer(prediction: "x", score: 0.75),
            ])
        let seen = String(decoding: try FileReader.contents(of: scratch.file("seen")), as: UTF8.self)
        #expect(seen == "id,te xt\n1,\"a,\"\"b\"\"\nc\"\n2,\n3,=1+1\n")
    }

    @Test("A scorer finds nothing of ours: no environment, no files, no terminal, a group of its own")
    func surroundings() throws {
        let scratch = try ScratchFolder()
        let seen = scratch.file("seen")
        let path = try scratch.write(
            "{ env | sort; ls /proc/self/fd | wc -l; ps -o pgid= -o tty= -p $$; echo $$; ulimit -n; } > \(seen)\n"
                + RogueScorer.honest.script + "\n", as: "score.sh")
        let outcome = Scorer(ScorerCommand("/bin/sh", arguments: [path])).score([["x"]], columns: ["text"])
        #expect(outcome.isComplete)
        let lines = String(decoding: try FileReader.contents(of: seen), as: UTF8.self).split(separator: "\n")
            .map(String.init)
        #expect(!lines.contains { $0.hasPrefix("HOME=") || $0.hasPrefix("USER=") })
        #expect(lines.contains("PATH=" + ScorerCommand.folders.joined(separator: ":")))
        // Three pipes, and the folder being listed.
        #expect(lines.contains { Int($0.filter { $0 != " " }) == 4 })
        #expect(lines.contains("256"))
    }

    @Test("A stop asked for ends the scorer at once")
    func cancelled() throws {
        let scratch = try ScratchFolder()
        let path = try scratch.write("exec sleep 3600\n", as: "score.sh")
        var scorer = Scorer(ScorerCommand("/bin/sh", arguments: [path]))
        scorer.environment.append("KIGEZO_MARK=" + scratch.path)
        let stopping = StoppingSupervisor(after: 0)
        let outcome = Supervision.$current.withValue(stopping) { scorer.score([["x"]], columns: ["text"]) }
        #expect(outcome.ending == .cancelled && outcome.seconds < 1.5)
        #expect(Processes.running(with: scratch.path) == [])
    }

    @Test(
        "A program that is not there, or may not be run, is found out before anything starts",
        arguments: [
            "/nowhere/at/all", "no-such-program-kigezo", "", "/tmp", "/etc/passwd",
        ])
    func notThere(program: String) {
        #expect(ScorerCommand(program).executable == nil)
        #expect(Scorer(ScorerCommand(program)).score([["x"]], columns: ["text"]).ending == .notStarted(errorNumber: 2))
    }

    @Test("A file that is no program is told of by its error")
    func notAProgram() throws {
        let scratch = try ScratchFolder()
        let path = try scratch.write("not a program\n", as: "text")
        chmodExecutable(path)
        let outcome = Scorer(ScorerCommand(path)).score([["x"]], columns: ["text"])
        #expect(outcome.ending == .notStarted(errorNumber: 8))
    }

    @Test("Repeated rows are one in a hundred, at least twenty, each once")
    func repeats() throws {
        var scorer = Scorer(ScorerCommand("/bin/sh", arguments: ["-c", RogueScorer.honest.script]))
        scorer.limits.rowSeconds = 20
        let outcome = scorer.score((0..<3_000).map { ["\($0)"] }, columns: ["text"])
        #expect(outcome.isComplete && outcome.noise.repeated == 30)
    }
}
