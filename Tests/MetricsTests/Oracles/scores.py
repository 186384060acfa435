"""Writes scores.json: figures of scored rows from scikit-learn, SciPy and statsmodels, and from plain sums over rows.

    python3 scores.py > scores.json

Rows are made here from a seed: labels follow scores that are too sure of themselves, with weights of four sizes. Where a
library has the figure its value stands; the rest are the definitions written out with numpy, row by row or bin by bin.
"""

import json
import math

import numpy
import scipy
import sklearn
import statsmodels
import statsmodels.api as sm
from scipy import stats
from sklearn import metrics
from sklearn.isotonic import IsotonicRegression

rng = numpy.random.default_rng(20261121)


def rows(n, digits, base, slope):
    x = rng.normal(base, 1.2, n)
    score = numpy.round(1 / (1 + numpy.exp(-x)), digits)
    score = numpy.clip(score, 10.0**-digits, 1 - 10.0**-digits)
    label = (rng.uniform(size=n) < 1 / (1 + numpy.exp(-slope * x))).astype(int)
    weight = rng.choice([0.5, 1.0, 2.0, 3.25], n)
    return label, numpy.round(score, digits), weight


def bins_of_equal_width(score, count):
    # Edges k/count belong to the bin above; 1 to the last.
    return numpy.minimum(count - 1, numpy.floor(score * count + 1e-12)).astype(int)


def bins_of_equal_mass(score, weight, count):
    order = numpy.argsort(score, kind="stable")
    total, result = weight.sum(), numpy.zeros(len(score), int)
    bin, reached, i = 0, 0.0, 0
    targets = [r * total / count for r in range(1, count)]
    while i < len(order):
        j = i
        while j < len(order) and score[order[j]] == score[order[i]]:
            j += 1
        result[order[i:j]] = bin
        before, reached = reached, reached + weight[order[i:j]].sum()
        if any(before < t - 1e-9 and t <= reached + 1e-9 for t in targets):
            bin += 1
        i = j
    return result


def calibration(label, score, weight, bin):
    total, ece, mce, squares = weight.sum(), 0.0, None, 0.0
    for r in sorted(set(bin)):
        own = bin == r
        w = weight[own]
        n, share = own.sum(), w.sum() / total
        rate = numpy.average(label[own], weights=w)
        gap = numpy.average(score[own], weights=w) - rate
        ece += share * abs(gap)
        if n >= 20:
            mce = max(mce or 0, abs(gap))
        if n >= 2:
            squares += share * (gap**2 - rate * (1 - rate) * (w**2).sum() / w.sum() ** 2 * n / (n - 1))
    return ece, mce, squares


