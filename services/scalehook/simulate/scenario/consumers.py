"""Whoever hears of lifecycle actions and completes them: from a queue, by pushes, over AMQP."""

from typing import Literal, Self

from pydantic import Field, model_validator

from scalehook.simulate.scenario.distribution import Distribution, constant
from scalehook.simulate.scenario.quantities import Length, Model, Name, Share

Result = Literal["CONTINUE", "ABANDON", "ROLLBACK"]

WAYS = ("queue", "push", "amqp")
OF_MODELS = ("work", "heartbeat", "fails", "fails_with", "style")


class Heartbeat(Model):
    """Asks for `seconds` more (the hook's own time, where it is not said) again and again."""

    every: Length = Field(gt=0)
    seconds: int = Field(600, ge=30, le=21600)


class ConsumerModel(Model):
    """So many `instances`, each with so many actions at a time. They read a `queue` of the message
    service, or get what is pushed to an endpoint (`push` is its URL, as the stack has it), or the
    stack's events over AMQP, from a queue of RabbitMQ that is named `amqp`: all, or those of some
    `hooks` (`drain`, or `web/drain`). A push is answered when the work is done, and after
    `answer_within` at the latest.

    `fails` is the share of work that ends with `fails_with`; `silent` ends it with nothing at all. A
    `function` of your own, or a whole `Consumer`, as `module:name`, works under the kit for consumers,
    which has its own habits.
    """

    queue: str = ""
    push: str = Field("", pattern=r"^$|^https?://\S+$")
    amqp: str = Field("", max_length=200)
    hooks: list[Name] = Field(default_factory=list)
    answer_within: Length = Field(4.0, gt=0)
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

    @property
    def source(self) -> str:
        """Where it hears from, by name; unlike any other's."""
        return self.queue or self.push or f"amqp/{self.amqp}"

    @model_validator(mode="after")
    def _one_source(self) -> Self:
        given = [way for way in WAYS if getattr(self, way)]
        if len(given) != 1:
            raise ValueError(f"one of {', '.join(WAYS)}, not {' and '.join(given) or 'none'}")
        if self.hooks and not self.amqp:
            raise ValueError("hooks: only who reads by amqp hears of all of them")
        if "answer_within" in self.model_fields_set and not self.push:
            raise ValueError("answer_within: only a push is answered")
        return self

    @model_validator(mode="after")
    def _one_worker(self) -> Self:
        """The kit has habits of its own."""
        unheard = [name for name in OF_MODELS if name in self.model_fields_set] if self.function else []
        if unheard:
            raise ValueError(f"{unheard[0]}: the function takes its place, under the kit")
        return self

    @model_validator(mode="after")
    def _forwards(self) -> Self:
        if self.until is not None and self.until <= self.begin:
            raise ValueError(f"until ({self.until:g}s) is not after begin ({self.begin:g}s)")
        return self
