import Localization
import Scenarios

/// How to make the same bytes again: the command, the inputs with their digests, and what happened to each row.
struct ReproductionSection {
    let index: AssessmentIndex
    let evidence: EvidenceFile?
    /// The files of the locale.
    let words: [LocaleFile]

    private var assessment: Assessment { index.assessment }

    var section: Block.Section {
        var blocks: [Block] = [
            .paragraph(.words("reproduce-intro")),
            .listing(command),
            .note(.words("methods-version", ["version": .code(assessment.programVersion)])), .table(inputs),
            .note(.words("reproduce-check")),
        ]
        if let evidence {
            blocks.append(
                .definitions([.init(.words("strip-digest"), .lines([.code(evidence.name), .code(evidence.sha256)]))]))
        }
        if !words.isEmpty {
            let table = Table(
                .words("reproduce-locales"), [.init(.words("column-file")), .init(.words("column-digest"))],
                words.map { Table.Row([.code($0.path), .code($0.digest)]) })
            blocks.append(.details(summary: .words("reproduce-locales"), [.table(table)]))
        }
        return Block.Section("reproduction", .words("section-reproduce"), blocks)
    }

    /// The command as it can be typed into a POSIX shell beside the scenario's folder.
    ///
    /// The scenario's own name, not the path it was read from: that would tell of the machine, and the same input would
    /// not give the same bytes.
    private var command: String {
        let date = assessment.date.map { " --date \(Self.shellWord($0))" } ?? ""
        return "kigezo run \(Self.shellWord(assessment.scenario.name))\(date) --out results"
    }

    /// A word that a shell takes as it stands; quoted only where it has to be.
    static func shellWord(_ text: String) -> String {
        let plain = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "-"):
                true
            default: false
            }
        }
        if plain, !text.isEmpty, !text.hasPrefix("-") { return text }
        let quoted = "'" + text.replacing("'", with: "'\\''") + "'"
        return text.hasPrefix("-") ? "./" + quoted : quoted
    }

    private var inputs: Table {
        Table(
            .words("reproduce-inputs"),
            [
                .init(.words("column-file")), .init(.words("column-role")),
                .init(.words("column-bytes"), numeric: true),
                .init(.words("column-records"), numeric: true), .init(.words("column-header-rows"), numeric: true),
                .init(.words("column-used"), numeric: true), .init(.words("column-refused"), numeric: true),
                .init(.words("column-blank"), numeric: true),
            ],
            assessment.inputs.map { input in
                Table.Row([
                    .lines([.code(input.path), .muted(.code(input.sha256))]),
                    input.model.map { .lines([.words("role-\(input.role.rawValue)"), .muted(.data($0))]) }
                        ?? .words("role-\(input.role.rawValue)"),
                    .integer(input.bytes), input.rows.map { .integer($0.records) },
                    input.rows.map { .integer($0.header) },
                    input.rows.map { .integer($0.used) }, input.rows.map { .integer($0.refused) },
                    input.rows.map { .integer($0.blank) },
                ])
            }, stacks: true)
    }
}
