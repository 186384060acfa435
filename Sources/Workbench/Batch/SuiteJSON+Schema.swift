import Diagnostics
import Interchange

extension SuiteJSON {
    /// The shape of what a run writes as JSON, as a JSON Schema (draft-07). A line of JSON Lines is one of its `scenarios`.
    static let schema: JSONValue = [
        "$schema": "http://json-schema.org/draft-07/schema#", "title": "Results of kigezo run", "type": "object",
        "additionalProperties": false, "required": ["exit-status", "kigezo", "kind", "program", "scenarios"],
        "properties": [
            "exit-status": ["enum": .array(ExitStatus.allCases.map { .integer(Int($0.rawValue)) })],
            "kigezo": ["const": 1], "kind": ["const": "run"],
            "program": [
                "type": "object", "required": ["name", "version"],
                "properties": ["name": ["const": "kigezo"], "version": ["type": "string"]],
            ],
            "scenarios": ["type": "array", "items": scenario],
        ],
    ]

    private static let text: JSONValue = ["type": "string"]
    private static let textOrNull: JSONValue = ["type": ["string", "null"]]
    private static let count: JSONValue = ["type": "integer", "minimum": 0]
    private static let countOrNull: JSONValue = ["type": ["integer", "null"], "minimum": 0]

    private static let scenario: JSONValue = [
        "type": "object", "additionalProperties": false,
        "required": ["exit-status", "kind", "name", "path", "state", "title"],
        "properties": [
            "exit-status": [
                "description": "What the scenario alone would end a process with; null if it was not run.",
                "type": ["integer", "null"],
            ],
            "kind": ["const": "scenario-result"],
            "name": ["description": "Null where the file could not be read.", "type": ["string", "null"]],
            "path": text, "title": textOrNull, "state": ["enum": ["assessed", "not-assessed", "not-run"]],
            "folder": ["description": "Where its files were written.", "type": "string"],
            "gates": ["type": "array", "items": gate], "rows": count,
            "verdicts": [
                "type": "object", "additionalProperties": false, "required": ["fail", "inconclusive", "pass"],
                "properties": ["fail": count, "inconclusive": count, "pass": count],
            ],
            "problems": ["type": "array", "items": problem],
        ],
        "oneOf": [
            [
                "properties": ["state": ["const": "assessed"]], "required": ["folder", "gates", "rows", "verdicts"],
            ],
            ["properties": ["state": ["const": "not-assessed"]], "required": ["problems"]],
            ["properties": ["state": ["const": "not-run"]]],
        ],
    ]

    private static let gate: JSONValue = [
        "description": "As in the scenario's assessment.json.", "type": "object",
        "required": ["components", "metric", "model", "name", "verdict"],
        "properties": [
            "name": text, "metric": text, "model": text,
            "verdict": ["enum": ["pass", "fail", "inconclusive"]],
            "components": ["type": "array", "items": ["type": "object", "required": ["group", "n", "verdict"]]],
        ],
    ]

    private static let problem: JSONValue = [
        "type": "object", "additionalProperties": false,
        "required": ["code", "column", "file", "help", "line", "message", "severity"],
        "properties": [
            "code": ["type": "string", "pattern": "^[EW][0-9]{3}$"],
            "severity": ["enum": ["error", "warning", "note"]], "message": text, "file": textOrNull,
            "line": countOrNull, "column": countOrNull, "help": ["type": "array", "items": text],
        ],
    ]
}
