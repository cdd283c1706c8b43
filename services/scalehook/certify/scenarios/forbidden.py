"""Permission is refused: to complete for good, to receive for a while."""

import time

from scalehook.certify.facts import COMPLETE, RECEIVES
from scalehook.certify.rules import calls_at_most, ended_as
from scalehook.certify.scenario import Scenario, Setup
from scalehook.certify.stage import Stage

MOST_CALLS = 20
POLL_SECONDS = 31  # the longest poll has ended
REFUSALS, REAL_SECONDS = 10, 10  # whichever comes first


def story(stage: Stage) -> None:
    """Nobody may complete this action; then nobody may read, until the policy is mended."""
    faults = stage.cloud.faults
    stage.fault(faults.refuse(COMPLETE, "Forbidden.Unauthorized", hook=stage.hook.id))
    stage.outwait(stage.scale_out())
    if stage.queue is not None:
        with stage.fault(faults.refuse(RECEIVES, "AccessDenied", queue=stage.queue.name)):
            before = stage.refused()
            stage.pass_time(POLL_SECONDS)
            stage.until_refused(before + REFUSALS, time.monotonic() + REAL_SECONDS)


SCENARIO = Scenario(
    name="forbidden",
    since="0.1.0",
    what="All completions of one action are `Forbidden.Unauthorized`, then ten receives `AccessDenied`.",
    must="The wait ends by time, after at most 20 calls.",
    why="A policy is mended in minutes: who hammers or dies in between makes it worse.",
    source="https://www.alibabacloud.com/help/en/auto-scaling/developer-reference/api-ess-2022-02-22-ram",
    story=story,
    rules=(ended_as("Timeout", (Setup.default,)), calls_at_most(MOST_CALLS)),
    setup=Setup(timeout=30),  # the shortest: a consumer with timers of its own has to wait for it
)
