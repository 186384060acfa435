import Scenarios

/// Writes a proposed scenario as a commented file that its author can go on from.
struct ScenarioText {
    let draft: ScenarioDraft

    var text: String {
        var lines = [
            "# yaml-language-server: $schema=./scenario.schema.json",
            "# Proposed by \"kigezo new scenario\" from the names and values of columns: a start, not a decision.",
            "# Read it, correct it, fill in what stands behind # and run: kigezo run \(Self.plain(draft.name)) --out results",
        ]
        lines += draft.remarks.map { "# Note: \(Self.plain($0))" }
        lines += head + data + model + analysis + gates + ending
        return lines.joined(separator: "\n") + "\n"
    }

    private var head: [String] {
        let positive = draft.positive.map { "what \(Self.plain($0)) in \(Self.plain(draft.label.column)) stands for" }
        return [
            "kigezo: 1", "name: \(draft.name)", "title: \(Self.quoted(draft.title))",
            "tags: []                        # words to choose scenarios by: kigezo run … --tag WORD",
            draft.place.map { "place: \(Self.quoted($0))" }
                ?? "# place: KE                     # where decisions are made: a code, or {column: country}",
            "languages: [\(draft.languages.joined(separator: ", "))]                 # of the dossiers",
            "# purpose: Approve or refuse a first loan",
            "# label-means: Repaid within 30 days     # \(positive ?? "what the label stands for"), in words",
            "risk: limited                   # low, limited or high; high asks who answers for it (governance)",
            "# automation: human-decides     # or human-can-override, or automated",
        ]
    }

    private var data: [String] {
        var lines = ["data:", "  file: \(Self.quoted(draft.file))", "  sha256: \(draft.sha256)"]
        lines += choice("id", draft.identifier)
        let label = Self.quoted(draft.label.column)
        let values = "# \(Self.plain(draft.label.why)): \(Self.plain(draft.labelSample))"
        if let positive = draft.positive {
            lines.append("  label: {column: \(label), positive: \(Self.quoted(positive))}   \(values)")
        } else {
            lines.append("  label: {column: \(label)}   \(values)")
        }
        if draft.groups.isEmpty {
            lines.append(
                "  groups: []                    # columns to compare people by: [{column: region, kind: region}]")
        } else {
            lines.append(
                "  # Who is compared. Say how membership is known (source: asked, recorded, derived or inferred),")
            lines.append("  # why it may be used (basis: …), and whom others are compared with (reference: VALUE).")
            lines.append("  groups:")
            lines += draft.groups.map { group in
                let kind = group.kind.map { ", kind: \($0)" } ?? ""
                return "    - {column: \(Self.quoted(group.column))\(kind)}   # \(Self.plain(group.why))"
            }
        }
        lines += choice("time", draft.time) + choice("cluster", draft.cluster)
        if draft.personal.isEmpty {
            lines.append("  # personal: [phone, name]     # columns that are never loaded")
        } else {
            lines.append(
                "  # Never loaded, never stored: but they stand in the copy of the file, so better take them out there."
            )
            lines.append("  personal: [\(draft.personal.map { Self.quoted($0.column) }.joined(separator: ", "))]")
        }
        lines.append("  # provenance: {source: loan book, collected: 2026-06, consent: …, retain-until: 2027-12-31}")
        return lines
    }

    private func choice(_ key: String, _ choice: RoleProposal.Choice?) -> [String] {
        choice.map { ["  \(key): \(Self.quoted($0.column))   # \(Self.plain($0.why))"] } ?? []
    }

    private var model: [String] {
        var lines = ["models:", "  \(Self.quoted(draft.model)):"]
        if let predictions = draft.predictions {
            lines.append("    predictions: \(Self.quoted(predictions.file))")
            lines.append("    sha256: \(predictions.sha256)")
            lines.append("    id: \(Self.quoted(predictions.identifier))")
        }
        if let prediction = draft.prediction {
            lines.append("    prediction: \(Self.quoted(prediction.column))   # \(Self.plain(prediction.why))")
        }
        if let score = draft.score {
            let kind = draft.scoreIsProbability ? "probability" : "margin"
            lines.append(
                "    score: {column: \(Self.quoted(score.column)), kind: \(kind)}   # \(Self.plain(score.why))")
        }
        if let threshold = draft.threshold {
            lines.append(
                "    threshold: \(Spelling.number(threshold))              # scores from here on are decided as positive"
            )
        }
        if let favourable = draft.favourable {
            lines.append("    favourable: \(Self.quoted(favourable))   # the decision that people want")
        } else if draft.isBinary {
            lines.append(
                "    # favourable: VALUE         # the decision that people want; gates can then ask who is worse off")
        }
        lines.append("    # version: \"1.0\"")
        lines.append("    # owner: who answers for the model")
        return lines
    }

