import Evidence

/// A product of factors that are linear in the label y and the error e, multiplied out in whole numbers, so that its sum
/// over rows is one of their moments.
struct MomentPolynomial {
    /// The coefficients of y^a e^b, by a and b.
    private let coefficients: [[WideInteger]]

    /// - Parameter factors: `label`·y + `error`·e + `constant` each.
    init(_ factors: [(label: WideInteger, error: WideInteger, constant: WideInteger)]) {
        var polynomial = [[WideInteger(1)]]
        for (label, error, constant) in factors {
            let degree = polynomial.count
            var next = (0...degree).map { a in [WideInteger](repeating: .zero, count: degree - a + 1) }
            for a in polynomial.indices {
                for b in polynomial[a].indices where !polynomial[a][b].isZero {
                    next[a][b] = next[a][b] + polynomial[a][b] * constant
                    next[a + 1][b] = next[a + 1][b] + polynomial[a][b] * label
                    next[a][b + 1] = next[a][b + 1] + polynomial[a][b] * error
                }
            }
            polynomial = next
        }
        coefficients = polynomial
    }

    /// The sum over rows, from Σ y^a e^b by a and b; asked only where a coefficient is not 0.
    func sum(_ moment: (_ a: Int, _ b: Int) -> WideInteger) -> WideInteger {
        var result = WideInteger.zero
        for a in coefficients.indices {
            for b in coefficients[a].indices where !coefficients[a][b].isZero {
                result = result + coefficients[a][b] * moment(a, b)
            }
        }
        return result
    }
}
