import Diagnostics
import Evidence
import Interchange
import Storage
import TestSupport
import Testing

@testable import Workbench

@Suite("Counts that cannot be right")
struct CountsTableTests {
    /// Six rows, two of them without a label, counted by region with scores and a condition that leaves one more out.
    private static let header = "part,states,key1,label,prediction,score,n,spec\n"
    private static let lines = [
        "decision,vvv.,coast,1,1,,2,", "decision,vvv.,coast,0,1,,1,", "decision,vmv.,north,,0,,2,",
        "decision,mvm.,,1,,,1,", "score,vv.v,coast,1,,0.5,1,", "score,vv.v,coast,1,,0.7,1,",
        "score,vv.v,coast,0,,0.5,1,", "score,vm.v,north,,,0.1,2,", "score,mv.m,,1,,,1,", "left-out,.vv.,,0,0,,1,",
        "all,,,,,,7,",
    ]

    private static func total(_ count: String = "6") throws -> String {
        let line =
            "cube sql dialect duckdb from t label y positive 1 prediction d score s by region where region != 'x'"
        let call = try #require(try CommandRegistry.standard.parse(line: line).first)
        let text = try CubeCommand.declaration(call).json.canonicalText(.compact)
        return "total,,,,,,\(count),\(CSVText(isRaw: true).field(text))"
    }

    private func run(_ text: String) async throws -> (failure: CommandFailure?, wrote: Bool) {
        let scratch = try ScratchFolder()
        try scratch.write(text, as: "counts.csv")
        let (_, failure) = await Session().run(
            line: "cube import \(scratch.path)/counts.csv out \(scratch.path)/x.cube")
        return (failure, FileKind.at(scratch.file("x.cube")) != nil)
    }

    @Test("Sound counts are taken, in any order of rows and columns")
    func sound() async throws {
        let total = try Self.total()
        for rows in [[total] + Self.lines, Self.lines.reversed() + [total]] {
            let (failure, wrote) = try await run(Self.header + rows.joined(separator: "\n") + "\n")
            #expect(failure == nil, "\(failure?.diagnostics.first?.message ?? "")")
            #expect(wrote)
        }
    }

    /// A change to the sound counts, and the code and place of what is said about it.
    struct Change: Sendable, CustomTestStringConvertible {
        let old: String
        let new: String
        let code: String
        var place: String?
        var testDescription: String { "\(old) -> \(new)" }

        init(_ old: String, _ new: String, _ code: String, _ place: String? = nil) {
            (self.old, self.new, self.code, self.place) = (old, new, code, place)
        }
    }

    static let changes = [
        Change("coast,1,1,,2,", "coast,1,1,,-2,", "E756", "3:26"),
        Change("coast,1,1,,2,", "coast,1,1,,2.0,", "E756", "3:26"),
        Change("coast,1,1,,2,", "coast,1,1,,2e0,", "E756", "3:26"),
        Change("coast,1,1,,2,", "coast,1,1,,two,", "E756", "3:26"),
        Change("coast,1,1,,2,", "coast,1,1,,,", "E756", "3:26"),
        Change("coast,1,1,,2,", "coast,1,1,,0,", "E756", "3:26"),
        Change("coast,1,1,,2,", "coast,1,1,,9007199254740993,", "E756", "3:26"),
        Change("coast,1,1,,2,", "coast,1,1,,3,", "E758"), Change("coast,1,,0.5,1,", "coast,1,,0.5,2,", "E758"),
        Change("decision,vvv.,coast,0", "decision,vvv.,coast,1", "E757", "4:1"),
        Change("coast,1,,0.7", "coast,1,,0.5", "E757", "8:1"),
        Change("coast,1,,0.7,1,", "coast,0,,0.7,1,", "E758", "7"),
        Change("north,,,0.1,2,", "north,,,0.1,1,", "E758"), Change("left-out,.vv.", "left-out,vvv.", "E756", "12:10"),
        Change("all,,,,,,7", "all,,,,,,8", "E758"), Change("left-out", "leftout", "E756", "12:1"),
        Change("decision,mvm.,,1", "decision,mvm.,x,1", "E756", "6:15"),
        Change("decision,mvm.", "decision,mvm", "E756", "6:10"),
        Change("decision,mvm.", "decision,mvx.", "E756", "6:10"),
        Change("decision,mvm.", "decision,mvmv", "E756", "6:10"), Change("decision,mvm.", "score,mvm.", "E756", "6:7"),
        Change("score,vv.v,coast,1,,0.7", "score,vv.v,coast,1,,nan", "E756", "8:21"),
        Change("score,vv.v,coast,1,,0.7", "score,vv.v,coast,1,,", "E756"),
        Change("score,vv.v,coast,1,,0.7", "score,vv.v,coast,1,,\"0,7\"", "E756", "8:21"),
        Change("decision,vvv.,coast,1,1,,2,", "decision,vvv.,coast,1,1,,2,x", "E756", "3:28"),
        Change("decision,vvv.,coast,0,1", "decision,vvv.,coast,2,1", "E758"), Change(".vv.,,0,0", ".vv.,,2,0", "E702"),
        Change("total,", "sum,", "E754"), Change("part,states", "part,state", "E754", "1"),
        Change(",n,spec", ",count,spec", "E754", "1"), Change("key1", "key2", "E754", "1"),
        Change("kigezoCounts\"\":1", "kigezoCounts\"\":2", "E755", "2:14"),
        Change("\"{\"\"", "\"x{\"\"", "E755", "2:14"),
        Change("\"\"label\"\":\"\"y\"\"", "\"\"label\"\":1", "E755", "2:14"),
        Change("\"\"positive\"\":\"\"1\"\"", "\"\"positive\"\":\"\"7\"\"", "E701"),
        Change("\"\"favourable\"\":null", "\"\"favourable\"\":\"\"7\"\"", "E759"),
        Change("\"\"dimensions\"\":[\"\"region\"\"]", "\"\"dimensions\"\":[]", "E755"),
    ]

