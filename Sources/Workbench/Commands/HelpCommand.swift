import Diagnostics
import Metrics

/// `help`, `version`, `quit`.
enum HelpCommand {
    static func run(
        _ call: Call, _ state: inout SessionState, _ environment: Session.Environment
    ) throws(CommandFailure) -> Report {
        guard let topic = call.text("topic") else {
            if call.has("examples") {
                return Report(CommandRegistry.standard.declarations.map(HelpText.examples).joined(separator: "\n"))
            }
            return Report(
                HelpText.overview(of: .standard)
                    + "\nMetrics, by their full names; `help METRIC` explains one:\n  "
                    + wrapped(Catalogue.all.map(\.name))
                    + "\n\nFairness measures, which compare groups; `help MEASURE` explains one:\n  "
                    + wrapped(FairnessMeasure.all.map(\.name)) + "\n")
        }
        if let command = CommandRegistry.standard[topic.value] {
            return Report(call.has("examples") ? HelpText.examples(of: command) : HelpText.text(of: command))
        }
        if let text = Shortcuts.builtIn.first(where: { $0.name == topic.value })?.text {
            return Report("\(topic.value): short for `\(text)`\n")
        }
        if let metric = Catalogue.metric(named: topic.value) { return Report(MetricHelp.text(of: metric)) }
        if let measure = FairnessMeasure.measure(named: topic.value) { return Report(MeasureHelp.text(of: measure)) }
        let known = CommandRegistry.standard.names + Catalogue.names + FairnessMeasure.names
        throw CommandFailure(
            "E650", call, at: topic.span, "no command, metric or fairness measure is called '\(topic.value)'",
            help: (NearMatch.nearest(to: topic.value, among: known).map { ["did you mean '\($0)'?"] } ?? [])
                + ["help lists them all"])
    }

    static func version(
        _ call: Call, _ state: inout SessionState, _ environment: Session.Environment
    ) throws(CommandFailure) -> Report { Report("kigezo \(ProgramVersion.current)\n") }

    static func quit(
        _ call: Call, _ state: inout SessionState, _ environment: Session.Environment
    ) throws(CommandFailure) -> Report { Report(quits: true) }

    /// Names in lines of at most 94 characters, each once.
    private static func wrapped(_ names: [String]) -> String {
        var lines = [""]
        var seen: Set<String> = []
        for name in names where seen.insert(name).inserted {
            let last = lines[lines.count - 1]
            if last.count + name.count + 2 > 94 {
                lines.append(name)
            } else {
                lines[lines.count - 1] = last.isEmpty ? name : last + ", " + name
            }
        }
        return lines.joined(separator: ",\n  ")
    }
}
