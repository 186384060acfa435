#!/usr/bin/env python3
"""Compares figures with scikit-learn, fairlearn and scipy on the same file: agree.py [FILE.csv]

The file is ../shared/oracles/data.csv unless named; it has the columns label, prediction and score (binary), risk and
risk_pred (three classes), amount and amount_pred (numbers), region, gender, month and income. Prints a Markdown table
with one line for each metric, and explains each difference. Exit status 1 if a difference has no explanation.
"""
import json
import os
import subprocess
import sys
import warnings

import surroundings

try:
    import numpy as np
    import pandas as pd
    from fairlearn import metrics as fairlearn
    from scipy.stats import binomtest, ks_2samp
    from sklearn.neighbors import NearestNeighbors
    from sklearn import metrics as sklearn
except ImportError:
    interpreter = surroundings.python()
    if os.path.realpath(interpreter) == os.path.realpath(sys.executable) and sys.prefix == os.path.dirname(
            os.path.dirname(interpreter)):
        raise
    os.execv(interpreter, [interpreter, *sys.argv])

warnings.filterwarnings("ignore")
# Sums in another order differ in the last few bits of a double, and no more.
TOLERANCE = 1e-12
# Multiples of 1/QUANTUM are what numbers are told apart by, unless `largest` says otherwise.
QUANTUM = 2.0 ** 30

# name here, who computes it there, and how: from labels, decisions, scores
BINARY = [
    ("selection-rate", "fairlearn", lambda y, d, s: fairlearn.selection_rate(y, d)),
    ("accuracy", "scikit-learn", lambda y, d, s: sklearn.accuracy_score(y, d)),
    ("true-positive-rate", "fairlearn", lambda y, d, s: fairlearn.true_positive_rate(y, d)),
    ("false-positive-rate", "fairlearn", lambda y, d, s: fairlearn.false_positive_rate(y, d)),
    ("true-negative-rate", "fairlearn", lambda y, d, s: fairlearn.true_negative_rate(y, d)),
    ("false-negative-rate", "fairlearn", lambda y, d, s: fairlearn.false_negative_rate(y, d)),
    ("positive-predictive-value", "scikit-learn", lambda y, d, s: sklearn.precision_score(y, d, zero_division=0)),
    ("negative-predictive-value", "scikit-learn",
     lambda y, d, s: sklearn.precision_score(y, d, pos_label=0, zero_division=0)),
    ("f1-score", "scikit-learn", lambda y, d, s: sklearn.f1_score(y, d, zero_division=0)),
    ("f2-score", "scikit-learn", lambda y, d, s: sklearn.fbeta_score(y, d, beta=2, zero_division=0)),
    ("jaccard-index", "scikit-learn", lambda y, d, s: sklearn.jaccard_score(y, d, zero_division=0)),
    ("balanced-accuracy", "scikit-learn", lambda y, d, s: sklearn.balanced_accuracy_score(y, d)),
    ("matthews-correlation", "scikit-learn", lambda y, d, s: sklearn.matthews_corrcoef(y, d)),
    ("cohen-kappa", "scikit-learn", lambda y, d, s: sklearn.cohen_kappa_score(y, d)),
    ("roc-auc", "scikit-learn", lambda y, d, s: sklearn.roc_auc_score(y, s)),
    ("average-precision", "scikit-learn", lambda y, d, s: sklearn.average_precision_score(y, s)),
    ("brier-score", "scikit-learn", lambda y, d, s: sklearn.brier_score_loss(y, s)),
    ("log-loss", "scikit-learn", lambda y, d, s: sklearn.log_loss(y, s, labels=[0, 1])),
    ("gini", "scikit-learn", lambda y, d, s: 2 * sklearn.roc_auc_score(y, s) - 1),
    ("kolmogorov-smirnov", "scipy", lambda y, d, s: ks_2samp(s[y == 1], s[y == 0]).statistic),
    ("brier-skill-score", "scikit-learn", lambda y, d, s: sklearn.d2_brier_score(y, s)),
    ("positive-likelihood-ratio", "scikit-learn",
     lambda y, d, s: sklearn.class_likelihood_ratios(y, d, replace_undefined_by=np.nan)[0]),
    ("negative-likelihood-ratio", "scikit-learn",
     lambda y, d, s: sklearn.class_likelihood_ratios(y, d, replace_undefined_by=np.nan)[1]),
    ("average-precision-at-0.5", "scikit-learn", lambda y, d, s: sklearn.average_precision_score(
        y, s, sample_weight=np.where(y == 1, 0.5 / (y == 1).sum(), 0.5 / (y == 0).sum()))),
    ("outcome-rate-from-0.5-to-0.6", "numpy", lambda y, d, s: y[(s >= 0.5) & (s < 0.6)].mean()),
]
NUMBERS = [
    ("mean-absolute-error", sklearn.mean_absolute_error), ("root-mean-squared-error", sklearn.root_mean_squared_error),
    ("r-squared", sklearn.r2_score), ("pinball-0.9", lambda y, p: sklearn.mean_pinball_loss(y, p, alpha=0.9)),
    ("mean-error", lambda y, p: (p - y).mean()),
]
CLASSES = [("accuracy", lambda y, d: sklearn.accuracy_score(y, d)),
           ("cohen-kappa", lambda y, d: sklearn.cohen_kappa_score(y, d)),
           ("matthews-correlation", lambda y, d: sklearn.matthews_corrcoef(y, d))] + [
    (f"{average}-{figure}", lambda y, d, average=average, index=index: sklearn.precision_recall_fscore_support(
        y, d, average=average, zero_division=0)[index])
    for average in ["macro", "micro", "weighted"]
    for index, figure in enumerate(["precision", "recall", "f1"])]
