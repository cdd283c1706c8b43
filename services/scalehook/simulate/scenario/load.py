"""What makes groups scale: at moments, again and again, as a file says, or by a metric."""

from itertools import pairwise
from typing import Any, Self

from pydantic import Field, ValidationInfo, model_validator

from scalehook.simulate.scenario.beside import Beside
from scalehook.simulate.scenario.distribution import Distribution
from scalehook.simulate.scenario.quantities import Length, Model, Name

WAYS = ("add", "remove", "to", "metric", "csv", "function")
WHEN = {
    **{way: {"at", "every", "begin", "until"} for way in ("add", "remove", "to")},
    "metric": {"curve", "total"}, "csv": set[str](), "function": {"begin", "until"},
}  # fmt: skip


class Point(Model):
    """The metric has this value at that moment; between two it is on the line."""

    at: Length
    value: float = Field(ge=0, le=1e15)


class Load(Model):
    """Adds, removes or sets so many instances of a group `at` these moments, or `every` so often from
    `begin` until `until`; or as a CSV file has it, whose columns are `at` (seconds) and `change`; or a
    `metric` takes the values of a `curve`; or a `function` of your own, as `module:function`, does what
    it likes to the group, from `begin` until `until`.
    """

    group: Name
    add: int | None = Field(None, ge=1, le=1000)
    remove: int | None = Field(None, ge=1, le=1000)
    to: int | None = Field(None, ge=0, le=2000)
    csv: str | None = None
    function: str | None = Field(None, pattern=r"^[A-Za-z_][\w.]*:[A-Za-z_]\w*$")
    metric: Name | None = None
    total: bool = False
    curve: list[Point] = Field(default_factory=list)
    at: list[Length] = Field(default_factory=list)
    every: Distribution | None = None
    begin: Length = 0.0
    until: Length | None = None
    trace: list[tuple[float, int]] = Field(default_factory=list, exclude=True, repr=False)

    @model_validator(mode="before")
    @classmethod
    def _read(cls, given: Any, info: ValidationInfo) -> Any:
        if not isinstance(given, dict):
            return given
        if "trace" in given:
            raise ValueError('unknown key "trace"')
        if isinstance(given.get("at"), str):
            given = {**given, "at": [given["at"]]}
        if given.get("csv"):
            beside, file = Beside.of(info), str(given["csv"])
            moments, changes = beside.numbers(file, "at"), beside.numbers(file, "change")
            return {**given, "trace": [*zip(moments, map(int, changes), strict=True)]}
        return given

    @model_validator(mode="after")
    def _whole(self) -> Self:
        ways = [way for way in WAYS if getattr(self, way) is not None]
        if len(ways) != 1:
            raise ValueError(f"one of {', '.join(WAYS)}, not {' and '.join(ways) or 'none'}")
        allowed = {"group", "trace", ways[0], *WHEN[ways[0]]}
        if unheard := sorted(self.model_fields_set - allowed):
            raise ValueError(f"{unheard[0]} says nothing beside {ways[0]}")
        if ways == ["metric"] and not self.curve:
            raise ValueError("a metric needs a curve")
        if ways[0] in ("add", "remove", "to") and not self.at and self.every is None:
            raise ValueError("when? say at or every")
        if self.until is not None and self.until <= self.begin:
            raise ValueError(f"until ({self.until:g}s) is not after begin ({self.begin:g}s)")
        return self

    @model_validator(mode="after")
    def _forwards(self) -> Self:
        rows = {
            "at": self.at,
            "curve": [point.at for point in self.curve],
            f"{self.csv}": [at for at, _ in self.trace],
        }
        for name, moments in rows.items():
            for before, after in pairwise(moments):
                if after < before:
                    raise ValueError(f"{name}: {after:g}s comes before {before:g}s")
        return self
