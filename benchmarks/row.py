"""One line of the table, and what it aims at."""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Aim:
    """A bound on the ratio, where there is a counterpart, or on the value; `alone` bounds the value."""

    bound: float
    stretch: float | None = None
    least: bool = False  # a bound from below
    alone: bool = False

    def reached(self, value: float) -> str:
        """What to say about a value."""
        if self.stretch is not None and self._keeps(value, self.stretch):
            return "stretch"
        return "yes" if self._keeps(value, self.bound) else "no"

    def __str__(self) -> str:
        sign = "≥" if self.least else "≤"
        return f"{sign} {self.bound:g}" + ("" if self.stretch is None else f" ({self.stretch:g})")

    def _keeps(self, value: float, bound: float) -> bool:
        return value >= bound if self.least else value <= bound


@dataclass(frozen=True)
class Row:
    """What was measured. `other` is something real, measured in the same run; without `ours` nothing
    could be measured, and the note says why.
    """

    name: str
    ours: float | None
    unit: str = ""
    note: str = ""
    other: float | None = None
    in_rounds: float | None = None  # the median of the rounds' own ratios
    aim: Aim | None = None

    @property
    def ratio(self) -> float | None:
        """Ours by the other's."""
        if self.in_rounds is not None or self.ours is None:
            return self.in_rounds
        return self.ours / self.other if self.other else None

    @property
    def reached(self) -> str:
        """Whether the aim is met: yes, no, stretch, or nothing."""
        if self.aim is None or self.ours is None:
            return ""
        alone = self.aim.alone or self.ratio is None
        return self.aim.reached(self.ours if alone else self.ratio or 0)

    def as_json(self) -> dict[str, Any]:
        """All of it."""
        return {**asdict(self), "ratio": self.ratio, "reached": self.reached}

    def cells(self) -> list[str]:
        """As the table shows it."""
        numbers = [_text(self.ours), _text(self.other), _text(self.ratio)]
        aim = "" if self.aim is None else str(self.aim)
        return [self.name, *numbers, self.unit, aim, self.reached, self.note]


def _text(value: float | None) -> str:
    return "" if value is None else f"{value:,.3g}" if value < 100 else f"{value:,.0f}"
