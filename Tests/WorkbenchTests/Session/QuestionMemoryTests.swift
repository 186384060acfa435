import Diagnostics
import TestSupport
import Testing

@testable import Workbench

@Suite("What questions have counted of loaded rows")
struct QuestionMemoryTests {
    private static let load = "load '\(KigezoProcess.loans)' as loans label repaid positive yes"
    private static let decided = "prediction approved"

    /// What is declared when rows are loaded, and questions of every way of counting, some about the columns of an
    /// earlier one.
    private static let sessions = [
        (
            decided,
            [
                "metrics tpr,fpr,count by region,gender", "metrics accuracy by region",
                "metrics tpr,fpr,count by region,gender", "metrics tpr by gender,region",
                "metrics accuracy where region = 'Garissa'", "compare tpr by region",
                "metrics tpr by region cluster application_id", "metrics tpr by region cluster application_id",
                "metrics selection-rate by region prediction repaid", "metrics tpr",
            ]
        ),
        (
            "score p_repay threshold 0.6",
            [
                "metrics tpr by gender", "metrics tpr by gender threshold 0.2", "metrics tpr by gender",
                "metrics tpr by region,gender threshold 0.2", "metrics tpr by region threshold 0.2",
                "metrics roc-auc by gender", "metrics roc-auc by gender", "metrics roc-auc,ece,tpr by region",
                "metrics roc-auc by gender threshold 0.2", "metrics roc-auc by gender score-grid floor2",
                "metrics roc-auc by gender", "compare selection-rate by gender against approved",
                "compare selection-rate by gender stages officer=approved", "metrics tpr by gender prediction approved",
            ]
        ),
        (
            "\(decided) weight age weights frequency",
            [
                "metrics accuracy by region", "metrics accuracy by region weights sampling",
                "metrics accuracy by region",
                "metrics accuracy by region,gender", "metrics accuracy by region weights sampling",
            ]
        ),
    ]

    private func ask(_ line: String, _ session: Session) async -> String {
        let (reports, failure) = await session.run(line: line)
        if let failure { Issue.record("\(line): \(failure.diagnostics.map(\.message))") }
        return reports.map(\.output).joined()
    }

    @Test(
        "Questions asked one after another get the answers that each alone would get", arguments: sessions.indices,
        [false, true])
    func sequence(index: Int, reversed: Bool) async {
        let (roles, questions) = Self.sessions[index]
        let session = Session()
        _ = await ask("\(Self.load) \(roles)", session)
        for question in reversed ? questions.reversed() : questions {
            let alone = Session()
            _ = await ask("\(Self.load) \(roles)", alone)
            let expected = await ask(question, alone)
            #expect(!expected.isEmpty)
            #expect(await ask(question, session) == expected, "\(question)")
        }
    }

    @Test("What was counted of rows is forgotten with them")
    func replaced() async {
        let session = Session()
        _ = await ask(Self.load, session)
        let question = "metrics count by region \(Self.decided)"
        let before = await ask(question, session)
        _ = await ask("load '\(KigezoProcess.loans)' as loans label repaid positive yes", session)
        #expect(await ask(question, session) == before)
        _ = await ask("load '\(KigezoProcess.loans)' as loans label approved positive yes", session)
        #expect(await ask("metrics tpr by region prediction repaid", session) != before)
    }
}
