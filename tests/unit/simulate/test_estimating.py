"""Estimates, and how sure they are."""

import math
from random import Random

import pytest

from scalehook.simulate.study.estimating import effect, mean, quantiles, share, student


def test_mean() -> None:
    """With the bounds of Student's distribution."""
    found = mean([1.0, 2.0, 3.0, 4.0, 5.0])
    assert found.value == 3
    assert found.low is not None and math.isclose(found.low, 3 - 2.776 * math.sqrt(2.5 / 5))
    assert mean([7.0]).low is None


@pytest.mark.parametrize(("freedom", "multiple"), [(4, 2.776), (10, 2.228), (30, 2.042), (999, 1.962)])
def test_student(freedom: int, multiple: float) -> None:
    """As in the tables."""
    assert math.isclose(student(freedom), multiple, abs_tol=0.002)


def test_bounds_hold_what_they_promise() -> None:
    """About 95 of 100 studies have the true share, and the true quantile, inside."""
    random, shares, times = Random(5), 0, 0
    for _ in range(200):
        seeds = [sorted(int(random.expovariate(1 / 1000)) for _ in range(20)) for _ in range(30)]
        late = [sum(time > 2303 for time in seed) for seed in seeds]  # 10 %
        found = share(late, [20] * 30)
        assert found is not None
        shares += (found.low or 0) <= 0.1 <= (found.high or 1)
        [quantile] = quantiles(seeds, [0.9])
        assert quantile is not None and quantile.low and quantile.high
        times += quantile.low <= 2303 <= quantile.high
    assert 178 <= shares <= 199
    assert 178 <= times <= 199


def test_all_of_them() -> None:
    """Leave a doubt that gets smaller with their number, and larger where seeds differ."""
    few, many = share([10, 10], [10, 10]), share([2000, 2000], [2000, 2000])
    assert few is not None and many is not None and few.low and many.low
    assert 0.8 < few.low < 0.9 < 0.999 < many.low < 1
    unlike = share([2000, 2000], [2000, 2000], effect([[1] * 2000, [9] * 2000]))
    assert unlike is not None and unlike.low is not None and unlike.low < many.low
    assert share([], []) is None


def test_too_few() -> None:
    """A quantile with less than three beyond it is not told."""
    assert quantiles([[1, 2, 3]] * 5, [0.5, 0.99])[1] is None
