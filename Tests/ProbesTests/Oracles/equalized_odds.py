"""Writes equalized_odds.json: fairlearn's post-processing to equalised odds on drawn scores.

    python equalized_odds.py > equalized_odds.json

fairlearn 0.15.0 (ThresholdOptimizer, constraints "equalized_odds", objective "accuracy_score", no flips). It looks at ROC
hulls on a grid of false positive rates, so its point is the best one up to the grid; the grid here is fine. Expected true
and false positive rates are those of the probabilities that it predicts.
"""
import json
import random
import sys

import fairlearn
import numpy
import pandas
from fairlearn.postprocessing import ThresholdOptimizer
from sklearn.base import BaseEstimator, ClassifierMixin


class Scores(ClassifierMixin, BaseEstimator):
    """An estimator whose scores are its only column."""

    def fit(self, x, y):
        return self

    def predict(self, x):
        return numpy.asarray(x)[:, 0]

    def __sklearn_is_fitted__(self):
        return True


def main() -> None:
    draw = random.Random(20)
    cases = []
    for shapes in ([(0.5, 0.9), (0.3, 1.6)], [(0.6, 1.2), (0.4, 0.7), (0.5, 2.0)]):
        rows = []
        for group, (rate, lean) in enumerate(shapes):
            for _ in range(400):
                label = int(draw.random() < rate)
                score = round(draw.gauss(lean * label, 1), 1)
                rows.append((f"g{group}", label, score))
        table = pandas.DataFrame(rows, columns=["group", "label", "score"])
        optimiser = ThresholdOptimizer(
            estimator=Scores(), constraints="equalized_odds", objective="accuracy_score", prefit=True,
            grid_size=200_000, predict_method="predict",
        )
        optimiser.fit(table[["score"]], table["label"], sensitive_features=table["group"])
        chance = optimiser._pmf_predict(table[["score"]], sensitive_features=table["group"])[:, 1]
        label = table["label"].to_numpy()
        cases.append({
            "rows": [[group, label, score] for group, label, score in rows],
            "accuracy": float(numpy.mean(chance * label + (1 - chance) * (1 - label))),
            "groups": {
                name: {
                    "true-positive-rate": float(chance[(table["group"] == name) & (label == 1)].mean()),
                    "false-positive-rate": float(chance[(table["group"] == name) & (label == 0)].mean()),
                    "ignored": float(optimiser.interpolated_thresholder_.interpolation_dict[name]["p_ignore"]),
                }
                for name in sorted(set(table["group"]))
            },
        })
    json.dump({"cases": cases, "fairlearn": fairlearn.__version__}, sys.stdout, sort_keys=True)
    print()


main()
