"""Writes distributions.json: values of special functions and distributions from SciPy and mpmath.

    python3 distributions.py > distributions.json

mpmath gives the value where it has the function (30 digits at the exact double arguments); SciPy gives the rest. Where
both have it they must agree to 1e-9, so that a slip in this script is not taken for the truth. Values below 1e-290 are
left out: their relative error is that of a subnormal number.
"""

import json
import math
import sys

import mpmath
import numpy
import scipy
from scipy import optimize, special, stats

mpmath.mp.dps = 40
mpf = mpmath.mpf
rows = []


def add(function, arguments, value, check=None):
    value = float(value)
    if not math.isfinite(value) or (value != 0 and abs(value) < 1e-290):
        return
    if check is not None and not math.isclose(value, float(check), rel_tol=1e-9, abs_tol=1e-14):
        sys.exit(f"{function}{arguments}: {value} is not {check}")
    rows.append({"function": function, "arguments": [float(a) for a in arguments], "value": value})


def beta_tails_by_quadrature(a, b, x, mean, sd):
    scale = mpmath.log(mpmath.beta(mpf(a), mpf(b)))

    def density(t):
        return mpmath.exp((a - 1) * mpmath.log(t) + (b - 1) * mpmath.log1p(-t) - scale)

    def mass(low, high):
        steps = 40
        return mpmath.quad(density, [low + (high - low) * mpf(i) / steps for i in range(steps + 1)])

    return mass(mpf(max(0, mean - 40 * sd)), mpf(x)), mass(mpf(x), mpf(min(1, mean + 40 * sd)))


for x in [-37, -30, -20.5, -10, -8, -6, -5, -4, -3, -2.5, -1.96, -1, -0.5, -1e-3, 0, 1e-8, 0.3, 1, 1.645, 2, 3, 5, 8]:
    add("normal-cdf", [x], mpmath.ncdf(mpf(x)), stats.norm.cdf(x))
for p in [1e-280, 1e-100, 1e-30, 1e-16, 1e-12, 1e-6, 1e-4, 0.001, 0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.2, 0.3, 0.45,
          0.4999, 0.5, 0.500001, 0.6, 0.75, 0.9, 0.95, 0.975, 0.99, 0.995, 0.9999, 1 - 1e-9, 1 - 2**-53]:
    add("normal-quantile", [p], special.ndtri(p))
for x in [1e-5, 0.1, 0.5, 1, 1.5, 2, 2.5, 3, 7.25, 10, 15.9, 16, 33.3, 100, 1e4, 1e7, 1e12]:
    add("log-gamma", [x], mpmath.loggamma(mpf(x)), special.gammaln(x))
shapes = [(0.5, 0.5), (0.5, 3), (1, 1), (2, 3), (0.5, 1e6), (7.5, 0.5), (15, 134), (16, 133), (100, 20.5), (1000, 2000),
          (12345.5, 3.5), (1e5, 1e5), (1e6, 2e6), (3e5, 7)]
for a, b in shapes:
    add("log-beta", [a, b], mpmath.log(mpmath.beta(mpf(a), mpf(b))), None)
    mean, sd = a / (a + b), math.sqrt(a * b / (a + b + 1)) / (a + b)
    for k in [-6, -3, -1, 0, 0.5, 2, 4, 7]:
        x = mean + k * sd
        if not 0 < x < 1:
            continue
        if min(a, b) >= 1e5:
            # The hypergeometric series does not converge here; the density beyond 40 deviations is below 1e-340.
            lower, upper = beta_tails_by_quadrature(a, b, x, mean, sd)
        else:
            lower = mpmath.betainc(mpf(a), mpf(b), 0, mpf(x), regularized=True)
            upper = mpmath.betainc(mpf(a), mpf(b), mpf(x), 1, regularized=True)
        if not (0 <= lower <= 1 and 0 <= upper <= 1 and abs(lower + upper - 1) < 1e-20):
            continue
        add("beta-lower", [x, a, b], lower, special.betainc(a, b, x))
        add("beta-upper", [x, a, b], upper, special.betaincc(a, b, x))
    for p in [1e-12, 1e-4, 0.005, 0.025, 0.05, 0.3, 0.5, 0.8, 0.95, 0.975, 0.9999]:
        add("beta-quantile", [p, a, b], special.betaincinv(a, b, p))
for nu in [0.5, 1, 2, 3, 7.5, 19, 64, 399, 5e3, 1e5]:
    for k in [-3, -1, -0.2, 0, 0.7, 2, 5, 12]:
        x = nu + k * math.sqrt(2 * nu)
        if x > 0:
            lower = mpmath.gammainc(mpf(nu) / 2, 0, mpf(x) / 2, regularized=True)
            add("chi-squared-lower", [x, nu], lower, stats.chi2.cdf(x, nu))
            add("chi-squared-upper", [x, nu], mpmath.gammainc(mpf(nu) / 2, mpf(x) / 2, regularized=True),
                stats.chi2.sf(x, nu))
    for p in [1e-12, 1e-4, 0.025, 0.05, 0.5, 0.975, 0.9999]:
        add("chi-squared-quantile", [p, nu], stats.chi2.isf(p, nu))
