"""Writes ranking.json: discounted gain of scikit-learn with ties, and hypergeometric tails of scipy.

    python3 ranking.py > ranking.json
"""

import json

import numpy
import scipy
import sklearn
from scipy.stats import hypergeom
from sklearn.metrics import ndcg_score

rng = numpy.random.default_rng(20261122)
lists = []
while len(lists) < 30:
    n = int(rng.integers(2, 15))
    relevance, scores = rng.integers(0, 4, n), rng.integers(0, 6, n) / 8
    if relevance.max() == 0:
        continue
    lists.append({
        "relevance": relevance.tolist(), "scores": scores.tolist(),
        "ndcg": {str(k): float(ndcg_score([relevance], [scores], k=k)) for k in [1, 3, 5, 10]}})
tests = []
for _ in range(40):
    items = int(rng.integers(2, 400))
    marked, drawn = int(rng.integers(0, items + 1)), int(rng.integers(0, items + 1))
    law = hypergeom(items, marked, drawn)
    observed = int(law.rvs(random_state=rng))
    tests.append([items, marked, drawn, observed, float(min(1, 2 * min(law.cdf(observed), law.sf(observed - 1))))])
print(json.dumps({
    "versions": {"scikit-learn": sklearn.__version__, "scipy": scipy.__version__, "numpy": numpy.__version__},
    "lists": lists, "tests": tests}))
