import Diagnostics

extension ScenarioProblem {
    /// The problem as it is told.
    func diagnostic(file: String, source: SourceText?) -> Diagnostic {
        let location = position?.location(in: file) ?? SourceLocation(file: file)
        let excerpt = position.flatMap { source?.excerpt(at: $0, length: length) }
        return Diagnostic(code, at: location, message, help: help, excerpt: excerpt)
    }

    /// Stable; codes are never reused for something else.
    private var code: String {
        switch kind {
        case .missingFile, .notAFile, .unreadable, .tooLarge, .nothing: "E401"
        case .notUTF8, .tab, .control: "E402"
        case .syntax, .unclosedQuote, .unclosedBracket: "E403"
        case .anchor, .alias, .tag, .mergeKey, .anotherDocument, .directive, .keyNotText, .explicitIndentation: "E404"
        case .duplicateKey: "E405"
        case .tooDeep, .tooManyValues: "E406"
        case .unknownKey: "E407"
        case .missingKey: "E408"
        case .wrongType, .noValue, .tooFew: "E409"
        case .notAllowed, .malformed, .outOfRange: "E411"
        case .notReadYet: "E412"
        case .pathOutside: "E413"
        case .highRiskNeeds: "E414"
        case .retentionPassed: "E415"
        case .gateNeeds, .gateRefuses, .gateNeedsOneLimit, .oneGroupingPerGate, .referenceCount: "E416"
        case .againstItself: "E830"
        case .unknownMeasure: "E838"
        case .groupsAndSlices, .sliceReference: "E839"
        case .unknownName, .unknownMetric: "E417"
        case .repeated: "E418"
        case .sharesExceedOne: "E419"
        case .favourableNeedsPositive, .favourableUnclear, .favourableNotAClass, .favourableMissing, .positiveNotAClass:
            "E420"
        case .modelWithoutOutput, .thresholdWithoutScore, .joinNeedsID: "E421"
        case .personalColumnUsed: "E422"
        case .unsupportedVersion: "E423"
        case .probeNeeds: "E424"
        case .stageNamedModel: "E810"
        }
    }

