#!/usr/bin/env python3
"""The statement of `cube sql`, run in engines, gives the bytes of `cube build`.

    engines.py [--spark] [FILE.csv]

For every case below, the rows are loaded into an engine as texts, the printed statement is run there, its answer is
imported, and the cube is compared byte by byte with the cube counted from the file. DuckDB is asked twice: about a table
and about the file itself. Engines: DuckDB (module duckdb), PostgreSQL (its own server in a temporary folder, without
rights, on a socket; stopped at the end), and with --spark a local Spark (module pyspark, Java 17).
KIGEZO names the program; the debug build is the default.
"""
import argparse
import csv
import datetime
import glob
import hashlib
import io
import os
import random
import shutil
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
KIGEZO = os.environ.get("KIGEZO", os.path.join(ROOT, ".build/debug/kigezo"))
ORACLE = os.path.join(os.path.dirname(ROOT), "shared/oracles/data.csv")


def kigezo(*arguments, stdin=None):
    """Runs the program; returns status, output and errors as bytes."""
    done = subprocess.run([KIGEZO, *arguments], input=stdin, capture_output=True)
    return done.returncode, done.stdout, done.stderr


class DuckDB:
    name, dialect = "duckdb", "duckdb"

    def __init__(self):
        import duckdb
        self.duckdb = duckdb
        self.connection = duckdb.connect()

    def load(self, table, header, rows):
        quoted = '"' + table.replace('"', '""') + '"'
        columns = ", ".join('"' + name.replace('"', '""') + '" VARCHAR' for name in header)
        self.connection.execute(f"CREATE OR REPLACE TABLE {quoted} ({columns})")
        if rows:
            self.connection.executemany(f"INSERT INTO {quoted} VALUES ({', '.join('?' * len(header))})", rows)

    def counts(self, statement):
        try:
            answer = self.connection.execute(statement)
            return as_csv([column[0] for column in answer.description], answer.fetchall())
        except self.duckdb.Error as error:
            raise Refused(str(error)) from None

    def stop(self):
        self.connection.close()


class PostgreSQL:
    """A server of its own. Loads with COPY, asks with psql --csv: what an administrator would do."""
    name, dialect = "postgres", "postgres"

    def __init__(self):
        folders = sorted(glob.glob("/usr/lib/postgresql/*/bin"), key=lambda path: int(path.split("/")[-2]))
        tools = folders[-1] if folders else os.path.dirname(shutil.which("initdb") or "")
        if not tools:
            raise SystemExit("PostgreSQL is not installed (Debian: postgresql)")
        self.tools = tools
        self.folder = tempfile.mkdtemp(prefix="kigezo-postgres-")
        # The server refuses to run as root.
        self.account = {"user": "nobody", "group": "nogroup", "extra_groups": []} if os.geteuid() == 0 else {}
        if self.account:
            shutil.chown(self.folder, "nobody", "nogroup")
        self.environment = {"PATH": os.environ["PATH"], "HOME": self.folder, "LC_ALL": "C.UTF-8", "PGTZ": "UTC"}
        data = self.folder + "/data"
        # Where it can, a database that orders texts as people do: statements must not depend on it.
        version = self.tool("initdb", "--version").split()[2].split(b".")[0]
        order = ["--locale-provider=icu", "--icu-locale=en-US"] if int(version) >= 15 else []
        self.tool("initdb", "-D", data, "-U", "kigezo", "-A", "trust", "-E", "UTF8", "--no-sync", *order)
        self.tool("pg_ctl", "-D", data, "-w", "-l", self.folder + "/log", "-o",
                  f"-c listen_addresses='' -c unix_socket_directories='{self.folder}' -c fsync=off", "start")

    def tool(self, name, *arguments, stdin=None):
        done = subprocess.run([f"{self.tools}/{name}", *arguments], input=stdin, capture_output=True,
                              env=self.environment, cwd=self.folder, **self.account)
        if done.returncode:
            raise Refused(done.stderr.decode())
        return done.stdout

    def ask(self, text):
        return self.tool("psql", "-h", self.folder, "-U", "kigezo", "-d", "postgres", "-X", "-q", "--csv",
                         "-v", "ON_ERROR_STOP=1", "-f", "-", stdin=text.encode())

    def load(self, table, header, rows):
        quoted = '"' + table.replace('"', '""') + '"'
        columns = ", ".join('"' + name.replace('"', '""') + '" text' for name in header)
        output = io.StringIO()
        for row in rows:
            output.write(",".join("" if field is None else quoted_field(field) for field in row) + "\n")
        self.ask(f"DROP TABLE IF EXISTS {quoted}; CREATE TABLE {quoted} ({columns});\n"
                 f"COPY {quoted} FROM STDIN WITH (FORMAT csv);\n{output.getvalue()}\\.\n")

    def counts(self, statement):
        return self.ask(statement)

    def stop(self):
        self.tool("pg_ctl", "-D", self.folder + "/data", "-m", "immediate", "-w", "stop")
        shutil.rmtree(self.folder)


