#if canImport(_FoundationICU)
    internal import _FoundationICU

    /// Plural rules of the ICU inside the toolchain's Foundation.
    ///
    /// The module's name starts with an underscore: it may change with any toolchain. That is why it is imported in this
    /// file alone, and why `TablePluralRules` knows the same rules.
    package struct ICUPluralRules: PluralRules {
        private let handle: Handle
        package let categories: Set<PluralCategory>

        /// An ICU handle that is closed with its last owner. ICU's rule objects are not changed by selecting.
        private final class Handle: @unchecked Sendable {
            let rules: OpaquePointer

            init(_ rules: OpaquePointer) { self.rules = rules }
            deinit { swift_uplrules_close(rules) }
        }

        /// The rules of `language`; `nil` when ICU reports an error.
        package init?(language: String) {
            var status = U_ZERO_ERROR
            let identifier = String(language.map { $0 == "-" ? "_" : $0 })
            guard let rules = swift_uplrules_open(identifier, &status) else { return nil }
            let handle = Handle(rules)
            guard status.rawValue <= 0 else { return nil }
            self.handle = handle

            var found: Set<PluralCategory> = [.other]
            if let keywords = swift_uplrules_getKeywords(rules, &status), status.rawValue <= 0 {
                var length: Int32 = 0
                while let word = swift_uenum_next(keywords, &length, &status), status.rawValue <= 0 {
                    if let category = PluralCategory(rawValue: String(cString: word)) { found.insert(category) }
                }
                swift_uenum_close(keywords)
            }
            categories = found
        }

        package func category(of number: Double) -> PluralCategory {
            var status = U_ZERO_ERROR
            var buffer = [UInt16](repeating: 0, count: 32)
            let length = buffer.withUnsafeMutableBufferPointer {
                swift_uplrules_select(handle.rules, number, $0.baseAddress, Int32($0.count), &status)
            }
            guard status.rawValue <= 0, length >= 0, Int(length) <= buffer.count else { return .other }
            return PluralCategory(rawValue: String(decoding: buffer[..<Int(length)], as: UTF16.self)) ?? .other
        }
    }
#endif
