#!/usr/bin/env python3
"""Compares fairness measures with fairlearn, AIF360 and statsmodels on the same file: agree_fairness.py [FILE.csv]

The file is ../shared/oracles/data.csv unless named; see agree.py. Prints a Markdown table with one line for each measure,
and explains each difference: where a group has no rate, fairlearn takes 0 for it, and the line is the same only if
fairlearn's own rates of the other groups give our figure. Exit status 1 if a difference has no explanation.
"""
import sys

import agree
import numpy as np
import pandas as pd
import surroundings
from agree import Line, records, table_of
from fairlearn import metrics as fairlearn
from sklearn import metrics as sklearn

try:
    from aif360.sklearn import metrics as aif360
    from statsmodels.stats.contingency_tables import StratifiedTable
except ImportError:
    sys.exit("aif360 and statsmodels are needed: see requirements.txt")

ROLES = ["--label", "label", "--positive", "1", "--prediction", "prediction", "--favourable", "1"]


def rate(part, whole):
    """A rate as fairlearn's frame wants it, and whether a group has it."""
    def value(y, d):
        rows = whole(y, d)
        return part(y, d)[rows].mean() if rows.any() else 0.0
    return value, lambda y, d: bool(whole(y, d).any())


def every(y, d):
    return np.ones(len(y), dtype=bool)


SELECTED = rate(lambda y, d: d == 1, every)
TPR = rate(lambda y, d: d == 1, lambda y, d: y == 1)
FPR = rate(lambda y, d: d == 1, lambda y, d: y == 0)
FNR = rate(lambda y, d: d == 0, lambda y, d: y == 1)
PPV = rate(lambda y, d: y == 1, lambda y, d: d == 1)
NPV = rate(lambda y, d: y == 0, lambda y, d: d == 0)
RIGHT = rate(lambda y, d: y == d, every)


def frame(metric):
    """MetricFrame of one metric: its difference and its ratio, between groups or to everybody."""
    return lambda way, method: lambda y, d, g: getattr(
        fairlearn.MetricFrame(metrics=metric, y_true=y, y_pred=d, sensitive_features=g), way)(method=method)


def zero(function, **more):
    return lambda y, d: function(y, d, zero_division=0, **more)


ACCURACY, PRECISION = frame(sklearn.accuracy_score), frame(zero(sklearn.precision_score))
FALSE = frame(fairlearn.false_positive_rate)
# name here; the reference; the rates it is made of; fairlearn's figure
FAIRLEARN = [
    ("demographic-parity-difference", "pairwise", [SELECTED], fairlearn.demographic_parity_difference),
    ("demographic-parity-ratio", "pairwise", [SELECTED], fairlearn.demographic_parity_ratio),
    ("adverse-impact-ratio", "pairwise", [SELECTED], fairlearn.demographic_parity_ratio),
    ("equal-opportunity-difference", "pairwise", [TPR], fairlearn.equal_opportunity_difference),
    ("equal-opportunity-ratio", "pairwise", [TPR], fairlearn.equal_opportunity_ratio),
    ("predictive-equality-difference", "pairwise", [FPR], FALSE("difference", "between_groups")),
    ("predictive-equality-ratio", "pairwise", [FPR], FALSE("ratio", "between_groups")),
    ("equalized-odds-difference", "pairwise", [TPR, FPR], fairlearn.equalized_odds_difference),
    ("equalized-odds-ratio", "pairwise", [TPR, FPR], fairlearn.equalized_odds_ratio),
    ("equalized-odds-mean-difference", "pairwise", [TPR, FPR],
     lambda y, d, sensitive_features: fairlearn.equalized_odds_difference(
         y, d, sensitive_features=sensitive_features, agg="mean")),
    ("predictive-parity-difference", "pairwise", [PPV], PRECISION("difference", "between_groups")),
    ("predictive-parity-ratio", "pairwise", [PPV], PRECISION("ratio", "between_groups")),
    ("overall-accuracy-equality", "pairwise", [RIGHT], ACCURACY("difference", "between_groups")),
    ("demographic-parity-difference", "overall", [SELECTED],
     lambda y, d, sensitive_features: fairlearn.demographic_parity_difference(
         y, d, sensitive_features=sensitive_features, method="to_overall")),
    ("demographic-parity-ratio", "overall", [SELECTED],
     lambda y, d, sensitive_features: fairlearn.demographic_parity_ratio(
         y, d, sensitive_features=sensitive_features, method="to_overall")),
    ("overall-accuracy-equality", "overall", [RIGHT], ACCURACY("difference", "to_overall")),
    ("predictive-parity-difference", "overall", [PPV], PRECISION("difference", "to_overall")),
    ("predictive-equality-ratio", "overall", [FPR], FALSE("ratio", "to_overall")),
]


