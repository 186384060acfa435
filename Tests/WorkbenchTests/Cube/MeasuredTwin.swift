import Evidence
import Interchange

@testable import Workbench

/// What an engine answers about numbers, or errors of texts, whose rows have weights: each sum from what it means, digit
/// by digit; the slow twin of the statement.
struct MeasuredTwin {
    /// One row: its group, its two numbers in quanta or its errors by kind and its length, and its weight.
    struct Row {
        var region: String?
        var label: Int128?
        var prediction: Int128?
        var edits: [Int128] = []
        var weight: Double
    }

    let declaration: CountsDeclaration
    private var isNumber: Bool { declaration.scale != nil }

    /// The digits of `value`, each times `factor`, in the columns that belong to `name`.
    private func put(
        _ name: String, _ value: Int128, signed: Bool, digits: Int, bits: Int, times factor: Int128,
        in sums: inout [String: Int128]
    ) {
        var rest = value.magnitude
        for digit in 0..<digits {
            let place = digit + (signed && value < 0 ? digits : 0)
            let column = digits == 1 && !signed ? name : "\(name)_\(place + 1)"
            let own = digits == 1 ? rest : rest % (1 << UInt128(bits))
            sums[column, default: 0] += Int128(own) * factor
            rest >>= UInt128(bits)
        }
    }

    /// What one row adds to every sum.
    private func sums(_ row: Row) -> [String: Int128] {
        let (w, w2) = (
            FixedPoint.fixed(row.weight, bits: 40), FixedPoint.fixed(row.weight * row.weight, bits: 40)
        )
        var sums: [String: Int128] = ["n": 1, "w": w, "w2": w2]
        guard isNumber else {
            let errors = row.edits.isEmpty ? 0 : row.edits.reduce(0, +)
            for (name, count) in zip(["substitutions", "deletions", "insertions"], row.edits) where row.edits.count == 3
            {
                put("weighted_\(name)", count, signed: false, digits: 1, bits: 32, times: w, in: &sums)
            }
            put("weighted_errors", errors, signed: false, digits: 1, bits: 32, times: w, in: &sums)
            let length = row.label ?? 0
            put("weighted_reference_length", length, signed: false, digits: 1, bits: 32, times: w, in: &sums)
            let isJudged = row.label != nil && !row.edits.isEmpty
            for (name, product) in [
                ("squared_errors", errors * errors), ("errors_by_length", errors * length),
                ("squared_length", length * length),
            ] {
                put(
                    "squared_weight_\(name)", isJudged ? product : 0, signed: false, digits: 5, bits: 16, times: w2,
                    in: &sums)
            }
            return sums
        }
        let (y, p) = (row.label ?? 0, row.prediction ?? 0)
        let isJudged = row.label != nil && row.prediction != nil
        let e = isJudged ? p - y : 0
        let ofOne = [("label", y), ("prediction", p), ("error", e)]
        let ofTwo = [
            ("squared_label", y * y), ("squared_prediction", p * p), ("signed_squared_error", e < 0 ? -e * e : e * e),
            ("label_error", y * e),
        ]
        let ofMore = [
            ("cubed_label", y * y * y, 3), ("squared_label_error", y * y * e, 3), ("label_squared_error", y * e * e, 3),
            ("cubed_error", e * e * e, 3), ("fourth_label", y * y * y * y, 4), ("cubed_label_error", y * y * y * e, 4),
            ("squared_label_squared_error", y * y * e * e, 4), ("label_cubed_error", y * e * e * e, 4),
            ("fourth_error", e * e * e * e, 4),
        ]
        let unsigned: Set = [
            "squared_label", "squared_prediction", "fourth_label", "squared_label_squared_error", "fourth_error",
        ]
        let quantities =
            ofOne.map { ($0.0, $0.1, 1) } + ofTwo.map { ($0.0, $0.1, 2) }
            + ofMore.map { ($0.0, isJudged ? $0.1 : 0, $0.2) }
        for (name, value, power) in quantities {
            let signed = !unsigned.contains(name)
            if power <= 2 {
                put("weighted_\(name)", value, signed: signed, digits: 2 * power, bits: 32, times: w, in: &sums)
            }
            put("squared_weight_\(name)", value, signed: signed, digits: 4 * power, bits: 16, times: w2, in: &sums)
        }
        return sums
    }

    /// The lower edge of the bin of an error: what is left of its first seven binary digits.
    private func edge(_ error: Int128) -> Int128 {
        var (value, scale): (Int128, Int128) = (abs(error), 1)
        while value >= 128 { (value, scale) = (value / 2, scale * 2) }
        return value * scale
    }

    /// The answer as CSV; every row of the answer is of one group or of everybody.
    func csv(_ rows: [Row]) -> String {
        var cells: [[String]: [String: Int128]] = [:]
        func count(_ cell: [String], _ own: [String: Int128]) {
            cells[cell, default: [:]].merge(own, uniquingKeysWith: +)
        }
        let only = isNumber ? "number" : "errors"
        for row in rows {
            let own = sums(row)
            let hasPrediction = isNumber ? row.prediction != nil : !row.edits.isEmpty
            let region = row.region == nil ? "m" : "v"
            count(["total", "", "", "", "", ""], own)
            count(
                [
                    "decision", region + (row.label == nil ? "m" : "v") + (hasPrediction ? "v" : "m") + ".",
                    row.region ?? "", row.label == nil ? "" : only, hasPrediction ? only : "", "",
                ], own)
            guard isNumber, let y = row.label, let p = row.prediction else { continue }
            count(
                ["sketch", region + "..v", row.region ?? "", "", "", "\(edge(p - y))"],
                own.filter { ["n", "w", "w2"].contains($0.key) })
        }
        // Rows without good values are none; what is summed beside them is that of all.
        var whole = cells[["total", "", "", "", "", ""]] ?? [:]
        whole["n"] = 0
        count(["bad-weight", "", "", "", "", ""], whole)
        count(["bad-count", "", "", "", "", ""], whole)
        let form = CSVText(isRaw: true)
        let columns = CountsForm.columns(of: declaration)
        let specification = declaration.json.canonicalText(.compact)
        return form.row(columns.map { .text($0) })
            + cells.map { cell, sums in
                form.row(
                    (cell + columns.dropFirst(6).dropLast().map { "\(sums[$0] ?? 0)" }
                        + [cell[0] == "total" ? specification : ""]).map { $0.isEmpty ? .empty : .text($0) })
            }.joined()
    }
}
