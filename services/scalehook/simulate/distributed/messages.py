"""What a study and its workers say to each other."""

from typing import Self

from aio_pika import DeliveryMode, Message
from pydantic import BaseModel, ConfigDict

from scalehook.simulate.outcome import SeedOutcome


class StudyMessage(BaseModel):
    """JSON; the message's `type` is the class. `run` is the study's own name."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    run: str
    point: str  # of the study: scenario and other values

    def message(self) -> Message:
        """As it is published: it outlives the broker."""
        return Message(
            self.model_dump_json().encode(),
            content_type="application/json",
            delivery_mode=DeliveryMode.PERSISTENT,
            type=type(self).__name__,
        )

    @classmethod
    def read(cls, body: bytes) -> Self:
        """ValidationError where it is none."""
        return cls.model_validate_json(body)


class Work(StudyMessage):
    """Seeds to play. All that is needed comes with it: the scenario, the tables that it names."""

    file: str
    text: str
    tables: dict[str, str]
    overrides: list[tuple[str, str]]
    seeds: list[int]


class Done(StudyMessage):
    """What they have come to, and in how many seconds of real time."""

    worker: str
    seconds: float
    outcomes: list[SeedOutcome]


class Failed(StudyMessage):
    """They cannot be played there."""

    worker: str
    seeds: list[int]
    reason: str
