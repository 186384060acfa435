extension MetricExplanation {
    private static let attention = "v = 1 / log2(1 + rank) of each item; items of equal score share their ranks"
    private static let noRelevance = "queries in which nothing is relevant have none and are counted beside it"

    /// Of figures that look at so many items from the top.
    static func ranked(_ figure: Metric.RankingFigure) -> MetricExplanation? {
        switch figure {
        case .precision(let k):
            MetricExplanation(
                "Σ (relevant among the first \(k) / \(k)) / queries",
                "queries with something relevant; of a query with fewer than \(k) items, all are the first",
                limits: "how many relevant items a query had to offer; " + noRelevance)
        case .recall(let k):
            MetricExplanation(
                "Σ (relevant among the first \(k) / relevant) / queries", "queries with something relevant",
                limits: "how much of what is shown is relevant; " + noRelevance)
        case .discountedGain(let k):
            MetricExplanation(
                "Σ (DCG / DCG of the best order) / queries, DCG = Σ relevance / log2(1 + rank) to rank \(k)",
                "queries with something relevant", limits: "how much is relevant at all; " + noRelevance,
                peers: [.scikitLearn("ndcg_score")])
        case .topShareRatio(let k):
            MetricExplanation(
                "Σ t_q / Σ \(k)·n_q / N_q",
                "t_q items of the group among the first \(k), n_q among all N_q, of query q",
                limits: "whether the group deserves more or less: it never looks at relevance")
        case .skew(let k):
            MetricExplanation(
                "ln(Σ t_q / Σ \(k)·n_q / N_q)",
                "t_q items of the group among the first \(k), n_q among all N_q, of query q",
                limits: "whether the group deserves more or less: it never looks at relevance")
        case .exposureShare, .exposureToMerit: nil
        }
    }

    static let exposure: [String: MetricExplanation] = [
        "exposure-share": MetricExplanation(
            "Σ v of the group / Σ v", attention, limits: "whether the group deserves more or less"),
        "exposure-to-merit": MetricExplanation(
            "(Σ v of the group / Σ v) / (Σ relevance of the group / Σ relevance)", attention,
            limits: "whether relevance was measured alike in all groups"),
        "individual-consistency": MetricExplanation(
            "1 - Σ |d - mean d of the k nearest rows| / n",
            "decisions d (0 or 1, or scores) of n rows; no row is its own neighbour",
            limits: "whether the features that make people alike are right, or equal for all groups",
            peers: [.aif360("consistency")]),
    ]
}
