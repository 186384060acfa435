"""Task A in pandas and fairlearn's MetricFrame: with_fairlearn.py IN.csv OUT.json"""
import sys
import warnings

import pandas as pd
from fairlearn.metrics import (MetricFrame, count, false_negative_rate, false_positive_rate, selection_rate,
                               true_positive_rate)
from sklearn.metrics import accuracy_score, precision_score

from cells import GROUP, RATES, write

warnings.filterwarnings("ignore")
table = pd.read_csv(sys.argv[1], usecols=GROUP + ["label", "prediction"])
functions = [accuracy_score, selection_rate, true_positive_rate, false_positive_rate, false_negative_rate,
             lambda label, decision: precision_score(label, decision, zero_division=0)]
frame = MetricFrame(metrics=dict(zip(RATES, functions)) | {"count": count}, y_true=table["label"],
                    y_pred=table["prediction"], sensitive_features=table[GROUP]).by_group
cells = [dict(zip(GROUP, group)) | {"count": int(row["count"])} | {name: float(row[name]) for name in RATES}
         for group, row in frame.iterrows() if row["count"] > 0]
write(sys.argv[2], cells)
