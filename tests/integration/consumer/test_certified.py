"""The good consumer reads the stack's events from a queue of a real broker, and is certified there."""

import sys
from pathlib import Path

from scalehook.certify.profile import read
from scalehook.certify.scenarios import early, outlives
from scalehook.certify.verdict import Verdict
from scalehook.testing.rabbit import Broker
from support.certify.playing import played

GOOD = Path(__file__).parents[3] / "examples" / "good"


def test_it_holds_over_rabbitmq(broker: Broker) -> None:
    """It is ready when it reads its queue, and is judged by its calls."""
    command = [sys.executable, str(GOOD / "consumer.py")]
    profile = read(GOOD / "certify.yaml").model_copy(update={"command": command, "source": "rabbit"})
    chosen = [early.SCENARIO, outlives.SCENARIO]
    outcomes = played(profile, *chosen, patience=60.0, vhost=broker.vhost, keep=True)
    told = {each.scenario.name: (each.verdict, each.judgement.reason) for each in outcomes}
    assert {verdict for verdict, _ in told.values()} == {Verdict.HELD}, told
