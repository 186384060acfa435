/// What another tool calls a quantity of ours.
package struct PeerName: Hashable, Sendable {
    package enum Tool: String, Sendable, CaseIterable {
        case scikitLearn = "scikit-learn"
        case fairlearn = "Fairlearn"
        case aif360 = "AIF360"
        case aequitas = "Aequitas"
    }
    package let tool: Tool
    package let name: String

    static func scikitLearn(_ name: String) -> PeerName { PeerName(tool: .scikitLearn, name: name) }
    static func fairlearn(_ name: String) -> PeerName { PeerName(tool: .fairlearn, name: name) }
    static func aif360(_ name: String) -> PeerName { PeerName(tool: .aif360, name: name) }
    static func aequitas(_ name: String) -> PeerName { PeerName(tool: .aequitas, name: name) }
}
