"""Task A in polars, its streaming engine: with_polars.py IN.csv OUT.json"""
import sys

import polars as pl

from cells import GROUP, of_counts, write

label, decision = pl.col("label") == 1, pl.col("prediction") == 1
rows = (pl.scan_csv(sys.argv[1]).group_by(GROUP)
        .agg(n=pl.len(), tp=(label & decision).sum(), fp=(~label & decision).sum(), fn=(label & ~decision).sum(),
             tn=(~label & ~decision).sum())
        .collect(engine="streaming").rows())
write(sys.argv[2], [of_counts(row[:3], *row[3:]) for row in rows])
