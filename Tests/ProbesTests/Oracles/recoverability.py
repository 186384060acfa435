"""How well scikit-learn tells a protected attribute from all other columns of the real data sets.

    python recoverability.py SHARED/data > recoverability.json

Row i is in fold i mod 5. Logistic regression: one term a level, numbers standardised over all rows, ridge 1 on all terms
but the constant (C = 1), solved to 1e-12. Naive Bayes: numbers in bins between deciles (type 7), one row added to each
count. Columns of more than ten different values that are all numbers are numbers.
"""
import json
import sys

import numpy as np
import sklearn
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.naive_bayes import CategoricalNB

import csv

QUESTIONS = [("finincl", "gender", ["id", "label", "year", "age_band"]), ("taiwan-credit", "sex", ["id", "label", "age_band"])]


def read(path):
    with open(path, newline="") as file:
        rows = list(csv.DictReader(file))
    return {name: [row[name] for row in rows] for name in rows[0]}


def numbers(values):
    if len(set(values)) <= 10:
        return None
    try:
        return np.array([float(value) for value in values])
    except ValueError:
        return None


def question(folder, data, attribute, left_out):
    table = read(f"{folder}/{data}/data.csv")
    values = sorted(set(table[attribute]))
    target = np.array([values.index(value) for value in table[attribute]])
    features = [name for name in table if name != attribute and name not in left_out]
    terms, levels = {}, {}
    for name in features:
        column = numbers(table[name])
        if column is None:
            own = sorted(set(table[name]))
            codes = np.array([own.index(value) for value in table[name]])
            terms[name] = np.eye(len(own))[codes]
        else:
            terms[name] = ((column - column.mean()) / column.std())[:, None]
            edges = np.unique(np.quantile(column, np.arange(1, 10) / 10))
            codes = (column[:, None] > edges[None, :]).sum(1)
        levels[name] = codes
    fold = np.arange(len(target)) % 5

    def logistic(chosen):
        x = np.hstack([terms[name] for name in chosen])
        areas = []
        for k in range(5):
            learnt, tried = fold != k, fold == k
            model = LogisticRegression(C=1, tol=1e-12, max_iter=10_000, solver="newton-cholesky")
            model.fit(x[learnt], target[learnt])
            areas.append(roc_auc_score(target[tried], model.decision_function(x[tried])))
        return float(np.mean(areas))

    def bayes(chosen):
        x = np.stack([levels[name] for name in chosen], 1)
        counts = [len(np.unique(levels[name])) for name in chosen]
        dense = np.stack([np.unique(levels[name], return_inverse=True)[1] for name in chosen], 1)
        areas = []
        for k in range(5):
            learnt, tried = fold != k, fold == k
            model = CategoricalNB(alpha=1, min_categories=counts)
            model.fit(dense[learnt], target[learnt])
            joint = model.predict_joint_log_proba(dense[tried])
            areas.append(roc_auc_score(target[tried], joint[:, 1] - joint[:, 0]))
        return float(np.mean(areas))

    return {
        "data": data,
        "attribute": attribute,
        "features": features,
        "logistic": logistic(features),
        "logistic_without": {name: logistic([f for f in features if f != name]) for name in features},
        "bayes": bayes(features),
        "bayes_without": {name: bayes([f for f in features if f != name]) for name in features},
    }


if __name__ == "__main__":
    answer = {"scikit-learn": sklearn.__version__, "questions": [question(sys.argv[1], *q) for q in QUESTIONS]}
    json.dump(answer, sys.stdout, indent=1)
    print()
