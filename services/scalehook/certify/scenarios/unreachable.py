"""Neither queue nor API can be reached for minutes."""

import time
from contextlib import ExitStack
from datetime import timedelta
from typing import Literal

from scalehook.certify.effort import effort_noted
from scalehook.certify.facts import COMPLETE, HEARTBEAT, RECEIVES
from scalehook.certify.rules import attempts_at_most, ended_well
from scalehook.certify.scenario import Scenario, Setup
from scalehook.certify.stage import Stage

HANDS = (COMPLETE, HEARTBEAT, "DeleteMessage", "BatchDeleteMessage", "ChangeMessageVisibility")
HOW: tuple[Literal["reset", "503", "close"], ...] = ("reset", "503", "close")
ATTEMPTS, REAL_SECONDS = 20, 10  # whichever comes first
HALF = timedelta(minutes=5)  # of the outage, at most: a third of the wait is left behind it
NOBODY_SECONDS = 0.5  # real, in which nobody listens at the port
MOST_ATTEMPTS = 600


def story(stage: Stage) -> None:
    """It begins while a message is in hand. Some attempts fail, then five minutes pass, all is well."""
    faults = stage.cloud.faults
    with ExitStack() as outage:
        outage.enter_context(stage.fault(faults.unreachable(action=HANDS, how=HOW)))
        action = stage.scale_out()
        stage.until_received(1)
        reading = faults.unreachable(action=RECEIVES, how=HOW)
        outage.enter_context(stage.fault(reading, strikes=0))
        real, virtual = time.monotonic() + REAL_SECONDS, stage.cloud.now + HALF
        with effort_noted(stage.actor.consumer, stage.actor.facts):
            stage.until_refused(ATTEMPTS, real, virtual)
        with stage.standing():  # until it is back: not only while time is moved
            with stage.fault(faults.refuse_connections(NOBODY_SECONDS)):
                stage.cloud.advance(HALF, patience=0)
            outage.close()
            stage.until_back(action)
    stage.until_ended(action)


SCENARIO = Scenario(
    name="unreachable",
    since="0.1.0",
    what="For minutes all calls are reset, cut, answered with 503 or not let in; a message is in hand.",
    must="The action is completed before its deadline (900 s), after at most 600 attempts.",
    why="Networks fail: a consumer comes back by itself, without hammering, and does its work.",
    source="https://github.com/buildkite/elastic-ci-stack-for-aws/issues/344",
    story=story,
    rules=(ended_well(), attempts_at_most(MOST_ATTEMPTS)),
    setup=Setup(timeout=900),
)
