import Foundation
import Metrics
import TestSupport
import Testing

@testable import Workbench

/// Each quantity that METHODS §2 names, and what it is called here: so that none is forgotten.
@Suite("The names of METHODS §2")
struct MethodNamesTests {
    /// Where a quantity is found.
    enum Place: Sendable {
        /// Metrics of the catalogue, or fairness measures.
        case named([String])
        /// A word of a command's line.
        case clause(String, of: String)
        /// A command that tells it.
        case command(String)
        /// Not built, and why.
        case absent(String)
    }

    private static let binary: [(name: String, place: Place)] = [
        ("count, share", .named(["count", "share"])), ("prevalence, base rate (BR)", .named(["base-rate"])),
        ("selection rate (SR)", .named(["selection-rate"])), ("accuracy (Acc)", .named(["accuracy"])),
        ("balanced accuracy", .named(["balanced-accuracy"])),
        ("TPR, recall, sensitivity", .named(["tpr", "recall", "sensitivity"])), ("FPR", .named(["fpr"])),
        ("TNR, specificity", .named(["tnr", "specificity"])), ("FNR, miss rate", .named(["fnr", "miss-rate"])),
        ("PPV, precision", .named(["ppv", "precision"])), ("NPV", .named(["npv"])),
        ("FDR, FOR", .named(["fdr", "for"])),
        ("F_β", .named(["f1-score", "f2-score", "f0.5-score"])),
        ("Jaccard / threat score", .named(["jaccard-index", "threat-score"])), ("MCC", .named(["mcc"])),
        ("Cohen's κ", .named(["cohen-kappa"])), ("informedness, markedness", .named(["informedness", "markedness"])),
        (
            "LR+, LR−, DOR",
            .named(["positive-likelihood-ratio", "negative-likelihood-ratio", "diagnostic-odds-ratio"])
        ), ("error rate", .named(["error-rate"])),
        ("FN/FP (treatment equality)", .named(["false-negative-to-false-positive-ratio"])),
    ]

    private static let comparisons: [(name: String, place: Place)] = [
        ("difference vs reference", .clause("reference", of: "compare")),
        ("ratio vs reference", .clause("as", of: "compare")),
        ("range (max−min), min/max ratio", .named(["demographic-parity-difference", "demographic-parity-ratio"])),
        ("worst group", .clause("as", of: "compare")), ("between-group SD", .named(["selection-rate-deviation"])),
        ("statistical (demographic) parity", .named(["demographic-parity-difference", "demographic-parity-ratio"])),
        ("adverse impact ratio, four-fifths", .named(["adverse-impact-ratio", "four-fifths"])),
        ("equal opportunity", .named(["equal-opportunity-difference", "equal-opportunity-ratio"])),
        ("predictive equality", .named(["predictive-equality-difference"])),
        (
            "equalized odds",
            .named(["equalized-odds-difference", "equalized-odds-mean-difference", "equalized-odds-ratio"])
        ), ("predictive parity", .named(["predictive-parity-difference"])),
        ("conditional use accuracy equality", .named(["conditional-use-accuracy-equality"])),
        ("error-rate balance", .named(["error-rate-balance"])),
        ("overall accuracy equality", .named(["overall-accuracy-equality"])),
        ("treatment equality", .named(["treatment-equality"])),
        ("calibration within groups", .named(["calibration-within-groups"])),
        (
            "conditional statistical parity",
            .named(["conditional-statistical-parity-difference", "conditional-statistical-parity-ratio"])
        ), ("conditional demographic disparity", .named(["conditional-demographic-disparity"])),
        (
            "between-group GEI, Theil",
            .named(["between-group-generalized-entropy-index", "between-group-theil-index", "gei", "theil"])
        ), ("individual consistency", .named(["individual-consistency"])),
        ("counterfactual fairness proxies", .command("probe")),
    ]