    private var message: String {
        switch kind {
        case .missingFile: "there is no such scenario file"
        case .notAFile: "this is not a regular file"
        case .unreadable(let reason): "the scenario file cannot be read: \(reason)"
        case .tooLarge(let limit): "the scenario file is larger than \(limit / 1024) KiB"
        case .nothing: "the scenario file declares nothing"
        case .notUTF8(let offset, let bytes): "the file is not UTF-8: at byte \(offset) stands \(bytes)"
        case .tab: "there is a tab"
        case .control(let scalar): "the character \(Self.name(of: scalar)) may not stand in a scenario file"
        case .syntax(let problem): "the YAML cannot be read: \(problem)"
        case .unclosedQuote: "this quote is never closed"
        case .unclosedBracket(let opening): "this \(opening) is never closed"
        case .anchor(let text): "anchors are not read, and this begins with one: \(text)"
        case .alias(let text): "aliases are not read, and this begins with one: \(text)"
        case .tag(let text): "tags are not read, and this begins with one: \(text)"
        case .mergeKey: "merge keys (<<) are not read"
        case .anotherDocument: "a scenario file is one document, and here it ends or another begins"
        case .directive: "YAML directives (%) are not read"
        case .keyNotText: "a key must be text on one line, followed by a colon"
        case .explicitIndentation: "indentation given as a number is not read"
        case .duplicateKey(let key, let first): "the key '\(key)' is written twice; first in line \(first)"
        case .tooDeep(let limit): "lists and mappings are more than \(limit) deep"
        case .tooManyValues(let limit): "the file has more than \(limit) values"
        case .unknownKey(let key, let owner, _): "'\(owner)' has no key '\(key)'"
        case .notReadYet(let key): "'\(key)' is not read by this version yet"
        case .missingKey(let key, let owner, _): "'\(owner)' lacks the key '\(key)'"
        case .wrongType(let key, let expected, let found, _): "'\(key)' must be \(expected), not \(found)"
        case .notAllowed(let value, let key, _): "'\(key)' cannot be '\(value)'"
        case .malformed(let value, let key, let expected, _): "'\(key)' must be \(expected), not '\(value)'"
        case .outOfRange(let value, let key, let range): "'\(key)' must be \(range), not \(value)"
        case .noValue(let key, _): "'\(key)' has no value"
        case .tooFew(let key, _): "'\(key)' is empty"
        case .pathOutside(let path, let reason): Self.message(path: path, reason: reason)
        case .unsupportedVersion(let version):
            "this is a scenario of format \(version), and this version reads format 1"
        case .highRiskNeeds(let key, _): "a scenario of high risk must declare '\(key)'"
        case .retentionPassed(let until, let today): "the data were to be kept until \(until), and today is \(today)"
        case .gateNeeds(let key, let comparison): "a gate that compares by '\(comparison)' needs the key '\(key)'"
        case .gateRefuses(let key, let comparison, _): "a gate that compares by '\(comparison)' does not use '\(key)'"
        case .gateNeedsOneLimit(let comparison):
            "a gate that compares by '\(comparison)' needs either 'floor' or 'ceiling', and only one of them"
        case .oneGroupingPerGate: "a gate has one grouping, and here are several"
        case .referenceCount(let levels, let columns):
            "the reference names \(levels) level\(levels == 1 ? "" : "s") for \(columns) column\(columns == 1 ? "" : "s")"
        case .againstItself(let model): "the gate compares the model '\(model)' with itself"
        case .unknownName(let name, let role, _): "no \(role.noun) named '\(name)' is declared"
        case .unknownMetric(let name, _): "there is no metric named '\(name)'"
        case .groupsAndSlices: "a gate looks at the groups of 'by' or at 'slices', not at both"
        case .sliceReference: "slices are compared with everybody else"
        case .unknownMeasure(let name, _): "there is no fairness measure named '\(name)'"
        case .repeated(let name, let what, let first): "the \(what) '\(name)' is declared twice; first in line \(first)"
        case .sharesExceedOne(let column, let sum):
            "the shares of '\(column)' add up to \(Self.rounded(sum)), more than 1"
        case .favourableNeedsPositive:
            "'favourable' says which decision people want, but the label has no positive value"
        case .favourableUnclear(let positive):
            "'favourable' is unclear: the label's positive value is '\(positive)', but a bare 1 means the positive class"
        case .favourableNotAClass(let value, let classes):
            "'favourable' must be a class of the label (\(classes.joined(separator: ", "))), not '\(value)'"
        case .favourableMissing(let model):
            "a gate on 'favourable-rate' binds the model '\(model)', which does not say what is favourable"
        case .positiveNotAClass(let value, let classes):
            "'positive' must be one of the classes (\(classes.joined(separator: ", "))), not '\(value)'"
        case .modelWithoutOutput(let name): "the model '\(name)' has no 'prediction', no 'score' and no 'scores'"
        case .thresholdWithoutScore: "'threshold' turns a score into a decision, and this model has no 'score'"
        case .joinNeedsID: "'predictions' are joined to the data by their ids, and 'data' has no 'id'"
        case .probeNeeds(let key, let probe): "the probe '\(probe)' needs '\(key)', which is not declared"
        case .personalColumnUsed(let column, let use):
            "the column '\(column)' is declared personal, so it is never loaded, but is used as \(use)"
        case .stageNamedModel: "'model' is the stage before all others: what the model itself decided"
        }
    }

