"""Confidence intervals of a mean by Student's t, with the quantile computed (no table). Pure."""

from functools import lru_cache
from math import exp, lgamma, log, sqrt


def mean_interval(samples: list[float], level: float = 0.95) -> tuple[float, float, float]:
    """(mean, low, high) of at least one sample; all equal with one."""
    count = len(samples)
    mean = sum(samples) / count
    if count == 1:
        return mean, mean, mean
    deviation = sqrt(sum((one - mean) ** 2 for one in samples) / (count - 1))
    half = student_t(level, count - 1) * deviation / sqrt(count)
    return mean, mean - half, mean + half


@lru_cache(maxsize=256)
def student_t(level: float, freedom: int) -> float:
    """t with P(|T| ≤ t) = level, by halving: 12.706 for 0.95 and 1 degree of freedom, 1.960 for many."""
    low, high = 0.0, 1.0
    while within(high, freedom) < level:
        high *= 2
    for _ in range(80):
        middle = (low + high) / 2
        if within(middle, freedom) < level:
            low = middle
        else:
            high = middle
    return high


def within(t: float, freedom: int) -> float:
    """P(|T| ≤ t): 1 − I_x(n/2, 1/2) with x = n / (n + t²) (Abramowitz & Stegun 26.7.1)."""
    return 1 - incomplete_beta(freedom / 2, 0.5, freedom / (freedom + t * t))


def incomplete_beta(a: float, b: float, x: float) -> float:
    """The regularised incomplete beta function, by its continued fraction (Abramowitz & Stegun 26.5.8)."""
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):
        return 1 - incomplete_beta(b, a, 1 - x)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log(1 - x)) / a
    c, d = 1.0, 1 / (1 - (a + b) * x / (a + 1))
    fraction = d
    for m in range(1, 500):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        before = fraction
        for term in (even, odd):
            c, d = 1 + term / c, 1 / (1 + term * d)
            fraction *= c * d
        if abs(fraction - before) < 1e-14 * fraction:
            break
    return front * fraction
