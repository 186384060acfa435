package import Diagnostics
import Interchange
import Metrics
import Statistics
import Storage

/// An assessment that was made before, as far as a later one is held against it: read from its `assessment.json`.
package struct EarlierAssessment: Sendable {
    /// Of the file, lower-case hex digits.
    package let sha256: String
    /// The size of the file.
    let byteCount: Int
    /// Where it is named, or the file itself.
    let place: SourceLocation
    package let programVersion: String
    /// The day it was made for, if that was told.
    package let date: String?
    /// The days that its data are from, if they were known.
    package let period: Assessment.Period?
    /// The name of its scenario.
    let scenario: String
    let classes: [String]
    let positive: String?
    /// Digests of the files of rows.
    let dataDigests: Set<String>
    let models: [String: Model]
    /// Names of groupings whose figures it has: columns, sorted.
    let groupings: Set<[String]>
    let gates: [GateName: Verdict]
    private let figures: [Name: Figure]
    private let gaps: [Name: Gap]
    private let groups: [String: GroupKey]
    /// Rows of each group.
    private let rows: [String: Int]

    struct Model: Hashable {
        let version: String?
        let threshold: Double?
        let favourablePositive: Bool?
    }

    struct GateName: Hashable {
        let gate: String
        let model: String
    }

    /// A figure of a group, by its names; the group as it stands in files.
    private struct Name: Hashable {
        let model: String
        let metric: String
        let group: String
        var reference = ""
    }

    /// A figure as it was.
    struct Figure: Hashable {
        /// The value and what stands beside it.
        let value: Double
        let n: Int
        let interval: Interval?
        let flags: Set<EstimateFlag>
    }

    /// A difference from a reference as it was.
    struct Gap: Hashable {
        let figure: Figure
        let groupValue: Double?
        let referenceValue: Double?
    }

    /// More bytes than any assessment has.
    static let sizeLimit = 1 << 28

    /// Reads an assessment.
    ///
    /// - Parameters:
    ///   - path: of the file.
    ///   - place: the line that names it, if one does.
    ///   - expected: the digest that is declared, if one is.
    /// - Throws: E832 for what is no assessment, E833 where the digest differs.
    package init(
        contentsOf path: String, at place: SourceLocation? = nil, sha256 expected: String? = nil
    ) throws(ScenarioFailure) {
        let bytes: [UInt8]
        do { bytes = try FileReader.contents(of: path, limit: Self.sizeLimit) } catch {
            throw ScenarioFailure(
                error.diagnostics.map {
                    Diagnostic($0.code, severity: $0.severity, at: place ?? $0.location, $0.message, help: $0.help)
                }, exitStatus: error.exitStatus)
        }
        let digest = SHA256.hexadecimal(SHA256.digest(of: bytes))
        if let expected, expected.lowercased() != digest {
            throw ScenarioFailure([
                Diagnostic(
                    "E833", at: place, "the earlier assessment is not the file this scenario was declared for",
                    help: [
                        "declared SHA-256: \(expected)", "found: \(digest)",
                        "if the change is meant, write the new digest here",
                    ])
            ])
        }
        guard let document = try? JSONValue.parse(bytes),
            let earlier = Self(
                document, sha256: digest, byteCount: bytes.count, at: place ?? SourceLocation(file: path))
        else {
            throw ScenarioFailure([
                Diagnostic(
                    "E832", at: place ?? SourceLocation(file: path), "this is no assessment of this program",
                    help: ["run SCENARIO out DIR writes one: DIR/SCENARIO/assessment.json"])
            ])
        }
        self = earlier
    }

    /// - Returns: `nil` for what is no assessment.
    init?(_ document: JSONValue, sha256: String, byteCount: Int = 0, at place: SourceLocation) {
        guard document["kind"]?.text == "assessment", document["kigezo"]?.integerValue == 1,
            let scenario = document["scenario"]?["name"]?.text,
            let version = document["program"]?["version"]?.text, let estimates = document["estimates"]?.elements,
            let classes = document["classes"]?.elements?.compactMap(\.text)
        else { return nil }
        self.sha256 = sha256
        self.place = place
        self.byteCount = byteCount
        self.scenario = scenario
        self.classes = classes
        programVersion = version
        date = document["date"]?.text
        positive = document["scenario"]?["positive"]?.text
        period = document["period"]?["first"]?.text.flatMap { first in
            document["period"]?["last"]?.text.map { Assessment.Period(first: first, last: $0) }
        }
        dataDigests = Set(
            (document["inputs"]?.elements ?? []).filter { $0["role"]?.text == "data" }.compactMap { $0["sha256"]?.text }
        )
        var models: [String: Model] = [:]
        for model in document["models"]?.elements ?? [] {
            guard let name = model["name"]?.text else { return nil }
            models[name] = Model(
                version: model["version"]?.text, threshold: model["threshold"]?.double,
                favourablePositive: model["favourable-is-positive"]?.boolean)
        }
        self.models = models
        var (figures, gaps): ([Name: Figure], [Name: Gap]) = ([:], [:])
        var (groups, groupings): ([String: GroupKey], Set<[String]>) = ([:], [])
        for record in estimates {
            guard let name = Self.name(record), let group = record["group"]?.members else { return nil }
            groups[name.group] = GroupKey(
                group.map { GroupLevel(dimension: $0.name, value: Self.level($0.value.text ?? "")) })
            groupings.insert(group.map(\.name).sorted())
            figures[name] = Figure(record)
        }
        for record in document["comparisons"]?.elements ?? [] where record["comparison"]?.text == "difference" {
            guard var name = Self.name(record) else { return nil }
            name.reference = Self.reference(record)
            guard let figure = Figure(record) else { continue }
            gaps[name] = Gap(
                figure: figure, groupValue: record["group-value"]?.double,
                referenceValue: record["reference-value"]?.double)
        }
        var rows: [String: Int] = [:]
        for row in document["coverage"]?.elements ?? [] { rows[Self.text(row["group"])] = row["rows"]?.integerValue }
        self.rows = rows
        var gates: [GateName: Verdict] = [:]
        for gate in document["gates"]?.elements ?? [] {
            guard let name = gate["name"]?.text, let model = gate["model"]?.text else { return nil }
            switch gate["verdict"]?.text {
            case "pass": gates[GateName(gate: name, model: model)] = .pass
            case "fail": gates[GateName(gate: name, model: model)] = .fail
            case "inconclusive":
                gates[GateName(gate: name, model: model)] = .inconclusive(
                    gate["undecided"]?.text.flatMap { Verdict.Undecided(rawValue: $0) } ?? .nothingShown)
            default: return nil
            }
        }
        (self.figures, self.gaps, self.groups, self.groupings, self.gates) = (figures, gaps, groups, groupings, gates)
    }

    // MARK: Looking up

    private static func text(_ group: JSONValue?) -> String { group?.canonicalText(.compact) ?? "null" }

    private static func name(_ record: JSONValue) -> Name? {
        guard let model = record["model"]?.text, let metric = record["metric"]?.text else { return nil }
        return Name(model: model, metric: metric, group: text(record["group"]))
    }

    private static func reference(_ record: JSONValue) -> String {
        (record["reference-kind"]?.text ?? "") + text(record["reference"])
    }

    /// Files write the missing level in words.
    private static func level(_ text: String) -> String? {
        text == GroupLevel(dimension: "", value: nil).name ? nil : text
    }

    /// The figure of a group of a model, if there was one.
    func figure(_ model: String, _ metric: String, _ group: GroupKey) -> Figure? {
        figures[Name(model: model, metric: metric, group: Self.text(EstimateJSON.group(group)))]
    }

    /// The difference of a group from its reference, if there was one.
    func gap(_ comparison: Assessment.Comparison) -> Gap? {
        gaps[
            Name(
                model: comparison.model, metric: comparison.metric,
                group: Self.text(EstimateJSON.group(comparison.group)),
                reference: comparison.referenceKind + Self.text(comparison.reference.map(EstimateJSON.group)))]
    }

    /// The rows of a group then, if that was told.
    func rows(of group: GroupKey) -> Int? { rows[Self.text(EstimateJSON.group(group))] }

    /// Whether a group was there.
    func hasGroup(_ group: GroupKey) -> Bool { groups[Self.text(EstimateJSON.group(group))] != nil }

    /// Its groups over some columns that none of `present` is, in canonical order.
    func groups(by grouping: [String], besides present: some Sequence<GroupKey>) -> [GroupKey] {
        let known = Set(present.map { Self.text(EstimateJSON.group($0)) })
        let names = grouping.sorted()
        return groups.filter { text, key in !known.contains(text) && key.dimensions.sorted() == names }.values.map {
            key in
            // In the order of the columns as they are asked by.
            GroupKey(grouping.compactMap { name in key.levels.first { $0.dimension == name } })
        }.sorted()
    }

    /// Whether it has figures of a metric over some columns.
    func has(_ metric: String, by grouping: [String]) -> Bool {
        let names = grouping.sorted()
        return figures.keys.contains { $0.metric == metric && (groups[$0.group]?.dimensions.sorted() ?? []) == names }
    }
}

