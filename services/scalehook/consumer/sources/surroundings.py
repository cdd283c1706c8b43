"""What a source is made with."""

from dataclasses import dataclass

import httpx

from scalehook.consumer.clock import Clock
from scalehook.consumer.settings import Settings


@dataclass(frozen=True)
class Surroundings:
    """`consumer` is its name; `transport` stands in for the network in tests."""

    consumer: str
    settings: Settings
    clock: Clock
    transport: httpx.AsyncBaseTransport | None = None
