package import Interchange
package import Probes

extension ProbeFinding {
    /// Key, arguments and weight; sentences are made where there is a language.
    package var json: JSONValue {
        let arguments = arguments.sorted { $0.key < $1.key }.map { name, value -> JSONValue.Member in
            switch value {
            case .text(let text): .init(name, .string(text))
            case .count(let count): .init(name, .integer(count))
            case .number(let number): .init(name, .number(number))
            case .limits(let lower, let upper): .init(name, ["lower": .number(lower), "upper": .number(upper)])
            }
        }
        return ["arguments": .object(arguments), "key": .string(key), "weight": .string(weight.rawValue)]
    }
}