def figures(label, score, weight, isweighted):
    w = weight if isweighted else numpy.ones(len(label))
    positive, negative = label == 1, label == 0
    total = w.sum()
    out = {}
    out["roc-auc"] = metrics.roc_auc_score(label, score, sample_weight=w)
    out["gini"] = 2 * out["roc-auc"] - 1
    false_positives, true_positives, _ = metrics.roc_curve(label, score, sample_weight=w, drop_intermediate=False)
    out["kolmogorov-smirnov"] = numpy.max(numpy.abs(true_positives - false_positives))
    if not isweighted:
        ks = stats.ks_2samp(score[positive], score[negative], method="asymp").statistic
        assert math.isclose(ks, out["kolmogorov-smirnov"], rel_tol=1e-12)
    out["average-precision"] = metrics.average_precision_score(label, score, sample_weight=w)
    for share in (0.5, 0.2):
        # Negatives weighed so that positives have this share.
        factor = w[positive].sum() * (1 - share) / share / w[negative].sum()
        other = numpy.where(positive, w, w * factor)
        out[f"average-precision-at-{share}"] = metrics.average_precision_score(label, score, sample_weight=other)
    brier = out["brier-score"] = metrics.brier_score_loss(label, score, sample_weight=w)
    rate = numpy.average(label, weights=w)
    out["brier-skill-score"] = metrics.d2_brier_score(label, score, sample_weight=w)
    assert math.isclose(out["brier-skill-score"], 1 - brier / (rate * (1 - rate)), rel_tol=1e-9)
    out["brier-uncertainty"] = rate * (1 - rate)
    reliability = resolution = 0.0
    for value in sorted(set(score)):
        own = score == value
        share, own_rate = w[own].sum() / total, numpy.average(label[own], weights=w[own])
        reliability += share * (value - own_rate) ** 2
        resolution += share * (own_rate - rate) ** 2
    assert math.isclose(brier, reliability - resolution + rate * (1 - rate), rel_tol=1e-9)
    out["brier-reliability"], out["brier-resolution"] = reliability, resolution
    rising = IsotonicRegression().fit(score, label, sample_weight=w).predict(score)
    best = numpy.average((rising - label) ** 2, weights=w)
    out["brier-miscalibration"], out["brier-discrimination"] = brier - best, rate * (1 - rate) - best
    out["calibration-in-the-large"] = rate - numpy.average(score, weights=w)
    out["observed-to-expected-ratio"] = (w * label).sum() / (w * score).sum()
    out["mean-score-of-positives"] = numpy.average(score[positive], weights=w[positive])
    out["mean-score-of-negatives"] = numpy.average(score[negative], weights=w[negative])
    ece, mce, squares = calibration(label, score, w, bins_of_equal_width(score, 15))
    out["expected-calibration-error"], out["maximum-calibration-error"] = ece, mce
    out["debiased-calibration-error"] = squares
    out["adaptive-calibration-error"] = calibration(label, score, w, bins_of_equal_mass(score, w, 15))[0]
    side = 1 - 2 * score
    out["spiegelhalter-z"] = (w * (label - score) * side).sum() / math.sqrt(
        (w**2 * side**2 * score * (1 - score)).sum()
    )
    logit = numpy.log(score / (1 - score))
    family = sm.families.Binomial()
    line = sm.GLM(label, sm.add_constant(logit), family=family, freq_weights=w).fit(tol=1e-13, maxiter=200)
    offset = sm.GLM(label, numpy.ones(len(label)), family=family, offset=logit, freq_weights=w).fit(tol=1e-13)
    # A line of slope 1 need not be right, and has the sandwich's error in any case.
    q = offset.fittedvalues
    offset_error = math.sqrt(((w * (label - q)) ** 2).sum()) / (w * q * (1 - q)).sum()
    if isweighted:
        # The sandwich by hand: statsmodels takes squares of weights in another way.
        design = sm.add_constant(logit)
        p = line.fittedvalues
        bread = numpy.linalg.inv(design.T @ (design * (w * p * (1 - p))[:, None]))
        errors = bread @ (design.T @ (design * ((w * (label - p)) ** 2)[:, None])) @ bread
    else:
        errors = line.cov_params()
        robust = sm.GLM(label, numpy.ones(len(label)), family=family, offset=logit).fit(tol=1e-13, cov_type="HC0")
        assert math.isclose(robust.bse[0], offset_error, rel_tol=1e-7)
    out["calibration-intercept"], out["calibration-slope"] = line.params
    out["calibration-offset"] = offset.params[0]
    out["calibration-intercept error"] = math.sqrt(errors[0, 0])
    out["calibration-slope error"] = math.sqrt(errors[1, 1])
    out["calibration-offset error"] = offset_error
    return {name: None if value is None else float(value) for name, value in out.items()}


sets = []
for name, n, digits, base, slope in [
    ("few values", 300, 1, 0.2, 0.6),
    ("hundredths", 500, 2, -1.0, 0.8),
    ("four digits", 400, 4, 0.5, 1.3),
    ("small", 24, 2, 0.0, 0.7),
]:
    label, score, weight = rows(n, digits, base, slope)
    sets.append(
        {
            "name": name,
            "labels": label.tolist(),
            "scores": score.tolist(),
            "weights": weight.tolist(),
            "plain": figures(label, score, weight, False),
            "weighted": figures(label, score, weight, True),
        }
    )
versions = {
    "scikit-learn": sklearn.__version__,
    "scipy": scipy.__version__,
    "statsmodels": statsmodels.__version__,
    "numpy": numpy.__version__,
}
print('{"versions": ' + json.dumps(versions) + ', "sets": [')
print(",\n".join(json.dumps(one) for one in sets))
print("]}")
