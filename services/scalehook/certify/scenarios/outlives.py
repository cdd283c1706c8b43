"""Completions fail until the wait is over, and after it."""

from scalehook.certify.facts import COMPLETE
from scalehook.certify.rules import calm, nothing_left
from scalehook.certify.scenario import Scenario, Setup
from scalehook.certify.stage import Stage


def story(stage: Stage) -> None:
    """Each is answered with an error that may pass, and never does."""
    stage.fault(stage.cloud.faults.refuse(COMPLETE, "InternalError", hook=stage.hook.id))
    stage.outwait(stage.scale_out())


SCENARIO = Scenario(
    name="outlives",
    since="0.1.0",
    what="Every completion is answered with `InternalError`, also when the wait (30 s) is over.",
    must="At most 3 calls when the wait is over; the message goes, or comes no more.",
    why="To try again makes sense as long as somebody waits: consumers have gone on for hours.",
    source="https://github.com/aws/aws-node-termination-handler/issues/203",
    story=story,
    rules=(calm(), nothing_left()),
    setup=Setup(timeout=30),  # the shortest: a consumer with timers of its own has to wait for it
)