# k and n of the proportions whose interval is Wilson's
PROPORTIONS = {
    "selection-rate": lambda y, d: (d.sum(), len(d)), "accuracy": lambda y, d: ((y == d).sum(), len(d)),
    "true-positive-rate": lambda y, d: (d[y == 1].sum(), (y == 1).sum()),
    "false-positive-rate": lambda y, d: (d[y == 0].sum(), (y == 0).sum()),
    "positive-predictive-value": lambda y, d: (y[d == 1].sum(), (d == 1).sum()),
}
GAPS = [
    ("selection-rate", "range", "demographic_parity_difference", fairlearn.demographic_parity_difference),
    ("true-positive-rate", "range", "equal_opportunity_difference", fairlearn.equal_opportunity_difference),
]
WHY = {
    "noPositives": "no row with a positive label", "noNegatives": "no row with a negative label",
    "noPredictedPositives": "nothing was decided positive", "noPredictedNegatives": "nothing was decided negative",
    "singleClass": "labels of one class only", "degenerateMargins": "a row or column of the table is empty",
    "zeroReference": "the denominator is 0", "bothZero": "both sides are 0",
}


WHY_CLASSES = WHY | {"noPredictedPositives": "a class was never decided, so it has no precision"}


def records(path, command, *clauses):
    """What the program prints for a command, by metric and group."""
    words = [surroundings.PROGRAM, *command, "--in", path, *clauses, "-o", "json"]
    out = subprocess.run(words, check=True, capture_output=True, text=True).stdout
    return json.loads(out)["estimates"]


class Line:
    """One metric in one grouping: how far it agrees, and what explains the rest."""

    def __init__(self, name, peer, grouping, why=WHY):
        self.name, self.peer, self.grouping, self.why = name, peer, grouping, why
        self.same = self.compared = 0
        self.largest = 0.0
        self.filled = {}
        self.explained = {}
        self.wrong = []

    def explain(self, why):
        """A figure that differs for a known reason, which was checked."""
        self.compared += 1
        self.explained[why] = self.explained.get(why, 0) + 1

    def together(self):
        """One reason with the largest difference, where several figures differ for it by more or less."""
        if self.explained:
            largest = max(self.explained, key=lambda why: float(why.split("within ")[1].split(",")[0]))
            self.explained = {largest: sum(self.explained.values())}

    def add(self, group, own, reason, other):
        self.compared += 1
        if own is None:
            told = "an error" if other is None else "nan" if other != other else f"{other:g}"
            self.filled.setdefault((reason, told), []).append(group)
            return
        if other is None or other != other:
            self.wrong.append(group)
            return
        difference = abs(own - other) / max(1.0, abs(other))
        self.largest = max(self.largest, difference)
        if difference <= TOLERANCE:
            self.same += 1
        else:
            self.wrong.append(group)

    @property
    def notes(self):
        notes = [f"{len(groups)} × {self.why.get(reason, reason)}: kigezo says `{reason}`, {self.peer} says {told}"
                 for (reason, told), groups in sorted(self.filled.items())]
        notes += [f"{number} × {why}" for why, number in sorted(self.explained.items())]
        if self.wrong:
            notes.append(f"**{len(self.wrong)} differ**: {', '.join(self.wrong[:3])}")
        return notes


