import Metrics

/// Where the names come from that can stand in a place.
enum NameSource: Hashable {
    case columns
    /// Columns of what is printed, behind a `|`.
    case resultColumns
    /// Values of the label.
    case labels
    case metrics, measures, datasets
    /// Datasets, and results that have names.
    case kept
    /// Datasets, and columns as well.
    case datasetsAndColumns
    case files
    case datasetsAndFiles
    /// A column, `=` and one of its values, or one of some words.
    case groups([String])
    case words([String])
    case topics
    /// Anything may stand there: a number, a day, a new name.
    case free

    /// The names for a place of a command.
    init(_ slot: LineOutline.Slot, of command: String) {
        switch slot.kind {
        case .flag, .number, .numbers, .integer, .date, .expression, .definition: self = .free
        case .choice(let words): self = .words(words)
        case .format: self = .words(OutputFormat.allCases.map(\.rawValue))
        case .cell(let words) where slot.word == "limit":
            self = .words(words + ["field=", "line=", "columns=", "groups=", "refused="])
        case .cell(let words): self = .groups(words)
        case .words: self = slot.hint == "= COMMAND" ? .free : .files
        case .path:
            let holdsRows = slot.word == "in" || slot.hint == "NAME|FILE"
            self = holdsRows ? .datasetsAndFiles : .files
        case .name, .list, .string: self = Self.named(slot, of: command)
        }
    }

    private static func named(_ slot: LineOutline.Slot, of command: String) -> NameSource {
        switch slot.hint {
        case "COL", "COLS": return .columns
        case "RESULT": return .resultColumns
        case "METRIC", "METRICS": return .metrics
        case "LIST": return command == "fairness" ? .measures : .metrics
        case "DATASET", "MODEL": return .datasets
        case "NAME" where command == "show": return .kept
        case "METRIC|CODE": return .words(Catalogue.names + Explanation.all.map(\.code))
        case "N|auto": return .words(["auto"])
        case "CLASSES", "VALUE": return .labels
        case "FILES": return .files
        case "COMMAND|METRIC|MEASURE": return .topics
        case "NAME" where slot.word == "of": return command == "probe" ? .datasetsAndColumns : .datasets
        case "NAME" where slot.word == "encoding":
            return .words(["utf-8", "latin1", "windows-1252", "utf-16", "utf-16le", "utf-16be"])
        case "WAY": return .words(["jk1", "brr", "fay0.3", "bootstrap"])
        default: return .free
        }
    }
}