for nu in [0.7, 1, 2, 3.5, 5, 9, 29, 63, 199.4, 1000, 1e5, 1e7]:
    for t in [-40, -8, -4, -2, -1, -0.1, -1e-6, 0, 1e-4, 0.5, 1.3, 2.2, 6]:
        x = mpf(nu) / (mpf(nu) + mpf(t) ** 2)
        if nu >= 1e5:
            continue
        tail = mpmath.betainc(mpf(nu) / 2, mpf(1) / 2, 0, x, regularized=True) / 2
        value = tail if t < 0 else 1 - tail
        add("t-cdf", [t, nu], value, stats.t.cdf(t, nu))
    for p in [1e-12, 1e-5, 0.005, 0.025, 0.05, 0.2, 0.4, 0.4999, 0.5, 0.7, 0.975, 0.9995]:
        add("t-quantile", [p, nu], special.stdtrit(nu, p))
for n in [1, 2, 10, 37, 148, 1000, 100000]:
    for p in [1e-6, 0.01, 0.3, 0.5, 0.77, 0.999]:
        spread = math.sqrt(n * p * (1 - p))
        for k in sorted({0, n, *(min(n, max(0, round(n * p + s * spread))) for s in (-5, -2, -1, 0, 1, 3, 6))}):
            mp_pmf = mpmath.binomial(n, k) * mpf(p) ** k * (1 - mpf(p)) ** (n - k)
            add("binomial-pmf", [k, n, p], mp_pmf, stats.binom.pmf(k, n, p))
            add("binomial-cdf", [k, n, p], stats.binom.cdf(k, n, p))

for n in [1, 2, 7, 20, 148, 5000]:
    for x in sorted({0, 1, n // 10, n // 3, n - 1, n}):
        if not 0 <= x <= n:
            continue
        for level in [0.5, 0.9, 0.95, 0.999]:
            for method, name in [("wilson", "wilson"), ("exact", "clopper-pearson")]:
                limits = stats.binomtest(x, n).proportion_ci(level, method=method)
                add(name + "-lower", [x, n, level], limits.low)
                add(name + "-upper", [x, n, level], limits.high)
for n in [2, 5, 30, 1000]:
    for variance in [0.01, 2.5]:
        low, high = stats.t.interval(0.95, n - 1, loc=1.5, scale=math.sqrt(variance / n))
        add("mean-lower", [1.5, variance, n, 0.95], low)
        add("mean-upper", [1.5, variance, n, 0.95], high)
for x in [0.05, 0.2, 0.3, 0.45, 0.5, 0.7, 0.9, 1.0, 1.17, 1.18, 1.1799999, 1.36, 1.63, 2, 3, 5, 10]:
    tail = 2 * mpmath.nsum(lambda k: (-1) ** (int(k) - 1) * mpmath.exp(-2 * k * k * mpf(x) ** 2), [1, mpmath.inf]) \
        if x > 0.6 else 1 - mpmath.sqrt(2 * mpmath.pi) / mpf(x) * mpmath.nsum(
            lambda k: mpmath.exp(-((2 * k - 1) ** 2) * mpmath.pi**2 / (8 * mpf(x) ** 2)), [1, mpmath.inf])
    add("kolmogorov-tail", [x], tail, special.kolmogorov(x))
first, second = [3.1, 2.7, 4.4, 5.0, 2.2, 3.9], [1.0, 1.4, 0.2, 2.6]
welch = stats.ttest_ind(first, second, equal_var=False).confidence_interval(0.95)
arguments = [numpy.mean(first), numpy.var(first, ddof=1), 6, numpy.mean(second), numpy.var(second, ddof=1), 4, 0.95]
add("welch-lower", arguments, welch.low)
add("welch-upper", arguments, welch.high)

versions = {"scipy": scipy.__version__, "mpmath": mpmath.__version__, "numpy": numpy.__version__}
print('{"versions": ' + json.dumps(versions) + ', "rows": [')
for x in [1e-3, 0.1, 0.5, 1, 1.2, 1.7, 2, 3.7, 9.99, 10, 25.5, 1e3, 1e8]:
    add("digamma", [x], mpmath.digamma(mpf(x)), special.digamma(x))



def beta_binomial(successes, trials):
    """The most likely mean and precision of the groups' rates, by scipy's optimizer from several starts."""
    x, n = numpy.array(successes, float), numpy.array(trials, float)

    def loss(point):
        mean, precision = special.expit(point[0]), math.exp(point[1])
        a, b = mean * precision, (1 - mean) * precision
        return -numpy.sum(special.betaln(a + x, b + n - x) - special.betaln(a, b))

    best = min(
        (optimize.minimize(loss, [special.logit(x.sum() / n.sum()), start], method="Nelder-Mead",
                           options={"xatol": 1e-10, "fatol": 1e-13, "maxiter": 20000}) for start in (-1, 1, 3, 6)),
        key=lambda found: found.fun)
    return special.expit(best.x[0]), math.exp(best.x[1])


for successes, trials in [
    ([3, 10, 1, 40, 7], [10, 30, 12, 60, 9]),
    ([0, 5, 2, 9], [20, 20, 20, 20]),
    ([45, 12, 7, 98, 3, 31], [100, 20, 30, 140, 3, 77]),
    ([0.5, 7.25, 30.75], [9.5, 11.5, 44.25]),
    ([1, 0, 0, 2, 1, 0, 3, 12], [4, 3, 5, 6, 2, 7, 9, 14]),
]:
    mean, precision = beta_binomial(successes, trials)
    arguments = [v for pair in zip(successes, trials) for v in pair]
    add("beta-binomial-mean", arguments, mean)
    add("beta-binomial-precision", arguments, precision)


print(",\n".join(json.dumps(row) for row in rows))
print("]}")