def table_of(lines):
    """A row for each metric, with a column for each grouping."""
    groupings = list(dict.fromkeys(line.grouping for line in lines))
    rows = {}
    for line in lines:
        rows.setdefault((line.name, line.peer), {})[line.grouping] = line
    text = ["| metric | peer | " + " | ".join(groupings) + " | largest difference | what differs, and why |",
            "|---|---|" + "---:|" * (len(groupings) + 1) + "---|"]
    for (name, peer), found in rows.items():
        cells = [f"{found[one].same} of {found[one].compared}" if one in found else "" for one in groupings]
        notes = [note for line in found.values() for note in line.notes]
        largest = max(line.largest for line in found.values())
        text.append(f"| {name} | {peer} | {' | '.join(cells)} | {largest:.1e} | {'; '.join(notes)} |")
    return text


def attempt(function, *arguments):
    """A figure of a peer; None where it raises."""
    try:
        return float(function(*arguments))
    except (ValueError, ZeroDivisionError):
        return None


def parts(table, columns):
    """Each group's name and rows; everybody without columns."""
    if not columns:
        yield "everybody", table
        return
    for key, rows in table.groupby(columns, sort=True):
        yield " · ".join(key), rows


def name_of(record, columns):
    return " · ".join(record["group"][column] for column in columns) or "everybody"


def by(columns):
    return ["--by", ",".join(columns)] if columns else []


def binary(path, table, columns):
    roles = ["--label", "label", "--positive", "1", "--prediction", "prediction", "--score", "score"]
    names = ",".join(name for name, _, _ in BINARY)
    own = {(record["metric"], name_of(record, columns)): record
           for record in records(path, ["metrics", names], *roles, *by(columns))}
    grouping = " × ".join(columns) or "everybody"
    lines = []
    for name, peer, function in BINARY:
        line = Line(name, peer, grouping)
        for group, rows in parts(table, columns):
            record = own[name, group]
            other = attempt(function, rows["label"], rows["prediction"], rows["score"])
            line.add(group, record["value"], record.get("reason"), other)
        lines.append(line)
    for name, count in PROPORTIONS.items():
        for limit in ["lower", "upper"]:
            line = Line(f"{name}, Wilson {limit}", "scipy", grouping)
            for group, rows in parts(table, columns):
                record = own[name, group]
                successes, trials = map(int, count(rows["label"], rows["prediction"]))
                other = attempt(lambda: getattr(
                    binomtest(successes, trials).proportion_ci(0.95, method="wilson"),
                    "low" if limit == "lower" else "high"))
                own_limit = record["interval"][limit] if record["interval"] else None
                line.add(group, own_limit, record.get("reason"), other)
            lines.append(line)
    return lines


def classes(path, table, columns):
    names = ",".join(name for name, _ in CLASSES)
    own = {(record["metric"], name_of(record, columns)): record for record in records(
        path, ["metrics", names], "--label", "risk", "--prediction", "risk_pred", *by(columns))}
    lines = []
    for name, function in CLASSES:
        line = Line(f"{name}, three classes", "scikit-learn", " × ".join(columns) or "everybody", WHY_CLASSES)
        for group, rows in parts(table, columns):
            record = own[name, group]
            labels, decisions = rows["risk"], rows["risk_pred"]
            other = attempt(function, labels, decisions)
            if record["value"] is not None and abs(record["value"] - other) > TOLERANCE and "macro" in name:
                # The average over the classes that occur, computed there too.
                index = ["precision", "recall", "f1"].index(name.split("-")[1])
                occurring = sklearn.precision_recall_fscore_support(
                    labels, decisions, labels=sorted(set(labels)), average="macro", zero_division=0)[index]
                if abs(record["value"] - occurring) <= TOLERANCE and record["flags"]:
                    line.explain(f"no row of one class: kigezo averages over the classes that occur and says "
                                 f"`{record['flags'][0]}`, scikit-learn counts a 0 for the absent one; the same with "
                                 f"its `labels=` those that occur")
                    continue
            line.add(group, record["value"], record.get("reason"), other)
        lines.append(line)
    return lines


def numbers(path, table, columns):
    names = ",".join(name for name, _ in NUMBERS)
    own = {(record["metric"], name_of(record, columns)): record for record in records(
        path, ["metrics", names], "--label", "amount", "--prediction", "amount_pred", "--outcome", "number",
        *by(columns))}
    lines = []
    for name, function in NUMBERS:
        line = Line(name, "scikit-learn", " × ".join(columns) or "everybody")
        for group, rows in parts(table, columns):
            record = own[name, group]
            other = attempt(function, rows["amount"], rows["amount_pred"])
            if not same(record["value"], other):
                rounded = [(rows[column] * QUANTUM).round() / QUANTUM for column in ("amount", "amount_pred")]
                if same(record["value"], attempt(function, *rounded)):
                    line.explain(f"numbers are rounded once to multiples of 2⁻³⁰ and then summed without error, so that "
                                 f"no order of rows matters: within {abs(record['value'] - other):.0e}, and the same "
                                 f"where scikit-learn gets the rounded numbers")
                    continue
            line.add(group, record["value"], record.get("reason"), other)
        line.together()
        lines.append(line)
    return lines


