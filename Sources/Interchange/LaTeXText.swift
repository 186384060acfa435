/// Text that came from outside, written into LaTeX where it stands between commands.
package enum LaTeXText {
    /// The text of a cell of a table: every character that LaTeX would take for a command or a sign is written as one, and
    /// controls as visible text. Brackets stand in braces, for behind the end of a row they would be its option.
    package static func cell(_ text: String) -> String {
        var output = ""
        output.reserveCapacity(text.utf8.count + 8)
        var last: Unicode.Scalar?
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": output += "\\textbackslash{}"
            case "{", "}", "$", "&", "#", "%", "_": output += "\\" + String(scalar)
            case "^": output += "\\textasciicircum{}"
            case "~": output += "\\textasciitilde{}"
            case "<": output += "\\textless{}"
            case ">": output += "\\textgreater{}"
            case "|": output += "\\textbar{}"
            case "\"": output += "\\textquotedbl{}"
            case "`": output += "\\textasciigrave{}"
            case "'": output += "\\textquotesingle{}"
            case "[", "]": output += "{" + String(scalar) + "}"
            // Two would become a dash, and a question mark or `!` before a grave another sign.
            case "-" where last == "-": output += "{}-"
            case "\n", "\r", "\t": output += " "
            case "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}":
                output += "‹U+" + String(scalar.value, radix: 16, uppercase: true) + "›"
            case _ where !XMLText.isLegal(scalar):
                output += "\\textbackslash{}u\\{" + String(scalar.value, radix: 16, uppercase: true) + "\\}"
            default: output.unicodeScalars.append(scalar)
            }
            last = scalar
        }
        return output
    }
}
