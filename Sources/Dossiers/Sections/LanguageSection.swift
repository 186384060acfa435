import Scenarios
import Statistics

/// In which state the words of this dossier are, and what its terms mean.
struct LanguageSection {
    private static let terms = [
        "group", "confidence-interval", "sample-size", "label", "no-skill", "gate", "threshold", "score",
        "missing-data",
        "appeal",
    ]

    let index: AssessmentIndex

    var translation: Block.Section {
        Block.Section("translation", .words("section-translation"), [.translationStatus])
    }

    var glossary: Block.Section {
        let metrics = index.metrics.map { Block.Definition(.metric($0.name), .metricMeaning($0.name)) }
        let terms = Self.terms.map { Block.Definition(.words("term-\($0)"), .words("term-\($0).meaning")) }
        return Block.Section("glossary", .words("section-glossary"), [.definitions(metrics + terms)])
    }
}
