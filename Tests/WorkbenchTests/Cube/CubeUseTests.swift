import Diagnostics
import Evidence
import Storage
import TestSupport
import Testing

@testable import Workbench

@Suite("Cubes where rows are asked for, over all commands")
struct CubeUseTests {
    private static let folder = PackageFolder.root + "/Tests/WorkbenchTests/Examples/"
    private static let loans =
        "in @loans.csv label repaid positive yes prediction approved score p_repay favourable yes"
    private let scratch: ScratchFolder

    init() throws {
        scratch = try ScratchFolder()
        try scratch.write(
            String(decoding: FileReader.contents(of: Self.folder + "loans.csv"), as: UTF8.self), as: "loans.csv")
    }

    /// Every command that reads files of rows; a probe once for each kind.
    private static let names = CommandRegistry.standard.declarations.filter { !CubeUse.reading($0).isEmpty }.flatMap {
        $0.name == "probe" ? ProbeCommand.Kind.allCases.map { "probe \($0.rawValue)" } : [$0.name]
    }

    private func run(_ line: String) async -> (output: String, failure: CommandFailure?) {
        let (reports, failure) = await Session().run(line: line.replacing("@", with: scratch.path + "/"))
        return (reports.map(\.output).joined(), failure)
    }

    private func build() async {
        let (_, failure) = await run(
            "cube build \(Self.loans) by region, gender out @a.cube force")
        #expect(failure == nil, "\(failure?.diagnostics.first?.message ?? "")")
    }

    @Test("Each command that reads rows says whether a cube answers it, or what a cube lacks", arguments: names)
    func told(name: String) {
        #expect(CubeUse.answering.contains(name) != (CubeUse.lacks[name] != nil))
    }

    @Test("No command is told of that reads no rows")
    func known() {
        #expect(CubeUse.answering.union(CubeUse.lacks.keys) == Set(Self.names))
        #expect(Set(Self.answers.map(\.name)).union(["cube", "describe", "explain"]) == CubeUse.answering)
        #expect(Set(Self.refusals.map(\.name)) == Set(CubeUse.lacks.keys))
    }

    /// Questions about `FILE` whose answer from a cube is that from the rows, to the last byte.
    static let answers: [(name: String, line: String)] = [
        ("metrics", "metrics all FILE by region"), ("compare", "compare accuracy, auc FILE by gender"),
        ("fairness", "fairness FILE by gender"), ("calibration", "calibration FILE by gender bins 5"),
        ("probe slices", "probe slices FILE metric selection-rate by region, gender support 0.1 all"),
        ("probe drift", "probe drift FILE metric accuracy time region baseline Garissa..Kisumu"),
        ("probe thresholds", "probe thresholds FILE by gender"),
        ("probe transfer", "probe transfer FILE home-group region=Nairobi metrics accuracy"),
        (
            "probe representation",
            "probe representation FILE by region shares Nairobi=40,Kisumu=30,Mombasa=20,Garissa=10"
        ),
    ]

    @Test("A cube answers as its rows do", arguments: answers)
    func answered(name: String, line: String) async {
        await build()
        let isPlain = name == "probe representation"
        let rows = await run(line.replacing("FILE", with: isPlain ? "in @loans.csv" : Self.loans) + " to json")
        let cube = await run(line.replacing("FILE", with: "in @a.cube") + " to json")
        #expect(rows.failure == nil, "\(rows.failure?.diagnostics.first?.message ?? "")")
        #expect(cube.failure == nil, "\(cube.failure?.diagnostics.first?.message ?? "")")
        #expect(cube.output == rows.output)
        #expect(cube.output.contains("\"kind\""))
    }

    @Test("A cube is described, and a figure is followed to its cells")
    func shown() async {
        await build()
        #expect(await run("describe @a.cube").output == (await run("cube show @a.cube")).output)
        let (page, failure) = await run("explain tpr in @a.cube group region=Nairobi")
        #expect(failure == nil, "\(failure?.diagnostics.first?.message ?? "")")
        #expect(page.contains("Nairobi"))
    }

    /// Lines that name a cube where only rows can answer.
    static let refusals: [(name: String, line: String)] = [
        ("agreement", "agreement in @a.cube annotators a, b"),
        ("consistency", "consistency in @a.cube features age prediction approved positive yes"),
        (
            "import",
            "load @loans.csv as loans label repaid id application_id; import model @a.cube as m on id predictions p"
        ),
        ("load", "load @a.cube as x"), ("new", "new scenario x from @a.cube"),
        ("probe counterfactual", "probe counterfactual pairs @a.cube original @loans.csv changed @loans.csv on id"),
        ("probe counterfactual", "probe counterfactual pairs @loans.csv original @a.cube changed @loans.csv on id"),
        ("probe inputs", "probe inputs in @a.cube features region home @loans.csv"),
        ("probe legibility", "probe legibility in @a.cube text region home @loans.csv"),
        ("probe proxy", "probe proxy in @a.cube of gender features region"),
        ("ranking", "ranking in @a.cube query region score p_repay label repaid"),
        ("regions", "regions region place KE in @a.cube"),
    ]

    @Test("Where only rows can answer, the cube is told of with what it lacks", arguments: refusals)
    func refused(name: String, line: String) async {
        await build()
        let failure = await run(line).failure
        #expect(failure?.diagnostics.first?.code == "E272", "\(failure?.diagnostics.first?.message ?? "answered")")
        #expect(failure?.exitStatus == .usage)
        #expect(failure?.diagnostics.first?.message.contains(CubeUse.lacks[name] ?? "-") ?? false)
    }

    @Test(
        "A cube holds no decisions by id, and is asked what it counted",
        arguments: [
            ("metrics tpr \(loans) id application_id predictions @a.cube", "E272"),
            ("compare tpr \(loans) id application_id against d against-predictions @a.cube by gender", "E272"),
            ("metrics tpr in @a.cube by age", "E740"), ("metrics mae in @a.cube", "E611"),
            ("metrics tpr in @a.cube weight age", "E743"), ("metrics tpr in @a.cube weights sampling", "E743"),
            ("metrics tpr in @a.cube runs age", "E740"), ("metrics tpr in @a.cube strata age", "E740"),
            ("metrics tpr in @a.cube by region unlabelled reweighted given age", "E740"),
            ("metrics tpr in @a.cube weight age replicates age, region", "E743"),
            ("compare tpr in @a.cube by gender against approved", "E765"),
            ("compare tpr in @a.cube by gender stages officer=approved", "E765"),
            ("compare tpr in @a.cube by gender against-score p_repay against-threshold 0.5", "E743"),
            ("metrics tpr in @a.cube time age per month", "E743"), ("metrics tpr in @a.cube cluster age", "E743"),
            ("metrics tpr in @a.cube score-grid floor2", "E743"),
            ("probe drift in @a.cube metric tpr time age baseline 1..2", "E740"),
            ("probe representation in @a.cube by age shares 1=1", "E740"),
            ("probe slices in @a.cube metric tpr by age", "E740"),
            ("explain tpr in @a.cube group age=3", "E740"),
        ])
    func unanswered(line: String, code: String) async {
        await build()
        let (output, failure) = await run(line)
        #expect(failure?.diagnostics.first?.code == code, "\(failure?.diagnostics.first?.message ?? output)")
        #expect(!(failure?.diagnostics.first?.help.isEmpty ?? true))
    }
}
