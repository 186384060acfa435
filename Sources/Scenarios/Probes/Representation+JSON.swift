package import Interchange
package import Probes
import Statistics

extension Representation {
    private func number(_ value: Double?) -> JSONValue { value.map { .number($0) } ?? .null }

    /// One record a group of the population.
    package var records: [JSONValue] {
        groups.map { group in
            [
                "adequate": .bool(group.isAdequate), "evidence-rows": .integer(group.evidenceRows),
                "group": EstimateJSON.group(group.key), "minimum-detectable-disparity": number(group.detectable),
                "population-share": .number(group.populationShare),
                "representation-ratio": .object(EstimateJSON.members(group.ratio)), "rows": .integer(group.rows),
                "share": .object(EstimateJSON.members(group.share)),
            ]
        }
    }

    /// One grouping as an object.
    ///
    /// - Parameter coverage: of the groups by those who belong to them.
    package func document(coverage: LanguageCoverage?) -> JSONValue {
        [
            "absent": .array(absent.map { EstimateJSON.group($0.key) }), "chi-square": number(chiSquare),
            "coverage": coverage.map(\.record) ?? .null, "evidence-coverage": .number(evidenceCoverage),
            "gap": .number(adequacy.gap), "groups": .array(records), "p": number(pValue),
            "p-simulated": .bool(isSimulated), "rate": .number(adequacy.rate), "rows": .integer(rows),
            "unlisted": .array(
                unlisted.map { ["group": EstimateJSON.group($0.key), "rows": .integer($0.rows)] }),
        ]
    }
}

extension LanguageCoverage {
    /// Shares and utilities.
    package var record: JSONValue {
        [
            "per-group": .object(EstimateJSON.members(perLanguage)),
            "per-person": .object(EstimateJSON.members(perSpeaker)),
            "unmeasured": .array(unmeasured.map(EstimateJSON.group)),
            "utility-per-group": .object(EstimateJSON.members(utilityPerLanguage)),
            "utility-per-person": .object(EstimateJSON.members(utilityPerSpeaker)),
        ]
    }
}

extension Raking {
    /// Weights by combination, with what they cost.
    package func record(margins: [Margin]) -> JSONValue {
        [
            "cells": .array(
                cells.map { cell in
                    [
                        "group": .object(
                            zip(margins, cell.places).map { .init($0.column, .string($0.levels[$1])) }),
                        "rows": .integer(cell.rows), "weight": .number(cell.weight),
                    ]
                }),
            "cut-rows": .integer(cutRows), "design-effect": .number(designEffect),
            "effective-rows": .number(effectiveRows), "largest-miss": .number(largestMiss),
            "largest-weight": .number(largestWeight), "settled": .bool(isSettled),
            "unreachable": .array(
                unreachable.map { entry in
                    .object([
                        .init(margins[entry.margin].column, .string(margins[entry.margin].levels[entry.place]))
                    ])
                }),
        ]
    }
}