def left_out(name, reference, rates, y, d, groups):
    """The figure from fairlearn's own rates of the groups that have one."""
    found = []
    for function, exists in rates:
        rows = groups.map({key: exists(y[groups == key], d[groups == key]) for key in groups.unique()})
        by_group = fairlearn.MetricFrame(
            metrics=function, y_true=y[rows], y_pred=d[rows], sensitive_features=groups[rows]).by_group
        everybody = function(y[rows], d[rows])
        low, high = by_group.min(), by_group.max()
        if name.endswith("ratio"):
            found.append(low / high if reference == "pairwise"
                         else min(min(value / everybody, everybody / value) if value else 0 for value in by_group))
        else:
            found.append(high - low if reference == "pairwise" else (by_group - everybody).abs().max())
    if "mean" in name:
        return sum(found) / len(found)
    return min(found) if name.endswith("ratio") else max(found)


def fairlearn_lines(path, table, columns):
    y, d = table["label"], table["prediction"]
    groups = table[columns].agg(" · ".join, axis=1)
    lines = []
    for reference in ["pairwise", "overall"]:
        wanted = [measure for measure in FAIRLEARN if measure[1] == reference]
        own = {record["measure"]: record for record in records(
            path, ["fairness", ",".join(name for name, *_ in wanted)], *ROLES, *agree.by(columns),
            "--reference", reference)}
        for name, _, rates, function in wanted:
            line = Line(name + (", to everybody" if reference == "overall" else ""), "fairlearn", " × ".join(columns))
            record, other = own[name], call(function, y, d, groups)
            if record["excluded"] and abs(record["value"] - other) > agree.TOLERANCE:
                same = abs(record["value"] - left_out(name, reference, rates, y, d, groups)) <= agree.TOLERANCE
                if same and "partial" in record["flags"]:
                    line.explain(
                        f"{len(record['excluded'])} groups without a rate: kigezo names them, leaves them out "
                        f"({record['value']:.4f}) and says `partial`; fairlearn counts them as 0 ({other:.4f})")
                    lines.append(line)
                    continue
            line.add("all", record["value"], record.get("reason"), other)
            lines.append(line)
    return lines


def call(function, y, d, groups):
    try:
        return float(function(y, d, sensitive_features=groups))
    except TypeError:
        return float(function(y, d, groups))


def part(record, name):
    return next(one for one in record["parts"] if one["name"] == name)


def edf(groups, outcome):
    """Smoothed empirical differential fairness with ½ for each of two outcomes."""
    found = pd.Series(np.asarray(outcome)).groupby(groups.to_numpy()).agg(["sum", "count"])
    rate = (found["sum"] + 0.5) / (found["count"] + 1)
    return max(np.log(rate.max() / rate.min()), np.log((1 - rate.min()) / (1 - rate.max())))


