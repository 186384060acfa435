/// Values of formulas as they are printed: numbers, names, `+ - · / ^ √` and parentheses.
package enum Arithmetic {
    package struct Malformed: Error, CustomStringConvertible {
        package let description: String
    }

    /// - Throws: `Malformed` where the text is no formula or has a name without a value.
    package static func value(of formula: String, _ values: [String: Double]) throws(Malformed) -> Double {
        var reader = Reader(characters: formula.filter { $0 != " " }.map { $0 }, values: values)
        let value = try reader.sum()
        guard reader.place == reader.characters.count else {
            throw Malformed(description: "'\(formula)' from place \(reader.place)")
        }
        return value
    }

    private struct Reader {
        let characters: [Character]
        let values: [String: Double]
        var place = 0

        private var next: Character? { place < characters.count ? characters[place] : nil }

        private mutating func takes(_ character: Character) -> Bool {
            guard next == character else { return false }
            place += 1
            return true
        }

        mutating func sum() throws(Malformed) -> Double {
            var value = try product()
            while true {
                if takes("+") {
                    value += try product()
                } else if takes("-") {
                    value -= try product()
                } else {
                    return value
                }
            }
        }

        private mutating func product() throws(Malformed) -> Double {
            var value = try power()
            while true {
                if takes("·") { value *= try power() } else if takes("/") { value /= try power() } else { return value }
            }
        }

        private mutating func power() throws(Malformed) -> Double {
            let base = try factor()
            guard takes("^") else { return base }
            let exponent = try factor()
            guard exponent == 2 else { throw Malformed(description: "only squares") }
            return base * base
        }

        private mutating func factor() throws(Malformed) -> Double {
            if takes("√") { return try factor().squareRoot() }
            if takes("(") {
                let value = try sum()
                guard takes(")") else { throw Malformed(description: "a parenthesis is missing at \(place)") }
                return value
            }
            var word = ""
            while let character = next, character.isLetter || character.isNumber || character == "." {
                word.append(character)
                place += 1
            }
            guard let value = Double(word) ?? values[word] else {
                throw Malformed(description: "'\(word)' at \(place) is neither a number nor known")
            }
            return value
        }
    }
}