    @Test("A change is found, told with its place, and nothing is written", arguments: changes)
    func changed(_ change: Change) async throws {
        let text = Self.header + ([try Self.total()] + Self.lines).joined(separator: "\n") + "\n"
        let range = try #require(text.firstRange(of: change.old))
        let (failure, wrote) = try await run(String(text[..<range.lowerBound] + change.new + text[range.upperBound...]))
        let diagnostic = failure?.diagnostics.first
        #expect(diagnostic?.code == change.code, "\(diagnostic?.message ?? "")")
        #expect(failure?.exitStatus == .input)
        #expect(!wrote)
        let place = diagnostic?.location?.description ?? ""
        if let wanted = change.place { #expect(place.hasSuffix("counts.csv:\(wanted)"), "\(place)") }
    }

    /// Three rows of weights 1, 1 and 10, summed as multiples of 2^−40.
    private static let whole = 1 << 40

    @Test(
        "Weights are checked as rows are",
        arguments: [
            ("", "", ""), ("2,\(11 * whole),", "2,\(11 * whole + 1),", "E758"),
            ("\(101 * whole),\n", "\(101 * whole - 1),\n", "E758"), ("1,\(whole),\(whole)", "1,\(whole),0", "E758"),
            ("1,\(whole),", "1,\(whole).0,", "E756"), ("1,\(whole),", "1,-\(whole),", "E756"),
            ("1,\(whole),", "1,,", "E756"),
            ("bad-weight,,,,,0", "bad-weight,,,,,1", "E638"), ("bad-weight,,,,,0,0,0,\n", "", "E754"),
            ("\"\"weights\"\":\"\"sampling", "\"\"weights\"\":\"\"none", "E755"),
        ])
    func weights(old: String, new: String, code: String) async throws {
        let call = try #require(
            try CommandRegistry.standard.parse(line: "cube sql dialect duckdb from t label y weight w").first)
        let specification = CSVText(isRaw: true).field(try CubeCommand.declaration(call).json.canonicalText(.compact))
        let whole = Self.whole
        var text = """
            part,states,label,prediction,score,n,w,w2,spec
            total,,,,,3,\(12 * whole),\(102 * whole),\(specification)
            decision,v..,0,,,2,\(11 * whole),\(101 * whole),
            decision,v..,1,,,1,\(whole),\(whole),
            bad-weight,,,,,0,0,0,

            """
        if !old.isEmpty {
            let range = try #require(text.firstRange(of: old))
            text = String(text[..<range.lowerBound] + new + text[range.upperBound...])
        }
        let (failure, wrote) = try await run(text)
        #expect((failure?.diagnostics.first?.code ?? "") == code, "\(failure?.diagnostics.first?.message ?? "")")
        #expect(wrote == code.isEmpty)
    }

    @Test("A row that is lost is missed, whichever it is", arguments: lines.indices)
    func lost(index: Int) async throws {
        var rows = Self.lines
        rows.remove(at: index)
        let (failure, wrote) = try await run(Self.header + ([try Self.total()] + rows).joined(separator: "\n") + "\n")
        #expect(failure?.diagnostics.first?.code == (index == Self.lines.count - 1 ? "E754" : "E758"))
        #expect(!wrote)
    }

    @Test("Many faults are told together, up to a limit")
    func many() async throws {
        let rows = (0..<50).map { "decision,vvv.,r\($0),1,1,,-1," }
        let (failure, _) = try await run(Self.header + ([try Self.total()] + rows).joined(separator: "\n") + "\n")
        #expect(failure?.diagnostics.count == CountsError.cellLimit + 1)
        #expect(failure?.diagnostics.last?.message == "and 30 more")
    }

    @Test("No row is no cube")
    func nobody() async throws {
        let (failure, _) = try await run(Self.header + (try Self.total("0")) + "\nall,,,,,,0,\n")
        #expect(failure?.diagnostics.first?.code == "E609")
        #expect(failure?.exitStatus == .nothingSelected)
    }
}
