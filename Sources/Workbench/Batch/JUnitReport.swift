import Diagnostics
import Interchange
import Statistics

/// A run as JUnit's XML, for the pages of build services: a scenario is a suite of tests, a gate in one group a test.
///
/// Undecided is `skipped` with its reason, never passed. No times are told, so that the same run gives the same bytes.
/// XML 1.0 forbids most controls even escaped: they are written out as text (`XMLText`).
/// - Source: the form Jenkins and GitLab document; https://github.com/testmoapp/junitxml
enum JUnitReport {
    static func text(of suite: SuiteResult) -> String {
        var total = Counts()
        let suites = suite.results.map { result -> String in
            let (text, counts) = element(result)
            total.add(counts)
            return text
        }
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"kigezo\"\(total.attributes)>\n"
            + suites.joined() + "</testsuites>\n"
    }

    private struct Counts {
        var tests = 0
        var failures = 0
        var errors = 0
        var skipped = 0

        mutating func add(_ other: Counts) {
            tests += other.tests
            failures += other.failures
            errors += other.errors
            skipped += other.skipped
        }

        var attributes: String {
            " tests=\"\(tests)\" failures=\"\(failures)\" errors=\"\(errors)\" skipped=\"\(skipped)\""
        }
    }

    private static func element(_ result: ScenarioResult) -> (String, Counts) {
        var counts = Counts()
        var cases = ""
        let name = result.name ?? result.path
        func add(_ test: String, of group: String, line: Int?, _ body: String) {
            counts.tests += 1
            let place = line.map { " line=\"\($0)\"" } ?? ""
            cases +=
                "    <testcase\(attribute("name", test))\(attribute("classname", group))"
                + "\(attribute("file", result.file))\(place)"
            cases += body.isEmpty ? "/>\n" : ">\n\(body)    </testcase>\n"
        }
        switch result.state {
        case .failed(let failure):
            counts.errors += 1
            let text = DiagnosticRenderer().text(of: failure)
            add(
                "is assessed", of: name, line: failure.diagnostics.first?.location?.line,
                part(
                    "error", message: failure.diagnostics.first?.message ?? "",
                    type: failure.diagnostics.first?.code ?? "", text))
        case .notRun:
            counts.skipped += 1
            add("is assessed", of: name, line: nil, part("skipped", message: "the run ended before this scenario"))
        case .assessed(let assessed):
            if assessed.gates.isEmpty {
                counts.skipped += 1
                add(
                    "has a gate", of: name, line: nil,
                    part("skipped", message: "no gate was declared, so nothing is judged"))
            }
            for gate in assessed.gates {
                let place = "\(name).\(gate.model)"
                if gate.components.isEmpty {
                    counts.skipped += 1
                    add(
                        gate.gate, of: place, line: gate.location.line,
                        part("skipped", message: gate.reasons.joined(separator: " ")))
                }
                for component in gate.components {
                    let test = component.isOverall ? gate.gate : "\(gate.gate): \(component.group)"
                    var body = ""
                    switch component.verdict {
                    case .pass: break
                    case .fail:
                        counts.failures += 1
                        body = part(
                            "failure", message: GateWords.failure(gate, component), type: gate.metric,
                            gate.because ?? "")
                    case .inconclusive:
                        counts.skipped += 1
                        body = part("skipped", message: "undecided: " + component.reasons.joined(separator: " "))
                    }
                    add(test, of: place, line: gate.location.line, body)
                }
            }
        }
        return ("  <testsuite\(attribute("name", name))\(counts.attributes)>\n\(cases)  </testsuite>\n", counts)
    }

    private static func attribute(_ name: String, _ value: String) -> String {
        " \(name)=\"\(XMLText.attribute(value))\""
    }

    private static func part(_ name: String, message: String, type: String? = nil, _ text: String = "") -> String {
        let head = "      <\(name)\(attribute("message", message))\(type.map { attribute("type", $0) } ?? "")"
        return text.isEmpty ? head + "/>\n" : head + ">\(XMLText.text(text))</\(name)>\n"
    }
}

/// What reports say of a gate, in English.
enum GateWords {
    /// Why a gate fails in a group.
    static func failure(_ gate: GateRecord, _ component: GateRecord.Component) -> String {
        let figures = component.figures.map { ": " + $0 } ?? ""
        return "\(gate.metric) of \(component.group)\(figures); the limit is \(gate.limit)"
    }

    /// What a gate found, for one model.
    static func sentence(_ gate: GateRecord) -> String {
        switch gate.verdict {
        case .pass: return "passes"
        case .inconclusive:
            let group = gate.worseOff.map { "most in doubt: \($0). " } ?? ""
            return "undecided; \(group)" + gate.reasons.joined(separator: " ")
        case .fail:
            let failing = gate.components.filter { $0.verdict == .fail }
            let worst = failing.first { $0.isWorseOff } ?? failing.first
            let others =
                failing.count > 1 ? " (and \(failing.count - 1) more group\(failing.count == 2 ? "" : "s"))" : ""
            return worst.map { failure(gate, $0) + others } ?? "fails; the limit is \(gate.limit)"
        }
    }
}
