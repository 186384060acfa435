/// A dossier before it has words: what is said, in which order, with which values.
///
/// It holds message keys, estimates and raw values from files. Renderers and a localizer make text of it.
package struct Document: Sendable {
    /// What the assessment is called; a value from the scenario file.
    package let title: Inline
    /// A line above the title.
    package let kicker: Inline
    /// A line below the title.
    package let subtitle: Inline
    /// What stands before the first section.
    package let opening: [Block]
    package let sections: [Block.Section]
    /// The last lines.
    package let closing: [Inline]
}
