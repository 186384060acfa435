"""Writes classes.json: figures of several classes from scikit-learn, with weights and without.

    python3 classes.py > classes.json

Levels stand in the order of their codes. A class that is never predicted has no precision here, where scikit-learn has 0.
"""

import json

import numpy
import sklearn
from sklearn import metrics
from sklearn.metrics._base import _average_multiclass_ovo_score

rng = numpy.random.default_rng(20261122)


def gap(hit, score, weight):
    """Over fifteen bins of equal width: the weight of a bin times how far its mean score and share of hits lie apart."""
    place = numpy.digitize(score, numpy.arange(1, 15) / 15)
    return sum(abs((weight * (score - hit))[place == b].sum()) for b in range(15)) / weight.sum()


def figures(label, prediction, score, weight, count):
    out = {}
    classes = list(range(count))
    parts = metrics.precision_recall_fscore_support(
        label, prediction, labels=classes, sample_weight=weight, zero_division=numpy.nan)
    f2 = metrics.fbeta_score(label, prediction, beta=2, labels=classes, average=None, sample_weight=weight)
    for k in classes:
        out[f"precision:{k}"], out[f"recall:{k}"], out[f"f1:{k}"] = (parts[i][k] for i in range(3))
        out[f"f2:{k}"] = f2[k]
        own, called = label == k, prediction == k
        out[f"mcc:{k}"] = metrics.matthews_corrcoef(own, called, sample_weight=weight)
        out[f"roc-auc:{k}"] = metrics.roc_auc_score(own, score[:, k], sample_weight=weight)
        out[f"average-precision:{k}"] = metrics.average_precision_score(own, score[:, k], sample_weight=weight)
        out[f"brier-score:{k}"] = metrics.brier_score_loss(own, score[:, k], sample_weight=weight)
    own = numpy.ones(len(label)) if weight is None else weight
    support = numpy.array([own[label == k].sum() for k in classes])
    areas = numpy.array([out[f"roc-auc:{k}"] for k in classes])
    # As roc_auc_score(multi_class="ovr") has them; it refuses rounded scores, whose rows do not sum to 1.
    out["macro-roc-auc"], out["weighted-roc-auc"] = areas.mean(), areas @ support / support.sum()
    pairs = []
    for i in classes:
        for j in classes:
            if i != j:
                rows = (label == i) | (label == j)
                pairs.append(metrics.roc_auc_score(label[rows] == i, score[rows, i], sample_weight=own[rows]))
    out["hand-till-auc"] = numpy.mean(pairs)
    if weight is None:
        theirs = _average_multiclass_ovo_score(lambda y, s: metrics.roc_auc_score(y, s), label, score)
        assert abs(theirs - out["hand-till-auc"]) < 1e-12
    out["brier-score"] = sum(out[f"brier-score:{k}"] for k in classes)
    errors = [gap(label == k, score[:, k], own) for k in classes]
    out["class-wise-calibration-error"] = numpy.mean(errors)
    confidence = score[numpy.arange(len(label)), prediction]
    out["top-label-calibration-error"] = gap(label == prediction, confidence, own)
    out["quadratic-weighted-kappa"] = metrics.cohen_kappa_score(
        label, prediction, labels=classes, weights="quadratic", sample_weight=weight)
    out["mean-absolute-level-error"] = metrics.mean_absolute_error(label, prediction, sample_weight=weight)
    return {name: None if numpy.isnan(value) else float(value) for name, value in out.items()}


sets = []
for n, count, skill in [(240, 3, 0.5), (500, 4, 0.3), (900, 5, 0.7)]:
    label = rng.choice(count, n, p=numpy.arange(1, count + 1) / numpy.arange(1, count + 1).sum())
    near = numpy.clip(label + rng.integers(-1, 2, n), 0, count - 1)
    prediction = numpy.where(rng.uniform(size=n) < skill, label, near)
    raw = rng.uniform(0.05, 1, (n, count)) + 1.5 * skill * (numpy.arange(count) == label[:, None])
    score = numpy.round(raw / raw.sum(1, keepdims=True), 2)
    weight = rng.choice([0.5, 1.0, 2.0, 3.25], n)
    sets.append({
        "classes": count, "labels": label.tolist(), "predictions": prediction.tolist(), "scores": score.tolist(),
        "weights": weight.tolist(), "plain": figures(label, prediction, score, None, count),
        "weighted": figures(label, prediction, score, weight, count)})
print('{"versions": ' + json.dumps({"scikit-learn": sklearn.__version__, "numpy": numpy.__version__}) + ', "sets": [')
print(",\n".join(json.dumps(one) for one in sets))
print("]}")
