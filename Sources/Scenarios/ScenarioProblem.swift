/// One thing that is wrong with a scenario file: the facts; `ScenarioProblem+Diagnostic` makes the sentence.
struct ScenarioProblem: Error, Hashable, Sendable {
    let kind: Kind
    /// `nil` when the whole file is meant.
    let position: Position?
    /// Characters to mark in the excerpt.
    let length: Int

    init(_ kind: Kind, at position: Position?, length: Int = 1) {
        self.kind = kind
        self.position = position
        self.length = length
    }

    enum Kind: Hashable, Sendable {
        // The file.
        case missingFile
        case notAFile
        case unreadable(reason: String)
        case tooLarge(limit: Int)
        case nothing
        // Its characters.
        case notUTF8(offset: Int, bytes: String)
        case tab
        case control(Unicode.Scalar)
        // YAML.
        case syntax(String)
        case unclosedQuote
        case unclosedBracket(Unicode.Scalar)
        case anchor(String), alias(String), tag(String)
        case mergeKey, anotherDocument, directive, keyNotText, explicitIndentation
        case duplicateKey(String, firstLine: Int)
        case tooDeep(limit: Int)
        case tooManyValues(limit: Int)
        // The schema.
        case unknownKey(String, owner: String, known: [String])
        case notReadYet(String)
        case missingKey(String, owner: String, example: String)
        case wrongType(key: String, expected: String, found: String, example: String)
        case notAllowed(String, key: String, allowed: [String])
        case malformed(String, key: String, expected: String, example: String)
        case outOfRange(String, key: String, range: String)
        case noValue(key: String, example: String)
        case tooFew(key: String, example: String)
        case pathOutside(String, Outside)
        // What the values say together.
        case unsupportedVersion(Int)
        case highRiskNeeds(String, example: String)
        case retentionPassed(until: String, today: String)
        case gateNeeds(String, comparison: String)
        case gateRefuses(String, comparison: String, uses: [String])
        case gateNeedsOneLimit(comparison: String)
        case oneGroupingPerGate
        case referenceCount(Int, columns: Int)
        case againstItself(model: String)
        case groupsAndSlices
        case sliceReference
        case unknownName(String, Role, known: [String])
        case unknownMetric(String, near: [String])
        case unknownMeasure(String, near: String?)
        case repeated(String, what: String, firstLine: Int)
        case sharesExceedOne(column: String, sum: Double)
        case favourableNeedsPositive
        case favourableUnclear(positive: String)
        case favourableNotAClass(String, classes: [String])
        case favourableMissing(model: String)
        case positiveNotAClass(String, classes: [String])
        case modelWithoutOutput(String)
        case thresholdWithoutScore
        case joinNeedsID
        case probeNeeds(String, probe: String)
        case personalColumnUsed(String, use: String)
        case stageNamedModel
    }

    /// What a name that is not declared should have named.
    enum Role: Hashable, Sendable {
        case groupColumn, model, populationColumn

        var noun: String {
            switch self {
            case .groupColumn: "group column"
            case .model: "model"
            case .populationColumn: "column"
            }
        }

        var place: String {
            switch self {
            case .groupColumn: "data.groups"
            case .model: "models"
            case .populationColumn: "population.shares"
            }
        }
    }

    /// Why a path is refused.
    enum Outside: Hashable, Sendable {
        case absolute, home, above, backslash, nul
    }
}
