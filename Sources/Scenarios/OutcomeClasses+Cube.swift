package import Evidence

extension OutcomeClasses {
    /// The classes that a cube was counted with.
    package init(of cube: EvidenceCube) { self.init(names: cube.classes, isBinary: cube.header.isBinary) }
}
