"""Work takes longer than the wait."""

from datetime import timedelta

from scalehook.certify.rules import ended_well, heartbeats_at_most
from scalehook.certify.scenario import Needs, Scenario, Setup, Story
from scalehook.certify.stage import Stage
from scalehook.certify.timing import Stuck

WORK_SECONDS = 750  # two waits and a half


def worked(seconds: float) -> Story:
    """One action. Nothing is shown by a consumer that completes it before so much time has passed."""

    def story(stage: Stage) -> None:
        began = stage.cloud.now
        action = stage.scale_out()
        stage.until_ended(action)
        took = stage.chronicle.ends[action.token].at - began
        if took < timedelta(seconds=seconds):
            raise Stuck(f"the work was to take {seconds:g} s, and took {took.total_seconds():.0f} s")

    return story


SCENARIO = Scenario(
    name="long-work",
    since="0.1.0",
    what="The work takes two and a half times as long as the wait (300 s).",
    must="The action is completed before its deadline, with at most 20 heartbeats.",
    why="Without heartbeats the wait ends under the work, and the instance is abandoned half done.",
    source="https://github.com/aws/aws-node-termination-handler/issues/493",
    story=worked(WORK_SECONDS),
    rules=(ended_well(), heartbeats_at_most()),
    setup=Setup(work=f"{WORK_SECONDS}s"),
    needs=Needs(abilities=frozenset({"work", "heartbeat"})),
)
