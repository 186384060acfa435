package import Localization
package import Scenarios

/// The dossier of an assessment: its parts in the order in which a reader needs them, and its renderings.
package enum Dossier {
    /// The dossier without words.
    ///
    /// - Complexity: O(estimates + comparisons + gates), apart from sorting.
    package static func document(
        _ assessment: Assessment, localizer: Localizer, evidence: EvidenceFile?
    ) -> Document {
        let index = AssessmentIndex(assessment)
        let language = LanguageSection(index: index)
        var sections = [
            FindingsSection(index: index).section, GatesSection(index: index).section,
        ]
        if let changes = ChangesSection(index: index).section { sections.append(changes) }
        sections += [
            CoverageSection(index: index).section, PerformanceSection(index: index).section,
        ]
        if let differences = DifferencesSection(index: index).section { sections.append(differences) }
        if let stages = StagesSection(index: index).section { sections.append(stages) }
        if let fairness = FairnessSection(index: index).section { sections.append(fairness) }
        if let probes = ProbesSection(index: index).section { sections.append(probes) }
        sections += [
            GovernanceSection(index: index).section
        ]
        if let place = localizer.place, !place.law.isEmpty { sections.append(LawSection(place: place).section) }
        sections += [
            LimitsSection(index: index).section, MethodSection(index: index).section,
            ReproductionSection(index: index, evidence: evidence, words: localizer.files).section,
            language.translation, language.glossary,
        ]
        let title = assessment.scenario.title.isEmpty ? assessment.scenario.name : assessment.scenario.title
        return Document(
            title: .data(title), kicker: .words("term-dossier"), subtitle: .words("dossier-subtitle"),
            opening: [.verdictStrip(VerdictSection(index: index, evidence: evidence, place: localizer.place).strip)],
            sections: sections,
            closing: [
                .sequence([
                    .words("strip-made-with"), .code("kigezo"), .code(assessment.programVersion),
                ]), .words("limits-law"),
            ])
    }

    /// The dossier as one self-contained HTML file: no script, no request.
    ///
    /// - Parameter evidence: the machine-readable file that lies beside it, if there is one.
    /// - Returns: UTF-8 text; the same bytes for the same input, locale and program version.
    package static func html(assessment: Assessment, localizer: Localizer, evidence: EvidenceFile? = nil) -> String {
        HTMLRenderer(wording: Wording(localizer, scenario: assessment.scenario)).render(
            document(assessment, localizer: localizer, evidence: evidence))
    }

    /// The dossier as Markdown.
    package static func markdown(assessment: Assessment, localizer: Localizer, evidence: EvidenceFile? = nil) -> String
    {
        MarkdownRenderer(wording: Wording(localizer, scenario: assessment.scenario)).render(
            document(assessment, localizer: localizer, evidence: evidence))
    }
}