class Spark:
    name, dialect = "spark", "spark"

    def __init__(self):
        from pyspark.sql import SparkSession
        self.folder = tempfile.mkdtemp(prefix="kigezo-spark-")
        self.session = (SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false")
                        .config("spark.sql.shuffle.partitions", "1").config("spark.ui.showConsoleProgress", "false").config("spark.log.level", "OFF")
                        .config("spark.sql.warehouse.dir", self.folder).getOrCreate())

    def load(self, table, header, rows):
        from pyspark.sql.types import StringType, StructField, StructType
        schema = StructType([StructField(name, StringType()) for name in header])
        path = tempfile.mkdtemp(dir=self.folder) + "/rows"
        self.session.createDataFrame(rows, schema).write.parquet(path)
        self.session.read.schema(schema).parquet(path).createOrReplaceTempView("`" + table.replace("`", "``") + "`")

    def counts(self, statement):
        try:
            answer = self.session.sql(statement)
            return as_csv(answer.columns, [list(row) for row in answer.collect()])
        except Exception as error:
            raise Refused(str(error)) from None

    def stop(self):
        self.session.stop()
        shutil.rmtree(self.folder)


class Refused(Exception):
    """The engine did not run a statement."""


def quoted_field(text):
    return '"' + text.replace('"', '""') + '"'


