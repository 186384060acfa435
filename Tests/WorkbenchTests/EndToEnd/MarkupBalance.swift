/// The obvious check of a page's tags: each is closed in turn, and no `<` is left that starts none.
enum MarkupBalance {
    private static let void: Set<String> = ["meta", "link", "br", "hr", "col", "img", "input", "wbr"]

    /// The names of all elements.
    static func elements(in html: String) -> Set<String> { Set(tags(html).tags.map(\.name)) }

    /// What is wrong, one line each.
    static func problems(in html: String) -> [String] {
        let (tags, strays) = tags(html)
        var problems = strays
        var open: [String] = []
        for tag in tags where !void.contains(tag.name) && !tag.closesItself {
            if !tag.isEnd {
                open.append(tag.name)
            } else if open.last == tag.name {
                open.removeLast()
            } else {
                problems.append("</\(tag.name)> closes \(open.last ?? "nothing")")
            }
        }
        return problems + open.map { "<\($0)> is never closed" }
    }

    private struct Tag {
        let name: String
        let isEnd: Bool
        let closesItself: Bool
    }

    private static func tags(_ html: String) -> (tags: [Tag], strays: [String]) {
        var tags: [Tag] = []
        var strays: [String] = []
        for part in html.split(separator: "<", omittingEmptySubsequences: false).dropFirst() {
            if part.hasPrefix("!") { continue }
            guard let end = part.firstIndex(of: ">") else {
                strays.append("a tag without an end: <\(part.prefix(20))")
                continue
            }
            let inside = part[..<end]
            let name = inside.drop { $0 == "/" }.prefix { $0.isASCII && ($0.isLetter || $0.isNumber) }
            if name.isEmpty { strays.append("no tag: <\(part.prefix(20))") }
            tags.append(
                Tag(name: name.lowercased(), isEnd: inside.hasPrefix("/"), closesItself: inside.hasSuffix("/")))
        }
        return (tags, strays)
    }
}
