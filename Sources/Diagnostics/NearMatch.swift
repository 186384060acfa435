/// Did-you-mean: the nearest of some known names, if one is near.
package enum NearMatch {
    /// The known name nearest to `word`, or `nil` when none is near enough to be a likely slip.
    ///
    /// Near means: equal without regard to case, or a Damerau–Levenshtein distance (optimal string alignment, over
    /// characters) of at most a third of the longer word, and at least 1. Ties go to the name listed first. If none is near,
    /// a name in another script is found by what it sounds like: `Amhara` finds `አማራ`.
    ///
    /// - Complexity: O(names × length²); words over 64 characters are compared by case only.
    package static func nearest(to word: String, among names: some Sequence<String>) -> String? {
        var best: (name: String, distance: Int)?
        let folded = Array(word.lowercased())
        for name in names {
            let other = Array(name.lowercased())
            if other == folded { return name }
            guard folded.count <= 64, other.count <= 64 else { continue }
            let limit = max(1, max(folded.count, other.count) / 3)
            let distance = editDistance(folded, other)
            if distance <= limit, distance < (best?.distance ?? .max) {
                best = (name, distance)
            }
        }
        // A one-letter word is one edit from every other one: that is no hint.
        guard let best, best.distance < max(folded.count, 2) else { return spelt(word, among: names) }
        return best.name
    }

    /// The name in another script that a word in ASCII spells: near its rough spelling in Latin letters, or with the same
    /// three consonants or more.
    private static func spelt(_ word: String, among names: some Sequence<String>) -> String? {
        let folded = Array(word.lowercased())
        guard (3...64).contains(folded.count), word.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
        let bones = Romanization.skeleton(word)
        var best: (name: String, distance: Int)?
        for name in names {
            guard name.utf8.contains(where: { $0 >= 0x80 }), name.utf8.count <= 256,
                let spelling = Romanization.latin(name)
            else { continue }
            let other = Array(spelling)
            let limit = max(1, max(folded.count, other.count) / 3)
            var distance = editDistance(folded, other)
            if distance > limit, bones.count > 2, Romanization.skeleton(spelling) == bones { distance = limit }
            if distance <= limit, distance < (best?.distance ?? .max) { best = (name, distance) }
        }
        return best?.name
    }

    /// The number of insertions, deletions, substitutions and swaps of neighbours that turn `a` into `b`.
    private static func editDistance(_ a: [Character], _ b: [Character]) -> Int {
        if a.isEmpty { return b.count }
        if b.isEmpty { return a.count }
        var beforePrevious = [Int](repeating: 0, count: b.count + 1)
        var previous = Array(0...b.count)
        var current = previous
        for i in 1...a.count {
            current[0] = i
            for j in 1...b.count {
                let substitution = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)
                current[j] = min(previous[j] + 1, current[j - 1] + 1, substitution)
                if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
                    current[j] = min(current[j], beforePrevious[j - 2] + 1)
                }
            }
            (beforePrevious, previous, current) = (previous, current, beforePrevious)
        }
        return previous[b.count]
    }
}
