/// Declared names in their order, quick to look up.
struct KnownNames {
    let list: [String]
    private let set: Set<String>

    init(_ list: [String]) {
        self.list = list
        set = Set(list)
    }

    func contains(_ name: String) -> Bool { set.contains(name) }
}
