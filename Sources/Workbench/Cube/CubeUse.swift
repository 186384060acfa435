import Diagnostics
import Evidence
import Storage

/// Which questions a cube answers in the place of rows, and what it lacks for the others (METHODS §1.7).
enum CubeUse {
    /// The command of a line; of a probe with its kind.
    static func name(of call: Call) -> String {
        guard call.command == CommandDeclaration.probe.name, let kind = call.text("kind") else { return call.command }
        return "\(call.command) \(kind.value)"
    }

    /// The commands that a cube answers.
    static let answering: Set = [
        "calibration", "compare", "cube", "describe", "explain", "fairness", "metrics", "probe drift",
        "probe representation", "probe slices", "probe thresholds", "probe transfer",
    ]
    /// Where these take a cube.
    static let clauses: Set = ["cubes", "dataset", "home", "in"]

    /// What the others look at that no cube holds, in words that follow "a cube holds counts and no rows: ".
    static let lacks = [
        "agreement": "what each person said of each row is not counted",
        "consistency": "who is like whom is told from the features of single rows",
        "import": "decisions are brought to rows by their ids, which are not counted",
        "load": "what is loaded can be derived from, joined and asked by any column, not only by keys",
        "new": "a scenario is drafted from the columns of rows",
        "probe counterfactual": "pairs are made of single rows",
        "probe inputs": "texts, and how they are cut and cleaned, are not counted",
        "probe legibility": "texts are not counted",
        "probe proxy": "how well features tell a group is learnt from single rows and tried on others",
        "ranking": "the places of single rows in their lists are not counted",
        "regions": "names of places are looked at as they stand in rows",
    ]
    /// Files that a line writes, or that are no rows whatever they hold.
    static let unread: Set = [
        "against", "cache", "json", "jsonl", "junit", "locales", "md", "name", "out", "refuse-rows", "sarif",
        "scenario",
        "scenarios",
    ]

    /// Commands whose file is a script.
    private static let scripts: Set = [CommandDeclaration.save.name, CommandDeclaration.replay.name]

    /// The words under which a command reads files of rows.
    static func reading(_ declaration: CommandDeclaration) -> Set<String> {
        if scripts.contains(declaration.name) { return [] }
        let parameters = declaration.parameters.filter { $0.kind == .path }.map(\.name)
        return Set(parameters + declaration.clauses.filter { $0.kind == .path }.map(\.word)).subtracting(unread)
    }

    /// Refuses a cube where only rows can answer, before anything is read as text.
    static func check(_ call: Call, _ state: SessionState) throws(CommandFailure) {
        guard call.command != CommandDeclaration.cube.name,
            let declaration = CommandRegistry.standard[call.command]
        else { return }
        let name = name(of: call)
        let words = reading(declaration)
        for entry in call.parameters + call.clauses where words.contains(entry.name) {
            guard case .text(let path) = entry.value, state.dataset(path) == nil, isCube(path) else { continue }
            if answering.contains(name), clauses.contains(entry.name) { continue }
            throw refusal(Located(path, at: entry.span), call)
        }
    }

    /// A cube where rows are needed.
    static func refusal(_ path: Located<String>, _ call: Call) -> CommandFailure {
        let name = name(of: call)
        let lack = lacks[name] ?? "decisions and scores are brought to rows by their ids, which are not counted"
        return CommandFailure(
            "E272", call, at: path.span, "'\(path.value)' is a cube, which holds counts and no rows: \(lack)",
            help: [
                "name the file of rows",
                "a cube answers: " + answering.subtracting(["cube"]).sorted().joined(separator: ", "),
            ])
    }

    /// Whether there is a cube at a path. What cannot be read is told of by whoever reads it.
    static func isCube(_ path: String) -> Bool {
        guard path != "-", FileKind.isRegularFile(path) else { return false }
        do { return try CubeFile.isCube(path) } catch { return false }
    }
}
