import Testing

@testable import Workbench

@Suite("Help comes from the declarations")
struct LanguageHelp {
    @Test("The overview names every command with its summary")
    func overview() {
        let text = HelpText.overview(of: .standard)
        for declaration in CommandRegistry.standard.declarations {
            #expect(text.contains(declaration.name) && text.contains(declaration.summary))
        }
        #expect(text.split(separator: "\n").allSatisfy { $0.last != " " })
    }

    @Test(
        "A command's help names every parameter, clause and example", arguments: CommandRegistry.standard.declarations)
    func command(declaration: CommandDeclaration) {
        let text = HelpText.text(of: declaration)
        for parameter in declaration.parameters { #expect(text.contains(parameter.hint)) }
        for clause in declaration.clauses { #expect(text.contains(clause.word) && text.contains(clause.summary)) }
        for example in declaration.examples { #expect(text.contains("  " + example.line)) }
        #expect(!declaration.summary.hasSuffix("."))
    }

    @Test("Usage shows what is required, optional and repeatable")
    func usage() {
        #expect(
            HelpText.usage(.load)
                == "load FILE as NAME [label COL] [positive VALUE] [prediction COL] [score COL] [threshold T] [id COL] [favourable VALUE] "
                + "[weight COL] [weights KIND] [predictions FILE] [against-score COL] "
                + "[outcome KIND] [largest V] [errors COL] [substitutions COL] [deletions COL] [insertions COL] [length COL] [unit UNIT] "
                + "[refuse-rows FILE] [force] [input-format FORMAT] [separator ,|;|tab] [encoding NAME] [decimal ,|.] "
                + "[sheet NAME] [rename-duplicates] [limit NAME=VALUE]… [threads N]")
        #expect(HelpText.usage(.generate) == "generate SCENARIO… [seed N] [rows N] [check]")
        #expect(HelpText.usage(.compare).contains(" by COLS… ") && !HelpText.usage(.compare).contains("[by COLS"))
        #expect(HelpText.usage(.run).hasPrefix("run SCENARIO… [out DIR] [date YYYY-MM-DD] [locale TAGS]… "))
        #expect(HelpText.text(of: .metrics).contains("-o, to, output FORMAT"))
    }
}
