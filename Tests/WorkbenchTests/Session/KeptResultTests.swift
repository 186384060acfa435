import Diagnostics
import Storage
import TestSupport
import Testing

@testable import Workbench

@Suite("Results with names, words of one's own, rows that are shown")
struct KeptResultTests {
    private static let load =
        "load '\(KigezoProcess.loans)' as loans label repaid positive yes prediction approved id application_id"

    private func session() async -> Session {
        let session = Session()
        #expect(await session.run(line: Self.load).failure == nil)
        return session
    }

    private func run(_ session: Session, _ line: String) async -> (output: String, code: String?) {
        let (reports, failure) = await session.run(line: line)
        return (reports.map(\.output).joined(), failure?.diagnostics.first?.code)
    }

    @Test("A result is kept, shown again with filters, replaced, and taken back")
    func kept() async {
        let session = await session()
        let printed = await run(session, "metrics tpr by region").output
        #expect(await run(session, "worst = metrics tpr by region").output == "  kept: worst; show worst prints it\n")
        #expect(await run(session, "show worst").output == printed)
        #expect(
            await run(session, "show worst | sort value desc | head 1 | to csv").output.contains("Nairobi")
        )
        #expect(await run(session, "last").output == printed)
        #expect(await run(session, "worst = metrics tpr by gender; show worst").output.contains("female"))
        #expect(await run(session, "show to csv").output == "name,line\nworst,worst = metrics tpr by gender\n")
        #expect(await run(session, "undo").output.contains("took back: worst = metrics"))
        #expect(await run(session, "show worst").output == printed)
        #expect(await run(session, "\"ራስ\" = metrics n; show \"ራስ\"").code == nil)
    }

    @Test(
        "What cannot be kept or shown is told before anything is done",
        arguments: [
            ("a = load '\(KigezoProcess.loans)' as b", "E118"), ("loans = metrics tpr", "E118"),
            ("a = version", "E118"), ("show nothing", "E119"), ("a = metrics n; show a rows 3", "E119"),
            ("a = metrics n; show a where n > 3", "E119"), ("show loans where regoin = 'x'", "E102"),
            ("a = metrics nn", "E610"),
        ])
    func refused(line: String, code: String) async {
        let session = await session()
        #expect(await run(session, line).code == code)
        #expect(await run(session, "datasets to csv").output.split(separator: "\n").count == 2)
    }

    @Test("Rows are shown as the file has them, those a condition keeps, and are written nowhere")
    func rows() async throws {
        let session = await session()
        let shown = await run(session, "show loans where region = 'Garissa' and gender = 'female' rows 2")
        #expect(shown.output.contains("2 of 7 rows") || shown.output.contains("2 of "), "\(shown)")
        #expect(shown.output.split(separator: "\n").count == 5, "\(shown.output)")
        #expect(await run(session, "show loans rows 500 to csv").output.split(separator: "\n").count == 201)
        let first = await run(session, "show loans where application_id = 'L001' to csv").output
        #expect(first == "application_id,region,gender,age,repaid,approved,p_repay\nL001,Nairobi,male,50,no,no,0.307\n")
        #expect(await run(session, "last").code == "E644")
        let folder = try ScratchFolder()
        #expect(await run(session, "save '\(folder.file("s.ipynb"))'; save '\(folder.file("s.kigezo"))'").code == nil)
        let notebook = String(decoding: try FileReader.contents(of: folder.file("s.ipynb")), as: UTF8.self)
        #expect(!notebook.contains("L001,") && !notebook.contains("0.307") && notebook.contains("show loans"))
    }

    @Test("Kept results and aliases are part of a saved session")
    func saved() async throws {
        let folder = try ScratchFolder()
        let session = await session()
        for line in [
            "alias rates = metrics tpr, fpr", "a = rates by gender", "show a | head 1",
            "save '\(folder.file("s.kigezo"))'",
        ] {
            #expect(await run(session, line).code == nil, "\(line)")
        }
        let text = String(decoding: try FileReader.contents(of: folder.file("s.kigezo")), as: UTF8.self)
        #expect(text.contains("\na = metrics tpr, fpr by gender\n") && text.contains("\nshow a | head 1\n"))
        #expect(
            await run(Session(), "replay '\(folder.file("s.kigezo"))' check").output.contains("same: 2 results of 3"))
    }

    @Test("An alias stands for the beginning of a line, whatever follows it, and errors are about the line it makes")
    func aliases() async {
        let session = await session()
        let printed = await run(
            session, "metrics tpr, fpr of loans by region where age >= 30 and gender = 'female' | head 2")
        #expect(printed.code == nil)
        #expect(
            await run(session, "alias older = metrics tpr, fpr of loans where age >= 30").output
                == "  older = metrics tpr, fpr of loans where age >= 30\n")
        #expect(await run(session, "older and gender = 'female' by region | head 2").output == printed.output)
        #expect(await run(session, "version; older by region; a = older").code == nil)
        #expect(await run(session, "alias more = older by region | head 1; more").code == nil)
        #expect(
            await run(session, "alias more").output
                == "  more = metrics tpr, fpr of loans where age >= 30 by region | head 1\n")
        #expect(await run(session, "alias").output.contains("older   metrics tpr, fpr"))
        let (_, failure) = await session.run(line: "older by regoin")
        #expect(failure?.diagnostics.first?.excerpt?.line == "metrics tpr, fpr of loans where age >= 30 by regoin")
        #expect(await run(session, "undo 2; alias older").code == nil)
        // In a value, or behind another verb, the word is no alias.
        #expect(await run(session, "describe older").code == "E251")
        #expect(await run(session, "groups by region").output.contains("base-rate"))
    }

    @Test(
        "What is no alias is refused",
        arguments: [
            ("alias metrics = compare", "E121"), ("alias \"a b\" = metrics", "E121"), ("alias a = nowhere", "E101"),
            ("alias a = alias b", "E101"), ("alias a metrics", "E120"), ("alias nothing", "E120"),
            ("alias a =", "E120"),
        ])
    func noAlias(line: String, code: String) async {
        #expect(await run(Session(), line).code == code)
    }

    @Test("Words of the program's own are commands of the shell, too")
    func shell() throws {
        let arguments = [
            "--in", KigezoProcess.loans, "--label", "repaid", "--positive", "yes", "--prediction", "approved", "--by",
            "gender", "-o", "csv",
        ]
        let outcome = try KigezoProcess.run(["groups"] + arguments)
        #expect(outcome.status == 0 && outcome.output.contains("female,base-rate"), "\(outcome.errors)")
        #expect(
            outcome.output == (try KigezoProcess.run(["metrics", "n,label-coverage,base-rate"] + arguments).output))
        for word in Shortcuts.builtIn {
            #expect(CommandRegistry.standard[word.name] == nil)
            #expect(CommandRegistry.standard[String(word.text.prefix { $0 != " " })] != nil)
        }
    }

    @Test("Only settings and aliases are taken from a file of settings")
    func settings() async {
        let session = Session()
        let place = SourceLocation(file: "rc", line: 1)
        #expect(await session.apply(setting: "alias rates = metrics tpr", origin: place) == nil)
        #expect(await session.apply(setting: "set lang en; set width graphemes", origin: place) == nil)
        #expect(await session.apply(setting: "a = describe x", origin: place)?.diagnostics.first?.code == "E855")
        #expect(await run(session, "alias rates").output == "  rates = metrics tpr\n")
    }

    @Test("Completion offers aliases as commands and kept results to show; neither is marked")
    func completion() async throws {
        let session = await session()
        _ = await run(session, "alias rates = metrics tpr, fpr; worst = metrics tpr by region")
        let vocabulary = await session.vocabulary
        let completer = Completer(vocabulary: vocabulary)
        #expect(completer.suggestions(for: "ra", at: 2)?.entries.map(\.text).contains("rates") == true)
        #expect(completer.suggestions(for: "show wo", at: 7)?.entries.map(\.text) == ["worst"])
        let spans = Highlighter(vocabulary: vocabulary).spans(
            of: "rates by region; b = metrics n; show b; show c", cursor: nil)
        #expect(spans.filter { $0.kind == .unknown }.map(\.range) == [45..<46])
    }
}
