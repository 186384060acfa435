/// What the words of a command line are for, as far as that can be told while it is being typed: what completion and
/// highlighting are made from. The parser decides; this only has to agree with it about lines that are right.
struct LineOutline {
    /// A place for a value: a parameter, or what follows the word of a clause or filter.
    struct Slot: Hashable {
        let kind: ValueKind
        /// The clause, parameter or filter.
        let word: String
        /// What help writes there.
        let hint: String
        var isParameter = false
        var isOfFilter = false

        /// A column of the rows, inside an expression.
        static let column = Slot(kind: .name, word: "where", hint: "COL")
        /// The same behind a `|`, where columns are those of the result.
        static let resultColumn = Slot(kind: .name, word: "where", hint: "RESULT", isOfFilter: true)
    }

    /// What one token is for.
    enum Meaning: Hashable {
        case command(isKnown: Bool)
        case clause
        /// A word of the grammar: an operator, a filter.
        case keyword
        case value(Slot)
        /// A value that the column is compared with.
        case columnValue(String)
        case sign
        /// Where nothing is expected.
        case surplus
    }

    /// What may stand behind the last token.
    enum Expectation: Hashable {
        case command
        /// A clause, or a value of the parameter that has none yet.
        case item(Slot?)
        case value(Slot)
        /// A column, `not` or `(`.
        case operand(Slot)
        /// An operator.
        case comparison
        case columnValue(String)
        /// One of some words; `items` says whether clauses may follow as well.
        case words([String], items: Bool)
        case filter
        case nothing
    }

    private(set) var declaration: CommandDeclaration?
    private(set) var meanings: [Meaning] = []
    /// The clauses given, in order, each with its values.
    private(set) var clauses: [(word: String, values: [String])] = []
    private(set) var parameters: [(name: String, values: [String])] = []
    /// The name that the result is kept under.
    private(set) var kept: String?
    var state = State.start
    private var isInFilters = false
    private let registry: CommandRegistry

    /// What the next token is taken for.
    enum State: Hashable {
        case start, items
        case value(Slot, isOption: Bool)
        case behindEntry(Slot)
        /// Within a program and its arguments.
        case words(Slot)
        case cellSign(Slot, String)
        case cellValue(Slot, String)
        case operand(Slot)
        case behindOperand(Slot, String?)
        case compared(Slot, String?)
        case listStart(Slot, String?)
        case listEntry(Slot, String?)
        case behindListEntry(Slot, String?)
        case between(Slot, String?)
        case betweenAnd(Slot, String?)
        case null(Slot)
        case behindCondition(Slot)
        case filter
        case sortOrder
        /// Behind the name of a new column.
        case definitionSign(Slot)
        /// A word that may be left out.
        case optionalWord(Slot)
    }

    /// The outline of one command: tokens without `;`.
    init(_ tokens: ArraySlice<Token>, registry: CommandRegistry) {
        self.registry = registry
        for index in tokens.indices {
            let next = index + 1 < tokens.endIndex ? tokens[index + 1] : nil
            take(tokens[index], next: next)
        }
    }

    /// Whether what follows is part of an expression, where texts have quotes of their own.
    var isInExpression: Bool {
        switch state {
        case .compared, .listEntry, .between: true
        default: false
        }
    }

    /// The values given to a clause, in order.
    func values(of word: String) -> [String] { clauses.filter { $0.word == word }.flatMap(\.values) }

    /// What may follow.
    var expectation: Expectation {
        switch state {
        case .start: .command
        case .items: isInFilters ? .nothing : .item(freeParameter.map(slot))
        case .value(let slot, _): slot.kind == .expression ? .operand(Self.column(slot)) : .value(slot)
        case .behindEntry: isInFilters ? .nothing : .item(nil)
        case .words(let slot): .value(slot)
        case .cellSign, .definitionSign: .nothing
        case .cellValue(_, let column): .columnValue(column)
        case .operand(let slot): .operand(Self.column(slot))
        case .behindOperand: .comparison
        case .compared(_, let column), .listEntry(_, let column), .between(_, let column):
            column.map { .columnValue($0) } ?? .nothing
        case .listStart, .behindListEntry: .nothing
        case .betweenAnd(_, _): .words(["and"], items: false)
        case .null: .words(["null", "not null"], items: false)
        case .behindCondition: .words(["and", "or"], items: !isInFilters)
        case .filter: .filter
        case .sortOrder: .words(["desc"], items: false)
        case .optionalWord(let slot): .value(slot)
        }
    }

    static func column(_ slot: Slot) -> Slot { slot.isOfFilter ? .resultColumn : .column }

    private var freeParameter: CommandDeclaration.Parameter? {
        declaration?.parameters.first { parameter in
            parameter.isRepeated || !parameters.contains { $0.name == parameter.name }
        }
    }

    private func slot(_ parameter: CommandDeclaration.Parameter) -> Slot {
        Slot(kind: parameter.kind, word: parameter.name, hint: parameter.hint, isParameter: true)
    }

