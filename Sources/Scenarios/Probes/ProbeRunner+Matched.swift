import Diagnostics
import Evidence
import Probes
import Storage
import Tables

extension ProbeRunner {
    /// Real rows that are alike but for one column: what is left to do where a model cannot be called.
    mutating func matched(_ probe: Scenario.Matched) throws(ScenarioFailure) -> [Assessment.MatchedRecord] {
        guard inputs.classes.isBinary else {
            throw ScenarioFailure([
                Diagnostic(
                    "E936", at: probe.of.location, "matched rows are compared by the decision people want, one of two")
            ])
        }
        let column = try column(probe.of)
        var covariates: [MatchedRows.Covariate] = []
        for name in probe.given {
            let own = try self.column(name)
            if probe.numbers.contains(where: { $0.value == name.value }) {
                covariates.append(.numbers(try numbers(own, name)))
            } else {
                covariates.append(
                    .levels(own.codes.map { $0 == CategoryColumn.missing ? own.levels.count : Int($0) }))
            }
        }
        var records: [Assessment.MatchedRecord] = []
        for (number, model) in inputs.models.enumerated() {
            do { try Supervision.check() } catch { throw ScenarioFailure(error) }
            // The decision people want, where it is declared; else the first class of two, as elsewhere.
            let favourable = UInt16(model.declaration.favourablePositive == false ? 0 : 1)
            let decided = rows(number).predictions.map { code -> Double in
                Int(code) < inputs.classes.names.count ? (code == favourable ? 1 : 0) : .nan
            }
            guard
                let groups = MatchedGroups(
                    column, outcomes: decided, covariates: covariates, level: scenario.analysis.level)
            else {
                warn(
                    "W932", "'\(probe.of.value)' has one value only, so that nobody differs in it",
                    at: probe.of.location)
                break
            }
            records.append(
                Assessment.MatchedRecord(
                    model: model.declaration.name, column: probe.of.value, given: probe.given.map(\.value),
                    groups: groups))
        }
        return records
    }

    private func numbers(
        _ column: CategoryColumn, _ name: Scenario.Placed<String>
    ) throws(ScenarioFailure) -> [Double] {
        var values: [Double] = []
        for level in column.levels {
            guard let value = DecimalText.value(of: level) else {
                throw ScenarioFailure([
                    Diagnostic("E935", at: name.location, "'\(name.value)' holds '\(level)', which is no number")
                ])
            }
            values.append(value)
        }
        return column.codes.map { $0 == CategoryColumn.missing ? .nan : values[Int($0)] }
    }
}
