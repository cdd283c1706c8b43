"""How long something takes: one length, or a distribution of lengths."""

import math
from functools import cached_property
from statistics import NormalDist
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, ValidationInfo, model_validator

from scalehook.simulate.agenda import SECOND, of_seconds
from scalehook.simulate.chance import Chance
from scalehook.simulate.scenario.beside import Beside
from scalehook.simulate.scenario.quantities import LONGEST, Length, Model

NORMAL = NormalDist()
P95 = NORMAL.inv_cdf(0.95)
SAMPLE, TRIES, LEAST_VALUES, LEAST_INSIDE = 1000, 100, 10, 0.01
SHORTEST = 1e-6  # seconds: time is whole microseconds
KINDS = ("constant", "uniform", "exponential", "lognormal", "gamma", "empirical")


class Exponential(Model):
    """Mean."""

    mean: Length = Field(ge=SHORTEST)


class Lognormal(Model):
    """Half are shorter than the median; with `p95` or `sigma`."""

    median: Length = Field(ge=SHORTEST)
    p95: Length | None = None
    sigma: float | None = Field(None, gt=0, le=10)

    @model_validator(mode="after")
    def _one_width(self) -> Self:
        if (self.p95 is None) == (self.sigma is None):
            raise ValueError("a lognormal has a median, and either p95 or sigma")
        if self.p95 is not None and self.p95 < self.median:
            raise ValueError(f"p95 ({self.p95:g}s) is below the median ({self.median:g}s)")
        return self

    @property
    def width(self) -> float:
        """Of its logarithm."""
        return self.sigma or math.log((self.p95 or self.median) / self.median) / P95


class Gamma(Model):
    """Mean, and the standard deviation as a share of it."""

    mean: Length = Field(ge=SHORTEST)
    cv: float = Field(ge=0.001, le=10)


class Distribution(Model):
    """Exactly one kind; what is outside of `min` and `max` is drawn again."""

    constant: Length | None = None
    uniform: Annotated[list[Length], Field(min_length=2, max_length=2)] | None = None
    exponential: Exponential | None = None
    lognormal: Lognormal | None = None
    gamma: Gamma | None = None
    empirical: str | None = Field(None, description="A CSV file, with lengths in seconds.")
    column: str = ""
    min: Length = 0.0
    max: Length | None = None
    values: list[float] = Field(default_factory=list, exclude=True, repr=False)

    @model_validator(mode="before")
    @classmethod
    def _short(cls, given: Any, info: ValidationInfo) -> Any:
        """`90s` is constant."""
        if isinstance(given, str | float):
            return {"constant": given}
        if isinstance(given, dict) and "values" in given:
            raise ValueError('unknown key "values"')
        if isinstance(given, dict) and given.get("empirical"):
            found = Beside.of(info).column(str(given["empirical"]), given.get("column") or "")
            return {**given, "values": found}
        return given

    @model_validator(mode="after")
    def _possible(self) -> Self:
        given = [kind for kind in KINDS if getattr(self, kind) is not None]
        if len(given) != 1:
            raise ValueError(f"one of {', '.join(KINDS)}, not {' and '.join(given) or 'none'}")
        if self.uniform and self.uniform[0] > self.uniform[1]:
            raise ValueError(f"uniform: {self.uniform[0]:g}s is above {self.uniform[1]:g}s")
        if self.empirical and len(self.values) < LEAST_VALUES:
            raise ValueError(
                f"{self.empirical} has {len(self.values)} values; {LEAST_VALUES} are needed"
            )
        if self.max is not None and self.max < self.min:
            raise ValueError(f"max ({self.max:g}s) is below min ({self.min:g}s)")
        if (self.min or self.max is not None) and self._share_inside() < LEAST_INSIDE:
            raise ValueError("less than 1 % of it is inside of min and max")
        return self

    def draw(self, chance: Chance, *names: str) -> int:
        """Microseconds, a year of them at most; the same for the same names."""
        if self.constant is not None:
            return self._constant
        for number in range(TRIES):
            seconds = self._once(chance, *names, *([str(number)] if number else []))
            if self.min <= seconds and (self.max is None or seconds <= self.max):
                return of_seconds(min(seconds, LONGEST))
        return of_seconds(max(self.min, min(seconds, LONGEST if self.max is None else self.max)))

    def quantile(self, share: float) -> float:
        """Seconds than which that share of a thousand draws is shorter."""
        return self._thousand[min(len(self._thousand) - 1, int(share * len(self._thousand)))]

    def mean(self) -> float:
        """Seconds, of the same draws."""
        return sum(self._thousand) / len(self._thousand)

    @cached_property
    def _thousand(self) -> list[float]:
        count = 1 if self.constant is not None else SAMPLE
        return sorted(self.draw(Chance(0), "sample", str(each)) / SECOND for each in range(count))

    @cached_property
    def _constant(self) -> int:
        return of_seconds(self.constant or 0.0)

    def _once(self, chance: Chance, *names: str) -> float:
        if self.gamma is not None:
            shape = self.gamma.cv**-2
            return chance.stream(*names, "gamma").gammavariate(shape, self.gamma.mean / shape)
        return self._at(chance.unit(*names))

    def _at(self, share: float) -> float:
        """What that share of all is shorter than: one number for each draw, so that a longer mean makes
        everything longer.
        """
        if self.uniform:
            low, high = self.uniform
            return low + (high - low) * share
        if self.exponential:
            return -self.exponential.mean * math.log1p(-share)
        if self.lognormal:
            return self.lognormal.median * math.exp(self.lognormal.width * NORMAL.inv_cdf(share))
        place = share * (len(self.values) - 1)
        low_at = int(place)
        low, high = self.values[low_at], self.values[min(low_at + 1, len(self.values) - 1)]
        return low + (high - low) * (place - low_at)

    def _share_inside(self) -> float:
        if self.constant is not None:
            return float(self.min <= self.constant and (self.max is None or self.constant <= self.max))
        drawn = [self._once(Chance(0), "inside", str(number)) for number in range(1000)]
        inside = [each for each in drawn if self.min <= each and (self.max is None or each <= self.max)]
        return len(inside) / len(drawn)


Time = Annotated[Distribution, BeforeValidator(lambda given: given)]


def constant(seconds: float) -> Distribution:
    """Always so long."""
    return Distribution(constant=seconds)
