#!/usr/bin/env python3
"""Reports of a run over a hostile suite, read by other people's parsers.

    reports.py            KIGEZO=PATH names the program (.build/release/kigezo)

JUnit is parsed by expat and by libxml2 (Python module `lxml`), and SARIF is validated against its published schema
(module `jsonschema`), which is looked for in a folder `shared/schemas` beside the package or above it, or at the path in
SARIF_SCHEMA. Without the schema that part is skipped, and says so.
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import xml.parsers.expat

root = pathlib.Path(__file__).resolve().parents[2]
kigezo = os.environ.get("KIGEZO", str(root / ".build/release/kigezo"))

# What XML 1.0 forbids even escaped, what ends its sections, what reorders text, and names that only look odd.
names = ["]]>", "<![CDATA[x]]>", "a & b", "<script>", '"', "'", "tab\there", "አማራ", "क्षेत्र", "👨‍👩‍👧", "::error::x", "--><!--"]
names += [f"c{chr(code)}x" for code in [*range(1, 9), 11, 12, *range(14, 32), 127, 0x85, 0x9B, 0x202E, 0x2066, 0x2028]]
names += ["\ufffe", "\uffff", "\ufdd0", "\U0001ffff"]


def scenario(folder, name, gates):
    folder.mkdir(parents=True)
    with open(folder / "rows.csv", "w", encoding="utf-8", newline="") as rows:
        rows.write("group,label,decision\n")
        for group in names:
            quoted = '"' + group.replace('"', '""') + '"'
            for row in range(40):
                rows.write(f"{quoted},{row % 2},{row % 3 % 2}\n")
    (folder / "scenario.yaml").write_text(
        f"kigezo: 1\nname: {name}\ntitle: Hostile\nrisk: low\n"
        'data: {file: rows.csv, label: {column: label, positive: "1"}, groups: [{column: group}]}\n'
        "models: {m: {prediction: decision, favourable: 1}}\nanalysis: {by: [group]}\ngates:\n" + gates,
        encoding="utf-8")


def schema_path():
    places = [os.environ.get("SARIF_SCHEMA")] + [
        folder / "shared/schemas/sarif-2.1.0.json" for folder in [root, *root.parents]]
    return next((place for place in places if place and os.path.isfile(place)), None)


def main():
    with tempfile.TemporaryDirectory() as scratch:
        suite = pathlib.Path(scratch) / "su ite%"
        scenario(
            suite / "one", "one",
            '  - {name: "]]> <b> & all", metric: accuracy, by: group, compare: value, floor: 0.9}\n'
            '  - {name: open, metric: accuracy, by: group, compare: difference, tolerance: 0.01}\n')
        scenario(suite / "two", "two", "  - {name: kept, metric: accuracy, compare: value, floor: 0.01}\n")
        broken = suite / "br[o]ken"
        broken.mkdir()
        (broken / "scenario.yaml").write_text('kigezo: 1\n"]]>": x\n')
        result = subprocess.run(
            [kigezo, "run", suite.name, "--out", "out", "--junit", "j.xml", "--sarif", "s.sarif", "--json", "r.json"],
            cwd=scratch, capture_output=True, text=True)
        if result.returncode != 3:
            sys.exit(f"status {result.returncode}: {result.stderr}")
        xml_bytes = (pathlib.Path(scratch) / "j.xml").read_bytes()

        found = {}
        parser = xml.parsers.expat.ParserCreate()
        def start(name, attributes):
            found[name] = found.get(name, 0) + 1
        parser.StartElementHandler = start
        parser.Parse(xml_bytes, True)

        from lxml import etree
        tree = etree.fromstring(xml_bytes)
        counts = {name: len(tree.findall(f".//{name}")) for name in ["testcase", "failure", "skipped", "error"]}
        assert counts["testcase"] == 2 * len(names) + 2, counts
        assert {name: found.get(name, 0) for name in counts} == counts, (found, counts)
        for key, element in [("tests", "testcase"), ("failures", "failure"), ("skipped", "skipped"), ("errors", "error")]:
            assert int(tree.get(key)) == counts[element], key
        print(f"JUnit: expat and libxml2 agree on {counts['testcase']} tests, {counts['failure']} failures, "
              f"{counts['skipped']} skipped, {counts['error']} errors")

        import jsonschema
        document = json.loads((pathlib.Path(scratch) / "r.json").read_text(encoding="utf-8"))
        for what, value in [("run", document), ("scenario", None)]:
            rules = json.loads(subprocess.run([kigezo, "schema", what], capture_output=True, check=True).stdout)
            jsonschema.Draft7Validator.check_schema(rules)
            if value is not None:
                jsonschema.Draft7Validator(rules).validate(value)
        print("JSON: valid by `kigezo schema run`; both schemas are draft-07")

        sarif = json.loads((pathlib.Path(scratch) / "s.sarif").read_text(encoding="utf-8"))
        results = sarif["runs"][0]["results"]
        assert any(r["kind"] == "fail" for r in results) and any(r["kind"] == "open" for r in results)
        schema = schema_path()
        if schema is None:
            print("SARIF: its schema is not here, so it was not validated (SARIF_SCHEMA=PATH names it)")
        else:
            rules = json.load(open(schema, encoding="utf-8"))
            jsonschema.validators.validator_for(rules)(rules).validate(sarif)
            print(f"SARIF: {len(results)} results, valid by the published schema")


main()
