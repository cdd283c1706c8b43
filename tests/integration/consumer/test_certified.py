"""The good consumer reads the stack's events from a queue of a real broker, and is certified there."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from scalehook.certify.profile import read
from scalehook.certify.scenarios import early, outlives
from scalehook.certify.verdict import Verdict
from scalehook.testing.rabbit import Broker, new_vhost
from scalehook.testing.throwaway import NoServer
from support.certify.playing import played

GOOD = Path(__file__).parents[3] / "examples" / "good"


def test_it_holds_over_rabbitmq(broker: Broker) -> None:
    """It is ready when it reads its queue, is judged by its calls, and leaves nothing on the broker."""
    made = []

    @contextmanager
    def vhost() -> Iterator[str]:
        with new_vhost(broker) as address:
            made.append(address)
            yield address

    command = [sys.executable, str(GOOD / "consumer.py")]
    profile = read(GOOD / "certify.yaml").model_copy(update={"command": command, "source": "rabbit"})
    chosen = [early.SCENARIO, outlives.SCENARIO]
    outcomes = played(profile, *chosen, vhost=vhost, keep=True)
    told = {each.scenario.name: (each.verdict, each.judgement.reason) for each in outcomes}
    assert {verdict for verdict, _ in told.values()} == {Verdict.HELD}, told
    assert made
    for address in made:
        with pytest.raises((httpx.HTTPStatusError, NoServer)):
            broker.declared(address)
