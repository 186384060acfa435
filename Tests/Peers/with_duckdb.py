"""Task A in DuckDB, which is told the types of the columns: with_duckdb.py IN.csv OUT.json"""
import sys

import duckdb

from cells import of_counts, write

TYPES = {"id": "BIGINT", "label": "TINYINT", "score": "DOUBLE", "prediction": "TINYINT", "region": "VARCHAR",
         "language": "VARCHAR", "gender": "VARCHAR", "age_band": "VARCHAR", "income": "DOUBLE", "urban": "TINYINT",
         "device": "VARCHAR", "month": "TINYINT"}
rows = duckdb.connect().execute(f"""
    SELECT region, language, gender, count(*), count(*) FILTER (label = 1 AND prediction = 1),
           count(*) FILTER (label = 0 AND prediction = 1), count(*) FILTER (label = 1 AND prediction = 0),
           count(*) FILTER (label = 0 AND prediction = 0)
    FROM read_csv(?, header = true, auto_detect = false, delim = ',', columns = {TYPES})
    GROUP BY ALL""", [sys.argv[1]]).fetchall()
write(sys.argv[2], [of_counts(row[:3], *row[3:]) for row in rows])
