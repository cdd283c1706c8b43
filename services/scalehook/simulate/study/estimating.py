"""Estimates with the bounds of their 95 % confidence interval. A seed is one observation: what
happens in one run hangs together.
"""

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from heapq import merge
from statistics import NormalDist

CONFIDENCE = 0.95
Z = NormalDist().inv_cdf(0.5 + CONFIDENCE / 2)
T = {1: 12.706, 2: 4.303, 3: 3.182, 4: 2.776, 5: 2.571, 6: 2.447, 7: 2.365, 8: 2.306, 9: 2.262}
FEWEST_BEYOND = 3  # observations beyond a quantile, for it to mean anything


@dataclass(frozen=True)
class Estimate:
    """A bound is None where there are too few observations for one."""

    value: float
    low: float | None = None
    high: float | None = None


def student(freedom: int) -> float:
    """The multiple of the standard error, for so many degrees of freedom."""
    if freedom in T:
        return T[freedom]
    terms = (
        Z,
        (Z**3 + Z) / 4,
        (5 * Z**5 + 16 * Z**3 + 3 * Z) / 96,
        (3 * Z**7 + 19 * Z**5 + 17 * Z**3 - 15 * Z) / 384,
    )
    return math.fsum(term / float(freedom) ** power for power, term in enumerate(terms))


def mean(values: Sequence[float]) -> Estimate:
    """Over seeds."""
    count = len(values)
    middle = math.fsum(values) / count
    if count < 2:
        return Estimate(middle)
    spread = math.sqrt(math.fsum((value - middle) ** 2 for value in values) / (count - 1) / count)
    reach = student(count - 1) * spread
    return Estimate(middle, middle - reach, middle + reach)


def share(hits: Sequence[int], of: Sequence[int], effect: float = 1.0) -> Estimate | None:
    """Of all, seed by seed; None where there is nothing. Where all or none are hits, the exact bound of
    as many independent ones, by `effect` fewer, since those of one seed are not.
    """
    total = sum(of)
    if not total:
        return None
    found = sum(hits) / total
    alone = (1 - CONFIDENCE) / 2
    if found in (0.0, 1.0):
        bound = 1 - alone ** (max(effect, 1.0) / total)
        return Estimate(found, 1 - bound, 1.0) if found else Estimate(found, 0.0, bound)
    reach = _reach(hits, of, found)
    if reach is None:
        return Estimate(found)
    return Estimate(found, max(0.0, found - reach), min(1.0, found + reach))


def effect(times: Sequence[Sequence[int]]) -> float:
    """By how much the mean of times varies more than that of as many independent ones; at least 1."""
    flat = [each for seed in times for each in seed]
    if len(times) < 2 or len(flat) < 2:
        return 1.0
    middle = math.fsum(flat) / len(flat)
    alone = math.fsum((each - middle) ** 2 for each in flat) / (len(flat) - 1) / len(flat)
    residuals = math.fsum((math.fsum(seed) - middle * len(seed)) ** 2 for seed in times)
    clustered = residuals * len(times) / (len(times) - 1) / len(flat) ** 2
    return max(1.0, clustered / alone) if alone else 1.0


def quantiles(times: Sequence[Sequence[int]], shares: Sequence[float]) -> list[Estimate | None]:
    """Of ascending times, a list for each seed; None where too few lie beyond one."""
    flat = list(merge(*times))
    return [_quantile(flat, times, each) for each in shares]


def _quantile(flat: list[int], times: Sequence[Sequence[int]], part: float) -> Estimate | None:
    count = len(flat)
    if count * min(part, 1 - part) < FEWEST_BEYOND:
        return None
    value = flat[math.ceil(part * count) - 1]
    reach = _reach([bisect_right(seed, value) for seed in times], [len(seed) for seed in times], part)
    if reach is None:
        return Estimate(value)
    low, high = part - reach, part + reach
    return Estimate(
        value,
        flat[math.ceil(low * count) - 1] if low > 0 else None,
        flat[math.ceil(high * count) - 1] if high < 1 else None,
    )


def _reach(hits: Sequence[int], of: Sequence[int], found: float) -> float | None:
    """Half of the interval around a share, by how it differs between seeds; None for a single one."""
    count, total = len(of), sum(of)
    if count < 2:
        return None
    residuals = math.fsum((hit - found * each) ** 2 for hit, each in zip(hits, of, strict=True))
    variance = residuals * count / (count - 1) / total**2
    return student(count - 1) * math.sqrt(variance)
