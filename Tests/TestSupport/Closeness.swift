/// Whether two numbers agree to a relative tolerance, absolute within the same distance of zero; two absences agree.
package func agree(_ a: Double?, _ b: Double?, within tolerance: Double) -> Bool {
    switch (a, b) {
    case (let a?, let b?): a == b || abs(a - b) <= tolerance * max(abs(a), abs(b)) || max(abs(a), abs(b)) <= tolerance
    case (nil, nil): true
    default: false
    }
}