def as_csv(header, rows):
    output = io.StringIO()
    writer = csv.writer(output, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return output.getvalue().encode()


def write_rows(path, header, rows):
    """A CSV file in which only what is None is missing."""
    with open(path, "w", encoding="utf-8", newline="") as file:
        for row in [header] + rows:
            file.write(",".join("" if field is None else quoted_field(field) for field in row) + "\n")


def read_rows(path):
    with open(path, encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    return header, [[field or None for field in row] for row in rows]


def with_days(header, rows):
    """The rows with a column of days and moments, near the ends of years and weeks."""
    draw = random.Random(7)
    days = [datetime.date(year, month, day) for year in (1999, 2020, 2021, 2024, 2026) for month in (1, 2, 3, 7, 12)
            for day in (1, 2, 3, 4, 28, 29, 30, 31) if (month, day) not in ((2, 30), (2, 31)) and (month, day, year % 4) not in ((2, 29, 1), (2, 29, 2), (2, 29, 3))]
    times = ["", "T00:00:00", " 23:59:59", "T12:30"]
    return header + ["decided"], [
        row + [None if draw.random() < 0.03 else draw.choice(days).isoformat() + draw.choice(times)] for row in rows]


# Texts that attack what they are written into, or that engines could take for something else.
HOSTILE = ["", None, "(missing)", "NULL", "null", "NA", " ", " lead", "trail ", "a,b", 'a"b', '"', "''", "'; DROP TABLE x; --",
           "a\\", "\\'", "\\n", "a\nb", "a\r\nb", "\t", "-- x", "/* x */", "${HOME}", "$$", "%s", "{0}", ":x", "?", "`",
           "e\u0301", "\u00e9", "\u1240\u120b", "\u0915\u093f", "\U0001F468\u200d\U0001F469", "\u202eabc", "\ufeff", "\u212a", "K", ";", "\u037e",
           "a\u0301\u0323", "a\u0323\u0301", "\u1ea1\u0301", "\uac00", "\u1100\u1161", "A\u030a", "\u00c5", "\u212b",
           "1", "1.0", "01", "1e0", "-1", "1e400", "1E-3", ".5", "5.", "0x1", "NaN", "inf", "true", "\\N", "\\."]
# Weights at and between the steps they are rounded to, small and large.
STEP = 2.0 ** -40
WEIGHTS = ["1", "0", "0.1", "2.5", "1e-3", ".5", "5.", "+3", "0.30", "67108864", "12345678.9", "8388609.000000001", "1e-13",
           repr(STEP / 2), repr(STEP * 1.5), repr(STEP * 2.5), repr(1 + STEP / 2), repr(2.0 ** -20), repr(2.0 ** -20 * 1.5),
           repr(1 + 2.0 ** -52), "4096.000244140625", "0.333333333333333314829616256247390992939472198486328125"]
NAMES = ['group "a"', "b'; DROP TABLE rows; --", "c\\", "d`e", "sel\u00e9ct", "k1", "kept", "n", "Kigezo_row", "part"]


def hostile_rows(seed, count, texts=HOSTILE):
    draw = random.Random(seed)
    rows = []
    for _ in range(count):
        score = draw.choice([None, "0.5", "0.50", "5e-1", "0.1", "0.30000000000000004", "1", "0", "0.7", "1e-5"])
        label = draw.choice(["yes", "yes", "no", "no", None])
        decision = draw.choice(["yes", "no", "no", "", "maybe", None])
        rows.append([draw.choice(texts) for _ in NAMES] + [label, decision, score, draw.choice(WEIGHTS)])
    return NAMES + ["label", "decision", "score", "weight"], rows


def oracle_cases():
    roles = ["--label", "label", "--positive", "1", "--favourable", "1"]
    both = roles + ["--prediction", "prediction", "--score", "score"]
    by = ["--by", "region,gender", "--by", "language"]
    yield "keys", both + by
    yield "no keys", both
    yield "no score", roles + ["--prediction", "prediction"] + by
    yield "threshold", roles + ["--score", "score", "--threshold", "0.55"] + by
    yield "score only", roles + ["--score", "score", "--by", "region"]
    yield "classes", ["--label", "risk", "--prediction", "risk_pred", "--by", "region,age_band"]
    yield "provenance", both + by + ["--model", "m'1", "--site", "s\\", "--window", "2026-01-01..2026-02-01",
                                     "--zone", "Africa/Nairobi", "--as-of", "2026-03-01"]
    for unit in ["day", "week", "month", "quarter", "year"]:
        yield "per " + unit, both + ["--by", "region", "--time", "decided", "--per", unit]
    errors = ["--errors", "month", "--length", "id"]
    edits = ["--substitutions", "month", "--deletions", "urban", "--insertions", "label", "--length", "id"]
    yield "errors", errors + by
    yield "errors of characters", errors + ["--unit", "characters", "--per", "month", "--time", "decided"]
    yield "edits", edits + by
    yield "edits where", edits + ["--by", "region", "--where", "urban = 0"]
    yield "edits, frequencies", edits + ["--by", "region", "--weight", "month", "--weights", "frequency", "--where", "label = 1"]
    for kind, column in [("sampling", "score"), ("importance", "income")]:
        weighted = ["--weight", column, "--weights", kind]
        yield "errors, " + kind, errors + by + weighted
        yield "edits, " + kind, edits + by + weighted + ["--unit", "characters", "--where", "urban = 0"]
    yield "bad errors", ["--errors", "income", "--length", "id"]
    yield "bad length where", ["--errors", "month", "--length", "score", "--where", "label = 1"]
    numbers = ["--label", "amount", "--prediction", "amount_pred", "--outcome", "number"]
    yield "numbers", numbers + by
    yield "numbers, one group", numbers + ["--largest", "1e6"]
    yield "numbers where", numbers + ["--by", "region,gender,language", "--where", "urban = 0"]
    yield "numbers, frequencies", numbers + ["--by", "region", "--weight", "month", "--weights", "frequency"]
    for kind, column in [("sampling", "score"), ("importance", "income")]:
        weighted = ["--weight", column, "--weights", kind]
        yield "numbers, " + kind, numbers + by + weighted
        yield "numbers where, " + kind, numbers + ["--by", "gender", "--largest", "1e5", "--where", "urban = 0"] + weighted
    yield "numbers below 0, weighted", ["--label", "income", "--prediction", "score", "--outcome", "number", "--weight", "amount"]
    yield "numbers, bad weights", numbers + ["--weight", "gender"]
    yield "numbers below 0", ["--label", "income", "--prediction", "score", "--outcome", "number", "--by", "gender"]
    yield "numbers too large", numbers + ["--largest", "100"]
    yield "no numbers", ["--label", "gender", "--prediction", "amount", "--outcome", "number"]
    yield "stages", both + ["--by", "region", "--stages", "rule=label,human=prediction"]
    yield "two models", both + ["--by", "region", "--against", "label"]
    pair = both + ["--against", "label", "--against-score", "income"]
    yield "two models and their scores", roles + ["--prediction", "prediction", "--score", "score", "--against", "label",
                                                  "--against-score", "urban", "--by", "region,gender"]
    yield "two models and frequencies", roles + ["--score", "score", "--threshold", "0.4", "--against", "prediction",
                                                 "--against-score", "label", "--weight", "month", "--weights", "frequency"]
    yield "scores too far apart", pair
    scores = ["--label", "risk", "--prediction", "risk_pred", "--class-scores", "low=score,medium=income,high=urban"]
    yield "scores of classes", scores + by
    yield "scores of classes where", scores + ["--by", "region,gender,language", "--where", "urban = 0"]
    yield "scores of classes by less", scores + ["--by", "region,gender", "--scores-by", "gender", "--site", "s"]
    yield "blocks", both + ["--by", "region", "--cluster", "id"]
    yield "months and blocks", both + ["--time", "decided", "--per", "month", "--cluster", "device", "--where", "urban = 1"]
    for kind, column in [("sampling", "score"), ("importance", "income"), ("frequency", "month"), ("frequency", "urban")]:
        yield kind + " weights", both + by + ["--weight", column, "--weights", kind]
        yield kind + " weights where", both + by + ["--weight", column, "--weights", kind, "--where", "urban = 0"]
    yield "bad frequencies", both + ["--weight", "score", "--weights", "frequency"]
    yield "margins", both + ["--by", "region,gender,language,urban"]
    yield "named margins", both + ["--by", "region,gender,language", "--scores-by", "region", "--scores-by", "gender"]
    for grid in ["values", "floor3", "tail4"]:
        yield grid, both + ["--by", "region", "--score-grid", grid]
    yield "weights in bins", both + ["--by", "region", "--score-grid", "floor2", "--weight", "income"]
    yield "threshold and weights", roles + ["--score", "score", "--threshold", "0.4", "--weight", "amount"] + by
    for condition in ["month between 3 and 7 and region != 'south'", "income < 1500.5 or device like '%android\\_low'",
                      "label = 1", "not (gender in ('male', 'female') or income_band >= '4000')"]:
        yield "where " + condition, both + ["--by", "region", "--where", condition]


CONDITIONS = ["{0} = 'a,b'", "{0} != 'K'", "{0} < 'a'", "{0} >= 'K'", "{0} = 1", "{0} != 1", "{0} > 0.5", "{0} <= -1",
              "{0} is null", "{0} in ('K', '(missing)', 1)", "{0} not in ('a,b', 'NA')", "{0} between 'a' and 'z'",
              "{0} like 'a%'", "{0} not like '_'", "{0} = {1}", "{0} < {1}", "'1' = 1 and {0} is not null",
              "{0} = '\u00e9'", "{0} = 'e\u0301'", "{0} between -5 and {1}", "not ({0} = '')", "{0} like '%\\%s' or {1} like '%\\\\%'",
              "{0} = '\u1ea1\u0301'", "{0} <= '\u00c5'"]


def hostile_cases(header):
    quoted = ['"' + name.replace('"', '""') + '"' for name in header]
    roles = ["--label", "label", "--positive", "yes", "--prediction", "decision", "--score", "score"]
    keys = ["--by", ",".join(quoted[:4]), "--by", quoted[4], "--by", ",".join(quoted[5:10])]
    yield "all keys", roles + keys
    yield "weights", roles + ["--by", quoted[0], "--weight", "weight"]
    yield "weights, no keys", roles + ["--weight", "weight", "--weights", "importance", "--where", quoted[1] + " is null"]
    yield "bad weights", roles + ["--weight", header[0]]
    for index, condition in enumerate(CONDITIONS):
        text = condition.format(quoted[index % 5], quoted[index % 5 + 1])
        yield "where " + condition, roles + ["--by", quoted[index % 10], "--where", text]


def compare(engines, folder, table, path, header, rows, cases, may_refuse=False):
    """Counts same and different cubes; prints what differs."""
    digest = hashlib.sha256(open(path, "rb").read()).hexdigest()
    ways = []
    for engine in engines:
        engine.load(table, header, rows)
        ways.append((engine, ["--from", '"' + table.replace('"', '""') + '"']))
        if engine.dialect == "duckdb":
            ways.append((engine, ["--in", path]))
    tally = {}
    for name, arguments in cases:
        status, _, errors = kigezo("cube", "build", "--in", path, *arguments, "--out", folder + "/rows.cube", "--force")
        built = open(folder + "/rows.cube", "rb").read() if status == 0 else errors
        for engine, source in ways:
            key = engine.name + (" (file)" if source[0] == "--in" else "")
            result = "same"
            code, statement, errors = kigezo("cube", "sql", "--dialect", engine.dialect, *source, *arguments, "--sha256", digest)
            try:
                if code:
                    raise Refused(errors.decode())
                counts = engine.counts(statement.decode())
                code, _, errors = kigezo("cube", "import", "-", "--out", folder + "/engine.cube", "--force", stdin=counts)
                if status == 0 and code == 0:
                    result = "same" if open(folder + "/engine.cube", "rb").read() == built else "DIFFERENT"
                elif status != code:
                    result = "DIFFERENT"
                    print(built[:500], errors.decode())
            except Refused as refusal:
                certain = "cannot be told" in str(refusal) or "kigezo:" in str(refusal)
                result = "refused" if (may_refuse or engine.dialect == "spark") and certain else "DIFFERENT"
                if result != "refused":
                    print(str(refusal)[:500])
            if result == "DIFFERENT":
                print(f"{key}: {name}: {arguments}")
            tally.setdefault(key, {}).setdefault(result, 0)
            tally[key][result] += 1
    return tally


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("file", nargs="?", default=ORACLE)
    parser.add_argument("--spark", action="store_true")
    options = parser.parse_args()
    folder = tempfile.mkdtemp(prefix="kigezo-engines-")
    engines = []
    failed = False
    try:
        for kind in [DuckDB, PostgreSQL] + ([Spark] if options.spark else []):
            engines.append(kind())
        works = []
        if os.path.exists(options.file):
            header, rows = read_rows(options.file)
            header, rows = with_days(header, rows)
            write_rows(f"{folder}/rows.csv", header, rows)
            works.append(("rows", f"{folder}/rows.csv", header, rows, oracle_cases(), False))
        for seed in range(2):
            # Mild texts are compared everywhere; of others the engines may say that they cannot be certain.
            texts = HOSTILE if seed == 0 else [text for text in HOSTILE if text is None or max(text, default="") < "\u0300" and "\r" not in text and "e400" not in text]
            header, rows = hostile_rows(seed, 400, texts)
            path = f"{folder}/hostile{seed}.csv"
            write_rows(path, header, rows)
            works.append((["kigezo_rows", 'odd "table"; --'][seed], path, header, rows, hostile_cases(header), seed == 0))
        for table, path, header, rows, cases, may_refuse in works:
            tally = compare(engines, folder, table, path, header, rows, cases, may_refuse)
            for engine, results in tally.items():
                print(f"{os.path.basename(path):14} {engine:14} " + ", ".join(f"{n} {name}" for name, n in sorted(results.items())))
                failed = failed or "DIFFERENT" in results
    finally:
        for engine in engines:
            engine.stop()
        shutil.rmtree(folder)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
