import Diagnostics
import Foundation
import Storage
import TestSupport
import Testing

@testable import Workbench

@Suite("Transcripts of sessions", .serialized)
struct TranscriptTests {
    static let folder = PackageFolder.root + "/Tests/WorkbenchTests/Examples/Transcripts/"

    /// A transcript, and the folder that its files lie in.
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let place: String?
        var testDescription: String { name }
    }

    static let small = Case(name: "loans", place: PackageFolder.root + "/Tests/WorkbenchTests/Examples/")
    static let taiwan = Case(
        name: "taiwan",
        place: PackageFolder.sharedFile("data/taiwan-credit/data.csv") == nil
            ? nil : PackageFolder.shared.map { $0 + "/data/" })

    /// The lines of a transcript that are typed.
    private static func lines(_ test: Case) throws -> [String] {
        let text = String(decoding: try FileReader.contents(of: folder + test.name + ".txt"), as: UTF8.self)
        return text.split(separator: "\n").filter { $0.hasPrefix("> ") }.map { String($0.dropFirst(2)) }
    }

    /// The line with the files where they lie, and what is said of them with the names as the transcript has them.
    private static func placed(_ line: String, _ place: String) -> String {
        line.replacing(/[A-Za-z0-9_\/.-]+\.csv/) { match in "'\(place)\(match.output)'" }
    }

    private static func answer(_ line: String, _ session: Session, _ place: String) async -> String {
        let (reports, failure) = await session.run(line: placed(line, place))
        var text = reports.map { $0.notes.map { $0 + "\n" }.joined() + $0.output }.joined()
        if let failure {
            // The line as it was typed stands in the error.
            text += DiagnosticRenderer(width: 100).text(of: failure) + "\n"
        }
        return text.replacing(place, with: "")
    }

    private static func check(_ test: Case) async throws {
        let place = try #require(test.place)
        let session = Session(environment: Session.Environment(width: 100))
        var text = ""
        for line in try lines(test) { text += "> \(line)\n" + (await answer(line, session, place)) }
        let path = folder + test.name + ".txt"
        if ProcessInfo.processInfo.environment["UPDATE_GOLDENS"] == "1" {
            try AtomicFile.write(text, to: path, replaceExisting: true)
        }
        #expect(text == String(decoding: try FileReader.contents(of: path), as: UTF8.self))
    }

    @Test("A session on the example reads as it did; renew with UPDATE_GOLDENS=1")
    func loans() async throws { try await Self.check(Self.small) }

    @Test("A session on real decisions reads as it did", .enabled(if: Self.taiwan.place != nil))
    func real() async throws { try await Self.check(Self.taiwan) }

    // MARK: The shell's form

    /// The arguments of a process that mean the same as a command without filters.
    static func arguments(_ call: Call) -> [String] {
        let verb = [call.command]
        let parameters = call.parameters.map { text($0.value) }
        let clauses = call.clauses.flatMap { entry -> [String] in
            switch entry.value {
            case .flag: ["--\(entry.name)"]
            // A program and its arguments stay as many words as they are.
            case .words(let words): ["--\(entry.name)"] + words.map(\.value)
            default: ["--\(entry.name)", text(entry.value)]
            }
        }
        return verb + parameters + clauses
    }

    private static func text(_ value: Call.Value) -> String {
        switch value {
        case .flag: ""
        case .text(let text): text
        case .list(let names): names.map { Spelling.name($0.value) }.joined(separator: ",")
        case .number(let number): Spelling.number(number)
        case .integer(let number): String(number)
        case .numbers(let numbers): numbers.map { Spelling.number($0.value) }.joined(separator: ",")
        case .words(let words): words.map(\.value).joined(separator: " ")
        case .format(let format): format.rawValue
        case .expression(let expression): expression.description
        case .definition(let definition): "\(Spelling.name(definition.name.value)) = \(definition.formula)"
        case .cell(let cells):
            cells.map { "\(Spelling.name($0.name.value))=\(Spelling.name($0.value.value))" }.joined(separator: ",")
        }
    }

    private static func agree(_ lines: [String], _ place: String) async throws {
        let (typed, started) = (Session(), Session())
        for line in lines {
            for call in try CommandRegistry.standard.parse(line: placed(line, place)) where call.command != "last" {
                let without = Call(
                    command: call.command, commandSpan: call.commandSpan, assignment: nil, parameters: call.parameters,
                    clauses: call.clauses, filters: [], line: call.line, origin: nil, clauseWords: call.clauseWords)
                let (reports, failure) = await typed.run(line: without.description)
                do throws(CommandFailure) {
                    let report = try await started.run(arguments: arguments(without))
                    #expect(report.output == reports.map(\.output).joined(), "\(without)")
                    #expect(report.notes == reports.flatMap(\.notes), "\(without)")
                } catch {
                    #expect(error.diagnostics.map(\.code) == failure?.diagnostics.map(\.code), "\(without)")
                }
            }
        }
    }

    @Test("Every line of a transcript says the same as arguments of a process", arguments: [Self.small, Self.taiwan])
    func shell(test: Case) async throws {
        guard let place = test.place else { return }
        try await Self.agree(try Self.lines(test), place)
    }

    /// Examples that ask about rows; what they write and what they take from scenarios is tested elsewhere.
    static let questions = CommandRegistry.standard.declarations.flatMap(\.examples).map(\.line).filter { line in
        let words: Set<String> = [
            "scenarios/", " save ", "save ", "replay ", "run ", "new ", "cube ", "plan ", "lock ", "generate ",
            " out ",
        ]
        return line.contains(".csv") && !words.contains(where: line.contains)
    }

    @Test("Every example about rows says the same as arguments of a process", arguments: Self.questions)
    func examples(line: String) async throws {
        try await Self.agree([line], PackageFolder.root + "/Tests/WorkbenchTests/Examples/")
    }
}
