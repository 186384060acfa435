/// The area under the ROC curve: how often a positive row scores above a negative one, ties counting half.
///
/// - Returns: `nil` where there is no positive or no negative row.
/// - Complexity: O(n log n).
/// - Source: Mann & Whitney 1947, by mid-ranks.
func rankArea(scores: [Double], labels: [Bool]) -> Double? {
    let ordered = zip(scores, labels).sorted { $0.0 < $1.0 }
    let positives = ordered.count { $0.1 }
    let negatives = ordered.count - positives
    guard positives > 0, negatives > 0 else { return nil }
    var doubledWins = 0
    var negativesBelow = 0
    var start = 0
    while start < ordered.count {
        var end = start
        var tiedPositives = 0
        while end < ordered.count, ordered[end].0 == ordered[start].0 {
            if ordered[end].1 { tiedPositives += 1 }
            end += 1
        }
        let tiedNegatives = end - start - tiedPositives
        doubledWins += tiedPositives * (2 * negativesBelow + tiedNegatives)
        negativesBelow += tiedNegatives
        start = end
    }
    return Double(doubledWins) / (2 * Double(positives) * Double(negatives))
}
