"""Lengths of time: what they are drawn from, and what cannot be."""

import math
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from scalehook.simulate.chance import Chance
from scalehook.simulate.scenario.beside import Beside
from scalehook.simulate.scenario.distribution import Distribution

MANY = 3000


def drawn(given: Any, **context: Any) -> list[float]:
    distribution = Distribution.model_validate(given, context=context)
    return sorted(distribution.draw(Chance(3), "x", str(number)) / 1e6 for number in range(MANY))


@pytest.mark.parametrize(
    ("given", "mean", "p95"),
    [
        ("90s", 90, 90),
        ({"uniform": ["10s", "20s"]}, 15, 19.5),
        ({"exponential": {"mean": "1m"}}, 60, 60 * -math.log(0.05)),
        ({"lognormal": {"median": "45s", "p95": "120s"}}, 45 * math.exp(0.5 * 0.5963**2), 120),
        ({"gamma": {"mean": "90s", "cv": "0.5"}}, 90, 174),
    ],
)
def test_what_is_drawn(given: Any, mean: float, p95: float) -> None:
    """Has the mean and the 95th percentile that it should have."""
    found = drawn(given)
    assert math.isclose(sum(found) / MANY, mean, rel_tol=0.05)
    assert math.isclose(found[MANY * 95 // 100], p95, rel_tol=0.08)


def test_a_longer_mean_makes_every_draw_longer() -> None:
    """The same number is behind both: what differs between two runs is the parameter alone."""
    short, long = drawn({"exponential": {"mean": "10s"}}), drawn({"exponential": {"mean": "11s"}})
    assert all(one < other for one, other in zip(short, long, strict=True))


def test_of_a_file(tmp_path: Path) -> None:
    """Between its least and its largest value."""
    (tmp_path / "times.csv").write_text("seconds,other\n" + "".join(f"{n},0\n" for n in range(1, 12)))
    found = drawn({"empirical": "times.csv", "column": "seconds"}, beside=Beside(tmp_path))
    assert 1 <= found[0] < 1.1 < 10.9 < found[-1] <= 11
    assert math.isclose(found[MANY // 2], 6, rel_tol=0.1)


def test_cut() -> None:
    """What is outside is drawn again."""
    found = drawn({"exponential": {"mean": "60s"}, "min": "10s", "max": "100s"})
    assert found[0] >= 10 and found[-1] <= 100


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ("600", r"600 what\? write 600s"),
        ("-3s", "not a length of time"),
        ({"uniform": ["20s", "10s"]}, "uniform: 20s is above 10s"),
        ({"exponential": {"mean": "0s"}}, "greater than or equal to 0.000001"),
        ({"gamma": {"mean": "9s", "cv": "1e-320"}}, "greater than or equal to 0.001"),
        ({"lognormal": {"median": "45s", "p95": "30s"}}, r"p95 \(30s\) is below the median \(45s\)"),
        ({"lognormal": {"median": "45s"}}, "either p95 or sigma"),
        ({"constant": "1s", "uniform": ["1s", "2s"]}, "not constant and uniform"),
        ({}, "not none"),
        ({"exponential": {"mean": "1s"}, "min": "1h"}, "less than 1 % of it"),
        ({"constant": "1s", "min": "9s", "max": "2s"}, r"max \(2s\) is below min \(9s\)"),
        ({"empirical": "none.csv"}, "none.csv cannot be read"),
    ],
)
def test_what_cannot_be(given: Any, problem: str) -> None:
    """Is refused with the reason."""
    with pytest.raises(ValidationError, match=problem):
        Distribution.model_validate(given)
