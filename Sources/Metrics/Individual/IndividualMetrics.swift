/// METHODS §2.8: figures of rows beside rows that are like them.
extension Metric {
    package static let individual: [Metric] = [
        Metric(
            "individual-consistency", aliases: ["consistency"], direction: .higherIsBetter, outcome: .neighbours,
            usesLabels: false, ideal: 1, definition: .neighbours, source: "Zemel et al. 2013; METHODS §2.8")
    ]
}
