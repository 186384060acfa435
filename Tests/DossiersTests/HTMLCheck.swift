/// A strict reader of the HTML that we write: every tag closed in order, every attribute quoted, every reference known.
struct HTMLCheck {
    struct Element: Equatable {
        let name: String
        let attributes: [String: String]
    }

    /// What is wrong, in the order found; empty for a well-formed document.
    private(set) var problems: [String] = []
    /// All opened elements, in order.
    private(set) var elements: [Element] = []
    /// The text between tags, with references resolved; that of `style` left out.
    private(set) var text = ""

    private static let void: Set<String> = ["meta", "br", "hr", "img", "link", "input"]
    private static let references = ["amp": "&", "lt": "<", "gt": ">", "quot": "\"", "#39": "'", "#96": "`"]

    init(_ html: String) {
        var open: [String] = []
        var rest = Substring(html)
        if rest.hasPrefix("<!DOCTYPE html>") { rest = rest.dropFirst(15) } else { problems.append("no doctype") }
        while let start = rest.firstIndex(of: "<") {
            take(rest[..<start], in: open.last)
            guard let end = rest[start...].firstIndex(of: ">") else {
                problems.append("unclosed tag")
                return
            }
            let tag = rest[rest.index(after: start)..<end]
            rest = rest[rest.index(after: end)...]
            if tag.hasPrefix("/") {
                let name = String(tag.dropFirst())
                if open.last == name {
                    open.removeLast()
                } else {
                    problems.append("</\(name)> closes \(open.last ?? "nothing")")
                }
                continue
            }
            let isSelfClosing = tag.hasSuffix("/")
            guard let element = parse(isSelfClosing ? tag.dropLast() : tag) else { continue }
            elements.append(element)
            if !isSelfClosing, !Self.void.contains(element.name) { open.append(element.name) }
            text += " "
        }
        if !open.isEmpty { problems.append("still open: \(open)") }
    }

    private mutating func take(_ raw: Substring, in element: String?) {
        guard element != "style" else { return }
        if raw.contains(">") { problems.append("a bare > in \(raw.prefix(40))") }
        text += resolved(raw)
    }

    private mutating func resolved(_ raw: Substring) -> String {
        var output = ""
        var rest = raw
        while let start = rest.firstIndex(of: "&") {
            output += rest[..<start]
            guard let end = rest[start...].firstIndex(of: ";"),
                let character = Self.references[String(rest[rest.index(after: start)..<end])]
            else {
                problems.append("an unknown reference: \(rest[start...].prefix(12))")
                return output
            }
            output += character
            rest = rest[rest.index(after: end)...]
        }
        return output + rest
    }

    private mutating func parse(_ tag: Substring) -> Element? {
        let name = tag.prefix { $0.isASCII && ($0.isLetter || $0.isNumber) }
        guard !name.isEmpty else {
            problems.append("no tag name in <\(tag.prefix(20))")
            return nil
        }
        var attributes: [String: String] = [:]
        var rest = tag.dropFirst(name.count)
        while !rest.isEmpty {
            guard rest.first == " " else {
                problems.append("an attribute runs on in <\(tag.prefix(60))")
                return nil
            }
            rest = rest.dropFirst()
            let key = rest.prefix { $0.isASCII && ($0.isLetter || $0 == "-" || $0.isNumber) }
            rest = rest.dropFirst(key.count)
            guard !key.isEmpty, rest.hasPrefix("=\"") else {
                problems.append("an unquoted attribute in <\(tag.prefix(60))")
                return nil
            }
            rest = rest.dropFirst(2)
            guard let end = rest.firstIndex(of: "\"") else {
                problems.append("an open quote in <\(tag.prefix(60))")
                return nil
            }
            if attributes.updateValue(resolved(rest[..<end]), forKey: String(key)) != nil {
                problems.append("\(key) twice in <\(tag.prefix(60))")
            }
            rest = rest[rest.index(after: end)...]
        }
        return Element(name: String(name), attributes: attributes)
    }
}
