/// The commands a program knows, in the order help lists them.
package struct CommandRegistry: Sendable {
    /// The commands in the order of help.
    package let declarations: [CommandDeclaration]
    private let indices: [String: Int]

    /// - Precondition: no name or alias is used twice, and in each command no clause word, alias or letter is.
    package init(_ declarations: [CommandDeclaration]) {
        var indices: [String: Int] = [:]
        for (index, declaration) in declarations.enumerated() {
            for name in [declaration.name] + declaration.aliases {
                precondition(indices.updateValue(index, forKey: name) == nil, "two commands are called \(name)")
            }
            let words = declaration.clauses.flatMap { [$0.word] + $0.aliases }
            precondition(Set(words).count == words.count, "\(declaration.name) has two clauses of one name")
            let letters = declaration.clauses.compactMap(\.short)
            precondition(Set(letters).count == letters.count, "\(declaration.name) has two options of one letter")
        }
        self.declarations = declarations
        self.indices = indices
    }

    /// The command called `name`, by name or alias.
    package subscript(name: String) -> CommandDeclaration? { indices[name].map { declarations[$0] } }

    /// Every command name, in order.
    package var names: [String] { declarations.map(\.name) }
}