    private var help: [String] {
        switch kind {
        case .missingFile: ["name the file, or a folder that holds a scenario.yaml"]
        case .tooLarge: ["a scenario names its data files; it does not hold the data"]
        case .tab: ["indent with spaces; within double quotes a tab is written \\t"]
        case .notUTF8: ["save the file as UTF-8"]
        case .control: ["within double quotes it can be written as an escape"]
        case .anchor, .alias, .tag: ["write the value out, or put it in quotes if it is text"]
        case .mergeKey: ["write the keys out"]
        case .explicitIndentation: ["begin the text with a word instead of a space"]
        case .duplicateKey: ["programs disagree on which of the two counts: keep one"]
        case .unknownKey(let key, _, _) where key.utf8.allSatisfy({ (0x30...0x39).contains($0) }):
            ["a decimal comma? numbers are written with a point"]
        case .unknownKey(let key, _, let known): Self.suggestion(for: key, among: known, list: "keys")
        case .notReadYet: ["take it out for now, or keep it in a comment"]
        case .missingKey(_, _, let example), .highRiskNeeds(_, let example): ["for example: \(example)"]
        case .wrongType(_, _, _, let example), .malformed(_, _, _, let example), .noValue(_, let example),
            .tooFew(_, let example):
            example.isEmpty ? [] : ["for example: \(example)"]
        case .notAllowed(let value, _, let allowed): Self.suggestion(for: value, among: allowed, list: "values")
        case .pathOutside: ["paths are relative to the folder of the scenario file and stay below it"]
        case .retentionPassed: ["delete the data, or write down the new permission and its date"]
        case .gateRefuses(_, _, let uses): ["it uses: \(uses.joined(separator: ", "))"]
        case .oneGroupingPerGate: ["write one gate for each; an intersection is one list of columns"]
        case .againstItself: ["name the models to be judged in 'models', and another one in 'against'"]
        case .unknownName(let name, let role, let known):
            known.isEmpty
                ? ["declare it under \(role.place)"]
                : Self.suggestion(for: name, among: known, list: role.place)
        case .unknownMetric(_, let near):
            near.isEmpty ? [] : ["did you mean \(near.map { "'\($0)'" }.joined(separator: " or "))?"]
        case .sliceReference: ["leave 'reference' out, or write complement"]
        case .unknownMeasure(_, let near):
            (near.map { ["did you mean '\($0)'?"] } ?? []) + ["kigezo help fairness lists the measures"]
        case .favourableNeedsPositive: ["for example: label: {column: repaid, positive: \"1\"}"]
        case .favourableUnclear: ["put the label's value in quotes"]
        case .favourableMissing: ["for example: favourable: 1"]
        case .probeNeeds(let key, _):
            [
                "data.id": "for example: id: application_id, so that pairs find the rows they are made of",
                "population.shares": "for example: shares: {region: {Nairobi: 0.09}}, below population",
                "data.time": "for example: time: decided_on, the column of days or moments",
                "features": "for example: features: [device, operator], here or under data",
            ][key].map { [$0] } ?? []
        case .joinNeedsID: ["for example: id: application_id"]
        case .stageNamedModel: ["name the stages behind it, such as rule, human or appeal"]
        default: []
        }
    }

    private static func message(path: String, reason: Outside) -> String {
        switch reason {
        case .absolute: "the path '\(path)' is absolute"
        case .home: "the path '\(path)' begins in a home folder"
        case .above: "the path '\(path)' leaves the scenario's folder"
        case .backslash: "the path '\(path)' has a backslash; folders are separated by /"
        case .nul: "the path has a control character"
        }
    }

    private static func suggestion(for name: String, among known: [String], list: String) -> [String] {
        var lines: [String] = []
        // A hostile file may declare thousands of names, and each comparison costs the product of two lengths.
        if let near = NearMatch.nearest(to: name, among: known.prefix(200)) { lines.append("did you mean '\(near)'?") }
        if !known.isEmpty {
            let shown = known.prefix(24).joined(separator: ", ")
            lines.append("\(list): \(shown)\(known.count > 24 ? ", …" : "")")
        }
        return lines
    }

    private static func name(of scalar: Unicode.Scalar) -> String {
        let hex = String(scalar.value, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - hex.count)) + hex
    }

    private static func rounded(_ sum: Double) -> String { String((sum * 10_000).rounded() / 10_000) }
}
