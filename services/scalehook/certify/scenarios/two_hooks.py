"""Two hooks hold an instance; the other one's side ends both waits."""

from scalehook.certify.facts import COMPLETE
from scalehook.certify.rules import calm
from scalehook.certify.scenario import Scenario, Setup
from scalehook.certify.stage import Stage


def story(stage: Stage) -> None:
    """The consumer's completion does not get through before the other side has abandoned."""
    stage.group.scale(1).finish()
    other = stage.group.hook("SCALE_IN", timeout=stage.setup.timeout, name="other")
    refusal = stage.cloud.faults.refuse(COMPLETE, "ServiceUnavailable", hook=stage.hook.id)
    # no pause of the consumer is over before the fault is
    with stage.standing(), stage.fault(refusal):
        activity = stage.group.scale(-1)
        mine, theirs = stage.action_of(activity, stage.hook), stage.action_of(activity, other)
        stage.until_called(mine)
        theirs.complete("ABANDON")
        stage.until_ended(mine)


SCENARIO = Scenario(
    name="two-hooks",
    since="0.1.0",
    what="Two hooks on scale-in: the other side abandons before the consumer's completion gets through.",
    must="At most 3 calls when the wait is over.",
    why="The first ABANDON of a scale-in ends all its waits: what is refused then is refused for ever.",
    source="https://www.alibabacloud.com/help/en/auto-scaling/user-guide/overview-10",
    story=story,
    rules=(calm(),),
    setup=Setup(transition="SCALE_IN"),
)
