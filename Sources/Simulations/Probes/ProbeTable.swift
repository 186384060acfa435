import Statistics
import Storage

/// Every test of the probes on rows without an effect, and on rows with one.
struct ProbeTable {
    private let sections = [
        SizeStudy.proxies, SizeStudy.slices, SizeStudy.counterfactuals, SizeStudy.drift, SizeStudy.transfer,
        SizeStudy.representation, SizeStudy.models, SizeStudy.thresholds, SizeStudy.inputs,
    ]

    var markdown: String {
        let written = Self.cells(sections)
        var text = [
            "# Simulated probes", "",
            "Written by `swift run -c release Simulations probes`. *found where nothing is* is the type I error: the share of "
                + "runs in which a test says that something is there though rows were drawn without it; where several are "
                + "tested, the share in which any is found. It is to be the nominal one at most. **Bold**: above what one in a "
                + "hundred tests of exactly the nominal size shows in so many runs. *found* is the power: the same share where "
                + "the effect is there, of a quarter of the runs.",
        ]
        for (section, rows) in zip(sections, written) {
            var table = MarkdownTable(SizeStudy.columns)
            for row in rows { table.add(row) }
            text += ["", "## \(section.title)", "", section.words, "", table.text]
        }
        return text.joined(separator: "\n")
    }

    /// The rows of each section; each study has draws of its own, so that threads change nothing.
    private static func cells(_ sections: [SizeSection]) -> [[[String]]] {
        let jobs = sections.flatMap { section in section.studies.map { (section.title, $0) } }
        var rows = Threads.map(jobs.count) { jobs[$0].1.cells(jobs[$0].0) }[...]
        return sections.map { section in
            defer { rows = rows.dropFirst(section.studies.count) }
            return Array(rows.prefix(section.studies.count))
        }
    }
}