    private mutating func take(_ token: Token, next: Token?) {
        let isEndOfValue: Bool =
            switch state {
            case .operand, .listEntry, .between: false
            default: true
            }
        if token.isSymbol("|"), isEndOfValue {
            isInFilters = true
            return go(to: .filter, .sign)
        }
        switch state {
        case .start: takeFirst(token, next: next)
        case .items: takeItem(token)
        case .value(let slot, let isOption):
            if isOption, token.isSymbol("=") { return go(to: .value(slot, isOption: false), .sign) }
            takeValue(token, of: slot, next: next)
        case .behindEntry(let slot):
            if slot.kind == .numbers, token.isSymbol("]") { return go(to: .items, .sign) }
            guard token.isSymbol(",") else { return takeItem(token) }
            go(to: .value(slot, isOption: false), .sign)
        case .words(let slot): go(to: state, .value(slot))
        case .cellSign(let slot, let column): go(to: .cellValue(slot, column), .sign)
        case .definitionSign(let slot):
            go(to: token.isSymbol("=") ? .operand(slot) : .items, token.isSymbol("=") ? .sign : .surplus)
        case .cellValue(let slot, let column):
            guard token.kind != .symbol else { return go(to: .items, .surplus) }
            go(to: .behindEntry(slot), .columnValue(column))
        case .filter: takeFilter(token)
        case .optionalWord(let slot):
            if case .choice(let words) = slot.kind, words.contains(token.text) { return go(to: .items, .value(slot)) }
            go(to: .items, .surplus)
        case .sortOrder: go(to: .items, ["asc", "desc"].contains(token.text) ? .keyword : .surplus)
        default: takeOfExpression(token)
        }
    }

    mutating func go(to state: State, _ meaning: Meaning) {
        self.state = state
        meanings.append(meaning)
    }

    private mutating func takeFirst(_ token: Token, next: Token?) {
        if next?.isSymbol("=") == true, token.kind != .symbol {
            kept = token.text
            return go(to: .start, .sign)
        }
        if token.isSymbol("=") { return go(to: .start, .sign) }
        guard token.kind == .word else { return go(to: .items, .surplus) }
        declaration = registry[token.text]
        go(to: .items, .command(isKnown: declaration != nil))
    }

    mutating func takeItem(_ token: Token) {
        guard let declaration, !isInFilters else { return go(to: .items, .surplus) }
        if token.kind == .word {
            let word = token.isOption ? String(token.text.drop { $0 == "-" }) : token.text
            let clause =
                declaration.clause(named: word)
                ?? (token.isOption && word.count == 1 ? declaration.clauses.first { $0.short == word.first } : nil)
            if let clause {
                clauses.append((clause.word, []))
                let slot = Slot(kind: clause.kind, word: clause.word, hint: clause.hint)
                return go(to: clause.kind == .flag ? .items : .value(slot, isOption: token.isOption), .clause)
            }
            // What asks for help.
            if ["?", "--help", "-h"].contains(token.text) { return go(to: .items, .keyword) }
            if token.isOption { return go(to: .items, .surplus) }
        }
        guard token.kind != .symbol, let parameter = freeParameter else { return go(to: .items, .surplus) }
        parameters.append((parameter.name, []))
        takeValue(token, of: slot(parameter), next: nil)
    }

    private mutating func takeValue(_ token: Token, of slot: Slot, next: Token?) {
        if token.kind == .word, token.isOption || Spelling.reserved.contains(token.text), slot.kind != .expression,
            slot.word != "topic"
        {
            return takeItem(token)
        }
        let isSign = token.kind == .symbol
        switch slot.kind {
        case .words: go(to: .words(slot), .value(slot))
        case .expression:
            state = .operand(slot)
            takeOfExpression(token)
        case .choice(let words) where isSign && words.contains(token.text): go(to: .items, .value(slot))
        case .numbers where token.isSymbol("["): go(to: state, .sign)
        case _ where isSign: go(to: .items, .surplus)
        case .definition:
            note(token, of: slot)
            go(to: .definitionSign(slot), .value(slot))
        case .cell(let words):
            if words.contains(token.text), next?.isSymbol("=") != true { return go(to: .items, .value(slot)) }
            note(token, of: slot)
            go(to: .cellSign(slot, token.text), .value(slot))
        case .list, .numbers:
            note(token, of: slot)
            go(to: .behindEntry(slot), .value(slot))
        default:
            note(token, of: slot)
            go(to: slot.isOfFilter && slot.word == "sort" ? .sortOrder : .items, .value(slot))
        }
    }

    private mutating func note(_ token: Token, of slot: Slot) {
        if slot.isOfFilter { return }
        if slot.isParameter {
            if !parameters.isEmpty { parameters[parameters.count - 1].values.append(token.text) }
        } else if !clauses.isEmpty {
            clauses[clauses.count - 1].values.append(token.text)
        }
    }

    private mutating func takeFilter(_ token: Token) {
        let slot: Slot
        switch token.text {
        case "sort": slot = Slot(kind: .name, word: "sort", hint: "RESULT", isOfFilter: true)
        case "head": slot = Slot(kind: .integer, word: "head", hint: "N", isOfFilter: true)
        case "cols": slot = Slot(kind: .list, word: "cols", hint: "RESULT", isOfFilter: true)
        case "where": slot = Slot(kind: .expression, word: "where", hint: "EXPR", isOfFilter: true)
        case "to": slot = Slot(kind: .format, word: "to", hint: "FORMAT", isOfFilter: true)
        case "save": slot = Slot(kind: .path, word: "save", hint: "FILE", isOfFilter: true)
        case "plot":
            let kind = Slot(kind: .choice(PlotKind.names), word: "plot", hint: "KIND", isOfFilter: true)
            return go(to: .optionalWord(kind), .keyword)
        default: return go(to: .items, .surplus)
        }
        go(to: .value(slot, isOption: false), .keyword)
    }
}
