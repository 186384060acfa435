"""Every slice of six columns in DivExplorer: with_divexplorer.py IN.csv OUT.json SUPPORT"""
import json
import sys
import warnings

import pandas as pd
from divexplorer import DivergenceExplorer
from divexplorer.outcomes import get_false_negative_rate_outcome, get_false_positive_rate_outcome

from cells import SLICED

warnings.filterwarnings("ignore")
table = pd.read_csv(sys.argv[1], usecols=SLICED + ["label", "prediction"])
table["fpr"] = get_false_positive_rate_outcome(table["label"], table["prediction"])
table["fnr"] = get_false_negative_rate_outcome(table["label"], table["prediction"])
found = DivergenceExplorer(table).get_pattern_divergence(
    min_support=float(sys.argv[3]), attributes=SLICED, boolean_outcomes=["fpr", "fnr"])
slices = [{"slice": sorted(row.itemset), "support": row.support, "fpr": row.fpr, "fpr_divergence": row.fpr_div,
           "fpr_t": row.fpr_t, "fnr": row.fnr, "fnr_divergence": row.fnr_div, "fnr_t": row.fnr_t}
          for row in found.itertuples()]
with open(sys.argv[2], "w") as file:
    json.dump(slices, file)
