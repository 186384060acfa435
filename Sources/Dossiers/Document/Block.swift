package import Statistics

/// A part of a document that stands on its own lines.
package indirect enum Block: Sendable {
    case paragraph(Inline)
    /// A remark in smaller type.
    case note(Inline)
    /// A sentence that must not be overlooked.
    case callout(Inline)
    /// The answer in front of everything else.
    case verdictStrip(VerdictStrip)
    case list(ordered: Bool, [Inline])
    case definitions([Definition])
    case table(Table)
    case figure(Figure)
    /// Parts that open on request.
    case details(summary: Inline, [Block])
    /// A command or other text to be copied as it stands.
    case listing(String)
    /// The state of the words: language, review and what had to be taken from another language. Only the locale knows.
    case translationStatus
    case section(Section)

    /// A heading and what belongs to it; its level follows from its depth, so that none can be skipped.
    package struct Section: Sendable {
        /// The name by which links find it; made by us, never from data.
        package let anchor: String
        package let title: Inline
        package let blocks: [Block]

        package init(_ anchor: String, _ title: Inline, _ blocks: [Block]) {
            self.anchor = anchor
            self.title = title
            self.blocks = blocks
        }
    }

    package struct Definition: Sendable {
        package let term: Inline
        package let meaning: Inline

        package init(_ term: Inline, _ meaning: Inline) {
            self.term = term
            self.meaning = meaning
        }
    }
}

/// The answer in one look: a headline and what each model's gates say.
package struct VerdictStrip: Sendable {
    /// The strongest verdict; `nil` when no gate was declared.
    package let verdict: Verdict?
    package let headline: Inline
    package let models: [Model]
    package let facts: [Block.Definition]

    package struct Model: Sendable {
        package let name: Inline
        package let remark: Inline?
        /// Each kind of verdict and how many gates ended with it, in words.
        package let counts: [(verdict: Verdict, count: Int, words: Inline)]
        /// The first gates that do not pass, the failed ones before the undecided.
        package let attention: [(verdict: Verdict, gate: Inline)]
    }
}

/// A table whose heads say what its cells are.
package struct Table: Sendable {
    package let caption: Inline
    package let columns: [Column]
    package let rows: [Row]
    /// Whether its rows become cards on a narrow page; tables of many numbers scroll instead.
    package let stacks: Bool

    package struct Column: Sendable {
        package let header: Inline
        /// Whether its cells hold numbers, which are set to the end of the line.
        package let isNumeric: Bool

        package init(_ header: Inline, numeric: Bool = false) {
            self.header = header
            isNumeric = numeric
        }
    }

    /// The first cell is the row's head.
    package struct Row: Sendable {
        package let anchor: String?
        package let cells: [Inline?]
        package let isTotal: Bool

        package init(_ cells: [Inline?], anchor: String? = nil, total: Bool = false) {
            self.cells = cells
            self.anchor = anchor
            isTotal = total
        }
    }

    package init(_ caption: Inline, _ columns: [Column], _ rows: [Row], stacks: Bool = false) {
        self.stacks = stacks
        self.caption = caption
        self.columns = columns
        self.rows = rows
    }
}

/// A chart with the words and numbers that say the same.
package struct Figure: Sendable {
    package let anchor: String
    package let caption: Inline
    /// What the chart shows, for those who do not see it.
    package let description: Inline
    package let chart: Chart
    /// Every number of the chart and what cannot be drawn.
    package let data: Table
    package let dataSummary: Inline
    package let notes: [Inline]
}
