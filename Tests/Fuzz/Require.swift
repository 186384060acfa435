/// Stops the process and says which law does not hold; a precondition would keep its message to itself in release builds.
func require(_ holds: Bool, _ law: @autoclosure () -> String) {
    if !holds { fatalError(law()) }
}
