/// What could stand at the cursor.
package struct CompletionList: Hashable, Sendable {
    /// The characters that a candidate replaces; they end at the cursor.
    package let range: Range<Int>
    /// The best first.
    package let candidates: [Candidate]

    package init(replacing range: Range<Int>, _ candidates: [Candidate]) {
        self.range = range
        self.candidates = candidates
    }

    /// One text that could stand there.
    package struct Candidate: Hashable, Sendable {
        /// What is put into the line.
        package let text: String
        /// What is shown in the list.
        package let title: String
        /// What it is for, if there is room to say it.
        package let detail: String
        package let style: TextStyle
        /// Whether the word is complete, so that a space follows; a folder's is not.
        package let isWhole: Bool

        package init(
            _ text: String, title: String? = nil, detail: String = "", style: TextStyle = .plain, isWhole: Bool = true
        ) {
            self.text = text
            self.title = title ?? text
            self.detail = detail
            self.style = style
            self.isWhole = isWhole
        }
    }

    /// The longest text that all candidates begin with, in whole characters.
    var commonPrefix: String {
        guard let first = candidates.first else { return "" }
        var common = Array(first.text)
        for candidate in candidates.dropFirst() {
            var length = 0
            for (own, other) in zip(common, candidate.text) {
                guard own == other else { break }
                length += 1
            }
            common.removeLast(common.count - length)
        }
        return String(common)
    }
}