def aif360_lines(path, table, columns):
    groups = table[columns].agg(" · ".join, axis=1)
    y = pd.Series(table["label"].to_numpy(), index=pd.Index(groups, name="group"))
    d = table["prediction"].to_numpy()
    benefits = d - y.to_numpy() + 1
    names = ["generalized-entropy-index", "generalized-entropy-index-0.5", "theil-index",
             "between-group-generalized-entropy-index", "between-group-theil-index", "differential-fairness"]
    own = {record["measure"]: record for record in records(
        path, ["fairness", ",".join(names)], *ROLES, *agree.by(columns))}
    expected = [
        (names[0], own[names[0]]["value"], aif360.generalized_entropy_error(y, d, alpha=2)),
        (names[2], own[names[2]]["value"], aif360.theil_index(benefits)),
        (names[3], own[names[3]]["value"],
         aif360.between_group_generalized_entropy_error(y, d, prot_attr="group", alpha=2)),
        (names[4], own[names[4]]["value"],
         aif360.between_group_generalized_entropy_error(y, d, prot_attr="group", alpha=1)),
        (names[5], own[names[5]]["value"], aif360.smoothed_edf(y, d, prot_attr="group")),
        (names[5] + ", of labels", part(own[names[5]], "of-labels")["value"], aif360.smoothed_edf(y, prot_attr="group")),
        (names[5] + ", bias amplification", part(own[names[5]], "bias-amplification")["value"],
         aif360.df_bias_amplification(y, d, prot_attr="group")),
    ]
    lines = []
    eps = {"": edf(groups, d), "labels": edf(groups, table["label"])}
    one_outcome = any(
        pd.Series(np.asarray(outcome)).groupby(groups.to_numpy()).nunique().min() == 1 for outcome in [d, table["label"]])
    eps["amplification"] = eps[""] - eps["labels"]
    for name, value, other in expected:
        line = Line(name, "AIF360", " × ".join(columns))
        formula = eps[name.split(" ")[-1]] if name.startswith(names[5]) and " " in name else eps[""]
        differs = not np.isfinite(other) or abs(value - other) > agree.TOLERANCE
        if differs and name.startswith(names[5]) and abs(value - formula) <= agree.TOLERANCE and one_outcome:
            line.explain("a group with one outcome only: AIF360 counts the outcomes that occur in the group, smooths "
                         f"with 1 in place of ½ and says {other:g}; kigezo follows Foulds et al. with two outcomes everywhere, "
                         f"{value:.4f}, and so does their formula in numpy")
        else:
            line.add("all", value, None, float(other))
        lines.append(line)
    # The formula of Speicher et al. at another α, in numpy.
    line = Line(names[1], "numpy", " × ".join(columns))
    line.add("all", own[names[1]]["value"], None,
             float((((benefits / benefits.mean()) ** 0.5 - 1) / (0.5 * -0.5)).mean()))
    return lines + [line]


def strata_lines(path, table, columns):
    """Mantel–Haenszel ratios of each group and everybody else within income bands."""
    record = records(path, ["fairness", "conditional-statistical-parity-ratio"], *ROLES, *agree.by(columns),
                     "--given", "income_band")[0]
    line = Line("conditional-statistical-parity-ratio, each group", "statsmodels", " × ".join(columns))
    groups = table[columns].agg(" · ".join, axis=1)
    for one in record["parts"]:
        key = " · ".join(one["group"][column] for column in columns)
        tables = []
        for _, rows in table.groupby("income_band"):
            own, d = groups[rows.index] == key, rows["prediction"]
            if own.any() and not own.all():
                tables.append(np.array([[d[own].sum(), (1 - d[own]).sum()], [d[~own].sum(), (1 - d[~own]).sum()]], float))
        line.add(key, one["value"], one.get("reason"), float(StratifiedTable(tables).riskratio_pooled))
    return [line]


def main():
    path = sys.argv[1] if len(sys.argv) > 1 else surroundings.shared("oracles/data.csv")
    if path is None:
        sys.exit("no shared/oracles/data.csv beside the package: name a file")
    surroundings.check_program()
    table = pd.read_csv(path, dtype={"region": str, "gender": str, "age_band": str, "income_band": str})
    lines = []
    for columns in [["gender"], ["region"], ["region", "gender"]]:
        lines += fairlearn_lines(path, table, columns)
        lines += aif360_lines(path, table, columns)
        lines += strata_lines(path, table, columns)
    packages = ["fairlearn", "aif360", "statsmodels", "numpy"]
    print(f"{surroundings.machine()}. {surroundings.versions(sys.executable, packages)}. {len(table):,} rows. "
          f"Same means: a relative difference of at most {agree.TOLERANCE:g}.\n")
    print("\n".join(table_of(lines)))
    same, compared = sum(line.same for line in lines), sum(line.compared for line in lines)
    wrong = sum(len(line.wrong) for line in lines)
    explained = sum(sum(line.explained.values()) for line in lines)
    print(f"\n{same:,} of {compared:,} figures are the same, {explained} differ for the reason given, {wrong} differ "
          f"without one.")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