    private var metrics: [String] {
        guard draft.isBinary else { return ["accuracy", "macro-f1"] }
        var metrics = ["selection-rate"]
        if draft.favourable != nil { metrics.append("favourable-rate") }
        metrics += ["accuracy", "true-positive-rate", "false-positive-rate", "positive-predictive-value"]
        if draft.score != nil { metrics.append("roc-auc") }
        if draft.score != nil, draft.scoreIsProbability { metrics.append("brier-score") }
        return metrics
    }

    private var analysis: [String] {
        [
            "analysis:",
            "  by: [\(draft.groups.map { Self.quoted($0.column) }.joined(separator: ", "))]"
                + "   # [a, [a, b]] asks for a, and for a and b crossed",
            "  metrics: [\(metrics.joined(separator: ", "))]",
            "  minimum-group: 30             # smaller groups decide nothing",
            "  seed: 1",
        ]
    }

    private var gates: [String] {
        var lines = [
            "# Limits are fixed before the data are read. These are customary starts: who answers for the model should choose them,",
            "# and say so (chosen-by: …, because: …).", "gates:",
            "  - name: better than always giving the commonest answer", "    metric: accuracy", "    compare: no-skill",
            "    floor: 0.0",
        ]
        for group in draft.groups.prefix(4) {
            let column = Self.quoted(group.column)
            if draft.isBinary {
                lines.append("  - name: \(Self.quoted("four fifths by \(group.column)"))")
                lines +=
                    draft.favourable == nil
                    ? ["    metric: selection-rate", "    harm: two-sided"] : ["    metric: favourable-rate"]
                lines += ["    by: \(column)", "    compare: ratio", "    floor: 0.80"]
            }
            lines += [
                "  - name: \(Self.quoted((draft.isBinary ? "equal chance by " : "equally often right by ") + group.column))",
                "    metric: \(draft.isBinary ? "true-positive-rate" : "accuracy")", "    by: \(column)",
                "    compare: difference", "    tolerance: 0.10",
            ]
        }
        return lines
    }

    private var ending: [String] {
        [
            "# governance:", "#   owner: who answers for the use of the model", "#   reviewers: [Model Risk]",
            "#   appeals: {route: branch manager, days: 30}",
        ]
    }

    // MARK: Writing

    /// A text as a value: bare where nobody could take it for anything else, otherwise in double quotes.
    static func quoted(_ text: String) -> String {
        let words: Set<String> = ["true", "false", "yes", "no", "on", "off", "null", "y", "n"]
        let isBare =
            text.first.map { $0.isASCII && $0.isLetter } ?? false
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."),
                    UInt8(ascii: "/"):
                    true
                default: false
                }
            } && !words.contains(text.lowercased())
        if isBare { return text }
        var output = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": output += "\\\""
            case "\\": output += "\\\\"
            case "\n": output += "\\n"
            case "\t": output += "\\t"
            case _ where mustEscape(scalar):
                let hex = String(scalar.value, radix: 16, uppercase: true)
                output += scalar.value > 0xFFFF ? "\\U" + padded(hex, 8) : "\\u" + padded(hex, 4)
            default: output.unicodeScalars.append(scalar)
            }
        }
        return output + "\""
    }

    /// Controls and what reorders or hides text: the file shows them instead of holding them.
    private static func mustEscape(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned, .surrogate: true
        default: false
        }
    }

    private static func padded(_ hex: String, _ count: Int) -> String {
        String(repeating: "0", count: max(0, count - hex.count)) + hex
    }

    /// A text for a comment: one line, nothing that acts.
    static func plain(_ text: String) -> String {
        var output = ""
        for scalar in text.unicodeScalars {
            if mustEscape(scalar) { output += " " } else { output.unicodeScalars.append(scalar) }
        }
        return output
    }
}