extension EarlierAssessment.Figure {
    /// - Returns: `nil` for a figure without a value.
    fileprivate init?(_ record: JSONValue) {
        // Sums of what files say have to stay numbers.
        guard let value = record["value"]?.double, abs(value) < 1e150, let n = record["n"]?.integerValue,
            (0..<1 << 50).contains(n)
        else { return nil }
        var interval: Interval?
        if let limits = record["interval"], let level = limits["level"]?.double, level > 0, level < 1,
            let lower = Self.limit(limits["lower"], none: -.infinity),
            let upper = Self.limit(limits["upper"], none: .infinity), lower <= upper,
            let method = limits["method"]?.text.flatMap({ IntervalMethod(rawValue: $0) })
        {
            interval = Interval(lower: lower, upper: upper, level: level, method: method)
        }
        self.init(
            value: value, n: n, interval: interval,
            flags: Set((record["flags"]?.elements ?? []).compactMap { $0.text.flatMap(EstimateFlag.init(rawValue:)) }))
    }

    /// A number, or nothing where an interval is open. Earlier versions wrote a word there.
    private static func limit(_ value: JSONValue?, none: Double) -> Double? {
        switch value {
        case .null?, .string("infinity")?, .string("-infinity")?: none
        default: value?.double
        }
    }
}