def same(own, other):
    """Whether two figures are the same to the tolerance of the table."""
    return own is not None and other is not None and abs(own - other) <= TOLERANCE * max(1.0, abs(other))


def ranking(path, table):
    """The rows of a month as one list: its mean discounted gain."""
    roles = ["--score", "score", "--query", "month", "--label", "label"]
    line = Line("ndcg-at-10, a list a month", "scikit-learn", "everybody")
    gains = [sklearn.ndcg_score([rows["label"]], [rows["score"]], k=10) for _, rows in table.groupby("month")]
    line.add("everybody", records(path, ["ranking", "ndcg-at-10"], *roles)[0]["value"], None, float(np.mean(gains)))
    return [line]


def consistency(path, table):
    """AIF360's `consistency` is that of scikit-learn's neighbours, of which each row is one itself."""
    features = table[["income", "amount"]].to_numpy(float)
    scaled = features / features.std(0, ddof=1)
    decided = table["prediction"].to_numpy(float)
    line = Line("individual-consistency", "scikit-learn", "everybody")
    found = records(path, ["consistency"], "--features", "income,amount", "--prediction", "prediction",
                    "--positive", "1")[0]["value"]
    # Ties at the fifth place are shared, where scikit-learn takes the first it meets: by all distances.
    gaps = []
    for row in range(len(table)):
        distance = ((scaled - scaled[row]) ** 2).sum(1)
        distance[row] = np.inf
        reach = np.partition(distance, 4)[4]
        near, edge = distance < reach, distance == reach
        mean = (decided[near].sum() + (5 - near.sum()) * decided[edge].mean()) / 5
        gaps.append(abs(decided[row] - mean))
    line.add("everybody", found, None, 1 - float(np.mean(gaps)))
    _, places = NearestNeighbors(n_neighbors=5, algorithm="ball_tree").fit(scaled).kneighbors(scaled)
    theirs = 1 - np.abs(decided - decided[places].mean(1)).mean()
    line.explain(f"five neighbours as AIF360 counts them, of which one is the row itself, give {theirs:.4f} where others "
                 f"alone give {found:.4f}")
    return [line]


def gaps(path, table, columns):
    roles = ["--label", "label", "--positive", "1", "--prediction", "prediction"]
    lines = []
    for metric, kind, peer, function in GAPS:
        found = records(path, ["compare", metric], *roles, *by(columns), "--as", kind)
        line = Line(f"{metric}, {kind}", "fairlearn", " × ".join(columns))
        other = float(function(table["label"], table["prediction"], sensitive_features=table[columns]))
        for record in found:
            differs = abs(record["value"] - other) > TOLERANCE
            if differs and record["excluded"] and "partial" in record["flags"]:
                line.explain(f"{len(record['excluded'])} groups without a figure: kigezo names them, leaves them out "
                             f"({record['value']:.4f}) and says `partial`; fairlearn counts them as 0 ({other:.4f})")
            else:
                line.add("all", record["value"], record.get("reason"), other)
        lines.append(line)
    return lines


def main():
    path = sys.argv[1] if len(sys.argv) > 1 else surroundings.shared("oracles/data.csv")
    if path is None:
        sys.exit("no shared/oracles/data.csv beside the package: name a file")
    surroundings.check_program()
    table = pd.read_csv(path, dtype={"region": str, "gender": str, "risk": str, "risk_pred": str})
    lines = []
    for columns in [[], ["region"], ["region", "gender"]]:
        lines += binary(path, table, columns)
        lines += classes(path, table, columns)
        lines += numbers(path, table, columns)
        if columns:
            lines += gaps(path, table, columns)
    lines += ranking(path, table)
    lines += consistency(path, table)
    packages = ["scikit-learn", "fairlearn", "scipy", "numpy"]
    print(f"{surroundings.machine()}. {surroundings.versions(sys.executable, packages)}. {len(table):,} rows. "
          f"Same means: a relative difference of at most {TOLERANCE:g}.\n")
    print("\n".join(table_of(lines)))
    same, compared = sum(line.same for line in lines), sum(line.compared for line in lines)
    wrong = sum(len(line.wrong) for line in lines)
    explained = sum(sum(line.explained.values()) for line in lines)
    print(f"\n{same:,} of {compared:,} figures are the same, {compared - same - explained - wrong} are a reason in place of a "
          f"filled value, {explained} differ for the reason given, {wrong} differ without one.")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
