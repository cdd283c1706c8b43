"""The stack does not know the action yet when it is completed."""

from scalehook.certify.facts import COMPLETE
from scalehook.certify.rules import calls_at_most, ended_well
from scalehook.certify.scenario import Scenario
from scalehook.certify.stage import Stage

REFUSALS = 2
MOST_CALLS = 100  # in the whole wait


def story(stage: Stage) -> None:
    """The first completions are refused as if there were no such action."""
    refusal = "LifecycleHookIdAndLifecycleActionToken.Invalid"
    faults = stage.cloud.faults
    stage.fault(faults.refuse(COMPLETE, refusal, hook=stage.hook.id, times=REFUSALS), strikes=REFUSALS)
    stage.until_ended(stage.scale_out())


SCENARIO = Scenario(
    name="early",
    since="0.1.0",
    what="The first two completions are refused with `LifecycleHookIdAndLifecycleActionToken.Invalid`.",
    must="The action is completed before its deadline, with at most 100 calls.",
    why="A consumer may be told of an action before all of the cloud knows it: once is not enough.",
    source="https://github.com/aws-samples/amazon-ec2-auto-scaling-group-examples/issues/3",
    story=story,
    rules=(ended_well(), calls_at_most(MOST_CALLS)),
)
