"""Whoever reads a queue and completes lifecycle actions."""

from typing import Literal, Self

from pydantic import Field, model_validator

from scalehook.simulate.scenario.distribution import Distribution, constant
from scalehook.simulate.scenario.quantities import Length, Model, Share

Result = Literal["CONTINUE", "ABANDON", "ROLLBACK"]


class Heartbeat(Model):
    """Asks for `seconds` more (the hook's own time, where it is not said) again and again."""

    every: Length = Field(gt=0)
    seconds: int = Field(600, ge=30, le=21600)


class ConsumerModel(Model):
    """So many `instances`, each with so many actions at a time. `fails` is the share of work that ends
    with `fails_with`; `silent` ends it with nothing at all. A `function` of your own, as
    `module:function`, takes the place of `work`.
    """

    queue: str
    instances: int = Field(1, ge=1, le=1000)
    concurrency: int = Field(1, ge=1, le=1000)
    work: Distribution = constant(1.0)
    heartbeat: Heartbeat | None = None
    fails: Share = 0.0
    fails_with: Result | Literal["silent"] = "ABANDON"
    style: Literal["complete_first", "delete_first"] = "complete_first"
    function: str = Field("", pattern=r"^$|^[A-Za-z_][\w.]*:[A-Za-z_]\w*$")
    begin: Length = 0.0
    until: Length | None = None

    @model_validator(mode="after")
    def _forwards(self) -> Self:
        if self.until is not None and self.until <= self.begin:
            raise ValueError(f"until ({self.until:g}s) is not after begin ({self.begin:g}s)")
        return self
