/// The version of the program, by semantic versioning.
package enum ProgramVersion {
    package static let current = "0.1.0"
}