    /// What the running text of §2.2 to §2.7 and §2.9 names.
    private static let others: [(name: String, place: Place)] = [
        ("AUC", .named(["roc-auc", "gini"])),
        ("Average precision", .named(["average-precision", "average-precision-at-0.2"])), ("KS", .named(["ks"])),
        (
            "Brier",
            .named([
                "brier", "brier-reliability", "brier-resolution", "brier-uncertainty", "brier-miscalibration",
                "brier-discrimination", "brier-skill-score",
            ])
        ), ("Log loss", .named(["log-loss"])), ("ECE", .named(["ece", "debiased-calibration-error"])),
        ("ACE", .named(["ace"])), ("MCE", .named(["mce"])),
        ("Signed calibration error / calibration-in-the-large", .named(["citl", "signed-calibration-error", "o/e"])),
        (
            "Calibration slope β, intercept α",
            .named(["calibration-slope", "calibration-intercept", "calibration-offset"])
        ), ("Spiegelhalter z", .named(["spiegelhalter-z"])),
        ("Mean score by class", .named(["mean-score-of-positives", "mean-score-of-negatives"])),
        ("Per class one-vs-rest", .named(["recall:low", "precision:low", "f1:low"])),
        ("Macro", .named(["macro-f1", "macro-recall", "macro-precision"])),
        ("micro", .named(["micro-f1", "micro-recall", "micro-precision"])),
        ("weighted", .named(["weighted-f1", "weighted-recall", "weighted-precision"])),
        ("OvR AUC macro/weighted", .named(["macro-roc-auc", "weighted-roc-auc"])),
        ("Hand–Till M", .named(["hand-till-auc"])),
        ("Top-label ECE, class-wise ECE", .named(["top-label-ece", "classwise-ece"])),
        (
            "Quadratic-weighted κ and mean absolute level error",
            .named(["quadratic-weighted-kappa", "mean-absolute-level-error"])
        ), ("MAE", .named(["mae"])), ("RMSE", .named(["rmse"])), ("bias", .named(["bias"])), ("R²", .named(["r2"])),
        ("MAPE", .absent("Σ|e|/|y| is no measure of §1.1; WAPE stands for it")), ("WAPE", .named(["wape"])),
        ("pinball_τ", .named(["pinball-0.9"])), ("correlation", .named(["correlation"])),
        ("error quantiles", .named(["absolute-error-quantile-0.9", "median-absolute-error"])),
        ("coverage of prediction intervals", .absent("columns of limits are not read")),
        ("mean-residual gap, worst-group loss", .clause("as", of: "compare")),
        ("sup and W₁ distance of ŷ", .absent("predicted numbers are not counted by value")),
        ("Precision@k, recall@k, nDCG", .named(["precision-at-5", "recall-at-5", "ndcg-at-5"])),
        ("group share in top-k vs pool share", .named(["top-share-ratio-at-5"])), ("skew@k", .named(["skew-at-5"])),
        ("exposure", .named(["exposure-share", "exposure-to-merit"])),
        ("cross-group AUC", .named(["cross-group-auc-difference", "xauc"])), ("WER", .named(["wer"])),
        ("CER", .named(["cer"])), ("Corpus BLEU and chrF", .absent("texts are not read, only their counted errors")),
        ("Exact match", .named(["exact-match"])),
        ("token F1", .absent("texts are not read, only their counted errors")),
        ("Coverage", .named(["coverage", "abstention-rate"])), ("abstain = error", .named(["worst-case-accuracy"])),
        ("service failures", .named(["missing-prediction-rate", "invalid-prediction-rate"])),
        (
            "Subgroup fairness",
            .named(["subgroup-fairness", "false-positive-subgroup-fairness"])
        ), ("Differential fairness", .named(["differential-fairness", "differential-fairness-of-opportunity"])),
        ("Multicalibration error", .named(["multicalibration-error"])),
        ("outcome test at the margin", .named(["outcome-rate-from-0.5-to-0.55", "outcome-test-from-0.5-to-0.55"])),
        ("agreement of annotators", .command("agreement")),
    ]

    @Test("Each is a metric, a measure, or a word of a command; what is absent says why")
    func found() {
        for (name, place) in Self.binary + Self.comparisons + Self.others {
            switch place {
            case .named(let names):
                for own in names {
                    let isKnown = Catalogue.metric(named: own) != nil || FairnessMeasure.measure(named: own) != nil
                    #expect(isKnown, "\(name): \(own)")
                }
            case .clause(let word, let command):
                let declaration = CommandRegistry.standard.declarations.first { $0.name == command }
                #expect(declaration?.clause(named: word) != nil, "\(name): \(command) \(word)")
            case .command(let command):
                #expect(CommandRegistry.standard.declarations.contains { $0.name == command }, "\(name): \(command)")
            case .absent(let why): #expect(why.count > 10)
            }
        }
    }

    @Test(
        "The tables and the bold names of METHODS hold nothing that is not here",
        .enabled(if: PackageFolder.sharedFile("METHODS.md") != nil))
    func complete() throws {
        let path = try #require(PackageFolder.sharedFile("METHODS.md"))
        let text = try String(contentsOfFile: path, encoding: .utf8)
        func section(_ first: String, _ last: String) -> [Substring] {
            let lines = text.split(separator: "\n")
            let start = lines.firstIndex { $0.hasPrefix(first) } ?? 0
            let end = lines.firstIndex { $0.hasPrefix(last) } ?? 0
            return start < end ? Array(lines[start..<end]) : []
        }
        func firstCells(_ lines: [Substring]) -> [String] {
            lines.filter { $0.hasPrefix("| ") }.dropFirst().compactMap {
                $0.split(separator: "|").first?.trimmingCharacters(in: .whitespaces)
            }
        }
        let (one, eight) = (firstCells(section("### 2.1", "### 2.2")), firstCells(section("### 2.8", "### 2.9")))
        #expect(one.count >= 20 && eight.count >= 20)
        for name in one { #expect(Self.binary.contains { $0.name == name }, "\(name)") }
        for name in eight { #expect(Self.comparisons.contains { $0.name == name }, "\(name)") }
        let prose = (section("### 2.2", "### 2.3") + section("### 2.9", "## 3")).joined(separator: " ")
        let bold = prose.split(separator: "**", omittingEmptySubsequences: false).enumerated().filter { $0.0 % 2 == 1 }
        #expect(bold.count >= 12)
        for (_, name) in bold where name != "not comparable across groups with different BR" {
            // A line break may stand inside a name.
            let own = name.split(separator: " ").joined(separator: " ")
            #expect(Self.others.contains { $0.name == own } || own.hasPrefix("not comparable"), "\(own)")
        }
    }
}
