"""The join, its counts and the digests in polars: joined_polars.py FOLDER OUT.json

The digests are taken in a thread beside the join, as a program would that has two cores.
"""
import hashlib
import os
import sys
import threading

import polars as pl

from cells import GROUP, of_counts, write

data, predictions = (os.path.join(sys.argv[1], name) for name in ["data.csv", "predictions.csv"])
digests = {}


def take_digests():
    for path in [data, predictions]:
        with open(path, "rb") as file:
            digests[path] = hashlib.file_digest(file, "sha256").hexdigest()


thread = threading.Thread(target=take_digests)
thread.start()
base = pl.scan_csv(data).select("id", "label", *GROUP)
other = pl.scan_csv(predictions).select("id", "prediction")
label, decision = pl.col("label") == 1, pl.col("prediction") == 1
counts = dict(tp=(label & decision).sum(), fp=(~label & decision).sum(), fn=(label & ~decision).sum(),
              tn=(~label & ~decision).sum(), unmatched=pl.col("prediction").is_null().sum())
rows = (base.join(other, on="id", how="left").group_by(GROUP)
        .agg(n=pl.len(), **counts).collect(engine="streaming").rows())
thread.join()
with open(os.path.join(sys.argv[1], "scenario.yaml")) as file:
    declared = file.read()
if not all(digest in declared for digest in digests.values()) or any(row[-1] for row in rows):
    sys.exit("these are not the files declared")
write(sys.argv[2], [of_counts(row[:3], *row[3:8]) for row in rows])
