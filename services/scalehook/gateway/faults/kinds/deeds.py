"""Faults that are done at once: bad messages, and services that die."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from scalehook.gateway.faults.kinds.base import Kind, Name, Owner, RealSeconds
from scalehook_contracts.topology import ServiceName

Poison = Literal[
    "not_base64", "not_json", "list", "large", "unknown_fields", "wrong_token", "empty", "foreign"
]


class PoisonMessages(Kind):
    """Messages that no consumer of notifications can use are put into a queue, one of each form. With
    `foreign` it is a good one, of a hook and an action that nobody knows.
    """

    owner: ClassVar[Owner] = "deed"
    kind: Literal["poison"]
    queue: Annotated[Name, Field(min_length=1)]
    forms: Annotated[list[Poison], Field(min_length=1, max_length=100)] = ["not_base64"]
    hook: Name = ""  # of foreign: that it is said to be of


class KillService(Kind):
    """The service is torn down as if its process was killed, stays away for so many real seconds, and
    comes back from its journal. The gateway has none: all connections break, and what it remembers of
    those who read, and faults of calls, are gone.
    """

    owner: ClassVar[Owner] = "deed"
    kind: Literal["kill_service"]
    service: ServiceName | Literal["gateway"]
    real_seconds: Annotated[RealSeconds, Field(le=60)] = 0
